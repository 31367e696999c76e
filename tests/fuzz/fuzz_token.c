/* Any bytes as a token. Those that begin with '*' are first sealed with the right key, so that what lies
 * behind the seal is met too. What is read as good is what the center writes, letter for letter. */
#include "token.h"
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SEALED_SIZE = 26, BYTES = 42 };

#define KEY "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"

static const gint64 now = 1762318740; /* 2025-11-05T04:59:00Z */

static token_keys_t *load_keys(void)
{
    static const char text[] = "[key 7]\nsecret=" KEY "\n"
                               "[key 6]\nsecret=" KEY "\nreplaced=2025-11-01T00:00:00Z\n";
    g_autofree char *folder = g_dir_make_tmp("fuzz-token-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "token.ini", NULL);
    g_autoptr(GError) error = NULL;
    token_keys_t *keys = NULL;
    g_assert_cmpint(sodium_init(), >=, 0);
    g_assert_true(g_file_set_contents_full(file, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    token_keys_load(&keys, file, &error);
    g_assert_no_error(error);
    g_unlink(file);
    g_rmdir(folder);
    return keys;
}

/* Loaded once for the life of the program. */
static const token_keys_t *the_keys(void)
{
    static gsize once;
    if (g_once_init_enter(&once))
        g_once_init_leave(&once, (gsize)load_keys());
    return (const token_keys_t *)once;
}

static char *sealed(const uint8_t *data, size_t size)
{
    static const uint8_t personal[crypto_generichash_blake2b_PERSONALBYTES] = "sipas-token-v1";
    uint8_t bytes[BYTES] = {0}, key[TOKEN_KEY_SIZE];
    char *text = g_malloc(TOKEN_TEXT_SIZE);
    for (size_t i = 0; i < sizeof key; i++)
        key[i] = (uint8_t)(i + 1);
    memcpy(bytes, data, MIN(size, (size_t)SEALED_SIZE));
    crypto_generichash_blake2b_salt_personal(bytes + SEALED_SIZE, BYTES - SEALED_SIZE, bytes, SEALED_SIZE,
                                             key, sizeof key, NULL, personal);
    sodium_bin2base64(text, TOKEN_TEXT_SIZE, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text;
}

static void check(const char *text, const token_keys_t *keys)
{
    struct token token;
    char again[TOKEN_TEXT_SIZE], url[TOKEN_URL_SIZE];
    const enum token_verdict verdict = token_read(&token, text, keys, now);
    if (verdict == TOKEN_FORGED)
        return;
    g_assert_true((verdict == TOKEN_EXPIRED) == (token.expires != 0 && token.expires <= now));
    g_assert_true(token_url(url, "https://danhgia.example.vn", text));
    token_write(again, &token, keys);
    const bool by_current_key = text[1] == again[1] && text[2] == again[2];
    g_assert_true(!by_current_key || strcmp(text, again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bool seal = size > 0 && data[0] == '*';
    g_autofree char *text = seal ? sealed(data + 1, size - 1) : g_strndup((const char *)data, size);
    check(text, the_keys());
    return 0;
}
