#include "flow_internal.h"
#include "level.h"

static enum item asked_item(const struct flow *flow)
{
    return flow->config->items[flow->item];
}

static void request_store(struct flow *flow, enum entry_kind kind, gint64 now)
{
    bool rating = kind == ENTRY_RATING;
    flow->store = (struct rating){.kind = kind,
                                  .refers = rating ? 0 : flow->rating_seq,
                                  .flags = rating && flow_is_test(flow) ? FLAG_STAFF_TEST : 0};
    flow->want = FLOW_WANT_STORE;
    flow->ticket++;
    flow->saving = FLOW_SAVING;
    flow->saving_since = now;
}

void flow_thank(struct flow *flow, gint64 now)
{
    flow->correcting = false;
    flow_turn_to(flow, FLOW_THANKS, now);
}

static void ask(struct flow *flow, int item, gint64 now)
{
    flow->item = item;
    flow_turn_to(flow, FLOW_RATE, now);
}

static void after_answer(struct flow *flow, gint64 now)
{
    if (flow->item + 1 < flow->config->n_items)
        ask(flow, flow->item + 1, now);
    else if (flow->config->reasons)
        flow_turn_to(flow, FLOW_WHY, now);
    else
        flow_thank(flow, now);
}

/* Asks again the first item from index `from` on that this visit answered. */
static void correct_from(struct flow *flow, int from, gint64 now)
{
    for (int i = from; i < flow->config->n_items; i++) {
        if (flow->answers[flow->config->items[i]] != LEVEL_NONE) {
            ask(flow, i, now);
            return;
        }
    }
    flow_thank(flow, now);
}

/* Pages that somebody has to leave by a tap go home by themselves when nobody is there. */

static gint64 idle_due(const struct flow *flow, gint64 now)
{
    if (flow_is_at_rest(flow))
        return G_MAXINT64;
    if (!flow->warning)
        return flow_alone_at(flow);
    return flow->warning_since + FLOW_WARN_MS - (flow_warning_seconds(flow, now) - 1) * (gint64)1000;
}

static bool idle_tick(struct flow *flow, gint64 now)
{
    if (!flow->warning) {
        flow->warning = true;
        flow->warning_since = now;
    } else if (flow_warning_seconds(flow, now) == 0) {
        flow_begin_visit(flow, now);
    }
    return true;
}

/* Home: the areas. */

static void home_enter(struct flow *flow, gint64 now)
{
    (void)now;
    flow->area = -1;
}

static bool home_tap(struct flow *flow, struct control control, gint64 now)
{
    if (control.kind == CONTROL_AREA && control.index >= 0 && control.index < flow->config->n_areas) {
        flow->area = control.index;
        ask(flow, 0, now);
        return true;
    }
    if (control.kind == CONTROL_PAGE && control.index >= 0 && control.index < FLOW_MAX_AREAS &&
        control.index != flow->tiles_page) {
        flow->tiles_page = control.index;
        flow_turn_to(flow, FLOW_HOME, now);
        return true;
    }
    return false;
}

/* Rate: one item and five faces. */

static void rate_enter(struct flow *flow, gint64 now)
{
    (void)flow;
    (void)now;
}

static bool rate_level(struct flow *flow, int level, gint64 now)
{
    if (!level_is_valid(level))
        return false;
    if (flow->correcting && flow->answers[asked_item(flow)] == level) {
        correct_from(flow, flow->item + 1, now);
        return true;
    }
    request_store(flow,
                  flow->correcting        ? ENTRY_CORRECTION
                  : flow->rating_seq == 0 ? ENTRY_RATING
                                          : ENTRY_FURTHER,
                  now);
    if (flow->store.kind == ENTRY_RATING)
        g_strlcpy(flow->store.area, flow->config->areas[flow->area], sizeof flow->store.area);
    flow->store.answers[asked_item(flow)] = (uint8_t)level;
    flow->pressed_level = level;
    return true;
}

static bool rate_back(struct flow *flow, gint64 now)
{
    if (flow->correcting)
        correct_from(flow, flow->item + 1, now);
    else if (flow->rating_seq == 0 && !flow_is_home(flow))
        flow_turn_to(flow, FLOW_HOME, now); /* the same visitor goes on: language and tiles stay */
    else
        return false;
    return true;
}

static bool rate_skip(struct flow *flow, gint64 now)
{
    if (flow->correcting)
        correct_from(flow, flow->item + 1, now);
    else if (flow->rating_seq > 0)
        after_answer(flow, now);
    else
        return false;
    return true;
}

static bool rate_tap(struct flow *flow, struct control control, gint64 now)
{
    if (control.kind == CONTROL_FACE)
        return rate_level(flow, control.index, now);
    if (control.kind == CONTROL_BACK)
        return rate_back(flow, now);
    if (control.kind == CONTROL_SKIP)
        return rate_skip(flow, now);
    return false;
}

/* Why: the reasons. */

static void why_enter(struct flow *flow, gint64 now)
{
    (void)now;
    flow->reasons = 0;
}

static bool why_tap(struct flow *flow, struct control control, gint64 now)
{
    if (control.kind == CONTROL_REASON && control.index >= 0 && control.index < REASON_COUNT) {
        flow->reasons ^= 1u << control.index;
        return true;
    }
    if (control.kind == CONTROL_SEND && flow->reasons != 0) {
        request_store(flow, ENTRY_REASONS, now);
        flow->store.reasons = flow->reasons;
        return true;
    }
    if (control.kind == CONTROL_SEND || control.kind == CONTROL_SKIP) {
        flow_thank(flow, now);
        return true;
    }
    return false;
}

/* Thanks: everything said is stored. */

static void thanks_enter(struct flow *flow, gint64 now)
{
    (void)now;
    g_assert(flow->rating_seq > 0);
    flow->undo_offered = flow->corrections > 0;
}

static bool thanks_tap(struct flow *flow, struct control control, gint64 now)
{
    if (control.kind == CONTROL_DONE && !flow->undo_offered) {
        flow_begin_visit(flow, now);
        return true;
    }
    if (control.kind != CONTROL_UNDO || !flow->undo_offered)
        return false;
    flow->corrections--;
    flow->correcting = true;
    correct_from(flow, 0, now);
    return true;
}

static gint64 thanks_end(const struct flow *flow)
{
    return flow->page_since + (flow_shows_code(flow) ? FLOW_SCAN_MS : FLOW_THANKS_MS);
}

static gint64 thanks_due(const struct flow *flow, gint64 now)
{
    (void)now;
    return flow->undo_offered ? flow->page_since + FLOW_UNDO_MS : thanks_end(flow);
}

static bool thanks_tick(struct flow *flow, gint64 now)
{
    flow->undo_offered = false;
    if (now >= thanks_end(flow))
        flow_begin_visit(flow, now);
    return true;
}

void flow_go_on(struct flow *flow, gint64 now)
{
    if (flow->store.kind == ENTRY_REASONS)
        flow_thank(flow, now);
    else if (flow->store.kind == ENTRY_CORRECTION)
        correct_from(flow, flow->item + 1, now);
    else
        after_answer(flow, now);
}

const struct flow_manner *flow_visit_manner(enum flow_page page)
{
    static const struct flow_manner MANNERS[] = {
        [FLOW_HOME] = {home_enter, home_tap, idle_tick, idle_due},
        [FLOW_RATE] = {rate_enter, rate_tap, idle_tick, idle_due},
        [FLOW_WHY] = {why_enter, why_tap, idle_tick, idle_due},
        [FLOW_THANKS] = {thanks_enter, thanks_tap, thanks_tick, thanks_due},
    };
    return &MANNERS[page];
}
