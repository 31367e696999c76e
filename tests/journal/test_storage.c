/* Disks that do not take it. Each test runs in a child, whose limits and mounts end with it. */
#include "desk.h"
#include "journal_internal.h"
#include "raw.h"
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SKIPPED = 77 };

/* Runs `body` in a child; a failed assertion there fails the test here. */
static void in_child(int (*body)(struct desk *desk))
{
    struct desk desk;
    int status = 0;
    desk_init(&desk);
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0)
        _exit(body(&desk));
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == SKIPPED)
        g_test_skip("this system does not let the test mount a small disk");
    else
        g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    desk_finish(&desk);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    limit.rlim_cur = bytes;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

/* A group with a good entry, a bad one and a good one, which the disk does not take. */
static void expect_not_taken(journal_t *journal)
{
    GError *error = NULL;
    struct journal_item items[3];
    uint8_t before[SEAL_SIZE], after[SEAL_SIZE];
    gint64 head = journal_head(journal, before);
    memset(items, 0, sizeof items);
    for (int i = 0; i < 3; i++)
        items[i].rating = rating_at("dat-dai", 4, 1);
    items[1].rating.answers[ITEM_TTHC] = 8;
    g_assert_false(journal_append(journal, items, 3, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "");
    for (int i = 0; i < 3; i++) {
        g_assert_cmpint(items[i].seq, ==, 0);
        g_assert_no_error(items[i].error);
    }
    g_assert_cmpint(journal_head(journal, after), ==, head);
    expect_same_seal(before, after);
}

static int no_room_in_file(struct desk *desk)
{
    GError *error = NULL;
    struct rating rating = rating_at("dat-dai", 5, 0);
    signal(SIGXFSZ, SIG_IGN);
    journal_t *journal = desk_open(desk);
    append_ok(journal, &rating);
    limit_files(0);
    expect_not_taken(journal);
    expect_not_taken(journal);
    g_assert_false(journal_probe(journal, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "trying to write");
    limit_files(RLIM_INFINITY);
    g_assert_true(journal_probe(journal, &error));
    g_assert_no_error(error);
    g_assert_cmpint(append_ok(journal, &rating), ==, 2);
    journal_close(journal);
    g_assert_cmpint(verify_sound(desk).entries, ==, 2);
    g_assert_cmpint(file_integer(desk->file, "SELECT n5 FROM tally"), ==, 2);
    return 0;
}

static void test_no_room_in_file(void)
{
    in_child(no_room_in_file);
}

/* Moves the desk onto a disk of its own. */
static bool mount_small_disk(struct desk *desk, int kib)
{
    g_autofree char *size = g_strdup_printf("size=%dk", kib);
    if (unshare(CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER)) != 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        return false;
    return mount("small", desk->folder, "tmpfs", 0, size) == 0;
}

static int full_disk(struct desk *desk)
{
    GError *error = NULL;
    struct rating rating = rating_at("dat-dai", 5, 0);
    if (!mount_small_disk(desk, 400))
        return SKIPPED;
    journal_t *journal = desk_open(desk);
    for (int i = 0; i < 10; i++)
        append_ok(journal, &rating);
    g_autofree char *ballast = g_build_filename(desk->folder, "ballast", NULL);
    g_autofree char *bytes = g_strnfill(4096, 'x');
    FILE *file = fopen(ballast, "w");
    while (fwrite(bytes, 4096, 1, file) == 1 && fflush(file) == 0)
        continue;
    fclose(file);
    expect_not_taken(journal);
    g_assert_false(journal_probe(journal, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "full");
    expect_not_taken(journal);
    g_assert_cmpint(unlink(ballast), ==, 0);
    g_assert_true(journal_probe(journal, &error));
    g_assert_cmpint(append_ok(journal, &rating), ==, 11);
    journal_close(journal);
    g_assert_cmpint(verify_sound(desk).entries, ==, 11);
    return 0;
}

static void test_full_disk(void)
{
    in_child(full_disk);
}

static int endless(struct rating *out, void *payload, GError **error)
{
    (void)payload, (void)error;
    *out = rating_at("dat-dai", 5, 0);
    return 1;
}

static void expect_no_log(const struct desk *desk)
{
    struct stat about;
    g_autofree char *log = g_strconcat(desk->file, "-wal", NULL);
    g_assert_cmpint(stat(log, &about), ==, 0);
    g_assert_cmpint(about.st_size, ==, 0);
}

static int bulk_fills_disk(struct desk *desk)
{
    GError *error = NULL;
    gint64 stored = -1;
    struct rating rating = rating_at("dat-dai", 5, 0);
    signal(SIGXFSZ, SIG_IGN);
    journal_t *journal = desk_open(desk);
    append_ok(journal, &rating);
    limit_files(16 << 20);
    g_assert_false(journal_append_all(journal, NULL, endless, NULL, &stored, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "");
    g_assert_cmpint(stored, ==, 0);
    expect_no_log(desk);
    limit_files(RLIM_INFINITY);
    g_assert_cmpint(append_ok(journal, &rating), ==, 2);
    journal_close(journal);
    g_assert_cmpint(verify_sound(desk).entries, ==, 2);
    return 0;
}

/* What was stored before lies in the log too, and the disk has no room to take it out of there. */
static int bulk_fills_small_disk(struct desk *desk)
{
    GError *error = NULL;
    gint64 stored = -1;
    struct rating rating = rating_at("dat-dai", 5, 0);
    struct journal_item items[200] = {{.seq = 0}};
    if (!mount_small_disk(desk, 800))
        return SKIPPED;
    journal_t *journal = desk_open(desk);
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
        items[i].rating = rating;
    g_assert_true(journal_append(journal, items, G_N_ELEMENTS(items), &error));
    raw_run(journal->db, "PRAGMA cache_size = 10"); /* so that the log is written to before the end */
    g_assert_false(journal_append_all(journal, NULL, endless, NULL, &stored, &error));
    expect_error(&error, JOURNAL_ERROR_STORAGE, "journal.db", "");
    expect_no_log(desk);
    g_assert_cmpint(append_ok(journal, &rating), ==, 201);
    journal_close(journal);
    g_assert_cmpint(verify_sound(desk).entries, ==, 201);
    return 0;
}

static void test_bulk_fills_small_disk(void)
{
    in_child(bulk_fills_small_disk);
}

/* --- a first start --- */

static void expect_empty_folder(const struct desk *desk)
{
    g_autoptr(GDir) dir = g_dir_open(desk->folder, 0, NULL);
    g_assert_cmpstr(g_dir_read_name(dir), ==, NULL);
}

/* Tries disks of every size from none to enough: what is made is whole, or nothing is there. */
static int make_on_small_disks(struct desk *desk)
{
    int made = 0, failed = 0;
    for (int kib = 4; kib <= 400; kib += 4) {
        GError *error = NULL;
        journal_t *journal = NULL;
        if (!mount_small_disk(desk, kib))
            return SKIPPED;
        if (journal_open(&journal, desk->file, &desk->identity, &error)) {
            journal_close(journal);
            g_assert_cmpint(verify_sound(desk).entries, ==, 0);
            made++;
        } else {
            g_clear_error(&error);
            if (g_file_test(desk->file, G_FILE_TEST_EXISTS)) /* made, and no room to begin using it */
                g_assert_cmpint(file_integer(desk->file, "SELECT count(*) FROM device"), ==, 1);
            else
                expect_empty_folder(desk);
            failed++;
        }
        g_assert_cmpint(umount2(desk->folder, MNT_DETACH), ==, 0);
    }
    g_assert_cmpint(made, >, 0);
    g_assert_cmpint(failed, >, 0);
    return 0;
}

static void test_make_on_small_disks(void)
{
    in_child(make_on_small_disks);
}

static int make_with_small_files(struct desk *desk)
{
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 0; bytes <= 28 << 10; bytes += 4 << 10) {
        GError *error = NULL;
        journal_t *journal = NULL;
        limit_files(bytes);
        g_assert_false(journal_open(&journal, desk->file, &desk->identity, &error));
        g_assert_error(error, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE);
        g_clear_error(&error);
        expect_empty_folder(desk);
    }
    limit_files(RLIM_INFINITY);
    journal_close(desk_open(desk));
    verify_sound(desk);
    return 0;
}

static void test_make_with_small_files(void)
{
    in_child(make_with_small_files);
}

/* --- a rollback that fails --- */

static int allow_no_rollback(void *payload, int action, const char *a, const char *b, const char *c,
                             const char *d)
{
    (void)payload, (void)b, (void)c, (void)d;
    return action == SQLITE_TRANSACTION && g_strcmp0(a, "ROLLBACK") == 0 ? SQLITE_DENY : SQLITE_OK;
}

static int one_and_no_more(struct rating *out, void *payload, GError **error)
{
    int *given = payload;
    *out = rating_at("dat-dai", 1, 0);
    if ((*given)++ == 0)
        return 1;
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "the source broke off");
    return -1;
}

static void test_no_rollback(void)
{
    struct desk desk;
    GError *error = NULL;
    gint64 stored = -1;
    int given = 0;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    struct rating rating = rating_at("dat-dai", 5, 0);
    struct journal_item item = {.rating = rating};
    append_ok(journal, &rating);
    sqlite3_set_authorizer(journal->db, allow_no_rollback, NULL);
    g_assert_false(journal_append_all(journal, NULL, one_and_no_more, &given, &stored, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
    g_clear_error(&error);
    g_assert_false(journal_probe(journal, &error));
    g_assert_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN);
    g_clear_error(&error);
    g_assert_false(journal_append(journal, &item, 1, &error));
    g_assert_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN);
    g_clear_error(&error);
    g_assert_cmpint(item.seq, ==, 0);
    sqlite3_set_authorizer(journal->db, NULL, NULL);
    g_assert_true(journal_probe(journal, &error));
    g_assert_no_error(error);
    g_assert_cmpint(file_integer(desk.file, "SELECT beats FROM pulse"), ==, 1); /* seen from outside */
    g_assert_cmpint(append_ok(journal, &rating), ==, 2);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 2);
    desk_finish(&desk);
}

static void test_bulk_fills_disk(void)
{
    in_child(bulk_fills_disk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/storage/a_write_that_fails_stores_nothing_and_the_next_one_works",
                    test_no_room_in_file);
    g_test_add_func("/storage/a_full_disk_stores_nothing_until_there_is_room_again", test_full_disk);
    g_test_add_func("/storage/a_bulk_that_fills_the_disk_leaves_nothing_behind", test_bulk_fills_disk);
    g_test_add_func("/storage/a_bulk_that_filled_the_disk_gives_its_room_back", test_bulk_fills_small_disk);
    g_test_add_func("/storage/a_journal_made_on_too_small_a_disk_is_whole_or_not_there",
                    test_make_on_small_disks);
    g_test_add_func("/storage/a_journal_that_cannot_be_made_leaves_nothing_behind",
                    test_make_with_small_files);
    g_test_add_func("/storage/nothing_is_stored_or_probed_in_a_transaction_that_could_not_be_ended",
                    test_no_rollback);
    return g_test_run();
}
