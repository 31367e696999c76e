/* Opening hours against GLib's own calendar, minute by minute. */
#include "center.h"

/* Monday to Friday 07:30 to 11:30 and 13:30 to 17:00, Sunday from 08:00 to its end. */
static const struct center hours = {
    .opening = {{0x1f, 450, 690}, {0x1f, 810, 1020}, {0x40, 480, 1440}},
    .n_opening = 3,
};

static gint64 at(const char *local)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(7 * 3600);
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(local, zone);
    g_assert_nonnull(time);
    return g_date_time_to_unix(time) * 1000;
}

static void without_hours_it_is_always_open(void)
{
    const struct center always = {.n_opening = 0};
    g_assert_true(center_is_open(&always, at("2026-11-22T03:00:00")));
    g_assert_true(center_is_open(&always, G_MININT32));
}

/* 2025-11-05 is a Wednesday. */
static void the_first_minute_is_open_and_the_last_is_closed(void)
{
    g_assert_false(center_is_open(&hours, at("2025-11-05T07:30:00") - 1));
    g_assert_true(center_is_open(&hours, at("2025-11-05T07:30:00")));
    g_assert_true(center_is_open(&hours, at("2025-11-05T11:30:00") - 1));
    g_assert_false(center_is_open(&hours, at("2025-11-05T11:30:00")));
    g_assert_true(center_is_open(&hours, at("2025-11-05T13:30:00")));
    g_assert_false(center_is_open(&hours, at("2025-11-05T17:00:00")));
}

/* 2025-11-08 is a Saturday: at 01:00 UTC on the Sunday it is 08:00 in Việt Nam, and the day ends at 17:00
 * UTC. */
static void the_day_is_that_of_viet_nam(void)
{
    g_assert_false(center_is_open(&hours, at("2025-11-08T09:00:00")));
    g_assert_false(center_is_open(&hours, at("2025-11-09T07:59:59")));
    g_assert_true(center_is_open(&hours, at("2025-11-09T08:00:00")));
    g_assert_true(center_is_open(&hours, at("2025-11-09T23:59:59")));
    g_assert_false(center_is_open(&hours, at("2025-11-10T00:00:00")));
    g_assert_true(center_is_open(&hours, at("2025-11-10T07:30:00")));
}

static bool expected(GDateTime *local)
{
    int day = g_date_time_get_day_of_week(local), clock = g_date_time_get_hour(local) * 100;
    clock += g_date_time_get_minute(local);
    if (day == 7)
        return clock >= 800;
    return day <= 5 && ((clock >= 730 && clock < 1130) || (clock >= 1330 && clock < 1700));
}

static void any_moment_agrees_with_the_calendar(void)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(7 * 3600);
    for (int i = 0; i < 20000; i++) {
        gint64 seconds = (gint64)g_test_rand_int() + g_test_rand_int_range(-10, 10); /* 1901..2038 */
        g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds);
        g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
        gint64 ms = seconds * 1000 + g_test_rand_int_range(0, 1000);
        g_assert_true(center_is_open(&hours, ms) == expected(local));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/opening/without_hours_it_is_always_open", without_hours_it_is_always_open);
    g_test_add_func("/opening/the_first_minute_is_open_and_the_last_is_closed",
                    the_first_minute_is_open_and_the_last_is_closed);
    g_test_add_func("/opening/the_day_is_that_of_viet_nam", the_day_is_that_of_viet_nam);
    g_test_add_func("/opening/any_moment_agrees_with_the_calendar", any_moment_agrees_with_the_calendar);
    return g_test_run();
}
