#include "filed.h"
#include "filing.h"
#include "fixture.h"
#include <glib/gstdio.h>

static const char BEGIN[] = "hai-long-mau-2025-W45";

static struct face_style style_of(const struct fixture *f)
{
    return (struct face_style){f->words, "vi", SOURCE_DIR "/fonts"};
}

static GPtrArray *make(const struct fixture *f, int nth)
{
    const struct face_style style = style_of(f);
    g_autoptr(GError) error = NULL;
    GPtrArray *files =
        nth == 1 ? filing_make(f->report, &style, &error) : filing_make_again(f->report, &style, nth, &error);

    g_assert_no_error(error);
    g_assert_nonnull(files);
    return files;
}

static void assert_names(const GPtrArray *files, const char *end)
{
    static const char *const ENDINGS[] = {".xlsx", ".pdf", ".html", ".json"};

    g_assert_cmpuint(files->len, ==, G_N_ELEMENTS(ENDINGS) + 1);
    for (guint i = 0; i < files->len; i++) {
        const struct filing_file *file = g_ptr_array_index(files, i);
        g_autofree char *expected = i < G_N_ELEMENTS(ENDINGS) ? g_strconcat(BEGIN, end, ENDINGS[i], NULL)
                                                              : g_strconcat("SHA-256SUMS", end, NULL);
        g_assert_cmpstr(file->name, ==, expected);
    }
}

static void the_first_filing_is_named_by_center_and_period(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) files = make(f, 1);

    (void)unused;
    assert_names(files, "");
}

static void an_amendment_carries_its_day_and_number(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    f->report->amended = 20251117;
    g_autoptr(GPtrArray) first = make(f, 1);
    g_autoptr(GPtrArray) third = make(f, 3);
    assert_names(first, "-bo-sung-2025-11-17");
    assert_names(third, "-bo-sung-2025-11-17-3");
}

static void a_period_s_window_is_in_the_name(struct fixture *f, gconstpointer unused)
{
    const struct period month = {PERIOD_MONTH, WINDOW_DECREE, 20251015, 20251114};

    (void)unused;
    fixture_rebuild(f, &month, false);
    g_autofree char *name = filing_name(f->report);
    g_assert_cmpstr(name, ==, "hai-long-mau-2025-11-nd09");
}

static void the_files_are_the_faces_of_the_report(struct fixture *f, gconstpointer unused)
{
    static const char *const IDS[] = {"xlsx", "pdf", "html", "json"};
    const struct face_style style = style_of(f);
    g_autoptr(GPtrArray) files = make(f, 1);

    (void)unused;
    for (guint i = 0; i < G_N_ELEMENTS(IDS); i++) {
        const struct filing_file *file = g_ptr_array_index(files, i);
        g_autoptr(GString) face = g_string_new(NULL);
        g_assert_true(face_find(IDS[i])->write(face, f->report, &style, NULL));
        g_assert_true(g_string_equal(file->content, face));
        g_assert_cmpuint(face->len, >, 100);
    }
}

static void equal_reports_are_filed_equally(struct fixture *f, gconstpointer unused)
{
    const struct period week = f->report->period;
    g_autoptr(GPtrArray) first = make(f, 1);

    (void)unused;
    fixture_rebuild(f, &week, false);
    g_autoptr(GPtrArray) second = make(f, 1);
    for (guint i = 0; i < first->len; i++) {
        const struct filing_file *one = g_ptr_array_index(first, i), *other = g_ptr_array_index(second, i);
        g_assert_cmpstr(one->name, ==, other->name);
        g_assert_true(g_string_equal(one->content, other->content));
    }
}

/* --- sha256sum as the witness --- */

static bool sums_agree(const char *folder, const char *sums)
{
    const char *const argv[] = {"sha256sum", "--check", "--strict", "--status", sums, NULL};
    int status = 0;

    g_assert_true(g_spawn_sync(folder, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                               &status, NULL));
    return g_spawn_check_wait_status(status, NULL);
}

static char *path_of(const struct fixture *f, const GPtrArray *files, guint i)
{
    const struct filing_file *file = g_ptr_array_index(files, i);
    return g_build_filename(f->folder, file->name, NULL);
}

static void sha256sum_takes_the_sums_and_finds_a_change(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) files = make(f, 1);

    (void)unused;
    for (guint i = 0; i < files->len; i++) {
        const struct filing_file *file = g_ptr_array_index(files, i);
        g_autofree char *path = path_of(f, files, i);
        g_assert_true(g_file_set_contents(path, file->content->str, (gssize)file->content->len, NULL));
    }
    g_assert_true(sums_agree(f->folder, "SHA-256SUMS"));
    for (guint i = 0; i + 1 < files->len; i++) {
        const struct filing_file *file = g_ptr_array_index(files, i);
        g_autofree char *path = path_of(f, files, i);
        g_assert_true(g_file_set_contents(path, "changed", -1, NULL));
        g_assert_false(sums_agree(f->folder, "SHA-256SUMS"));
        g_assert_true(g_file_set_contents(path, file->content->str, (gssize)file->content->len, NULL));
    }
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *path = path_of(f, files, i);
        g_remove(path);
    }
}

