/* What bundles bring besides entries: remarks, and how often links were misused. */
#include "bundles.h"
#include "raw.h"
#include <glib/gstdio.h>
#include <string.h>

static void store_remark(const struct bundles *ends, const char *text)
{
    GError *error = NULL;
    journal_t *journal = desk_open(&ends->device);
    struct journal_item item = {.remark = text};
    item.rating.when = rating_at("khac", 5, 0).when;
    journal_append(journal, &item, 1, &error);
    g_assert_no_error(error);
    g_assert_no_error(item.error);
    journal_close(journal);
}

static void take_out_remark(const struct bundles *ends, const char *text)
{
    GError *error = NULL;
    struct rating note = rating_at("", 0, 0);
    uint8_t id[REMARK_ID_SIZE];
    g_autofree char *query = g_strdup_printf("SELECT hex(id) FROM remark WHERE text = '%s'", text);
    g_autofree char *hex = file_text(ends->device.file, query);
    for (int i = 0; i < REMARK_ID_SIZE; i++)
        id[i] = (uint8_t)(g_ascii_xdigit_value(hex[2 * i]) * 16 + g_ascii_xdigit_value(hex[2 * i + 1]));
    note.kind = ENTRY_NOTE;
    g_strlcpy(note.note, "a remark was taken out", sizeof note.note);
    journal_t *journal = desk_open(&ends->device);
    journal_take_out_remark(journal, id, &note, &error);
    g_assert_no_error(error);
    journal_close(journal);
}

/* Whether the bytes lie anywhere in the files of a folder. */
static bool lies_in(const char *folder, const char *text)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    bool found = false;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        g_autofree char *bytes = NULL;
        gsize size = 0;
        g_assert_true(g_file_get_contents(file, &bytes, &size, NULL));
        found |= memmem(bytes, size, text, strlen(text)) != NULL;
    }
    return found;
}

