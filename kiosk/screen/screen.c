#include "catalogue.h"
#include "screen_internal.h"
#include "turn.h"
#include <SDL_ttf.h>
#include <signal.h>

enum { WINDOW_WIDTH = 1280, WINDOW_HEIGHT = 720, WINDOW_SMALLEST = 600 };

G_DEFINE_QUARK(screen_error, screen_error)

void screen_hold_signals(void)
{
    signals_hold();
}

static bool fail_video(GError **error, const char *what)
{
    g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_VIDEO, "%s: expected a display to show on: %s", what,
                SDL_GetError());
    return false;
}

/* They only work when set before SDL starts. */
static void give_hints(void)
{
    static const char *const hints[][2] = {
        {SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"}, /* presenting through a texture costs four times as much */
        {SDL_HINT_TOUCH_MOUSE_EVENTS, "0"},       /* one tap is one event */
        {SDL_HINT_MOUSE_TOUCH_EVENTS, "0"},
        {SDL_HINT_NO_SIGNAL_HANDLERS, "1"},  /* a signal and a closed window must be told apart */
        {"SDL_ENABLE_SCREEN_KEYBOARD", "0"}, /* no macro before SDL 2.28 */
        {SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0"},
        {SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(hints); i++)
        SDL_SetHint(hints[i][0], hints[i][1]);
    if (SDL_GetHint(SDL_HINT_RENDER_DRIVER) == NULL)
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
}

static bool start_video(screen_t *screen, GError **error)
{
    give_hints();
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return fail_video(error, "video");
    const char *driver = SDL_GetCurrentVideoDriver();
    screen->sleeps = g_str_equal(driver, "x11") || g_str_equal(driver, "wayland");
    screen->wake = SDL_RegisterEvents(1);
    SDL_EventState(SDL_MULTIGESTURE, SDL_IGNORE);
    SDL_EventState(SDL_TEXTINPUT, SDL_IGNORE);
    SDL_StopTextInput();
    SDL_DisableScreenSaver();
    return true;
}

static bool open_window(screen_t *screen, GError **error)
{
    const struct screen_options *options = &screen->options;
    /* The whole display, asked for as a plain size too: without a window manager nobody makes a window
     * full-screen. */
    SDL_Rect place = {0, 0, WINDOW_WIDTH, WINDOW_HEIGHT};
    Uint32 flags = SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_FULLSCREEN_DESKTOP;
    SDL_GetDisplayBounds(0, &place);
    if (options->window) {
        place = (SDL_Rect){SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                           options->window_width > 0 ? options->window_width : WINDOW_WIDTH,
                           options->window_height > 0 ? options->window_height : WINDOW_HEIGHT};
        flags = SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_RESIZABLE;
    }
    screen->window =
        SDL_CreateWindow(words_get(options->words, options->center->languages[0], "home.question"), place.x,
                         place.y, place.w, place.h, flags);
    if (screen->window == NULL)
        return fail_video(error, "window");
    SDL_SetWindowMinimumSize(screen->window, WINDOW_SMALLEST, WINDOW_SMALLEST);
    SDL_ShowCursor(options->window ? SDL_ENABLE : SDL_DISABLE);
    screen->renderer = SDL_CreateRenderer(screen->window, -1, 0);
    return screen->renderer != NULL || fail_video(error, "renderer");
}

void screen_measure(screen_t *screen)
{
    struct panel *panel = &screen->layout.panel;
    SDL_GetRendererOutputSize(screen->renderer, &screen->window_width, &screen->window_height);
    turn_panel(&panel->width, &panel->height, screen->window_width, screen->window_height,
               screen->options.rotation);
    panel->px_per_mm = screen->window_width / (double)screen->options.center->width_mm;
    draw_lost(screen->draw);
    screen->stale = true;
}

static bool can_write(screen_t *screen, const local_text_t *text, GError **error)
{
    for (char **language = screen->options.center->languages; text != NULL && *language != NULL; language++) {
        if (!draw_can_write(screen->draw, local_text_get(text, *language), error))
            return false;
    }
    return true;
}

/* What the center writes itself must not come out as empty boxes. */
static bool can_write_all(screen_t *screen, GError **error)
{
    const center_t *center = screen->options.center;
    for (guint i = 0; i < center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(center->areas, i);
        if (!can_write(screen, area->name, error))
            return false;
    }
    for (guint i = 0; i < center->items->len; i++) {
        if (!can_write(screen, g_array_index(center->items, struct center_item, i).question, error))
            return false;
    }
    return can_write(screen, center->name, error) && can_write(screen, center->commune, error);
}

static void tell_versions(const screen_t *screen)
{
    SDL_version sdl;
    SDL_RendererInfo renderer = {0};
    int major, minor, patch;
    SDL_GetVersion(&sdl);
    SDL_GetRendererInfo(screen->renderer, &renderer);
    TTF_GetHarfBuzzVersion(&major, &minor, &patch);
    g_printerr("SDL %d.%d.%d, video %s, renderer %s, HarfBuzz %d.%d.%d\n", sdl.major, sdl.minor, sdl.patch,
               SDL_GetCurrentVideoDriver(), renderer.name, major, minor, patch);
    g_printerr("window %d x %d pixels, turned by %d degrees, %.2f pixels a millimetre\n",
               screen->window_width, screen->window_height, screen->options.rotation,
               screen->layout.panel.px_per_mm);
}

static void hear_signal(int signal, void *payload)
{
    screen_t *screen = payload;
    if (signal != SIGUSR1)
        g_atomic_int_set(&screen->ending, 1);
    else if (screen->options.screenshot != NULL)
        g_atomic_int_set(&screen->picture_wanted, 1);
    screen_wake(screen);
}

bool screen_configure(struct flow_config *out, const struct screen_options *options, int day, GError **error)
{
    bool filled = catalogue_fill(out, options->center, options->bound_area, day, error);
    out->staff = options->staff != NULL;
    out->codes = options->link != NULL;
    return filled;
}

static bool open_parts(screen_t *screen, GError **error)
{
    const struct screen_options *options = &screen->options;
    screen->day = options->today(screen->payload);
    if (!screen_configure(&screen->config, options, screen->day, error) || !start_video(screen, error) ||
        !open_window(screen, error) ||
        !draw_open(&screen->draw, screen->renderer, options->assets, options->fonts,
                   options->center->high_contrast, error) ||
        !can_write_all(screen, error))
        return false;
    screen->layout = (struct layout_context){
        .center = options->center,
        .words = options->words,
        .measure = draw_measure,
        .payload = screen->draw,
    };
    touch_init(&screen->touch);
    flow_init(&screen->flow, &screen->config, screen_now());
    screen_measure(screen);
    screen->signals = signals_open(hear_signal, screen);
    if (options->verbose)
        tell_versions(screen);
    return true;
}

bool screen_open(screen_t **out, const struct screen_options *options, screen_submit submit,
                 screen_probe probe, void *payload, GError **error)
{
    screen_t *screen = g_new0(screen_t, 1);
    screen->options = *options;
    if (options->rotation < 0)
        screen->options.rotation = options->center->rotation;
    screen->submit = submit;
    screen->probe = probe;
    screen->payload = payload;
    screen->answers = g_async_queue_new_full((GDestroyNotify)screen_answered_free);
    if (!open_parts(screen, error)) {
        screen_close(screen);
        return false;
    }
    *out = screen;
    return true;
}

void screen_close(screen_t *screen)
{
    if (screen == NULL)
        return;
    signals_close(screen->signals);
    draw_close(screen->draw);
    if (screen->renderer != NULL)
        SDL_DestroyRenderer(screen->renderer);
    if (screen->window != NULL)
        SDL_DestroyWindow(screen->window);
    SDL_Quit();
    g_async_queue_unref(screen->answers);
    g_free(screen);
}

void screen_answer(screen_t *screen, guint64 ticket, enum flow_outcome outcome, gint64 seq)
{
    struct screen_answered *answered = g_new(struct screen_answered, 1);
    *answered = (struct screen_answered){.ticket = ticket, .outcome = outcome, .seq = seq};
    g_async_queue_push(screen->answers, answered);
    screen_wake(screen);
}

/* A text that was cut in the middle of a letter ends before it. */
static void end_well(char text[STAFF_TEXT_SIZE])
{
    const char *end;
    text[STAFF_TEXT_SIZE - 1] = '\0';
    if (!g_utf8_validate(text, -1, &end))
        text[end - text] = '\0';
}

static struct staff_answer *answer_copy(const struct staff_answer *answer)
{
    struct staff_answer *copy = g_memdup2(answer, sizeof *answer);
    end_well(copy->message);
    for (int i = 0; i < STAFF_LINES; i++) {
        end_well(copy->board.lines[i].label);
        end_well(copy->board.lines[i].value);
    }
    return copy;
}

void screen_staff_answer(screen_t *screen, guint64 ticket, const struct staff_answer *answer)
{
    struct screen_answered *answered = g_new(struct screen_answered, 1);
    *answered = (struct screen_answered){.ticket = ticket, .staff = answer_copy(answer)};
    g_async_queue_push(screen->answers, answered);
    screen_wake(screen);
}

void screen_answered_free(struct screen_answered *answered)
{
    g_free(answered->staff);
    g_free(answered);
}
