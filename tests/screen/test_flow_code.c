/* When codes for phones are made, and what they change of a visit. */
#include "visit.h"

enum { TWO_MINUTES = 120000 };

static void with_codes(struct flow_config *config)
{
    config->codes = true;
}

static void with_codes_for_land(struct flow_config *config)
{
    config->codes = true;
    config->bound_area = 1;
}

/* What the screen does in each of its turns. True when a code was made. */
static bool make(struct visit *visit, bool finger)
{
    if (!flow_code_is_due(&visit->flow, finger, visit->now))
        return false;
    flow_code_made(&visit->flow, true, visit->now);
    return true;
}

static void begin(struct visit *visit)
{
    visit_begin_with(visit, with_codes);
    g_assert_true(make(visit, false));
}

static void test_without_codes_none_is_due(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_NONE);
    g_assert_false(make(&visit, false));
    g_assert_cmpint(flow_code_deadline(&visit.flow, visit.now), ==, G_MAXINT64);
    visit_to_thanks(&visit, 4);
    g_assert_false(make(&visit, false));
    g_assert_false(flow_has_code(&visit.flow));
}

static void test_pages_have_the_code_they_should(void)
{
    struct visit visit;
    begin(&visit);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_RATE);
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_NONE);
    visit_rate(&visit, 4);
    visit_tap(&visit, CONTROL_SKIP, 0);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_NONE);
    visit_tap(&visit, CONTROL_SKIP, 0);
    g_assert_cmpint(visit.flow.page, ==, FLOW_THANKS);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_REMARK);
}

static void test_a_bound_kiosk_has_it_with_the_first_faces(void)
{
    struct visit visit;
    visit_begin_with(&visit, with_codes_for_land);
    g_assert_cmpint(visit.flow.page, ==, FLOW_RATE);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_RATE);
    visit_rate(&visit, 4);
    g_assert_cmpint(visit.flow.page, ==, FLOW_RATE);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_NONE);
}

static void test_every_visit_has_fresh_ones(void)
{
    struct visit visit;
    begin(&visit);
    g_assert_false(make(&visit, false));
    visit_to_thanks(&visit, 4);
    g_assert_true(make(&visit, false));
    g_assert_false(make(&visit, false));
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_tap(&visit, CONTROL_FACE, 4);
    visit_tap(&visit, CONTROL_FACE, 4);
    g_assert_cmpint(visit.flow.page, ==, FLOW_THANKS);
    g_assert_false(make(&visit, false)); /* the same visitor, the same code */
    visit_pass(&visit, 60000);
    g_assert_cmpint(visit.flow.page, ==, FLOW_HOME);
    g_assert_true(make(&visit, false));
}

/* A visitor who turns back to home comes to the code that was there. */
static void test_going_back_home_is_no_new_visit(void)
{
    struct visit visit;
    begin(&visit);
    visit_tap(&visit, CONTROL_LANGUAGE, 1);
    g_assert_false(make(&visit, false));
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_BACK, 0);
    g_assert_false(make(&visit, false));
    g_assert_true(flow_has_code(&visit.flow));
}

static void test_a_visitor_who_left_leaves_no_code_behind(void)
{
    struct visit visit;
    begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_pass(&visit, VISIT_IDLE_MS + FLOW_WARN_MS);
    g_assert_cmpint(visit.flow.page, ==, FLOW_HOME);
    g_assert_true(make(&visit, false));
}

static void test_it_is_replaced_after_two_minutes(void)
{
    struct visit visit;
    begin(&visit);
    g_assert_cmpint(flow_code_deadline(&visit.flow, visit.now), ==, visit.now + TWO_MINUTES);
    guint64 serial = visit.flow.serial;
    visit_pass(&visit, TWO_MINUTES - 1);
    g_assert_false(make(&visit, false));
    visit_pass(&visit, 1);
    g_assert_true(make(&visit, false));
    g_assert_cmpint(flow_code_deadline(&visit.flow, visit.now), ==, visit.now + TWO_MINUTES);
    g_assert_cmpuint(visit.flow.serial, ==, serial); /* the same page to the hand */
}

static void test_not_under_a_finger(void)
{
    struct visit visit;
    begin(&visit);
    visit_pass(&visit, TWO_MINUTES);
    g_assert_false(make(&visit, true));
    /* A deadline that has passed would keep the loop from sleeping. */
    g_assert_cmpint(flow_code_deadline(&visit.flow, visit.now), ==, G_MAXINT64);
    g_assert_true(make(&visit, false));
}

/* A page never appears without the code that it is to have, whatever rests on the panel. */
static void test_a_new_page_has_it_at_once(void)
{
    struct visit visit;
    begin(&visit);
    visit_to_thanks(&visit, 4);
    g_assert_true(make(&visit, true));
}

