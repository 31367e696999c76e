/* What ends the staff's pages and test mode by itself: idling, lost answers, faults. */
#include "visit.h"

#define assert_page(visit, expected)    g_assert_cmpint((visit)->flow.page, ==, expected)
#define assert_request(visit, expected) g_assert_cmpint(visit_errand(visit).request, ==, expected)

static const struct staff_answer GRANTED = {.granted = true};

/* --- leaving is told once --- */

static void test_leaving_is_told_once(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_LEAVE, 0));
    assert_page(&visit, FLOW_HOME);
    assert_request(&visit, STAFF_LEFT);
    g_assert_cmpuint(visit.staff_ticket, ==, 0);
    visit_assert_no_errand(&visit);
    visit_pass(&visit, 10 * VISIT_IDLE_MS);
    visit_assert_no_errand(&visit);
}

static void test_leaving_the_pad_is_not_told(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_tap(&visit, CONTROL_LEAVE, 0);
    visit_assert_no_errand(&visit);
}

static void test_a_staff_page_nobody_touches_is_left_at_once(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    g_assert_false(visit_pass(&visit, VISIT_IDLE_MS - 1));
    assert_page(&visit, FLOW_STAFF);
    g_assert_true(visit_pass(&visit, 1));
    assert_page(&visit, FLOW_HOME);
    g_assert_false(visit.flow.warning);
    assert_request(&visit, STAFF_LEFT);
    visit_assert_no_errand(&visit);
}

static void test_a_touch_keeps_the_staff_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    for (int i = 0; i < 5; i++) {
        visit_pass(&visit, VISIT_IDLE_MS - 1);
        flow_touch(&visit.flow, visit.now);
    }
    assert_page(&visit, FLOW_STAFF);
}

static void test_any_sheet_is_left_too(void)
{
    static const enum control_kind WAYS[] = {CONTROL_RESTART, CONTROL_SHUT_DOWN};
    for (size_t i = 0; i < G_N_ELEMENTS(WAYS); i++) {
        struct visit visit;
        visit_begin(&visit);
        visit_to_staff(&visit);
        visit_tap(&visit, WAYS[i], 0);
        visit_pass(&visit, VISIT_IDLE_MS);
        assert_page(&visit, FLOW_HOME);
        assert_request(&visit, STAFF_LEFT);
        visit_to_staff(&visit);
        g_assert_cmpint(visit.flow.staff.sheet, ==, FLOW_SHEET_NONE);
    }
}

/* A machine that slept hears the touch before any time has passed. */
static void test_a_touch_that_comes_too_late_does_not_keep_it(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    visit.now += 3600 * 1000;
    g_assert_true(flow_tap(&visit.flow, (struct control){CONTROL_SHUT_DOWN, 0}, visit.now));
    assert_page(&visit, FLOW_HOME);
    assert_request(&visit, STAFF_LEFT);
    visit_assert_no_errand(&visit);
}

static void test_the_end_of_the_program_leaves_the_staff_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    flow_end_staff(&visit.flow, visit.now);
    visit_assert_no_errand(&visit);
    visit_to_staff(&visit);
    flow_end_staff(&visit.flow, visit.now);
    assert_request(&visit, STAFF_LEFT);
    visit_assert_no_errand(&visit);
}

/* --- answers that are late or never come --- */

static void test_an_unlock_without_an_answer_frees_the_pad(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit.config.idle_ms = 10 * FLOW_ERRAND_MS;
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    visit_errand(&visit);
    g_assert_true(visit_pass(&visit, FLOW_ERRAND_MS));
    g_assert_cmpint(visit.flow.staff.said.saying, ==, FLOW_SAY_LOST);
    g_assert_true(visit_tap(&visit, CONTROL_DIGIT, 1));
}

static void test_an_unlock_granted_after_the_pad_was_left_opens_nothing(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    assert_request(&visit, STAFF_UNLOCK);
    visit_pass(&visit, VISIT_IDLE_MS);
    assert_page(&visit, FLOW_HOME);
    visit_assert_no_errand(&visit);
    g_assert_false(visit_tell(&visit, GRANTED));
    assert_page(&visit, FLOW_HOME);
    guint64 unlock = visit.staff_ticket;
    assert_request(&visit, STAFF_LEFT); /* whoever granted it learns that nobody is in */
    visit.staff_ticket = unlock;
    visit_tell(&visit, GRANTED);
    visit_assert_no_errand(&visit);
}

static void test_an_unlock_denied_after_the_pad_was_left_is_not_told(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    visit_errand(&visit);
    visit_pass(&visit, VISIT_IDLE_MS);
    g_assert_false(visit_tell(&visit, (struct staff_answer){.wait_seconds = 60}));
    visit_assert_no_errand(&visit);
}

