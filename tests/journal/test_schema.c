#include "desk.h"
#include "journal_internal.h"
#include "raw.h"
#include <string.h>
#include <sys/stat.h>

/* Every column is followed, or preceded, by words in the text SQLite keeps. */
static void test_explained(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    sqlite3 *db = raw_open(desk.file);
    gint64 tables = raw_integer(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'");
    g_assert_cmpint(tables, ==, 9);
    g_assert_cmpint(raw_integer(db, "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'index') AND "
                                    "sql LIKE 'CREATE%' AND sql NOT LIKE '%-- %'"),
                    ==, 0);
    g_assert_cmpint(raw_integer(db,
                                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE "
                                "'%STRICT%'"),
                    ==, 0);
    g_autofree char *entry = raw_text(db, "SELECT sql FROM sqlite_schema WHERE name = 'entry'");
    const char *const words[] = {"without gaps", "wall clock", "never stepped", "the way in", "set aside"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        g_assert_nonnull(strstr(entry, words[i]));
    raw_close(db);
    desk_finish(&desk);
}

static void test_item_columns(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    sqlite3 *db = raw_open(desk.file);
    g_autofree char *columns = raw_text(
        db, "SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_table_info('entry') ORDER BY cid)");
    g_assert_cmpstr(
        columns, ==,
        "seq kind utc_ms day mono_ms boot trust area channel language flags tthc phuc_vu m02_1 m02_2 "
        "m02_3 m02_4 m02_5 m02_6 m02_7 m02_8 m02_9 reasons refers note seal");
    for (int item = 0; item < ITEM_COUNT; item++)
        g_assert_nonnull(strstr(columns, schema_item_column((enum item)item)));
    raw_close(db);
    desk_finish(&desk);
}

static void test_triggers(void)
{
    static const struct {
        const char *sql, *words;
    } attempts[] = {
        {"UPDATE entry SET tthc = 5", "never changed"},
        {"UPDATE entry SET note = 'x' WHERE seq = 1", "never changed"},
        {"DELETE FROM entry", "never removed"},
        {"DELETE FROM entry WHERE seq = 1", "never removed"},
        {"UPDATE device SET device = 'x'", "never changes"},
        {"DELETE FROM device", "never loses"},
        {"UPDATE spent SET form = zeroblob(16)", "stays used"},
        {"DELETE FROM spent", "stays used"},
        {"DELETE FROM remark", "never removed"},
        {"UPDATE remark SET text = 'x'", "only be taken out"},
        {"UPDATE remark SET week = week + 7", "only be taken out"},
        {"UPDATE remark SET text = NULL, id = zeroblob(16)", "only be taken out"},
    };
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 2, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    raw_run(journal->db, "INSERT INTO spent VALUES (randomblob(16), randomblob(16)); "
                         "INSERT INTO remark VALUES (randomblob(16), 20251103, 'Tốt')");
    journal_close(journal);
    sqlite3 *db = raw_open(desk.file);
    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
        g_autofree char *message = raw_fail(db, attempts[i].sql);
        g_assert_nonnull(strstr(message, attempts[i].words));
    }
    raw_close(db);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 1);
    desk_finish(&desk);
}

