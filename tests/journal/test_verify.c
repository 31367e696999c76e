#include "desk.h"
#include "entry.h"
#include "raw.h"
#include <string.h>

enum { RATINGS = 40 };

/* A closed journal of 40 ratings of levels 1..5 in turn over two days, a further answer and a correction. */
static void set_up(struct desk *desk)
{
    struct rating further = referring(ENTRY_FURTHER, 1), correction = referring(ENTRY_CORRECTION, 2);
    desk_init(desk);
    journal_t *journal = desk_open(desk);
    for (int i = 0; i < RATINGS; i++) {
        struct rating rating = rating_at(i % 2 ? "dat-dai" : "ho-tich", 1 + i % 5, i);
        rating.when.day = i < RATINGS / 2 ? 20251105 : 20251106;
        append_ok(journal, &rating);
    }
    further.answers[ITEM_PHUC_VU] = 5;
    append_ok(journal, &further);
    correction.answers[ITEM_TTHC] = 4;
    append_ok(journal, &correction);
    journal_close(journal);
}

/* Does to the entries what the triggers forbid. */
static void harm(const struct desk *desk, const char *sql)
{
    sqlite3 *db = raw_open(desk->file);
    raw_run(db, "DROP TRIGGER IF EXISTS entry_stays; DROP TRIGGER IF EXISTS entry_stays_as_it_is");
    raw_run(db, sql);
    raw_close(db);
}

static void expect_problem(const struct desk *desk, gint64 bad_seq, const char *words)
{
    struct verify_result result = verify_bad(desk, bad_seq);
    g_test_message("%s", result.problem);
    g_assert_nonnull(strstr(result.problem, words));
}

static void test_sound(void)
{
    struct desk desk;
    set_up(&desk);
    struct verify_result result = verify_sound(&desk);
    g_assert_cmpint(result.entries, ==, RATINGS + 2);
    g_assert_cmpint(result.ratings, ==, RATINGS);
    g_assert_cmpint(result.head_seq, ==, RATINGS + 2);
    g_assert_cmpint(result.bad_seq, ==, 0);
    uint8_t head[SEAL_SIZE];
    journal_t *journal = desk_open(&desk);
    journal_head(journal, head);
    expect_same_seal(head, result.head);
    struct rating rating = rating_at("dat-dai", 5, 100);
    append_ok(journal, &rating);
    result = verify_sound(&desk); /* while the writer has it open, its last entry in the log */
    g_assert_cmpint(result.entries, ==, RATINGS + 3);
    journal_close(journal);
    desk_finish(&desk);
}

static void test_gap(void)
{
    struct desk desk;
    set_up(&desk);
    harm(&desk, "DELETE FROM entry WHERE seq IN (7, 8)");
    expect_problem(&desk, 7, "entry 7 is missing: after 6 comes 9");
    desk_finish(&desk);
    set_up(&desk);
    harm(&desk, "DELETE FROM entry WHERE seq = 1");
    expect_problem(&desk, 1, "entry 1 is missing");
    desk_finish(&desk);
}

/* What the harm changes to and back again are two rows that are each genuine, in each other's place. */
static void test_swap(void)
{
    struct desk desk;
    set_up(&desk);
    harm(&desk, "UPDATE entry SET seq = 1000 WHERE seq = 5; UPDATE entry SET seq = 5 WHERE seq = 6;"
                "UPDATE entry SET seq = 6 WHERE seq = 1000");
    expect_problem(&desk, 5, "entry 5 does not fit its seal");
    desk_finish(&desk);
}

static void test_inserted(void)
{
    struct desk desk;
    set_up(&desk);
    harm(&desk, "CREATE TEMP TABLE copy AS SELECT * FROM entry WHERE seq = 42; UPDATE copy SET seq = 43;"
                "INSERT INTO entry SELECT * FROM copy");
    expect_problem(&desk, 43, "entry 43 does not fit its seal");
    desk_finish(&desk);
}

