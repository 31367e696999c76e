#include "weeks.h"

static GArray *days_of(const int *days)
{
    GArray *array = g_array_new(FALSE, FALSE, sizeof(int));

    for (; *days; days++)
        g_array_append_val(array, *days);
    return array;
}

/* All lists end with 0. */
static void assert_weeks(const int *days, const int *filed, int today, int most, const int *expected)
{
    g_autoptr(GArray) rated = days_of(days);
    g_autoptr(GArray) there = days_of(filed);
    g_autoptr(GArray) wanted = days_of(expected);
    g_autoptr(GArray) weeks = weeks_to_file(rated, there, today, most);

    g_assert_cmpuint(weeks->len, ==, wanted->len);
    for (guint i = 0; i < weeks->len; i++)
        g_assert_cmpint(g_array_index(weeks, int, i), ==, g_array_index(wanted, int, i));
}

#define LIST(...)                                                                                            \
    (const int[])                                                                                            \
    {                                                                                                        \
        __VA_ARGS__, 0                                                                                       \
    }
static const int NONE[] = {0};

static void a_week_is_over_on_its_next_monday(void)
{
    assert_weeks(LIST(20251105), NONE, 20251109, 0, NONE);
    assert_weeks(LIST(20251105), NONE, 20251110, 0, LIST(20251103));
}

static void without_ratings_there_is_nothing(void)
{
    assert_weeks(NONE, NONE, 20251110, 0, NONE);
    assert_weeks(LIST(20251105), NONE, 20200101, 0, NONE);
}

static void a_week_has_one_report_however_many_days(void)
{
    assert_weeks(LIST(20251103, 20251104, 20251109, 20251110), NONE, 20251118, 0, LIST(20251103, 20251110));
}

static void empty_weeks_count_between_two_and_after_the_last(void)
{
    assert_weeks(LIST(20251231, 20260115), NONE, 20260201, 0, LIST(20251229, 20260105, 20260112, 20260119));
    assert_weeks(LIST(20251231), NONE, 20260105, 0, LIST(20251229));
    assert_weeks(LIST(20251231), NONE, 20260112, 0, LIST(20251229, 20260105));
}

static void an_open_week_bounds_an_empty_one(void)
{
    assert_weeks(LIST(20251105, 20251118), NONE, 20251118, 0, LIST(20251103, 20251110));
}

/* Between the weeks of 2024-11-04 and 2025-11-17 lie 53, between those of 2024-10-28 and 2025-11-17 one more.
 */
static void a_gap_of_more_than_a_year_is_left_empty(void)
{
    const int last_year[] = {20241104, 20251118, 0};
    g_autoptr(GArray) days = days_of(last_year);
    g_autoptr(GArray) nothing = days_of(NONE);
    g_autoptr(GArray) weeks = weeks_to_file(days, nothing, 20251124, 0);

    g_assert_cmpuint(weeks->len, ==, 55); /* 53 between */
    assert_weeks(LIST(20241028, 20251118), NONE, 20251124, 0, LIST(20241028, 20251117));
    assert_weeks(LIST(19700101, 20251105, 20991231), NONE, 20251110, 0, LIST(19691229, 20251103));
}

/* Likewise of the weeks after the last rating. */
static void a_year_after_the_last_rating_no_empty_week_is_filed(void)
{
    const int days_then[] = {20241104, 0};
    g_autoptr(GArray) days = days_of(days_then);
    g_autoptr(GArray) nothing = days_of(NONE);
    g_autoptr(GArray) weeks = weeks_to_file(days, nothing, 20251117, 0);

    g_assert_cmpuint(weeks->len, ==, 54); /* 53 after it */
    g_assert_cmpint(g_array_index(weeks, int, 53), ==, 20251110);
    assert_weeks(days_then, NONE, 20251124, 0, LIST(20241104));
    assert_weeks(LIST(20251105, 20991231), NONE, 20251124, 0, LIST(20251103, 20251110, 20251117));
}

static void what_is_filed_is_looked_at_though_nobody_rated(void)
{
    assert_weeks(LIST(20251105), LIST(20240101, 20251103), 20251116, 0, LIST(20240101, 20251103));
    assert_weeks(NONE, LIST(20251201, 20251124), 20251201, 0, LIST(20251124));
}

static void only_the_last_weeks_can_be_asked_for(void)
{
    assert_weeks(LIST(20251020, 20251110), LIST(20240101), 20251118, 2, LIST(20251103, 20251110));
    assert_weeks(LIST(20251020, 20251110), NONE, 20251118, 1, LIST(20251110));
    assert_weeks(LIST(20251020), NONE, 20251118, 1, LIST(20251110));
    assert_weeks(LIST(20231020), NONE, 20251118, 1, NONE);
}

#define ADD(test) g_test_add_func("/weeks/" #test, test)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_week_is_over_on_its_next_monday);
    ADD(without_ratings_there_is_nothing);
    ADD(a_week_has_one_report_however_many_days);
    ADD(empty_weeks_count_between_two_and_after_the_last);
    ADD(an_open_week_bounds_an_empty_one);
    ADD(a_gap_of_more_than_a_year_is_left_empty);
    ADD(a_year_after_the_last_rating_no_empty_week_is_filed);
    ADD(what_is_filed_is_looked_at_though_nobody_rated);
    ADD(only_the_last_weeks_can_be_asked_for);
    return g_test_run();
}