static void test_an_answer_counts_once(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    visit_errand(&visit);
    visit_tell(&visit, GRANTED);
    g_assert_false(visit_tell(&visit, GRANTED));
    assert_page(&visit, FLOW_STAFF);
    assert_request(&visit, STAFF_FIGURES);
    visit_assert_no_errand(&visit);
}

static void test_a_stale_or_invented_ticket_is_ignored(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_false(flow_staff_answer(&visit.flow, 0, &GRANTED, visit.now));
    g_assert_false(flow_staff_answer(&visit.flow, 1, &GRANTED, visit.now));
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_EXPORT, 0);
    g_assert_false(
        flow_staff_answer(&visit.flow, visit.flow.staff.ticket, &GRANTED, visit.now)); /* not taken */
    visit_errand(&visit);
    g_assert_false(flow_staff_answer(&visit.flow, visit.staff_ticket - 1, &GRANTED, visit.now));
    g_assert_false(flow_staff_answer(&visit.flow, visit.staff_ticket + 1, &GRANTED, visit.now));
    g_assert_cmpint(visit.flow.staff.sheet, ==, FLOW_SHEET_WORKING);
}

static void test_figures_that_never_come_free_the_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    visit_errand(&visit);
    visit_tell(&visit, GRANTED);
    visit_errand(&visit);
    for (int i = 0; i < 3; i++) {
        visit_pass(&visit, FLOW_ERRAND_MS / 3);
        flow_touch(&visit.flow, visit.now);
    }
    g_assert_cmpint(visit.flow.staff.figures, ==, FLOW_FIGURES_NONE);
    g_assert_cmpint(visit.flow.staff.board_said.saying, ==, FLOW_SAY_LOST);
    g_assert_true(visit_tap(&visit, CONTROL_EXPORT, 0));
    assert_request(&visit, STAFF_EXPORT);
}

static void test_a_shutdown_that_is_never_answered_frees_the_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit.config.idle_ms = 10 * FLOW_ERRAND_MS;
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_SHUT_DOWN, 0);
    visit_tap(&visit, CONTROL_YES, 0);
    visit_errand(&visit);
    g_assert_true(visit_pass(&visit, FLOW_ERRAND_MS));
    g_assert_cmpint(visit.flow.staff.sheet, ==, FLOW_SHEET_RESULT);
    g_assert_cmpint(visit.flow.staff.said.saying, ==, FLOW_SAY_LOST);
    g_assert_true(visit_tap(&visit, CONTROL_OK, 0));
}

static void test_an_export_keeps_the_page_for_long_but_not_for_good(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_EXPORT, 0);
    visit_errand(&visit);
    visit_pass(&visit, FLOW_EXPORT_MS - 1);
    g_assert_cmpint(visit.flow.staff.sheet, ==, FLOW_SHEET_WORKING);
    visit_pass(&visit, 1);
    assert_page(&visit, FLOW_HOME);
    assert_request(&visit, STAFF_LEFT);
}

static void test_what_an_export_came_to_is_shown_for_a_whole_idle_time(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_EXPORT, 0);
    visit_errand(&visit);
    visit_pass(&visit, 5 * VISIT_IDLE_MS);
    visit_tell(&visit, GRANTED);
    visit_pass(&visit, VISIT_IDLE_MS - 1);
    g_assert_cmpint(visit.flow.staff.sheet, ==, FLOW_SHEET_RESULT);
    visit_pass(&visit, 1);
    assert_page(&visit, FLOW_HOME);
}

/* --- from the fault page --- */

static void to_fault(struct visit *visit)
{
    visit_tap(visit, CONTROL_AREA, 0);
    visit_tap(visit, CONTROL_FACE, 5);
    visit_refuse(visit);
    assert_page(visit, FLOW_FAULT);
}

static void test_a_long_press_on_the_fault_page_opens_the_pad_and_leads_back(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_fault(&visit);
    g_assert_true(visit_hold(&visit));
    assert_page(&visit, FLOW_PIN);
    visit_tap(&visit, CONTROL_LEAVE, 0);
    assert_page(&visit, FLOW_FAULT);
    visit_pass(&visit, FLOW_PROBE_MS);
    g_assert_cmpint(flow_take(&visit.flow, &(struct rating){0}, &(guint64){0}), ==, FLOW_WANT_PROBE);
}

static void test_a_probe_that_succeeds_meanwhile_leads_home(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_fault(&visit);
    visit_pass(&visit, FLOW_PROBE_MS);
    g_assert_cmpint(flow_take(&visit.flow, &(struct rating){0}, &(guint64){0}), ==, FLOW_WANT_PROBE);
    visit_to_staff(&visit);
    g_assert_false(flow_answer(&visit.flow, 0, FLOW_STORED, 1, visit.now));
    assert_page(&visit, FLOW_STAFF);
    visit_tap(&visit, CONTROL_LEAVE, 0);
    assert_page(&visit, FLOW_HOME);
}

