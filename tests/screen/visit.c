#include "visit.h"

void visit_begin_with(struct visit *visit, void (*change)(struct flow_config *config))
{
    *visit = (struct visit){
        .config =
            {
                .n_areas = 3,
                .areas = {"ho-tich", "dat-dai", "khac"},
                .bound_area = -1,
                .n_items = 2,
                .items = {ITEM_TTHC, ITEM_PHUC_VU},
                .reasons = true,
                .n_languages = 2,
                .idle_ms = VISIT_IDLE_MS,
                .staff = true,
            },
        .now = 1000,
        .next_seq = 17,
    };
    if (change != NULL)
        change(&visit->config);
    flow_init(&visit->flow, &visit->config, visit->now);
}

void visit_begin(struct visit *visit)
{
    visit_begin_with(visit, NULL);
}

bool visit_tap(struct visit *visit, enum control_kind kind, int index)
{
    visit->now += 500;
    return flow_tap(&visit->flow, (struct control){kind, index}, visit->now);
}

bool visit_pass(struct visit *visit, gint64 ms)
{
    gint64 end = visit->now + ms;
    bool changed = false;
    while (visit->flow.deadline <= end) {
        visit->now = MAX(visit->now, visit->flow.deadline);
        changed = flow_tick(&visit->flow, visit->now) || changed;
        g_assert_cmpint(visit->flow.deadline, >, visit->now);
    }
    visit->now = end;
    return changed;
}

struct rating visit_request(struct visit *visit)
{
    struct rating rating;
    guint64 ticket;
    g_assert_cmpint(flow_take(&visit->flow, &rating, &ticket), ==, FLOW_WANT_STORE);
    g_assert_cmpuint(ticket, ==, visit->flow.ticket);
    return rating;
}

void visit_store(struct visit *visit)
{
    visit_request(visit);
    g_assert_true(flow_answer(&visit->flow, visit->flow.ticket, FLOW_STORED, visit->next_seq++, visit->now));
}

void visit_refuse(struct visit *visit)
{
    visit_request(visit);
    g_assert_true(flow_answer(&visit->flow, visit->flow.ticket, FLOW_REFUSED, 0, visit->now));
}

void visit_rate(struct visit *visit, int level)
{
    g_assert_true(visit_tap(visit, CONTROL_FACE, level));
    visit_store(visit);
}

void visit_to_thanks(struct visit *visit, int level)
{
    if (visit->flow.page == FLOW_HOME)
        visit_tap(visit, CONTROL_AREA, 0);
    while (visit->flow.page == FLOW_RATE)
        visit_rate(visit, level);
    if (visit->flow.page == FLOW_WHY)
        visit_tap(visit, CONTROL_SKIP, 0);
    g_assert_cmpint(visit->flow.page, ==, FLOW_THANKS);
}

void visit_assert_no_request(struct visit *visit)
{
    struct rating rating;
    guint64 ticket;
    g_assert_cmpint(flow_take(&visit->flow, &rating, &ticket), ==, FLOW_WANT_NOTHING);
}

bool visit_hold(struct visit *visit)
{
    visit->now += 3000;
    return flow_hold(&visit->flow, (struct control){CONTROL_CORNER, 0}, visit->now);
}

void visit_enter_pin(struct visit *visit, const char *pin)
{
    for (const char *digit = pin; *digit != '\0'; digit++)
        visit_tap(visit, CONTROL_DIGIT, *digit - '0');
    visit_tap(visit, CONTROL_ENTER, 0);
}

struct staff_errand visit_errand(struct visit *visit)
{
    struct staff_errand errand;
    g_assert_true(flow_take_staff(&visit->flow, &errand, &visit->staff_ticket));
    return errand;
}

bool visit_tell(struct visit *visit, struct staff_answer answer)
{
    return flow_staff_answer(&visit->flow, visit->staff_ticket, &answer, visit->now);
}

void visit_to_staff(struct visit *visit)
{
    visit_hold(visit);
    visit_enter_pin(visit, "2468");
    g_assert_cmpint(visit_errand(visit).request, ==, STAFF_UNLOCK);
    g_assert_true(visit_tell(visit, (struct staff_answer){.granted = true}));
    g_assert_cmpint(visit_errand(visit).request, ==, STAFF_FIGURES);
    g_assert_true(visit_tell(visit, (struct staff_answer){.granted = true, .board = {.n = 3}}));
    g_assert_cmpint(visit->flow.page, ==, FLOW_STAFF);
}

void visit_assert_no_errand(struct visit *visit)
{
    struct staff_errand errand;
    guint64 ticket;
    g_assert_false(flow_take_staff(&visit->flow, &errand, &ticket));
}
