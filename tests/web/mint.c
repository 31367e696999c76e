/* mint DATA KIND AREA SECONDS: prints a link's token made with the keys of the data folder; KIND rate, remark
 * or poster; AREA "" for any; it ends in SECONDS, negative: it has ended. */
#include "token.h"
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum token_kind kind_of(const char *text)
{
    return strcmp(text, "poster") == 0   ? TOKEN_POSTER
           : strcmp(text, "remark") == 0 ? TOKEN_REMARK
                                         : TOKEN_RATE;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(token_keys_t) keys = NULL;
    char text[TOKEN_TEXT_SIZE];
    if (argc != 5 || sodium_init() < 0)
        return 2;
    g_autofree char *file = g_build_filename(argv[1], "keys", "token.ini", NULL);
    if (!token_keys_load(&keys, file, &error)) {
        fprintf(stderr, "mint: %s\n", error->message);
        return 1;
    }
    struct token token = {.kind = kind_of(argv[2]), .area = token_area_mark(argv[3])};
    token.channel = token.kind == TOKEN_POSTER ? CHANNEL_POSTER : CHANNEL_PHONE;
    if (token.kind != TOKEN_POSTER)
        token.expires = g_get_real_time() / G_USEC_PER_SEC + (int)g_ascii_strtoll(argv[4], NULL, 10);
    token.expires -= token.expires % 60;
    randombytes_buf(token.id, sizeof token.id);
    token_write(text, &token, keys);
    puts(text);
    return 0;
}
