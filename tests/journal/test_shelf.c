#include "desk.h"
#include "raw.h"
#include "shelf.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A center's data folder. */
struct center_folder {
    char *data;
    uint8_t key[SEAL_KEY_SIZE];
};

static void folder_init(struct center_folder *folder)
{
    GError *error = NULL;
    folder->data = g_dir_make_tmp("shelf-XXXXXX", &error);
    g_assert_no_error(error);
    memset(folder->key, 7, sizeof folder->key);
}

static void folder_finish(struct center_folder *folder)
{
    remove_tree(folder->data);
    g_free(folder->data);
}

static char *device_file(const struct center_folder *folder, const char *device)
{
    g_autofree char *place = g_build_filename(folder->data, "devices", device, NULL);
    g_assert_cmpint(g_mkdir_with_parents(place, 0755), ==, 0);
    return g_build_filename(place, "journal.db", NULL);
}

static journal_t *open_device(const struct center_folder *folder, const char *device, const char *center)
{
    GError *error = NULL;
    journal_t *journal = NULL;
    g_autofree char *file = device_file(folder, device);
    struct journal_identity identity = {.device = device, .center = center, .key = folder->key};
    journal_open(&journal, file, &identity, &error);
    g_assert_no_error(error);
    return journal;
}

static void put(journal_t *journal, int day, const char *area, enum channel channel, int level,
                unsigned flags)
{
    struct rating rating = rating_at(area, level, 0);
    rating.when.day = day;
    rating.channel = channel;
    rating.flags = flags;
    append_ok(journal, &rating);
}

static shelf_t *open_ok(const struct center_folder *folder)
{
    GError *error = NULL;
    shelf_t *shelf = NULL;
    shelf_open(&shelf, folder->data, "chi-minh", &error);
    g_assert_no_error(error);
    g_assert_nonnull(shelf);
    return shelf;
}

static void open_refused(const struct center_folder *folder, enum journal_error code, const char *words,
                         const char *more_words)
{
    GError *error = NULL;
    shelf_t *shelf = NULL;
    g_assert_false(shelf_open(&shelf, folder->data, "chi-minh", &error));
    g_assert_null(shelf);
    expect_error(&error, code, words, more_words);
}

/* The sum of the cells selected, as "n1/n2/n3/n4/n5". */
static void expect_sum(shelf_t *shelf, int from, int to, const struct tally_select *select,
                       const char *expected)
{
    GError *error = NULL;
    g_autoptr(tally_t) tally = tally_new();
    g_assert_true(shelf_fold(shelf, tally, from, to, &error));
    g_assert_no_error(error);
    struct counts sum = tally_sum(tally, select);
    g_autofree char *text = g_strdup_printf("%d/%d/%d/%d/%d", (int)sum.n[0], (int)sum.n[1], (int)sum.n[2],
                                            (int)sum.n[3], (int)sum.n[4]);
    g_assert_cmpstr(text, ==, expected);
}

static void test_no_journals(void)
{
    struct center_folder folder;
    size_t n = 9;
    folder_init(&folder);
    shelf_t *shelf = open_ok(&folder); /* not even a devices folder */
    shelf_journals(shelf, &n);
    g_assert_cmpuint(n, ==, 0);
    expect_sum(shelf, 20250101, 20251231, &(struct tally_select){0}, "0/0/0/0/0");
    shelf_close(shelf);
    g_free(device_file(&folder, "kiosk-1")); /* a device that was never started */
    shelf = open_ok(&folder);
    shelf_journals(shelf, &n);
    g_assert_cmpuint(n, ==, 0);
    shelf_close(shelf);
    shelf_close(NULL);
    folder_finish(&folder);
}

