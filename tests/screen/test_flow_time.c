/* What a visit does by itself: thanks, corrections, idling, slow and failing storage. */
#include "visit.h"

#define assert_page(visit, expected) g_assert_cmpint((visit)->flow.page, ==, expected)

static void bound_to_land(struct flow_config *config)
{
    config->bound_area = 1;
}

static void test_thanks_stays_eight_seconds(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 5);
    visit_pass(&visit, 7999);
    assert_page(&visit, FLOW_THANKS);
    visit_pass(&visit, 1);
    assert_page(&visit, FLOW_HOME);
}

static void test_undo_is_offered_six_seconds(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 5);
    g_assert_true(visit.flow.undo_offered);
    visit_pass(&visit, 5999);
    g_assert_true(visit.flow.undo_offered);
    g_assert_true(visit_pass(&visit, 1));
    g_assert_false(visit.flow.undo_offered);
    g_assert_false(visit_tap(&visit, CONTROL_UNDO, 0));
    assert_page(&visit, FLOW_THANKS);
}

static void test_undo_asks_the_answered_items_again(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 1);
    g_assert_true(visit_tap(&visit, CONTROL_UNDO, 0));
    assert_page(&visit, FLOW_RATE);
    g_assert_true(visit.flow.correcting);
    g_assert_cmpint(visit.flow.item, ==, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    struct rating rating = visit_request(&visit);
    g_assert_cmpint(rating.kind, ==, ENTRY_CORRECTION);
    g_assert_cmpint(rating.refers, ==, 17);
    g_assert_cmpint(rating.answers[ITEM_TTHC], ==, 5);
    g_assert_cmpint(rating.answers[ITEM_PHUC_VU], ==, 0);
    flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 30, visit.now);
    assert_page(&visit, FLOW_RATE);
    g_assert_cmpint(visit.flow.item, ==, 1);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
    visit_rate(&visit, 4);
    assert_page(&visit, FLOW_THANKS);
    g_assert_false(visit.flow.correcting);
}

static void test_undo_leaves_out_what_was_skipped(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 2);
    visit_tap(&visit, CONTROL_SKIP, 0);
    visit_tap(&visit, CONTROL_SKIP, 0);
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_rate(&visit, 4);
    assert_page(&visit, FLOW_THANKS);
}

static void test_the_same_level_again_stores_nothing(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 3);
    visit_tap(&visit, CONTROL_UNDO, 0);
    g_assert_true(visit_tap(&visit, CONTROL_FACE, 3));
    visit_assert_no_request(&visit);
    g_assert_cmpint(visit.flow.item, ==, 1);
    visit_tap(&visit, CONTROL_FACE, 3);
    visit_assert_no_request(&visit);
    assert_page(&visit, FLOW_THANKS);
}

static void test_back_and_skip_keep_the_answer(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 3);
    visit_tap(&visit, CONTROL_UNDO, 0);
    g_assert_true(visit_tap(&visit, CONTROL_BACK, 0));
    g_assert_true(visit_tap(&visit, CONTROL_SKIP, 0));
    visit_assert_no_request(&visit);
    assert_page(&visit, FLOW_THANKS);
    g_assert_cmpint(visit.flow.answers[ITEM_TTHC], ==, 3);
}

static void test_a_correction_is_compared_with_the_latest(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 1);
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_rate(&visit, 5);
    visit_tap(&visit, CONTROL_SKIP, 0);
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_tap(&visit, CONTROL_FACE, 1); /* what it was at first, but no longer */
    g_assert_cmpint(visit_request(&visit).kind, ==, ENTRY_CORRECTION);
}

static void test_undo_ends_after_three(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 1);
    for (int i = 0; i < 3; i++) {
        g_assert_true(visit.flow.undo_offered);
        g_assert_true(visit_tap(&visit, CONTROL_UNDO, 0));
        visit_rate(&visit, 2 + i);
        visit_tap(&visit, CONTROL_SKIP, 0);
        assert_page(&visit, FLOW_THANKS);
    }
    g_assert_false(visit.flow.undo_offered);
    g_assert_false(visit_tap(&visit, CONTROL_UNDO, 0));
    visit_pass(&visit, FLOW_THANKS_MS);
    assert_page(&visit, FLOW_HOME);
}

