#pragma once
/* The center: its catalogue of areas and items and its settings, read from center.ini.
 *
 * center.ini is a GKeyFile whose every key is explained in assets/center.ini, the sample center. Names come
 * per language as name (Vietnamese) and name[en]. A mistake names file, group, key and what was expected;
 * all mistakes are named at once, one a line; an unknown group or key is a mistake. A leading BOM is
 * accepted. Immutable once loaded; any thread. */
#include "item.h"
#include "period.h"
#include "rating.h"
#include <glib.h>
#include <stdbool.h>

/* A text in several languages. Owned by what holds it. */
typedef struct local_text local_text_t;

/* The text in a language, else in Vietnamese. Never NULL. */
const char *local_text_get(const local_text_t *text, const char *language);

struct area {
    char id[AREA_ID_SIZE];
    local_text_t *name;
    char *icon;                 /* file name without ending in assets/icons, e.g. "dat-dai" */
    int active_from, active_to; /* yyyymmdd, inclusive; 0: open */
};

struct center_item {
    enum item item;
    local_text_t *question;    /* NULL: the words' own "rate.ITEM" (only tthc and phuc-vu have one) */
    bool asked[CHANNEL_COUNT]; /* on which channels */
};

enum { CENTER_OPENING_MAX = 4, CENTER_AREAS_MAX = 200 };

struct opening {
    int days;     /* bit 0 is Monday .. bit 6 Sunday */
    int from, to; /* minutes after local midnight; from < to; open at `from`, closed again at `to` */
};

struct center {
    char *id;              /* [a-z0-9-], 1..31 bytes */
    local_text_t *name;    /* e.g. "Trung tâm Phục vụ hành chính công" */
    local_text_t *commune; /* e.g. "Xã Chí Minh" */
    local_text_t *parent;  /* e.g. "Thành phố Hải Phòng" */
    char *hotline;         /* where a formal complaint goes; "" when not given */

    GPtrArray *areas; /* of struct area *, in file order, at most CENTER_AREAS_MAX; owned */
    GArray *items;    /* of struct center_item, in the order asked, ITEM_TTHC first; owned */

    char **languages; /* tags in the order offered, the first is the default; NULL-ended */
    int idle_seconds; /* without a touch before the warning: 10..600 */
    bool reasons;     /* whether the page of reasons follows the rating */
    char *bound_area; /* the one area this kiosk stands for, or NULL: the citizen chooses */
    struct opening opening[CENTER_OPENING_MAX];
    int n_opening; /* 0: always open */
    int rotation;  /* 0, 90, 180, 270 degrees clockwise */
    int width_mm;  /* width of the lit screen as the panel is made, before rotation: 100..2000 */
    bool high_contrast;

    char *web_url;    /* public address, http or https, ASCII, without a '/' at its end; or NULL */
    char *web_device; /* the one device whose sipas-web takes ratings and remarks by phone: "web" */
    char *web_listen; /* "127.0.0.1:8080" */
    char *staff_url;  /* address of the staff pages as the staff's browsers see it, or NULL: any IP address */
    char *staff_listen;  /* "127.0.0.1:8081" */
    char *status_listen; /* "127.0.0.1:8082": health and metrics */
    int code_minutes;    /* how long a code of the kiosk's screen is good: 10..10080 */
    int poster_per_hour; /* how many ratings an hour one poster may bring: 1..10000 */

    enum period_window window;
    int decimals; /* 0..2, of percentages people read; machine faces always have 2 */
    int few;      /* under this many ratings a percentage concludes nothing: 1..1000 */
    int enough;   /* under this many it is for reference: few..100000 */
    char **plans; /* ids or file names of the plans in force; may be empty; NULL-ended */
};

typedef struct center center_t;

#define CENTER_ERROR center_error_quark()
GQuark center_error_quark(void);
enum center_error { CENTER_ERROR_FILE, CENTER_ERROR_CONTENT };

/* Reads center.ini. The caller owns *out. */
bool center_load(center_t **out, const char *file, GError **error);
void center_free(center_t *center); /* NULL is fine */

/* The area of that id, or NULL. Owned by the center. */
const struct area *center_area(const center_t *center, const char *id);

/* Whether the area is offered on that day. */
bool area_is_active(const struct area *area, int day);

/* Whether the center is open at that time by the clock of Việt Nam (UTC+7); always, when no hours are given.
 */
bool center_is_open(const center_t *center, gint64 utc_ms);

/* Whether the item is asked on that channel; a poster leads to what the phone asks. */
bool center_item_is_asked(const struct center_item *item, enum channel channel);

/* The item if the center asks it on any channel, or NULL. Owned by the center. */
const struct center_item *center_item(const center_t *center, enum item item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(center_t, center_free)