static void test_a_request_that_hangs_can_still_be_answered_under_the_staff_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    visit_request(&visit);
    visit_pass(&visit, FLOW_HUNG_MS);
    assert_page(&visit, FLOW_FAULT);
    visit_to_staff(&visit);
    g_assert_false(flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 17, visit.now));
    assert_page(&visit, FLOW_STAFF);
    visit_tap(&visit, CONTROL_LEAVE, 0);
    assert_page(&visit, FLOW_HOME); /* storage works again */
    g_assert_cmpint(visit.flow.rating_seq, ==, 0);
}

static void test_a_request_stored_after_the_staff_left_offers_nothing_to_change(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    visit_request(&visit);
    visit_pass(&visit, FLOW_HUNG_MS);
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_LEAVE, 0);
    assert_page(&visit, FLOW_FAULT);
    g_assert_true(flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 17, visit.now));
    assert_page(&visit, FLOW_THANKS);
    g_assert_false(visit.flow.undo_offered);
}

/* --- test mode --- */

static void to_test_mode(struct visit *visit)
{
    visit_to_staff(visit);
    g_assert_true(visit_tap(visit, CONTROL_TEST, 0));
    g_assert_true(visit_tap(visit, CONTROL_LEAVE, 0));
    assert_page(visit, FLOW_HOME);
    assert_request(visit, STAFF_LEFT);
    g_assert_true(flow_is_test(&visit->flow));
}

static struct rating rate_from_home(struct visit *visit)
{
    visit_tap(visit, CONTROL_AREA, 0);
    visit_tap(visit, CONTROL_FACE, 4);
    struct rating rating = visit_request(visit);
    flow_answer(&visit->flow, visit->flow.ticket, FLOW_STORED, visit->next_seq++, visit->now);
    return rating;
}

static void test_a_rating_in_test_mode_is_set_aside(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_cmpuint(rate_from_home(&visit).flags, ==, 0);
    visit_begin(&visit);
    to_test_mode(&visit);
    struct rating rating = rate_from_home(&visit);
    g_assert_cmpuint(rating.flags, ==, FLAG_STAFF_TEST);
    g_assert_cmpint(rating.kind, ==, ENTRY_RATING);
    visit_tap(&visit, CONTROL_FACE, 3);
    rating = visit_request(&visit);
    g_assert_cmpint(rating.kind, ==, ENTRY_FURTHER);
    g_assert_cmpuint(rating.flags, ==, 0); /* it goes with the rating that it refers to */
}

static void test_test_mode_ends_by_its_button(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_test_mode(&visit);
    visit_to_staff(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_TEST, 0));
    g_assert_false(flow_is_test(&visit.flow));
    visit_tap(&visit, CONTROL_LEAVE, 0);
    g_assert_cmpuint(rate_from_home(&visit).flags, ==, 0);
}

static void test_test_mode_ends_when_home_is_left_alone(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_test_mode(&visit);
    guint64 serial = visit.flow.serial;
    g_assert_false(visit_pass(&visit, VISIT_IDLE_MS - 1));
    g_assert_true(flow_is_test(&visit.flow));
    g_assert_true(visit_pass(&visit, 1));
    g_assert_false(flow_is_test(&visit.flow));
    g_assert_cmpuint(visit.flow.serial, >, serial);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64); /* and home costs nothing again */
}

static void test_test_mode_ends_before_the_next_visitor_answers_the_warning(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_test_mode(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_pass(&visit, VISIT_IDLE_MS + 2000);
    g_assert_true(visit.flow.warning);
    g_assert_false(flow_is_test(&visit.flow));
    visit_tap(&visit, CONTROL_STAY, 0);
    visit_tap(&visit, CONTROL_FACE, 4);
    g_assert_cmpuint(visit_request(&visit).flags, ==, 0);
}

static void test_test_mode_outlasts_the_thanks(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_test_mode(&visit);
    visit_to_thanks(&visit, 5);
    visit_pass(&visit, FLOW_THANKS_MS);
    assert_page(&visit, FLOW_HOME);
    g_assert_true(flow_is_test(&visit.flow));
}

static void test_test_mode_ends_after_ten_minutes_of_touches(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_TEST, 0);
    gint64 end = visit.now + 10 * 60 * 1000;
    while (visit.now + 5000 < end) {
        visit_pass(&visit, 5000);
        flow_touch(&visit.flow, visit.now);
    }
    g_assert_true(flow_is_test(&visit.flow));
    visit_pass(&visit, end - visit.now);
    g_assert_false(flow_is_test(&visit.flow));
    assert_page(&visit, FLOW_STAFF);
}

