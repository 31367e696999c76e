/* A report of one way in, one area, one question: the same figures, fewer of them. */
#include "fixture.h"

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

static void narrow(struct fixture *f, struct report_request request)
{
    request.period = WEEK;
    fixture_rebuild_as(f, &request, NULL);
}

static void assert_row(const struct fixture *f, const char *area, gint64 n, gint64 satisfied, gint64 aside)
{
    const struct report_row *row = fixture_row(f, area, ITEM_TTHC);

    g_assert_cmpint(row->share.n, ==, n);
    g_assert_cmpint(row->share.satisfied, ==, satisfied);
    g_assert_cmpint(counts_total(&row->set_aside), ==, aside);
}

struct expected_target {
    const char *id, *area;
    gint64 n, satisfied;
    enum verdict verdict;
};

static void assert_targets(const struct fixture *f, const struct expected_target *expected, guint n)
{
    g_assert_cmpuint(f->report->targets->len, ==, n);
    for (guint i = 0; i < n; i++) {
        const struct report_target *row = &g_array_index(f->report->targets, struct report_target, i);
        g_assert_cmpstr(row->target->id, ==, expected[i].id);
        g_assert_cmpstr(row->area, ==, expected[i].area);
        g_assert_cmpint(row->share.n, ==, expected[i].n);
        g_assert_cmpint(row->share.satisfied, ==, expected[i].satisfied);
        g_assert_cmpint(row->verdict, ==, expected[i].verdict);
    }
}

/* At the kiosk: 1 2 3 4 10 in dat-dai, and in xay-dung only what is set aside; la and its 3 came another way.
 */
static void one_channel_narrows_every_count(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    narrow(f, (struct report_request){.one_channel = true, .channel = CHANNEL_KIOSK});
    assert_row(f, "", 20, 14, 2);
    assert_row(f, "dat-dai", 20, 14, 0);
    assert_row(f, "xay-dung", 0, 0, 2);
    g_assert_cmpuint(f->report->rows->len, ==, 4 * 3);
}

/* 14 of 20 is 70, under 78.78 and not above 80. */
static void targets_are_judged_on_what_is_counted(struct fixture *f, gconstpointer unused)
{
    const struct expected_target expected[] = {
        {"chung", "", 20, 14, VERDICT_MISSED},       {"nhom", "", 20, 14, VERDICT_MISSED},
        {"nhom", "dat-dai", 20, 14, VERDICT_MISSED}, {"nhom", "xay-dung", 0, 0, VERDICT_NO_DATA},
        {"mot", "", 0, 0, VERDICT_NO_DATA},          {"ngoai", "", 0, 0, VERDICT_NO_DATA},
        {"sau", "", 0, 0, VERDICT_NO_DATA}};

    (void)unused;
    narrow(f, (struct report_request){.one_channel = true, .channel = CHANNEL_KIOSK});
    assert_targets(f, expected, G_N_ELEMENTS(expected));
}

static void one_area_has_its_row_and_no_overall_one(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    narrow(f, (struct report_request){.area = "xay-dung"});
    g_assert_cmpuint(f->report->rows->len, ==, 2); /* nobody there answered m02-4 */
    g_assert_cmpuint(f->report->n_items, ==, 2);
    g_assert_cmpstr(f->report->area, ==, "xay-dung");
    assert_row(f, "xay-dung", 5, 4, 2);
}

/* The pooled reading keeps its full figure; that of the other area is left out. */
static void one_area_has_the_targets_that_name_it(struct fixture *f, gconstpointer unused)
{
    const struct expected_target construction[] = {{"nhom", "", 30, 23, VERDICT_MISSED},
                                                   {"nhom", "xay-dung", 5, 4, VERDICT_MISSED},
                                                   {"mot", "", 5, 4, VERDICT_MET}};
    const struct expected_target land[] = {{"nhom", "", 30, 23, VERDICT_MISSED},
                                           {"nhom", "dat-dai", 25, 19, VERDICT_MISSED}};

    (void)unused;
    narrow(f, (struct report_request){.area = "xay-dung"});
    assert_targets(f, construction, G_N_ELEMENTS(construction));
    narrow(f, (struct report_request){.area = "dat-dai"});
    assert_targets(f, land, G_N_ELEMENTS(land));
    narrow(f, (struct report_request){.area = "ho-tich"});
    g_assert_cmpuint(f->report->targets->len, ==, 0);
}

static void an_area_out_of_the_catalogue_can_be_asked_for(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    narrow(f, (struct report_request){.area = "la"});
    assert_row(f, "la", 3, 3, 0);
}

static void one_item_has_its_rows_and_its_targets(struct fixture *f, gconstpointer unused)
{
    const struct expected_target expected[] = {{"sau", "", 0, 0, VERDICT_NO_DATA}};

    (void)unused;
    narrow(f, (struct report_request){.one_item = true, .item = ITEM_PHUC_VU});
    g_assert_cmpuint(f->report->rows->len, ==, 5);
    for (guint i = 0; i < f->report->rows->len; i++)
        g_assert_cmpint(g_array_index(f->report->rows, struct report_row, i).item, ==, ITEM_PHUC_VU);
    assert_targets(f, expected, G_N_ELEMENTS(expected));
}

static void an_item_nobody_asks_can_be_asked_for(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    narrow(f, (struct report_request){.one_item = true, .item = ITEM_M02_4, .area = "dat-dai"});
    g_assert_cmpuint(f->report->rows->len, ==, 1);
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_M02_4)->share.n, ==, 1);
    g_assert_cmpuint(f->report->targets->len, ==, 0);
}

/* By phone in dat-dai: 2 and 3 of the two highest levels. */
static void all_three_at_once(struct fixture *f, gconstpointer unused)
{
    const struct expected_target expected[] = {{"nhom", "", 5, 5, VERDICT_MET},
                                               {"nhom", "dat-dai", 5, 5, VERDICT_MET}};

    (void)unused;
    narrow(f, (struct report_request){.one_channel = true,
                                      .channel = CHANNEL_PHONE,
                                      .area = "dat-dai",
                                      .one_item = true,
                                      .item = ITEM_TTHC});
    g_assert_cmpuint(f->report->rows->len, ==, 1);
    assert_row(f, "dat-dai", 5, 5, 0);
    assert_targets(f, expected, G_N_ELEMENTS(expected));
}

static void journals_are_never_narrowed(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    narrow(f, (struct report_request){.area = "dat-dai"});
    g_assert_cmpuint(f->report->journals->len, ==, 2);
}

#define ADD(test) g_test_add("/narrowing/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(one_channel_narrows_every_count);
    ADD(targets_are_judged_on_what_is_counted);
    ADD(one_area_has_its_row_and_no_overall_one);
    ADD(one_area_has_the_targets_that_name_it);
    ADD(an_area_out_of_the_catalogue_can_be_asked_for);
    ADD(one_item_has_its_rows_and_its_targets);
    ADD(an_item_nobody_asks_can_be_asked_for);
    ADD(all_three_at_once);
    ADD(journals_are_never_narrowed);
    return g_test_run();
}