static void remarks_come_too(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    store_remark(&ends, "chờ lâu quá");
    store_remark(&ends, "rất tốt");
    g_assert_cmpint(write_bundle(&ends, 0).remarks, ==, 2);
    take_bundle(&ends);
    expect_alike(&ends);
    store_remark(&ends, "thiếu ghế");
    gint64 last = verify_sound(&ends.device).head_seq;
    write_bundle(&ends, last);
    take_bundle(&ends);
    g_assert_cmpint(file_integer(ends.center.file, "SELECT count(*) FROM remark WHERE text IS NOT NULL"), ==,
                    3);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void a_remark_taken_out_at_the_device_leaves_the_copy_for_good(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    for (int i = 0; i < 50; i++) {
        g_autofree char *text = g_strdup_printf("remark number %d", i);
        store_remark(&ends, text);
    }
    store_remark(&ends, "the neighbour of somebody");
    write_bundle(&ends, 0);
    take_bundle(&ends);
    g_assert_true(lies_in(ends.center.folder, "the neighbour of somebody"));
    take_out_remark(&ends, "the neighbour of somebody");
    gint64 last = 0;
    g_assert_true(bundle_last(&last, ends.center.file, NULL));
    write_bundle(&ends, last);
    g_assert_cmpint(take_bundle(&ends).entries, ==, 1); /* the note that says so */
    g_assert_false(lies_in(ends.center.folder, "the neighbour of somebody"));
    g_assert_true(lies_in(ends.center.folder, "remark number 49"));
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void a_remark_taken_out_at_the_center_stays_out(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    store_remark(&ends, "one");
    store_remark(&ends, "two");
    write_bundle(&ends, 0);
    take_bundle(&ends);
    file_run(ends.center.file, "UPDATE remark SET text = NULL WHERE text = 'one'");
    take_bundle(&ends);
    g_assert_cmpint(file_integer(ends.center.file, "SELECT count(*) FROM remark WHERE text IS NULL"), ==, 1);
    g_assert_cmpint(file_integer(ends.center.file, "SELECT count(*) FROM remark WHERE text = 'two'"), ==, 1);
    verify_sound(&ends.center);
    bundles_finish(&ends);
}

/* An older bundle, taken again after a newer one, brings nothing back. */
static void an_older_bundle_brings_nothing_back(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    store_remark(&ends, "one");
    g_autofree char *older = g_strconcat(ends.bundle, ".older", NULL);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    g_assert_cmpint(g_rename(ends.bundle, older), ==, 0);
    take_out_remark(&ends, "one");
    write_bundle(&ends, 0);
    take_bundle(&ends);
    g_assert_cmpint(g_rename(older, ends.bundle), ==, 0);
    take_bundle(&ends);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void an_altered_remark_is_refused(void)
{
    altered_is_refused("INSERT INTO remark VALUES (x'00', 20251103, 'x')", false, "remark");
    altered_is_refused("INSERT INTO remark VALUES (randomblob(16), 20251105, 'x')", false, "remark");
    altered_is_refused("INSERT INTO misuse VALUES (20251103, 'unknown', 1)", false, "misuse");
    altered_is_refused("INSERT INTO misuse VALUES (20251103, 'forged', -1)", false, "misuse");
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    store_remark(&ends, "one");
    write_bundle(&ends, 0);
    take_bundle(&ends);
    file_run(ends.bundle, "UPDATE remark SET text = 'other'");
    take_refused(&ends, JOURNAL_ERROR_DAMAGED, "not as the copy has it", "");
    bundles_finish(&ends);
}

static void count_misuse(const struct bundles *ends, int day, gint64 forged, gint64 replayed)
{
    gint64 counts[MISUSE_COUNT] = {[MISUSE_FORGED] = forged, [MISUSE_REPLAYED] = replayed};
    GError *error = NULL;
    journal_t *journal = desk_open(&ends->device);
    journal_add_misuse(journal, day, counts, &error);
    g_assert_no_error(error);
    journal_close(journal);
}

static void counts_of_misuse_grow_with_the_devices(void)
{
    struct bundles ends;
    bundles_init(&ends);
    count_misuse(&ends, 20251105, 2, 3);
    g_autofree char *older = g_strconcat(ends.bundle, ".older", NULL);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    expect_alike(&ends);
    g_assert_cmpint(g_rename(ends.bundle, older), ==, 0);
    count_misuse(&ends, 20251105, 1, 0);
    count_misuse(&ends, 20251106, 0, 4);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    g_assert_cmpint(
        file_integer(ends.center.file, "SELECT n FROM misuse WHERE day = 20251105 AND what = 'forged'"), ==,
        3);
    expect_alike(&ends);
    g_assert_cmpint(g_rename(older, ends.bundle), ==, 0);
    take_bundle(&ends);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void which_links_were_used_stays_behind(void)
{
    struct bundles ends;
    GError *error = NULL;
    struct spend spend = {.token = "TOKEN-TOKEN-TOKE", .form = "FORM-FORM-FORM-F"};
    bundles_init(&ends);
    journal_t *journal = desk_open(&ends.device);
    struct journal_item item = {.rating = rating_at("dat-dai", 5, 0), .spend = &spend};
    g_assert_true(journal_append(journal, &item, 1, &error));
    g_assert_no_error(item.error);
    journal_close(journal);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    g_assert_cmpint(file_integer(ends.device.file, "SELECT count(*) FROM spent"), ==, 1);
    g_assert_cmpint(file_integer(ends.center.file, "SELECT count(*) FROM spent"), ==, 0);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(ends.bundle, &bytes, &size, NULL));
    g_assert_null(memmem(bytes, size, spend.token, sizeof spend.token));
    expect_alike(&ends);
    bundles_finish(&ends);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bundle_rest/remarks_come_too", remarks_come_too);
    g_test_add_func("/bundle_rest/a_remark_taken_out_at_the_device_leaves_the_copy_for_good",
                    a_remark_taken_out_at_the_device_leaves_the_copy_for_good);
    g_test_add_func("/bundle_rest/a_remark_taken_out_at_the_center_stays_out",
                    a_remark_taken_out_at_the_center_stays_out);
    g_test_add_func("/bundle_rest/an_older_bundle_brings_nothing_back", an_older_bundle_brings_nothing_back);
    g_test_add_func("/bundle_rest/an_altered_remark_is_refused", an_altered_remark_is_refused);
    g_test_add_func("/bundle_rest/counts_of_misuse_grow_with_the_devices",
                    counts_of_misuse_grow_with_the_devices);
    g_test_add_func("/bundle_rest/which_links_were_used_stays_behind", which_links_were_used_stays_behind);
    return g_test_run();
}