/* What the program itself never offers the tables do not take either. */
static void test_checks(void)
{
    static const char *const attempts[] = {
        "INSERT INTO entry VALUES (2, 1, 0, 20251105, 0, NULL, 0, 'a', 'kiosk', '', 0, 6, NULL, NULL, NULL, "
        "NULL, "
        "NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, zeroblob(32))",
        "INSERT INTO entry VALUES (2, 1, 0, 20251105, 0, NULL, 0, 'a', 'fax', '', 0, 5, NULL, NULL, NULL, "
        "NULL, "
        "NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, zeroblob(32))",
        "INSERT INTO entry VALUES (2, 1, 0, 20251105, 0, NULL, 0, 'a', 'kiosk', '', 0, 5, NULL, NULL, NULL, "
        "NULL, "
        "NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, zeroblob(31))",
        "INSERT INTO entry VALUES (2, 2, 0, 20251105, 0, NULL, 0, 'a', 'kiosk', '', 0, 5, NULL, NULL, NULL, "
        "NULL, "
        "NULL, NULL, NULL, NULL, NULL, NULL, 0, 9, NULL, zeroblob(32))",
        "INSERT INTO entry VALUES (2, 'x', 0, 20251105, 0, NULL, 0, 'a', 'kiosk', '', 0, 5, NULL, NULL, "
        "NULL, NULL, "
        "NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, zeroblob(32))",
        "INSERT INTO device VALUES (2, 'a', 'b', 0, '', 1)",
        "UPDATE tally SET n2 = -1",
        "UPDATE respondent SET papers = -1",
        "UPDATE respondent SET ratings = ratings - 2",
        "INSERT INTO spent VALUES (zeroblob(15), zeroblob(16))",
        "INSERT INTO spent VALUES (zeroblob(16), zeroblob(17))",
        "INSERT INTO spent VALUES (NULL, zeroblob(16))",
        "INSERT INTO spent VALUES (zeroblob(16), 'sixteen letters!')",
        "INSERT INTO remark VALUES (zeroblob(15), 20251103, 'x')",
        "INSERT INTO remark VALUES (zeroblob(16), 20251103, '')",
        "INSERT INTO remark VALUES (zeroblob(16), 20251103, printf('%501d', 1))",
        "INSERT INTO misuse VALUES (20251105, 'forged', 0)",
    };
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 2, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
        g_autofree char *message = raw_fail(journal->db, attempts[i]);
        g_test_message("%s", message);
        g_assert_true(strstr(message, "constraint failed") != NULL ||
                      strstr(message, "cannot store") != NULL);
    }
    raw_run(journal->db,
            "INSERT INTO entry VALUES (2, 1, 0, 20251105, 0, NULL, 0, 'a', 'kiosk', '', 0, 5, NULL, NULL, "
            "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, zeroblob(32))");
    journal_close(journal);
    desk_finish(&desk);
}

/* --- migration --- */

static const char *const good_step[] = {
    "CREATE TABLE extra( -- what a later version might keep\n  word TEXT NOT NULL\n) STRICT",
    "INSERT INTO extra VALUES ('later')", NULL};
static const char *const bad_step[] = {"CREATE TABLE extra(word TEXT) STRICT",
                                       "INSERT INTO nowhere VALUES (1)", NULL};

enum { OWN_STEPS = 3 };

/* The program's own steps and one more. */
static void steps_with(struct schema_steps *out, const char *const *list[OWN_STEPS + 1],
                       const char *const *more)
{
    g_assert_cmpint(schema_steps.n, ==, OWN_STEPS);
    memcpy(list, schema_steps.sql, OWN_STEPS * sizeof *list);
    list[OWN_STEPS] = more;
    *out = (struct schema_steps){(const char *const *const *)list, OWN_STEPS + 1};
}

/* The one backup in the folder, or NULL. Nothing half-made may lie there. */
static char *find_backup(const struct desk *desk)
{
    char *found = NULL;
    g_autoptr(GDir) dir = g_dir_open(desk->folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        g_assert_false(g_str_has_suffix(name, ".part"));
        if (g_str_has_prefix(name, "journal-v")) {
            g_assert_null(found);
            found = g_build_filename(desk->folder, name, NULL);
        }
    }
    return found;
}

static void fill(const struct desk *desk, int n)
{
    journal_t *journal = desk_open(desk);
    for (int i = 0; i < n; i++) {
        struct rating rating = rating_at("dat-dai", 1 + i % 5, i);
        append_ok(journal, &rating);
    }
    journal_close(journal);
}