static void a_face_that_cannot_be_made_fails_the_whole(struct fixture *f, gconstpointer unused)
{
    const struct face_style style = {f->words, "vi", "/nowhere"};
    g_autoptr(GError) error = NULL;

    (void)unused;
    g_assert_null(filing_make(f->report, &style, &error));
    g_assert_nonnull(error);
}

static void names_of_sums_are_told_from_all_others(struct fixture *f, gconstpointer unused)
{
    static const struct {
        const char *name;
        bool is;
        int day, nth;
    } TABLE[] = {{"SHA-256SUMS", true, 0, 1},
                 {"SHA-256SUMS-bo-sung-2025-11-17", true, 20251117, 1},
                 {"SHA-256SUMS-bo-sung-2025-11-17-2", true, 20251117, 2},
                 {"SHA-256SUMS-bo-sung-2025-11-17-10", true, 20251117, 10},
                 {"SHA-256SUMS-bo-sung-2025-11-17-1", false, 0, 0},
                 {"SHA-256SUMS-bo-sung-2025-11-17-02", false, 0, 0},
                 {"SHA-256SUMS-bo-sung-2025-11-17-", false, 0, 0},
                 {"SHA-256SUMS-bo-sung-2025-11-17 (1)", false, 0, 0},
                 {"SHA-256SUMS-bo-sung-2025-02-30", false, 0, 0},
                 {"SHA-256SUMS-bo-sung-", false, 0, 0},
                 {"SHA-256SUMS.txt", false, 0, 0},
                 {"SHA-256SUM", false, 0, 0},
                 {"", false, 0, 0}};

    (void)f;
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(TABLE); i++) {
        int day, nth;
        g_assert_cmpint(filing_is_sums(TABLE[i].name, &day, &nth), ==, TABLE[i].is);
        if (TABLE[i].is) {
            g_assert_cmpint(day, ==, TABLE[i].day);
            g_assert_cmpint(nth, ==, TABLE[i].nth);
        }
    }
}

/* --- whether figures are what they were --- */

static GString *json_of(const struct fixture *f)
{
    const struct face_style style = style_of(f);
    GString *json = g_string_new(NULL);

    g_assert_true(report_json(json, f->report, &style, NULL));
    return json;
}

static bool same(const GString *filed, const GString *now)
{
    g_autoptr(GError) error = NULL;
    bool is = false;

    g_assert_true(filed_same(&is, filed, now, &error));
    g_assert_no_error(error);
    return is;
}

static void one_more_rating_is_another_figure(struct fixture *f, gconstpointer unused)
{
    const struct period week = f->report->period;
    const struct counts one = {{0, 0, 0, 0, 1}};
    g_autoptr(GString) before = json_of(f);

    (void)unused;
    g_assert_true(same(before, before));
    tally_add(f->tally, "ho-tich", ITEM_TTHC, CHANNEL_PAPER, true, &one);
    fixture_rebuild(f, &week, false);
    g_autoptr(GString) after = json_of(f);
    g_assert_false(same(before, after));
    g_assert_false(same(after, before));
}

static void another_plan_and_grown_journals_are_no_other_figures(struct fixture *f, gconstpointer unused)
{
    const struct period week = f->report->period;
    g_autoptr(GString) before = json_of(f);

    (void)unused;
    g_ptr_array_remove_index(f->plans, 0);
    fixture_rebuild(f, &week, false);
    g_array_index(f->report->journals, struct shelf_journal, 0).last_seq++;
    g_autoptr(GString) after = json_of(f);
    g_assert_false(g_string_equal(before, after));
    g_assert_true(same(before, after));
}

struct pair {
    const char *filed, *now;
    bool same;
};

