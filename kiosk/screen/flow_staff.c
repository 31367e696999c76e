#include "flow_internal.h"
#include <string.h>

bool flow_is_staff(const struct flow *flow)
{
    return flow->page == FLOW_PIN || flow->page == FLOW_STAFF;
}

/* --- test mode --- */

bool flow_is_test(const struct flow *flow)
{
    return flow->staff.test_end > 0;
}

gint64 flow_test_due(const struct flow *flow)
{
    if (!flow_is_test(flow))
        return G_MAXINT64;
    return MIN(flow->staff.test_end, flow->touched + flow->config->idle_ms);
}

/* A finger that is down meant the page with the banner. */
void flow_end_test(struct flow *flow)
{
    flow->staff.test_end = 0;
    flow->serial++;
}

/* --- errands --- */

static void ask(struct flow *flow, enum staff_request request, gint64 now)
{
    struct flow_staff *staff = &flow->staff;
    staff->errand = (struct staff_errand){.request = request};
    staff->request = request;
    staff->wanted = staff->waiting = true;
    staff->asked_at = now;
    staff->ticket++;
}

static void wipe_pin(struct flow *flow)
{
    explicit_bzero(flow->staff.pin, sizeof flow->staff.pin);
}

bool flow_take_staff(struct flow *flow, struct staff_errand *out, guint64 *ticket)
{
    struct flow_staff *staff = &flow->staff;
    if (staff->wanted) {
        *out = staff->errand;
        *ticket = staff->ticket;
        staff->wanted = false;
        explicit_bzero(staff->errand.pin, sizeof staff->errand.pin);
        return true;
    }
    if (staff->left == 0)
        return false;
    *out = (struct staff_errand){.request = STAFF_LEFT};
    *ticket = 0;
    staff->left--;
    return true;
}

static gint64 lost_at(const struct flow *flow)
{
    const struct flow_staff *staff = &flow->staff;
    return staff->waiting && staff->request != STAFF_EXPORT ? staff->asked_at + FLOW_ERRAND_MS : G_MAXINT64;
}

/* Nobody waits for the answer any more. An unlock that has not gone out yet never does; one that has may
 * still be granted. */
static void give_up(struct flow *flow)
{
    struct flow_staff *staff = &flow->staff;
    if (staff->waiting && staff->request == STAFF_UNLOCK) {
        if (!staff->wanted)
            staff->lost_unlock = staff->ticket;
        staff->wanted = false;
        explicit_bzero(staff->errand.pin, sizeof staff->errand.pin);
    }
    staff->waiting = false;
}

static struct flow_said said(const struct staff_answer *answer)
{
    struct flow_said out = {.saying = answer->granted ? FLOW_SAY_DONE : FLOW_SAY_FAILED};
    if (*answer->message != '\0') {
        out.saying = FLOW_SAY_MESSAGE;
        g_strlcpy(out.message, answer->message, sizeof out.message);
    }
    return out;
}

/* --- coming and going --- */

bool flow_open_pin(struct flow *flow, gint64 now)
{
    bool fault = flow->page == FLOW_FAULT;
    if (!flow->config->staff || !(fault || (flow_is_home(flow) && flow->saving == FLOW_SETTLED)))
        return false;
    int language = flow->language;
    flow_forget_visit(flow);
    flow->language = language;
    flow->staff.fault = fault;
    flow_turn_to(flow, FLOW_PIN, now);
    return true;
}

static void leave(struct flow *flow, gint64 now)
{
    struct flow_staff *staff = &flow->staff;
    give_up(flow);
    wipe_pin(flow);
    staff->digits = 0;
    staff->left += staff->unlocked;
    staff->unlocked = false;
    staff->sheet = FLOW_SHEET_NONE;
    staff->figures = FLOW_FIGURES_NONE;
    memset(&staff->board, 0, sizeof staff->board);
    flow_begin_visit(flow, now);
    if (staff->fault) {
        flow->corrections = 0; /* should the request that hangs be stored yet: its visitor is gone */
        flow_turn_to(flow, FLOW_FAULT, now);
    }
}

void flow_end_staff(struct flow *flow, gint64 now)
{
    if (!flow_is_staff(flow))
        return;
    leave(flow, now);
    flow_schedule(flow, now, true);
}

bool flow_staff_storage(struct flow *flow, enum flow_outcome outcome, gint64 now)
{
    flow->staff.fault = outcome != FLOW_STORED;
    return flow_schedule(flow, now, false);
}

/* --- the pad --- */