/* Puts in an entry as somebody who holds the key could: rightly sealed. */
static void forge(const struct desk *desk, gint64 seq, const struct rating *rating)
{
    struct value values[ENTRY_COLUMNS];
    uint8_t seal[SEAL_SIZE];
    sqlite3_stmt *insert = NULL;
    journal_t *journal = desk_open(desk);
    g_assert_cmpint(journal_head(journal, seal), ==, seq - 1);
    journal_close(journal);
    sqlite3 *db = raw_open(desk->file);
    entry_values(values, seq, rating);
    chain_seal(seal, desk->key, seal, values, ENTRY_SEALED);
    values[ENTRY_SEAL] = value_blob(seal, sizeof seal);
    g_assert_true(entry_prepare_insert(&insert, db, NULL));
    sql_bind(insert, values, ENTRY_COLUMNS);
    g_assert_cmpint(sqlite3_step(insert), ==, SQLITE_DONE);
    sqlite3_finalize(insert);
    raw_close(db);
}

/* Rating 1 is of ho-tich on 20251105, by the kiosk, not set aside; its phuc-vu was answered by entry 41. */
static void test_forged(void)
{
    static const struct {
        const char *area;
        int day;
        enum channel channel;
        unsigned flags;
        enum entry_kind kind;
        gint64 refers;
        const char *words;
    } forgeries[] = {
        {"dat-dai", 20251105, CHANNEL_KIOSK, 0, ENTRY_CORRECTION, 1, "another day, area, channel or flags"},
        {"ho-tich", 20251104, CHANNEL_KIOSK, 0, ENTRY_CORRECTION, 1, "another day, area, channel or flags"},
        {"ho-tich", 20251105, CHANNEL_PAPER, 0, ENTRY_CORRECTION, 1, "another day, area, channel or flags"},
        {"ho-tich", 20251105, CHANNEL_KIOSK, 1, ENTRY_CORRECTION, 1, "another day, area, channel or flags"},
        {"ho-tich", 20251105, CHANNEL_KIOSK, 0, ENTRY_FURTHER, 1, "which was answered before"},
        {"ho-tich", 20251105, CHANNEL_KIOSK, 0, ENTRY_CORRECTION, 3, "which was not answered"},
        {"ho-tich", 20251105, CHANNEL_KIOSK, 0, ENTRY_CORRECTION, 41, "which is not a rating"},
        {"ho-tich", 20251105, CHANNEL_KIOSK, 0, ENTRY_CORRECTION, 1, "counted"}, /* only the tally tells */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(forgeries); i++) {
        struct desk desk;
        struct rating entry = referring(forgeries[i].kind, forgeries[i].refers);
        set_up(&desk);
        g_strlcpy(entry.area, forgeries[i].area, sizeof entry.area);
        entry.when.day = forgeries[i].day;
        entry.channel = forgeries[i].channel;
        entry.flags = forgeries[i].flags;
        entry.answers[ITEM_PHUC_VU] = 1;
        forge(&desk, RATINGS + 3, &entry);
        expect_problem(&desk, i + 1 < G_N_ELEMENTS(forgeries) ? RATINGS + 3 : 0, forgeries[i].words);
        desk_finish(&desk);
    }
}

/* Cut so carefully that tally and daybook fit what is left. */
static void cut_tail(const struct desk *desk)
{
    harm(desk, "DELETE FROM entry WHERE seq = 42; DELETE FROM daybook WHERE kind = 4;"
               "UPDATE tally SET n2 = n2 + 1, n4 = n4 - 1 WHERE day = 20251105 AND area = 'dat-dai' AND item "
               "= 'tthc'");
}

static void test_cut_tail(void)
{
    struct desk desk;
    struct verify_result result;
    GError *error = NULL;
    char head[SEAL_TEXT_SIZE];
    set_up(&desk);
    struct verify_result noted = verify_sound(&desk);
    seal_format(head, noted.head);
    cut_tail(&desk);
    verify_sound(&desk); /* the chain alone cannot know */
    g_assert_true(verify_journal(&result, desk.file, &desk.identity, head, &error));
    g_assert_no_error(error);
    g_assert_false(result.sound);
    g_assert_cmpint(result.bad_seq, ==, 0);
    g_assert_nonnull(strstr(result.problem, "the tail was cut"));
    desk_finish(&desk);
}

static void test_earlier_head(void)
{
    struct desk desk;
    struct verify_result result;
    uint8_t begin[SEAL_SIZE], head[SEAL_SIZE], other[SEAL_SIZE] = {1};
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    journal_head(journal, begin);
    append_ok(journal, &rating);
    journal_head(journal, head);
    append_ok(journal, &rating);
    journal_close(journal);
    const uint8_t *const noted[] = {begin, head, other};
    for (int i = 0; i < 3; i++) {
        char text[SEAL_TEXT_SIZE];
        seal_format(text, noted[i]);
        g_assert_true(verify_journal(&result, desk.file, &desk.identity, text, NULL));
        g_assert_true(result.sound == (i < 2));
    }
    desk_finish(&desk);
}

