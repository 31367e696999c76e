/* The keys of tokens: made, replaced, and never lost. */
#include "temp_file.h"
#include "token.h"
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY   "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"
#define OTHER "ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"

static const gint64 now = 1762318800, day = 86400;

static struct temp_file private_file(const char *text)
{
    struct temp_file file = temp_file_new("token.ini", text);
    g_assert_cmpint(g_chmod(file.path, 0600), ==, 0);
    return file;
}

/* A file made by the program itself. */
static struct temp_file made(void)
{
    struct temp_file file = temp_file_new("token.ini", "");
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(g_unlink(file.path), ==, 0);
    token_keys_create(file.path, &error);
    g_assert_no_error(error);
    return file;
}

static token_keys_t *loaded(const char *file)
{
    g_autoptr(GError) error = NULL;
    token_keys_t *keys = NULL;
    token_keys_load(&keys, file, &error);
    g_assert_no_error(error);
    return keys;
}

static void rotate(const char *file, gint64 at)
{
    g_autoptr(GError) error = NULL;
    token_keys_rotate(file, at, &error);
    g_assert_no_error(error);
}

static void assert_private(const char *file)
{
    struct stat about;
    g_assert_cmpint(stat(file, &about), ==, 0);
    g_assert_cmpuint(about.st_mode & 07777, ==, 0600);
}

static void a_new_file_has_one_key_that_only_its_owner_reads(void)
{
    const mode_t before = umask(0);
    g_auto(temp_file_t) file = made(), another = made();
    umask(before);
    g_autoptr(token_keys_t) keys = loaded(file.path), others = loaded(another.path);
    gint64 replaced = -1;

    assert_private(file.path);
    g_assert_cmpint(token_keys_current(keys), ==, 1);
    g_assert_cmpint(token_keys_count(keys), ==, 1);
    const uint8_t *key = token_keys_get(keys, 1, &replaced), *other = token_keys_get(others, 1, &replaced);
    g_assert_cmpint(replaced, ==, 0);
    g_assert_false(sodium_is_zero(key, TOKEN_KEY_SIZE));
    g_assert_cmpint(memcmp(key, other, TOKEN_KEY_SIZE), !=, 0);
    g_assert_null(token_keys_get(keys, 2, &replaced));
    g_assert_null(token_keys_get(keys, 0, &replaced));
    g_assert_null(token_keys_get(keys, 256, &replaced));
}

static void a_file_that_is_there_is_never_made_anew(void)
{
    g_auto(temp_file_t) file = made();
    g_autoptr(GError) error = NULL;
    g_autofree char *before = NULL, *after = NULL;

    g_assert_true(g_file_get_contents(file.path, &before, NULL, NULL));
    g_assert_false(token_keys_create(file.path, &error));
    g_assert_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_FILE);
    g_assert_true(g_file_get_contents(file.path, &after, NULL, NULL));
    g_assert_cmpstr(before, ==, after);
}

static void a_replaced_key_stays_as_long_as_its_tokens_live(void)
{
    g_auto(temp_file_t) file = made();
    const gint64 life = TOKEN_LIFE_DAYS * day;
    gint64 replaced = -1;

    rotate(file.path, now);
    assert_private(file.path);
    g_autoptr(token_keys_t) two = loaded(file.path);
    g_assert_cmpint(token_keys_current(two), ==, 2);
    g_assert_nonnull(token_keys_get(two, 1, &replaced));
    g_assert_cmpint(replaced, ==, now);

    rotate(file.path, now + life - 1);
    g_autoptr(token_keys_t) three = loaded(file.path);
    g_assert_cmpint(token_keys_count(three), ==, 3);
    g_assert_nonnull(token_keys_get(three, 1, &replaced));

    rotate(file.path, now + life);
    g_autoptr(token_keys_t) four = loaded(file.path);
    g_assert_cmpint(token_keys_current(four), ==, 4);
    g_assert_null(token_keys_get(four, 1, &replaced));
    g_assert_nonnull(token_keys_get(four, 2, &replaced));
    g_assert_cmpint(replaced, ==, now + life - 1);
}

