#include "period.h"
#include <string.h>

static const int today = 20251105; /* a Wednesday */

static struct period parsed(const char *text, enum period_window window)
{
    g_autoptr(GError) error = NULL;
    struct period period = {0};
    bool read = period_parse(&period, text, window, today, &error);
    g_assert_no_error(error);
    g_assert_true(read);
    g_assert_true(period.window == window);
    return period;
}

static void assert_same(const struct period *a, const struct period *b)
{
    g_assert_true(a->kind == b->kind && a->window == b->window);
    g_assert_cmpint(a->from, ==, b->from);
    g_assert_cmpint(a->to, ==, b->to);
}

struct row {
    const char *text;
    enum period_window window;
    enum period_kind kind;
    int from, to;
};

/* Every date below was read off a printed calendar. */
static const struct row rows[] = {
    {"2025-W45", WINDOW_CALENDAR, PERIOD_WEEK, 20251103, 20251109},
    {"2025-W45", WINDOW_DECREE, PERIOD_WEEK, 20251103, 20251109},
    {"week:2025-11-05", WINDOW_CALENDAR, PERIOD_WEEK, 20251103, 20251109},
    {"week:2025-11-03", WINDOW_CALENDAR, PERIOD_WEEK, 20251103, 20251109},
    {"month:2025-11", WINDOW_CALENDAR, PERIOD_MONTH, 20251101, 20251130},
    {"month:2024-02", WINDOW_CALENDAR, PERIOD_MONTH, 20240201, 20240229},
    {"month:2025-02", WINDOW_CALENDAR, PERIOD_MONTH, 20250201, 20250228},
    {"month:2025-11", WINDOW_DECREE, PERIOD_MONTH, 20251015, 20251114},
    {"month:2025-01", WINDOW_DECREE, PERIOD_MONTH, 20241215, 20250114},
    {"month:2024-03", WINDOW_DECREE, PERIOD_MONTH, 20240215, 20240314},
    {"quarter:2025-Q4", WINDOW_CALENDAR, PERIOD_QUARTER, 20251001, 20251231},
    {"quarter:2025-Q3", WINDOW_DECREE, PERIOD_QUARTER, 20250615, 20250914},
    {"quarter:2025-Q1", WINDOW_DECREE, PERIOD_QUARTER, 20241215, 20250314},
    {"half:2025-H1", WINDOW_CALENDAR, PERIOD_HALF, 20250101, 20250630},
    {"half:2025-H2", WINDOW_CALENDAR, PERIOD_HALF, 20250701, 20251231},
    {"half:2025-H1", WINDOW_DECREE, PERIOD_HALF, 20241215, 20250614},
    {"half:2025-H2", WINDOW_DECREE, PERIOD_HALF, 20250615, 20251214},
    {"nine-months:2025", WINDOW_CALENDAR, PERIOD_NINE_MONTHS, 20250101, 20250930},
    {"nine-months:2025", WINDOW_DECREE, PERIOD_NINE_MONTHS, 20241215, 20250914},
    {"year:2025", WINDOW_CALENDAR, PERIOD_YEAR, 20250101, 20251231},
    {"year:2025", WINDOW_DECREE, PERIOD_YEAR, 20241215, 20251214},
    {"year:1900", WINDOW_DECREE, PERIOD_YEAR, 18991215, 19001214},
    {"year:9999", WINDOW_CALENDAR, PERIOD_YEAR, 99990101, 99991231},
    {"2025-11-01..2025-11-30", WINDOW_DECREE, PERIOD_RANGE, 20251101, 20251130},
    {"2025-11-05..2025-11-05", WINDOW_CALENDAR, PERIOD_RANGE, 20251105, 20251105},
    {"this-week", WINDOW_CALENDAR, PERIOD_WEEK, 20251103, 20251109},
    {"last-week", WINDOW_CALENDAR, PERIOD_WEEK, 20251027, 20251102},
    {"this-month", WINDOW_DECREE, PERIOD_MONTH, 20251015, 20251114},
    {"last-month", WINDOW_CALENDAR, PERIOD_MONTH, 20251001, 20251031},
    {"this-quarter", WINDOW_CALENDAR, PERIOD_QUARTER, 20251001, 20251231},
    {"last-quarter", WINDOW_DECREE, PERIOD_QUARTER, 20250615, 20250914},
    {"this-half", WINDOW_DECREE, PERIOD_HALF, 20250615, 20251214},
    {"last-half", WINDOW_CALENDAR, PERIOD_HALF, 20250101, 20250630},
    {"this-year", WINDOW_CALENDAR, PERIOD_YEAR, 20250101, 20251231},
    {"last-year", WINDOW_DECREE, PERIOD_YEAR, 20231215, 20241214},
};

