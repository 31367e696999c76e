#pragma once
/* Touch: raw contacts in, taps out. Pure; times are monotonic milliseconds handed in.
 *
 * A tap counts when a finger goes down and up on the same control of the same page. Ignored are: a finger
 * that was down before the page appeared, a finger that lands within the dead time after it appeared, a palm
 * (three or more contacts that land together), a contact at the very edge or outside, a finger held too long,
 * and a repeat on the same control faster than a hand can mean it. Sliding off a control and letting go takes
 * a tap back; sliding on to it again before letting go does not. Fingers are told apart by id; the mouse is
 * one more id. A finger whose end got lost is forgotten.
 *
 * A long press is known to CONTROL_CORNER alone: one finger, nothing else on the panel meanwhile, that rests
 * on it without a moment beside it. It counts while the finger is still down; no tap comes of it. */
#include "flow.h"
#include <stdbool.h>

enum {
    TOUCH_DEAD_MS = 400,   /* after a page change */
    TOUCH_REPEAT_MS = 250, /* same control again */
    TOUCH_PALM_MS = 120,   /* contacts that land this close together are one hand */
    TOUCH_PALM_FINGERS = 3,
    TOUCH_HELD_MS = 5000,    /* a longer press is no tap */
    TOUCH_LONG_MS = 3000,    /* a press on the corner that is this long means something */
    TOUCH_FORGET_MS = 10000, /* a contact without news for this long is gone */
    TOUCH_FINGERS = 16       /* further contacts are ignored */
};

struct touch_finger {
    bool down;
    gint64 id;
    gint64 since;           /* landed */
    gint64 latest;          /* last heard of */
    guint64 serial;         /* flow's serial when it landed */
    struct control control; /* under it when it landed */
    struct control over;    /* under it now */
    bool palm;              /* landed together with others as one hand */
    bool spoiled;           /* can no longer become a tap */
};

struct touch {
    struct touch_finger fingers[TOUCH_FINGERS];
    struct control last_control; /* latest tap */
    gint64 last_tap;
};

void touch_init(struct touch *touch);

/* A contact lands. `under` is the control there (CONTROL_NONE: none, or outside), `serial` and `page_since`
 * are the flow's. */
void touch_down(struct touch *touch, gint64 id, struct control under, guint64 serial, gint64 page_since,
                gint64 now);

/* It moved to where `under` is. */
void touch_move(struct touch *touch, gint64 id, struct control under, gint64 now);

/* It ended over `under`. True when that was a tap; *tap is then the control. */
bool touch_up(struct touch *touch, struct control *tap, gint64 id, struct control under, guint64 serial,
              gint64 now);

/* Whether a long press has just come to its time: true once for each. */
bool touch_long(struct touch *touch, struct control *out, guint64 serial, gint64 now);

/* When to ask touch_long next; G_MAXINT64: no press may become long. */
gint64 touch_long_due(const struct touch *touch);

/* The contact was taken away by the system: no tap. */
void touch_cancel(struct touch *touch, gint64 id);

/* Forgets the contacts without news; touch_down does so too. True while any contact is left. */
bool touch_forget(struct touch *touch, gint64 now);

/* The control to draw as pressed: under an unspoiled finger that is still over it; CONTROL_NONE when none. */
struct control touch_pressed(const struct touch *touch, guint64 serial);
