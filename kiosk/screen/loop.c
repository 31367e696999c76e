#include "level.h"
#include "screen_internal.h"
#include <string.h>
#include <time.h>

enum {
    SLEEP_MAX_MS = 60000, /* how long the loop sleeps when nothing is due */
    POLL_MS = 12          /* between two looks at a driver that cannot sleep */
};

gint64 screen_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * G_GINT64_CONSTANT(1000) + now.tv_nsec / 1000000;
}

void screen_wake(screen_t *screen)
{
    SDL_Event event = {.type = screen->wake};
    SDL_PushEvent(&event); /* a full queue means that the loop is awake */
}

static void hear_events(screen_t *screen)
{
    SDL_Event event;
    while (SDL_PollEvent(&event))
        events_obey(screen, &event, screen_now());
}

static void hear_answers(screen_t *screen)
{
    struct screen_answered *answered;
    while ((answered = g_async_queue_try_pop(screen->answers)) != NULL) {
        if (answered->staff != NULL
                ? flow_staff_answer(&screen->flow, answered->ticket, answered->staff, screen_now())
                : flow_answer(&screen->flow, answered->ticket, answered->outcome, answered->seq,
                              screen_now()))
            screen->stale = true;
        screen_answered_free(answered);
    }
}

static void hear_long_press(screen_t *screen)
{
    struct control held;
    if (touch_long(&screen->touch, &held, screen->flow.serial, screen_now()) &&
        flow_hold(&screen->flow, held, screen_now()))
        screen->stale = true;
}

/* A new day may offer other areas. When it offers none, or not the one that the kiosk is bound to, the kiosk
 * goes on as it was: a citizen who comes all the same is heard. */
static void take_new_day(screen_t *screen)
{
    g_autoptr(GError) error = NULL;
    const struct screen_options *options = &screen->options;
    struct flow_config config;
    int today = options->today(screen->payload);
    if (today == screen->day || !flow_is_at_rest(&screen->flow))
        return;
    screen->day = today;
    if (screen_configure(&config, options, today, &error)) {
        screen->config = config;
        flow_renew(&screen->flow, screen_now());
        screen->stale = true;
    } else {
        g_printerr("%s: %s; what was offered before still is\n", g_get_prgname(), error->message);
    }
}

static void hand_out(screen_t *screen)
{
    struct rating rating;
    guint64 ticket;
    switch (flow_take(&screen->flow, &rating, &ticket)) {
    case FLOW_WANT_STORE:
        g_strlcpy(rating.language, screen->options.center->languages[screen->flow.language], LANGUAGE_SIZE);
        screen->submit(&rating, ticket, screen->payload);
        break;
    case FLOW_WANT_PROBE:
        screen->probe(screen->payload);
        break;
    case FLOW_WANT_NOTHING:
        break;
    }
}

static void hand_out_staff(screen_t *screen)
{
    struct staff_errand errand;
    guint64 ticket;
    while (flow_take_staff(&screen->flow, &errand, &ticket)) {
        errand.language = screen->options.center->languages[screen->flow.language];
        screen->options.staff(&errand, ticket, screen->payload);
    }
    explicit_bzero(&errand, sizeof errand);
}

static enum token_kind token_kind_of(enum flow_code code)
{
    return code == FLOW_CODE_RATE ? TOKEN_RATE : TOKEN_REMARK;
}

/* A remark says nothing of the area: it is kept apart from it. */
static void make_code(screen_t *screen)
{
    struct flow *flow = &screen->flow;
    enum flow_code code = flow_code(flow);
    gint64 now = screen_now();
    char url[TOKEN_URL_SIZE];
    if (!flow_code_is_due(flow, touch_forget(&screen->touch, now), now))
        return;
    const char *area = code == FLOW_CODE_RATE && screen->config.bound_area >= 0
                           ? screen->config.areas[screen->config.bound_area]
                           : NULL;
    bool made = screen->options.link(url, token_kind_of(code), area, screen->payload) &&
                layout_code_read(&screen->codes[code], url);
    flow_code_made(flow, made, now);
    screen->stale = true;
}

