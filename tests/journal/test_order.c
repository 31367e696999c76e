/* In what order links were used and remarks came can be told from no byte of a journal, nor who may read it.
 */
#include "desk.h"
#include "journal_internal.h"
#include "raw.h"
#include "writer.h"
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { VISITS = 150, PAGE = 4096 };

static void come(journal_t *journal, int number)
{
    GError *error = NULL;
    struct spend spend;
    g_autofree char *text = g_strdup_printf("<remark number %d>", number);
    struct journal_item item = {
        .rating = rating_at("dat-dai", 1 + number % 5, number), .spend = &spend, .remark = text};
    randombytes_buf(&spend, sizeof spend);
    g_assert_true(journal_append(journal, &item, 1, &error));
    g_assert_no_error(error);
    g_assert_no_error(item.error);
}

static void come_all(journal_t *journal)
{
    for (int i = 0; i < VISITS; i++)
        come(journal, i);
}

/* The file's bytes, fetched by another program: this one may have it open. */
static GByteArray *bytes_of(const struct desk *desk)
{
    char *bytes = NULL;
    gsize size = 0;
    g_autofree char *copy = g_build_filename(desk->folder, "bytes", NULL);
    char *argv[] = {(char[]){"cp"}, desk->file, copy, NULL};
    g_assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
    g_assert_true(g_file_get_contents(copy, &bytes, &size, NULL));
    return g_byte_array_new_take((guint8 *)bytes, size);
}

/* Where on their pages the rows of the query lie, wherever the pages are. */
static void add_layout(GArray *out, const struct desk *desk, const char *sql)
{
    sqlite3 *db = raw_open(desk->file);
    sqlite3_stmt *rows = NULL;
    g_autoptr(GByteArray) bytes = bytes_of(desk);
    const guint before = out->len;
    g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), ==, SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        const void *key = sqlite3_column_blob(rows, 0);
        const guint8 *at = memmem(bytes->data, bytes->len, key, (size_t)sqlite3_column_bytes(rows, 0));
        g_assert_nonnull(at);
        const int place = (int)((at - bytes->data) % PAGE);
        g_array_append_val(out, place);
    }
    sqlite3_finalize(rows);
    raw_close(db);
    g_assert_cmpint((int)(out->len - before), >=, VISITS);
}

static GArray *layout(const struct desk *desk)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(int));
    add_layout(places, desk, "SELECT token FROM spent ORDER BY token");
    add_layout(places, desk, "SELECT text FROM remark ORDER BY id");
    return places;
}

static bool lies_alike(const struct desk *desk, const struct desk *other)
{
    g_autoptr(GArray) a = layout(desk);
    g_autoptr(GArray) b = layout(other);
    return a->len == b->len && memcmp(a->data, b->data, a->len * sizeof(int)) == 0;
}

/* A journal that got the same links and remarks in some other order lies byte for byte alike, once it was
 * opened; before, it does not. */
static void expect_no_order(const struct desk *desk)
{
    struct desk twin;
    desk_init(&twin);
    journal_close(desk_open(&twin));
    g_autofree char *copy = g_strdup_printf("ATTACH '%s' AS one; "
                                            "INSERT INTO spent SELECT * FROM one.spent ORDER BY random(); "
                                            "INSERT INTO remark SELECT * FROM one.remark ORDER BY random()",
                                            desk->file);
    file_run(twin.file, copy);
    g_assert_false(lies_alike(desk, &twin));
    journal_close(desk_open(&twin));
    g_assert_true(lies_alike(desk, &twin));
    desk_finish(&twin);
}

static gint64 log_size(const struct desk *desk)
{
    g_autofree char *log = g_strconcat(desk->file, "-wal", NULL);
    struct stat about;
    return stat(log, &about) == 0 ? about.st_size : 0;
}

static void expect_kept(const struct desk *desk)
{
    g_assert_cmpint(file_integer(desk->file, "SELECT count(*) FROM spent"), ==, VISITS);
    g_assert_cmpint(file_integer(desk->file, "SELECT count(text) FROM remark"), ==, VISITS);
    g_assert_cmpint(verify_sound(desk).ratings, ==, VISITS);
}

static void test_closing(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    come_all(journal);
    journal_close(journal);
    expect_no_order(&desk);
    expect_kept(&desk);
    desk_finish(&desk);
}

/* In a child that ends without closing anything. */
static void test_opening(void)
{
    struct desk desk;
    int status = 0;
    desk_init(&desk);
    pid_t child = fork();
    if (child == 0) {
        come_all(desk_open(&desk));
        _exit(0);
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(status, ==, 0);
    journal_t *journal = desk_open(&desk);
    g_assert_cmpint(log_size(&desk), ==, 0);
    expect_no_order(&desk);
    journal_close(journal);
    expect_kept(&desk);
    desk_finish(&desk);
}

static void expect_stored(gint64 seq, const GError *error, void *payload)
{
    int *answers = payload;
    g_assert_cmpint(seq, ==, 0);
    g_assert_no_error(error);
    g_atomic_int_inc(answers);
}

static void test_between(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    come_all(journal);
    g_assert_true(journal_tidy(journal, NULL));
    g_assert_cmpint(log_size(&desk), ==, 0);
    expect_no_order(&desk);
    come(journal, VISITS); /* goes on */
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).ratings, ==, VISITS + 1);
    desk_finish(&desk);
}