static bool is_met(const struct desk *desk, const char *head)
{
    struct verify_result result;
    g_assert_true(verify_is_head(head));
    g_assert_true(verify_journal(&result, desk->file, &desk->identity, head, NULL));
    return result.sound;
}

/* As a report in text prints it, or as somebody wrote it down. */
static void test_part_of_head(void)
{
    struct desk desk;
    char head[SEAL_TEXT_SIZE];
    set_up(&desk);
    struct verify_result noted = verify_sound(&desk);
    seal_format(head, noted.head);
    g_autofree char *loud = g_ascii_strup(head, -1);
    for (size_t digits = 16; digits <= 64; digits++) {
        g_autofree char *beginning = g_strndup(head, digits);
        g_autofree char *loud_beginning = g_strndup(loud, digits);
        g_autofree char *other = g_strndup(head, digits);
        other[digits - 1] = other[digits - 1] == '0' ? '1' : '0';
        g_assert_true(is_met(&desk, beginning));
        g_assert_true(is_met(&desk, loud_beginning));
        g_assert_false(is_met(&desk, other));
    }
    g_assert_false(is_met(&desk, head + 1));
    desk_finish(&desk);
}

static void test_no_head(void)
{
    g_assert_true(verify_is_head("0123456789abcDEF"));
    g_assert_false(verify_is_head(""));
    g_assert_false(verify_is_head("0123456789abcde"));
    g_assert_false(verify_is_head("0123456789abcdeg"));
    g_assert_false(verify_is_head("0x0123456789abcdef"));
    g_assert_false(verify_is_head("0123456789abcdef "));
    g_autofree char *digits = g_strnfill(65, 'a');
    g_assert_false(verify_is_head(digits));
    g_assert_true(verify_is_head(digits + 1));
}

static void test_other_key(void)
{
    struct desk desk;
    set_up(&desk);
    desk.key[31] ^= 0x80;
    expect_problem(&desk, 1, "entry 1 does not fit its seal");
    desk_finish(&desk);
}

static void test_device_row(void)
{
    struct desk desk;
    set_up(&desk);
    harm(&desk, "DROP TRIGGER device_stays_as_it_is; UPDATE device SET made = made + 1");
    expect_problem(&desk, 1, "entry 1 does not fit its seal");
    desk_finish(&desk);
    set_up(&desk);
    harm(&desk, "DROP TRIGGER device_stays_as_it_is; UPDATE device SET program = '9.9'");
    expect_problem(&desk, 1, "entry 1 does not fit its seal");
    desk_finish(&desk);
    set_up(&desk);
    harm(&desk, "DROP TRIGGER device_stays; DELETE FROM device");
    expect_problem(&desk, 0, "expected one row");
    desk_finish(&desk);
}

