/* The time by which tokens end, under clocks that are set, stepped and lost. Times are in seconds, as
 * milliseconds in the moments. */
#include "token_clock.h"

static const gint64 noon = 1762318800;

static gint64 at(struct token_clock *clock, enum clock_trust trust, gint64 utc, gint64 mono)
{
    const struct moment moment = {.utc_ms = utc * 1000, .mono_ms = mono * 1000, .trust = trust};
    return token_clock_now(clock, &moment);
}

static void a_synchronised_clock_is_the_time(void)
{
    struct token_clock clock = {0};
    g_assert_cmpint(at(&clock, CLOCK_NTP, noon, 10), ==, noon);
    g_assert_cmpint(at(&clock, CLOCK_NTP, noon + 100, 110), ==, noon + 100);
    g_assert_cmpint(at(&clock, CLOCK_NTP, noon + 150, 111), ==, noon + 150);
    g_assert_cmpint(at(&clock, CLOCK_NTP, noon + 120, 112), ==, noon + 120);
}

static void a_clock_that_is_set_back_or_forward_changes_nothing(void)
{
    static const enum clock_trust trusts[] = {CLOCK_UNKNOWN, CLOCK_RTC, CLOCK_GIVEN};
    for (size_t i = 0; i < G_N_ELEMENTS(trusts); i++) {
        struct token_clock clock = {0};
        g_assert_cmpint(at(&clock, trusts[i], noon, 10), ==, noon);
        g_assert_cmpint(at(&clock, trusts[i], noon - 86400, 20), ==, noon + 10);
        g_assert_cmpint(at(&clock, trusts[i], noon + 86400, 30), ==, noon + 20);
        g_assert_cmpint(at(&clock, trusts[i], 0, 40), ==, noon + 30);
    }
}

static void the_time_goes_on_from_the_last_synchronised_one(void)
{
    struct token_clock clock = {0};
    at(&clock, CLOCK_RTC, 0, 1);
    g_assert_cmpint(at(&clock, CLOCK_NTP, noon, 10), ==, noon);
    g_assert_cmpint(at(&clock, CLOCK_RTC, noon - 5000, 3610), ==, noon + 3600);
    g_assert_cmpint(at(&clock, CLOCK_NTP, noon + 3700, 3710), ==, noon + 3700);
    g_assert_cmpint(at(&clock, CLOCK_UNKNOWN, noon, 3720), ==, noon + 3710);
}

/* A new clock is a restart: only the floor is known. */
static void after_a_restart_the_time_is_never_before_the_floor(void)
{
    struct token_clock lost = {.floor_ms = noon * 1000}, ahead = {.floor_ms = noon * 1000},
                       synchronised = {.floor_ms = noon * 1000};
    g_assert_cmpint(at(&lost, CLOCK_UNKNOWN, 0, 5), ==, noon);
    g_assert_cmpint(at(&lost, CLOCK_UNKNOWN, 60, 65), ==, noon + 60);
    g_assert_cmpint(at(&ahead, CLOCK_RTC, noon + 500, 5), ==, noon + 500);
    g_assert_cmpint(at(&synchronised, CLOCK_NTP, noon - 30, 5), ==, noon);
    g_assert_cmpint(at(&synchronised, CLOCK_NTP, noon + 30, 65), ==, noon + 30);
}

static void the_other_clock_running_back_stops_the_time_only(void)
{
    struct token_clock clock = {0};
    g_assert_cmpint(at(&clock, CLOCK_RTC, noon, 100), ==, noon);
    g_assert_cmpint(at(&clock, CLOCK_RTC, noon, 50), ==, noon);
    g_assert_cmpint(at(&clock, CLOCK_RTC, noon, 101), ==, noon + 1);
}

static void parts_of_a_second_are_cut(void)
{
    struct token_clock clock = {0};
    const struct moment moment = {.utc_ms = noon * 1000 + 999, .trust = CLOCK_NTP};
    g_assert_cmpint(token_clock_now(&clock, &moment), ==, noon);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/token_clock/a_synchronised_clock_is_the_time", a_synchronised_clock_is_the_time);
    g_test_add_func("/token_clock/a_clock_that_is_set_back_or_forward_changes_nothing",
                    a_clock_that_is_set_back_or_forward_changes_nothing);
    g_test_add_func("/token_clock/the_time_goes_on_from_the_last_synchronised_one",
                    the_time_goes_on_from_the_last_synchronised_one);
    g_test_add_func("/token_clock/after_a_restart_the_time_is_never_before_the_floor",
                    after_a_restart_the_time_is_never_before_the_floor);
    g_test_add_func("/token_clock/the_other_clock_running_back_stops_the_time_only",
                    the_other_clock_running_back_stops_the_time_only);
    g_test_add_func("/token_clock/parts_of_a_second_are_cut", parts_of_a_second_are_cut);
    return g_test_run();
}
