/* What stands beside the figures: what they can bear, the period before, the ways in, reasons, files,
 * entries. */
#include "fixture.h"

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

static void assert_counts(const struct counts *counts, const gint64 expected[LEVEL_COUNT])
{
    for (int i = 0; i < LEVEL_COUNT; i++)
        g_assert_cmpint(counts->n[i], ==, expected[i]);
}

static void rows_say_what_their_ratings_can_bear(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(fixture_row(f, "", ITEM_TTHC)->basis, ==, BASIS_INDICATIVE);      /* 33 */
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_TTHC)->basis, ==, BASIS_TOO_FEW);  /* 25 */
    g_assert_cmpint(fixture_row(f, "ho-tich", ITEM_TTHC)->basis, ==, BASIS_NONE);     /* 0 */
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_M02_4)->basis, ==, BASIS_TOO_FEW); /* 1 */
}

static void the_center_s_own_limits_decide_it(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    f->center->few = 25;
    f->center->enough = 33;
    fixture_rebuild(f, &WEEK, false);
    g_assert_cmpint(fixture_row(f, "", ITEM_TTHC)->basis, ==, BASIS_ENOUGH);
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_TTHC)->basis, ==, BASIS_INDICATIVE);
    g_assert_cmpint(fixture_row(f, "xay-dung", ITEM_TTHC)->basis, ==, BASIS_TOO_FEW);
}

static void targets_and_channels_say_it_too(struct fixture *f, gconstpointer unused)
{
    /* chung 33, nhom 30, 25, 5, mot 5, outside 0, sau 0 */
    const enum basis targets[] = {BASIS_INDICATIVE, BASIS_INDICATIVE, BASIS_TOO_FEW, BASIS_TOO_FEW,
                                  BASIS_TOO_FEW,    BASIS_NONE,       BASIS_NONE};
    const GArray *channels = f->report->channels;

    (void)unused;
    g_assert_cmpuint(f->report->targets->len, ==, G_N_ELEMENTS(targets));
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++)
        g_assert_cmpint(g_array_index(f->report->targets, struct report_target, i).basis, ==, targets[i]);
    g_assert_cmpint(g_array_index(channels, struct report_channel, 0).basis, ==, BASIS_TOO_FEW);
    g_assert_cmpint(g_array_index(channels, struct report_channel, 4).basis, ==, BASIS_INDICATIVE);
}

/* --- the period before --- */

static void assert_before(const struct fixture *f, const char *area, gint64 n, gint64 satisfied)
{
    g_assert_cmpint(fixture_row(f, area, ITEM_TTHC)->before.n, ==, n);
    g_assert_cmpint(fixture_row(f, area, ITEM_TTHC)->before.satisfied, ==, satisfied);
}

static void compared_rows_hold_the_share_before(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .compare = true}, NULL);
    g_assert_true(f->report->compared);
    g_assert_cmpint(f->report->before.from, ==, 20251027);
    g_assert_cmpint(f->report->before.to, ==, 20251102);
    assert_before(f, "", 104, 42);
    assert_before(f, "dat-dai", 40, 38);
    assert_before(f, "xay-dung", 60, 0);
    assert_before(f, "ho-tich", 0, 0);
    assert_before(f, "la", 4, 4);
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_TTHC)->share.n, ==, 25);
}

static void the_share_before_is_narrowed_as_the_report_is(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(f,
                       &(struct report_request){
                           .period = WEEK, .compare = true, .one_channel = true, .channel = CHANNEL_PAPER},
                       NULL);
    assert_before(f, "", 60, 0);
    assert_before(f, "dat-dai", 0, 0);
}

static void a_plain_report_has_no_period_before(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_false(f->report->compared);
    assert_before(f, "", 0, 0);
}

/* --- the ways in --- */

struct expected_channel {
    enum item item;
    int channel; /* -1: together */
    gint64 counts[LEVEL_COUNT];
    gint64 set_aside;
};

