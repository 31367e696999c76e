/* What a shelf refuses, what it passes over, and folders it may not write to. */
#include "desk.h"
#include "raw.h"
#include "shelves.h"
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_other_center(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_close(open_device(&folder, "quay-1", "an-phong"));
    open_refused(&folder, JOURNAL_ERROR_FOREIGN, "devices/quay-1/journal.db",
                 "center \"an-phong\", expected device \"quay-1\" of center \"chi-minh\"");
    folder_finish(&folder);
}

static void test_other_device(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_close(open_device(&folder, "quay-1", "chi-minh"));
    g_autofree char *from = g_build_filename(folder.data, "devices", "quay-1", NULL);
    g_autofree char *to = g_build_filename(folder.data, "devices", "quay-2", NULL);
    g_assert_cmpint(g_rename(from, to), ==, 0); /* a copy under another name would count twice */
    open_refused(&folder, JOURNAL_ERROR_FOREIGN, "device \"quay-1\"", "expected device \"quay-2\"");
    folder_finish(&folder);
}

static void test_no_journal(void)
{
    struct center_folder folder;
    folder_init(&folder);
    g_autofree char *file = device_file(&folder, "quay-1");
    g_autofree char *text = g_strnfill(5000, 'x');
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
    open_refused(&folder, JOURNAL_ERROR_FOREIGN, file, "expected a SQLite file");
    g_assert_true(g_file_set_contents(file, "", 0, NULL));
    open_refused(&folder, JOURNAL_ERROR_FOREIGN, file, "no tables");
    folder_finish(&folder);
}

static void test_newer(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_close(open_device(&folder, "quay-1", "chi-minh"));
    g_autofree char *file = device_file(&folder, "quay-1");
    file_run(file, "PRAGMA user_version = 9");
    open_refused(&folder, JOURNAL_ERROR_NEWER, file, "written by a newer program");
    folder_finish(&folder);
}

/* Of a tally that cannot be, no day is handed over. */
static void no_day(int day, const tally_t *tally, void *payload)
{
    (void)day, (void)tally, (void)payload;
    g_assert_not_reached();
}

