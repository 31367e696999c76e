/* The loop and the codes for phones: who makes them, when, and that they are on the panel. */
#include "host.h"
#include <string.h>

static const struct control LAND = {CONTROL_AREA, 2};
static const struct control FACE_5 = {CONTROL_FACE, 5};

/* The address of the code that shows, "" without one. */
static const char *shown(const struct host *host)
{
    const struct scene *scene = &host->screen->scene;
    for (int i = 0; i < scene->n; i++) {
        if (scene->boxes[i].kind == BOX_CODE)
            return scene->boxes[i].text;
    }
    return "";
}

static void assert_shows(const struct host *host, int link)
{
    g_autofree char *url = g_strdup_printf("https://danhgia.example.vn/d/%056d", link);
    g_assert_cmpstr(shown(host), ==, url);
}

/* As if the code had shown for two minutes. */
static void two_minutes_pass(struct host *host)
{
    host->screen->flow.code_due[flow_code(&host->screen->flow)] = screen_now();
}

static void test_the_first_picture_has_it(void)
{
    struct host host;
    host_open_with_codes(&host, 1920, 1080, NULL);
    g_assert_cmpint(host.links, ==, 1);
    g_assert_cmpint(host.kind, ==, TOKEN_RATE);
    g_assert_cmpstr(host.area, ==, "");
    assert_shows(&host, 1);
    g_assert_cmpint(host.shown, >, 0);
    for (int i = 0; i < 10; i++)
        screen_turn(host.screen);
    g_assert_cmpint(host.links, ==, 1);
    host_close(&host);
}

static void test_a_bound_kiosk_says_its_area(void)
{
    struct host host;
    host_open_with_codes(&host, 1920, 1080, "dat-dai");
    g_assert_cmpint(host.kind, ==, TOKEN_RATE);
    g_assert_cmpstr(host.area, ==, "dat-dai");
    assert_shows(&host, 1);
    host_close(&host);
}

static void visit(struct host *host)
{
    host_tap(host, LAND);
    host_tap(host, FACE_5);
    host_store(host);
    host_tap(host, (struct control){CONTROL_SKIP, 0});
    host_tap(host, (struct control){CONTROL_SEND, 0});
    assert_page(host, FLOW_THANKS);
}

/* On the thanks page a code that counts nothing, and of no area. */
static void test_thanks_has_one_for_remarks(void)
{
    struct host host;
    host_open_with_codes(&host, 1920, 1080, NULL);
    host_tap(&host, LAND);
    g_assert_cmpstr(shown(&host), ==, "");
    host_tap(&host, (struct control){CONTROL_BACK, 0});
    assert_shows(&host, 1);
    visit(&host);
    g_assert_cmpint(host.links, ==, 2);
    g_assert_cmpint(host.kind, ==, TOKEN_REMARK);
    g_assert_cmpstr(host.area, ==, "");
    assert_shows(&host, 2);
    host.screen->flow.undo_offered = false;
    host.screen->stale = true;
    screen_turn(host.screen);
    host_tap(&host, (struct control){CONTROL_DONE, 0});
    assert_page(&host, FLOW_HOME);
    g_assert_cmpint(host.links, ==, 3);
    g_assert_cmpint(host.kind, ==, TOKEN_RATE);
    assert_shows(&host, 3);
    host_close(&host);
}

static void test_two_minutes_and_a_finger(void)
{
    struct host host;
    host_open_with_codes(&host, 1920, 1080, NULL);
    host_settle(&host);
    host_finger(&host, SDL_FINGERDOWN, 1, LAND);
    screen_turn(host.screen);
    two_minutes_pass(&host);
    screen_turn(host.screen);
    assert_shows(&host, 1);
    SDL_Event up = {.tfinger = {.type = SDL_FINGERUP, .touchId = 5, .fingerId = 1, .x = 0.01f, .y = 0.5f}};
    SDL_PushEvent(&up);
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    assert_shows(&host, 2);
    host_close(&host);
}

static void test_without_a_link_the_page_does_without(void)
{
    struct host host;
    host_open_with_codes(&host, 1920, 1080, NULL);
    struct rect narrow = layout_control_rect(&host.screen->scene, LAND);
    host.no_link = true;
    two_minutes_pass(&host);
    screen_turn(host.screen);
    g_assert_cmpstr(shown(&host), ==, "");
    g_assert_cmpint(layout_control_rect(&host.screen->scene, LAND).w, !=, narrow.w);
    host.no_link = false;
    two_minutes_pass(&host);
    screen_turn(host.screen);
    assert_shows(&host, 3);
    g_assert_cmpint(layout_control_rect(&host.screen->scene, LAND).w, ==, narrow.w);
    host_close(&host);
}

static void test_a_small_panel_says_that_it_has_no_room(void)
{
    struct host host;
    host_open_with_codes(&host, 600, 600, NULL);
    g_assert_cmpint(host.links, ==, 1);
    g_assert_cmpint(host.shown, ==, 0);
    g_assert_cmpint(host.hidden, >, 0);
    g_assert_cmpstr(shown(&host), ==, "");
    host_close(&host);
}

int main(int argc, char **argv)
{
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    screen_hold_signals();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/screen_code/the_first_picture_has_it", test_the_first_picture_has_it);
    g_test_add_func("/screen_code/a_bound_kiosk_says_its_area", test_a_bound_kiosk_says_its_area);
    g_test_add_func("/screen_code/thanks_has_one_for_remarks", test_thanks_has_one_for_remarks);
    g_test_add_func("/screen_code/two_minutes_and_a_finger", test_two_minutes_and_a_finger);
    g_test_add_func("/screen_code/without_a_link_the_page_does_without",
                    test_without_a_link_the_page_does_without);
    g_test_add_func("/screen_code/a_small_panel_says_that_it_has_no_room",
                    test_a_small_panel_says_that_it_has_no_room);
    return g_test_run();
}
