/* Periods against GDate, for every day of 2024-01-01 .. 2032-12-31 and both windows.
 *
 * The witness of a window is not the one the code uses: moved fourteen days back, the months of the decree
 * are calendar months (the 15th becomes the 1st, the 14th the last of the month before). */
#include "period.h"
#include <string.h>

static const int first_day = 20240101, last_day = 20321231;
static const enum period_kind kinds[] = {PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR};
static const enum period_window windows[] = {WINDOW_CALENDAR, WINDOW_DECREE};

static int number_of(const GDate *date)
{
    char text[16];
    g_date_strftime(text, sizeof text, "%Y%m%d", date);
    return (int)g_ascii_strtoll(text, NULL, 10);
}

static GDate start(void)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 2024);
    return date;
}

/* Counts months since year 0 in the window; January of 2025 is the month "2025-01". */
static int month_index(GDate date, enum period_window window)
{
    if (window == WINDOW_DECREE)
        g_date_subtract_days(&date, 14);
    int index = g_date_get_year(&date) * 12 + (int)g_date_get_month(&date) - 1;
    return window == WINDOW_DECREE ? index + 1 : index;
}

/* Two days are in the same period exactly when their labels are the same. */
static int label(const GDate *date, enum period_kind kind, enum period_window window)
{
    static const int months[] = {
        [PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_HALF] = 6, [PERIOD_YEAR] = 12};
    if (kind == PERIOD_WEEK)
        return ((int)g_date_get_julian(date) - 1) / 7; /* 1 January of year 1 was a Monday */
    return month_index(*date, window) / months[kind];
}

static bool same(const struct period *a, const struct period *b)
{
    return a->kind == b->kind && a->window == b->window && a->from == b->from && a->to == b->to;
}

static void check_neighbours(const GDate *date, enum period_kind kind, enum period_window window)
{
    GDate next_date = *date;
    g_date_add_days(&next_date, 1);
    int day = number_of(date), next_day = number_of(&next_date);
    struct period period = period_around(kind, window, day), next = period_around(kind, window, next_day);
    g_assert_true(period.kind == kind && period.window == window);
    g_assert_cmpint(period.from, <=, day);
    g_assert_cmpint(period.to, >=, day);
    if (label(date, kind, window) == label(&next_date, kind, window)) {
        g_assert_true(same(&period, &next));
        return;
    }
    g_assert_cmpint(period.to, ==, day);
    g_assert_cmpint(next.from, ==, next_day);
    struct period before = period_before(&next);
    g_assert_true(same(&before, &period));
}

static void every_day_is_in_exactly_one_period_and_neighbours_touch(void)
{
    for (GDate date = start(); number_of(&date) <= last_day; g_date_add_days(&date, 1)) {
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
            for (size_t w = 0; w < G_N_ELEMENTS(windows); w++)
                check_neighbours(&date, kinds[k], windows[w]);
        }
    }
}

/* The text that names the period around a day, worked out by GDate and the witness above. */
static char *text_of(const GDate *date, enum period_kind kind, enum period_window window)
{
    int month = month_index(*date, window), year = month / 12;
    char text[16];
    switch (kind) {
    case PERIOD_WEEK:
        g_date_strftime(text, sizeof text, "%G-W%V", date);
        return g_strdup(text);
    case PERIOD_MONTH:
        return g_strdup_printf("month:%04d-%02d", year, month % 12 + 1);
    case PERIOD_QUARTER:
        return g_strdup_printf("quarter:%04d-Q%d", year, month % 12 / 3 + 1);
    case PERIOD_HALF:
        return g_strdup_printf("half:%04d-H%d", year, month % 12 / 6 + 1);
    case PERIOD_YEAR:
        return g_strdup_printf("year:%04d", year);
    case PERIOD_RANGE:
    case PERIOD_NINE_MONTHS:
    default:
        g_assert_not_reached();
    }
}

static void check_text(const char *text, int today, const struct period *expected)
{
    g_autoptr(GError) error = NULL;
    struct period period;
    bool read = period_parse(&period, text, expected->window, today, &error);
    g_assert_no_error(error);
    g_assert_true(read);
    g_assert_true(same(&period, expected));
}

static void check_texts(const GDate *date, enum period_kind kind, enum period_window window)
{
    int day = number_of(date);
    struct period period = period_around(kind, window, day), before = period_before(&period);
    g_autofree char *text = text_of(date, kind, window);
    g_autofree char *this_one = g_strconcat("this-", period_kind_id(kind), NULL);
    g_autofree char *last_one = g_strconcat("last-", period_kind_id(kind), NULL);
    check_text(text, first_day, &period);
    check_text(this_one, day, &period);
    check_text(last_one, day, &before);
}

static void every_name_of_a_period_gives_the_period_around_its_days(void)
{
    for (GDate date = start(); number_of(&date) <= last_day; g_date_add_days(&date, 1)) {
        char week[32];
        g_date_strftime(week, sizeof week, "week:%Y-%m-%d", &date);
        struct period around = period_around(PERIOD_WEEK, WINDOW_CALENDAR, number_of(&date));
        check_text(week, first_day, &around);
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
            for (size_t w = 0; w < G_N_ELEMENTS(windows); w++)
                check_texts(&date, kinds[k], windows[w]);
        }
    }
}