static void assert_channels(const struct fixture *f, const struct expected_channel *expected, guint n)
{
    const GArray *channels = f->report->channels;

    g_assert_cmpuint(channels->len, ==, n);
    for (guint i = 0; i < n; i++) {
        const struct report_channel *row = &g_array_index(channels, struct report_channel, i);
        g_assert_cmpint(row->item, ==, expected[i].item);
        g_assert_cmpint(row->together, ==, expected[i].channel < 0);
        if (!row->together)
            g_assert_cmpint(row->channel, ==, expected[i].channel);
        assert_counts(&row->counts, expected[i].counts);
        g_assert_cmpint(counts_total(&row->set_aside), ==, expected[i].set_aside);
        g_assert_cmpint(row->share.n, ==, counts_total(&row->counts));
        g_assert_cmpint(row->share.satisfied, ==, expected[i].counts[3] + expected[i].counts[4]);
    }
}

/* m02-4 is not asked, so that only the way in that has counts is shown. */
static void every_way_in_is_shown_apart_and_then_together(struct fixture *f, gconstpointer unused)
{
    const struct expected_channel expected[] = {{ITEM_TTHC, CHANNEL_KIOSK, {1, 2, 3, 4, 10}, 2},
                                                {ITEM_TTHC, CHANNEL_PHONE, {0, 0, 0, 2, 3}, 0},
                                                {ITEM_TTHC, CHANNEL_PAPER, {0, 0, 1, 2, 2}, 0},
                                                {ITEM_TTHC, CHANNEL_OTHER, {0, 0, 0, 0, 3}, 0},
                                                {ITEM_TTHC, -1, {1, 2, 4, 8, 18}, 2},
                                                {ITEM_PHUC_VU, CHANNEL_KIOSK, {0}, 0},
                                                {ITEM_PHUC_VU, CHANNEL_PHONE, {0}, 0},
                                                {ITEM_PHUC_VU, CHANNEL_PAPER, {0}, 0},
                                                {ITEM_PHUC_VU, CHANNEL_OTHER, {0}, 0},
                                                {ITEM_PHUC_VU, -1, {0}, 0},
                                                {ITEM_M02_4, CHANNEL_KIOSK, {0, 0, 0, 1, 0}, 0},
                                                {ITEM_M02_4, -1, {0, 0, 0, 1, 0}, 0}};

    (void)unused;
    assert_channels(f, expected, G_N_ELEMENTS(expected));
}

static void ways_in_of_one_area_are_those_of_that_area(struct fixture *f, gconstpointer unused)
{
    const struct expected_channel expected[] = {{ITEM_TTHC, CHANNEL_KIOSK, {0}, 2},
                                                {ITEM_TTHC, CHANNEL_PHONE, {0}, 0},
                                                {ITEM_TTHC, CHANNEL_PAPER, {0, 0, 1, 2, 2}, 0},
                                                {ITEM_TTHC, CHANNEL_OTHER, {0}, 0},
                                                {ITEM_TTHC, -1, {0, 0, 1, 2, 2}, 2}};

    (void)unused;
    fixture_rebuild_as(
        f, &(struct report_request){.period = WEEK, .area = "xay-dung", .one_item = true, .item = ITEM_TTHC},
        NULL);
    assert_channels(f, expected, G_N_ELEMENTS(expected));
}

static void one_way_in_is_not_called_all_together(struct fixture *f, gconstpointer unused)
{
    const struct expected_channel expected[] = {{ITEM_TTHC, CHANNEL_PHONE, {0, 0, 0, 2, 3}, 0},
                                                {ITEM_PHUC_VU, CHANNEL_PHONE, {0}, 0}};

    (void)unused;
    fixture_rebuild_as(
        f, &(struct report_request){.period = WEEK, .one_channel = true, .channel = CHANNEL_PHONE}, NULL);
    assert_channels(f, expected, G_N_ELEMENTS(expected));
}

/* --- reasons --- */

