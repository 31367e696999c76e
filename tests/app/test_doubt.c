/* When a rating is set aside for its moment. */
#include "doubt.h"

/* Wednesdays 07:30 to 11:30. */
static const struct center morning = {.opening = {{1 << 2, 450, 690}}, .n_opening = 1};
static const struct center always = {.n_opening = 0};

static struct moment at(int year, int month, int day, int hour, int minute)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(7 * 3600);
    g_autoptr(GDateTime) time = g_date_time_new(zone, year, month, day, hour, minute, 0);
    return (struct moment){.utc_ms = g_date_time_to_unix(time) * 1000,
                           .day = year * 10000 + month * 100 + day};
}

static void an_open_center_leaves_no_doubt(void)
{
    struct moment open = at(2025, 11, 5, 9, 0), night = at(2025, 11, 5, 23, 0);
    g_assert_cmpuint(doubt_flags(&morning, &open, 20250101), ==, 0);
    g_assert_cmpuint(doubt_flags(&always, &night, 20250101), ==, 0);
}

static void a_closed_center_sets_aside(void)
{
    struct moment noon = at(2025, 11, 5, 11, 30), thursday = at(2025, 11, 6, 9, 0);
    g_assert_cmpuint(doubt_flags(&morning, &noon, 20250101), ==, FLAG_CLOSED);
    g_assert_cmpuint(doubt_flags(&morning, &thursday, 20250101), ==, FLAG_CLOSED);
}

static void a_clock_before_the_earliest_day_sets_aside(void)
{
    struct moment before = at(2025, 11, 4, 23, 59), first = at(2025, 11, 5, 0, 0),
                  lost = at(1970, 1, 1, 7, 0);
    g_assert_cmpuint(doubt_flags(&always, &before, 20251105), ==, FLAG_CLOCK);
    g_assert_cmpuint(doubt_flags(&always, &lost, 20251105), ==, FLAG_CLOCK);
    g_assert_cmpuint(doubt_flags(&always, &first, 20251105), ==, 0);
    g_assert_cmpuint(doubt_flags(&morning, &before, 20251105), ==, FLAG_CLOCK);
}

static void the_earliest_day_is_gone_by(void)
{
    g_assert_true(day_is_valid(doubt_earliest()));
    g_assert_cmpint(doubt_earliest(), <=, moment_local_day(g_get_real_time() / 1000));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/doubt/an_open_center_leaves_none", an_open_center_leaves_no_doubt);
    g_test_add_func("/doubt/a_closed_center_sets_aside", a_closed_center_sets_aside);
    g_test_add_func("/doubt/a_clock_before_the_earliest_day_sets_aside",
                    a_clock_before_the_earliest_day_sets_aside);
    g_test_add_func("/doubt/the_earliest_day_is_gone_by", the_earliest_day_is_gone_by);
    return g_test_run();
}
