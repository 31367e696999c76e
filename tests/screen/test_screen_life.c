/* The screen as a program lives with it: signals, closing, drawing, sizes, missing files. */
#include "host.h"
#include <SDL_image.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

static const struct control LAND = {CONTROL_AREA, 2};

static void push_closing(void)
{
    SDL_Event key = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_ESCAPE}}};
    SDL_Event close = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE}};
    SDL_Event quit = {.type = SDL_QUIT};
    SDL_PushEvent(&key);
    SDL_PushEvent(&close);
    SDL_PushEvent(&quit);
}

static void test_keys_and_closing_do_nothing_full_screen(void)
{
    struct host host;
    const struct screen_options full = {.rotation = -1};
    host_open(&host, &full);
    push_closing();
    screen_turn(host.screen);
    g_assert_cmpint(host.screen->ending, ==, 0);
    g_assert_cmpint(SDL_ShowCursor(SDL_QUERY), ==, SDL_DISABLE);
    host_close(&host);
}

static void test_closing_ends_a_window(void)
{
    struct host host;
    host_open_window(&host, 0);
    g_assert_cmpint(SDL_ShowCursor(SDL_QUERY), ==, SDL_ENABLE);
    push_closing();
    g_assert_cmpint(screen_run(host.screen), ==, 0);
    host_close(&host);
}

static void test_signals_end_it(gconstpointer data)
{
    struct host host;
    const struct screen_options full = {.rotation = 90};
    host_open(&host, &full);
    kill(getpid(), GPOINTER_TO_INT(data));
    g_assert_cmpint(screen_run(host.screen), ==, 0);
    host_close(&host);
}

static void test_signal_writes_a_picture(void)
{
    struct host host;
    g_autofree char *folder = g_dir_make_tmp("sipas-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "screen.png", NULL);
    const struct screen_options window = {
        .window = true, .window_width = 1024, .window_height = 600, .screenshot = file};
    host_open(&host, &window);
    kill(getpid(), SIGUSR1);
    while (!g_file_test(file, G_FILE_TEST_EXISTS))
        screen_turn(host.screen);
    SDL_Surface *picture = IMG_Load(file);
    g_assert_nonnull(picture);
    g_assert_cmpint(picture->w, ==, 1024);
    g_assert_cmpint(picture->h, ==, 600);
    SDL_FreeSurface(picture);
    g_assert_cmpint(g_unlink(file), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0); /* nothing else was left there */
    host_close(&host);
}

static void test_nothing_is_drawn_when_nothing_changed(void)
{
    struct host host;
    host_open_window(&host, 0);
    SDL_SetRenderDrawColor(host.screen->renderer, 1, 2, 3, 255);
    SDL_RenderClear(host.screen->renderer);
    screen_turn(host.screen);
    Uint8 pixel[4] = {0};
    SDL_RenderReadPixels(host.screen->renderer, &(SDL_Rect){0, 0, 1, 1}, SDL_PIXELFORMAT_RGB24, pixel, 4);
    g_assert_cmpint(pixel[0] + 256 * pixel[1] + 65536 * pixel[2], ==, 1 + 256 * 2 + 65536 * 3);
    SDL_Event exposed = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_EXPOSED}};
    SDL_PushEvent(&exposed);
    screen_turn(host.screen);
    SDL_RenderReadPixels(host.screen->renderer, &(SDL_Rect){0, 0, 1, 1}, SDL_PIXELFORMAT_RGB24, pixel, 4);
    g_assert_cmpint(pixel[0], !=, 1);
    host_close(&host);
}

static void test_a_new_size_is_laid_out_anew(void)
{
    struct host host;
    host_open_window(&host, 0);
    SDL_SetWindowSize(host.screen->window, 1920, 1080);
    screen_turn(host.screen);
    g_assert_cmpint(host.screen->window_width, ==, 1920);
    g_assert_cmpfloat_with_epsilon(host.screen->layout.panel.px_per_mm, 1920.0 / 476.0, 1e-9);
    host_tap(&host, LAND);
    assert_page(&host, FLOW_RATE);
    SDL_Event reset = {.type = SDL_RENDER_TARGETS_RESET};
    SDL_PushEvent(&reset);
    screen_turn(host.screen);
    g_assert_cmpint(draw_textures(host.screen->draw), >, 0);
    host_close(&host);
}

static int any_day(void *payload)
{
    (void)payload;
    return 20251105;
}

static void test_missing_assets_are_named(void)
{
    g_autoptr(GError) error = NULL;
    struct host host = {0};
    screen_t *screen = NULL;
    center_load(&host.center, SOURCE_DIR "/assets/center.ini", NULL);
    words_load(&host.words, SOURCE_DIR "/assets/words", NULL);
    const struct screen_options options = {.center = host.center,
                                           .words = host.words,
                                           .assets = "/nonexistent-assets",
                                           .fonts = SOURCE_DIR "/fonts",
                                           .today = any_day};
    g_assert_false(screen_open(&screen, &options, NULL, NULL, NULL, &error));
    g_assert_nonnull(error);
    g_assert_true(g_strrstr(error->message, "/nonexistent-assets") != NULL);
    host_close(&host);
}

/* Runs in a process of its own: what it says on stderr is looked at. */
static void test_misfits_are_said(gconstpointer pixels_per_mm)
{
    if (!g_test_subprocess()) {
        bool fits = GPOINTER_TO_INT(pixels_per_mm) < 10;
        g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
        g_test_trap_assert_passed();
        if (fits)
            g_test_trap_assert_stderr_unmatched("*larger panel*");
        else
            g_test_trap_assert_stderr(
                "*page rate in vi: expected a larger panel than 1280 x 800 pixels, 43 mm wide*");
        return;
    }
    struct host host;
    host_open_window(&host, 0);
    host.screen->layout.panel.px_per_mm = GPOINTER_TO_INT(pixels_per_mm);
    fitting_warn(host.screen);
    host_close(&host);
}

int main(int argc, char **argv)
{
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    screen_hold_signals();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/screen/keys_and_closing_do_nothing_on_a_full_screen",
                    test_keys_and_closing_do_nothing_full_screen);
    g_test_add_func("/screen/closing_ends_a_window", test_closing_ends_a_window);
    g_test_add_data_func("/screen/sigterm_ends_it", GINT_TO_POINTER(SIGTERM), test_signals_end_it);
    g_test_add_data_func("/screen/sigint_ends_it", GINT_TO_POINTER(SIGINT), test_signals_end_it);
    g_test_add_data_func("/screen/sighup_ends_it", GINT_TO_POINTER(SIGHUP), test_signals_end_it);
    g_test_add_func("/screen/sigusr1_writes_a_picture", test_signal_writes_a_picture);
    g_test_add_func("/screen/nothing_is_drawn_when_nothing_changed",
                    test_nothing_is_drawn_when_nothing_changed);
    g_test_add_func("/screen/a_new_size_is_laid_out_anew", test_a_new_size_is_laid_out_anew);
    g_test_add_data_func("/screen/a_panel_large_enough_is_not_worth_a_word", GINT_TO_POINTER(4),
                         test_misfits_are_said);
    g_test_add_data_func("/screen/a_panel_too_small_is_said", GINT_TO_POINTER(30), test_misfits_are_said);
    g_test_add_func("/screen/missing_assets_are_named", test_missing_assets_are_named);
    return g_test_run();
}
