/* How many respondents there were, why they rated so, and how many entries of each kind, over all journals.
 */
#include "desk.h"
#include "raw.h"
#include "shelves.h"
#include <string.h>

static void voice(journal_t *journal, int day, const char *area, enum channel channel, unsigned reasons,
                  unsigned flags)
{
    struct rating rating = rating_at(area, 2, 0);
    rating.when.day = day;
    rating.channel = channel;
    rating.reasons = reasons;
    rating.flags = flags;
    append_ok(journal, &rating);
}

static void refer(journal_t *journal, enum entry_kind kind, gint64 refers, unsigned reasons, int level)
{
    struct rating entry = referring(kind, refers);
    entry.reasons = reasons;
    entry.answers[kind == ENTRY_FURTHER ? ITEM_PHUC_VU : ITEM_TTHC] = (uint8_t)level;
    append_ok(journal, &entry);
}

/* Reasons are named a day or a month after their rating: they count for its day. */
static void fill_two(const struct center_folder *folder)
{
    journal_t *kiosk = open_device(folder, "quay-1", "chi-minh");
    voice(kiosk, 20251031, "xay-dung", CHANNEL_KIOSK, 0x01, 0);
    voice(kiosk, 20251101, "xay-dung", CHANNEL_KIOSK, 0x02, 0);
    voice(kiosk, 20251101, "dat-dai", CHANNEL_KIOSK, 0, 0);
    voice(kiosk, 20251115, "dat-dai", CHANNEL_KIOSK, 0, FLAG_HELD);
    voice(kiosk, 20251130, "dat-dai", CHANNEL_KIOSK, 0x81, 0);
    voice(kiosk, 20251201, "dat-dai", CHANNEL_KIOSK, 0x10, 0);
    refer(kiosk, ENTRY_REASONS, 3, 0x03, 0);
    refer(kiosk, ENTRY_REASONS, 4, 0x40, 0);
    refer(kiosk, ENTRY_CORRECTION, 3, 0, 5);
    refer(kiosk, ENTRY_FURTHER, 1, 0, 5);
    journal_close(kiosk);
    journal_t *phone = open_device(folder, "dien-thoai", "chi-minh");
    voice(phone, 20251102, "dat-dai", CHANNEL_PHONE, 0x04, 0);
    voice(phone, 20251103, "dat-dai", CHANNEL_KIOSK, 0x01, 0);
    voice(phone, 20251103, "an-toan", CHANNEL_PHONE, 0, 0);
    journal_close(phone);
}

static void expect_voices(const struct center_folder *folder, int from, int to, const char *expected)
{
    g_autofree char *voices = fold_voices(folder, from, to);
    g_assert_cmpstr(voices, ==, expected);
}

static void test_fold(void)
{
    struct center_folder folder;
    folder_init(&folder);
    fill_two(&folder);
    expect_voices(&folder, 20251101, 20251130,
                  "an-toan phone: 1 0 0/0/0/0/0/0/0/0\n"
                  "dat-dai kiosk: 3 3 3/1/0/0/0/0/0/1\n"
                  "dat-dai kiosk aside: 1 1 0/0/0/0/0/0/1/0\n"
                  "dat-dai phone: 1 1 0/0/1/0/0/0/0/0\n"
                  "xay-dung kiosk: 1 1 0/1/0/0/0/0/0/0\n");
    expect_voices(&folder, 20251031, 20251101,
                  "dat-dai kiosk: 1 1 1/1/0/0/0/0/0/0\n"
                  "xay-dung kiosk: 2 2 1/1/0/0/0/0/0/0\n");
    expect_voices(&folder, 20251201, 20251201, "dat-dai kiosk: 1 1 0/0/0/0/1/0/0/0\n");
    expect_voices(&folder, 20251104, 20251114, "");
    expect_voices(&folder, 20240101, 20241231, "");
    folder_finish(&folder);
}

