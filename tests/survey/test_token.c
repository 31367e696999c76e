/* Tokens: written as another program writes them, and nothing else read as one. */
#include "temp_file.h"
#include "token.h"
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define KEY   "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"
#define OTHER "ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"

static const gint64 end = 1762318800; /* 2025-11-05T05:00:00Z */
static const gint64 day = 86400;

/* Worked out by token_witness.py. */
static const char rate_text[] = "SQegoaKjpKWmp6ipqqusra6vxnEyagHALkylp69AbxeS0YVTMyjNXiNF";
static const char remark_text[] = "UQegoaKjpKWmp6ipqqusra6vAAAAAAHALkxCj6tCLERf-WI8tHMsZTvk";
static const char poster_text[] = "XAegoaKjpKWmp6ipqqusra6vCA486gAAAADnnv49i7EyVrcPjbIoHRdh";
static const char visit_text[] = "ZAegoaKjpKWmp6ipqqusra6vCA486gHALk2NbYhfP2POjP1nvbLIGiZy";
static const guint32 dat_dai = 0xc671326a, ho_tich = 0x080e3cea;

static token_keys_t *keys_of(const char *text)
{
    g_auto(temp_file_t) file = temp_file_new("token.ini", text);
    g_autoptr(GError) error = NULL;
    token_keys_t *keys = NULL;
    g_assert_cmpint(g_chmod(file.path, 0600), ==, 0);
    token_keys_load(&keys, file.path, &error);
    g_assert_no_error(error);
    return keys;
}

static token_keys_t *key_seven(void)
{
    return keys_of("[key 7]\nsecret=" KEY "\n");
}

static struct token sample(enum token_kind kind, guint32 area, gint64 expires)
{
    const bool of_poster = kind == TOKEN_POSTER || kind == TOKEN_VISIT;
    struct token token = {.kind = kind,
                          .channel = of_poster ? CHANNEL_POSTER : CHANNEL_PHONE,
                          .area = area,
                          .expires = expires};
    for (int i = 0; i < TOKEN_ID_SIZE; i++)
        token.id[i] = (uint8_t)(0xA0 + i);
    return token;
}

static void assert_same(const struct token *a, const struct token *b)
{
    g_assert_true(a->kind == b->kind && a->channel == b->channel);
    g_assert_cmpint(memcmp(a->id, b->id, sizeof a->id), ==, 0);
    g_assert_cmpuint(a->area, ==, b->area);
    g_assert_cmpint(a->expires, ==, b->expires);
}

static void assert_forged(const char *text, const token_keys_t *keys)
{
    const struct token before = sample(TOKEN_VISIT, 99, 60);
    struct token token = before;
    g_assert_true(token_read(&token, text, keys, end - 1) == TOKEN_FORGED);
    assert_same(&token, &before);
}

static void another_program_writes_the_same(void)
{
    const struct {
        struct token token;
        const char *text;
    } rows[] = {{sample(TOKEN_RATE, dat_dai, end), rate_text},
                {sample(TOKEN_REMARK, 0, end), remark_text},
                {sample(TOKEN_POSTER, ho_tich, 0), poster_text},
                {sample(TOKEN_VISIT, ho_tich, end + 60), visit_text}};
    g_autoptr(token_keys_t) keys = key_seven();

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char text[TOKEN_TEXT_SIZE];
        struct token token;
        token_write(text, &rows[i].token, keys);
        g_assert_cmpstr(text, ==, rows[i].text);
        g_assert_true(token_read(&token, text, keys, end - 1) == TOKEN_GOOD);
        assert_same(&token, &rows[i].token);
    }
}

static void another_program_reads_what_is_written(void)
{
    g_autoptr(token_keys_t) keys = key_seven();
    struct token token = sample(TOKEN_VISIT, dat_dai, end);
    char text[TOKEN_TEXT_SIZE];
    g_autofree char *printed = NULL;
    int status = -1;

    randombytes_buf(token.id, sizeof token.id);
    token_write(text, &token, keys);
    char *arguments[] = {"python3", SOURCE_DIR "/tests/survey/token_witness.py", text, KEY, NULL};
    g_assert_true(
        g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &printed, NULL, &status, NULL));
    g_assert_cmpint(status, ==, 0);
    char id[2 * TOKEN_ID_SIZE + 1];
    sodium_bin2hex(id, sizeof id, token.id, sizeof token.id);
    g_autofree char *expected = g_strdup_printf("7 4 poster %s %u %" G_GINT64_FORMAT "\n", id, dat_dai, end);
    g_assert_cmpstr(printed, ==, expected);
}

static void an_area_has_its_mark_and_no_area_has_none(void)
{
    g_assert_cmpuint(token_area_mark("dat-dai"), ==, dat_dai);
    g_assert_cmpuint(token_area_mark("ho-tich"), ==, ho_tich);
    g_assert_cmpuint(token_area_mark(""), ==, 0);
    g_assert_cmpuint(token_area_mark(NULL), ==, 0);
}

