#include "staff_board.h"
#include <string.h>

void staff_text(char out[STAFF_TEXT_SIZE], const char *text)
{
    static const char cut[] = "…";
    const char *end = text + STAFF_TEXT_SIZE - sizeof cut;

    if (g_strlcpy(out, text, STAFF_TEXT_SIZE) < STAFF_TEXT_SIZE)
        return;
    while ((*end & 0xC0) == 0x80) /* inside a character */
        end--;
    memcpy(out + (end - text), cut, sizeof cut);
}