static void test_home_costs_nothing(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
    flow_touch(&visit.flow, visit.now + 1000);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
    visit_begin_with(&visit, bound_to_land);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
}

static void test_rate_warns_then_goes_home(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_false(visit_pass(&visit, VISIT_IDLE_MS - 1));
    g_assert_cmpint(flow_warning_seconds(&visit.flow, visit.now), ==, 0);
    g_assert_true(visit_pass(&visit, 1));
    g_assert_true(visit.flow.warning);
    for (int left = 20; left > 0; left--) {
        g_assert_cmpint(flow_warning_seconds(&visit.flow, visit.now), ==, left);
        g_assert_cmpint(visit.flow.deadline, ==, visit.now + 1000);
        assert_page(&visit, FLOW_RATE);
        g_assert_true(visit_pass(&visit, 1000));
    }
    assert_page(&visit, FLOW_HOME);
    g_assert_false(visit.flow.warning);
    visit_assert_no_request(&visit);
}

static void test_a_touch_ends_the_warning(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_pass(&visit, VISIT_IDLE_MS + 5500);
    g_assert_cmpint(flow_warning_seconds(&visit.flow, visit.now), ==, 15);
    guint64 serial = visit.flow.serial;
    g_assert_true(flow_touch(&visit.flow, visit.now));
    g_assert_false(visit.flow.warning);
    assert_page(&visit, FLOW_RATE);
    g_assert_cmpuint(visit.flow.serial, ==, serial);
    g_assert_cmpint(visit.flow.deadline, ==, visit.now + VISIT_IDLE_MS);
    g_assert_false(flow_touch(&visit.flow, visit.now));
}

static void test_a_tap_under_the_warning_only_wakes(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_pass(&visit, VISIT_IDLE_MS);
    g_assert_true(visit_tap(&visit, CONTROL_FACE, 5));
    g_assert_false(visit.flow.warning);
    visit_assert_no_request(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_FACE, 5));
    visit_request(&visit);
}

static void test_touches_put_the_warning_off(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    for (int i = 0; i < 10; i++) {
        g_assert_false(visit_pass(&visit, VISIT_IDLE_MS - 1));
        flow_touch(&visit.flow, visit.now);
    }
    assert_page(&visit, FLOW_RATE);
}

static void test_idling_after_the_rating_keeps_it_and_nothing_else(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 4);
    visit_tap(&visit, CONTROL_SKIP, 0);
    visit_tap(&visit, CONTROL_REASON, 1);
    visit_pass(&visit, VISIT_IDLE_MS + FLOW_WARN_MS);
    assert_page(&visit, FLOW_HOME);
    visit_assert_no_request(&visit);
    g_assert_cmpuint(visit.flow.reasons, ==, 0);
    g_assert_cmpint(visit.flow.rating_seq, ==, 0);
}

static void test_idling_while_correcting_keeps_what_is_stored(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 2);
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_pass(&visit, VISIT_IDLE_MS + FLOW_WARN_MS);
    assert_page(&visit, FLOW_HOME);
    visit_assert_no_request(&visit);
}

static void test_home_left_in_another_language_or_place_returns(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_LANGUAGE, 1);
    visit_pass(&visit, VISIT_IDLE_MS);
    g_assert_true(visit.flow.warning);
    visit_pass(&visit, FLOW_WARN_MS);
    g_assert_cmpint(visit.flow.language, ==, 0);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
    visit_tap(&visit, CONTROL_PAGE, 1);
    visit_pass(&visit, VISIT_IDLE_MS + FLOW_WARN_MS);
    g_assert_cmpint(visit.flow.tiles_page, ==, 0);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
}

static void test_bound_home_left_in_another_language_returns(void)
{
    struct visit visit;
    visit_begin_with(&visit, bound_to_land);
    visit_tap(&visit, CONTROL_LANGUAGE, 1);
    visit_pass(&visit, VISIT_IDLE_MS + FLOW_WARN_MS);
    assert_page(&visit, FLOW_RATE);
    g_assert_cmpint(visit.flow.language, ==, 0);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
}

