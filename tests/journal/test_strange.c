/* Files that somebody else may have made: bundles of a machine that was broken into, journals on a drive. */
#include "bundles.h"
#include "clock.h"
#include "disk.h"
#include "raw.h"
#include "strange.h"
#include <string.h>
#include <unistd.h>

#define ENDLESS "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "

static void store_remark(const struct desk *desk, int day, const char *text)
{
    GError *error = NULL;
    journal_t *journal = desk_open(desk);
    struct journal_item item = {.rating.when.day = day, .remark = text};
    journal_append(journal, &item, 1, &error);
    g_assert_no_error(error);
    g_assert_no_error(item.error);
    journal_close(journal);
}

/* --- bundles --- */

static void expect_no_bundle(const struct bundles *ends, enum journal_error code, const char *words)
{
    g_autoptr(GError) error = NULL;
    struct bundle_about about;
    g_assert_false(bundle_look(&about, ends->bundle, &error));
    expect_error(&error, code, words, "");
    take_refused(ends, code, words, "");
    g_assert_false(g_file_test(ends->center.file, G_FILE_TEST_EXISTS));
}

static void a_bundle_with_other_tables_is_none(void)
{
    static const char *const alterations[] = {
        "DROP TABLE remark; CREATE VIEW remark AS " ENDLESS
        "randomblob(16) id, 20251103 week, 'x' text FROM n",
        "DROP TABLE misuse; CREATE VIEW misuse AS " ENDLESS "20251103 day, 'forged' what, i n FROM n",
        "DROP TABLE bundle; CREATE VIEW bundle AS " ENDLESS "0 after, 0 last, NULL before FROM n",
        "ALTER TABLE device ADD COLUMN more BLOB AS (zeroblob(1000000))",
        "DROP INDEX remark_week",
        "DROP INDEX remark_week; CREATE INDEX remark_week ON remark(week, id)",
        "CREATE TABLE more(x)",
        "CREATE VIEW more AS " ENDLESS "i FROM n",
        "CREATE TRIGGER more AFTER INSERT ON misuse BEGIN SELECT 1; END",
        "ANALYZE",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(alterations); i++) {
        struct bundles ends;
        bundles_init(&ends);
        store_ratings(&ends, 0, 3);
        store_remark(&ends.device, 20251105, "x");
        write_bundle(&ends, 0);
        file_run(ends.bundle, alterations[i]);
        expect_no_bundle(&ends, JOURNAL_ERROR_FOREIGN, "tables");
        bundles_finish(&ends);
    }
}

/* Pages that lead to one another more than once make few bytes into more rows than anybody can read. */
static void a_bundle_whose_pages_are_used_twice_is_damaged(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    sqlite3 *db = raw_open(ends.bundle);
    int off = 0;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, &off);
    raw_run(db, "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = "
                "(SELECT rootpage FROM sqlite_schema WHERE name = 'remark') WHERE name = 'misuse'");
    raw_close(db);
    expect_no_bundle(&ends, JOURNAL_ERROR_DAMAGED, "damaged");
    bundles_finish(&ends);
}

/* Should anything endless come past all that, it ends. */
static void what_a_strange_file_makes_run_has_a_bound(void)
{
    struct bundles ends;
    struct strange strange;
    GError *error = NULL;
    sqlite3 *db = NULL;
    gint64 n = 0;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    g_assert_true(sql_open_reader(&db, ends.bundle, NULL));
    g_assert_true(strange_bound(&strange, db, NULL));
    g_assert_false(sql_integer(&n, db, ENDLESS "count(*) FROM n", &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, ends.bundle, "");
    sql_close(db);
    bundles_finish(&ends);
}

static void a_bundle_says_after_what_it_comes(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    g_assert_cmpint(write_bundle(&ends, 0).after, ==, 0);
    g_assert_cmpint(write_bundle(&ends, 4).after, ==, 4);
    gint64 last = verify_sound(&ends.device).head_seq;
    struct bundle_about empty = write_bundle(&ends, last);
    g_assert_cmpint(empty.after, ==, last);
    g_assert_cmpint(empty.first_seq, ==, 0);
    bundles_finish(&ends);
}

static void a_comment_says_what_is_in_it(void)
{
    const struct bundle_about some = {"web", "chi-minh", .first_seq = 5, .last_seq = 9},
                              none = {"web", "chi-minh", .after = 9};
    g_autofree char *of_some = bundle_comment(&some), *of_none = bundle_comment(&none);
    g_assert_cmpstr(of_some, ==, "device web of center chi-minh, entries 5-9");
    g_assert_cmpstr(of_none, ==, "device web of center chi-minh, no entry");
}

/* --- remarks --- */

static int today(int days)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autoptr(GDateTime) there = g_date_time_add_hours(now, 7);
    g_autoptr(GDateTime) day = g_date_time_add_days(there, days);
    return g_date_time_get_year(day) * 10000 + g_date_time_get_month(day) * 100 +
           g_date_time_get_day_of_month(day);
}

/* Two bundles in one week must not tell which remark came between them. */
static void remarks_of_this_week_stay_until_it_has_ended(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    store_remark(&ends.device, today(-7), "the week before");
    store_remark(&ends.device, today(0), "this week");
    store_remark(&ends.device, today(7), "by a clock that was ahead");
    g_assert_cmpint(write_bundle(&ends, 0).remarks, ==, 1);
    take_bundle(&ends);
    g_autofree char *text = file_text(ends.center.file, "SELECT group_concat(text) FROM remark");
    g_assert_cmpstr(text, ==, "the week before");
    bundles_finish(&ends);
}

