/* Journals of version 1, without the table respondent: readers count from the entries, the writer migrates.
 */
#include "desk.h"
#include "old_version.h"
#include "raw.h"
#include "schema.h"
#include "shelves.h"
#include <string.h>

static void add_reasons(journal_t *journal, gint64 refers, unsigned reasons)
{
    struct rating entry = referring(ENTRY_REASONS, refers);
    entry.reasons = reasons;
    append_ok(journal, &entry);
}

/* Eight ratings over two days and ways in, one set aside; reasons of their own, later ones and none. No two
 * reasons are named alike. */
static void fill(journal_t *journal)
{
    struct rating rating = rating_at("dat-dai", 1, 0), note = rating_at("", 0, 0);
    struct rating correction = referring(ENTRY_CORRECTION, 1);
    for (int i = 0; i < 3; i++)
        put(journal, 20251105, "dat-dai", CHANNEL_KIOSK, 5, 0);
    put(journal, 20251105, "dat-dai", CHANNEL_KIOSK, 1, FLAG_COOLDOWN);
    put(journal, 20251106, "dat-dai", CHANNEL_PHONE, 2, 0);
    put(journal, 20251106, "ho-tich", CHANNEL_KIOSK, 4, 0);
    rating.reasons = 0x0b;
    append_ok(journal, &rating);
    rating.reasons = 0xb8;
    append_ok(journal, &rating);
    add_reasons(journal, 2, 0x81);
    add_reasons(journal, 4, 0x94);
    add_reasons(journal, 5, 0x68);
    correction.answers[ITEM_TTHC] = 4;
    append_ok(journal, &correction);
    note.kind = ENTRY_NOTE;
    g_strlcpy(note.note, "of no area", sizeof note.note);
    append_ok(journal, &note);
}

static const char expected_rows[] = "20251105 dat-dai kiosk 0: 5 3 2/1/0/2/1/1/0/2\n"
                                    "20251105 dat-dai kiosk 1: 1 1 0/0/1/0/1/0/0/1\n"
                                    "20251106 dat-dai phone 0: 1 1 0/0/0/1/0/1/1/0\n"
                                    "20251106 ho-tich kiosk 0: 1 0 0/0/0/0/0/0/0/0";

static void expect_rows(const char *file)
{
    g_autofree char *rows =
        file_text(file, "SELECT group_concat(printf('%d %s %s %d: %d %d %d/%d/%d/%d/%d/%d/%d/%d', day, area, "
                        "channel, aside, ratings, reasoned, waiting, papers, courtesy, guidance, on_time, "
                        "fees, facilities, other), char(10)) FROM "
                        "(SELECT * FROM respondent ORDER BY day, area, channel, aside)");
    g_assert_cmpstr(rows, ==, expected_rows);
}

/* The desk with a journal of version 1 in it. */
static void set_up(struct desk *desk)
{
    desk_init(desk);
    journal_t *journal = desk_open(desk);
    fill(journal);
    journal_close(journal);
    old_version_turn(desk->file, 1);
    g_assert_cmpint(file_integer(desk->file, "SELECT count(*) FROM sqlite_schema WHERE name = 'respondent'"),
                    ==, 0);
}

static char *find_backup(const struct desk *desk)
{
    g_autoptr(GDir) dir = g_dir_open(desk->folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        if (g_str_equal(name, "journal-v1.db"))
            return g_build_filename(desk->folder, name, NULL);
    }
    return NULL;
}

static void test_migrated(void)
{
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 3, 9);
    uint8_t before[SEAL_SIZE], after[SEAL_SIZE];
    set_up(&desk);
    memcpy(before, verify_sound(&desk).head, SEAL_SIZE);
    journal_t *journal = desk_open(&desk);
    journal_head(journal, after);
    expect_same_seal(before, after);
    g_assert_cmpint(file_integer(desk.file, "PRAGMA user_version"), ==, schema_steps.n);
    expect_rows(desk.file);
    rating.reasons = 0x01;
    append_ok(journal, &rating); /* counted to the row the migration made */
    journal_close(journal);
    g_assert_cmpint(file_integer(desk.file, "SELECT ratings * 100 + reasoned * 10 + waiting FROM respondent "
                                            "WHERE day = 20251105 AND aside = 0"),
                    ==, 643);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 14);
    desk_finish(&desk);
}

static void test_backup(void)
{
    struct desk desk;
    set_up(&desk);
    journal_close(desk_open(&desk));
    struct desk copy = desk;
    copy.file = find_backup(&desk);
    g_assert_nonnull(copy.file);
    g_assert_cmpint(file_integer(copy.file, "PRAGMA user_version"), ==, 1);
    g_assert_cmpint(verify_sound(&copy).entries, ==, 13);
    g_free(copy.file);
    desk_finish(&desk);
}

/* What verification finds in a later journal it finds in this one too. */
static void test_tampered(void)
{
    struct desk desk;
    set_up(&desk);
    file_run(desk.file, "UPDATE tally SET n5 = n5 + 1 WHERE area = 'ho-tich'");
    struct verify_result result = verify_bad(&desk, 0);
    g_assert_nonnull(strstr(result.problem, "tally of 20251106, ho-tich"));
    g_assert_cmpint(file_integer(desk.file, "PRAGMA user_version"), ==, 1);
    desk_finish(&desk);
}

static void test_empty(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    old_version_turn(desk.file, 1);
    journal_close(desk_open(&desk));
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM respondent"), ==, 0);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 0);
    desk_finish(&desk);
}

/* A device that was not started yet with this program, beside one that was. */
static void test_shelf(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    fill(journal);
    journal_close(journal);
    journal = open_device(&folder, "quay-2", "chi-minh");
    fill(journal);
    journal_close(journal);
    g_autofree char *file = device_file(&folder, "quay-1");
    old_version_turn(file, 1);
    g_autofree char *voices = fold_voices(&folder, 20251105, 20251105);
    g_assert_cmpstr(voices, ==,
                    "dat-dai kiosk: 10 6 4/2/0/4/2/2/0/4\n"
                    "dat-dai kiosk aside: 2 2 0/0/2/0/2/0/0/2\n");
    g_autofree char *walked = walk(&folder, 20251106, 20251106);
    g_assert_cmpstr(walked, ==,
                    "quay-1 20251106 dat-dai phone vi 0 2.......... 68\n"
                    "quay-1 20251106 ho-tich kiosk vi 0 4.......... 0\n"
                    "quay-2 20251106 dat-dai phone vi 0 2.......... 68\n"
                    "quay-2 20251106 ho-tich kiosk vi 0 4.......... 0\n");
    g_assert_cmpint(file_integer(file, "PRAGMA user_version"), ==, 1);
    folder_finish(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/version_1/opening_for_writing_counts_the_respondents_there_are", test_migrated);
    g_test_add_func("/version_1/the_backup_before_is_a_sound_journal", test_backup);
    g_test_add_func("/version_1/verification_works_without_migrating", test_tampered);
    g_test_add_func("/version_1/an_empty_journal_is_migrated_too", test_empty);
    g_test_add_func("/version_1/a_shelf_reads_it_beside_later_ones", test_shelf);
    return g_test_run();
}
