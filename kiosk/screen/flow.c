#include "flow_internal.h"
#include "level.h"
#include <string.h>

static const struct flow_manner *manner_of(const struct flow *flow);

bool control_equal(struct control a, struct control b)
{
    return a.kind == b.kind && a.index == b.index;
}

bool flow_is_home(const struct flow *flow)
{
    if (flow->page == FLOW_HOME)
        return true;
    return flow->config->bound_area >= 0 && flow->page == FLOW_RATE && flow->rating_seq == 0;
}

bool flow_is_at_rest(const struct flow *flow)
{
    return flow_is_home(flow) && flow->saving == FLOW_SETTLED && flow->language == 0 && flow->tiles_page == 0;
}

int flow_warning_seconds(const struct flow *flow, gint64 now)
{
    if (!flow->warning)
        return 0;
    gint64 left = flow->warning_since + FLOW_WARN_MS - now;
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

void flow_turn_to(struct flow *flow, enum flow_page page, gint64 now)
{
    flow->page = page;
    flow->serial++;
    flow->page_since = now;
    flow->pressed_level = 0;
    flow->warning = false;
    manner_of(flow)->enter(flow, now);
}

void flow_forget_visit(struct flow *flow)
{
    flow->language = 0;
    flow->tiles_page = 0;
    flow->area = flow->config->bound_area;
    flow->item = 0;
    flow->correcting = false;
    flow->corrections = FLOW_CORRECTIONS;
    flow->undo_offered = false;
    flow->reasons = 0;
    flow->rating_seq = 0;
    flow_forget_codes(flow);
    memset(flow->answers, 0, sizeof flow->answers);
}

void flow_begin_visit(struct flow *flow, gint64 now)
{
    flow_forget_visit(flow);
    flow_turn_to(flow, flow->config->bound_area >= 0 ? FLOW_RATE : FLOW_HOME, now);
}

gint64 flow_alone_at(const struct flow *flow)
{
    return MAX(flow->touched, flow->page_since) + flow->config->idle_ms;
}

/* Fault: storage takes nothing; only a probe that succeeds, or the hung request stored after all, leads away.
 */

static void fault_enter(struct flow *flow, gint64 now)
{
    flow->probing = false;
    flow->probe_at = now + FLOW_PROBE_MS;
}

static bool fault_tap(struct flow *flow, struct control control, gint64 now)
{
    (void)flow;
    (void)control;
    (void)now;
    return false;
}

/* When what the page keeps of its visitor is too old: whoever stands there then is somebody else. */
static gint64 forget_due(const struct flow *flow)
{
    return flow->language == 0 && flow->rating_seq == 0 ? G_MAXINT64 : flow_alone_at(flow);
}

static bool may_probe(const struct flow *flow)
{
    return !flow->probing && flow->saving == FLOW_SETTLED;
}

static gint64 fault_due(const struct flow *flow, gint64 now)
{
    (void)now;
    return MIN(forget_due(flow), may_probe(flow) ? flow->probe_at : G_MAXINT64);
}

static bool fault_tick(struct flow *flow, gint64 now)
{
    if (may_probe(flow) && now >= flow->probe_at) {
        flow->probing = true;
        flow->want = FLOW_WANT_PROBE;
    }
    if (now < forget_due(flow))
        return false;
    flow->language = 0;
    flow->rating_seq = 0;
    return true;
}

static const struct flow_manner *manner_of(const struct flow *flow)
{
    static const struct flow_manner FAULT = {fault_enter, fault_tap, fault_tick, fault_due};
    if (flow->page == FLOW_FAULT)
        return &FAULT;
    return flow_is_staff(flow) ? flow_staff_manner(flow->page) : flow_visit_manner(flow->page);
}

bool flow_schedule(struct flow *flow, gint64 now, bool changed)
{
    if (flow->saving == FLOW_SAVING)
        flow->deadline = flow->saving_since + FLOW_SLOW_MS;
    else if (flow->saving == FLOW_SLOW)
        flow->deadline = flow->saving_since + FLOW_HUNG_MS;
    else
        flow->deadline = manner_of(flow)->due(flow, now);
    flow->deadline = MIN(flow->deadline, flow_test_due(flow));
    return changed;
}

void flow_init(struct flow *flow, const struct flow_config *config, gint64 now)
{
    g_assert(config->n_items >= 1 && config->n_items <= FLOW_MAX_ITEMS);
    g_assert(config->n_areas >= 0 && config->n_areas <= FLOW_MAX_AREAS);
    g_assert(config->bound_area >= -1 && config->bound_area < config->n_areas);
    g_assert(config->n_languages >= 1 && config->idle_ms > 0);
    *flow = (struct flow){.config = config, .touched = now};
    flow_begin_visit(flow, now);
    flow_schedule(flow, now, true);
}

void flow_renew(struct flow *flow, gint64 now)
{
    g_assert(flow_is_at_rest(flow));
    flow_begin_visit(flow, now);
    flow_schedule(flow, now, true);
}

/* What is over for want of a touch stays over: a machine that slept may hear the touch before the time. */
static bool end_what_is_over(struct flow *flow, gint64 now)
{
    return (flow_is_staff(flow) || flow_is_test(flow)) && flow_tick(flow, now);
}

bool flow_touch(struct flow *flow, gint64 now)
{
    bool ended = end_what_is_over(flow, now), woken = flow->warning;
    flow->touched = now;
    flow->warning = false;
    return flow_schedule(flow, now, ended || woken);
}

static bool choose_language(struct flow *flow, int language)
{
    if (language < 0 || language >= flow->config->n_languages || language == flow->language)
        return false;
    flow->language = language;
    return true;
}

bool flow_tap(struct flow *flow, struct control control, gint64 now)
{
    guint64 serial = flow->serial;
    bool warned = flow->warning, woken = flow_touch(flow, now);
    /* Whoever answers the warning has not seen the page under it: the tap means "I am here" and no more. */
    if (warned || flow->serial != serial)
        return woken;
    if (flow->saving == FLOW_SAVING || flow->saving == FLOW_SLOW)
        return false;
    bool changed = control.kind == CONTROL_LANGUAGE ? choose_language(flow, control.index)
                                                    : manner_of(flow)->tap(flow, control, now);
    return flow_schedule(flow, now, changed || woken);
}

static void wait_longer(struct flow *flow, gint64 now)
{
    if (now < flow->saving_since + FLOW_HUNG_MS) {
        flow->saving = FLOW_SLOW;
    } else {
        flow->saving = FLOW_HUNG;
        flow_turn_to(flow, FLOW_FAULT, now);
    }
}

bool flow_hold(struct flow *flow, struct control control, gint64 now)
{
    bool warned = flow->warning, woken = flow_touch(flow, now);
    bool opened = !warned && control.kind == CONTROL_CORNER && flow_open_pin(flow, now);
    return flow_schedule(flow, now, opened || woken);
}

static bool page_tick(struct flow *flow, gint64 now)
{
    if (flow->saving != FLOW_SAVING && flow->saving != FLOW_SLOW)
        return manner_of(flow)->tick(flow, now);
    wait_longer(flow, now);
    return true;
}

bool flow_tick(struct flow *flow, gint64 now)
{
    if (now < flow->deadline)
        return false;
    bool ended = now >= flow_test_due(flow);
    if (ended) {
        flow_end_test(flow);
        flow_schedule(flow, now, true);
    }
    bool changed = now >= flow->deadline && page_tick(flow, now);
    return flow_schedule(flow, now, changed || ended);
}

enum flow_want flow_take(struct flow *flow, struct rating *out, guint64 *ticket)
{
    enum flow_want want = flow->want;
    flow->want = FLOW_WANT_NOTHING;
    if (want == FLOW_WANT_STORE) {
        *out = flow->store;
        *ticket = flow->ticket;
    }
    return want;
}

/* A late answer comes to the fault page: the visit goes no further than to say what is true. Once the visitor
 * may have left, nobody else is offered to change the rating. */
static void stored_late(struct flow *flow, gint64 now)
{
    if (now >= flow_alone_at(flow))
        flow->corrections = 0;
    flow_thank(flow, now);
}

static void stored(struct flow *flow, gint64 seq, bool late, gint64 now)
{
    g_assert(seq > 0);
    flow->rating_seq = flow->store.kind == ENTRY_RATING ? seq : flow->store.refers;
    for (int i = 0; i < ITEM_COUNT; i++) {
        if (flow->store.answers[i] != LEVEL_NONE)
            flow->answers[i] = flow->store.answers[i];
    }
    if (late)
        stored_late(flow, now);
    else
        flow_go_on(flow, now);
}

static bool probed(struct flow *flow, enum flow_outcome outcome, gint64 now)
{
    if (!flow->probing)
        return false;
    flow->probing = false;
    flow->probe_at = now + FLOW_PROBE_MS;
    if (flow_is_staff(flow))
        return flow_staff_storage(flow, outcome, now);
    if (outcome == FLOW_STORED)
        flow_begin_visit(flow, now);
    return flow_schedule(flow, now, outcome == FLOW_STORED);
}

bool flow_answer(struct flow *flow, guint64 ticket, enum flow_outcome outcome, gint64 seq, gint64 now)
{
    if (ticket == 0)
        return probed(flow, outcome, now);
    if (flow->saving == FLOW_SETTLED || ticket != flow->ticket)
        return false;
    bool late = flow->saving == FLOW_HUNG;
    flow->saving = FLOW_SETTLED;
    if (flow_is_staff(flow)) /* the request hung, and its visitor is gone */
        return flow_staff_storage(flow, outcome, now);
    if (outcome == FLOW_STORED)
        stored(flow, seq, late, now);
    else if (late)
        flow->probe_at = now + FLOW_PROBE_MS;
    else
        flow_turn_to(flow, FLOW_FAULT, now);
    return flow_schedule(flow, now, outcome == FLOW_STORED || !late);
}