static void test_tables(void)
{
    static const struct {
        const char *sql, *words;
    } harms[] = {
        {"UPDATE tally SET n5 = n5 + 1 WHERE day = 20251106 AND area = 'dat-dai'",
         "tally of 20251106, dat-dai, tthc, kiosk: stored 2/2/2/2/3, counted 2/2/2/2/2"},
        {"DELETE FROM tally WHERE item = 'phuc-vu'",
         "tally of 20251105, ho-tich, phuc-vu, kiosk: stored 0/0/0/0/0, counted 0/0/0/0/1"},
        {"INSERT INTO tally VALUES (20240101, 'dat-dai', 'tthc', 'kiosk', 0, 0, 0, 0, 0, 9)",
         "tally of 20240101"},
        {"INSERT INTO tally VALUES (20240101, 'dat-dai', 'taste', 'kiosk', 0, 0, 0, 0, 0, 9)",
         "tally of 20240101"},
        {"UPDATE tally SET aside = 1 WHERE day = 20251106 AND area = 'dat-dai'", "20251106, dat-dai, tthc"},
        {"UPDATE daybook SET entries = 21 WHERE day = 20251106",
         "daybook of 20251106, kind 1: stored 21, counted 20"},
        {"DELETE FROM daybook WHERE kind = 2", "daybook of 20251105, kind 2: stored 0, counted 1"},
        {"INSERT INTO daybook VALUES (20240101, 1, 5)", "daybook of 20240101, kind 1: stored 5, counted 0"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(harms); i++) {
        struct desk desk;
        set_up(&desk);
        harm(&desk, harms[i].sql);
        expect_problem(&desk, 0, harms[i].words);
        desk_finish(&desk);
    }
}

static void test_damaged_pages(void)
{
    struct desk desk;
    gsize size = 0;
    g_autofree char *bytes = NULL;
    set_up(&desk);
    gint64 page = file_integer(desk.file, "SELECT rootpage FROM sqlite_schema WHERE name = 'tally'");
    g_assert_true(g_file_get_contents(desk.file, &bytes, &size, NULL));
    memset(bytes + (page - 1) * 4096, 0x5a, 4096);
    g_assert_true(g_file_set_contents(desk.file, bytes, (gssize)size, NULL));
    expect_problem(&desk, 0, "SQLite");
    desk_finish(&desk);
}

/* A damaged file may hold any bytes where a name was. */
static void test_damaged_words(void)
{
    struct desk desk;
    set_up(&desk);
    file_run(desk.file, "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = "
                        "'CREATE ' || CAST(x'fffe0a' AS TEXT) WHERE name = 'pulse'");
    struct verify_result result = verify_bad(&desk, 0);
    g_test_message("%s", result.problem);
    g_assert_true(g_utf8_validate(result.problem, -1, NULL));
    desk_finish(&desk);
}

static void expect_unreadable(const struct desk *desk, enum journal_error code, const char *words)
{
    GError *error = NULL;
    struct verify_result result;
    g_assert_false(verify_journal(&result, desk->file, &desk->identity, NULL, &error));
    g_assert_false(result.sound);
    expect_error(&error, code, desk->file, words);
}

static void test_unreadable(void)
{
    struct desk desk;
    desk_init(&desk);
    expect_unreadable(&desk, JOURNAL_ERROR_OPEN, "cannot be opened");
    g_assert_true(g_file_set_contents(desk.file, "", 0, NULL));
    expect_unreadable(&desk, JOURNAL_ERROR_FOREIGN, "no tables");
    g_autofree char *text = g_strnfill(5000, 'x');
    g_assert_true(g_file_set_contents(desk.file, text, -1, NULL));
    expect_unreadable(&desk, JOURNAL_ERROR_FOREIGN, "expected a SQLite file");
    desk_finish(&desk);
    set_up(&desk);
    desk.identity.device = "kiosk-9";
    expect_unreadable(&desk, JOURNAL_ERROR_FOREIGN, "\"kiosk-9\"");
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/verify/a_journal_as_it_was_written_is_sound_while_it_is_written_too", test_sound);
    g_test_add_func("/verify/a_removed_entry_is_named", test_gap);
    g_test_add_func("/verify/two_entries_in_each_others_place_are_found", test_swap);
    g_test_add_func("/verify/an_entry_put_in_by_hand_is_found", test_inserted);
    g_test_add_func("/verify/an_entry_put_in_with_the_key_is_found_when_it_means_or_counts_wrongly",
                    test_forged);
    g_test_add_func("/verify/a_tail_cut_with_care_is_found_against_a_noted_head", test_cut_tail);
    g_test_add_func("/verify/a_head_noted_at_any_time_before_is_known_again", test_earlier_head);
    g_test_add_func("/verify/a_noted_head_may_be_its_first_16_digits_or_more_in_either_case",
                    test_part_of_head);
    g_test_add_func("/verify/what_is_not_16_to_64_hexadecimal_digits_is_no_head", test_no_head);
    g_test_add_func("/verify/with_another_key_nothing_fits", test_other_key);
    g_test_add_func("/verify/a_changed_device_row_breaks_the_chain_at_its_beginning", test_device_row);
    g_test_add_func("/verify/a_changed_tally_or_daybook_is_named", test_tables);
    g_test_add_func("/verify/damaged_pages_are_found", test_damaged_pages);
    g_test_add_func("/verify/a_finding_is_one_line_of_utf8_whatever_the_file_holds", test_damaged_words);
    g_test_add_func("/verify/what_is_not_the_journal_wanted_is_an_error_and_no_finding", test_unreadable);
    return g_test_run();
}
