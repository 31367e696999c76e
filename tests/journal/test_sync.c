/* A disk that takes the bytes of a commit and then fails to make them lasting. SQLite's own way to the disk
 * is used, with its synchronising made to fail on demand. */
#include "desk.h"
#include "raw.h"
#include <string.h>

/* Files differ in their methods: the journal is locked, its log is not. */
struct way {
    sqlite3_io_methods methods;
    const sqlite3_io_methods *real;
};

static struct {
    sqlite3_vfs vfs, *real;
    struct way ways[4];
    int failures; /* how many of the next synchronisings fail */
} disk;

static int sync_or_fail(sqlite3_file *file, int flags)
{
    const struct way *way = disk.ways;
    while (&way->methods != file->pMethods)
        way++;
    if (disk.failures == 0)
        return way->real->xSync(file, flags);
    disk.failures--;
    return SQLITE_IOERR_FSYNC;
}

static const sqlite3_io_methods *failing(const sqlite3_io_methods *real)
{
    for (size_t i = 0; i < G_N_ELEMENTS(disk.ways); i++) {
        struct way *way = &disk.ways[i];
        if (way->real != NULL && way->real != real)
            continue;
        way->real = real;
        way->methods = *real;
        way->methods.xSync = sync_or_fail;
        return &way->methods;
    }
    g_error("more ways to the disk than expected");
}

static int open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    int result = disk.real->xOpen(disk.real, name, file, flags, out_flags);
    if (result == SQLITE_OK && file->pMethods != NULL)
        file->pMethods = failing(file->pMethods);
    return result;
}

static void install(void)
{
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "failing";
    disk.vfs.xOpen = open_file;
    g_assert_cmpint(sqlite3_vfs_register(&disk.vfs, 1), ==, SQLITE_OK);
}

static void copy(const char *from, const char *to)
{
    gsize size = 0;
    g_autofree char *bytes = NULL;
    g_assert_true(g_file_get_contents(from, &bytes, &size, NULL));
    g_assert_true(g_file_set_contents(to, bytes, (gssize)size, NULL));
}

/* The desk as the next start finds it when the machine loses its power now: journal and log as they lie,
 * without what is only in memory. */
static void expect_after_crash(const struct desk *desk, gint64 entries)
{
    struct desk after;
    desk_init(&after);
    g_autofree char *log = g_strconcat(desk->file, "-wal", NULL);
    g_autofree char *log_after = g_strconcat(after.file, "-wal", NULL);
    copy(desk->file, after.file);
    copy(log, log_after);
    journal_close(desk_open(&after));
    g_assert_cmpint(verify_sound(&after).entries, ==, entries);
    desk_finish(&after);
}

static const struct spend link_used = {.token = {1}, .form = {2}};

/* What does not become lasting uses up no link and leaves no remark. */
static void append_fails(journal_t *journal)
{
    GError *error = NULL;
    struct journal_item item = {
        .rating = rating_at("ho-tich", 1, 0), .spend = &link_used, .remark = "Chờ lâu"};
    g_assert_false(journal_append(journal, &item, 1, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "storing");
    g_assert_cmpint(item.seq, ==, 0);
}

/* The link that came with what failed is as good as new. */
static void append_by_link(journal_t *journal, gint64 seq)
{
    GError *error = NULL;
    struct journal_item item = {.rating = rating_at("dat-dai", 5, 0), .spend = &link_used};
    g_assert_true(journal_append(journal, &item, 1, &error));
    g_assert_no_error(error);
    g_assert_no_error(item.error);
    g_assert_cmpint(item.seq, ==, seq);
}

static void test_one_failure(void)
{
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    expect_after_crash(&desk, 1);
    disk.failures = 1;
    append_fails(journal);
    g_assert_cmpint(disk.failures, ==, 0);
    expect_after_crash(&desk, 1);
    append_by_link(journal, 2);
    expect_after_crash(&desk, 2);
    journal_close(journal);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM entry WHERE area = 'ho-tich'"), ==, 0);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM remark"), ==, 0);
    desk_finish(&desk);
}

/* Three ratings, after which the disk fails. */
static int three(struct rating *out, void *payload, GError **error)
{
    int *given = payload;
    (void)error;
    *out = rating_at("ho-tich", 1, 0);
    disk.failures = *given == 3;
    return (*given)++ < 3;
}

static void test_bulk(void)
{
    struct desk desk;
    GError *error = NULL;
    int given = 0;
    gint64 stored = -1;
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    g_assert_false(journal_append_all(journal, NULL, three, &given, &stored, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "");
    expect_after_crash(&desk, 1);
    g_assert_cmpint(append_ok(journal, &rating), ==, 2);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 2);
    desk_finish(&desk);
}

/* Storage refuses even what would overwrite it: nothing is promised of a crash now, but once storage takes
 * a write again the entry is gone for good. */
static void test_lasting_failure(void)
{
    struct desk desk;
    GError *error = NULL;
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    disk.failures = 1000;
    append_fails(journal);
    append_fails(journal);
    g_assert_false(journal_probe(journal, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "trying to write");
    disk.failures = 0;
    g_assert_true(journal_probe(journal, &error));
    expect_after_crash(&desk, 1);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 1);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    install();
    g_test_add_func("/sync/an_entry_refused_when_it_was_written_already_does_not_come_back",
                    test_one_failure);
    g_test_add_func("/sync/a_bulk_refused_at_its_end_does_not_come_back", test_bulk);
    g_test_add_func("/sync/after_a_lasting_failure_the_first_write_taken_settles_it", test_lasting_failure);
    return g_test_run();
}