static void tokens_made_before_a_rotation_stay_good(void)
{
    g_auto(temp_file_t) file = made();
    g_autoptr(token_keys_t) before = loaded(file.path);
    struct token token = {.kind = TOKEN_RATE, .channel = CHANNEL_PHONE, .expires = now + 10 * day};
    char old[TOKEN_TEXT_SIZE], new[TOKEN_TEXT_SIZE];

    token_write(old, &token, before);
    rotate(file.path, now);
    g_autoptr(token_keys_t) after = loaded(file.path);
    token_write(new, &token, after);
    g_assert_true(token_read(&token, old, after, now + 9 * day) == TOKEN_GOOD);
    g_assert_true(token_read(&token, new, after, now + 9 * day) == TOKEN_GOOD);
    g_assert_true(token_read(&token, new, before, now + 9 * day) == TOKEN_FORGED);
}

/* A number comes again once the tokens of its earlier key are dead. */
static void after_255_the_numbers_begin_anew(void)
{
    g_auto(temp_file_t) file = private_file("[key 255]\nsecret=" KEY "\n"
                                            "[key 1]\nsecret=" OTHER "\nreplaced=2025-11-01T00:00:00Z\n");
    rotate(file.path, now);
    g_autoptr(token_keys_t) keys = loaded(file.path);
    g_assert_cmpint(token_keys_current(keys), ==, 2);
    g_assert_cmpint(token_keys_count(keys), ==, 3);
}

static void keys_that_are_all_in_use_are_not_overwritten(void)
{
    g_autoptr(GString) text = g_string_new("[key 255]\nsecret=" KEY "\n");
    g_autoptr(GError) error = NULL;
    for (int i = 1; i < TOKEN_KEYS_MOST; i++)
        g_string_append_printf(text, "[key %d]\nsecret=" OTHER "\nreplaced=2025-11-01T00:00:00Z\n", i);
    g_auto(temp_file_t) file = private_file(text->str);
    g_assert_false(token_keys_rotate(file.path, now, &error));
    g_assert_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_CONTENT);
    g_autoptr(token_keys_t) keys = loaded(file.path);
    g_assert_cmpint(token_keys_count(keys), ==, 255);
}

enum { THREADS = 4, TURNS = 8 };

static gpointer rotate_often(gpointer file)
{
    for (int i = 0; i < TURNS; i++)
        rotate(file, now + i);
    return NULL;
}

static void of_rotations_at_once_none_loses_a_key(void)
{
    g_auto(temp_file_t) file = made();
    GThread *threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        threads[i] = g_thread_new("rotate", rotate_often, file.path);
    for (int i = 0; i < THREADS; i++)
        g_thread_join(threads[i]);
    g_autoptr(token_keys_t) keys = loaded(file.path);
    g_assert_cmpint(token_keys_count(keys), ==, THREADS * TURNS + 1);
}

static void a_file_that_others_can_read_is_refused(void)
{
    static const mode_t modes[] = {0640, 0604, 0660, 0644, 0601};
    g_auto(temp_file_t) file = made();
    for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
        g_autoptr(GError) error = NULL;
        token_keys_t *keys = NULL;
        g_assert_cmpint(chmod(file.path, modes[i]), ==, 0);
        g_assert_false(token_keys_load(&keys, file.path, &error));
        g_assert_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_FILE);
        g_assert_nonnull(strstr(error->message, "0600"));
        g_assert_null(keys);
    }
}

static void what_is_no_key_file_is_refused_and_no_secret_is_told(void)
{
    static const char *const bad[] = {
        "",
        "nonsense " KEY,
        "[key 1]\n",
        "[key 1]\nreplaced=2025-11-01T00:00:00Z\n",
        "[key 0]\nsecret=" KEY "\n",
        "[key 256]\nsecret=" KEY "\n",
        "[key 01]\nsecret=" KEY "\n",
        "[key]\nsecret=" KEY "\n",
        "[key -1]\nsecret=" KEY "\n",
        "[key 1]\nsecret=" KEY "00\n",
        "[key 1]\nsecret=010203\n",
        "[key 1]\nsecret=x" KEY "\n",
        "[key 1]\nsecret=" KEY "\nmore=" KEY "\n",
        "[key 1]\nsecret=" KEY "\nreplaced=2025-11-01T00:00:00Z\n",
        "[key 1]\nsecret=" KEY "\nreplaced=2025-11-01\n[key 2]\nsecret=" OTHER "\n",
        "[key 1]\nsecret=" KEY "\nreplaced=" KEY "\n[key 2]\nsecret=" OTHER "\n",
        "[key 1]\nsecret=" KEY "\n[key 2]\nsecret=" OTHER "\n",
        "[code 1]\nsecret=" KEY "\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_auto(temp_file_t) file = private_file(bad[i]);
        g_autoptr(GError) error = NULL;
        token_keys_t *keys = NULL;
        g_test_message("%s", bad[i]);
        g_assert_false(token_keys_load(&keys, file.path, &error));
        g_assert_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_CONTENT);
        g_assert_null(strstr(error->message, "0102030405"));
        g_assert_true(g_str_has_prefix(error->message, file.path));
        g_assert_false(token_keys_rotate(file.path, now, NULL));
    }
}

