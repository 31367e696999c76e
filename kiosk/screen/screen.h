#pragma once
/* Screen: the window, its events and the loop. The only room that speaks SDL.
 *
 * Knows nothing of the journal: it hands over each rating through `submit` and is told the outcome
 * through screen_answer. All functions belong to the main thread unless said otherwise. */
#include "center.h"
#include "flow.h"
#include "staff_board.h"
#include "token.h"
#include "words.h"
#include <glib.h>
#include <stdbool.h>

typedef struct screen screen_t;

#define SCREEN_ERROR screen_error_quark()
GQuark screen_error_quark(void);
enum screen_error { SCREEN_ERROR_VIDEO, SCREEN_ERROR_ASSETS, SCREEN_ERROR_CENTER };

/* The local day, yyyymmdd, which says what areas are offered: asked at the start and before each visit. */
typedef int (*screen_today)(void *payload);

/* Something that the staff pages ask for; answered by screen_staff_answer with the same ticket, but for
 * STAFF_LEFT. It must not wait: what takes time is done in another thread. `errand` is borrowed for the call.
 */
typedef void (*screen_staff)(const struct staff_errand *errand, guint64 ticket, void *payload);

/* Makes the address of a fresh code for a phone: TOKEN_RATE or TOKEN_REMARK, for that area (NULL: the
 * respondent chooses). False: there is no code now. Called once in a visit and every FLOW_CODE_MS: it must be
 * quick. */
typedef bool (*screen_link)(char url[TOKEN_URL_SIZE], enum token_kind kind, const char *area, void *payload);

/* Whether the page had room for that code. */
typedef void (*screen_link_shown)(enum token_kind kind, bool shown, void *payload);

struct screen_options {
    const center_t *center; /* borrowed for the screen's life, as are the others */
    const words_t *words;
    const char *assets, *fonts;
    const char *bound_area;          /* overrides the center's; NULL: the center's */
    bool window;                     /* a window for trying out: keys and closing work, the cursor shows */
    int window_width, window_height; /* of that window; 0: 1280 x 720 */
    int rotation;                    /* degrees clockwise; -1: the center's */
    screen_today today;              /* called with the payload of screen_open, often: it must be quick */
    const char *screenshot;          /* PNG that SIGUSR1 writes of what is shown; NULL: none */
    screen_staff staff;              /* NULL: there are no staff pages on this kiosk */
    screen_link link;                /* NULL: no codes for phones */
    screen_link_shown link_shown;    /* with `link`; may be NULL */
    bool verbose;                    /* say on stderr which SDL, driver and panel are in use */
};

/* Blocks the signals that screen_run waits for. Call it first of all, before any thread is started, so that
 * none of them ends the process in another thread. */
void screen_hold_signals(void);

/* Hands over a rating to be stored, without waiting. `when`, `channel` are for the callee to fill.
 * Answered by screen_answer with the same ticket. */
typedef void (*screen_submit)(const struct rating *rating, guint64 ticket, void *payload);

/* Asks whether storage takes ratings again; answered with ticket 0. */
typedef void (*screen_probe)(void *payload);

bool screen_open(screen_t **out, const struct screen_options *options, screen_submit submit,
                 screen_probe probe, void *payload, GError **error);
void screen_close(screen_t *screen); /* NULL is fine */

/* Runs until a signal (SIGTERM, SIGINT, SIGHUP) or, in a window, until it is closed. 0: ended as asked;
 * 1: the display was lost. */
int screen_run(screen_t *screen);

/* The answer to a submission or a probe. Any thread. */
void screen_answer(screen_t *screen, guint64 ticket, enum flow_outcome outcome, gint64 seq);

/* The answer to a staff errand, copied. Any thread. */
void screen_staff_answer(screen_t *screen, guint64 ticket, const struct staff_answer *answer);
