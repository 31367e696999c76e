/* Prints links as a kiosk would make them: make_links TOKEN_INI KIND AREA SECONDS [COUNT]. KIND is rate,
 * remark or poster, AREA an id or "-", SECONDS from now until the link ends; below 0 it has ended. */
#include "token.h"
#include <sodium.h>
#include <string.h>
#include <time.h>

static enum token_kind kind_of(const char *name)
{
    if (strcmp(name, "poster") == 0)
        return TOKEN_POSTER;
    return strcmp(name, "remark") == 0 ? TOKEN_REMARK : TOKEN_RATE;
}

static void print_link(const token_keys_t *keys, char **argv)
{
    const enum token_kind kind = kind_of(argv[2]);
    struct token token = {
        .kind = kind,
        .channel = kind == TOKEN_POSTER ? CHANNEL_POSTER : CHANNEL_PHONE,
        .area = token_area_mark(strcmp(argv[3], "-") == 0 ? NULL : argv[3]),
        .expires = kind == TOKEN_POSTER ? 0 : (gint64)time(NULL) + g_ascii_strtoll(argv[4], NULL, 10)};
    char text[TOKEN_TEXT_SIZE];

    randombytes_buf(token.id, sizeof token.id);
    token_write(text, &token, keys);
    g_print("%s\n", text);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    token_keys_t *keys = NULL;

    if (argc < 5 || sodium_init() < 0)
        return 2;
    if (!token_keys_load(&keys, argv[1], &error)) {
        g_printerr("make_links: %s\n", error->message);
        return 1;
    }
    const gint64 count = argc > 5 ? g_ascii_strtoll(argv[5], NULL, 10) : 1;
    for (gint64 i = 0; i < count; i++)
        print_link(keys, argv);
    token_keys_free(keys);
    return 0;
}
