#include "desk.h"
#include "device.h"
#include "entry.h"
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

/* Worked out by seal_witness.py. */
static const char *const header_seal = "5f1d45bd237bc9584010c388e1ef711ace921dc86908e90b74d5a0eafc3a7317";
static const char *const first_seal = "1fdb5a37fff1bdaa022609a995a03f5114cb2505330e59b58e647e5895fdbb1a";

static void test_known(void)
{
    struct desk desk;
    struct device device = {"kiosk-1", "chi-minh", G_GINT64_CONSTANT(1762311600000), "0.1.0", 1};
    struct value values[ENTRY_SEALED];
    uint8_t seal[SEAL_SIZE];
    char text[SEAL_TEXT_SIZE];
    struct rating rating = rating_at("dat-dai", 5, 0);
    rating.answers[ITEM_M02_9] = 3;
    rating.flags = FLAG_SAME_RUN;
    rating.reasons = 1U << REASON_WAITING | 1U << REASON_GUIDANCE;
    desk_init(&desk);
    device_seal(seal, &device, desk.key);
    seal_format(text, seal);
    g_assert_cmpstr(text, ==, header_seal);
    entry_values(values, 1, &rating);
    chain_seal(seal, desk.key, seal, values, ENTRY_SEALED);
    seal_format(text, seal);
    g_assert_cmpstr(text, ==, first_seal);
    desk_finish(&desk);
}

/* Entries of every kind, with every column filled somewhere. */
static void fill(journal_t *journal)
{
    struct rating rating = rating_at("dat-dai", 4, 0);
    struct rating further = referring(ENTRY_FURTHER, 1);
    struct rating reasons = referring(ENTRY_REASONS, 1);
    struct rating correction = referring(ENTRY_CORRECTION, 1);
    struct rating note = rating_at("", 0, 61);
    append_ok(journal, &rating);
    for (int i = ITEM_PHUC_VU; i < ITEM_COUNT; i++)
        further.answers[i] = (uint8_t)(1 + i % 5);
    append_ok(journal, &further);
    reasons.reasons = 0xff;
    append_ok(journal, &reasons);
    correction.answers[ITEM_TTHC] = 1;
    append_ok(journal, &correction);
    note.kind = ENTRY_NOTE;
    g_strlcpy(note.note, "Đã nhập tệp", sizeof note.note);
    append_ok(journal, &note);
    rating = rating_at("ho-tich", 2, 3600);
    rating.when.utc_ms += 7000; /* a step, so that there is a clock entry too */
    rating.flags = FLAG_CLOCK;
    append_ok(journal, &rating);
}

static void test_witness(void)
{
    struct desk desk;
    uint8_t head[SEAL_SIZE];
    char head_text[SEAL_TEXT_SIZE], key_text[2 * SEAL_KEY_SIZE + 1];
    g_autofree char *out = NULL;
    g_autofree char *python = g_find_program_in_path("python3");
    if (python == NULL) {
        g_test_skip("there is no python3");
        return;
    }
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    fill(journal);
    g_assert_cmpint(journal_head(journal, head), ==, 7);
    journal_close(journal);
    seal_format(head_text, head);
    sodium_bin2hex(key_text, sizeof key_text, desk.key, sizeof desk.key);
    char *arguments[] = {python, SOURCE_DIR "/tests/journal/seal_witness.py", desk.file, key_text, NULL};
    GError *error = NULL;
    int status = -1;
    g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
    g_autofree char *expected = g_strdup_printf("7 %s\n", head_text);
    g_assert_cmpstr(out, ==, expected);
    desk_finish(&desk);
}

/* --- keys --- */

static void expect_key_error(bool done, GError **error, const char *file, const char *words)
{
    g_assert_false(done);
    g_assert_error(*error, SEAL_ERROR, SEAL_ERROR_KEY);
    g_assert_nonnull(strstr((*error)->message, file));
    g_assert_nonnull(strstr((*error)->message, words));
    g_clear_error(error);
}

static void test_key(void)
{
    struct desk desk;
    struct stat about;
    GError *error = NULL;
    uint8_t key[SEAL_KEY_SIZE] = {0}, again[SEAL_KEY_SIZE] = {0};
    desk_init(&desk);
    g_autofree char *file = g_build_filename(desk.folder, "seal.key", NULL);
    g_autofree char *other = g_build_filename(desk.folder, "other.key", NULL);
    g_assert_true(seal_key_create(file, &error));
    g_assert_no_error(error);
    g_assert_cmpint(stat(file, &about), ==, 0);
    g_assert_cmpuint(about.st_mode & 07777, ==, 0600);
    g_assert_true(seal_key_load(key, file, &error));
    g_assert_true(seal_key_load(again, file, &error));
    expect_same_seal(key, again);
    g_assert_true(seal_key_create(other, &error));
    g_assert_true(seal_key_load(again, other, &error));
    g_assert_cmpint(memcmp(key, again, sizeof key), !=, 0);
    expect_key_error(seal_key_create(file, &error), &error, file, "exists");
    g_assert_true(seal_key_load(again, file, &error));
    expect_same_seal(key, again);
    desk_finish(&desk);
}

static void test_key_digits(void)
{
    struct desk desk;
    GError *error = NULL;
    uint8_t key[SEAL_KEY_SIZE] = {0};
    desk_init(&desk);
    g_autofree char *file = g_build_filename(desk.folder, "seal.key", NULL);
    const char *right = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20\n";
    g_assert_true(g_file_set_contents_full(file, right, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
    g_assert_true(seal_key_load(key, file, &error));
    expect_same_seal(key, desk.key);
    const char *const wrong[] = {"", "\n", "01020304\n",
                                 "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2g\n",
                                 "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_true(
            g_file_set_contents_full(file, wrong[i], -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
        expect_key_error(seal_key_load(key, file, &error), &error, file, "expected 64 hexadecimal digits");
    }
    desk_finish(&desk);
}

static void test_key_rights(void)
{
    struct desk desk;
    GError *error = NULL;
    uint8_t key[SEAL_KEY_SIZE];
    desk_init(&desk);
    g_autofree char *file = g_build_filename(desk.folder, "seal.key", NULL);
    expect_key_error(seal_key_load(key, file, &error), &error, file, "No such file");
    g_assert_true(seal_key_create(file, &error));
    g_assert_cmpint(g_chmod(file, 0640), ==, 0);
    expect_key_error(seal_key_load(key, file, &error), &error, file, "0600");
    g_assert_cmpint(g_chmod(file, 0604), ==, 0);
    expect_key_error(seal_key_load(key, file, &error), &error, file, "0600");
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    g_test_add_func("/seal/the_header_and_the_first_entry_have_the_seals_another_program_worked_out",
                    test_known);
    g_test_add_func("/seal/another_program_recomputes_every_seal_of_a_journal", test_witness);
    g_test_add_func("/seal/a_key_is_random_for_its_owner_alone_and_never_overwritten", test_key);
    g_test_add_func("/seal/a_key_file_holds_64_hexadecimal_digits_and_nothing_else", test_key_digits);
    g_test_add_func("/seal/a_key_that_others_can_read_is_refused", test_key_rights);
    return g_test_run();
}