static const struct report_reasons *reasons_at(const struct fixture *f, guint i)
{
    g_assert_cmpuint(i, <, f->report->reasons->len);
    return &g_array_index(f->report->reasons, struct report_reasons, i);
}

static void assert_reasons(const struct report_reasons *row, const char *area, gint64 respondents,
                           gint64 with_reasons, const gint64 expected[REASON_COUNT])
{
    g_assert_cmpstr(row->area, ==, area);
    g_assert_cmpint(row->respondents, ==, respondents);
    g_assert_cmpint(row->with_reasons, ==, with_reasons);
    for (int i = 0; i < REASON_COUNT; i++)
        g_assert_cmpint(row->n[i], ==, expected[i]);
}

/* In the order waiting, papers, courtesy, guidance, on time, fees, facilities, other. */
static void reasons_leave_out_what_is_set_aside(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpuint(f->report->reasons->len, ==, 5);
    assert_reasons(reasons_at(f, 0), "", 33, 9, (const gint64[]){6, 2, 1, 0, 1, 0, 0, 1});
    assert_reasons(reasons_at(f, 1), "dat-dai", 25, 8, (const gint64[]){5, 2, 1, 0, 1, 0, 0, 0});
    assert_reasons(reasons_at(f, 2), "xay-dung", 5, 1, (const gint64[]){1, 0, 0, 0, 0, 0, 0, 1});
    assert_reasons(reasons_at(f, 3), "ho-tich", 0, 0, (const gint64[]){0, 0, 0, 0, 0, 0, 0, 0});
    assert_reasons(reasons_at(f, 4), "la", 3, 0, (const gint64[]){0, 0, 0, 0, 0, 0, 0, 0});
}

static void reasons_are_narrowed_as_the_report_is(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(f,
                       &(struct report_request){
                           .period = WEEK, .area = "dat-dai", .one_channel = true, .channel = CHANNEL_PHONE},
                       NULL);
    g_assert_cmpuint(f->report->reasons->len, ==, 1);
    assert_reasons(reasons_at(f, 0), "dat-dai", 5, 2, (const gint64[]){1, 0, 0, 0, 1, 0, 0, 0});
}

static void without_voices_there_are_no_reasons(struct fixture *f, gconstpointer unused)
{
    const struct report_source source = {.tally = f->tally};

    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK}, &source);
    g_assert_cmpuint(f->report->reasons->len, ==, 0);
    g_assert_cmpint(f->report->entries.all, ==, 0);
    g_assert_false(report_agrees(f->report)); /* 33 answers of nobody */
}

/* --- respondents --- */

static void assert_respondents(const struct fixture *f, const char *area, enum item item, gint64 expected)
{
    g_assert_cmpint(fixture_row(f, area, item)->respondents, ==, expected);
}

static void respondents_are_the_same_whatever_was_answered(struct fixture *f, gconstpointer unused)
{
    const enum item items[] = {ITEM_TTHC, ITEM_PHUC_VU, ITEM_M02_4};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
        assert_respondents(f, "", items[i], 33);
        assert_respondents(f, "dat-dai", items[i], 25);
        assert_respondents(f, "xay-dung", items[i], 5);
        assert_respondents(f, "ho-tich", items[i], 0);
        assert_respondents(f, "la", items[i], 3);
    }
}

static void respondents_of_one_item_or_area_are_all_of_them(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .one_item = true, .item = ITEM_PHUC_VU},
                       NULL);
    assert_respondents(f, "", ITEM_PHUC_VU, 33);
    assert_respondents(f, "dat-dai", ITEM_PHUC_VU, 25);
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .area = "xay-dung"}, NULL);
    assert_respondents(f, "xay-dung", ITEM_TTHC, 5);
}

static void respondents_of_one_way_in_came_that_way(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(
        f, &(struct report_request){.period = WEEK, .one_channel = true, .channel = CHANNEL_PHONE}, NULL);
    assert_respondents(f, "", ITEM_PHUC_VU, 5);
    assert_respondents(f, "dat-dai", ITEM_TTHC, 5);
    assert_respondents(f, "xay-dung", ITEM_TTHC, 0);
}