static void test_a_long_sleep_still_warns_first(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit.now += 3600000;
    flow_tick(&visit.flow, visit.now);
    g_assert_cmpint(flow_warning_seconds(&visit.flow, visit.now), ==, 20);
    assert_page(&visit, FLOW_RATE);
}

static void test_a_tick_before_the_deadline_does_nothing(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_false(flow_tick(&visit.flow, visit.flow.deadline - 1));
    g_assert_false(visit.flow.warning);
}

static void test_saving_is_said_after_300_ms(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    g_assert_false(visit_pass(&visit, 299));
    g_assert_cmpint(visit.flow.saving, ==, FLOW_SAVING);
    g_assert_true(visit_pass(&visit, 1));
    g_assert_cmpint(visit.flow.saving, ==, FLOW_SLOW);
    visit_store(&visit);
    g_assert_cmpint(visit.flow.saving, ==, FLOW_SETTLED);
}

static void test_no_time_runs_out_while_saving(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    visit.flow.touched -= VISIT_IDLE_MS;
    visit_pass(&visit, FLOW_HUNG_MS - 1);
    assert_page(&visit, FLOW_RATE);
    g_assert_false(visit.flow.warning);
    visit_store(&visit);
    g_assert_cmpint(visit.flow.item, ==, 1);
    g_assert_cmpint(visit.flow.deadline, ==, visit.now + VISIT_IDLE_MS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flow/thanks/stays_eight_seconds", test_thanks_stays_eight_seconds);
    g_test_add_func("/flow/thanks/offers_undo_for_six_seconds", test_undo_is_offered_six_seconds);
    g_test_add_func("/flow/undo/asks_the_answered_items_again", test_undo_asks_the_answered_items_again);
    g_test_add_func("/flow/undo/leaves_out_what_was_skipped", test_undo_leaves_out_what_was_skipped);
    g_test_add_func("/flow/undo/the_same_level_again_stores_nothing",
                    test_the_same_level_again_stores_nothing);
    g_test_add_func("/flow/undo/back_and_skip_keep_the_answer", test_back_and_skip_keep_the_answer);
    g_test_add_func("/flow/undo/compares_with_the_latest_answer",
                    test_a_correction_is_compared_with_the_latest);
    g_test_add_func("/flow/undo/ends_after_three", test_undo_ends_after_three);
    g_test_add_func("/flow/idle/home_costs_nothing", test_home_costs_nothing);
    g_test_add_func("/flow/idle/rate_warns_then_goes_home", test_rate_warns_then_goes_home);
    g_test_add_func("/flow/idle/a_touch_ends_the_warning", test_a_touch_ends_the_warning);
    g_test_add_func("/flow/idle/a_tap_under_the_warning_only_wakes", test_a_tap_under_the_warning_only_wakes);
    g_test_add_func("/flow/idle/touches_put_the_warning_off", test_touches_put_the_warning_off);
    g_test_add_func("/flow/idle/after_the_rating_keeps_it_and_nothing_else",
                    test_idling_after_the_rating_keeps_it_and_nothing_else);
    g_test_add_func("/flow/idle/while_correcting_keeps_what_is_stored",
                    test_idling_while_correcting_keeps_what_is_stored);
    g_test_add_func("/flow/idle/home_in_another_language_or_place_returns",
                    test_home_left_in_another_language_or_place_returns);
    g_test_add_func("/flow/idle/bound_home_in_another_language_returns",
                    test_bound_home_left_in_another_language_returns);
    g_test_add_func("/flow/idle/a_long_sleep_still_warns_first", test_a_long_sleep_still_warns_first);
    g_test_add_func("/flow/idle/a_tick_before_the_deadline_does_nothing",
                    test_a_tick_before_the_deadline_does_nothing);
    g_test_add_func("/flow/saving/is_said_after_300_ms", test_saving_is_said_after_300_ms);
    g_test_add_func("/flow/saving/no_time_runs_out_meanwhile", test_no_time_runs_out_while_saving);
    return g_test_run();
}