static const struct pair PAIRS[] = {
    /* areas come and go in the catalogue, and change places */
    {"{\"rows\":[{\"area\":\"a\",\"item\":\"tthc\",\"counts\":[1,2]}]}",
     "{\"rows\":[{\"area\":\"b\",\"item\":\"tthc\",\"counts\":[0,0]},"
     "{\"area\":\"a\",\"item\":\"tthc\",\"counts\":[1,2]}]}",
     true},
    {"{\"rows\":[{\"area\":\"a\",\"counts\":[1]},{\"area\":\"b\",\"counts\":[2]}]}",
     "{\"rows\":[{\"area\":\"a\",\"counts\":[2]},{\"area\":\"b\",\"counts\":[1]}]}", false},
    /* the same sum on other days, by other ways, of other kinds */
    {"{\"rows\":[],\"trend\":{\"steps\":[{\"from\":\"1\",\"counts\":[1]}]}}",
     "{\"rows\":[],\"trend\":{\"steps\":[{\"from\":\"2\",\"counts\":[1]}]}}", false},
    {"{\"rows\":[],\"channels\":[{\"channel\":\"kiosk\",\"counts\":[1]}]}",
     "{\"rows\":[],\"channels\":[{\"channel\":\"paper\",\"counts\":[1]}]}", false},
    {"{\"rows\":[],\"reasons\":[{\"area\":\"a\",\"n\":{\"phi\":1}}]}",
     "{\"rows\":[],\"reasons\":[{\"area\":\"a\",\"n\":{\"phi\":2}}]}", false},
    {"{\"rows\":[],\"entries\":{\"counted\":1}}", "{\"rows\":[],\"entries\":{\"counted\":2}}", false},
    {"{\"rows\":[],\"entries\":{\"set_aside\":1}}", "{\"rows\":[],\"entries\":{\"set_aside\":2}}", false},
    {"{\"rows\":[],\"entries\":{\"further\":1}}", "{\"rows\":[],\"entries\":{\"further\":2}}", false},
    {"{\"rows\":[],\"entries\":{\"reasons\":1}}", "{\"rows\":[],\"entries\":{\"reasons\":2}}", false},
    {"{\"rows\":[],\"entries\":{\"corrections\":1}}", "{\"rows\":[],\"entries\":{\"corrections\":2}}", false},
    /* entries that are no ratings */
    {"{\"rows\":[],\"entries\":{\"all\":3,\"counted\":1,\"clock\":1,\"notes\":1}}",
     "{\"rows\":[],\"entries\":{\"all\":7,\"counted\":1,\"clock\":2,\"notes\":4}}", true},
    /* what is only said of the counts */
    {"{\"rows\":[{\"counts\":[1],\"share\":\"1.00\",\"basis\":\"few\",\"before\":{\"n\":1},\"dossiers\":3}]}",
     "{\"rows\":[{\"counts\":[1],\"share\":\"1.01\",\"basis\":\"enough\",\"before\":{\"n\":2},\"dossiers\":4}"
     "]}",
     true},
    /* a part that only one of the programs knew */
    {"{\"rows\":[]}", "{\"rows\":[],\"entries\":{\"counted\":2}}", true},
    {"{\"rows\":[],\"amended\":\"2025-11-17\"}", "{\"rows\":[]}", true},
};

static void figures_are_compared_by_what_they_count(struct fixture *f, gconstpointer unused)
{
    (void)f;
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autoptr(GString) filed = g_string_new(PAIRS[i].filed);
        g_autoptr(GString) now = g_string_new(PAIRS[i].now);
        g_assert_cmpint(same(filed, now), ==, PAIRS[i].same);
    }
}

static void what_is_no_report_is_refused(struct fixture *f, gconstpointer unused)
{
    static const char *const BAD[] = {"", "{", "[]", "{}", "7", "null"};
    g_autoptr(GString) good = g_string_new("{\"rows\":[]}");

    (void)f;
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
        g_autoptr(GString) bad = g_string_new(BAD[i]);
        g_autoptr(GError) error = NULL;
        bool is;
        g_assert_false(filed_same(&is, bad, good, &error));
        g_assert_nonnull(error);
        g_clear_error(&error);
        g_assert_false(filed_same(&is, good, bad, &error));
        g_assert_nonnull(error);
    }
}

#define ADD(test) g_test_add("/filing/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

static void a_period_that_is_not_over_has_no_board(struct fixture *f, gconstpointer unused)
{
    const struct face_style style = style_of(f);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) early = filing_make_early(f->report, &style, &error);

    (void)unused;
    g_assert_no_error(error);
    g_assert_cmpuint(early->len, ==, 4);
    for (guint i = 0; i < early->len; i++) {
        const struct filing_file *file = g_ptr_array_index(early, i);
        g_assert_false(g_str_has_suffix(file->name, ".html"));
        g_assert_null(strstr(file->content->str, ".html\n"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(the_first_filing_is_named_by_center_and_period);
    ADD(an_amendment_carries_its_day_and_number);
    ADD(a_period_s_window_is_in_the_name);
    ADD(the_files_are_the_faces_of_the_report);
    ADD(equal_reports_are_filed_equally);
    ADD(sha256sum_takes_the_sums_and_finds_a_change);
    ADD(a_face_that_cannot_be_made_fails_the_whole);
    ADD(names_of_sums_are_told_from_all_others);
    ADD(a_period_that_is_not_over_has_no_board);
    ADD(one_more_rating_is_another_figure);
    ADD(another_plan_and_grown_journals_are_no_other_figures);
    ADD(figures_are_compared_by_what_they_count);
    ADD(what_is_no_report_is_refused);
    return g_test_run();
}
