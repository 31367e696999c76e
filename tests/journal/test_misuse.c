/* Misuse of links, counted by day. */
#include "desk.h"
#include "raw.h"
#include "shelves.h"
#include "writer.h"
#include <string.h>

static void add(journal_t *journal, int day, gint64 forged, gint64 expired, gint64 replayed, gint64 limited)
{
    GError *error = NULL;
    const gint64 counts[MISUSE_COUNT] = {forged, expired, replayed, limited};
    g_assert_true(journal_add_misuse(journal, day, counts, &error));
    g_assert_no_error(error);
}

static char *rows_of(const char *file)
{
    return file_text(file, "SELECT coalesce(group_concat(day || ' ' || what || ' ' || n, '; '), '') FROM "
                           "(SELECT * FROM misuse ORDER BY day, what)");
}

static void test_adds(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    add(journal, 20251105, 0, 0, 0, 0);
    g_autofree char *nothing = rows_of(desk.file);
    g_assert_cmpstr(nothing, ==, "");
    add(journal, 20251105, 3, 0, 1, 0);
    add(journal, 20251105, 4, 2, 0, 0);
    add(journal, 20251106, 0, 0, 0, 50);
    g_autofree char *rows = rows_of(desk.file); /* seen from outside while the journal is open */
    g_assert_cmpstr(rows, ==,
                    "20251105 expired 2; 20251105 forged 7; 20251105 replayed 1; 20251106 limited 50");
    uint8_t seal[SEAL_SIZE];
    g_assert_cmpint(journal_head(journal, seal), ==, 0);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 0);
    desk_finish(&desk);
}

static void expect_fold(shelf_t *shelf, int from, int to, const char *expected)
{
    GError *error = NULL;
    gint64 n[MISUSE_COUNT] = {1000, 1000, 1000, 1000}; /* what is found is added */
    g_assert_true(shelf_fold_misuse(shelf, n, from, to, &error));
    g_assert_no_error(error);
    g_autofree char *text =
        g_strdup_printf("%d/%d/%d/%d", (int)n[MISUSE_FORGED] - 1000, (int)n[MISUSE_EXPIRED] - 1000,
                        (int)n[MISUSE_REPLAYED] - 1000, (int)n[MISUSE_LIMITED] - 1000);
    g_assert_cmpstr(text, ==, expected);
}

static void test_folds(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_t *one = open_device(&folder, "web", "chi-minh");
    journal_t *two = open_device(&folder, "web-2", "chi-minh");
    add(one, 20251102, 1, 0, 0, 0);
    add(one, 20251103, 2, 3, 0, 0);
    add(two, 20251109, 10, 0, 20, 0);
    add(two, 20251110, 0, 0, 0, 7);
    shelf_t *shelf = open_ok(&folder);
    expect_fold(shelf, 20251103, 20251109, "12/3/20/0");
    expect_fold(shelf, 20251102, 20251102, "1/0/0/0");
    expect_fold(shelf, 20251110, 20251231, "0/0/0/7");
    expect_fold(shelf, 10101, 99991231, "13/3/20/7");
    expect_fold(shelf, 20251104, 20251108, "0/0/0/0");
    shelf_close(shelf);
    journal_close(one);
    journal_close(two);
    folder_finish(&folder);
}

static void test_cannot_be(void)
{
    static const char *const rows[] = {
        "INSERT INTO misuse VALUES (20251105, 'mischief', 1)",
        "INSERT INTO misuse VALUES (20251332, 'forged', 1)",
        "INSERT INTO misuse VALUES (20251105, 'forged', 1000000000001)",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct center_folder folder;
        GError *error = NULL;
        gint64 n[MISUSE_COUNT] = {0};
        folder_init(&folder);
        g_autofree char *file = device_file(&folder, "kiosk-1");
        journal_close(open_device(&folder, "kiosk-1", "chi-minh"));
        file_run(file, rows[i]);
        shelf_t *shelf = open_ok(&folder);
        g_assert_false(shelf_fold_misuse(shelf, n, 10101, 99991231, &error));
        expect_error(&error, JOURNAL_ERROR_DAMAGED, "misuse of day 2025", "cannot be");
        shelf_close(shelf);
        struct desk desk = {.file = file, .identity = {"kiosk-1", "chi-minh", folder.key}};
        g_assert_nonnull(strstr(verify_bad(&desk, 0).problem, "misuse of 2025"));
        folder_finish(&folder);
    }
}

static void note(gint64 seq, const GError *error, void *payload)
{
    int *answers = payload;
    g_assert_cmpint(seq, ==, 0);
    g_assert_null(error);
    (*answers)++;
}

static void test_writer(void)
{
    struct desk desk;
    GError *error = NULL;
    writer_t *writer = NULL;
    int answers = 0;
    gint64 counts[MISUSE_COUNT] = {1, 2, 3, 4};
    desk_init(&desk);
    g_assert_true(writer_open(&writer, desk.file, &desk.identity, &error));
    writer_add_misuse(writer, 20251105, counts, note, &answers);
    counts[MISUSE_FORGED] = 100; /* they were copied */
    writer_add_misuse(writer, 20251106, counts, note, &answers);
    writer_close(writer);
    g_assert_cmpint(answers, ==, 2);
    g_autofree char *rows = rows_of(desk.file);
    g_assert_cmpstr(rows, ==,
                    "20251105 expired 2; 20251105 forged 1; 20251105 limited 4; 20251105 replayed 3; "
                    "20251106 expired 2; 20251106 forged 100; 20251106 limited 4; 20251106 replayed 3");
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/misuse/counts_of_a_day_add_up_and_make_no_entry", test_adds);
    g_test_add_func("/misuse/a_shelf_sums_days_and_devices", test_folds);
    g_test_add_func("/misuse/a_row_that_cannot_be_is_named", test_cannot_be);
    g_test_add_func("/misuse/the_writer_adds_it_between_ratings", test_writer);
    return g_test_run();
}
