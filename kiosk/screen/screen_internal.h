#pragma once
/* The screen's own state, shared by screen.c (opens and closes), loop.c (runs) and events.c (hears). */
#include "draw.h"
#include "screen.h"
#include "signals.h"
#include "touch.h"

struct screen {
    struct screen_options options; /* rotation resolved */
    screen_submit submit;
    screen_probe probe;
    void *payload;

    struct flow_config config;
    int day; /* yyyymmdd for which config was filled */
    struct flow flow;
    struct touch touch;
    struct layout_context layout;
    struct scene scene;     /* what the panel shows: a contact means what the reader saw */
    guint64 shown_serial;   /* flow's serial when the scene was laid out */
    struct control pressed; /* drawn sunk */
    struct layout_code codes[FLOW_CODES];
    bool stale;   /* the scene must be laid out anew */
    bool damaged; /* the panel must be drawn anew */

    SDL_Window *window;
    SDL_Renderer *renderer;
    int window_width, window_height; /* pixels, before rotation */
    draw_t *draw;
    bool sleeps; /* the video driver can sleep until an event; the others must be asked again and again */
    bool lost;   /* no display is left */

    /* Touched by other threads. An event of type `wake` follows each change, only to end the sleep. */
    Uint32 wake;
    GAsyncQueue *answers; /* of struct screen_answered */
    gint ending;          /* atomic */
    gint picture_wanted;  /* atomic */
    signals_t *signals;
};

struct screen_answered {
    guint64 ticket;
    enum flow_outcome outcome;
    gint64 seq;
    struct staff_answer *staff; /* owned; NULL: an answer of storage */
};

void screen_answered_free(struct screen_answered *answered);

/* Fills the configuration of the flow for that day. */
bool screen_configure(struct flow_config *out, const struct screen_options *options, int day, GError **error);

/* Monotonic milliseconds, the machine's sleep included. */
gint64 screen_now(void);

/* One turn of the loop: hears all that has come, lets due time pass, hands out what flow wants, shows. */
void screen_turn(screen_t *screen);

/* Ends the sleep of the loop. Any thread. */
void screen_wake(screen_t *screen);

/* Takes the window's size anew: everything is laid out and drawn again. */
void screen_measure(screen_t *screen);

/* Obeys one event. */
void events_obey(screen_t *screen, const SDL_Event *event, gint64 now);

/* Says on stderr which pages do not find their room on this panel, in which language. */
void fitting_warn(const screen_t *screen);

/* Saves what is drawn but not yet presented as PNG, complete or not at all. */
bool picture_save(SDL_Renderer *renderer, const char *file, GError **error);
