/* Journals of version 2: no links, no remarks, no posters. Readers read them, the writer migrates. */
#include "desk.h"
#include "old_version.h"
#include "raw.h"
#include "schema.h"
#include "shelves.h"
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ratings with everything that refers to them, a stepped clock and a note. */
static void fill(journal_t *journal)
{
    struct rating rating = rating_at("dat-dai", 1, 0), stepped = rating_at("ho-tich", 4, 1);
    struct rating further = referring(ENTRY_FURTHER, 1), reasons = referring(ENTRY_REASONS, 1);
    struct rating correction = referring(ENTRY_CORRECTION, 1), note = rating_at("", 0, 0);
    append_ok(journal, &rating);
    further.answers[ITEM_PHUC_VU] = 5;
    append_ok(journal, &further);
    reasons.reasons = 0x05;
    append_ok(journal, &reasons);
    correction.answers[ITEM_TTHC] = 2;
    append_ok(journal, &correction);
    stepped.when.utc_ms += 3600000;
    stepped.flags = FLAG_BURST;
    append_ok(journal, &stepped);
    note.kind = ENTRY_NOTE;
    note.when = stepped.when;
    g_strlcpy(note.note, "of no area", sizeof note.note);
    append_ok(journal, &note);
}

enum { ENTRIES = 7 /* the step of the clock among them */, MANY = 20000 };

static void set_up(struct desk *desk)
{
    desk_init(desk);
    journal_t *journal = desk_open(desk);
    fill(journal);
    journal_close(journal);
    old_version_turn(desk->file, 2);
    g_assert_cmpint(file_integer(desk->file, "SELECT count(*) FROM sqlite_schema WHERE name = 'remark'"), ==,
                    0);
}

/* All rows of the tables both versions have, as SQLite prints them. */
static char *rows_of(const char *file)
{
    static const char *const tables[] = {"entry", "tally", "respondent", "daybook", "device"};
    GString *rows = g_string_new(NULL);
    sqlite3 *db = raw_open(file);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *list = g_strdup_printf(
            "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info('%s')",
            tables[i]);
        g_autofree char *columns = raw_text(db, list);
        g_autofree char *select =
            g_strdup_printf("SELECT group_concat(%s, char(10)) FROM %s", columns, tables[i]);
        g_autofree char *text = raw_text(db, select);
        g_string_append_printf(rows, "%s:\n%s\n", tables[i], text);
    }
    raw_close(db);
    return g_string_free(rows, FALSE);
}

static void test_migrated(void)
{
    struct desk desk;
    uint8_t before[SEAL_SIZE], after[SEAL_SIZE];
    set_up(&desk);
    g_autofree char *rows_before = rows_of(desk.file);
    g_assert_nonnull(strstr(rows_before, "'of no area'"));
    memcpy(before, verify_sound(&desk).head, SEAL_SIZE);
    journal_t *journal = desk_open(&desk);
    g_assert_cmpint(journal_head(journal, after), ==, ENTRIES);
    expect_same_seal(before, after);
    journal_close(journal);
    g_assert_cmpint(file_integer(desk.file, "PRAGMA user_version"), ==, schema_steps.n);
    g_autofree char *rows_after = rows_of(desk.file);
    g_assert_cmpstr(rows_before, ==, rows_after);
    g_assert_cmpint(verify_sound(&desk).entries, ==, ENTRIES);
    desk_finish(&desk);
}

/* What SQLite keeps of the tables, their comments, indexes and triggers, is what a new journal has. */
static void test_same_schema(void)
{
    static const char sql[] = "SELECT group_concat(type || ' ' || tbl_name || ': ' || sql, char(10)) FROM "
                              "(SELECT * FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)";
    struct desk old, new;
    set_up(&old);
    journal_close(desk_open(&old));
    desk_init(&new);
    journal_close(desk_open(&new));
    g_autofree char *migrated = file_text(old.file, sql);
    g_autofree char *made = file_text(new.file, sql);
    g_assert_cmpstr(migrated, ==, made);
    g_assert_nonnull(strstr(migrated, "CREATE TABLE entry( -- what was said and what befell"));
    g_assert_null(strstr(migrated, "entry_before"));
    desk_finish(&new);
    desk_finish(&old);
}

