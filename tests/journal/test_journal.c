/* Opening: what is made, what is set, and what is refused. */
#include "desk.h"
#include "journal_internal.h"
#include "raw.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void expect_refused(const struct desk *desk, enum journal_error code, const char *words)
{
    GError *error = NULL;
    journal_t *journal = NULL;
    g_assert_false(journal_open(&journal, desk->file, &desk->identity, &error));
    g_assert_null(journal);
    expect_error(&error, code, desk->file, words);
}

static void test_new(void)
{
    struct desk desk;
    uint8_t head[SEAL_SIZE];
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_assert_cmpint(journal_head(journal, head), ==, 0);
    g_assert_cmpint(file_integer(desk.file, "PRAGMA application_id"), ==, 0x53495041);
    g_assert_cmpint(file_integer(desk.file, "PRAGMA user_version"), ==, 3);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM device"), ==, 1);
    g_autofree char *whose =
        file_text(desk.file, "SELECT device || ' ' || center || ' ' || format FROM device");
    g_assert_cmpstr(whose, ==, "kiosk-1 chi-minh 1");
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 0);
    desk_finish(&desk);
}

static void test_again(void)
{
    struct desk desk;
    uint8_t head[SEAL_SIZE], again[SEAL_SIZE];
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    append_ok(journal, &rating);
    g_assert_cmpint(journal_head(journal, head), ==, 2);
    journal_close(journal);
    journal = desk_open(&desk);
    g_assert_cmpint(journal_head(journal, again), ==, 2);
    expect_same_seal(head, again);
    g_assert_cmpint(append_ok(journal, &rating), ==, 3);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 3);
    desk_finish(&desk);
}

static void test_settings(void)
{
    static const struct {
        const char *pragma;
        const char *value;
    } settings[] = {
        {"PRAGMA journal_mode", "wal"},
        {"PRAGMA synchronous", "2"},
        {"PRAGMA busy_timeout", "5000"},
        {"PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema", "0"},
        {"PRAGMA cell_size_check", "1"},
        {"PRAGMA mmap_size", "0"},
        {"PRAGMA recursive_triggers", "1"},
        {"PRAGMA journal_size_limit", "8388608"},
        {"PRAGMA secure_delete", "1"},
    };
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        g_autofree char *value = raw_text(journal->db, settings[i].pragma);
        g_assert_cmpstr(value, ==, settings[i].value);
    }
    /* seen from another connection: what is kept in the file */
    g_autofree char *mode = file_text(desk.file, "PRAGMA journal_mode");
    g_assert_cmpstr(mode, ==, "wal");
    journal_close(journal);
    desk_finish(&desk);
}

static void test_defensive(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_autofree char *schema = raw_fail(journal->db, "PRAGMA writable_schema = 1; DELETE FROM sqlite_schema");
    g_assert_nonnull(strstr(schema, "may not be modified"));
    g_autofree char *attach = raw_fail(journal->db, "ATTACH ':memory:' AS other");
    g_assert_nonnull(strstr(attach, "too many attached"));
    g_autofree char *extension = raw_fail(journal->db, "SELECT load_extension('x')");
    g_assert_nonnull(strstr(extension, "not authorized"));
    journal_close(journal);
    desk_finish(&desk);
}

static void test_reader(void)
{
    struct desk desk;
    sqlite3 *db = NULL;
    GError *error = NULL;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    g_assert_true(sql_open_reader(&db, desk.file, &error));
    g_assert_no_error(error);
    g_assert_cmpint(sqlite3_db_readonly(db, "main"), ==, 1);
    g_assert_cmpint(raw_integer(db, "PRAGMA query_only"), ==, 1);
    g_assert_cmpint(raw_integer(db, "PRAGMA trusted_schema"), ==, 0);
    g_assert_cmpint(raw_integer(db, "PRAGMA mmap_size"), ==, 0);
    g_autofree char *message = raw_fail(db, "UPDATE pulse SET beats = 7");
    g_assert_nonnull(strstr(message, "readonly"));
    sql_close(db);
    desk_finish(&desk);
}

/* --- files that are not the journal --- */

static void test_foreign_file(void)
{
    struct desk desk;
    desk_init(&desk);
    g_autofree char *text = g_strnfill(5000, 'x');
    g_assert_true(g_file_set_contents(desk.file, text, -1, NULL));
    expect_refused(&desk, JOURNAL_ERROR_FOREIGN, "expected a SQLite file");
    g_autofree char *after = NULL;
    g_assert_true(g_file_get_contents(desk.file, &after, NULL, NULL));
    g_assert_cmpstr(after, ==, text);
    desk_finish(&desk);
}

/* A new journal is never empty, so that an empty file is one that lost all it held. */
static void test_emptied(void)
{
    struct desk desk;
    desk_init(&desk);
    g_assert_true(g_file_set_contents(desk.file, "", 0, NULL));
    expect_refused(&desk, JOURNAL_ERROR_FOREIGN, "no tables");
    desk_finish(&desk);
}

