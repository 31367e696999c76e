/* A kiosk that runs over the first or last day of an area. */
#include "host.h"
#include <string.h>

#define FIRST_AREA ((struct control){CONTROL_AREA, 0})

/* The sample center, whose first area ("ho-tich") is offered until 2025-11-05 and second ("chung-thuc") from
 * the day after; it is 2025-11-05. */
static void open_on_the_last_day(struct host *host, const char *bound)
{
    const struct screen_options window = {.window = true,
                                          .window_width = HOST_WIDTH,
                                          .window_height = HOST_HEIGHT,
                                          .rotation = 0,
                                          .bound_area = bound};
    host_open(host, &window);
    ((struct area *)g_ptr_array_index(host->center->areas, 0))->active_to = 20251105;
    ((struct area *)g_ptr_array_index(host->center->areas, 1))->active_from = 20251106;
}

static const char *first_offered(const struct host *host)
{
    return host->screen->config.areas[0];
}

static void test_a_new_day_offers_its_own_areas(void)
{
    struct host host;
    open_on_the_last_day(&host, NULL);
    g_assert_cmpstr(first_offered(&host), ==, "ho-tich");
    guint64 serial = host.screen->flow.serial;
    screen_turn(host.screen);
    g_assert_cmpuint(host.screen->flow.serial, ==, serial); /* the same day changes nothing */
    host.today = 20251106;
    screen_turn(host.screen);
    g_assert_cmpstr(first_offered(&host), ==, "chung-thuc");
    g_assert_cmpint(host.screen->config.n_areas, ==, 11);
    host_tap(&host, FIRST_AREA);
    host_tap(&host, (struct control){CONTROL_FACE, 5});
    g_assert_cmpstr(host.rating.area, ==, "chung-thuc");
    host_close(&host);
}

static void test_a_finger_means_the_tile_it_landed_on(void)
{
    struct host host;
    open_on_the_last_day(&host, NULL);
    host_settle(&host);
    host_finger(&host, SDL_FINGERDOWN, 1, FIRST_AREA);
    screen_turn(host.screen);
    host.today = 20251106;
    screen_turn(host.screen);
    host_finger(&host, SDL_FINGERUP, 1, FIRST_AREA);
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    host_close(&host);
}

static void test_a_visit_under_way_is_left_alone(void)
{
    struct host host;
    open_on_the_last_day(&host, NULL);
    host_tap(&host, FIRST_AREA);
    host.today = 20251106;
    host_tap(&host, (struct control){CONTROL_FACE, 5});
    g_assert_cmpstr(host.rating.area, ==, "ho-tich");
    host_store(&host);
    host_tap(&host, (struct control){CONTROL_FACE, 4});
    host_store(&host);
    host_tap(&host, (struct control){CONTROL_SKIP, 0});
    assert_page(&host, FLOW_THANKS);
    g_assert_cmpstr(first_offered(&host), ==, "ho-tich");
    host.screen->flow.page_since -= FLOW_THANKS_MS;
    host.screen->flow.deadline = screen_now();
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    screen_turn(host.screen);
    g_assert_cmpstr(first_offered(&host), ==, "chung-thuc");
    host_close(&host);
}

static void test_a_bound_kiosk_goes_on(void)
{
    if (g_test_subprocess()) {
        struct host host;
        open_on_the_last_day(&host, "ho-tich");
        host.today = 20251106;
        screen_turn(host.screen);
        screen_turn(host.screen);
        assert_page(&host, FLOW_RATE);
        host_tap(&host, (struct control){CONTROL_FACE, 4});
        g_assert_cmpstr(host.rating.area, ==, "ho-tich");
        host_close(&host);
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed();
    g_test_trap_assert_stderr("*area ho-tich: expected *active on 20251106*");
    g_test_trap_assert_stderr_unmatched("*ho-tich*ho-tich*"); /* said once */
}

int main(int argc, char **argv)
{
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    screen_hold_signals();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/screen/a_new_day_offers_its_own_areas", test_a_new_day_offers_its_own_areas);
    g_test_add_func("/screen/a_finger_means_the_tile_it_landed_on",
                    test_a_finger_means_the_tile_it_landed_on);
    g_test_add_func("/screen/a_visit_under_way_keeps_its_areas", test_a_visit_under_way_is_left_alone);
    g_test_add_func("/screen/a_bound_kiosk_outlives_its_area", test_a_bound_kiosk_goes_on);
    return g_test_run();
}