/* Two devices; the phone page is still open for writing when the shelf is read. */
static void fill_two(const struct center_folder *folder, journal_t **open)
{
    journal_t *kiosk = open_device(folder, "quay-1", "chi-minh");
    put(kiosk, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
    put(kiosk, 20251101, "dat-dai", CHANNEL_KIOSK, 1, FLAG_BURST);
    put(kiosk, 20251102, "dat-dai", CHANNEL_KIOSK, 4, 0);
    put(kiosk, 20251102, "ho-tich", CHANNEL_KIOSK, 2, 0);
    put(kiosk, 20251130, "ho-tich", CHANNEL_KIOSK, 5, 0);
    journal_close(kiosk);
    *open = open_device(folder, "dien-thoai", "chi-minh");
    put(*open, 20251102, "dat-dai", CHANNEL_PHONE, 3, 0);
    put(*open, 20251103, "xay-dung", CHANNEL_PHONE, 5, 0);
}

static void test_fold(void)
{
    struct center_folder folder;
    journal_t *phone = NULL;
    folder_init(&folder);
    fill_two(&folder, &phone);
    shelf_t *shelf = open_ok(&folder);
    expect_sum(shelf, 20251101, 20251130, &(struct tally_select){0}, "0/1/1/1/3");
    expect_sum(shelf, 20251102, 20251102, &(struct tally_select){0}, "0/1/1/1/0");
    expect_sum(shelf, 20251104, 20251129, &(struct tally_select){0}, "0/0/0/0/0");
    expect_sum(shelf, 20251101, 20251130, &(struct tally_select){.area = "dat-dai"}, "0/0/1/1/1");
    expect_sum(shelf, 20251101, 20251130, &(struct tally_select){.set_aside = true}, "1/0/0/0/0");
    expect_sum(shelf, 20251101, 20251130,
               &(struct tally_select){.one_channel = true, .channel = CHANNEL_PHONE}, "0/0/1/0/1");
    expect_sum(shelf, 20251101, 20251130, &(struct tally_select){.item = ITEM_PHUC_VU}, "0/0/0/0/0");
    shelf_close(shelf);
    journal_close(phone);
    folder_finish(&folder);
}

static void test_journals(void)
{
    struct center_folder folder;
    journal_t *phone = NULL;
    size_t n = 0;
    uint8_t head[SEAL_SIZE];
    struct rating reasons = referring(ENTRY_REASONS, 1);
    folder_init(&folder);
    fill_two(&folder, &phone);
    reasons.reasons = 1;
    append_ok(phone, &reasons);
    journal_head(phone, head);
    journal_close(open_device(&folder, "may-moi", "chi-minh"));
    shelf_t *shelf = open_ok(&folder);
    const struct shelf_journal *journals = shelf_journals(shelf, &n);
    g_assert_cmpuint(n, ==, 3);
    g_assert_cmpstr(journals[0].device, ==, "dien-thoai");
    g_assert_cmpint(journals[0].first_seq, ==, 1);
    g_assert_cmpint(journals[0].last_seq, ==, 3);
    g_assert_cmpint(journals[0].ratings, ==, 2);
    expect_same_seal(journals[0].head, head);
    g_assert_cmpstr(journals[1].device, ==, "may-moi");
    g_assert_cmpint(journals[1].first_seq, ==, 0);
    g_assert_cmpint(journals[1].last_seq, ==, 0);
    g_assert_cmpint(journals[1].ratings, ==, 0);
    g_assert_cmpstr(journals[2].device, ==, "quay-1");
    g_assert_cmpint(journals[2].ratings, ==, 5);
    shelf_close(shelf);
    journal_close(phone);
    folder_finish(&folder);
}

static void test_one_moment(void)
{
    struct center_folder folder;
    journal_t *phone = NULL;
    size_t n = 0;
    folder_init(&folder);
    fill_two(&folder, &phone);
    shelf_t *shelf = open_ok(&folder);
    put(phone, 20251103, "xay-dung", CHANNEL_PHONE, 5, 0);
    g_assert_cmpint(shelf_journals(shelf, &n)[0].ratings, ==, 2);
    expect_sum(shelf, 20251103, 20251103, &(struct tally_select){0}, "0/0/0/0/1");
    shelf_close(shelf);
    shelf = open_ok(&folder);
    g_assert_cmpint(shelf_journals(shelf, &n)[0].ratings, ==, 3);
    expect_sum(shelf, 20251103, 20251103, &(struct tally_select){0}, "0/0/0/0/2");
    shelf_close(shelf);
    journal_close(phone);
    folder_finish(&folder);
}

static void note_day(int day, const tally_t *tally, void *payload)
{
    struct counts all = tally_sum(tally, &(struct tally_select){0});
    struct counts aside = tally_sum(tally, &(struct tally_select){.set_aside = true});
    g_string_append_printf(payload, "%d:%d+%d ", day, (int)counts_total(&all), (int)counts_total(&aside));
}

static void test_days(void)
{
    struct center_folder folder;
    journal_t *phone = NULL;
    GError *error = NULL;
    g_autoptr(GString) days = g_string_new(NULL);
    folder_init(&folder);
    fill_two(&folder, &phone);
    shelf_t *shelf = open_ok(&folder);
    g_assert_true(shelf_fold_days(shelf, 20251101, 20251130, note_day, days, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(days->str, ==, "20251101:1+1 20251102:3+0 20251103:1+0 20251130:1+0 ");
    g_string_truncate(days, 0);
    g_assert_true(shelf_fold_days(shelf, 20251102, 20251103, note_day, days, &error));
    g_assert_cmpstr(days->str, ==, "20251102:3+0 20251103:1+0 ");
    g_string_truncate(days, 0);
    g_assert_true(shelf_fold_days(shelf, 20240101, 20241231, note_day, days, &error));
    g_assert_cmpstr(days->str, ==, "");
    shelf_close(shelf);
    journal_close(phone);
    folder_finish(&folder);
}

/* --- what is refused --- */

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
    g_assert_false(shelf_fold_days(shelf, 20250101, 20251231, note_day, NULL, &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, file, "20251101");
    shelf_close(shelf);
    folder_finish(&folder);
}

/* A child makes one device's journal after the other while the shelf is opened again and again. */
static void test_being_made(void)
{
    enum { DEVICES = 40 };
    struct center_folder folder;
    int status = 0;
    size_t n = 0;
    folder_init(&folder);
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0) {
        for (int i = 0; i < DEVICES; i++) {
            g_autofree char *device = g_strdup_printf("quay-%d", i);
            journal_close(open_device(&folder, device, "chi-minh"));
        }
        _exit(0);
    }
    while (waitpid(child, &status, WNOHANG) == 0)
        shelf_close(open_ok(&folder));
    g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    shelf_t *shelf = open_ok(&folder);
    shelf_journals(shelf, &n);
    g_assert_cmpuint(n, ==, DEVICES);
    shelf_close(shelf);
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shelf/a_center_without_journals_is_an_empty_shelf", test_no_journals);
    g_test_add_func("/shelf/the_days_of_all_journals_are_summed_by_area_channel_and_set_aside", test_fold);
    g_test_add_func("/shelf/each_journal_is_shown_with_its_head_sorted_by_device", test_journals);
    g_test_add_func("/shelf/all_figures_are_of_the_moment_it_was_opened", test_one_moment);
    g_test_add_func("/shelf/days_come_in_order_each_once_over_all_journals", test_days);
    g_test_add_func("/shelf/a_journal_being_made_is_there_whole_or_not_at_all", test_being_made);
    g_test_add_func("/shelf/a_journal_of_another_center_is_refused_by_name", test_other_center);
    g_test_add_func("/shelf/a_journal_in_another_devices_folder_is_refused", test_other_device);
    g_test_add_func("/shelf/a_file_that_is_no_journal_is_refused_by_name", test_no_journal);
    g_test_add_func("/shelf/a_newer_journal_is_refused", test_newer);
    g_test_add_func("/shelf/a_tally_that_cannot_be_is_an_error", test_bad_tally);
    g_test_add_func("/shelf/it_reads_in_a_folder_without_the_right_to_write", test_read_only_folder);
    g_test_add_func("/shelf/a_log_that_cannot_be_read_is_an_error_and_not_left_out",
                    test_read_only_folder_with_log);
    return g_test_run();
}