static void test_log_alone(void)
{
    struct desk desk;
    int status = 0;
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    pid_t child = fork();
    if (child == 0) {
        append_ok(desk_open(&desk), &rating);
        _exit(0); /* without closing: the log stays */
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_autofree char *away = g_strconcat(desk.file, ".away", NULL);
    g_assert_cmpint(g_rename(desk.file, away), ==, 0);
    expect_refused(&desk, JOURNAL_ERROR_DAMAGED, "its log (-wal) is there");
    g_assert_false(g_file_test(desk.file, G_FILE_TEST_EXISTS));
    g_assert_cmpint(g_rename(away, desk.file), ==, 0);
    journal_close(desk_open(&desk));
    g_assert_cmpint(verify_sound(&desk).entries, ==, 1);
    desk_finish(&desk);
}

/* A power cut while a journal was made leaves a draft; the next start makes it anew. */
static void test_draft(void)
{
    struct desk desk;
    desk_init(&desk);
    g_autofree char *draft = g_strconcat(desk.file, ".new", NULL);
    g_autofree char *log = g_strconcat(draft, "-wal", NULL);
    g_assert_true(g_file_set_contents(draft, "half a journal", -1, NULL));
    g_assert_true(g_file_set_contents(log, "half a log", -1, NULL));
    journal_close(desk_open(&desk));
    verify_sound(&desk);
    g_assert_false(g_file_test(draft, G_FILE_TEST_EXISTS));
    g_assert_false(g_file_test(log, G_FILE_TEST_EXISTS));
    desk_finish(&desk);
}

static void test_foreign_program(void)
{
    struct desk desk;
    desk_init(&desk);
    file_run(desk.file, "CREATE TABLE note(text)");
    expect_refused(&desk, JOURNAL_ERROR_FOREIGN, "another program");
    g_autofree char *mode = file_text(desk.file, "PRAGMA journal_mode");
    g_assert_cmpstr(mode, ==, "delete"); /* untouched */
    file_run(desk.file, "PRAGMA application_id = 5");
    expect_refused(&desk, JOURNAL_ERROR_FOREIGN, "0x00000005, expected 0x53495041");
    desk_finish(&desk);
}

static void test_foreign_device(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    desk.identity.device = "kiosk-2";
    expect_refused(
        &desk, JOURNAL_ERROR_FOREIGN,
        "device \"kiosk-1\" of center \"chi-minh\", expected device \"kiosk-2\" of center \"chi-minh\"");
    desk.identity.device = "kiosk-1";
    desk.identity.center = "an-phong";
    expect_refused(
        &desk, JOURNAL_ERROR_FOREIGN,
        "device \"kiosk-1\" of center \"chi-minh\", expected device \"kiosk-1\" of center \"an-phong\"");
    desk_finish(&desk);
}

static void test_newer(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    file_run(desk.file, "PRAGMA user_version = 4");
    expect_refused(
        &desk, JOURNAL_ERROR_NEWER,
        "written by a newer program: version 4 of the journal, this program knows versions up to 3");
    desk_finish(&desk);
}

static void test_other_key(void)
{
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    journal_close(journal);
    desk.key[0] ^= 1;
    expect_refused(&desk, JOURNAL_ERROR_DAMAGED, "the key is not its own");
    desk_finish(&desk);
}

static void append_many(journal_t *journal, int n)
{
    for (int i = 0; i < n; i++) {
        struct rating rating = rating_at("dat-dai", 1 + i % 5, i);
        append_ok(journal, &rating);
    }
}

static void test_damaged(void)
{
    struct desk desk;
    gsize size = 0;
    g_autofree char *bytes = NULL;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_many(journal, 300);
    journal_close(journal);
    gint64 page = file_integer(desk.file, "SELECT rootpage FROM sqlite_schema WHERE name = 'entry'");
    g_assert_true(g_file_get_contents(desk.file, &bytes, &size, NULL));
    memset(bytes + (page - 1) * 4096, 0x5a, 4096);
    g_assert_true(g_file_set_contents(desk.file, bytes, (gssize)size, NULL));
    expect_refused(&desk, JOURNAL_ERROR_DAMAGED, "");
    desk_finish(&desk);
}

static void test_missing_entry(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_many(journal, 3);
    journal_close(journal);
    file_run(desk.file, "DROP TRIGGER entry_stays; DELETE FROM entry WHERE seq = 2");
    expect_refused(&desk, JOURNAL_ERROR_DAMAGED, "does not follow");
    desk_finish(&desk);
}

static void test_no_device(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_close(desk_open(&desk));
    file_run(desk.file, "DROP TRIGGER device_stays; DELETE FROM device");
    expect_refused(&desk, JOURNAL_ERROR_DAMAGED, "expected one row that names the device");
    desk_finish(&desk);
}

/* --- rights and locks --- */

static void test_no_folder(void)
{
    struct desk desk;
    desk_init(&desk);
    g_assert_cmpint(g_rmdir(desk.folder), ==, 0);
    expect_refused(&desk, JOURNAL_ERROR_OPEN, "expected a folder with the right to write");
    desk_finish(&desk);
}

/* Runs `body` in a child that is not root; its result is what the child found. */
static int as_nobody(int (*body)(const struct desk *desk), const struct desk *desk)
{
    int status = 0;
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0)
        _exit(geteuid() == 0 && setuid(65534) != 0 ? 99 : body(desk));
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int try_open(const struct desk *desk)
{
    GError *error = NULL;
    journal_t *journal = NULL;
    if (journal_open(&journal, desk->file, &desk->identity, &error))
        return 1;
    expect_error(&error, JOURNAL_ERROR_OPEN, desk->file, "right to write");
    return 0;
}

static void test_no_rights(void)
{
    struct desk desk;
    desk_init(&desk);
    g_assert_cmpint(g_chmod(desk.folder, 0555), ==, 0);
    g_assert_cmpint(as_nobody(try_open, &desk), ==, 0);
    g_assert_cmpint(g_chmod(desk.folder, 0777), ==, 0);
    journal_close(desk_open(&desk));
    g_autofree char *lock = g_build_filename(desk.folder, "journal.lock", NULL);
    g_assert_cmpint(g_chmod(lock, 0666), ==, 0);
    g_assert_cmpint(g_chmod(desk.file, 0444), ==, 0);
    g_assert_cmpint(as_nobody(try_open, &desk), ==, 0);
    desk_finish(&desk);
}

static void test_twice(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    expect_refused(&desk, JOURNAL_ERROR_OPEN, "only writer");
    append_many(journal, 2);
    journal_close(journal);
    journal_close(desk_open(&desk));
    desk_finish(&desk);
}

/* The child knows nothing of the parent's connection: it is another program. */
static void test_other_process(void)
{
    struct desk desk;
    int ready[2], status = 0;
    char byte = 0;
    desk_init(&desk);
    g_assert_cmpint(pipe(ready), ==, 0);
    pid_t child = fork();
    if (child == 0) {
        journal_t *journal = desk_open(&desk);
        append_many(journal, 1);
        _exit(write(ready[1], "1", 1) != 1 || pause() == 0);
    }
    g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
    expect_refused(&desk, JOURNAL_ERROR_OPEN, "only writer");
    g_assert_cmpint(kill(child, SIGKILL), ==, 0);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    journal_t *journal = desk_open(&desk); /* the lock died with its holder */
    append_many(journal, 1);
    journal_close(journal);
    close(ready[0]), close(ready[1]);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 2);
    desk_finish(&desk);
}

