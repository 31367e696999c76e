/* Random visits: what must hold after every step, whatever is tapped and whatever storage answers. */
#include "level.h"
#include "visit.h"

enum { STEPS = 100000 };

struct walk {
    struct visit visit;
    GRand *random;
    bool asked; /* a store request is taken and not answered yet */
    guint64 ticket;
    struct rating rating; /* of that request */
    int ratings_of_visit; /* ENTRY_RATING stored since home */
    gint64 stored_seq;    /* of the visit's rating */
    unsigned seen_pages;  /* bit per page, to know that the walk gets around */
    unsigned seen_kinds;  /* bit per kind of entry stored */
    bool hung, late;      /* seen: a request that hung, one that was stored all the same */
};

/* Mostly what the page shows, sometimes anything. */
static struct control random_control(struct walk *walk)
{
    static const enum control_kind usual[][4] = {
        [FLOW_HOME] = {CONTROL_AREA, CONTROL_AREA, CONTROL_PAGE, CONTROL_LANGUAGE},
        [FLOW_RATE] = {CONTROL_FACE, CONTROL_FACE, CONTROL_SKIP, CONTROL_BACK},
        [FLOW_WHY] = {CONTROL_REASON, CONTROL_REASON, CONTROL_SEND, CONTROL_SKIP},
        [FLOW_THANKS] = {CONTROL_UNDO, CONTROL_UNDO, CONTROL_LANGUAGE, CONTROL_FACE},
        [FLOW_FAULT] = {CONTROL_FACE, CONTROL_AREA, CONTROL_LANGUAGE, CONTROL_STAY},
    };
    enum control_kind kind = usual[walk->visit.flow.page][g_rand_int_range(walk->random, 0, 4)];
    if (g_rand_int_range(walk->random, 0, 5) == 0)
        kind = (enum control_kind)g_rand_int_range(walk->random, CONTROL_NONE, CONTROL_STAY + 1);
    return (struct control){kind, g_rand_int_range(walk->random, -1, 9)};
}

static void assert_request_is_valid(const struct rating *request)
{
    struct rating rating = *request;
    const char *why = NULL;
    rating.when = (struct moment){.utc_ms = 1762300800000, .day = 20251105, .mono_ms = 1};
    rating.channel = CHANNEL_KIOSK;
    g_strlcpy(rating.language, "vi", sizeof rating.language);
    if (!rating_is_valid(&rating, &why))
        g_error("invalid request: %s", why);
}

static void take(struct walk *walk)
{
    struct rating rating;
    guint64 ticket;
    if (flow_take(&walk->visit.flow, &rating, &ticket) != FLOW_WANT_STORE)
        return;
    g_assert_false(walk->asked);
    assert_request_is_valid(&rating);
    if (rating.kind == ENTRY_RATING)
        g_assert_cmpint(walk->ratings_of_visit, ==, 0);
    else
        g_assert_cmpint(rating.refers, ==, walk->stored_seq);
    walk->asked = true;
    walk->rating = rating;
    walk->ticket = ticket;
}

static void answer(struct walk *walk)
{
    struct visit *visit = &walk->visit;
    if (visit->flow.probing)
        flow_answer(&visit->flow, 0, g_rand_boolean(walk->random) ? FLOW_STORED : FLOW_REFUSED, 1,
                    visit->now);
    if (!walk->asked)
        return;
    walk->asked = false;
    if (g_rand_int_range(walk->random, 0, 20) == 0) {
        flow_answer(&visit->flow, walk->ticket, FLOW_REFUSED, 0, visit->now);
        g_assert_cmpint(visit->flow.page, ==, FLOW_FAULT);
        return;
    }
    walk->seen_kinds |= 1u << walk->rating.kind;
    if (walk->rating.kind == ENTRY_RATING) {
        walk->ratings_of_visit++;
        walk->stored_seq = visit->next_seq;
    }
    flow_answer(&visit->flow, walk->ticket, FLOW_STORED, visit->next_seq++, visit->now);
    g_assert_cmpint(visit->flow.rating_seq, ==, walk->stored_seq);
}

