/* The loop with real events of SDL: what fingers and the mouse come to. */
#include "host.h"
#include <string.h>

static const struct control HO_TICH = {CONTROL_AREA, 0};
static const struct control LAND = {CONTROL_AREA, 2};
static const struct control FACE_2 = {CONTROL_FACE, 2};
static const struct control FACE_5 = {CONTROL_FACE, 5};

static void test_visit_with_a_finger(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, (struct control){CONTROL_LANGUAGE, 1});
    host_tap(&host, LAND);
    assert_page(&host, FLOW_RATE);
    host_tap(&host, FACE_5);
    g_assert_cmpint(host.submitted, ==, 1);
    g_assert_cmpstr(host.rating.area, ==, "dat-dai");
    g_assert_cmpstr(host.rating.language, ==, "en");
    g_assert_cmpint(host.rating.answers[ITEM_TTHC], ==, 5);
    assert_page(&host, FLOW_RATE);
    host_store(&host);
    g_assert_cmpint(host.screen->flow.item, ==, 1);
    host_tap(&host, FACE_2);
    g_assert_cmpint(host.rating.refers, ==, 41);
    host_store(&host);
    host_tap(&host, (struct control){CONTROL_REASON, 3});
    host_tap(&host, (struct control){CONTROL_SEND, 0});
    g_assert_cmpuint(host.rating.reasons, ==, 1u << 3);
    assert_page(&host, FLOW_WHY);
    host_store(&host);
    assert_page(&host, FLOW_THANKS);
    g_assert_cmpint(host.submitted, ==, 3);
    host_close(&host);
}

static void test_finger_on_a_turned_panel(gconstpointer data)
{
    struct host host;
    host_open_window(&host, GPOINTER_TO_INT(data));
    host_tap(&host, LAND);
    assert_page(&host, FLOW_RATE);
    g_assert_cmpint(host.screen->flow.area, ==, 2);
    host_tap(&host, FACE_2);
    g_assert_cmpint(host.rating.answers[ITEM_TTHC], ==, 2);
    host_close(&host);
}

static void test_double_tap_rates_once(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_settle(&host);
    for (int i = 0; i < 2; i++) {
        host_finger(&host, SDL_FINGERDOWN, 1 + i, FACE_5);
        host_finger(&host, SDL_FINGERUP, 1 + i, FACE_5);
    }
    screen_turn(host.screen);
    host_store(&host);
    host_finger(&host, SDL_FINGERDOWN, 3, FACE_5); /* a third, right after the next page appeared */
    host_finger(&host, SDL_FINGERUP, 3, FACE_5);
    screen_turn(host.screen);
    g_assert_cmpint(host.submitted, ==, 1);
    host_close(&host);
}

static void test_two_fingers_rate_once(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_settle(&host);
    host_finger(&host, SDL_FINGERDOWN, 1, FACE_2);
    host_finger(&host, SDL_FINGERDOWN, 2, FACE_5);
    screen_turn(host.screen);
    host_finger(&host, SDL_FINGERUP, 2, FACE_5);
    screen_turn(host.screen);
    host_store(&host);
    host_settle(&host);
    host_finger(&host, SDL_FINGERUP, 1, FACE_2);
    screen_turn(host.screen);
    g_assert_cmpint(host.submitted, ==, 1);
    g_assert_cmpint(host.rating.answers[ITEM_TTHC], ==, 5);
    host_close(&host);
}

static void test_palm_rates_nothing(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_settle(&host);
    for (int id = 1; id <= 4; id++)
        host_finger(&host, SDL_FINGERDOWN, id, (struct control){CONTROL_FACE, id});
    screen_turn(host.screen);
    for (int id = 1; id <= 4; id++)
        host_finger(&host, SDL_FINGERUP, id, (struct control){CONTROL_FACE, id});
    screen_turn(host.screen);
    g_assert_cmpint(host.submitted, ==, 0);
    host_close(&host);
}