static void every_form_gives_the_days_of_the_calendar(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct period period = parsed(rows[i].text, rows[i].window);
        g_test_message("%s %s", rows[i].text, period_window_id(rows[i].window));
        g_assert_true(period.kind == rows[i].kind);
        g_assert_cmpint(period.from, ==, rows[i].from);
        g_assert_cmpint(period.to, ==, rows[i].to);
    }
}

static void a_week_of_a_sunday_starts_six_days_earlier(void)
{
    struct period week = parsed("week:2025-11-09", WINDOW_CALENDAR);
    g_assert_cmpint(week.from, ==, 20251103);
    g_assert_cmpint(week.to, ==, 20251109);
}

static void the_last_days_of_2025_are_iso_week_1_of_2026(void)
{
    struct period plain = parsed("week:2025-12-29", WINDOW_CALENDAR),
                  iso = parsed("2026-W01", WINDOW_CALENDAR);
    g_assert_cmpint(iso.from, ==, 20251229);
    g_assert_cmpint(iso.to, ==, 20260104);
    assert_same(&plain, &iso);
}

static void the_first_of_january_2027_is_iso_week_53_of_2026(void)
{
    struct period plain = parsed("week:2027-01-01", WINDOW_CALENDAR),
                  iso = parsed("2026-W53", WINDOW_CALENDAR);
    g_assert_cmpint(iso.from, ==, 20261228);
    g_assert_cmpint(iso.to, ==, 20270103);
    assert_same(&plain, &iso);
}

static void nothing_else_is_read(void)
{
    static const char *const wrong[] = {
        "",
        "2025",
        "2025-w45",
        "2025-W5",
        "2025-W45 ",
        " 2025-W45",
        "2025-W453",
        "week:2025-11-5",
        "week:2025/11/05",
        "week:",
        "month:2025-1",
        "month:11-2025",
        "Month:2025-11",
        "quarter:2025-4",
        "quarter:2025-QIV",
        "quarter:2025-q4",
        "half:2025-2",
        "nine-months:2025-09",
        "year:25",
        "year:+2025",
        "2025-11-01",
        "2025-11-01..",
        "2025-11-01...2025-11-30",
        "2025-11-01..2025-11-30..",
        "this-",
        "this-day",
        "this-range",
        "this-nine-months",
        "last-nine-months",
        "next-week",
        "last",
        "việt",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        struct period period = {PERIOD_YEAR, WINDOW_DECREE, 1, 2}, before = period;
        g_assert_false(period_parse(&period, wrong[i], WINDOW_CALENDAR, today, &error));
        g_assert_error(error, PERIOD_ERROR, PERIOD_ERROR_SYNTAX);
        g_autofree char *start = g_strdup_printf("period: found \"%s\", expected 2025-W45, ", wrong[i]);
        g_assert_true(g_str_has_prefix(error->message, start));
        assert_same(&period, &before);
    }
}