static void test_bad_tally(void)
{
    struct center_folder folder;
    GError *error = NULL;
    g_autoptr(tally_t) tally = tally_new();
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
    journal_close(journal);
    g_autofree char *file = device_file(&folder, "quay-1");
    file_run(file, "UPDATE tally SET item = 'taste'");
    shelf_t *shelf = open_ok(&folder);
    g_assert_false(shelf_fold(shelf, tally, 20250101, 20251231, &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, file, "20251101");
    g_assert_false(shelf_fold_days(shelf, 20250101, 20251231, no_day, NULL, &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, file, "20251101");
    shelf_close(shelf);
    folder_finish(&folder);
}

/* Changes the tally as SQLite itself would not: the checks of its columns are passed over. */
static void harm_tally(const char *file, const char *change)
{
    g_autofree char *sql = g_strconcat("PRAGMA ignore_check_constraints = 1; ", change, NULL);
    file_run(file, sql);
}

static void expect_fold_refused(const struct center_folder *folder, const char *words)
{
    GError *error = NULL;
    g_autoptr(tally_t) tally = tally_new();
    shelf_t *shelf = open_ok(folder);
    g_assert_false(shelf_fold(shelf, tally, 20250101, 20251231, &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, words, "20251101");
    g_assert_false(shelf_fold_days(shelf, 20250101, 20251231, no_day, NULL, &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, words, "20251101");
    shelf_close(shelf);
}

/* More than a million million answers of a level on one day: no center has so many. */
static void test_impossible_counts(void)
{
    static const char *const counts[] = {"-1", "-9223372036854775808", "1000000000001",
                                         "9223372036854775807"};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        struct center_folder folder;
        folder_init(&folder);
        journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
        put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
        journal_close(journal);
        g_autofree char *file = device_file(&folder, "quay-1");
        g_autofree char *change = g_strdup_printf("UPDATE tally SET n3 = %s", counts[i]);
        harm_tally(file, change);
        expect_fold_refused(&folder, "row that cannot be");
        folder_finish(&folder);
    }
}

/* Each row could be, but not all of them together: 11 times 10^12. */
static void test_impossible_sum(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    for (int i = 0; i < 11; i++) {
        g_autofree char *area = g_strdup_printf("area-%d", i);
        put(journal, 20251101, area, CHANNEL_KIOSK, 5, 0);
    }
    journal_close(journal);
    g_autofree char *file = device_file(&folder, "quay-1");
    harm_tally(file, "UPDATE tally SET n5 = 1000000000000 WHERE area NOT IN ('area-0', 'area-1')");
    shelf_t *shelf = open_ok(&folder);
    expect_sum(shelf, 20251101, 20251101, &(struct tally_select){.area = "area-0"}, "0/0/0/0/1");
    shelf_close(shelf);
    harm_tally(file, "UPDATE tally SET n5 = 1000000000000");
    expect_fold_refused(&folder, file);
    folder_finish(&folder);
}

static void test_impossible_daybook(void)
{
    static const char *const counts[] = {"-5", "9223372036854775807"};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        struct center_folder folder;
        folder_init(&folder);
        journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
        put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
        journal_close(journal);
        g_autofree char *file = device_file(&folder, "quay-1");
        g_autofree char *change = g_strdup_printf("UPDATE daybook SET entries = %s", counts[i]);
        harm_tally(file, change);
        open_refused(&folder, JOURNAL_ERROR_DAMAGED, file, counts[i]);
        folder_finish(&folder);
    }
}

/* --- what is in the folder of devices --- */

/* What a start that was cut off leaves, and files of others, are no journals. */
static void test_leftovers(void)
{
    static const char *const names[] = {"journal.lock", "journal.db.new", "journal.db.new-wal",
                                        "journal.db.new-shm", "journal.db.new-journal"};
    struct center_folder folder;
    size_t n = 0;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-2", "chi-minh");
    put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
    journal_close(journal);
    g_free(device_file(&folder, "quay-1"));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(folder.data, "devices", "quay-1", names[i], NULL);
        g_assert_true(g_file_set_contents(file, i % 2 ? "half of it" : "", -1, NULL));
    }
    g_autofree char *stray = g_build_filename(folder.data, "devices", "notes.txt", NULL);
    g_assert_true(g_file_set_contents(stray, "no folder", -1, NULL));
    shelf_t *shelf = open_ok(&folder);
    g_assert_cmpstr(shelf_journals(shelf, &n)[0].device, ==, "quay-2");
    g_assert_cmpuint(n, ==, 1);
    shelf_close(shelf);
    folder_finish(&folder);
}

/* A journal on a disk that is not there must not silently be left out. */
static void test_dangling(void)
{
    struct center_folder folder;
    folder_init(&folder);
    g_autofree char *file = device_file(&folder, "quay-1");
    g_assert_cmpint(symlink("/nowhere/journal.db", file), ==, 0);
    open_refused(&folder, JOURNAL_ERROR_OPEN, file, "cannot be opened");
    g_assert_cmpint(unlink(file), ==, 0);
    g_autofree char *place = g_path_get_dirname(file);
    g_assert_cmpint(g_rmdir(place), ==, 0);
    g_assert_cmpint(symlink("/nowhere", place), ==, 0);
    open_refused(&folder, JOURNAL_ERROR_OPEN, file, "cannot be opened");
    folder_finish(&folder);
}

static void test_lost(void)
{
    struct center_folder folder;
    folder_init(&folder);
    g_autofree char *file = device_file(&folder, "quay-1");
    g_autofree char *log = g_strconcat(file, "-wal", NULL);
    g_assert_true(g_file_set_contents(log, "a log without its journal", -1, NULL));
    open_refused(&folder, JOURNAL_ERROR_OPEN, file, "missing, while its log (-wal) is there");
    folder_finish(&folder);
}

/* --- folders that cannot be written to --- */

/* What a user without rights finds: 0 the rating, 1 something else, 2 an error that opening failed. */
static int look_as_nobody(const struct center_folder *folder)
{
    int status = 0;
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0) {
        GError *error = NULL;
        g_autoptr(shelf_t) shelf = NULL;
        size_t n = 0;
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(99);
        if (!shelf_open(&shelf, folder->data, "chi-minh", &error)) {
            _exit(g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN) ? 2 : 1);
        }
        _exit(shelf_journals(shelf, &n)[0].ratings != 1);
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void test_read_only_folder(void)
{
    struct center_folder folder;
    folder_init(&folder);
    g_assert_cmpint(g_chmod(folder.data, 0755), ==, 0);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
    g_autofree char *place = g_build_filename(folder.data, "devices", "quay-1", NULL);
    g_assert_cmpint(g_chmod(place, 0555), ==, 0);
    g_assert_cmpint(look_as_nobody(&folder), ==, 0); /* beside a living writer, from its log */
    journal_close(journal);
    g_assert_cmpint(look_as_nobody(&folder), ==, 0); /* all in the file, no log */
    g_assert_cmpint(g_chmod(place, 0755), ==, 0);
    folder_finish(&folder);
}

/* A log whose writer died and that nobody may take in: its entries must not silently be left out. */
static void test_read_only_folder_with_log(void)
{
    struct center_folder folder;
    int status = 0;
    folder_init(&folder);
    g_assert_cmpint(g_chmod(folder.data, 0755), ==, 0);
    pid_t child = fork();
    if (child == 0) {
        journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
        put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
        _exit(0);
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_autofree char *place = g_build_filename(folder.data, "devices", "quay-1", NULL);
    g_autofree char *index = g_build_filename(place, "journal.db-shm", NULL);
    g_assert_cmpint(unlink(index), ==, 0);
    g_assert_cmpint(g_chmod(place, 0555), ==, 0);
    g_assert_cmpint(look_as_nobody(&folder), ==, 2);
    g_assert_cmpint(g_chmod(place, 0755), ==, 0);
    folder_finish(&folder);
}

static void test_closed_folder(void)
{
    struct center_folder folder;
    folder_init(&folder);
    g_assert_cmpint(g_chmod(folder.data, 0755), ==, 0);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
    journal_close(journal);
    journal = open_device(&folder, "quay-2", "chi-minh");
    put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
    journal_close(journal);
    g_autofree char *place = g_build_filename(folder.data, "devices", "quay-2", NULL);
    g_assert_cmpint(g_chmod(place, 0), ==, 0);
    g_assert_cmpint(look_as_nobody(&folder), ==, 2);
    g_assert_cmpint(g_chmod(place, 0755), ==, 0);
    folder_finish(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shelf/a_journal_of_another_center_is_refused_by_name", test_other_center);
    g_test_add_func("/shelf/a_journal_in_another_devices_folder_is_refused", test_other_device);
    g_test_add_func("/shelf/a_file_that_is_no_journal_is_refused_by_name", test_no_journal);
    g_test_add_func("/shelf/a_newer_journal_is_refused", test_newer);
    g_test_add_func("/shelf/a_tally_that_cannot_be_is_an_error", test_bad_tally);
    g_test_add_func("/shelf/a_count_that_cannot_be_is_an_error", test_impossible_counts);
    g_test_add_func("/shelf/counts_that_cannot_be_together_are_an_error", test_impossible_sum);
    g_test_add_func("/shelf/a_daybook_that_cannot_be_is_an_error", test_impossible_daybook);
    g_test_add_func("/shelf/what_a_failed_start_left_and_files_of_others_are_passed_over", test_leftovers);
    g_test_add_func("/shelf/a_lost_journal_whose_log_is_there_is_an_error_and_not_left_out", test_lost);
    g_test_add_func("/shelf/a_link_that_leads_nowhere_is_an_error_and_not_left_out", test_dangling);
    g_test_add_func("/shelf/a_device_folder_that_is_closed_is_an_error_and_not_left_out", test_closed_folder);
    g_test_add_func("/shelf/it_reads_in_a_folder_without_the_right_to_write", test_read_only_folder);
    g_test_add_func("/shelf/a_log_that_cannot_be_read_is_an_error_and_not_left_out",
                    test_read_only_folder_with_log);
    return g_test_run();
}
