/* Any bytes as Accept-Language. The choice is one of the languages; it does not depend on how the header is
 * written, nor on a language that there is not. */
#include "accept.h"
#include <glib.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"vi", "en", "pt-BR", NULL};
    g_autofree char *header = g_strndup((const char *)data, MIN(size, 300));
    g_autofree char *upper = g_ascii_strup(header, -1);
    g_autofree char *more = g_strconcat("tlh;q=1 , ", header, NULL);
    const int choice = accept_choose(header, languages);
    int ranges = 0;

    g_assert_true(choice >= 0 && choice < 3);
    g_assert_cmpint(accept_choose(upper, languages), ==, choice);
    for (const char *at = header; *at; at++)
        ranges += *at == ',';
    if (ranges < 50)
        g_assert_cmpint(accept_choose(more, languages), ==, choice);
    return 0;
}
