#include "fixture.h"

static void assert_counts(const struct counts *counts, gint64 n1, gint64 n2, gint64 n3, gint64 n4, gint64 n5)
{
    g_assert_cmpint(counts->n[0], ==, n1);
    g_assert_cmpint(counts->n[1], ==, n2);
    g_assert_cmpint(counts->n[2], ==, n3);
    g_assert_cmpint(counts->n[3], ==, n4);
    g_assert_cmpint(counts->n[4], ==, n5);
}

static void an_area_sums_its_channels(struct fixture *f, gconstpointer unused)
{
    const struct report_row *row = fixture_row(f, "dat-dai", ITEM_TTHC);

    (void)unused;
    assert_counts(&row->counts, 1, 2, 3, 6, 13);
    g_assert_cmpint(row->share.n, ==, 25);
    g_assert_cmpint(row->share.satisfied, ==, 19);
}

static void overall_sums_all_areas_known_or_not(struct fixture *f, gconstpointer unused)
{
    const struct report_row *row = fixture_row(f, "", ITEM_TTHC);

    (void)unused;
    assert_counts(&row->counts, 1, 2, 4, 8, 18);
    assert_counts(&row->set_aside, 1, 0, 0, 0, 1);
}

static void set_aside_ratings_are_shown_and_not_counted(struct fixture *f, gconstpointer unused)
{
    const struct report_row *row = fixture_row(f, "xay-dung", ITEM_TTHC);

    (void)unused;
    assert_counts(&row->counts, 0, 0, 1, 2, 2);
    assert_counts(&row->set_aside, 1, 0, 0, 0, 1);
    g_assert_cmpint(row->share.n, ==, 5);
}

static void assert_order(const struct fixture *f, const char *const *areas, size_t n_areas,
                         const enum item *items, size_t n_items)
{
    g_assert_cmpuint(f->report->rows->len, ==, n_areas * n_items);
    for (guint i = 0; i < f->report->rows->len; i++) {
        const struct report_row *row = &g_array_index(f->report->rows, struct report_row, i);
        g_assert_cmpstr(row->area, ==, areas[i / n_items]);
        g_assert_cmpint(row->item, ==, items[i % n_items]);
    }
}

static void rows_go_overall_then_by_catalogue_then_unknown_areas(struct fixture *f, gconstpointer unused)
{
    const char *const areas[] = {"", "dat-dai", "xay-dung", "ho-tich", "la"};
    const enum item items[] = {ITEM_TTHC, ITEM_PHUC_VU, ITEM_M02_4};

    (void)unused;
    assert_order(f, areas, G_N_ELEMENTS(areas), items, G_N_ELEMENTS(items));
}

static void an_empty_period_has_every_area_and_asked_item_with_nothing_in_it(struct fixture *f,
                                                                             gconstpointer unused)
{
    const struct period day = {PERIOD_RANGE, WINDOW_CALENDAR, 20251110, 20251110};
    const char *const areas[] = {"", "dat-dai", "xay-dung", "ho-tich"};
    const enum item items[] = {ITEM_TTHC, ITEM_PHUC_VU};

    (void)unused;
    fixture_rebuild(f, &day, true);
    assert_order(f, areas, G_N_ELEMENTS(areas), items, G_N_ELEMENTS(items));
    for (guint i = 0; i < f->report->rows->len; i++)
        g_assert_cmpint(g_array_index(f->report->rows, struct report_row, i).share.n, ==, 0);
    for (guint i = 0; i < f->report->targets->len; i++)
        g_assert_cmpint(g_array_index(f->report->targets, struct report_target, i).verdict, ==,
                        VERDICT_NO_DATA);
    g_assert_cmpuint(f->report->journals->len, ==, 0);
}

static void a_retired_area_shows_in_a_period_of_its_time(struct fixture *f, gconstpointer unused)
{
    const struct period year = {PERIOD_YEAR, WINDOW_CALENDAR, 20200101, 20201231};

    (void)unused;
    fixture_rebuild(f, &year, true);
    g_assert_cmpint(fixture_row(f, "thoi-xua", ITEM_TTHC)->share.n, ==, 0);
}

struct expected_target {
    const char *id, *area;
    enum report_reading reading;
    bool in_force;
    gint64 n, satisfied;
    enum verdict verdict;
};

/* 26 of 33 is 78.78...: just enough for 78.78. 23 of 30, 19 of 25 and 4 of 5 are not above 80. */
static const struct expected_target EXPECTED[] = {
    {"chung", "", READING_POOLED, true, 33, 26, VERDICT_MET},
    {"nhom", "", READING_POOLED, true, 30, 23, VERDICT_MISSED},
    {"nhom", "dat-dai", READING_EACH, true, 25, 19, VERDICT_MISSED},
    {"nhom", "xay-dung", READING_EACH, true, 5, 4, VERDICT_MISSED},
    {"mot", "", READING_POOLED, true, 5, 4, VERDICT_MET},
    {"ngoai", "", READING_POOLED, true, 0, 0, VERDICT_NO_DATA},
    {"sau", "", READING_POOLED, false, 0, 0, VERDICT_NO_DATA}};

static void targets_are_read_pooled_and_each_in_the_plan_s_order(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpuint(f->report->targets->len, ==, G_N_ELEMENTS(EXPECTED));
    for (guint i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
        const struct report_target *row = &g_array_index(f->report->targets, struct report_target, i);
        g_assert_cmpstr(row->target->id, ==, EXPECTED[i].id);
        g_assert_cmpstr(row->area, ==, EXPECTED[i].area);
        g_assert_cmpint(row->reading, ==, EXPECTED[i].reading);
        g_assert_cmpint(row->in_force, ==, EXPECTED[i].in_force);
        g_assert_cmpint(row->share.n, ==, EXPECTED[i].n);
        g_assert_cmpint(row->share.satisfied, ==, EXPECTED[i].satisfied);
        g_assert_cmpint(row->verdict, ==, EXPECTED[i].verdict);
    }
}

static void append_faces(GString *out, const struct fixture *f)
{
    report_text(out, f->report, &(struct face_style){f->words, "vi", NULL}, NULL);
    report_csv(out, f->report, &(struct face_style){f->words, "en", NULL}, NULL);
    report_json(out, f->report, NULL, NULL);
}

static void equal_reports_give_byte_identical_faces(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GString) first = g_string_new(NULL);
    g_autoptr(GString) second = g_string_new(NULL);

    (void)unused;
    fixture_rebuild_full(f);
    append_faces(first, f);
    fixture_rebuild_full(f);
    append_faces(second, f);
    g_assert_cmpstr(first->str, ==, second->str);
}

#define ADD(test) g_test_add("/report/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(an_area_sums_its_channels);
    ADD(overall_sums_all_areas_known_or_not);
    ADD(set_aside_ratings_are_shown_and_not_counted);
    ADD(rows_go_overall_then_by_catalogue_then_unknown_areas);
    ADD(an_empty_period_has_every_area_and_asked_item_with_nothing_in_it);
    ADD(a_retired_area_shows_in_a_period_of_its_time);
    ADD(targets_are_read_pooled_and_each_in_the_plan_s_order);
    ADD(equal_reports_give_byte_identical_faces);
    return g_test_run();
}