static void weeks_begin_on_monday_and_end_on_sunday(void)
{
    for (GDate date = start(); number_of(&date) <= last_day; g_date_add_days(&date, 1)) {
        struct period week = period_around(PERIOD_WEEK, WINDOW_DECREE, number_of(&date));
        if (g_date_get_weekday(&date) == G_DATE_MONDAY)
            g_assert_cmpint(week.from, ==, number_of(&date));
        if (g_date_get_weekday(&date) == G_DATE_SUNDAY)
            g_assert_cmpint(week.to, ==, number_of(&date));
    }
}

static void a_year_has_iso_week_53_exactly_when_it_has_53_thursdays(void)
{
    for (int year = 2024; year <= 2032; year++) {
        int thursdays = 0;
        GDate date;
        g_date_clear(&date, 1);
        g_date_set_dmy(&date, 1, G_DATE_JANUARY, (GDateYear)year);
        for (; g_date_get_year(&date) == year; g_date_add_days(&date, 1))
            thursdays += g_date_get_weekday(&date) == G_DATE_THURSDAY;
        g_autofree char *text = g_strdup_printf("%d-W53", year);
        struct period period;
        g_assert_true(period_parse(&period, text, WINDOW_CALENDAR, first_day, NULL) == (thursdays == 53));
    }
}

static void nine_months_are_the_first_three_quarters(void)
{
    for (int year = 2024; year <= 2032; year++) {
        for (size_t w = 0; w < G_N_ELEMENTS(windows); w++) {
            g_autofree char *nine = g_strdup_printf("nine-months:%d", year);
            g_autofree char *one = g_strdup_printf("quarter:%d-Q1", year);
            g_autofree char *three = g_strdup_printf("quarter:%d-Q3", year);
            struct period whole, first, third;
            g_assert_true(period_parse(&whole, nine, windows[w], first_day, NULL));
            g_assert_true(period_parse(&first, one, windows[w], first_day, NULL));
            g_assert_true(period_parse(&third, three, windows[w], first_day, NULL));
            g_assert_cmpint(whole.from, ==, first.from);
            g_assert_cmpint(whole.to, ==, third.to);
        }
    }
}

static void the_range_before_a_range_has_its_length_and_touches_it(void)
{
    for (GDate date = start(); number_of(&date) <= last_day; g_date_add_days(&date, 13)) {
        for (guint length = 1; length <= 400; length += 57) {
            GDate end = date, before_start = date, before_end = date;
            g_date_add_days(&end, length - 1);
            g_date_subtract_days(&before_start, length);
            g_date_subtract_days(&before_end, 1);
            struct period range = {PERIOD_RANGE, WINDOW_CALENDAR, number_of(&date), number_of(&end)};
            struct period before = period_before(&range);
            g_assert_cmpint(before.from, ==, number_of(&before_start));
            g_assert_cmpint(before.to, ==, number_of(&before_end));
        }
    }
}

static void days_add_and_print_as_gdate_does(void)
{
    for (GDate date = start(); number_of(&date) <= last_day; g_date_add_days(&date, 1)) {
        int day = number_of(&date), back = 0;
        for (int days = -800; days <= 800; days += 80) {
            GDate moved;
            g_date_clear(&moved, 1);
            g_date_set_julian(&moved, (guint32)((int)g_date_get_julian(&date) + days));
            g_assert_cmpint(day_add(day, days), ==, number_of(&moved));
        }
        char text[11], expected[11];
        g_date_strftime(expected, sizeof expected, "%Y-%m-%d", &date);
        day_format_iso(text, day);
        g_assert_cmpstr(text, ==, expected);
        g_assert_true(day_parse_iso(&back, text));
        g_assert_cmpint(back, ==, day);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/period/every_day_is_in_exactly_one_period_and_neighbours_touch",
                    every_day_is_in_exactly_one_period_and_neighbours_touch);
    g_test_add_func("/period/every_name_of_a_period_gives_the_period_around_its_days",
                    every_name_of_a_period_gives_the_period_around_its_days);
    g_test_add_func("/period/weeks_begin_on_monday_and_end_on_sunday",
                    weeks_begin_on_monday_and_end_on_sunday);
    g_test_add_func("/period/a_year_has_iso_week_53_exactly_when_it_has_53_thursdays",
                    a_year_has_iso_week_53_exactly_when_it_has_53_thursdays);
    g_test_add_func("/period/nine_months_are_the_first_three_quarters",
                    nine_months_are_the_first_three_quarters);
    g_test_add_func("/period/the_range_before_a_range_has_its_length_and_touches_it",
                    the_range_before_a_range_has_its_length_and_touches_it);
    g_test_add_func("/day/days_add_and_print_as_gdate_does", days_add_and_print_as_gdate_does);
    return g_test_run();
}
