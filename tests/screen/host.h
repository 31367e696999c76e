#pragma once
/* A screen on SDL's dummy driver, run turn by turn, with a storage that answers when told. For tests of the
 * loop. */
#include "screen_internal.h"

struct host {
    center_t *center;
    words_t *words;
    screen_t *screen;
    int submitted, probed;
    int today;            /* what the screen is told; 20251105 at first */
    struct rating rating; /* the latest submitted */
    guint64 ticket;
    int errands;                /* handed out for the staff */
    struct staff_errand errand; /* the latest */
    guint64 errand_ticket;
    int links;               /* codes asked for */
    enum token_kind kind;    /* of the latest */
    char area[AREA_ID_SIZE]; /* of the latest; "": none */
    bool no_link;            /* there are no codes now */
    int shown, hidden;       /* how often a page had room for its code, and how often not */
};

enum { HOST_WIDTH = 1280, HOST_HEIGHT = 800 };

/* Opens with the sample center and `change`; the first page shows. */
void host_open(struct host *host, const struct screen_options *change);

/* With codes, each of another address, on a panel of that size. `area`: the one it stands for, or NULL. */
void host_open_with_codes(struct host *host, int width, int height, const char *area);

/* Likewise in a window of HOST_WIDTH x HOST_HEIGHT. */
void host_open_window(struct host *host, int rotation);
void host_close(struct host *host);

/* As if the page had been there for a while. */
void host_settle(struct host *host);

/* The middle of a control in pixels of the window; worked out for each mounting by itself. */
SDL_Point host_middle(const struct host *host, struct control control);

/* Queues a finger at fractions of the window, or at a control. */
void host_push_finger(Uint32 type, SDL_FingerID id, float x, float y);
void host_finger(const struct host *host, Uint32 type, SDL_FingerID id, struct control control);

/* A finger taps and the screen takes a turn. */
void host_tap(struct host *host, struct control control);

/* The latest submission is answered as stored, from another thread as a writer does: seq 40 + submissions. */
void host_store(struct host *host);

/* A finger rests on a control for that long and is lifted. It is as if the time had passed. */
void host_press(struct host *host, struct control control, gint64 ms);

/* The latest errand of the staff is answered, from another thread. */
void host_tell(struct host *host, const struct staff_answer *answer);

#define assert_page(host, expected) g_assert_cmpint((host)->screen->flow.page, ==, expected)