static void test_taps_while_saving_are_lost(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_tap(&host, FACE_5);
    for (int i = 0; i < 5; i++)
        host_tap(&host, FACE_2);
    g_assert_cmpint(host.submitted, ==, 1);
    g_assert_true(control_equal(host.screen->pressed, FACE_5));
    host_close(&host);
}

static void test_down_before_the_page_changed(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_settle(&host);
    host_finger(&host, SDL_FINGERDOWN, 1, FACE_5);
    host_finger(&host, SDL_FINGERUP, 1, FACE_5);
    host_finger(&host, SDL_FINGERDOWN, 2, FACE_2); /* in the same breath */
    screen_turn(host.screen);
    host_store(&host);
    host_settle(&host);
    host_finger(&host, SDL_FINGERUP, 2, FACE_2);
    screen_turn(host.screen);
    g_assert_cmpint(host.submitted, ==, 1);
    g_assert_cmpint(host.screen->flow.item, ==, 1);
    host_close(&host);
}

static void test_edge_contacts_are_outside(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_settle(&host);
    struct rect tile = layout_control_rect(&host.screen->scene, HO_TICH);
    float y = (float)(tile.y + tile.h / 2) / 800.0f;
    const float outside[] = {0.0f, 1.0f, -0.5f, 7.0f};
    for (size_t i = 0; i < G_N_ELEMENTS(outside); i++) {
        host_push_finger(SDL_FINGERDOWN, 1, outside[i], y);
        host_push_finger(SDL_FINGERUP, 1, outside[i], y);
    }
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    host_close(&host);
}

static void push_button(const struct host *host, Uint32 type, Uint32 which, Uint8 button,
                        struct control control)
{
    SDL_Point at = host_middle(host, control);
    SDL_Event event = {.button = {.type = type, .which = which, .button = button, .x = at.x, .y = at.y}};
    SDL_PushEvent(&event);
}

static void test_mouse_taps_but_not_a_finger_twice(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_settle(&host);
    const struct {
        Uint32 which;
        Uint8 button;
        enum flow_page page;
    } clicks[] = {{SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT, FLOW_HOME},
                  {0, SDL_BUTTON_RIGHT, FLOW_HOME},
                  {0, SDL_BUTTON_LEFT, FLOW_RATE}};
    for (size_t i = 0; i < G_N_ELEMENTS(clicks); i++) {
        push_button(&host, SDL_MOUSEBUTTONDOWN, clicks[i].which, clicks[i].button, HO_TICH);
        push_button(&host, SDL_MOUSEBUTTONUP, clicks[i].which, clicks[i].button, HO_TICH);
        screen_turn(host.screen);
        assert_page(&host, clicks[i].page);
    }
    host_close(&host);
}

static void test_pressed_is_drawn_under_the_finger(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_settle(&host);
    host_finger(&host, SDL_FINGERDOWN, 1, HO_TICH);
    screen_turn(host.screen);
    g_assert_true(control_equal(host.screen->pressed, HO_TICH));
    host_finger(&host, SDL_FINGERMOTION, 1, LAND);
    screen_turn(host.screen);
    g_assert_cmpint(host.screen->pressed.kind, ==, CONTROL_NONE);
    host_finger(&host, SDL_FINGERUP, 1, LAND);
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    host_close(&host);
}

static void test_warning_is_ended_by_a_touch_that_does_nothing_else(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    struct flow *flow = &host.screen->flow;
    SDL_Point face = host_middle(&host, FACE_5);
    flow_tick(flow, flow->deadline);
    flow->warning_since = screen_now();
    flow->deadline = flow->warning_since + 1000;
    host.screen->stale = true;
    screen_turn(host.screen);
    g_assert_true(flow->warning);
    host_settle(&host);
    host_push_finger(SDL_FINGERDOWN, 1, (float)face.x / 1280.0f, (float)face.y / 800.0f);
    host_push_finger(SDL_FINGERUP, 1, (float)face.x / 1280.0f, (float)face.y / 800.0f);
    screen_turn(host.screen);
    g_assert_false(flow->warning);
    g_assert_cmpint(host.submitted, ==, 0);
    assert_page(&host, FLOW_RATE);
    host_close(&host);
}