static void a_form_that_names_no_real_days_says_what_it_expected(void)
{
    static const struct {
        const char *text, *expected;
    } wrong[] = {
        {"2025-W53", "an ISO week that the year has, 01 to 52 or 53"},
        {"2025-W00", "an ISO week that the year has, 01 to 52 or 53"},
        {"2026-W54", "an ISO week that the year has, 01 to 52 or 53"},
        {"9999-W52", "an ISO week that the year has, 01 to 52 or 53"},
        {"week:2025-02-29", "a date that there is, such as week:2025-11-05"},
        {"week:9999-12-31", "a date that there is, such as week:2025-11-05"},
        {"month:2025-13", "a month from 01 to 12"},
        {"month:2025-00", "a month from 01 to 12"},
        {"month:1899-12", "a month from 01 to 12"},
        {"quarter:2025-Q5", "a quarter from Q1 to Q4"},
        {"quarter:2025-Q0", "a quarter from Q1 to Q4"},
        {"half:2025-H3", "a half from H1 to H2"},
        {"nine-months:1899", "a year"},
        {"year:0000", "a year"},
        {"2025-11-30..2025-11-01", "two dates that there are, the first not after the last"},
        {"2025-11-01..2025-11-31", "two dates that there are, the first not after the last"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        struct period period;
        g_assert_false(period_parse(&period, wrong[i].text, WINDOW_CALENDAR, today, &error));
        g_autofree char *message = g_strdup_printf("period: found \"%s\", expected %s (years 1900 to 9999)",
                                                   wrong[i].text, wrong[i].expected);
        g_assert_cmpstr(error->message, ==, message);
    }
}

static void the_range_before_is_as_long_and_touches(void)
{
    struct period range = parsed("2025-03-01..2025-03-10", WINDOW_CALENDAR);
    struct period before = period_before(&range);
    g_assert_true(before.kind == PERIOD_RANGE);
    g_assert_cmpint(before.from, ==, 20250219);
    g_assert_cmpint(before.to, ==, 20250228);
}

static void the_nine_months_before_are_of_the_year_before(void)
{
    struct period nine = parsed("nine-months:2025", WINDOW_DECREE);
    struct period before = period_before(&nine);
    g_assert_true(before.kind == PERIOD_NINE_MONTHS && before.window == WINDOW_DECREE);
    g_assert_cmpint(before.from, ==, 20231215);
    g_assert_cmpint(before.to, ==, 20240914);
    nine = parsed("nine-months:2025", WINDOW_CALENDAR);
    before = period_before(&nine);
    g_assert_cmpint(before.from, ==, 20240101);
    g_assert_cmpint(before.to, ==, 20240930);
}

static void the_ids_are_the_ones_reports_hold(void)
{
    enum period_window window = WINDOW_CALENDAR;
    g_assert_cmpstr(period_kind_id(PERIOD_RANGE), ==, "range");
    g_assert_cmpstr(period_kind_id(PERIOD_WEEK), ==, "week");
    g_assert_cmpstr(period_kind_id(PERIOD_MONTH), ==, "month");
    g_assert_cmpstr(period_kind_id(PERIOD_QUARTER), ==, "quarter");
    g_assert_cmpstr(period_kind_id(PERIOD_HALF), ==, "half");
    g_assert_cmpstr(period_kind_id(PERIOD_NINE_MONTHS), ==, "nine-months");
    g_assert_cmpstr(period_kind_id(PERIOD_YEAR), ==, "year");
    g_assert_true(period_window_from_id(&window, "decree") && window == WINDOW_DECREE);
    g_assert_true(period_window_from_id(&window, "calendar") && window == WINDOW_CALENDAR);
    g_assert_false(period_window_from_id(&window, "Decree"));
}

static void a_day_is_read_only_as_iso(void)
{
    static const char *const wrong[] = {
        "2025-11-5",   "2025-13-01",  "2025-02-29", "05/11/2025", "2025-11-05 ",
        " 2025-11-05", "2025-11-05T", "0000-01-01", "",           "20251105"};
    int day = 0;
    g_assert_true(day_parse_iso(&day, "2025-11-05"));
    g_assert_cmpint(day, ==, 20251105);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_false(day_parse_iso(&day, wrong[i]));
        g_assert_cmpint(day, ==, 20251105);
    }
}

