/* Disks that do not take it. Each test runs in a child, whose limits and mounts end with it. */
#include "desk.h"
#include "raw.h"
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
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

/* Moves the desk onto a disk of its own, of 400 KiB. */
static bool mount_small_disk(struct desk *desk)
{
    if (unshare(CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER)) != 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        return false;
    return mount("small", desk->folder, "tmpfs", 0, "size=400k") == 0;
}

static int full_disk(struct desk *desk)
{
    GError *error = NULL;
    struct rating rating = rating_at("dat-dai", 5, 0);
    if (!mount_small_disk(desk))
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
    limit_files(RLIM_INFINITY);
    g_assert_cmpint(append_ok(journal, &rating), ==, 2);
    journal_close(journal);
    g_assert_cmpint(verify_sound(desk).entries, ==, 2);
    return 0;
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
    return g_test_run();
}
