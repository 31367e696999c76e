/* Filled forms for the load: web_bodies DATA COUNT prints that many, a line each, every one with a link of
 * its own. web_bodies DATA token prints one link alone. */
#include "folder.h"
#include "submission.h"
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static void make(char out[TOKEN_TEXT_SIZE], const token_keys_t *keys)
{
    struct token token = {.kind = TOKEN_RATE,
                          .channel = CHANNEL_PHONE,
                          .area = token_area_mark("dat-dai"),
                          .expires = g_get_real_time() / G_USEC_PER_SEC + 24 * 3600};
    randombytes_buf(token.id, sizeof token.id);
    token_write(out, &token, keys);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(token_keys_t) keys = NULL;
    char token[TOKEN_TEXT_SIZE], form[2 * FORM_ID_SIZE + 1];
    uint8_t id[FORM_ID_SIZE];
    if (argc != 3 || sodium_init() < 0)
        return 2;
    g_autofree char *file = folder_token_keys(argv[1]);
    if (!token_keys_load(&keys, file, &error)) {
        fprintf(stderr, "web_bodies: %s\n", error->message);
        return 1;
    }
    if (strcmp(argv[2], "token") == 0) {
        make(token, keys);
        puts(token);
        return 0;
    }
    for (guint64 left = g_ascii_strtoull(argv[2], NULL, 10); left > 0; left--) {
        make(token, keys);
        randombytes_buf(id, sizeof id);
        sodium_bin2hex(form, sizeof form, id, sizeof id);
        printf("token=%s&form=%s&l=vi&tthc=%d&phuc-vu=4&r=cho-doi&remark=\n", token, form,
               1 + (int)(left % 5));
    }
    return 0;
}