/* --- journals on a drive --- */

static bool write_sealed(const struct bundles *ends, GError **error)
{
    return bundle_write_sealed(NULL, ends->bundle, ends->device.file, 0, error);
}

static void count_misuse(const struct desk *desk)
{
    const gint64 counts[MISUSE_COUNT] = {[MISUSE_FORGED] = 2};
    journal_t *journal = desk_open(desk);
    g_assert_true(journal_add_misuse(journal, 20251105, counts, NULL));
    journal_close(journal);
}

static void of_a_journal_without_signature_only_what_is_sealed_comes(void)
{
    struct bundles ends;
    GError *error = NULL;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    store_remark(&ends.device, 20251105, "put in by somebody");
    count_misuse(&ends.device);
    write_sealed(&ends, &error);
    g_assert_no_error(error);
    g_assert_cmpint(take_bundle(&ends).ratings, ==, 10);
    g_assert_cmpint(file_integer(ends.center.file, "SELECT count(*) FROM remark"), ==, 0);
    g_assert_cmpint(file_integer(ends.center.file, "SELECT count(*) FROM misuse"), ==, 0);
    g_assert_cmpint(verify_sound(&ends.center).head_seq, ==, verify_sound(&ends.device).head_seq);
    bundles_finish(&ends);
}

static void a_journal_without_signature_has_exactly_a_journals_tables(void)
{
    static const char *const alterations[] = {
        "DROP TABLE misuse; CREATE VIEW misuse AS " ENDLESS "20251103 day, 'forged' what, i n FROM n",
        "DROP TRIGGER entry_stays; DROP TRIGGER entry_stays_as_it_is; ALTER TABLE entry RENAME TO real; "
        "CREATE VIEW entry AS SELECT * FROM real",
        "DROP TABLE device; CREATE VIEW device AS " ENDLESS
        "1 id, 'kiosk-1' device, 'chi-minh' center, 1 made, "
        "'' program, 1 format FROM n",
        "CREATE TABLE more(x)",
        "ANALYZE",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(alterations); i++) {
        struct bundles ends;
        GError *error = NULL;
        bundles_init(&ends);
        store_ratings(&ends, 0, 3);
        file_run(ends.device.file, alterations[i]);
        g_assert_false(write_sealed(&ends, &error));
        expect_error(&error, JOURNAL_ERROR_FOREIGN, "tables", "");
        g_assert_false(g_file_test(ends.bundle, G_FILE_TEST_EXISTS));
        bundles_finish(&ends);
    }
}

static void a_copy_without_signature_is_read_too(void)
{
    struct bundles ends;
    GError *error = NULL;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    bundle_write_sealed(NULL, ends.bundle, ends.center.file, 0, &error);
    g_assert_no_error(error);
    bundles_finish(&ends);
}

/* --- copies --- */

static void expect_not_opened(const struct desk *desk)
{
    GError *error = NULL;
    journal_t *journal = NULL;
    g_assert_false(journal_open(&journal, desk->file, &desk->identity, &error));
    expect_error(&error, JOURNAL_ERROR_FOREIGN, "a copy", desk->file);
}

static void a_copy_is_opened_for_nothing_but_bundles(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    expect_not_opened(&ends.center);
    take_bundle(&ends);
    store_ratings(&ends, 10, 10);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    expect_not_opened(&ends.center);
    expect_alike(&ends);
    journal_close(desk_open(&ends.device));
    bundles_finish(&ends);
}

/* A copy made before copies were marked is marked by the next bundle. */
static void a_copy_without_its_mark_goes_on_and_gets_it(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    file_run(ends.center.file, "DROP TABLE copy");
    store_ratings(&ends, 10, 10);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    expect_alike(&ends);
    expect_not_opened(&ends.center);
    bundles_finish(&ends);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/strange/a_bundle_with_other_tables_is_none", a_bundle_with_other_tables_is_none);
    g_test_add_func("/strange/a_bundle_whose_pages_are_used_twice_is_damaged",
                    a_bundle_whose_pages_are_used_twice_is_damaged);
    g_test_add_func("/strange/what_a_strange_file_makes_run_has_a_bound",
                    what_a_strange_file_makes_run_has_a_bound);
    g_test_add_func("/strange/a_bundle_says_after_what_it_comes", a_bundle_says_after_what_it_comes);
    g_test_add_func("/strange/a_comment_says_what_is_in_it", a_comment_says_what_is_in_it);
    g_test_add_func("/strange/remarks_of_this_week_stay_until_it_has_ended",
                    remarks_of_this_week_stay_until_it_has_ended);
    g_test_add_func("/strange/of_a_journal_without_signature_only_what_is_sealed_comes",
                    of_a_journal_without_signature_only_what_is_sealed_comes);
    g_test_add_func("/strange/a_journal_without_signature_has_exactly_a_journals_tables",
                    a_journal_without_signature_has_exactly_a_journals_tables);
    g_test_add_func("/strange/a_copy_without_signature_is_read_too", a_copy_without_signature_is_read_too);
    g_test_add_func("/strange/a_copy_is_opened_for_nothing_but_bundles",
                    a_copy_is_opened_for_nothing_but_bundles);
    g_test_add_func("/strange/a_copy_without_its_mark_goes_on_and_gets_it",
                    a_copy_without_its_mark_goes_on_and_gets_it);
    return g_test_run();
}