static void step(struct walk *walk)
{
    struct visit *visit = &walk->visit;
    switch (g_rand_int_range(walk->random, 0, 8)) {
    case 0:
        visit->now += g_rand_int_range(walk->random, 0, 60000);
        break;
    case 1:
        visit->now = visit->flow.deadline != G_MAXINT64 ? MAX(visit->now, visit->flow.deadline) : visit->now;
        flow_tick(&visit->flow, visit->now);
        break;
    case 2:
    case 3:
        answer(walk);
        break;
    case 4:
        flow_answer(&visit->flow, (guint64)g_rand_int_range(walk->random, 0, 9) + visit->flow.ticket + 1,
                    FLOW_STORED, 99, visit->now); /* an answer to nothing */
        break;
    default:
        visit->now += 200;
        flow_tap(&visit->flow, random_control(walk), visit->now);
        break;
    }
    if (visit->now >= visit->flow.deadline)
        flow_tick(&visit->flow, visit->now);
    take(walk);
}

static void assert_what_must_hold(struct walk *walk, const struct flow *before)
{
    const struct flow *flow = &walk->visit.flow;
    g_assert_cmpint(flow->deadline, >, walk->visit.now);
    g_assert_cmpint(walk->ratings_of_visit, <=, 1);
    g_assert_cmpint(flow->saving != FLOW_SETTLED, ==, walk->asked);
    if (flow->page == FLOW_THANKS || flow->page == FLOW_WHY) {
        g_assert_cmpint(flow->rating_seq, ==, walk->stored_seq);
        g_assert_cmpint(walk->ratings_of_visit, ==, 1);
    }
    if (flow->page != before->page || flow->item != before->item || flow->tiles_page != before->tiles_page)
        g_assert_cmpuint(flow->serial, >, before->serial);
    else
        g_assert_cmpuint(flow->serial, >=, before->serial);
    if (walk->asked)
        g_assert_false(flow->warning);
    if (walk->asked)
        g_assert_false(flow->probing);
    if (flow->saving == FLOW_HUNG)
        g_assert_cmpint(flow->page, ==, FLOW_FAULT);
}

static void test_walk(gconstpointer data)
{
    struct walk walk = {.random = g_rand_new_with_seed(20251105)};
    visit_begin(&walk.visit);
    walk.visit.config.bound_area = GPOINTER_TO_INT(data);
    flow_init(&walk.visit.flow, &walk.visit.config, walk.visit.now);
    for (int i = 0; i < STEPS; i++) {
        struct flow before = walk.visit.flow;
        step(&walk);
        assert_what_must_hold(&walk, &before);
        walk.seen_pages |= 1u << walk.visit.flow.page;
        if (walk.visit.flow.rating_seq == 0 && !walk.asked) /* a hung addition still belongs to its rating */
            walk.ratings_of_visit = 0;
        walk.hung |= walk.visit.flow.saving == FLOW_HUNG;
        walk.late |= before.saving == FLOW_HUNG && walk.visit.flow.page == FLOW_THANKS;
    }
    unsigned home = GPOINTER_TO_INT(data) < 0 ? 1u << FLOW_HOME : 0;
    g_assert_cmpuint(walk.seen_pages, ==,
                     home | 1u << FLOW_RATE | 1u << FLOW_WHY | 1u << FLOW_THANKS | 1u << FLOW_FAULT);
    g_assert_cmpuint(walk.seen_kinds, ==,
                     1u << ENTRY_RATING | 1u << ENTRY_FURTHER | 1u << ENTRY_REASONS | 1u << ENTRY_CORRECTION);
    g_assert_true(walk.hung && walk.late);
    g_rand_free(walk.random);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/flow/walk/holds_with_a_choice_of_areas", GINT_TO_POINTER(-1), test_walk);
    g_test_add_data_func("/flow/walk/holds_when_bound_to_an_area", GINT_TO_POINTER(1), test_walk);
    return g_test_run();
}
