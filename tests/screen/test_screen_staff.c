/* The loop and the staff: the hidden corner, errands out, answers in. */
#include "host.h"
#include <signal.h>
#include <string.h>

static const struct control CORNER = {CONTROL_CORNER, 0};
static const struct staff_answer GRANTED = {.granted = true};

static void enter_pin(struct host *host, const char *pin)
{
    for (const char *digit = pin; *digit != '\0'; digit++) {
        host->screen->touch.last_tap = 0; /* as if typed slowly */
        host_tap(host, (struct control){CONTROL_DIGIT, *digit - '0'});
    }
    host_tap(host, (struct control){CONTROL_ENTER, 0});
}

static void to_staff(struct host *host)
{
    host_press(host, CORNER, TOUCH_LONG_MS);
    enter_pin(host, "2468");
    host_tell(host, &GRANTED);
    assert_page(host, FLOW_STAFF);
}

static void test_three_seconds_on_the_corner_open_the_pad(gconstpointer rotation)
{
    struct host host;
    host_open_window(&host, GPOINTER_TO_INT(rotation));
    host_press(&host, CORNER, 1000);
    assert_page(&host, FLOW_HOME);
    host_press(&host, CORNER, TOUCH_LONG_MS);
    assert_page(&host, FLOW_PIN);
    g_assert_cmpint(host.errands, ==, 0);
    host_close(&host);
}

/* What the panel shows, as bytes. */
static GBytes *pixels(const struct host *host)
{
    gsize size = (gsize)HOST_WIDTH * HOST_HEIGHT * 4;
    guint8 *out = g_malloc(size);
    SDL_RenderReadPixels(host->screen->renderer, NULL, SDL_PIXELFORMAT_ARGB8888, out, HOST_WIDTH * 4);
    return g_bytes_new_take(out, size);
}

static void test_nothing_shows_while_the_corner_is_pressed(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_settle(&host);
    g_autoptr(GBytes) before = pixels(&host);
    host_finger(&host, SDL_FINGERDOWN, 1, CORNER);
    screen_turn(host.screen);
    g_autoptr(GBytes) pressed = pixels(&host);
    g_assert_true(g_bytes_equal(before, pressed));
    host_finger(&host, SDL_FINGERUP, 1, CORNER);
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    host_close(&host);
}

static void test_a_pressed_corner_ends_the_sleep_in_time(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_settle(&host);
    host_finger(&host, SDL_FINGERDOWN, 1, CORNER);
    screen_turn(host.screen);
    gint64 due = touch_long_due(&host.screen->touch);
    g_assert_cmpint(due, <=, screen_now() + TOUCH_LONG_MS);
    host_close(&host);
}

static void test_without_staff_there_is_no_corner(void)
{
    struct host host;
    host_open_window(&host, 0);
    struct screen_options options = host.screen->options;
    options.staff = NULL;
    struct flow_config config;
    g_assert_true(screen_configure(&config, &options, 20251105, NULL));
    g_assert_false(config.staff);
    host.screen->config = config;
    host.screen->stale = true;
    screen_turn(host.screen);
    g_assert_cmpint(layout_control_rect(&host.screen->scene, CORNER).w, ==, 0);
    host_close(&host);
}

static void test_the_pin_and_the_language_go_out(void)
{
    struct host host;
    host_open_window(&host, 0);
    host_tap(&host, (struct control){CONTROL_LANGUAGE, 1});
    host_press(&host, CORNER, TOUCH_LONG_MS);
    enter_pin(&host, "2468");
    g_assert_cmpint(host.errands, ==, 1);
    g_assert_cmpint(host.errand.request, ==, STAFF_UNLOCK);
    g_assert_cmpstr(host.errand.pin, ==, "2468");
    g_assert_cmpstr(host.errand.language, ==, "en");
    g_assert_null(memmem(&host.screen->flow, sizeof host.screen->flow, "2468", 4));
    host_close(&host);
}

static void test_answers_from_another_thread_are_heard(void)
{
    struct host host;
    struct staff_answer figures = {.granted = true, .board = {.n = 1}};
    g_strlcpy(figures.board.lines[0].label, "Hộ tịch", STAFF_TEXT_SIZE);
    host_open_window(&host, 0);
    to_staff(&host);
    g_assert_cmpint(host.errand.request, ==, STAFF_FIGURES);
    host_tell(&host, &figures);
    g_assert_cmpint(host.screen->flow.staff.figures, ==, FLOW_FIGURES_HERE);
    g_assert_cmpstr(host.screen->flow.staff.board.lines[0].label, ==, "Hộ tịch");
    host_tap(&host, (struct control){CONTROL_LEAVE, 0});
    assert_page(&host, FLOW_HOME);
    g_assert_cmpint(host.errand.request, ==, STAFF_LEFT);
    g_assert_cmpint(host.errands, ==, 3);
    host_close(&host);
}

