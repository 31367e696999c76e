/* The fault page: how a visit comes there, what it may say, how it leaves. */
#include "visit.h"

#define assert_page(visit, expected) g_assert_cmpint((visit)->flow.page, ==, expected)

static void test_a_refused_rating_leads_to_the_fault_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    guint64 serial = visit.flow.serial;
    visit_refuse(&visit);
    assert_page(&visit, FLOW_FAULT);
    g_assert_cmpuint(visit.flow.serial, >, serial);
    g_assert_cmpint(visit.flow.saving, ==, FLOW_SETTLED);
}

static void test_refused_additions_lead_to_the_fault_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 4);
    visit_tap(&visit, CONTROL_FACE, 5);
    visit_refuse(&visit);
    assert_page(&visit, FLOW_FAULT);

    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 4);
    visit_tap(&visit, CONTROL_SKIP, 0);
    visit_tap(&visit, CONTROL_REASON, 0);
    visit_tap(&visit, CONTROL_SEND, 0);
    visit_refuse(&visit);
    assert_page(&visit, FLOW_FAULT);

    visit_begin(&visit);
    visit_to_thanks(&visit, 3);
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_tap(&visit, CONTROL_FACE, 1);
    visit_refuse(&visit);
    assert_page(&visit, FLOW_FAULT);
}

static void go_to_fault(struct visit *visit)
{
    visit_begin(visit);
    visit_tap(visit, CONTROL_AREA, 0);
    visit_tap(visit, CONTROL_FACE, 5);
    visit_refuse(visit);
}

static void assert_probe(struct visit *visit)
{
    struct rating rating;
    guint64 ticket;
    g_assert_cmpint(flow_take(&visit->flow, &rating, &ticket), ==, FLOW_WANT_PROBE);
}

static void test_the_fault_page_refuses_taps(void)
{
    struct visit visit;
    go_to_fault(&visit);
    const enum control_kind kinds[] = {CONTROL_AREA, CONTROL_FACE, CONTROL_SEND, CONTROL_SKIP,
                                       CONTROL_BACK, CONTROL_UNDO, CONTROL_STAY, CONTROL_PAGE};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        g_assert_false(visit_tap(&visit, kinds[i], 1));
    assert_page(&visit, FLOW_FAULT);
    visit_assert_no_request(&visit);
}

static void test_the_fault_page_probes_one_at_a_time(void)
{
    struct visit visit;
    go_to_fault(&visit);
    visit_pass(&visit, FLOW_PROBE_MS - 1);
    visit_assert_no_request(&visit);
    visit_pass(&visit, 1);
    assert_probe(&visit);
    visit_pass(&visit, 100 * FLOW_PROBE_MS);
    visit_assert_no_request(&visit);
    g_assert_false(flow_answer(&visit.flow, 0, FLOW_REFUSED, 0, visit.now));
    assert_page(&visit, FLOW_FAULT);
    g_assert_cmpint(visit.flow.deadline, ==, visit.now + FLOW_PROBE_MS);
    visit_pass(&visit, FLOW_PROBE_MS);
    assert_probe(&visit);
}

static void test_storage_that_answers_again_leads_home(void)
{
    struct visit visit;
    go_to_fault(&visit);
    visit_pass(&visit, FLOW_PROBE_MS);
    assert_probe(&visit);
    g_assert_true(flow_answer(&visit.flow, 0, FLOW_STORED, 1, visit.now));
    assert_page(&visit, FLOW_HOME);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
    g_assert_false(flow_answer(&visit.flow, 0, FLOW_STORED, 1, visit.now));
}

static void test_fault_language_returns(void)
{
    struct visit visit;
    go_to_fault(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_LANGUAGE, 1));
    for (int i = 0; i < 4; i++) {
        visit_pass(&visit, FLOW_PROBE_MS);
        assert_probe(&visit);
        flow_answer(&visit.flow, 0, FLOW_REFUSED, 0, visit.now);
    }
    assert_page(&visit, FLOW_FAULT);
    g_assert_cmpint(visit.flow.language, ==, 0);
}

/* --- what the page may say of the visit --- */

static void go_to_fault_with_a_rating(struct visit *visit)
{
    visit_begin(visit);
    visit_tap(visit, CONTROL_AREA, 0);
    visit_rate(visit, 4);
    visit_tap(visit, CONTROL_FACE, 5);
    visit_refuse(visit);
    assert_page(visit, FLOW_FAULT);
}

static void test_the_page_knows_what_is_stored(void)
{
    struct visit visit;
    go_to_fault(&visit);
    g_assert_cmpint(visit.flow.rating_seq, ==, 0);
    go_to_fault_with_a_rating(&visit);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
    visit_pass(&visit, VISIT_IDLE_MS - 1);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
}

static void test_what_is_stored_is_not_said_to_the_next(void)
{
    struct visit visit;
    go_to_fault_with_a_rating(&visit);
    visit_tap(&visit, CONTROL_LANGUAGE, 1);
    g_assert_true(visit_pass(&visit, VISIT_IDLE_MS));
    assert_page(&visit, FLOW_FAULT);
    g_assert_cmpint(visit.flow.rating_seq, ==, 0);
    g_assert_cmpint(visit.flow.language, ==, 0);
}

/* --- storage that does not answer --- */

