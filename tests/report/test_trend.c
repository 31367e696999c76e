/* The period step by step. */
#include "fixture.h"

/* Steps of the main question as lines "from to: n satisfied set-aside". */
static char *steps_of(struct fixture *f, struct report_request request)
{
    GString *text = g_string_new(NULL);

    fixture_rebuild_as(f, &request, NULL);
    for (guint i = 0; i < f->report->trend->len; i++) {
        const struct report_step *step = &g_array_index(f->report->trend, struct report_step, i);
        g_assert_cmpint(step->share.n, ==, counts_total(&step->counts));
        if (step->item == ITEM_TTHC)
            g_string_append_printf(
                text, "%d %d: %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", step->from,
                step->to, step->share.n, step->share.satisfied, counts_total(&step->set_aside));
    }
    return g_string_free(text, FALSE);
}

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

static void a_week_day_by_day_shows_empty_days_too(struct fixture *f, gconstpointer unused)
{
    g_autofree char *steps = steps_of(f, (struct report_request){.period = WEEK, .by = REPORT_BY_DAY});

    (void)unused;
    g_assert_cmpstr(steps, ==,
                    "20251103 20251103: 8 6 0\n"
                    "20251104 20251104: 12 9 0\n"
                    "20251105 20251105: 5 4 2\n"
                    "20251106 20251106: 0 0 0\n"
                    "20251107 20251107: 5 4 0\n"
                    "20251108 20251108: 0 0 0\n"
                    "20251109 20251109: 3 3 0\n");
}

static void steps_go_by_time_and_then_by_item(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .by = REPORT_BY_DAY}, NULL);
    g_assert_cmpuint(f->report->trend->len, ==, 7 * 3);
    for (guint i = 0; i < f->report->trend->len; i++) {
        const struct report_step *step = &g_array_index(f->report->trend, struct report_step, i);
        g_assert_cmpint(step->from, ==, 20251103 + (int)i / 3);
        g_assert_cmpint(step->item, ==, f->report->items[i % 3]);
    }
    g_assert_cmpint(g_array_index(f->report->trend, struct report_step, 4 * 3 + 2).share.n, ==, 1);
}

/* 5 November 2025 is a Wednesday. */
static void weeks_run_from_monday_and_are_cut_to_the_period(struct fixture *f, gconstpointer unused)
{
    const struct period range = {PERIOD_RANGE, WINDOW_CALENDAR, 20251105, 20251118};
    g_autofree char *steps = steps_of(f, (struct report_request){.period = range, .by = REPORT_BY_WEEK});

    (void)unused;
    g_assert_cmpstr(steps, ==,
                    "20251105 20251109: 13 11 2\n"
                    "20251110 20251116: 0 0 0\n"
                    "20251117 20251118: 0 0 0\n");
}

static void months_are_those_of_the_window(struct fixture *f, gconstpointer unused)
{
    const struct period calendar = {PERIOD_RANGE, WINDOW_CALENDAR, 20251020, 20251210};
    const struct period decree = {PERIOD_RANGE, WINDOW_DECREE, 20251020, 20251210};
    g_autofree char *by_calendar =
        steps_of(f, (struct report_request){.period = calendar, .by = REPORT_BY_MONTH});
    g_autofree char *by_decree =
        steps_of(f, (struct report_request){.period = decree, .by = REPORT_BY_MONTH});

    (void)unused;
    g_assert_cmpstr(by_calendar, ==,
                    "20251020 20251031: 0 0 0\n"
                    "20251101 20251130: 33 26 2\n"
                    "20251201 20251210: 0 0 0\n");
    g_assert_cmpstr(by_decree, ==,
                    "20251020 20251114: 33 26 2\n"
                    "20251115 20251210: 0 0 0\n");
}

static void a_whole_year_has_twelve_months(struct fixture *f, gconstpointer unused)
{
    const struct period year = {PERIOD_YEAR, WINDOW_DECREE, 20241215, 20251214};

    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = year, .by = REPORT_BY_MONTH}, NULL);
    g_assert_cmpuint(f->report->trend->len, ==, 12 * 3);
}

/* 400 days end on 2025-11-09 when they begin on 2024-10-06. */
static void more_than_400_steps_show_only_those_with_counts(struct fixture *f, gconstpointer unused)
{
    const struct period fits = {PERIOD_RANGE, WINDOW_CALENDAR, 20241006, 20251109};
    const struct period too_long = {PERIOD_RANGE, WINDOW_CALENDAR, 20241005, 20251109};

    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = fits, .by = REPORT_BY_DAY}, NULL);
    g_assert_cmpuint(f->report->trend->len, ==, 400 * 3);
    g_autofree char *steps = steps_of(f, (struct report_request){.period = too_long, .by = REPORT_BY_DAY});
    g_assert_cmpstr(steps, ==,
                    "20251103 20251103: 8 6 0\n"
                    "20251104 20251104: 12 9 0\n"
                    "20251105 20251105: 5 4 2\n"
                    "20251107 20251107: 5 4 0\n"
                    "20251109 20251109: 3 3 0\n");
}

static void days_outside_the_period_are_not_counted(struct fixture *f, gconstpointer unused)
{
    const struct period range = {PERIOD_RANGE, WINDOW_CALENDAR, 20251104, 20251105};
    g_autofree char *steps = steps_of(f, (struct report_request){.period = range, .by = REPORT_BY_MONTH});

    (void)unused;
    g_assert_cmpstr(steps, ==, "20251104 20251105: 17 13 2\n");
}

static void the_trend_is_narrowed_as_the_report_is(struct fixture *f, gconstpointer unused)
{
    g_autofree char *area =
        steps_of(f, (struct report_request){.period = WEEK, .by = REPORT_BY_WEEK, .area = "xay-dung"});
    g_autofree char *channel =
        steps_of(f, (struct report_request){
                        .period = WEEK, .by = REPORT_BY_WEEK, .one_channel = true, .channel = CHANNEL_PHONE});

    (void)unused;
    g_assert_cmpstr(area, ==, "20251103 20251109: 5 4 2\n");
    g_assert_cmpstr(channel, ==, "20251103 20251109: 5 5 0\n");
}

static void without_days_every_step_is_empty(struct fixture *f, gconstpointer unused)
{
    const struct report_source source = {.tally = f->tally};

    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .by = REPORT_BY_WEEK}, &source);
    g_assert_cmpuint(f->report->trend->len, ==, 3);
    g_assert_cmpint(g_array_index(f->report->trend, struct report_step, 0).share.n, ==, 0);
}

static void a_plain_report_has_no_trend(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpuint(f->report->trend->len, ==, 0);
}

#define ADD(test) g_test_add("/trend/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_week_day_by_day_shows_empty_days_too);
    ADD(steps_go_by_time_and_then_by_item);
    ADD(weeks_run_from_monday_and_are_cut_to_the_period);
    ADD(months_are_those_of_the_window);
    ADD(a_whole_year_has_twelve_months);
    ADD(more_than_400_steps_show_only_those_with_counts);
    ADD(days_outside_the_period_are_not_counted);
    ADD(the_trend_is_narrowed_as_the_report_is);
    ADD(without_days_every_step_is_empty);
    ADD(a_plain_report_has_no_trend);
    return g_test_run();
}