static void test_migrates(void)
{
    struct desk desk;
    struct schema_steps steps;
    const char *const *list[OWN_STEPS + 1];
    GError *error = NULL;
    journal_t *journal = NULL;
    struct rating rating = rating_at("dat-dai", 5, 100);
    desk_init(&desk);
    fill(&desk, 20);
    steps_with(&steps, list, good_step);
    g_assert_true(journal_open_with(&journal, desk.file, &desk.identity, &steps, &error));
    g_assert_no_error(error);
    g_assert_cmpint(append_ok(journal, &rating), ==, 21);
    journal_close(journal);
    g_assert_cmpint(file_integer(desk.file, "PRAGMA user_version"), ==, OWN_STEPS + 1);
    g_autofree char *word = file_text(desk.file, "SELECT word FROM extra");
    g_assert_cmpstr(word, ==, "later");
    g_autofree char *backup = find_backup(&desk);
    g_assert_nonnull(backup);
    g_autofree char *name = g_path_get_basename(backup);
    g_assert_cmpstr(name, ==, "journal-v3.db");
    g_assert_cmpint(file_integer(backup, "PRAGMA user_version"), ==, OWN_STEPS);
    struct desk copy = desk; /* the backup is a journal in its own right */
    copy.file = backup;
    g_assert_cmpint(verify_sound(&copy).entries, ==, 20);
    desk_finish(&desk);
}

/* What a program that was killed while it migrated has left is replaced, and nothing is added to it. */
static void test_one_backup(void)
{
    static const char *const names[] = {"journal-v3.db", "journal-v3.db.part"};
    struct desk desk;
    struct schema_steps steps;
    struct stat about;
    const char *const *list[OWN_STEPS + 1];
    GError *error = NULL;
    journal_t *journal = NULL;
    mode_t before = umask(022);
    desk_init(&desk);
    fill(&desk, 20);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *left = g_build_filename(desk.folder, names[i], NULL);
        g_assert_true(g_file_set_contents(left, "half of it", -1, NULL));
    }
    steps_with(&steps, list, good_step);
    g_assert_true(journal_open_with(&journal, desk.file, &desk.identity, &steps, &error));
    g_assert_no_error(error);
    journal_close(journal);
    g_autofree char *backup = find_backup(&desk);
    g_assert_nonnull(backup);
    g_assert_cmpint(stat(backup, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 07, ==, 0);
    struct desk copy = desk;
    copy.file = backup;
    g_assert_cmpint(verify_sound(&copy).entries, ==, 20);
    umask(before);
    desk_finish(&desk);
}

static void test_migration_fails(void)
{
    struct desk desk;
    struct schema_steps steps;
    const char *const *list[OWN_STEPS + 1];
    GError *error = NULL;
    journal_t *journal = NULL;
    desk_init(&desk);
    fill(&desk, 20);
    steps_with(&steps, list, bad_step);
    g_assert_false(journal_open_with(&journal, desk.file, &desk.identity, &steps, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, desk.file, "nowhere");
    g_assert_cmpint(file_integer(desk.file, "PRAGMA user_version"), ==, OWN_STEPS);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"), ==,
                    0);
    g_autofree char *backup = find_backup(&desk);
    g_assert_null(backup); /* of what has not changed */
    g_assert_cmpint(verify_sound(&desk).entries, ==, 20);
    journal_close(desk_open(&desk)); /* this program's own version still opens it */
    desk_finish(&desk);
}

static void test_no_backup_when_current(void)
{
    struct desk desk;
    desk_init(&desk);
    fill(&desk, 2);
    fill(&desk, 2);
    g_autofree char *backup = find_backup(&desk);
    g_assert_null(backup);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/schema/every_table_is_strict_and_explains_itself", test_explained);
    g_test_add_func("/schema/entry_has_one_column_for_each_item_in_the_order_sealed", test_item_columns);
    g_test_add_func("/schema/an_entry_and_the_device_cannot_be_changed_or_removed", test_triggers);
    g_test_add_func("/schema/what_cannot_be_meant_cannot_be_stored", test_checks);
    g_test_add_func("/schema/an_older_version_is_backed_up_and_migrated", test_migrates);
    g_test_add_func("/schema/what_a_killed_migration_left_is_replaced", test_one_backup);
    g_test_add_func("/schema/a_migration_that_fails_leaves_the_journal_as_it_was", test_migration_fails);
    g_test_add_func("/schema/the_current_version_needs_no_backup", test_no_backup_when_current);
    return g_test_run();
}