/* The face that was tapped stays down while its answer is on the way. */
static struct control pressed_now(const screen_t *screen)
{
    if (screen->flow.saving != FLOW_SETTLED && screen->flow.pressed_level != LEVEL_NONE)
        return (struct control){CONTROL_FACE, screen->flow.pressed_level};
    return touch_pressed(&screen->touch, screen->shown_serial);
}

static void tell_whether_code_shows(screen_t *screen)
{
    enum flow_code code = flow_code(&screen->flow);
    flow_code_fits(&screen->flow, screen->scene.code, screen_now());
    if (screen->options.link_shown != NULL)
        screen->options.link_shown(token_kind_of(code), screen->scene.code, screen->payload);
}

static void lay_out(screen_t *screen)
{
    bool code = flow_has_code(&screen->flow);
    screen->layout.code = code ? &screen->codes[flow_code(&screen->flow)] : NULL;
    layout_scene(&screen->scene, &screen->layout, &screen->flow, screen_now());
    if (code)
        tell_whether_code_shows(screen);
    screen->shown_serial = screen->flow.serial;
    screen->stale = false;
    screen->damaged = true;
}

static void take_picture(screen_t *screen)
{
    g_autoptr(GError) error = NULL;
    if (!picture_save(screen->renderer, screen->options.screenshot, &error))
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
}

static void show(screen_t *screen)
{
    bool picture = g_atomic_int_compare_and_exchange(&screen->picture_wanted, 1, 0);
    if (screen->stale)
        lay_out(screen);
    struct control pressed = pressed_now(screen);
    if (!screen->damaged && !picture && control_equal(pressed, screen->pressed))
        return;
    screen->pressed = pressed;
    screen->damaged = false;
    draw_scene(screen->draw, &screen->scene, pressed, screen->options.rotation);
    if (picture) /* before it is presented: the buffer's content is anyone's guess after that */
        take_picture(screen);
    SDL_RenderPresent(screen->renderer);
}

static gint64 time_to_sleep(screen_t *screen)
{
    gint64 now = screen_now();
    gint64 sleep = SLEEP_MAX_MS;
    if (touch_forget(&screen->touch, now))
        sleep = MIN(TOUCH_FORGET_MS, touch_long_due(&screen->touch) - now);
    if (screen->flow.deadline != G_MAXINT64)
        sleep = MIN(sleep, screen->flow.deadline - now);
    gint64 code = flow_code_deadline(&screen->flow, now);
    if (code != G_MAXINT64)
        sleep = MIN(sleep, code - now);
    return MAX(sleep, 0);
}

static void wait_for_news(screen_t *screen)
{
    gint64 sleep = time_to_sleep(screen);
    if (screen->sleeps)
        SDL_WaitEventTimeout(NULL, (int)sleep);
    else
        SDL_Delay((Uint32)MIN(sleep, POLL_MS));
}

void screen_turn(screen_t *screen)
{
    take_new_day(screen);
    hear_events(screen);
    hear_answers(screen);
    hear_long_press(screen);
    if (flow_tick(&screen->flow, screen_now()))
        screen->stale = true;
    hand_out(screen);
    hand_out_staff(screen);
    make_code(screen);
    show(screen);
}

int screen_run(screen_t *screen)
{
    screen_turn(screen);
    fitting_warn(screen); /* takes a while: after the first picture */
    for (;;) {
        screen_turn(screen);
        if (g_atomic_int_get(&screen->ending) || screen->lost)
            break;
        wait_for_news(screen);
    }
    flow_end_staff(&screen->flow, screen_now());
    hand_out_staff(screen);
    return g_atomic_int_get(&screen->ending) ? 0 : 1;
}