static void test_writer(void)
{
    struct desk desk;
    writer_t *writer = NULL;
    GError *error = NULL;
    gint answers = 0;
    g_autofree struct submission *submission = g_new0(struct submission, 1);
    struct spend spend = {.token = "TOKEN-TOKEN-TOKE"};
    desk_init(&desk);
    writer_open(&writer, desk.file, &desk.identity, &error);
    g_assert_no_error(error);
    submission->spend = spend;
    submission->rating = rating_at("", 0, 0);
    submission->rating.kind = 0;
    g_strlcpy(submission->remark, "x", sizeof submission->remark);
    writer_submit_whole(writer, submission, expect_stored, &answers);
    writer_tidy(writer, expect_stored, &answers);
    while (g_atomic_int_get(&answers) < 2)
        g_usleep(1000);
    g_assert_cmpint(log_size(&desk), ==, 0);
    writer_close(writer);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM remark"), ==, 1);
    desk_finish(&desk);
}

/* What changes in the file for a connection that stays open is told by SQLite itself. */
static void expect_untouched(const struct desk *desk, journal_t *journal)
{
    sqlite3 *watch = raw_open(desk->file);
    const gint64 before = raw_integer(watch, "PRAGMA data_version"), log = log_size(desk);
    g_assert_true(journal_tidy(journal, NULL));
    g_assert_cmpint(raw_integer(watch, "PRAGMA data_version"), ==, before);
    g_assert_cmpint(log_size(desk), ==, log);
    raw_close(watch);
}

static void test_nothing_to_do(void)
{
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 3, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    expect_untouched(&desk, journal);
    journal_close(journal);
    g_autoptr(GByteArray) before = bytes_of(&desk);
    journal_close(desk_open(&desk));
    g_autoptr(GByteArray) after = bytes_of(&desk);
    g_assert_true(before->len == after->len && memcmp(before->data, after->data, before->len) == 0);
    journal = desk_open(&desk);
    come(journal, 0);
    g_assert_true(journal_tidy(journal, NULL));
    expect_untouched(&desk, journal); /* nothing came since */
    journal_close(journal);
    desk_finish(&desk);
}

/* The tables made anew are those of a new journal, word for word. */
static void test_same_tables(void)
{
    static const char *const tables =
        "SELECT group_concat(type || name || tbl_name || ifnull(sql, ''), char(10)) FROM "
        "(SELECT * FROM sqlite_schema ORDER BY type, name)";
    struct desk desk, fresh;
    desk_init(&desk);
    desk_init(&fresh);
    journal_t *journal = desk_open(&desk);
    come(journal, 0);
    journal_close(journal);
    journal_close(desk_open(&fresh));
    g_autofree char *anew = file_text(desk.file, tables);
    g_autofree char *expected = file_text(fresh.file, tables);
    g_assert_cmpstr(anew, ==, expected);
    sqlite3 *db = raw_open(desk.file);
    g_autofree char *stays = raw_fail(db, "DELETE FROM spent");
    g_assert_nonnull(strstr(stays, "stays used"));
    raw_close(db);
    desk_finish(&desk);
    desk_finish(&fresh);
}

/* While readers keep the log its order is in there; the first write after them ends it. */
static void test_reader(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    come_all(journal);
    sqlite3 *reader = raw_open(desk.file);
    raw_run(reader, "BEGIN; SELECT count(*) FROM remark");
    g_assert_true(journal_tidy(journal, NULL));
    g_assert_cmpint(log_size(&desk), >, 0);
    raw_run(reader, "COMMIT");
    g_assert_true(journal_probe(journal, NULL));
    g_assert_cmpint(log_size(&desk), ==, 0);
    expect_no_order(&desk);
    raw_close(reader);
    journal_close(journal);
    desk_finish(&desk);
}

static int others_may(const char *file, const char *ending)
{
    struct stat about;
    g_autofree char *whole = g_strconcat(file, ending, NULL);
    g_assert_cmpint(stat(whole, &about), ==, 0);
    return (int)about.st_mode & 07;
}

static void test_rights(void)
{
    struct desk desk;
    mode_t before = umask(022);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    come(journal, 0);
    g_assert_cmpint(others_may(desk.file, ""), ==, 0);
    g_assert_cmpint(others_may(desk.file, "-wal"), ==, 0);
    g_assert_cmpint(others_may(desk.file, "-shm"), ==, 0);
    journal_close(journal);
    umask(before);
    desk_finish(&desk);
}

/* What root makes for a program that runs without its rights belongs to that program. */
static void test_owner(void)
{
    enum { SOMEBODY = 12345 };
    static const char *const files[] = {"journal.db", "journal.db-wal", "journal.db-shm", "journal.lock"};
    struct desk desk;
    struct stat about;
    if (geteuid() != 0) {
        g_test_skip("only root makes files for others");
        return;
    }
    desk_init(&desk);
    g_assert_cmpint(chown(desk.folder, SOMEBODY, SOMEBODY), ==, 0);
    journal_t *journal = desk_open(&desk);
    come(journal, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *file = g_build_filename(desk.folder, files[i], NULL);
        g_assert_cmpint(stat(file, &about), ==, 0);
        g_assert_cmpuint(about.st_uid, ==, SOMEBODY);
        g_assert_cmpuint(about.st_gid, ==, SOMEBODY);
    }
    journal_close(journal);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/order/closed_it_tells_no_order", test_closing);
    g_test_add_func("/order/opened_after_a_crash_it_tells_no_order", test_opening);
    g_test_add_func("/order/tidied_it_tells_no_order", test_between);
    g_test_add_func("/order/the_writer_tidies", test_writer);
    g_test_add_func("/order/where_nothing_came_nothing_is_written", test_nothing_to_do);
    g_test_add_func("/order/tables_made_anew_are_those_of_a_new_journal", test_same_tables);
    g_test_add_func("/order/a_reader_only_delays_it", test_reader);
    g_test_add_func("/order/others_may_not_read_its_files", test_rights);
    g_test_add_func("/order/made_by_root_its_files_are_its_folders_owners", test_owner);
    return g_test_run();
}