/* A machine that slept hears the visitor's touch before any time has passed. */
static void test_a_touch_that_comes_too_late_does_not_prolong_test_mode(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_test_mode(&visit);
    visit.now += VISIT_IDLE_MS;
    g_assert_true(flow_touch(&visit.flow, visit.now));
    g_assert_false(flow_is_test(&visit.flow));
}

static void test_test_mode_ends_while_an_answer_is_saved(void)
{
    struct visit visit;
    visit_begin(&visit);
    to_test_mode(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 4);
    visit.flow.touched -= VISIT_IDLE_MS - 100; /* as if the finger had landed long ago */
    g_assert_cmpuint(visit_request(&visit).flags, ==, FLAG_STAFF_TEST);
    flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 17, visit.now);
    visit_pass(&visit, 100);
    g_assert_false(flow_is_test(&visit.flow));
    visit_tap(&visit, CONTROL_FACE, 4);
    g_assert_cmpint(visit_request(&visit).refers, ==, 17); /* still part of the rating that was set aside */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name, function) g_test_add_func("/flow/staff/" name, function)
    TEST("leaving_is_told_once", test_leaving_is_told_once);
    TEST("leaving_the_pad_is_not_told", test_leaving_the_pad_is_not_told);
    TEST("a_staff_page_nobody_touches_is_left_at_once", test_a_staff_page_nobody_touches_is_left_at_once);
    TEST("a_touch_keeps_the_staff_page", test_a_touch_keeps_the_staff_page);
    TEST("any_sheet_is_left_too", test_any_sheet_is_left_too);
    TEST("a_touch_that_comes_too_late_does_not_keep_it", test_a_touch_that_comes_too_late_does_not_keep_it);
    TEST("the_end_of_the_program_leaves_the_staff_page", test_the_end_of_the_program_leaves_the_staff_page);
    TEST("an_unlock_without_an_answer_frees_the_pad", test_an_unlock_without_an_answer_frees_the_pad);
    TEST("an_unlock_granted_after_the_pad_was_left_opens_nothing",
         test_an_unlock_granted_after_the_pad_was_left_opens_nothing);
    TEST("an_unlock_denied_after_the_pad_was_left_is_not_told",
         test_an_unlock_denied_after_the_pad_was_left_is_not_told);
    TEST("an_answer_counts_once", test_an_answer_counts_once);
    TEST("a_stale_or_invented_ticket_is_ignored", test_a_stale_or_invented_ticket_is_ignored);
    TEST("figures_that_never_come_free_the_page", test_figures_that_never_come_free_the_page);
    TEST("a_shutdown_that_is_never_answered_frees_the_page",
         test_a_shutdown_that_is_never_answered_frees_the_page);
    TEST("an_export_keeps_the_page_for_long_but_not_for_good",
         test_an_export_keeps_the_page_for_long_but_not_for_good);
    TEST("what_an_export_came_to_is_shown_for_a_whole_idle_time",
         test_what_an_export_came_to_is_shown_for_a_whole_idle_time);
    TEST("a_long_press_on_the_fault_page_opens_the_pad_and_leads_back",
         test_a_long_press_on_the_fault_page_opens_the_pad_and_leads_back);
    TEST("a_probe_that_succeeds_meanwhile_leads_home", test_a_probe_that_succeeds_meanwhile_leads_home);
    TEST("a_request_that_hangs_can_still_be_answered_under_the_staff_page",
         test_a_request_that_hangs_can_still_be_answered_under_the_staff_page);
    TEST("a_request_stored_after_the_staff_left_offers_nothing_to_change",
         test_a_request_stored_after_the_staff_left_offers_nothing_to_change);
    TEST("a_rating_in_test_mode_is_set_aside", test_a_rating_in_test_mode_is_set_aside);
    TEST("test_mode_ends_by_its_button", test_test_mode_ends_by_its_button);
    TEST("test_mode_ends_when_home_is_left_alone", test_test_mode_ends_when_home_is_left_alone);
    TEST("test_mode_ends_before_the_next_visitor_answers_the_warning",
         test_test_mode_ends_before_the_next_visitor_answers_the_warning);
    TEST("test_mode_outlasts_the_thanks", test_test_mode_outlasts_the_thanks);
    TEST("test_mode_ends_after_ten_minutes_of_touches", test_test_mode_ends_after_ten_minutes_of_touches);
    TEST("a_touch_that_comes_too_late_does_not_prolong_test_mode",
         test_a_touch_that_comes_too_late_does_not_prolong_test_mode);
    TEST("test_mode_ends_while_an_answer_is_saved", test_test_mode_ends_while_an_answer_is_saved);
    return g_test_run();
}