/* A text that was cut to its size in the middle of a letter must not be read past its end. */
static void test_a_text_cut_within_a_letter_ends_before_it(void)
{
    struct host host;
    struct staff_answer figures = {.granted = true, .board = {.n = 1}};
    host_open_window(&host, 0);
    to_staff(&host);
    memset(figures.board.lines[0].label, 'a', STAFF_TEXT_SIZE);
    memcpy(figures.board.lines[0].label + STAFF_TEXT_SIZE - 3, "\xe1\xbb", 3);
    memset(figures.board.lines[0].value, 'b', STAFF_TEXT_SIZE); /* no end at all */
    host_tell(&host, &figures);
    g_assert_cmpuint(strlen(host.screen->flow.staff.board.lines[0].label), ==, STAFF_TEXT_SIZE - 3);
    g_assert_cmpuint(strlen(host.screen->flow.staff.board.lines[0].value), ==, STAFF_TEXT_SIZE - 1);
    host_close(&host);
}

static void test_ratings_in_test_mode_are_flagged(void)
{
    struct host host;
    host_open_window(&host, 0);
    to_staff(&host);
    host_tell(&host, &GRANTED);
    host_tap(&host, (struct control){CONTROL_TEST, 0});
    host_tap(&host, (struct control){CONTROL_LEAVE, 0});
    host_tap(&host, (struct control){CONTROL_AREA, 0});
    host_tap(&host, (struct control){CONTROL_FACE, 4});
    g_assert_cmpuint(host.rating.flags, ==, FLAG_STAFF_TEST);
    host_close(&host);
}

static void test_the_end_of_the_program_leaves_the_staff_page(void)
{
    struct host host;
    host_open_window(&host, 0);
    to_staff(&host);
    kill(getpid(), SIGTERM);
    g_assert_cmpint(screen_run(host.screen), ==, 0);
    g_assert_cmpint(host.errand.request, ==, STAFF_LEFT);
    host_close(&host);
}

static void test_keys_open_nothing(void)
{
    struct host host;
    host_open_window(&host, 0);
    for (SDL_Keycode key = 1; key < 128; key++) {
        SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = key, .mod = KMOD_CTRL}}};
        if (key != SDLK_ESCAPE)
            SDL_PushEvent(&event);
    }
    screen_turn(host.screen);
    assert_page(&host, FLOW_HOME);
    g_assert_cmpint(host.errands, ==, 0);
    host_close(&host);
}

int main(int argc, char **argv)
{
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    screen_hold_signals();
    g_test_init(&argc, &argv, NULL);
#define TEST(name, function) g_test_add_func("/screen/staff/" name, function)
    g_test_add_data_func("/screen/staff/three_seconds_on_the_corner_open_the_pad", GINT_TO_POINTER(0),
                         test_three_seconds_on_the_corner_open_the_pad);
    g_test_add_data_func("/screen/staff/three_seconds_on_the_corner_open_the_pad_of_a_turned_panel",
                         GINT_TO_POINTER(180), test_three_seconds_on_the_corner_open_the_pad);
    TEST("nothing_shows_while_the_corner_is_pressed", test_nothing_shows_while_the_corner_is_pressed);
    TEST("a_pressed_corner_ends_the_sleep_in_time", test_a_pressed_corner_ends_the_sleep_in_time);
    TEST("without_staff_there_is_no_corner", test_without_staff_there_is_no_corner);
    TEST("the_pin_and_the_language_go_out", test_the_pin_and_the_language_go_out);
    TEST("answers_from_another_thread_are_heard", test_answers_from_another_thread_are_heard);
    TEST("a_text_cut_within_a_letter_ends_before_it", test_a_text_cut_within_a_letter_ends_before_it);
    TEST("ratings_in_test_mode_are_flagged", test_ratings_in_test_mode_are_flagged);
    TEST("the_end_of_the_program_leaves_the_staff_page", test_the_end_of_the_program_leaves_the_staff_page);
    TEST("keys_open_nothing", test_keys_open_nothing);
    return g_test_run();
}
