#include "flow.h"
#include "level.h"
#include <string.h>

/* What a page does. `enter` sets the page's own fields, `tap` obeys a control and says whether anything to be
 * seen changed, `tick` does likewise when the deadline that `due` names has passed. */
struct page {
    void (*enter)(struct flow *flow, gint64 now);
    bool (*tap)(struct flow *flow, struct control control, gint64 now);
    bool (*tick)(struct flow *flow, gint64 now);
    gint64 (*due)(const struct flow *flow, gint64 now);
};

static const struct page *page_of(const struct flow *flow);

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

/* Every change of what the screen asks goes through here, so that no finger acts on a page it did not see. */
static void turn_to(struct flow *flow, enum flow_page page, gint64 now)
{
    flow->page = page;
    flow->serial++;
    flow->page_since = now;
    flow->pressed_level = 0;
    flow->warning = false;
    page_of(flow)->enter(flow, now);
}

/* Forgets the visit: nothing of one visitor is left for the next. */
static void begin_visit(struct flow *flow, gint64 now)
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
    memset(flow->answers, 0, sizeof flow->answers);
    turn_to(flow, flow->config->bound_area >= 0 ? FLOW_RATE : FLOW_HOME, now);
}

static enum item asked_item(const struct flow *flow)
{
    return flow->config->items[flow->item];
}

static void request_store(struct flow *flow, enum entry_kind kind, gint64 now)
{
    flow->store = (struct rating){.kind = kind, .refers = kind == ENTRY_RATING ? 0 : flow->rating_seq};
    flow->want = FLOW_WANT_STORE;
    flow->ticket++;
    flow->saving = FLOW_SAVING;
    flow->saving_since = now;
}

static void thank(struct flow *flow, gint64 now)
{
    flow->correcting = false;
    turn_to(flow, FLOW_THANKS, now);
}

static void ask(struct flow *flow, int item, gint64 now)
{
    flow->item = item;
    turn_to(flow, FLOW_RATE, now);
}

static void after_answer(struct flow *flow, gint64 now)
{
    if (flow->item + 1 < flow->config->n_items)
        ask(flow, flow->item + 1, now);
    else if (flow->config->reasons)
        turn_to(flow, FLOW_WHY, now);
    else
        thank(flow, now);
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
    thank(flow, now);
}

/* Whoever was there last may have left by then. */
static gint64 alone_at(const struct flow *flow)
{
    return MAX(flow->touched, flow->page_since) + flow->config->idle_ms;
}

/* Pages that somebody has to leave by a tap go home by themselves when nobody is there. */

static gint64 idle_due(const struct flow *flow, gint64 now)
{
    if (flow_is_at_rest(flow))
        return G_MAXINT64;
    if (!flow->warning)
        return alone_at(flow);
    return flow->warning_since + FLOW_WARN_MS - (flow_warning_seconds(flow, now) - 1) * (gint64)1000;
}