/* --- files settled, entries --- */

static void files_settled_stand_in_the_rows_of_their_area(struct fixture *f, gconstpointer unused)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new_empty();

    (void)unused;
    dossiers_add(dossiers, "dat-dai", 100);
    dossiers_add(dossiers, "xay-dung", 4);
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .dossiers = dossiers}, NULL);
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_PHUC_VU)->dossiers, ==, 100);
    g_assert_cmpint(fixture_row(f, "xay-dung", ITEM_TTHC)->dossiers, ==, 4);
    g_assert_cmpint(fixture_row(f, "ho-tich", ITEM_TTHC)->dossiers, ==, -1);
}

/* 2 in ho-tich answered phuc-vu alone. */
static void an_area_without_the_main_question_is_missing_from_a_sum_too(struct fixture *f,
                                                                        gconstpointer unused)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new_empty();
    const struct shelf_voice voice = {"ho-tich", CHANNEL_PAPER, false, 2, 0, {0}};
    const struct counts two = {{0, 0, 0, 1, 1}};

    (void)unused;
    g_array_append_val(f->voices, voice);
    tally_add(f->tally, "ho-tich", ITEM_PHUC_VU, CHANNEL_PAPER, false, &two);
    dossiers_add(dossiers, "dat-dai", 100);
    dossiers_add(dossiers, "xay-dung", 4);
    dossiers_add(dossiers, "la", 6);
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .dossiers = dossiers}, NULL);
    assert_respondents(f, "", ITEM_TTHC, 35);
    g_assert_cmpint(fixture_row(f, "", ITEM_TTHC)->dossiers, ==, -1);
}

/* 3 of the 33 respondents came from "la". */
static void a_sum_without_an_area_that_was_rated_is_not_the_whole(struct fixture *f, gconstpointer unused)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new_empty();
    const struct report_request request = {.period = WEEK, .dossiers = dossiers};

    (void)unused;
    dossiers_add(dossiers, "dat-dai", 100);
    dossiers_add(dossiers, "xay-dung", 4);
    fixture_rebuild_as(f, &request, NULL);
    g_assert_cmpint(fixture_row(f, "", ITEM_TTHC)->dossiers, ==, -1);
    dossiers_add(dossiers, "la", 6);
    fixture_rebuild_as(f, &request, NULL);
    g_assert_cmpint(fixture_row(f, "", ITEM_TTHC)->dossiers, ==, 110);
}

static void a_number_for_the_whole_is_not_the_sum_of_the_areas(struct fixture *f, gconstpointer unused)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new(500);

    (void)unused;
    g_assert_true(dossiers_add(dossiers, "dat-dai", 100));
    g_assert_false(dossiers_add(dossiers, "dat-dai", 101));
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .dossiers = dossiers}, NULL);
    g_assert_cmpint(fixture_row(f, "", ITEM_TTHC)->dossiers, ==, 500);
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_TTHC)->dossiers, ==, 100);
    g_assert_cmpint(dossiers_of(dossiers, "la"), ==, -1);
}

static void no_number_given_is_no_number(struct fixture *f, gconstpointer unused)
{
    g_autoptr(dossiers_t) nothing = dossiers_new_empty();

    (void)unused;
    g_assert_cmpint(dossiers_of(nothing, ""), ==, -1);
    g_assert_cmpint(fixture_row(f, "", ITEM_TTHC)->dossiers, ==, -1);
}