/* What the array holds already stays; a fold that fails adds nothing. */
static void test_appended(void)
{
    struct center_folder folder;
    GError *error = NULL;
    folder_init(&folder);
    fill_two(&folder);
    g_autoptr(GArray) voices = g_array_new(FALSE, FALSE, sizeof(struct shelf_voice));
    const struct shelf_voice first = {.area = "before", .ratings = 9};
    g_array_append_val(voices, first);
    shelf_t *shelf = open_ok(&folder);
    g_assert_true(shelf_fold_voices(shelf, voices, 20251201, 20251201, &error));
    shelf_close(shelf);
    g_assert_cmpuint(voices->len, ==, 2);
    g_assert_cmpstr(g_array_index(voices, struct shelf_voice, 0).area, ==, "before");
    g_assert_cmpstr(g_array_index(voices, struct shelf_voice, 1).area, ==, "dat-dai");
    g_autofree char *file = device_file(&folder, "quay-1");
    file_run(file, "UPDATE respondent SET ratings = 0 WHERE day = 20251201");
    shelf = open_ok(&folder);
    g_assert_false(shelf_fold_voices(shelf, voices, 20251101, 20251231, &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, file, "respondents of day 20251201");
    g_assert_cmpuint(voices->len, ==, 2);
    shelf_close(shelf);
    folder_finish(&folder);
}

static void test_damaged(void)
{
    static const char *const harms[] = {
        "ratings = -1",
        "ratings = 1000000000001",
        "ratings = 9223372036854775807, reasoned = 9223372036854775807",
        "reasoned = 2",
        "fees = 2",
        "channel = 'fax'",
        "area = 'Dat Dai'",
        "area = 'an-id-of-an-area-that-is-too-long'",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(harms); i++) {
        struct center_folder folder;
        GError *error = NULL;
        folder_init(&folder);
        journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
        voice(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 0x01, 0);
        journal_close(journal);
        g_autofree char *file = device_file(&folder, "quay-1");
        g_autofree char *sql =
            g_strdup_printf("PRAGMA ignore_check_constraints = 1; UPDATE respondent SET %s", harms[i]);
        file_run(file, sql);
        g_autoptr(GArray) voices = g_array_new(FALSE, FALSE, sizeof(struct shelf_voice));
        shelf_t *shelf = open_ok(&folder);
        g_assert_false(shelf_fold_voices(shelf, voices, 20250101, 20251231, &error));
        expect_error(&error, JOURNAL_ERROR_DAMAGED, file, "respondents of day 20251101");
        g_assert_cmpuint(voices->len, ==, 0);
        shelf_close(shelf);
        folder_finish(&folder);
    }
}

/* --- entries --- */

static void expect_entries(shelf_t *shelf, int from, int to, const gint64 expected[ENTRY_KIND_END])
{
    GError *error = NULL;
    gint64 entries[ENTRY_KIND_END] = {0};
    g_assert_true(shelf_count_entries(shelf, entries, from, to, &error));
    g_assert_no_error(error);
    for (int kind = 0; kind < ENTRY_KIND_END; kind++)
        g_assert_cmpint(entries[kind], ==, expected[kind]);
}

static void test_entries(void)
{
    struct center_folder folder;
    GError *error = NULL;
    gint64 entries[ENTRY_KIND_END] = {[ENTRY_RATING] = 100, [ENTRY_NOTE] = 7};
    folder_init(&folder);
    fill_two(&folder);
    shelf_t *shelf = open_ok(&folder);
    expect_entries(
        shelf, 20251101, 20251130,
        (gint64[]){[ENTRY_RATING] = 7, [ENTRY_REASONS] = 2, [ENTRY_CORRECTION] = 1, [ENTRY_NOTE] = 0});
    expect_entries(shelf, 20251031, 20251031,
                   (gint64[]){[ENTRY_RATING] = 1, [ENTRY_FURTHER] = 1, [ENTRY_NOTE] = 0});
    expect_entries(shelf, 20251104, 20251114, (gint64[ENTRY_KIND_END]){0});
    g_assert_true(shelf_count_entries(shelf, entries, 20251201, 20251231, &error));
    g_assert_cmpint(entries[ENTRY_RATING], ==, 101); /* added to what was there */
    g_assert_cmpint(entries[ENTRY_NOTE], ==, 7);
    shelf_close(shelf);
    folder_finish(&folder);
}

static void test_bad_daybook(void)
{
    static const char *const harms[] = {"kind = 0", "kind = 7", "kind = -1"};
    for (size_t i = 0; i < G_N_ELEMENTS(harms); i++) {
        struct center_folder folder;
        GError *error = NULL;
        gint64 entries[ENTRY_KIND_END] = {0};
        folder_init(&folder);
        fill_two(&folder);
        g_autofree char *file = device_file(&folder, "quay-1");
        g_autofree char *sql =
            g_strdup_printf("UPDATE daybook SET %s WHERE day = 20251115 AND kind = 1", harms[i]);
        file_run(file, sql);
        shelf_t *shelf = open_ok(&folder);
        expect_entries(shelf, 20251116, 20251231, (gint64[]){[ENTRY_RATING] = 2, [ENTRY_NOTE] = 0});
        g_assert_false(shelf_count_entries(shelf, entries, 20251101, 20251130, &error));
        expect_error(&error, JOURNAL_ERROR_DAMAGED, file, "daybook of day 20251115");
        g_assert_cmpint(entries[ENTRY_RATING], ==, 0);
        shelf_close(shelf);
        folder_finish(&folder);
    }
}

static void test_nothing(void)
{
    struct center_folder folder;
    folder_init(&folder);
    expect_voices(&folder, 20250101, 20251231, ""); /* no device */
    journal_close(open_device(&folder, "quay-1", "chi-minh"));
    expect_voices(&folder, 20250101, 20251231, ""); /* one without entries */
    shelf_t *shelf = open_ok(&folder);
    expect_entries(shelf, 20250101, 20251231, (gint64[ENTRY_KIND_END]){0});
    shelf_close(shelf);
    folder_finish(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shelf_voices/respondents_of_all_journals_are_summed_in_order_between_two_days",
                    test_fold);
    g_test_add_func("/shelf_voices/sums_are_added_to_the_array_all_or_none", test_appended);
    g_test_add_func("/shelf_voices/respondents_that_cannot_be_are_an_error", test_damaged);
    g_test_add_func("/shelf_voices/entries_of_each_kind_are_counted_between_two_days", test_entries);
    g_test_add_func("/shelf_voices/a_kind_that_cannot_be_is_an_error", test_bad_daybook);
    g_test_add_func("/shelf_voices/without_entries_there_is_nothing", test_nothing);
    return g_test_run();
}