/* Whether the page shows that sentence in Vietnamese, over however many lines. */
static bool says(const struct host *host, const char *key)
{
    const struct scene *scene = &host->screen->scene;
    g_autoptr(GString) shown = g_string_new(NULL);
    for (int i = 0; i < scene->n; i++) {
        if (scene->boxes[i].kind == BOX_TEXT)
            g_string_append_printf(shown, "%s ", scene->boxes[i].text);
    }
    return strstr(shown->str, words_get(host->words, "vi", key)) != NULL;
}

static void refuse(struct host *host)
{
    screen_answer(host->screen, host->ticket, FLOW_REFUSED, 0);
    screen_turn(host->screen);
    assert_page(host, FLOW_FAULT);
}

static void test_fault_page_says_what_is_stored(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_tap(&host, FACE_5);
    refuse(&host);
    g_assert_true(says(&host, "fault.title") && says(&host, "fault.text") && !says(&host, "fault.kept"));
    host_close(&host);
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_tap(&host, FACE_5);
    host_store(&host);
    host_tap(&host, (struct control){CONTROL_FACE, 3});
    refuse(&host);
    g_assert_true(says(&host, "fault.kept") && !says(&host, "fault.title") && !says(&host, "fault.text"));
    host_close(&host);
}

static void test_fault_page_probes(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, LAND);
    host_tap(&host, FACE_5);
    screen_answer(host.screen, host.ticket, FLOW_REFUSED, 0);
    screen_turn(host.screen);
    assert_page(&host, FLOW_FAULT);
    host.screen->flow.probe_at = host.screen->flow.deadline = screen_now();
    screen_turn(host.screen);
    g_assert_cmpint(host.probed, ==, 1);
    screen_answer(host.screen, 0, FLOW_STORED, 1);
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    host_close(&host);
}

int main(int argc, char **argv)
{
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    screen_hold_signals();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/screen/a_finger_goes_from_home_to_thanks", test_visit_with_a_finger);
    g_test_add_data_func("/screen/turned_by_90_a_finger_means_what_it_sees", GINT_TO_POINTER(90),
                         test_finger_on_a_turned_panel);
    g_test_add_data_func("/screen/turned_by_180_a_finger_means_what_it_sees", GINT_TO_POINTER(180),
                         test_finger_on_a_turned_panel);
    g_test_add_data_func("/screen/turned_by_270_a_finger_means_what_it_sees", GINT_TO_POINTER(270),
                         test_finger_on_a_turned_panel);
    g_test_add_func("/screen/a_double_tap_rates_once", test_double_tap_rates_once);
    g_test_add_func("/screen/two_fingers_rate_once", test_two_fingers_rate_once);
    g_test_add_func("/screen/a_palm_rates_nothing", test_palm_rates_nothing);
    g_test_add_func("/screen/taps_while_saving_are_lost", test_taps_while_saving_are_lost);
    g_test_add_func("/screen/a_finger_down_before_the_page_changed_is_stale",
                    test_down_before_the_page_changed);
    g_test_add_func("/screen/edge_contacts_are_outside", test_edge_contacts_are_outside);
    g_test_add_func("/screen/the_mouse_taps_but_no_finger_twice", test_mouse_taps_but_not_a_finger_twice);
    g_test_add_func("/screen/a_control_sinks_under_the_finger", test_pressed_is_drawn_under_the_finger);
    g_test_add_func("/screen/a_touch_ends_the_warning_and_does_nothing_else",
                    test_warning_is_ended_by_a_touch_that_does_nothing_else);
    g_test_add_func("/screen/the_fault_page_says_what_is_stored", test_fault_page_says_what_is_stored);
    g_test_add_func("/screen/the_fault_page_probes", test_fault_page_probes);
    return g_test_run();
}