static void every_entry_is_accounted_for_whatever_is_narrowed(struct fixture *f, gconstpointer unused)
{
    const struct report_request requests[] = {
        {.period = WEEK}, {.period = WEEK, .one_channel = true, .channel = CHANNEL_PHONE, .area = "dat-dai"}};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(requests); i++) {
        fixture_rebuild_as(f, &requests[i], NULL);
        const struct report_entries *entries = &f->report->entries;
        g_assert_cmpint(entries->all, ==, 49);
        g_assert_cmpint(entries->counted, ==, 33);
        g_assert_cmpint(entries->set_aside, ==, 2);
        g_assert_cmpint(entries->of_kind[ENTRY_RATING], ==, 35);
        g_assert_cmpint(entries->of_kind[ENTRY_REASONS], ==, 7);
        g_assert_cmpint(entries->of_kind[ENTRY_NOTE], ==, 3);
    }
}

/* 35 ratings by the daybook, and the voices: 33 counted and 2 set aside. */
static void entries_counted_apart_have_to_agree(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_true(report_agrees(f->report));
    f->entries[ENTRY_RATING] = 36;
    fixture_rebuild(f, &WEEK, false);
    g_assert_false(report_agrees(f->report));
    f->entries[ENTRY_RATING] = 35;
    g_array_index(f->voices, struct shelf_voice, 0).ratings = 21;
    fixture_rebuild(f, &WEEK, false);
    g_assert_cmpint(f->report->entries.counted, ==, 34);
    g_assert_cmpint(f->report->entries.all, ==, 49);
    g_assert_false(report_agrees(f->report));
    fixture_rebuild(f, &WEEK, true);
    g_assert_true(report_agrees(f->report));
}

/* One more counted, or set aside, in xay-dung than rated there. */
static void answers_have_to_be_of_respondents(struct fixture *f, gconstpointer unused)
{
    const struct counts one = {{0, 0, 0, 0, 1}};

    (void)unused;
    tally_add(f->tally, "xay-dung", ITEM_PHUC_VU, CHANNEL_PAPER, false, &(struct counts){{0, 0, 0, 0, 5}});
    fixture_rebuild(f, &WEEK, false);
    g_assert_true(report_agrees(f->report));
    tally_add(f->tally, "xay-dung", ITEM_PHUC_VU, CHANNEL_PAPER, false, &one);
    fixture_rebuild(f, &WEEK, false);
    g_assert_false(report_agrees(f->report));
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .one_item = true}, NULL);
    g_assert_true(report_agrees(f->report));
    tally_add(f->tally, "xay-dung", ITEM_TTHC, CHANNEL_KIOSK, true, &one);
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .one_item = true}, NULL);
    g_assert_false(report_agrees(f->report));
}

#define ADD(test) g_test_add("/parts/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(rows_say_what_their_ratings_can_bear);
    ADD(the_center_s_own_limits_decide_it);
    ADD(targets_and_channels_say_it_too);
    ADD(compared_rows_hold_the_share_before);
    ADD(the_share_before_is_narrowed_as_the_report_is);
    ADD(a_plain_report_has_no_period_before);
    ADD(every_way_in_is_shown_apart_and_then_together);
    ADD(ways_in_of_one_area_are_those_of_that_area);
    ADD(one_way_in_is_not_called_all_together);
    ADD(reasons_leave_out_what_is_set_aside);
    ADD(reasons_are_narrowed_as_the_report_is);
    ADD(without_voices_there_are_no_reasons);
    ADD(respondents_are_the_same_whatever_was_answered);
    ADD(respondents_of_one_item_or_area_are_all_of_them);
    ADD(respondents_of_one_way_in_came_that_way);
    ADD(files_settled_stand_in_the_rows_of_their_area);
    ADD(an_area_without_the_main_question_is_missing_from_a_sum_too);
    ADD(a_sum_without_an_area_that_was_rated_is_not_the_whole);
    ADD(a_number_for_the_whole_is_not_the_sum_of_the_areas);
    ADD(no_number_given_is_no_number);
    ADD(every_entry_is_accounted_for_whatever_is_narrowed);
    ADD(entries_counted_apart_have_to_agree);
    ADD(answers_have_to_be_of_respondents);
    return g_test_run();
}
