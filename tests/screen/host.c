#include "host.h"

static void submit(const struct rating *rating, guint64 ticket, void *payload)
{
    struct host *host = payload;
    host->submitted++;
    host->rating = *rating;
    host->ticket = ticket;
}

static void probe(void *payload)
{
    struct host *host = payload;
    host->probed++;
}

static void staff(const struct staff_errand *errand, guint64 ticket, void *payload)
{
    struct host *host = payload;
    host->errands++;
    host->errand = *errand;
    host->errand_ticket = ticket;
}

static bool make_link(char url[TOKEN_URL_SIZE], enum token_kind kind, const char *area, void *payload)
{
    struct host *host = payload;
    host->links++;
    host->kind = kind;
    g_strlcpy(host->area, area != NULL ? area : "", sizeof host->area);
    g_snprintf(url, TOKEN_URL_SIZE, "https://danhgia.example.vn/d/%056d", host->links);
    return !host->no_link;
}

static void link_shown(enum token_kind kind, bool shown, void *payload)
{
    struct host *host = payload;
    g_assert_cmpint(kind, ==, host->kind);
    host->shown += shown;
    host->hidden += !shown;
}

static int today(void *payload)
{
    const struct host *host = payload;
    return host->today;
}

void host_open(struct host *host, const struct screen_options *change)
{
    g_autoptr(GError) error = NULL;
    *host = (struct host){.today = 20251105};
    center_load(&host->center, SOURCE_DIR "/assets/center.ini", &error);
    g_assert_no_error(error);
    words_load(&host->words, SOURCE_DIR "/assets/words", &error);
    g_assert_no_error(error);
    struct screen_options options = *change;
    options.center = host->center;
    options.words = host->words;
    options.assets = SOURCE_DIR "/assets";
    options.fonts = SOURCE_DIR "/fonts";
    options.today = today;
    options.staff = staff;
    screen_open(&host->screen, &options, submit, probe, host, &error);
    g_assert_no_error(error);
    screen_turn(host->screen);
}

void host_open_with_codes(struct host *host, int width, int height, const char *area)
{
    const struct screen_options window = {.window = true,
                                          .window_width = width,
                                          .window_height = height,
                                          .bound_area = area,
                                          .link = make_link,
                                          .link_shown = link_shown};
    host_open(host, &window);
}

void host_open_window(struct host *host, int rotation)
{
    const struct screen_options window = {
        .window = true, .window_width = HOST_WIDTH, .window_height = HOST_HEIGHT, .rotation = rotation};
    host_open(host, &window);
}

void host_close(struct host *host)
{
    screen_close(host->screen);
    words_free(host->words);
    center_free(host->center);
}

void host_settle(struct host *host)
{
    host->screen->flow.page_since -= 10 * TOUCH_DEAD_MS;
}

SDL_Point host_middle(const struct host *host, struct control control)
{
    const screen_t *screen = host->screen;
    struct rect rect = layout_control_rect(&screen->scene, control);
    g_assert_cmpint(rect.w, >, 0);
    int x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
    switch (screen->options.rotation) {
    case 90:
        return (SDL_Point){HOST_WIDTH - 1 - y, x};
    case 180:
        return (SDL_Point){HOST_WIDTH - 1 - x, HOST_HEIGHT - 1 - y};
    case 270:
        return (SDL_Point){y, HOST_HEIGHT - 1 - x};
    default:
        return (SDL_Point){x, y};
    }
}

void host_push_finger(Uint32 type, SDL_FingerID id, float x, float y)
{
    SDL_Event event = {.tfinger = {.type = type, .touchId = 5, .fingerId = id, .x = x, .y = y}};
    g_assert_cmpint(SDL_PushEvent(&event), ==, 1);
}

void host_finger(const struct host *host, Uint32 type, SDL_FingerID id, struct control control)
{
    SDL_Point at = host_middle(host, control);
    host_push_finger(type, id, ((float)at.x + 0.5f) / (float)host->screen->window_width,
                     ((float)at.y + 0.5f) / (float)host->screen->window_height);
}

void host_tap(struct host *host, struct control control)
{
    host_settle(host);
    host_finger(host, SDL_FINGERDOWN, 1, control);
    host_finger(host, SDL_FINGERUP, 1, control);
    screen_turn(host->screen);
}

static gpointer answer_stored(gpointer data)
{
    struct host *host = data;
    screen_answer(host->screen, host->ticket, FLOW_STORED, 40 + host->submitted);
    return NULL;
}

void host_store(struct host *host)
{
    g_thread_join(g_thread_new("writer", answer_stored, host));
    screen_turn(host->screen);
}

void host_press(struct host *host, struct control control, gint64 ms)
{
    host_settle(host);
    host_finger(host, SDL_FINGERDOWN, 1, control);
    screen_turn(host->screen);
    host->screen->touch.fingers[0].since -= ms;
    screen_turn(host->screen);
    SDL_Event up = {.tfinger = {.type = SDL_FINGERUP, .touchId = 5, .fingerId = 1, .x = 0.01f, .y = 0.01f}};
    SDL_PushEvent(&up);
    screen_turn(host->screen);
}

struct telling {
    struct host *host;
    const struct staff_answer *answer;
};

static gpointer tell(gpointer data)
{
    const struct telling *telling = data;
    screen_staff_answer(telling->host->screen, telling->host->errand_ticket, telling->answer);
    return NULL;
}

void host_tell(struct host *host, const struct staff_answer *answer)
{
    struct telling telling = {host, answer};
    g_thread_join(g_thread_new("staff", tell, &telling));
    screen_turn(host->screen);
}
