#pragma once
/* Flow: what the kiosk shows and asks for, as a pure state machine.
 *
 * It knows no window, no clock, no disk: times are monotonic milliseconds handed in, storing is a request
 * handed out and answered later. Two independent questions have two enums: which page, and how the storing
 * of the latest answer stands. Each state carries its own deadline. One struct, no allocation, no globals.
 *
 * Visit: home -> rate (main item; its tap is stored at once) -> rate (further items) -> why -> thanks ->
 * home. A page that follows an answer appears only when that answer is stored.
 *
 * Codes: home shows a code by which somebody rates on a phone instead, thanks one by which only a remark can
 * be added: its visitor has rated. Each visit gets fresh ones, and a code that has shown for FLOW_CODE_MS is
 * replaced. The flow says when; whoever runs it makes them and says whether there is one.
 *
 * Staff: home or fault -> (a long press on the hidden corner) pin -> (the PIN is right) staff -> home, or
 * fault when storage still takes nothing. There is no other way to the staff pages. Without a touch for
 * idle_ms they are left at once: a warning would let whoever comes next stay there.
 *
 * Test mode: ratings begun in it carry FLAG_STAFF_TEST. It ends by its button on the staff page, and by
 * itself as soon as nobody has touched the screen for idle_ms, whatever page shows, and at the latest after
 * FLOW_TEST_MS: a forgotten test mode never sets a real visitor's rating aside. */
#include "rating.h"
#include "staff_board.h"
#include <stdbool.h>

enum flow_page { FLOW_HOME, FLOW_RATE, FLOW_WHY, FLOW_THANKS, FLOW_FAULT, FLOW_PIN, FLOW_STAFF, FLOW_PAGES };

enum flow_saving {
    FLOW_SETTLED, /* nothing under way: taps are heard */
    FLOW_SAVING,  /* handed over; taps are not heard */
    FLOW_SLOW,    /* likewise, for longer than FLOW_SLOW_MS: the page says it is saving */
    FLOW_HUNG     /* still not answered after FLOW_HUNG_MS: the fault page shows and asks nothing meanwhile */
};

enum {
    FLOW_SLOW_MS = 300,
    FLOW_HUNG_MS = 10000,
    FLOW_WARN_MS = 20000,    /* how long the idle warning counts down */
    FLOW_THANKS_MS = 8000,   /* thanks is shown */
    FLOW_UNDO_MS = 6000,     /* of that, "change it" is offered */
    FLOW_SCAN_MS = 20000,    /* thanks is shown when it has a code: time to take out a phone */
    FLOW_CODE_MS = 120000,   /* a code shows for so long; it can be used for longer */
    FLOW_PROBE_MS = 10000,   /* between two tries of the storage on the fault page */
    FLOW_CORRECTIONS = 3,    /* how often one visit may change its answer */
    FLOW_ERRAND_MS = 60000,  /* an errand of the staff not answered for so long is given up; no export is */
    FLOW_EXPORT_MS = 600000, /* how long an export under way keeps the staff page from idling home */
    FLOW_TEST_MS = 600000,   /* the longest that test mode lasts */
    FLOW_PIN_LEAST = 4,      /* digits */
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
    CONTROL_DONE, /* leaves the thanks page, where that stays longer for its code */
    CONTROL_STAY, /* anywhere, while the idle warning shows */
    /* Of the staff: */
    CONTROL_CORNER, /* not seen; only a long press means something */
    CONTROL_DIGIT,  /* index: 0..9 */
    CONTROL_DELETE,
    CONTROL_ENTER,
    CONTROL_LEAVE,
    CONTROL_BOARD, /* index: which page of the board to show */
    CONTROL_EXPORT,
    CONTROL_TEST, /* test mode on or off */
    CONTROL_RESTART,
    CONTROL_SHUT_DOWN,
    CONTROL_YES,
    CONTROL_NO,
    CONTROL_OK,
    CONTROL_KINDS
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
    bool staff;      /* there are staff pages */
    bool codes;      /* there may be codes for phones */
};

enum flow_want { FLOW_WANT_NOTHING, FLOW_WANT_STORE, FLOW_WANT_PROBE };

/* What storing came to. */
enum flow_outcome { FLOW_STORED, FLOW_REFUSED };

/* What the code of a page is for. */
enum flow_code {
    FLOW_CODE_RATE,   /* a rating on the phone */
    FLOW_CODE_REMARK, /* only a remark */
    FLOW_CODES,
    FLOW_CODE_NONE = FLOW_CODES /* the page has none */
};

/* What lies over the staff page. */
enum flow_sheet {
    FLOW_SHEET_NONE,
    FLOW_SHEET_CONFIRM, /* asks once more before `request` */
    FLOW_SHEET_WORKING, /* `request` is under way */
    FLOW_SHEET_RESULT   /* what became of it */
};

/* What there is to say of an errand. */
enum flow_saying {
    FLOW_SAY_NOTHING,
    FLOW_SAY_MESSAGE, /* the answer's own sentence */
    FLOW_SAY_DONE,    /* no sentence came */
    FLOW_SAY_FAILED,  /* likewise; on the pad: the PIN is wrong */
    FLOW_SAY_LOST     /* no answer came */
};