static void no_file_and_a_folder_are_told(void)
{
    g_auto(temp_file_t) file = made();
    g_autofree char *none = g_build_filename(file.folder, "none", NULL);
    g_autofree char *nowhere = g_build_filename(file.folder, "nowhere", "token.ini", NULL);
    const char *const names[] = {none, nowhere, file.folder};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        token_keys_t *keys = NULL;
        g_assert_false(token_keys_load(&keys, names[i], &error));
        g_assert_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_FILE);
        g_assert_false(token_keys_rotate(names[i], now, NULL));
    }
    g_assert_false(token_keys_create(nowhere, NULL));
    g_assert_false(g_file_test(none, G_FILE_TEST_EXISTS));
}

/* 2024, 1970 and what is no time at all; then 2100, after which the right clock is refused too until the file
 * is put right. */
static void a_clock_that_cannot_be_changes_no_key(void)
{
    static const gint64 wrong[] = {1704067200, 0, -1, G_MININT64};
    g_auto(temp_file_t) file = made();
    g_autofree char *before = NULL, *after = NULL;
    g_assert_true(g_file_get_contents(file.path, &before, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(token_keys_rotate(file.path, wrong[i], &error));
        g_assert_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_CLOCK);
        g_assert_nonnull(strstr(error->message, "expected a day from 2025-07-01"));
    }
    g_assert_true(g_file_get_contents(file.path, &after, NULL, NULL));
    g_assert_cmpstr(before, ==, after);
}

static void a_clock_before_the_last_rotation_is_refused(void)
{
    g_auto(temp_file_t) file = made();
    g_autoptr(GError) error = NULL;
    rotate(file.path, 4102444800); /* 2100-01-01 */
    g_assert_false(token_keys_rotate(file.path, now, &error));
    g_assert_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_CLOCK);
    g_assert_nonnull(strstr(error->message, "2100-01-01"));
    g_assert_nonnull(strstr(error->message, "key 1"));
    g_autoptr(token_keys_t) keys = loaded(file.path);
    g_assert_cmpint(token_keys_count(keys), ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/token_keys/a_new_file_has_one_key_that_only_its_owner_reads",
                    a_new_file_has_one_key_that_only_its_owner_reads);
    g_test_add_func("/token_keys/a_file_that_is_there_is_never_made_anew",
                    a_file_that_is_there_is_never_made_anew);
    g_test_add_func("/token_keys/a_replaced_key_stays_as_long_as_its_tokens_live",
                    a_replaced_key_stays_as_long_as_its_tokens_live);
    g_test_add_func("/token_keys/tokens_made_before_a_rotation_stay_good",
                    tokens_made_before_a_rotation_stay_good);
    g_test_add_func("/token_keys/after_255_the_numbers_begin_anew", after_255_the_numbers_begin_anew);
    g_test_add_func("/token_keys/keys_that_are_all_in_use_are_not_overwritten",
                    keys_that_are_all_in_use_are_not_overwritten);
    g_test_add_func("/token_keys/of_rotations_at_once_none_loses_a_key",
                    of_rotations_at_once_none_loses_a_key);
    g_test_add_func("/token_keys/a_file_that_others_can_read_is_refused",
                    a_file_that_others_can_read_is_refused);
    g_test_add_func("/token_keys/what_is_no_key_file_is_refused_and_no_secret_is_told",
                    what_is_no_key_file_is_refused_and_no_secret_is_told);
    g_test_add_func("/token_keys/no_file_and_a_folder_are_told", no_file_and_a_folder_are_told);
    g_test_add_func("/token_keys/a_clock_that_cannot_be_changes_no_key",
                    a_clock_that_cannot_be_changes_no_key);
    g_test_add_func("/token_keys/a_clock_before_the_last_rotation_is_refused",
                    a_clock_before_the_last_rotation_is_refused);
    return g_test_run();
}