static void hang(struct visit *visit)
{
    visit_begin(visit);
    visit_tap(visit, CONTROL_AREA, 0);
    visit_tap(visit, CONTROL_FACE, 5);
    visit_request(visit);
    visit_pass(visit, FLOW_HUNG_MS);
}

static void test_a_hung_request_leads_there_after_ten_seconds(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    visit_pass(&visit, 9999);
    assert_page(&visit, FLOW_RATE);
    g_assert_cmpint(visit.flow.saving, ==, FLOW_SLOW);
    guint64 serial = visit.flow.serial;
    g_assert_true(visit_pass(&visit, 1));
    assert_page(&visit, FLOW_FAULT);
    g_assert_cmpint(visit.flow.saving, ==, FLOW_HUNG);
    g_assert_cmpuint(visit.flow.serial, >, serial);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
}

static void test_a_long_sleep_while_saving_leads_there_at_once(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    visit.now += 3600000;
    g_assert_true(flow_tick(&visit.flow, visit.now));
    assert_page(&visit, FLOW_FAULT);
    g_assert_cmpint(visit.flow.deadline, >, visit.now);
}

static void test_nothing_is_asked_while_it_hangs(void)
{
    struct visit visit;
    hang(&visit);
    visit_pass(&visit, 100 * FLOW_PROBE_MS);
    visit_assert_no_request(&visit);
    g_assert_false(visit_tap(&visit, CONTROL_FACE, 3));
    g_assert_true(visit_tap(&visit, CONTROL_LANGUAGE, 1));
    visit_assert_no_request(&visit);
}

static void test_stored_after_all_is_thanked_for(void)
{
    struct visit visit;
    hang(&visit);
    visit_pass(&visit, 5000);
    g_assert_true(flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 17, visit.now));
    assert_page(&visit, FLOW_THANKS);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
    g_assert_true(visit.flow.undo_offered);
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_tap(&visit, CONTROL_FACE, 1);
    g_assert_cmpint(visit_request(&visit).refers, ==, 17);
}

static void test_a_stored_addition_is_thanked_for_however_late(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 4);
    visit_tap(&visit, CONTROL_FACE, 5);
    visit_request(&visit);
    visit_pass(&visit, FLOW_HUNG_MS + VISIT_IDLE_MS);
    g_assert_cmpint(visit.flow.rating_seq, ==, 0);
    g_assert_true(flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 18, visit.now));
    assert_page(&visit, FLOW_THANKS);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
    g_assert_false(visit.flow.undo_offered); /* it would be somebody else's */
    visit_pass(&visit, FLOW_THANKS_MS);
    assert_page(&visit, FLOW_HOME);
}

static void test_refused_after_all_stays_and_then_probes(void)
{
    struct visit visit;
    hang(&visit);
    visit_pass(&visit, 60000);
    guint64 serial = visit.flow.serial;
    g_assert_false(flow_answer(&visit.flow, visit.flow.ticket, FLOW_REFUSED, 0, visit.now));
    assert_page(&visit, FLOW_FAULT);
    g_assert_cmpuint(visit.flow.serial, ==, serial);
    visit_pass(&visit, FLOW_PROBE_MS - 1);
    visit_assert_no_request(&visit);
    visit_pass(&visit, 1);
    assert_probe(&visit);
    g_assert_true(flow_answer(&visit.flow, 0, FLOW_STORED, 1, visit.now));
    assert_page(&visit, FLOW_HOME);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flow/fault/a_refused_rating_leads_there",
                    test_a_refused_rating_leads_to_the_fault_page);
    g_test_add_func("/flow/fault/refused_additions_lead_there",
                    test_refused_additions_lead_to_the_fault_page);
    g_test_add_func("/flow/fault/refuses_taps", test_the_fault_page_refuses_taps);
    g_test_add_func("/flow/fault/probes_one_at_a_time", test_the_fault_page_probes_one_at_a_time);
    g_test_add_func("/flow/fault/storage_that_answers_again_leads_home",
                    test_storage_that_answers_again_leads_home);
    g_test_add_func("/flow/fault/an_abandoned_language_returns_to_the_default", test_fault_language_returns);
    g_test_add_func("/flow/fault/knows_what_is_stored", test_the_page_knows_what_is_stored);
    g_test_add_func("/flow/fault/does_not_say_to_the_next_what_is_stored",
                    test_what_is_stored_is_not_said_to_the_next);
    g_test_add_func("/flow/hung/leads_there_after_ten_seconds",
                    test_a_hung_request_leads_there_after_ten_seconds);
    g_test_add_func("/flow/hung/a_long_sleep_while_saving_leads_there_at_once",
                    test_a_long_sleep_while_saving_leads_there_at_once);
    g_test_add_func("/flow/hung/asks_nothing_meanwhile", test_nothing_is_asked_while_it_hangs);
    g_test_add_func("/flow/hung/stored_after_all_is_thanked_for", test_stored_after_all_is_thanked_for);
    g_test_add_func("/flow/hung/a_stored_addition_is_thanked_for_however_late",
                    test_a_stored_addition_is_thanked_for_however_late);
    g_test_add_func("/flow/hung/refused_after_all_stays_and_then_probes",
                    test_refused_after_all_stays_and_then_probes);
    return g_test_run();
}