int flow_pin_seconds(const struct flow *flow, gint64 now)
{
    gint64 left = flow->staff.dead_until - now;
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

bool flow_may_type(const struct flow *flow, gint64 now)
{
    return !flow->staff.waiting && flow_pin_seconds(flow, now) == 0;
}

bool flow_may_enter(const struct flow *flow, gint64 now)
{
    return flow_may_type(flow, now) && flow->staff.digits >= FLOW_PIN_LEAST;
}

static void pin_enter(struct flow *flow, gint64 now)
{
    (void)now;
    wipe_pin(flow);
    flow->staff.digits = 0;
    flow->staff.said.saying = FLOW_SAY_NOTHING;
}

static bool type_digit(struct flow *flow, int digit)
{
    struct flow_staff *staff = &flow->staff;
    if (digit < 0 || digit > 9 || staff->digits == STAFF_PIN_MAX)
        return false;
    staff->pin[staff->digits++] = (char)('0' + digit);
    staff->said.saying = FLOW_SAY_NOTHING;
    return true;
}

static bool delete_digit(struct flow *flow)
{
    struct flow_staff *staff = &flow->staff;
    if (staff->digits == 0)
        return false;
    staff->pin[--staff->digits] = '\0';
    return true;
}

static void try_pin(struct flow *flow, gint64 now)
{
    ask(flow, STAFF_UNLOCK, now);
    memcpy(flow->staff.errand.pin, flow->staff.pin, sizeof flow->staff.errand.pin);
    wipe_pin(flow);
}

static bool pin_tap(struct flow *flow, struct control control, gint64 now)
{
    if (control.kind == CONTROL_LEAVE && !flow->staff.waiting) {
        leave(flow, now);
        return true;
    }
    if (control.kind == CONTROL_DIGIT && flow_may_type(flow, now))
        return type_digit(flow, control.index);
    if (control.kind == CONTROL_DELETE && flow_may_type(flow, now))
        return delete_digit(flow);
    if (control.kind == CONTROL_ENTER && flow_may_enter(flow, now)) {
        try_pin(flow, now);
        return true;
    }
    return false;
}

static gint64 pin_due(const struct flow *flow, gint64 now)
{
    gint64 due = MIN(flow_alone_at(flow), lost_at(flow));
    int seconds = flow_pin_seconds(flow, now);
    if (seconds > 0)
        due = MIN(due, flow->staff.dead_until - (seconds - 1) * (gint64)1000);
    return due;
}

static bool pin_tick(struct flow *flow, gint64 now)
{
    if (now >= lost_at(flow)) {
        give_up(flow);
        flow->staff.digits = 0;
        flow->staff.said.saying = FLOW_SAY_LOST;
    }
    if (now >= flow_alone_at(flow))
        leave(flow, now);
    return true;
}

/* --- the staff page --- */

/* A sheet that comes or goes is a new page to a finger. */
static void show_sheet(struct flow *flow, enum flow_sheet sheet, gint64 now)
{
    flow->staff.sheet = sheet;
    flow_turn_to(flow, FLOW_STAFF, now);
}

static void ask_figures(struct flow *flow, gint64 now)
{
    flow->staff.figures = FLOW_FIGURES_COMING;
    flow->staff.board_page = 0;
    ask(flow, STAFF_FIGURES, now);
}

static void unlock(struct flow *flow, gint64 now)
{
    flow->staff.unlocked = true;
    flow->staff.digits = 0;
    flow->staff.dead_until = 0;
    show_sheet(flow, FLOW_SHEET_NONE, now);
    ask_figures(flow, now);
}

static void staff_enter(struct flow *flow, gint64 now)
{
    (void)flow;
    (void)now;
}

static bool toggle_test(struct flow *flow, gint64 now)
{
    flow->staff.test_end = flow_is_test(flow) ? 0 : now + FLOW_TEST_MS;
    return true;
}

static bool confirm_first(struct flow *flow, enum staff_request request, gint64 now)
{
    flow->staff.request = request;
    show_sheet(flow, FLOW_SHEET_CONFIRM, now);
    return true;
}

static bool set_to_work(struct flow *flow, enum staff_request request, gint64 now)
{
    ask(flow, request, now);
    show_sheet(flow, FLOW_SHEET_WORKING, now);
    return true;
}

static bool turn_board(struct flow *flow, int page, gint64 now)
{
    if (page < 0 || page >= STAFF_LINES || page == flow->staff.board_page)
        return false;
    flow->staff.board_page = page;
    flow_turn_to(flow, FLOW_STAFF, now);
    return true;
}

static bool board_tap(struct flow *flow, struct control control, gint64 now)
{
    switch ((int)control.kind) {
    case CONTROL_BOARD:
        return turn_board(flow, control.index, now);
    case CONTROL_TEST:
        return toggle_test(flow, now);
    case CONTROL_EXPORT:
        return set_to_work(flow, STAFF_EXPORT, now);
    case CONTROL_RESTART:
        return confirm_first(flow, STAFF_RESTART, now);
    case CONTROL_SHUT_DOWN:
        return confirm_first(flow, STAFF_SHUT_DOWN, now);
    default:
        return false;
    }
}

static bool staff_tap(struct flow *flow, struct control control, gint64 now)
{
    enum flow_sheet sheet = flow->staff.sheet;
    if (control.kind == CONTROL_LEAVE && (sheet == FLOW_SHEET_NONE || sheet == FLOW_SHEET_WORKING)) {
        leave(flow, now);
        return true;
    }
    if (sheet == FLOW_SHEET_NONE)
        return !flow->staff.waiting && board_tap(flow, control, now);
    if (sheet == FLOW_SHEET_CONFIRM && control.kind == CONTROL_YES)
        return set_to_work(flow, flow->staff.request, now);
    if ((sheet == FLOW_SHEET_CONFIRM && control.kind == CONTROL_NO) ||
        (sheet == FLOW_SHEET_RESULT && control.kind == CONTROL_OK)) {
        show_sheet(flow, FLOW_SHEET_NONE, now);
        return true;
    }
    return false;
}

/* Whoever started an export stands there with nothing to touch. */
static gint64 staff_alone_at(const struct flow *flow)
{
    const struct flow_staff *staff = &flow->staff;
    gint64 alone = flow_alone_at(flow);
    bool busy = staff->waiting && staff->request == STAFF_EXPORT;
    return busy ? MAX(alone, staff->asked_at + FLOW_EXPORT_MS) : alone;
}

static gint64 staff_due(const struct flow *flow, gint64 now)
{
    (void)now;
    return MIN(staff_alone_at(flow), lost_at(flow));
}

static void figures_lost(struct flow *flow)
{
    flow->staff.figures = FLOW_FIGURES_NONE;
    flow->staff.board_said.saying = FLOW_SAY_LOST;
}

static bool staff_tick(struct flow *flow, gint64 now)
{
    if (now >= staff_alone_at(flow)) {
        leave(flow, now);
        return true;
    }
    give_up(flow);
    if (flow->staff.request == STAFF_FIGURES) {
        figures_lost(flow);
    } else {
        flow->staff.said.saying = FLOW_SAY_LOST;
        show_sheet(flow, FLOW_SHEET_RESULT, now);
    }
    return true;
}

const struct flow_manner *flow_staff_manner(enum flow_page page)
{
    static const struct flow_manner PIN = {pin_enter, pin_tap, pin_tick, pin_due};
    static const struct flow_manner STAFF = {staff_enter, staff_tap, staff_tick, staff_due};
    return page == FLOW_PIN ? &PIN : &STAFF;
}

/* --- answers --- */

static void unlock_answered(struct flow *flow, const struct staff_answer *answer, gint64 now)
{
    if (answer->granted) {
        unlock(flow, now);
        return;
    }
    flow->staff.said = said(answer);
    flow->staff.digits = 0;
    flow->staff.dead_until = now + MAX(answer->wait_seconds, 0) * (gint64)1000;
}

static void figures_answered(struct flow *flow, const struct staff_answer *answer)
{
    struct flow_staff *staff = &flow->staff;
    if (!answer->granted) {
        staff->figures = FLOW_FIGURES_NONE;
        staff->board_said = said(answer);
        return;
    }
    staff->board = answer->board;
    staff->board.n = CLAMP(staff->board.n, 0, STAFF_LINES);
    staff->figures = FLOW_FIGURES_HERE;
}

/* A machine about to go down says so until it does. */
static void work_answered(struct flow *flow, const struct staff_answer *answer, gint64 now)
{
    bool exported = flow->staff.request == STAFF_EXPORT;
    flow->staff.said = said(answer);
    if (exported || flow->staff.said.saying != FLOW_SAY_DONE)
        show_sheet(flow, FLOW_SHEET_RESULT, now);
    if (exported)
        ask_figures(flow, now);
}

static void answered(struct flow *flow, const struct staff_answer *answer, gint64 now)
{
    switch (flow->staff.request) {
    case STAFF_UNLOCK:
        unlock_answered(flow, answer, now);
        break;
    case STAFF_FIGURES:
        figures_answered(flow, answer);
        break;
    case STAFF_EXPORT:
    case STAFF_RESTART:
    case STAFF_SHUT_DOWN:
        work_answered(flow, answer, now);
        break;
    case STAFF_LEFT:
        g_assert_not_reached();
    }
}

bool flow_staff_answer(struct flow *flow, guint64 ticket, const struct staff_answer *answer, gint64 now)
{
    struct flow_staff *staff = &flow->staff;
    if (staff->waiting && !staff->wanted && ticket == staff->ticket) {
        staff->waiting = false;
        answered(flow, answer, now);
        return flow_schedule(flow, now, true);
    }
    if (ticket == staff->lost_unlock && ticket != 0) {
        staff->lost_unlock = 0;
        staff->left += answer->granted;
    }
    return false;
}