static bool idle_tick(struct flow *flow, gint64 now)
{
    if (!flow->warning) {
        flow->warning = true;
        flow->warning_since = now;
    } else if (flow_warning_seconds(flow, now) == 0) {
        begin_visit(flow, now);
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
        turn_to(flow, FLOW_HOME, now);
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
        turn_to(flow, FLOW_HOME, now); /* the same visitor goes on: language and tiles stay */
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
        thank(flow, now);
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
    if (control.kind != CONTROL_UNDO || !flow->undo_offered)
        return false;
    flow->corrections--;
    flow->correcting = true;
    correct_from(flow, 0, now);
    return true;
}

static gint64 thanks_due(const struct flow *flow, gint64 now)
{
    (void)now;
    return flow->page_since + (flow->undo_offered ? FLOW_UNDO_MS : FLOW_THANKS_MS);
}

static bool thanks_tick(struct flow *flow, gint64 now)
{
    flow->undo_offered = false;
    if (now >= flow->page_since + FLOW_THANKS_MS)
        begin_visit(flow, now);
    return true;
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
    return flow->language == 0 && flow->rating_seq == 0 ? G_MAXINT64 : alone_at(flow);
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

static const struct page PAGES[] = {
    [FLOW_HOME] = {home_enter, home_tap, idle_tick, idle_due},
    [FLOW_RATE] = {rate_enter, rate_tap, idle_tick, idle_due},
    [FLOW_WHY] = {why_enter, why_tap, idle_tick, idle_due},
    [FLOW_THANKS] = {thanks_enter, thanks_tap, thanks_tick, thanks_due},
    [FLOW_FAULT] = {fault_enter, fault_tap, fault_tick, fault_due},
};

static const struct page *page_of(const struct flow *flow)
{
    return &PAGES[flow->page];
}

/* Called at the end of everything that may have moved the next deadline. */
static bool schedule(struct flow *flow, gint64 now, bool changed)
{
    if (flow->saving == FLOW_SAVING)
        flow->deadline = flow->saving_since + FLOW_SLOW_MS;
    else if (flow->saving == FLOW_SLOW)
        flow->deadline = flow->saving_since + FLOW_HUNG_MS;
    else
        flow->deadline = page_of(flow)->due(flow, now);
    return changed;
}

void flow_init(struct flow *flow, const struct flow_config *config, gint64 now)
{
    g_assert(config->n_items >= 1 && config->n_items <= FLOW_MAX_ITEMS);
    g_assert(config->n_areas >= 0 && config->n_areas <= FLOW_MAX_AREAS);
    g_assert(config->bound_area >= -1 && config->bound_area < config->n_areas);
    g_assert(config->n_languages >= 1 && config->idle_ms > 0);
    *flow = (struct flow){.config = config, .touched = now};
    begin_visit(flow, now);
    schedule(flow, now, true);
}

void flow_renew(struct flow *flow, gint64 now)
{
    g_assert(flow_is_at_rest(flow));
    begin_visit(flow, now);
    schedule(flow, now, true);
}

bool flow_touch(struct flow *flow, gint64 now)
{
    bool woken = flow->warning;
    flow->touched = now;
    flow->warning = false;
    return schedule(flow, now, woken);
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
    /* Whoever answers the warning has not seen the page under it: the tap means "I am here" and no more. */
    if (flow_touch(flow, now))
        return true;
    if (flow->saving == FLOW_SAVING || flow->saving == FLOW_SLOW)
        return false;
    bool changed = control.kind == CONTROL_LANGUAGE ? choose_language(flow, control.index)
                                                    : page_of(flow)->tap(flow, control, now);
    return schedule(flow, now, changed);
}

static void wait_longer(struct flow *flow, gint64 now)
{
    if (now < flow->saving_since + FLOW_HUNG_MS) {
        flow->saving = FLOW_SLOW;
    } else {
        flow->saving = FLOW_HUNG;
        turn_to(flow, FLOW_FAULT, now);
    }
}

bool flow_tick(struct flow *flow, gint64 now)
{
    if (now < flow->deadline)
        return false;
    if (flow->saving == FLOW_SAVING || flow->saving == FLOW_SLOW) {
        wait_longer(flow, now);
        return schedule(flow, now, true);
    }
    return schedule(flow, now, page_of(flow)->tick(flow, now));
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
    if (now >= alone_at(flow))
        flow->corrections = 0;
    thank(flow, now);
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
    else if (flow->store.kind == ENTRY_REASONS)
        thank(flow, now);
    else if (flow->store.kind == ENTRY_CORRECTION)
        correct_from(flow, flow->item + 1, now);
    else
        after_answer(flow, now);
}

static bool probed(struct flow *flow, enum flow_outcome outcome, gint64 now)
{
    if (!flow->probing)
        return false;
    flow->probing = false;
    flow->probe_at = now + FLOW_PROBE_MS;
    if (outcome == FLOW_STORED)
        begin_visit(flow, now);
    return schedule(flow, now, outcome == FLOW_STORED);
}

bool flow_answer(struct flow *flow, guint64 ticket, enum flow_outcome outcome, gint64 seq, gint64 now)
{
    if (ticket == 0)
        return probed(flow, outcome, now);
    if (flow->saving == FLOW_SETTLED || ticket != flow->ticket)
        return false;
    bool late = flow->saving == FLOW_HUNG;
    flow->saving = FLOW_SETTLED;
    if (outcome == FLOW_STORED)
        stored(flow, seq, late, now);
    else if (late)
        flow->probe_at = now + FLOW_PROBE_MS;
    else
        turn_to(flow, FLOW_FAULT, now);
    return schedule(flow, now, outcome == FLOW_STORED || !late);
}