/* The reference of entries to entries leads to the table as it is now, and holds. */
static void test_references(void)
{
    struct desk desk;
    struct rating correction = referring(ENTRY_CORRECTION, 1), poster = rating_at("dat-dai", 3, 3700);
    set_up(&desk);
    journal_t *journal = desk_open(&desk);
    correction.answers[ITEM_TTHC] = 5;
    correction.when.utc_ms += 3600000; /* as the clock stands since it was stepped */
    g_assert_cmpint(append_ok(journal, &correction), ==, ENTRIES + 1);
    correction.refers = 99;
    append_refused(journal, &correction, "not there");
    poster.channel = CHANNEL_POSTER;
    append_ok(journal, &poster);
    journal_close(journal);
    sqlite3 *db = raw_open(desk.file);
    g_autofree char *parent = raw_text(db, "SELECT \"table\" FROM pragma_foreign_key_list('entry')");
    g_assert_cmpstr(parent, ==, "entry");
    g_assert_cmpint(raw_integer(db, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
    raw_run(db, "PRAGMA foreign_keys = 1");
    g_autofree char *message = raw_fail(
        db, "INSERT INTO entry SELECT 50, 2, utc_ms, day, mono_ms, boot, trust, area, channel, language, "
            "flags, tthc, 5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 49, NULL, seal FROM "
            "entry WHERE seq = 1");
    g_assert_nonnull(strstr(message, "FOREIGN KEY"));
    g_autofree char *indexes = raw_text(
        db, "SELECT group_concat(name) FROM (SELECT * FROM pragma_index_list('entry') ORDER BY name)");
    g_assert_cmpstr(indexes, ==, "entry_note,entry_refers");
    raw_close(db);
    verify_sound(&desk);
    desk_finish(&desk);
}

static char *find_backup(const struct desk *desk)
{
    g_autoptr(GDir) dir = g_dir_open(desk->folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        if (g_str_equal(name, "journal-v2.db"))
            return g_build_filename(desk->folder, name, NULL);
    }
    return NULL;
}

static void test_backup(void)
{
    struct desk desk;
    set_up(&desk);
    g_autofree char *before = rows_of(desk.file);
    journal_close(desk_open(&desk));
    struct desk copy = desk;
    copy.file = find_backup(&desk);
    g_assert_nonnull(copy.file);
    g_assert_cmpint(file_integer(copy.file, "PRAGMA user_version"), ==, 2);
    g_autofree char *rows = rows_of(copy.file);
    g_assert_cmpstr(rows, ==, before);
    g_assert_cmpint(verify_sound(&copy).entries, ==, ENTRIES);
    g_free(copy.file);
    desk_finish(&desk);
}

/* Many entries, and room for a copy of them but not for a log with two. */
static int migrate_on_small_disk(const struct desk *desk)
{
    GError *error = NULL;
    journal_t *journal = NULL;
    struct stat about;
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(stat(desk->file, &about), ==, 0);
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    limit.rlim_cur = (rlim_t)about.st_size * 3 / 2;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    g_assert_false(journal_open(&journal, desk->file, &desk->identity, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "");
    g_autofree char *backup = find_backup(desk);
    g_assert_null(backup);
    g_assert_cmpint(file_integer(desk->file, "PRAGMA user_version"), ==, 2);
    g_assert_cmpint(verify_sound(desk).entries, ==, MANY);
    limit.rlim_cur = RLIM_INFINITY;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    journal_close(desk_open(desk));
    g_assert_cmpint(file_integer(desk->file, "PRAGMA user_version"), ==, schema_steps.n);
    g_assert_cmpint(verify_sound(desk).entries, ==, MANY);
    return 0;
}

static int many(struct rating *out, void *payload, GError **error)
{
    int *left = payload;
    (void)error;
    *out = rating_at("dat-dai", 3, 0);
    return (*left)-- > 0;
}

static void test_small_disk(void)
{
    struct desk desk;
    int left = MANY, status = 0;
    gint64 stored = 0;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_assert_true(journal_append_all(journal, NULL, many, &left, &stored, NULL));
    journal_close(journal);
    old_version_turn(desk.file, 2);
    pid_t child = fork();
    if (child == 0)
        _exit(migrate_on_small_disk(&desk));
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    desk_finish(&desk);
}

static bool no_remark(const struct shelf_remark *remark, void *payload, GError **error)
{
    (void)remark, (void)payload, (void)error;
    g_assert_not_reached();
}

static void test_shelf(void)
{
    struct center_folder folder;
    GError *error = NULL;
    gint64 misuse[MISUSE_COUNT] = {0};
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    fill(journal);
    journal_close(journal);
    g_autofree char *file = device_file(&folder, "quay-1");
    old_version_turn(file, 2);
    g_autofree char *voices = fold_voices(&folder, 20251105, 20251105);
    g_assert_cmpstr(voices, ==,
                    "dat-dai kiosk: 1 1 1/0/1/0/0/0/0/0\n"
                    "ho-tich kiosk aside: 1 0 0/0/0/0/0/0/0/0\n");
    g_autofree char *walked = walk(&folder, 20251105, 20251105);
    g_assert_cmpstr(walked, ==,
                    "quay-1 20251105 dat-dai kiosk vi 0 25......... 5\n"
                    "quay-1 20251105 ho-tich kiosk vi 2 4.......... 0\n");
    g_autoptr(shelf_t) shelf = open_ok(&folder);
    g_assert_true(shelf_walk_remarks(shelf, 10101, 99991231, no_remark, NULL, &error));
    g_assert_true(shelf_fold_misuse(shelf, misuse, 10101, 99991231, &error));
    g_assert_no_error(error);
    for (int i = 0; i < MISUSE_COUNT; i++)
        g_assert_cmpint(misuse[i], ==, 0);
    g_assert_cmpint(file_integer(file, "PRAGMA user_version"), ==, 2);
    folder_finish(&folder);
}

static void test_empty(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    old_version_turn(desk.file, 2);
    journal_close(desk_open(&desk));
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM spent"), ==, 0);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 0);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/version_2/migrating_changes_no_entry_no_seal_and_no_count", test_migrated);
    g_test_add_func("/version_2/a_migrated_journal_explains_itself_like_a_new_one", test_same_schema);
    g_test_add_func("/version_2/references_hold_and_posters_are_taken_after_migrating", test_references);
    g_test_add_func("/version_2/the_backup_before_is_a_sound_journal", test_backup);
    g_test_add_func("/version_2/a_disk_too_small_for_it_leaves_the_journal_as_it_was", test_small_disk);
    g_test_add_func("/version_2/a_shelf_reads_it_without_migrating", test_shelf);
    g_test_add_func("/version_2/an_empty_journal_is_migrated_too", test_empty);
    return g_test_run();
}