static void every_flipped_bit_is_forged(void)
{
    g_autoptr(token_keys_t) keys = key_seven();
    uint8_t bytes[42];
    char text[TOKEN_TEXT_SIZE];
    size_t size;

    g_assert_cmpint(sodium_base642bin(bytes, sizeof bytes, rate_text, TOKEN_LETTERS, NULL, &size, NULL,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                    ==, 0);
    g_assert_cmpuint(size, ==, sizeof bytes);
    for (size_t bit = 0; bit < 8 * sizeof bytes; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        assert_forged(text, keys);
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

static void every_other_letter_is_forged(void)
{
    g_autoptr(token_keys_t) keys = key_seven();
    for (size_t at = 0; at < TOKEN_LETTERS; at++) {
        for (int letter = 1; letter < 256; letter++) {
            char text[TOKEN_TEXT_SIZE];
            memcpy(text, rate_text, sizeof text);
            text[at] = (char)letter;
            if (strcmp(text, rate_text) != 0)
                assert_forged(text, keys);
        }
    }
}

static void every_cut_and_everything_longer_is_forged(void)
{
    static const char *const more[] = {"A", "=", "==", "\n", " ", "AAAA", "/", "%00"};
    g_autoptr(token_keys_t) keys = key_seven();

    for (size_t length = 0; length < TOKEN_LETTERS; length++) {
        g_autofree char *cut = g_strndup(rate_text, length);
        assert_forged(cut, keys);
        assert_forged(rate_text + TOKEN_LETTERS - length, keys);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(more); i++) {
        g_autofree char *longer = g_strconcat(rate_text, more[i], NULL);
        g_autofree char *before = g_strconcat(more[i], rate_text, NULL);
        assert_forged(longer, keys);
        assert_forged(before, keys);
    }
}

static void another_center_makes_no_token_of_ours(void)
{
    g_autoptr(token_keys_t) other = keys_of("[key 7]\nsecret=" OTHER "\n");
    g_autoptr(token_keys_t) same_key_of_another_number = keys_of("[key 8]\nsecret=" KEY "\n");
    assert_forged(rate_text, other);
    assert_forged(rate_text, same_key_of_another_number);
}

/* Sealed with the right key, and yet nothing that a center makes. */
static void a_sealed_token_of_no_kind_is_forged(void)
{
    static const uint8_t personal[crypto_generichash_blake2b_PERSONALBYTES] = "sipas-token-v1";
    static const guint32 ends[] = {0, 1762318800 / 60};
    g_autoptr(token_keys_t) keys = key_seven();
    uint8_t key[TOKEN_KEY_SIZE];
    int good = 0;

    for (int i = 0; i < TOKEN_KEY_SIZE; i++)
        key[i] = (uint8_t)(i + 1);
    for (unsigned i = 0; i < 2 * 256; i++) {
        uint8_t bytes[42] = {(uint8_t)(i / 2), 7};
        const guint32 minutes = GUINT32_TO_BE(ends[i % 2]);
        char text[TOKEN_TEXT_SIZE];
        struct token token;
        memcpy(bytes + 22, &minutes, sizeof minutes);
        crypto_generichash_blake2b_salt_personal(bytes + 26, 16, bytes, 26, key, sizeof key, NULL, personal);
        sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        if (token_read(&token, text, keys, end - 1) == TOKEN_GOOD)
            good++;
        else
            assert_forged(text, keys);
    }
    g_assert_cmpint(good, ==, 5); /* rate, remark and visit with an end, a poster with and without */
}

static void a_token_is_good_before_its_end_and_known_after(void)
{
    g_autoptr(token_keys_t) keys = key_seven();
    struct token token = {0};
    const struct token written = sample(TOKEN_RATE, dat_dai, end);

    g_assert_true(token_read(&token, rate_text, keys, 0) == TOKEN_GOOD);
    g_assert_true(token_read(&token, rate_text, keys, end - 1) == TOKEN_GOOD);
    memset(&token, 0, sizeof token);
    g_assert_true(token_read(&token, rate_text, keys, end) == TOKEN_EXPIRED);
    assert_same(&token, &written);
    g_assert_true(token_read(&token, rate_text, keys, G_MAXINT64) == TOKEN_EXPIRED);
}

static void a_poster_never_ends(void)
{
    g_autoptr(token_keys_t) keys = key_seven();
    struct token token;
    g_assert_true(token_read(&token, poster_text, keys, G_MAXINT64) == TOKEN_GOOD);
    g_assert_cmpint(token.expires, ==, 0);
}

static void an_end_is_rounded_up_to_a_minute(void)
{
    g_autoptr(token_keys_t) keys = key_seven();
    struct token token = sample(TOKEN_RATE, 0, end + 1);
    char text[TOKEN_TEXT_SIZE];

    token_write(text, &token, keys);
    g_assert_true(token_read(&token, text, keys, end + 59) == TOKEN_GOOD);
    g_assert_cmpint(token.expires, ==, end + 60);
}

/* The key of the sample tokens, replaced on 2025-11-01T00:00:00Z. */
static void a_replaced_key_is_good_for_its_tokens_life(void)
{
    const gint64 replaced = 1761955200, last = replaced + TOKEN_LIFE_DAYS * day;
    g_autoptr(token_keys_t) keys = keys_of("[key 7]\nsecret=" KEY "\nreplaced=2025-11-01T00:00:00Z\n"
                                           "[key 8]\nsecret=" OTHER "\n");
    g_autoptr(token_keys_t) before = key_seven();
    struct token token, late = sample(TOKEN_RATE, 0, last + 30 * day);
    char text[TOKEN_TEXT_SIZE];

    g_assert_true(token_read(&token, rate_text, keys, end - 1) == TOKEN_GOOD);
    g_assert_true(token_read(&token, rate_text, keys, end) == TOKEN_EXPIRED);
    g_assert_true(token_read(&token, poster_text, keys, last - 1) == TOKEN_GOOD);
    g_assert_true(token_read(&token, poster_text, keys, last) == TOKEN_EXPIRED);
    token_write(text, &late, before);
    g_assert_true(token_read(&token, text, keys, last - 1) == TOKEN_GOOD);
    g_assert_true(token_read(&token, text, keys, last) == TOKEN_EXPIRED);
    token_write(text, &late, keys);
    g_assert_cmpstr(text + 1, !=, rate_text + 1);
    g_assert_true(token_read(&token, text, keys, last) == TOKEN_GOOD);
}

/* A rotation under a clock of 2100 must not keep a key that may have been seen good for 75 years. */
static void a_key_replaced_in_the_future_is_good_for_nothing(void)
{
    const gint64 replaced = 1761955200;
    g_autoptr(token_keys_t) keys = keys_of("[key 7]\nsecret=" KEY "\nreplaced=2025-11-01T00:00:00Z\n"
                                           "[key 8]\nsecret=" OTHER "\n");
    struct token token;

    g_assert_true(token_read(&token, poster_text, keys, replaced - day - 1) == TOKEN_EXPIRED);
    g_assert_true(token_read(&token, poster_text, keys, replaced - day) == TOKEN_GOOD);
}

static void an_address_fits_a_code_or_is_none(void)
{
    static const char base[] = "https://danhgia.xa-chi-minh.haiphong.gov.vn/abc"; /* 47 letters */
    g_autofree char *longer = g_strconcat(base, "d", NULL);
    char url[TOKEN_URL_SIZE];

    g_assert_cmpuint(strlen(base), ==, TOKEN_BASE_MOST);
    g_assert_true(token_url(url, base, rate_text));
    g_assert_true(g_str_has_prefix(url, base));
    g_assert_cmpstr(url + strlen(base), ==, "/d/SQegoaKjpKWmp6ipqqusra6vxnEyagHALkylp69AbxeS0YVTMyjNXiNF");
    g_assert_cmpuint(strlen(url), ==, 106);
    g_assert_false(token_url(url, longer, rate_text));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    g_test_add_func("/token/another_program_writes_the_same", another_program_writes_the_same);
    g_test_add_func("/token/another_program_reads_what_is_written", another_program_reads_what_is_written);
    g_test_add_func("/token/an_area_has_its_mark_and_no_area_has_none",
                    an_area_has_its_mark_and_no_area_has_none);
    g_test_add_func("/token/every_flipped_bit_is_forged", every_flipped_bit_is_forged);
    g_test_add_func("/token/every_other_letter_is_forged", every_other_letter_is_forged);
    g_test_add_func("/token/every_cut_and_everything_longer_is_forged",
                    every_cut_and_everything_longer_is_forged);
    g_test_add_func("/token/another_center_makes_no_token_of_ours", another_center_makes_no_token_of_ours);
    g_test_add_func("/token/a_sealed_token_of_no_kind_is_forged", a_sealed_token_of_no_kind_is_forged);
    g_test_add_func("/token/a_token_is_good_before_its_end_and_known_after",
                    a_token_is_good_before_its_end_and_known_after);
    g_test_add_func("/token/a_poster_never_ends", a_poster_never_ends);
    g_test_add_func("/token/an_end_is_rounded_up_to_a_minute", an_end_is_rounded_up_to_a_minute);
    g_test_add_func("/token/a_replaced_key_is_good_for_its_tokens_life",
                    a_replaced_key_is_good_for_its_tokens_life);
    g_test_add_func("/token/a_key_replaced_in_the_future_is_good_for_nothing",
                    a_key_replaced_in_the_future_is_good_for_nothing);
    g_test_add_func("/token/an_address_fits_a_code_or_is_none", an_address_fits_a_code_or_is_none);
    return g_test_run();
}