struct flow_said {
    enum flow_saying saying;
    char message[STAFF_TEXT_SIZE]; /* with FLOW_SAY_MESSAGE */
};

enum flow_figures { FLOW_FIGURES_COMING, FLOW_FIGURES_HERE, FLOW_FIGURES_NONE };

/* The staff pages. One errand is under way at a time; what it does not allow is not heard meanwhile. */
struct flow_staff {
    char pin[STAFF_PIN_MAX + 1]; /* as entered; wiped as soon as it is handed on */
    int digits;                  /* shown as dots, also while the PIN is being checked */
    gint64 dead_until;           /* no key of the pad is heard before; kept when the pad is left */
    bool unlocked;               /* the PIN was right */
    bool fault;                  /* storage takes nothing: leads back to the fault page */
    enum flow_sheet sheet;
    enum staff_request request; /* the latest errand, or the one to be confirmed */
    struct flow_said said;      /* on the pad and on the sheet */
    enum flow_figures figures;
    struct staff_board board;    /* with FLOW_FIGURES_HERE */
    struct flow_said board_said; /* with FLOW_FIGURES_NONE */
    int board_page;
    bool waiting; /* an errand is under way */
    gint64 asked_at;
    guint64 ticket;      /* of the latest errand */
    guint64 lost_unlock; /* an unlock left alone: should it be granted yet, the staff have left already */
    bool wanted;         /* `errand` is to be taken by flow_take_staff */
    struct staff_errand errand;
    int left;        /* STAFF_LEFT to be taken, so often */
    gint64 test_end; /* of test mode; 0: it is off */
};

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
    gint64 warning_since;          /* when the idle warning came up */
    gint64 probe_at;               /* when the fault page tries the storage next */
    bool probing;                  /* a probe is under way */
    bool code_here[FLOW_CODES];    /* there is a code to show */
    bool code_cramped[FLOW_CODES]; /* ... and its page had no room for it when it was last laid out */
    gint64 code_due[FLOW_CODES];   /* when a fresh one is to be made; 0: as soon as its page shows */
    struct flow_staff staff;
};

void flow_init(struct flow *flow, const struct flow_config *config, gint64 now);

/* A completed tap on a control. Returns true when anything to be seen changed. */
bool flow_tap(struct flow *flow, struct control control, gint64 now);

/* Any touch at all, tap or not: somebody is there. Ends the idle warning. True when anything to be seen
 * changed. */
bool flow_touch(struct flow *flow, gint64 now);

/* A long press on a control. True when anything to be seen changed. */
bool flow_hold(struct flow *flow, struct control control, gint64 now);

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

/* What the page that shows has a code for, whether or not there is one. None in test mode: a rating by phone
 * would count. */
enum flow_code flow_code(const struct flow *flow);

/* Whether that code is to be made now. A page that appears has its code from the start; one that shows
 * already is not replaced under a finger. Ask again at flow_code_deadline (G_MAXINT64: not before something
 * else happens), which is no deadline of flow_tick. */
bool flow_code_is_due(const struct flow *flow, bool finger, gint64 now);
gint64 flow_code_deadline(const struct flow *flow, gint64 now);

/* It was made, or there is none for now: the next is due after FLOW_CODE_MS. Where a page gains or loses its
 * code it is another page to the hand. */
void flow_code_made(struct flow *flow, bool here, gint64 now);

/* Whether the page has room for its code. */
void flow_code_fits(struct flow *flow, bool fits, gint64 now);

/* Whether there is a code for the page that shows, and whether it is seen there. */
bool flow_has_code(const struct flow *flow);
bool flow_shows_code(const struct flow *flow);

/* Seconds left on the idle warning, rounded up; 0 when it does not show. */
int flow_warning_seconds(const struct flow *flow, gint64 now);

/* Takes what the staff pages ask for next, to be answered by flow_staff_answer with its ticket; false when
 * there is nothing more. `language` is the caller's to fill. The flow keeps no PIN after that; the caller
 * wipes *out. STAFF_LEFT, which has ticket 0 and no answer, comes exactly once for each unlock that was
 * granted. */
bool flow_take_staff(struct flow *flow, struct staff_errand *out, guint64 *ticket);

/* The answer to an errand. Stale tickets are ignored. True when anything to be seen changed. */
bool flow_staff_answer(struct flow *flow, guint64 ticket, const struct staff_answer *answer, gint64 now);

/* The program ends: leaves the staff pages if they show. */
void flow_end_staff(struct flow *flow, gint64 now);

/* Whether the pages of the staff show. */
bool flow_is_staff(const struct flow *flow);

/* Whether ratings are set aside as a trial. */
bool flow_is_test(const struct flow *flow);

/* Whether Enter, and whether a digit, is heard on the pad. */
bool flow_may_enter(const struct flow *flow, gint64 now);
bool flow_may_type(const struct flow *flow, gint64 now);

/* Seconds until the pad hears keys again, rounded up; 0 when it does. */
int flow_pin_seconds(const struct flow *flow, gint64 now);
