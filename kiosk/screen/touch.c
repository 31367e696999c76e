#include "touch.h"

G_STATIC_ASSERT(TOUCH_DEAD_MS > TOUCH_REPEAT_MS);

static const struct control NO_CONTROL = {CONTROL_NONE, 0};

void touch_init(struct touch *touch)
{
    *touch = (struct touch){.last_control = NO_CONTROL};
}

static struct touch_finger *find(struct touch *touch, gint64 id)
{
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        if (touch->fingers[i].down && touch->fingers[i].id == id)
            return &touch->fingers[i];
    }
    return NULL;
}

static struct touch_finger *find_free(struct touch *touch)
{
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        if (!touch->fingers[i].down)
            return &touch->fingers[i];
    }
    return NULL;
}

bool touch_forget(struct touch *touch, gint64 now)
{
    bool left = false;
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        struct touch_finger *finger = &touch->fingers[i];
        if (finger->down && now - finger->latest > TOUCH_FORGET_MS)
            finger->down = false;
        left = left || finger->down;
    }
    return left;
}

/* Three that land together are a palm; whatever lands right after joins it. */
static void spoil_palm(struct touch *touch, gint64 now)
{
    int together = 0;
    bool palm = false;
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        const struct touch_finger *finger = &touch->fingers[i];
        if (finger->down && now - finger->since <= TOUCH_PALM_MS) {
            together++;
            palm = palm || finger->palm;
        }
    }
    if (together < TOUCH_PALM_FINGERS && !palm)
        return;
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        struct touch_finger *finger = &touch->fingers[i];
        if (finger->down && now - finger->since <= TOUCH_PALM_MS)
            finger->palm = finger->spoiled = true;
    }
}

static bool may_be_long(const struct touch_finger *finger)
{
    return finger->down && !finger->spoiled && finger->control.kind == CONTROL_CORNER;
}

/* Whoever means the corner lays one finger there and leaves the rest of the panel alone. */
static void spoil_long(struct touch *touch)
{
    int down = 0;
    for (int i = 0; i < TOUCH_FINGERS; i++)
        down += touch->fingers[i].down;
    for (int i = 0; i < TOUCH_FINGERS && down > 1; i++) {
        if (may_be_long(&touch->fingers[i]))
            touch->fingers[i].spoiled = true;
    }
}

void touch_down(struct touch *touch, gint64 id, struct control under, guint64 serial, gint64 page_since,
                gint64 now)
{
    touch_forget(touch, now);
    struct touch_finger *finger = find(touch, id); /* still there: its end got lost, this is a new contact */
    if (finger == NULL)
        finger = find_free(touch);
    if (finger == NULL)
        return;
    *finger = (struct touch_finger){
        .down = true,
        .id = id,
        .since = now,
        .latest = now,
        .serial = serial,
        .control = under,
        .over = under,
        .spoiled = under.kind == CONTROL_NONE || now < page_since + TOUCH_DEAD_MS,
    };
    spoil_palm(touch, now);
    spoil_long(touch);
}

void touch_move(struct touch *touch, gint64 id, struct control under, gint64 now)
{
    struct touch_finger *finger = find(touch, id);
    if (finger == NULL)
        return;
    finger->latest = now;
    finger->over = under;
    if (finger->control.kind == CONTROL_CORNER && under.kind != CONTROL_CORNER)
        finger->spoiled = true;
}

bool touch_long(struct touch *touch, struct control *out, guint64 serial, gint64 now)
{
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        struct touch_finger *finger = &touch->fingers[i];
        if (!may_be_long(finger) || now - finger->since < TOUCH_LONG_MS)
            continue;
        finger->spoiled = true;
        if (finger->serial != serial)
            return false;
        *out = finger->control;
        return true;
    }
    return false;
}

gint64 touch_long_due(const struct touch *touch)
{
    gint64 due = G_MAXINT64;
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        if (may_be_long(&touch->fingers[i]))
            due = MIN(due, touch->fingers[i].since + TOUCH_LONG_MS);
    }
    return due;
}

/* A repeat starts the wait anew, so that a trembling or stuck contact stays one tap. The same control on the
 * next page is no repeat: the dead time there is longer. */
static bool is_repeat(struct touch *touch, struct control control, gint64 now)
{
    bool repeat = control_equal(touch->last_control, control) && now - touch->last_tap < TOUCH_REPEAT_MS;
    touch->last_control = control;
    touch->last_tap = now;
    return repeat;
}

bool touch_up(struct touch *touch, struct control *tap, gint64 id, struct control under, guint64 serial,
              gint64 now)
{
    struct touch_finger *finger = find(touch, id);
    if (finger == NULL)
        return false;
    finger->down = false;
    if (finger->spoiled || finger->serial != serial || !control_equal(finger->control, under) ||
        now - finger->since > TOUCH_HELD_MS || is_repeat(touch, under, now))
        return false;
    *tap = under;
    return true;
}

void touch_cancel(struct touch *touch, gint64 id)
{
    struct touch_finger *finger = find(touch, id);
    if (finger != NULL)
        finger->down = false;
}

struct control touch_pressed(const struct touch *touch, guint64 serial)
{
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        const struct touch_finger *finger = &touch->fingers[i];
        if (finger->down && !finger->spoiled && finger->serial == serial &&
            control_equal(finger->control, finger->over))
            return finger->control;
    }
    return NO_CONTROL;
}
