/* Random visits: what must hold after every step, whatever is tapped and whatever storage answers. */
#include "level.h"
#include "visit.h"

enum { STEPS = 300000 };

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
    struct staff_errand errand;
    guint64 errand_ticket; /* of an errand that is not answered yet, else 0 */
    int unlocked, left;    /* how often the staff pages were opened, and left */
    unsigned seen_errands; /* bit per request */
    bool tested;           /* seen: a rating in test mode */
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
        [FLOW_PIN] = {CONTROL_DIGIT, CONTROL_DIGIT, CONTROL_DIGIT, CONTROL_ENTER},
        [FLOW_STAFF] = {CONTROL_TEST, CONTROL_LEAVE, CONTROL_EXPORT, CONTROL_OK},
    };
    enum control_kind kind = usual[walk->visit.flow.page][g_rand_int_range(walk->random, 0, 4)];
    if (g_rand_int_range(walk->random, 0, 5) == 0)
        kind = (enum control_kind)g_rand_int_range(walk->random, CONTROL_NONE, CONTROL_KINDS);
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
    g_assert_cmpint(rating.flags == FLAG_STAFF_TEST, ==,
                    rating.kind == ENTRY_RATING && flow_is_test(&walk->visit.flow));
    walk->tested |= rating.flags == FLAG_STAFF_TEST;
    walk->asked = true;
    walk->rating = rating;
    walk->ticket = ticket;
}

static void take_staff(struct walk *walk)
{
    struct staff_errand errand;
    guint64 ticket;
    while (flow_take_staff(&walk->visit.flow, &errand, &ticket)) {
        walk->seen_errands |= 1u << errand.request;
        if (errand.request == STAFF_LEFT) {
            walk->left++;
            continue;
        }
        walk->errand = errand;
        walk->errand_ticket = ticket;
    }
}

static void answer_staff(struct walk *walk)
{
    struct staff_answer told = {.granted = g_rand_int_range(walk->random, 0, 4) > 0,
                                .wait_seconds = g_rand_int_range(walk->random, 0, 20),
                                .board = {.n = 5}};
    if (walk->errand_ticket == 0)
        return;
    walk->unlocked += walk->errand.request == STAFF_UNLOCK && told.granted;
    flow_staff_answer(&walk->visit.flow, walk->errand_ticket, &told, walk->visit.now);
    walk->errand_ticket = 0;
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
        bool staff = flow_is_staff(&visit->flow);
        flow_answer(&visit->flow, walk->ticket, FLOW_REFUSED, 0, visit->now);
        g_assert_true(staff ? flow_is_staff(&visit->flow) : visit->flow.page == FLOW_FAULT);
        return;
    }
    walk->seen_kinds |= 1u << walk->rating.kind;
    if (walk->rating.kind == ENTRY_RATING) {
        walk->ratings_of_visit++;
        walk->stored_seq = visit->next_seq;
    }
    flow_answer(&visit->flow, walk->ticket, FLOW_STORED, visit->next_seq++, visit->now);
    if (!flow_is_staff(&visit->flow))
        g_assert_cmpint(visit->flow.rating_seq, ==, walk->stored_seq);
}

static void step(struct walk *walk)
{
    struct visit *visit = &walk->visit;
    switch (g_rand_int_range(walk->random, 0, 16)) {
    case 0: /* mostly less than anybody waits for */
        visit->now += g_rand_int_range(walk->random, 0, g_rand_boolean(walk->random) ? 5000 : 60000);
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
    case 5:
        visit->now += 200;
        if (visit->flow.page == FLOW_PIN)
            visit_enter_pin(visit, "1234");
        else if (g_rand_int_range(walk->random, 0, 4) == 0)
            flow_hold(&visit->flow, (struct control){CONTROL_CORNER, 0}, visit->now);
        break;
    default:
        visit->now += 200;
        flow_tap(&visit->flow, random_control(walk), visit->now);
        break;
    }
    if (visit->now >= visit->flow.deadline)
        flow_tick(&visit->flow, visit->now);
    take(walk);
    take_staff(walk);
    if (g_rand_boolean(walk->random))
        answer_staff(walk);
    take_staff(walk);
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
        g_assert_true(flow->page == FLOW_FAULT || flow_is_staff(flow));
    g_assert_cmpint(walk->unlocked, ==, walk->left + (flow->page == FLOW_STAFF));
    if (flow->page == FLOW_PIN)
        g_assert_cmpint(flow->staff.digits, <=, STAFF_PIN_MAX);
    else
        g_assert_cmpstr(flow->staff.pin, ==, "");
    if (flow_is_test(flow))
        g_assert_cmpint(walk->visit.now - flow->touched, <, flow->config->idle_ms);
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
                     home | 1u << FLOW_RATE | 1u << FLOW_WHY | 1u << FLOW_THANKS | 1u << FLOW_FAULT |
                         1u << FLOW_PIN | 1u << FLOW_STAFF);
    g_assert_cmpuint(walk.seen_kinds, ==,
                     1u << ENTRY_RATING | 1u << ENTRY_FURTHER | 1u << ENTRY_REASONS | 1u << ENTRY_CORRECTION);
    g_assert_true(walk.hung);
    g_assert_true(walk.late);
    g_assert_true(walk.tested);
    unsigned errands = 1u << STAFF_UNLOCK | 1u << STAFF_FIGURES | 1u << STAFF_EXPORT | 1u << STAFF_LEFT;
    g_assert_cmpuint(walk.seen_errands & errands, ==, errands);
    g_assert_cmpint(walk.left, >, 100);
    g_rand_free(walk.random);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/flow/walk/holds_with_a_choice_of_areas", GINT_TO_POINTER(-1), test_walk);
    g_test_add_data_func("/flow/walk/holds_when_bound_to_an_area", GINT_TO_POINTER(1), test_walk);
    return g_test_run();
}