static void a_number_that_is_no_date_is_no_day(void)
{
    static const int wrong[] = {0,        1,        -20251105, 20250001, 20251301, 20250100,
                                20250132, 20250229, 19000229,  101,      100000101};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(day_is_valid(wrong[i]));
    g_assert_true(day_is_valid(20240229));
    g_assert_true(day_is_valid(20000229));
    g_assert_true(day_is_valid(10101));
    g_assert_true(day_is_valid(99991231));
}

static void the_name_of_a_file_says_the_period(void)
{
    static const struct {
        const char *text;
        enum period_window window;
        const char *name;
    } cases[] = {
        {"2025-W45", WINDOW_CALENDAR, "2025-W45"},
        {"2025-W45", WINDOW_DECREE, "2025-W45"},
        {"week:2025-12-29", WINDOW_CALENDAR, "2026-W01"},
        {"week:2027-01-01", WINDOW_CALENDAR, "2026-W53"},
        {"month:2025-11", WINDOW_CALENDAR, "2025-11"},
        {"month:2025-01", WINDOW_DECREE, "2025-01-nd09"},
        {"quarter:2025-Q1", WINDOW_DECREE, "2025-Q1-nd09"},
        {"quarter:2025-Q4", WINDOW_CALENDAR, "2025-Q4"},
        {"half:2025-H1", WINDOW_CALENDAR, "2025-H1"},
        {"half:2025-H2", WINDOW_DECREE, "2025-H2-nd09"},
        {"nine-months:2025", WINDOW_CALENDAR, "2025-9m"},
        {"year:2025", WINDOW_DECREE, "2025-nd09"},
        {"2025-11-01..2025-11-30", WINDOW_DECREE, "2025-11-01_2025-11-30"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct period period;
        g_assert_true(period_parse(&period, cases[i].text, cases[i].window, 20251105, NULL));
        g_autofree char *name = period_file_name(&period);
        g_assert_cmpstr(name, ==, cases[i].name);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/period/every_form_gives_the_days_of_the_calendar",
                    every_form_gives_the_days_of_the_calendar);
    g_test_add_func("/period/a_week_of_a_sunday_starts_six_days_earlier",
                    a_week_of_a_sunday_starts_six_days_earlier);
    g_test_add_func("/period/the_last_days_of_2025_are_iso_week_1_of_2026",
                    the_last_days_of_2025_are_iso_week_1_of_2026);
    g_test_add_func("/period/the_first_of_january_2027_is_iso_week_53_of_2026",
                    the_first_of_january_2027_is_iso_week_53_of_2026);
    g_test_add_func("/period/nothing_else_is_read", nothing_else_is_read);
    g_test_add_func("/period/a_form_that_names_no_real_days_says_what_it_expected",
                    a_form_that_names_no_real_days_says_what_it_expected);
    g_test_add_func("/period/the_range_before_is_as_long_and_touches",
                    the_range_before_is_as_long_and_touches);
    g_test_add_func("/period/the_nine_months_before_are_of_the_year_before",
                    the_nine_months_before_are_of_the_year_before);
    g_test_add_func("/period/the_ids_are_the_ones_reports_hold", the_ids_are_the_ones_reports_hold);
    g_test_add_func("/day/is_read_only_as_iso", a_day_is_read_only_as_iso);
    g_test_add_func("/day/a_number_that_is_no_date_is_no_day", a_number_that_is_no_date_is_no_day);
    g_test_add_func("/period/the_name_of_a_file_says_the_period", the_name_of_a_file_says_the_period);
    return g_test_run();
}