static void test_probe(void)
{
    struct desk desk;
    GError *error = NULL;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_many(journal, 1);
    g_assert_true(journal_probe(journal, &error));
    g_assert_true(journal_probe(journal, &error));
    g_assert_no_error(error);
    g_assert_cmpint(file_integer(desk.file, "SELECT beats FROM pulse"), ==, 2);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM entry"), ==, 1);
    journal_close(journal);
    verify_sound(&desk);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/journal/a_new_one_names_its_device_and_is_empty", test_new);
    g_test_add_func("/journal/opened_again_it_goes_on_where_it_ended", test_again);
    g_test_add_func("/journal/every_setting_of_the_writer_is_in_force", test_settings);
    g_test_add_func("/journal/the_writers_connection_is_defensive", test_defensive);
    g_test_add_func("/journal/a_readers_connection_cannot_write", test_reader);
    g_test_add_func("/journal/a_file_that_is_not_sqlite_is_refused_and_left_alone", test_foreign_file);
    g_test_add_func("/journal/an_emptied_file_is_refused_and_not_begun_anew", test_emptied);
    g_test_add_func("/journal/a_log_without_its_journal_is_refused_and_kept", test_log_alone);
    g_test_add_func("/journal/what_a_cut_off_making_left_is_made_anew", test_draft);
    g_test_add_func("/journal/a_file_of_another_program_is_refused_and_left_alone", test_foreign_program);
    g_test_add_func("/journal/one_of_another_device_or_center_is_refused_naming_both", test_foreign_device);
    g_test_add_func("/journal/a_newer_version_is_refused_in_a_clear_sentence", test_newer);
    g_test_add_func("/journal/another_key_is_refused", test_other_key);
    g_test_add_func("/journal/a_damaged_file_is_refused", test_damaged);
    g_test_add_func("/journal/one_whose_last_entry_does_not_follow_is_refused", test_missing_entry);
    g_test_add_func("/journal/one_that_lost_its_device_is_refused", test_no_device);
    g_test_add_func("/journal/a_missing_folder_is_named", test_no_folder);
    g_test_add_func("/journal/without_the_right_to_write_it_does_not_open", test_no_rights);
    g_test_add_func("/journal/it_cannot_be_opened_for_writing_twice", test_twice);
    g_test_add_func("/journal/another_process_cannot_write_until_the_first_is_gone", test_other_process);
    g_test_add_func("/journal/a_probe_writes_and_makes_no_entry", test_probe);
    return g_test_run();
}