static void test_where_it_comes_or_goes_no_finger_counts(void)
{
    struct visit visit;
    begin(&visit);
    guint64 serial = visit.flow.serial;
    visit_pass(&visit, TWO_MINUTES);
    flow_code_made(&visit.flow, false, visit.now);
    g_assert_false(flow_has_code(&visit.flow));
    g_assert_cmpuint(visit.flow.serial, >, serial);
    g_assert_cmpint(visit.flow.page_since, ==, visit.now);
    serial = visit.flow.serial;
    visit_pass(&visit, TWO_MINUTES);
    g_assert_true(make(&visit, false));
    g_assert_true(flow_has_code(&visit.flow));
    g_assert_cmpuint(visit.flow.serial, >, serial);
}

/* Where there is no room for it the page stays what it is. */
static void test_without_room_nothing_changes(void)
{
    struct visit visit;
    begin(&visit);
    flow_code_fits(&visit.flow, false, visit.now);
    g_assert_false(flow_shows_code(&visit.flow));
    guint64 serial = visit.flow.serial;
    visit_pass(&visit, TWO_MINUTES);
    flow_code_made(&visit.flow, false, visit.now);
    g_assert_cmpuint(visit.flow.serial, ==, serial);
    visit_to_thanks(&visit, 4);
    make(&visit, false);
    flow_code_fits(&visit.flow, false, visit.now);
    gint64 since = visit.now;
    visit_pass(&visit, FLOW_THANKS_MS - 1);
    g_assert_cmpint(visit.flow.page, ==, FLOW_THANKS);
    visit_pass(&visit, since + FLOW_THANKS_MS - visit.now);
    g_assert_cmpint(visit.flow.page, ==, FLOW_HOME);
}

static void test_thanks_waits_for_the_phone(void)
{
    struct visit visit;
    begin(&visit);
    visit_to_thanks(&visit, 4);
    make(&visit, false);
    visit_pass(&visit, FLOW_SCAN_MS - 1);
    g_assert_cmpint(visit.flow.page, ==, FLOW_THANKS);
    visit_pass(&visit, 1);
    g_assert_cmpint(visit.flow.page, ==, FLOW_HOME);
}

/* Whoever comes next need not wait so long. */
static void test_a_tap_ends_the_longer_thanks(void)
{
    struct visit visit;
    begin(&visit);
    visit_to_thanks(&visit, 4);
    make(&visit, false);
    g_assert_false(visit_tap(&visit, CONTROL_DONE, 0)); /* "change it" is offered still */
    visit_pass(&visit, FLOW_UNDO_MS);
    g_assert_true(visit_tap(&visit, CONTROL_DONE, 0));
    g_assert_cmpint(visit.flow.page, ==, FLOW_HOME);
    g_assert_cmpint(visit.flow.rating_seq, ==, 0);
}

static void test_none_in_test_mode(void)
{
    struct visit visit;
    begin(&visit);
    visit_to_staff(&visit);
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_NONE);
    visit_tap(&visit, CONTROL_TEST, 0);
    visit_tap(&visit, CONTROL_LEAVE, 0);
    g_assert_true(flow_is_test(&visit.flow));
    g_assert_cmpint(flow_code(&visit.flow), ==, FLOW_CODE_NONE);
    g_assert_false(make(&visit, false));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flow_code/without_codes_none_is_due", test_without_codes_none_is_due);
    g_test_add_func("/flow_code/pages_have_the_code_they_should", test_pages_have_the_code_they_should);
    g_test_add_func("/flow_code/a_bound_kiosk_has_it_with_the_first_faces",
                    test_a_bound_kiosk_has_it_with_the_first_faces);
    g_test_add_func("/flow_code/every_visit_has_fresh_ones", test_every_visit_has_fresh_ones);
    g_test_add_func("/flow_code/going_back_home_is_no_new_visit", test_going_back_home_is_no_new_visit);
    g_test_add_func("/flow_code/a_visitor_who_left_leaves_no_code_behind",
                    test_a_visitor_who_left_leaves_no_code_behind);
    g_test_add_func("/flow_code/it_is_replaced_after_two_minutes", test_it_is_replaced_after_two_minutes);
    g_test_add_func("/flow_code/not_under_a_finger", test_not_under_a_finger);
    g_test_add_func("/flow_code/a_new_page_has_it_at_once", test_a_new_page_has_it_at_once);
    g_test_add_func("/flow_code/where_it_comes_or_goes_no_finger_counts",
                    test_where_it_comes_or_goes_no_finger_counts);
    g_test_add_func("/flow_code/without_room_nothing_changes", test_without_room_nothing_changes);
    g_test_add_func("/flow_code/thanks_waits_for_the_phone", test_thanks_waits_for_the_phone);
    g_test_add_func("/flow_code/a_tap_ends_the_longer_thanks", test_a_tap_ends_the_longer_thanks);
    g_test_add_func("/flow_code/none_in_test_mode", test_none_in_test_mode);
    return g_test_run();
}
