#pragma once
/* Flow: what the kiosk shows and asks for, as a pure state machine.
 *
 * It knows no window, no clock, no disk: times are monotonic milliseconds handed in, storing is a request
 * handed out and answered later. Two independent questions have two enums: which page, and how the storing
 * of the latest answer stands. Each state carries its own deadline. One struct, no allocation, no globals.
 *
 * Visit: home -> rate (main item; its tap is stored at once) -> rate (further items) -> why -> thanks ->
 * home. A page that follows an answer appears only when that answer is stored. */
#include "rating.h"
#include <stdbool.h>

enum flow_page { FLOW_HOME, FLOW_RATE, FLOW_WHY, FLOW_THANKS, FLOW_FAULT };

enum flow_saving {
    FLOW_SETTLED, /* nothing under way: taps are heard */
    FLOW_SAVING,  /* handed over; taps are not heard */
    FLOW_SLOW,    /* likewise, for longer than FLOW_SLOW_MS: the page says it is saving */
    FLOW_HUNG     /* still not answered after FLOW_HUNG_MS: the fault page shows and asks nothing meanwhile */
};

enum {
    FLOW_SLOW_MS = 300,
    FLOW_HUNG_MS = 10000,
    FLOW_WARN_MS = 20000,  /* how long the idle warning counts down */
    FLOW_THANKS_MS = 8000, /* thanks is shown */
    FLOW_UNDO_MS = 6000,   /* of that, "change it" is offered */
    FLOW_PROBE_MS = 10000, /* between two tries of the storage on the fault page */
    FLOW_CORRECTIONS = 3,  /* how often one visit may change its answer */
    FLOW_MAX_ITEMS = ITEM_COUNT,
    FLOW_MAX_AREAS = 200
};

/* A control of a page: what a tap means. Layout places them, flow obeys them. */
enum control_kind {
    CONTROL_NONE,
    CONTROL_LANGUAGE, /* index: which language */
    CONTROL_AREA,     /* index: which of the areas offered */
    CONTROL_PAGE,     /* index: which page of tiles to show */
    CONTROL_FACE,     /* index: level 1..5 */
    CONTROL_REASON,   /* index: enum reason */
    CONTROL_SEND,
    CONTROL_SKIP,
    CONTROL_BACK,
    CONTROL_UNDO, /* "change it" on the thanks page */
    CONTROL_STAY  /* anywhere, while the idle warning shows */
};

struct control {
    enum control_kind kind;
    int index;
};

bool control_equal(struct control a, struct control b);

/* Changed only as flow_renew says; the arrays are the flow's own copies. */
struct flow_config {
    int n_areas;
    char areas[FLOW_MAX_AREAS][AREA_ID_SIZE];
    int bound_area; /* index of the one area this kiosk stands for, or -1 */
    int n_items;    /* asked on the kiosk, >= 1, the main one first */
    enum item items[FLOW_MAX_ITEMS];
    bool reasons;    /* whether the page of reasons is asked */
    int n_languages; /* >= 1; the first is the default */
    gint64 idle_ms;  /* without a touch before the warning */
};

enum flow_want { FLOW_WANT_NOTHING, FLOW_WANT_STORE, FLOW_WANT_PROBE };

/* What storing came to. */
enum flow_outcome { FLOW_STORED, FLOW_REFUSED };

struct flow {
    const struct flow_config *config; /* borrowed */
    enum flow_page page;
    enum flow_saving saving;
    bool warning;      /* the idle warning lies over the page */
    int language;      /* index */
    int area;          /* index, -1 before one is chosen */
    int tiles_page;    /* which page of tiles home shows */
    int item;          /* index into config->items that rate asks */
    bool correcting;   /* rate was reached by "change it" */
    int corrections;   /* left in this visit */
    bool undo_offered; /* thanks shows "change it" */
    unsigned reasons;  /* ticked so far */
    int pressed_level; /* the face whose answer is being stored, 0 none */
    gint64 rating_seq; /* the visit's rating, 0 before it is stored; kept on the fault page while the
                          visitor may still be there, so that it says what is stored */
    uint8_t answers[ITEM_COUNT]; /* stored in this visit */
    gint64 deadline;             /* when flow_tick must be called next; INT64_MAX: never */
    guint64 serial;              /* rises with every change of page: a finger of an older serial is stale */
    guint64 ticket;              /* of the store request under way, also while it hangs */
    enum flow_want want;         /* taken by flow_take */
    struct rating store; /* with FLOW_WANT_STORE: `when`, `channel` and `language` are the caller's to fill */
    gint64 touched;      /* the latest touch */
    gint64 page_since;   /* when the page appeared */
    gint64 saving_since; /* when the latest answer was handed over */
    gint64 warning_since; /* when the idle warning came up */
    gint64 probe_at;      /* when the fault page tries the storage next */
    bool probing;         /* a probe is under way */
};

void flow_init(struct flow *flow, const struct flow_config *config, gint64 now);

/* A completed tap on a control. Returns true when anything to be seen changed. */
bool flow_tap(struct flow *flow, struct control control, gint64 now);

/* Any touch at all, tap or not: somebody is there. Ends the idle warning. True when anything to be seen
 * changed. */
bool flow_touch(struct flow *flow, gint64 now);

/* Time has passed. Call at or after flow->deadline. True when anything to be seen changed. */
bool flow_tick(struct flow *flow, gint64 now);

/* Takes what the flow wants done, once. With FLOW_WANT_STORE *out and *ticket are filled. */
enum flow_want flow_take(struct flow *flow, struct rating *out, guint64 *ticket);

/* The answer to a store request (its ticket) or a probe (ticket 0). Stale tickets are ignored. An answer that
 * comes while the fault page shows still counts: what is stored after all is thanked for. */
bool flow_answer(struct flow *flow, guint64 ticket, enum flow_outcome outcome, gint64 seq, gint64 now);

/* Whether the page is where a visit begins: the areas or, on a kiosk bound to one area, its faces. */
bool flow_is_home(const struct flow *flow);

/* Whether nobody is in a visit: home as it was first shown, and nothing under way. */
bool flow_is_at_rest(const struct flow *flow);

/* The configuration has been changed: shows home anew. Only for a flow at rest. */
void flow_renew(struct flow *flow, gint64 now);

/* Seconds left on the idle warning, rounded up; 0 when it does not show. */
int flow_warning_seconds(const struct flow *flow, gint64 now);
