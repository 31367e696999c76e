#include "desk.h"
#include "raw.h"
#include "shelves.h"
#include <sys/wait.h>
#include <unistd.h>

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

/* --- which entries are there, and remarks --- */

static void test_first_entry(void)
{
    struct center_folder folder;
    size_t n = 0;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    for (int i = 0; i < 4; i++)
        put(journal, 20251101, "dat-dai", CHANNEL_KIOSK, 5, 0);
    journal_close(journal);
    g_autofree char *file = device_file(&folder, "quay-1");
    file_run(file, "DROP TRIGGER entry_stays; DELETE FROM entry WHERE seq < 3");
    shelf_t *shelf = open_ok(&folder);
    const struct shelf_journal *journals = shelf_journals(shelf, &n);
    g_assert_cmpint(journals[0].first_seq, ==, 3);
    g_assert_cmpint(journals[0].last_seq, ==, 4);
    shelf_close(shelf);
    folder_finish(&folder);
}

static void put_note(journal_t *journal, const char *text)
{
    struct rating note = rating_at("", 0, 0);
    note.kind = ENTRY_NOTE;
    g_strlcpy(note.note, text, sizeof note.note);
    append_ok(journal, &note);
}

static void expect_note(shelf_t *shelf, const char *note, const char *expected)
{
    GError *error = NULL;
    const char *device = "not looked for";
    g_assert_true(shelf_find_note(&device, shelf, note, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(device, ==, expected);
}

static void test_find_note(void)
{
    struct center_folder folder;
    journal_t *phone = NULL;
    folder_init(&folder);
    fill_two(&folder, &phone);
    put_note(phone, "import of 4f2a");
    journal_close(phone);
    journal_t *kiosk = open_device(&folder, "quay-1", "chi-minh");
    put_note(kiosk, "import of 77'; --");
    shelf_t *shelf = open_ok(&folder);
    put_note(kiosk, "import of a moment later");
    expect_note(shelf, "import of 4f2a", "dien-thoai");
    expect_note(shelf, "import of 77'; --", "quay-1");
    expect_note(shelf, "import of 4f2", NULL);
    expect_note(shelf, "IMPORT OF 4F2A", NULL);
    expect_note(shelf, "", NULL);
    expect_note(shelf, "import of a moment later", NULL);
    shelf_close(shelf);
    journal_close(kiosk);
    folder_finish(&folder);
}

/* A remark is an entry of its own kind: the step of a clock with the same words is none. */
static void test_find_note_only(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    struct rating rating = rating_at("dat-dai", 5, 0);
    append_ok(journal, &rating);
    rating.when.utc_ms += 60000;
    append_ok(journal, &rating);
    journal_close(journal);
    g_autofree char *file = device_file(&folder, "quay-1");
    g_autofree char *step = file_text(file, "SELECT note FROM entry WHERE kind = 5");
    shelf_t *shelf = open_ok(&folder);
    expect_note(shelf, step, NULL);
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shelf/a_center_without_journals_is_an_empty_shelf", test_no_journals);
    g_test_add_func("/shelf/the_days_of_all_journals_are_summed_by_area_channel_and_set_aside", test_fold);
    g_test_add_func("/shelf/each_journal_is_shown_with_its_head_sorted_by_device", test_journals);
    g_test_add_func("/shelf/all_figures_are_of_the_moment_it_was_opened", test_one_moment);
    g_test_add_func("/shelf/days_come_in_order_each_once_over_all_journals", test_days);
    g_test_add_func("/shelf/a_journal_being_made_is_there_whole_or_not_at_all", test_being_made);
    g_test_add_func("/shelf/the_first_entry_shown_is_the_first_one_there", test_first_entry);
    g_test_add_func("/shelf/a_remark_is_found_by_its_very_text_in_the_journal_that_holds_it", test_find_note);
    g_test_add_func("/shelf/words_of_another_kind_of_entry_are_no_remark", test_find_note_only);
    return g_test_run();
}
