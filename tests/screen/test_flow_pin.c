/* The way to the staff page: the hidden corner and the pad. */
#include "visit.h"
#include <string.h>

#define assert_page(visit, expected)    g_assert_cmpint((visit)->flow.page, ==, expected)
#define assert_sheet(visit, expected)   g_assert_cmpint((visit)->flow.staff.sheet, ==, expected)
#define assert_request(visit, expected) g_assert_cmpint(visit_errand(visit).request, ==, expected)

static const struct staff_answer GRANTED = {.granted = true};
static const struct staff_answer DENIED = {.granted = false};

/* --- the way in --- */

static void bound_to_land(struct flow_config *config)
{
    config->bound_area = 1;
}

static void without_staff(struct flow_config *config)
{
    config->staff = false;
}

static void test_a_long_press_on_home_opens_the_pad(void)
{
    struct visit visit;
    visit_begin(&visit);
    guint64 serial = visit.flow.serial;
    g_assert_true(visit_hold(&visit));
    assert_page(&visit, FLOW_PIN);
    g_assert_cmpuint(visit.flow.serial, >, serial);
    g_assert_false(flow_is_at_rest(&visit.flow));
    visit_assert_no_errand(&visit);
}

static void test_a_long_press_on_a_bound_kiosk_opens_the_pad(void)
{
    struct visit visit;
    visit_begin_with(&visit, bound_to_land);
    g_assert_true(visit_hold(&visit));
    assert_page(&visit, FLOW_PIN);
    visit_tap(&visit, CONTROL_LEAVE, 0);
    assert_page(&visit, FLOW_RATE);
    g_assert_true(flow_is_at_rest(&visit.flow));
}

static void test_a_tap_on_the_corner_does_nothing(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_false(visit_tap(&visit, CONTROL_CORNER, 0));
    assert_page(&visit, FLOW_HOME);
}

static void test_a_long_press_elsewhere_does_nothing(void)
{
    struct visit visit;
    visit_begin(&visit);
    for (int kind = CONTROL_NONE; kind < CONTROL_KINDS; kind++) {
        if (kind != CONTROL_CORNER)
            g_assert_false(flow_hold(&visit.flow, (struct control){(enum control_kind)kind, 0}, visit.now));
    }
    assert_page(&visit, FLOW_HOME);
}

static void test_without_staff_pages_a_long_press_does_nothing(void)
{
    struct visit visit;
    visit_begin_with(&visit, without_staff);
    g_assert_false(visit_hold(&visit));
    assert_page(&visit, FLOW_HOME);
}

static void test_within_a_visit_a_long_press_does_nothing(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_false(visit_hold(&visit));
    assert_page(&visit, FLOW_RATE);
    visit_rate(&visit, 4);
    g_assert_false(visit_hold(&visit));
    visit_tap(&visit, CONTROL_SKIP, 0);
    g_assert_false(visit_hold(&visit));
    assert_page(&visit, FLOW_WHY);
    visit_tap(&visit, CONTROL_SKIP, 0);
    g_assert_false(visit_hold(&visit));
    assert_page(&visit, FLOW_THANKS);
}

static void test_while_a_bound_kiosk_saves_a_long_press_does_nothing(void)
{
    struct visit visit;
    visit_begin_with(&visit, bound_to_land);
    visit_tap(&visit, CONTROL_FACE, 4);
    g_assert_false(visit_hold(&visit));
    assert_page(&visit, FLOW_RATE);
    visit_store(&visit);
    g_assert_cmpint(visit.flow.item, ==, 1);
}

/* Whatever is tapped and however long is waited: without a granted unlock there is no staff page. */
static void test_there_is_no_way_but_the_pin(void)
{
    struct visit visit;
    visit_begin(&visit);
    GRand *random = g_rand_new_with_seed(20251105);
    for (int i = 0; i < 50000; i++) {
        struct staff_errand errand;
        guint64 ticket;
        struct control any = {(enum control_kind)g_rand_int_range(random, 0, CONTROL_KINDS),
                              g_rand_int_range(random, -2, 12)};
        visit.now += g_rand_int_range(random, 1, 4000);
        if (g_rand_int_range(random, 0, 4) == 0)
            flow_hold(&visit.flow, any, visit.now);
        else
            flow_tap(&visit.flow, any, visit.now);
        flow_tick(&visit.flow, visit.now);
        while (flow_take_staff(&visit.flow, &errand, &ticket)) {
            g_assert_cmpint(errand.request, ==, STAFF_UNLOCK);
            g_assert_cmpuint(strlen(errand.pin), >=, FLOW_PIN_LEAST);
            flow_staff_answer(&visit.flow, ticket + 1, &GRANTED, visit.now); /* not what was asked */
            flow_staff_answer(&visit.flow, ticket, &DENIED, visit.now);
        }
        if (visit.flow.saving != FLOW_SETTLED)
            flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 17, visit.now);
        g_assert_cmpint(visit.flow.page, !=, FLOW_STAFF);
        g_assert_false(flow_is_test(&visit.flow));
    }
    g_rand_free(random);
}

/* --- the pad --- */

static void test_four_digits_can_be_entered(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_tap(&visit, CONTROL_DIGIT, 0);
    visit_tap(&visit, CONTROL_DIGIT, 9);
    visit_tap(&visit, CONTROL_DIGIT, 0);
    g_assert_false(flow_may_enter(&visit.flow, visit.now));
    g_assert_false(visit_tap(&visit, CONTROL_ENTER, 0));
    visit_assert_no_errand(&visit);
    visit_tap(&visit, CONTROL_DIGIT, 7);
    g_assert_true(flow_may_enter(&visit.flow, visit.now));
    g_assert_true(visit_tap(&visit, CONTROL_ENTER, 0));
    struct staff_errand errand = visit_errand(&visit);
    g_assert_cmpint(errand.request, ==, STAFF_UNLOCK);
    g_assert_cmpstr(errand.pin, ==, "0907");
}

static void test_twelve_digits_are_the_most(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    for (int i = 0; i < STAFF_PIN_MAX; i++)
        g_assert_true(visit_tap(&visit, CONTROL_DIGIT, i % 10));
    g_assert_false(visit_tap(&visit, CONTROL_DIGIT, 5));
    g_assert_cmpint(visit.flow.staff.digits, ==, 12);
    visit_tap(&visit, CONTROL_ENTER, 0);
    g_assert_cmpstr(visit_errand(&visit).pin, ==, "012345678901");
}

static void test_delete_takes_the_last_digit_back(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    g_assert_false(visit_tap(&visit, CONTROL_DELETE, 0));
    visit_tap(&visit, CONTROL_DIGIT, 1);
    visit_tap(&visit, CONTROL_DIGIT, 2);
    g_assert_true(visit_tap(&visit, CONTROL_DELETE, 0));
    visit_enter_pin(&visit, "345");
    g_assert_cmpstr(visit_errand(&visit).pin, ==, "1345");
}

static void test_what_is_no_digit_is_not_entered(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    g_assert_false(visit_tap(&visit, CONTROL_DIGIT, -1));
    g_assert_false(visit_tap(&visit, CONTROL_DIGIT, 10));
    g_assert_cmpint(visit.flow.staff.digits, ==, 0);
}

static bool holds(const struct flow *flow, const char *pin)
{
    return memmem(flow, sizeof *flow, pin, strlen(pin)) != NULL;
}

static void test_the_pin_is_forgotten_once_it_is_handed_on(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "86420");
    g_assert_true(holds(&visit.flow, "86420")); /* waits to be taken */
    g_assert_cmpstr(visit_errand(&visit).pin, ==, "86420");
    g_assert_false(holds(&visit.flow, "8642"));
    g_assert_cmpint(visit.flow.staff.digits, ==, 5); /* as dots */
}

static void test_the_pin_is_forgotten_when_the_pad_is_left(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    for (int i = 0; i < 5; i++)
        visit_tap(&visit, CONTROL_DIGIT, 8 - i);
    g_assert_true(holds(&visit.flow, "87654"));
    g_assert_true(visit_tap(&visit, CONTROL_LEAVE, 0));
    g_assert_false(holds(&visit.flow, "8765"));
    visit_hold(&visit);
    g_assert_cmpint(visit.flow.staff.digits, ==, 0);
    visit_enter_pin(&visit, "86420"); /* not taken before the time is up */
    flow_end_staff(&visit.flow, visit.now);
    g_assert_false(holds(&visit.flow, "8642"));
    visit_assert_no_errand(&visit);
}

static void test_the_pad_is_inert_while_the_pin_is_checked(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    assert_request(&visit, STAFF_UNLOCK);
    g_assert_false(visit_tap(&visit, CONTROL_DIGIT, 1));
    g_assert_false(visit_tap(&visit, CONTROL_DELETE, 0));
    g_assert_false(visit_tap(&visit, CONTROL_ENTER, 0));
    g_assert_false(visit_tap(&visit, CONTROL_LEAVE, 0));
    assert_page(&visit, FLOW_PIN);
    visit_assert_no_errand(&visit);
}

static void test_the_right_pin_opens_the_staff_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    assert_request(&visit, STAFF_UNLOCK);
    g_assert_true(visit_tell(&visit, GRANTED));
    assert_page(&visit, FLOW_STAFF);
    g_assert_cmpint(visit.flow.staff.figures, ==, FLOW_FIGURES_COMING);
    assert_request(&visit, STAFF_FIGURES);
}

static void test_a_wrong_pin_is_said_and_can_be_tried_again(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "1111");
    visit_errand(&visit);
    g_assert_true(visit_tell(&visit, DENIED));
    assert_page(&visit, FLOW_PIN);
    g_assert_cmpint(visit.flow.staff.said.saying, ==, FLOW_SAY_FAILED);
    g_assert_cmpint(visit.flow.staff.digits, ==, 0);
    g_assert_true(visit_tap(&visit, CONTROL_DIGIT, 2));
    g_assert_cmpint(visit.flow.staff.said.saying, ==, FLOW_SAY_NOTHING);
    visit_enter_pin(&visit, "468");
    visit_errand(&visit);
    visit_tell(&visit, GRANTED);
    assert_page(&visit, FLOW_STAFF);
}

static void test_a_sentence_that_came_is_kept_to_be_shown(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "1111");
    visit_errand(&visit);
    visit_tell(&visit, (struct staff_answer){.message = "Chưa đặt mã PIN."});
    g_assert_cmpint(visit.flow.staff.said.saying, ==, FLOW_SAY_MESSAGE);
    g_assert_cmpstr(visit.flow.staff.said.message, ==, "Chưa đặt mã PIN.");
}

static void wrong_pin(struct visit *visit, int wait_seconds)
{
    visit_hold(visit);
    visit_enter_pin(visit, "1111");
    visit_errand(visit);
    visit_tell(visit, (struct staff_answer){.wait_seconds = wait_seconds});
}

static void test_keys_are_dead_until_the_wait_has_run_out(void)
{
    struct visit visit;
    visit_begin(&visit);
    wrong_pin(&visit, 5);
    g_assert_cmpint(flow_pin_seconds(&visit.flow, visit.now), ==, 5);
    g_assert_false(visit_tap(&visit, CONTROL_DIGIT, 1)); /* half a second later */
    g_assert_cmpint(visit.flow.staff.digits, ==, 0);
    g_assert_true(visit_pass(&visit, 4499));
    g_assert_cmpint(flow_pin_seconds(&visit.flow, visit.now), ==, 1);
    g_assert_true(visit_pass(&visit, 1));
    g_assert_cmpint(flow_pin_seconds(&visit.flow, visit.now), ==, 0);
    g_assert_true(visit_tap(&visit, CONTROL_DIGIT, 1));
}

static void test_each_second_of_the_wait_is_shown(void)
{
    struct visit visit;
    visit_begin(&visit);
    wrong_pin(&visit, 3);
    for (int seconds = 3; seconds > 0; seconds--) {
        g_assert_cmpint(flow_pin_seconds(&visit.flow, visit.now), ==, seconds);
        g_assert_false(visit_pass(&visit, 999));
        g_assert_true(visit_pass(&visit, 1));
    }
}

static void test_the_wait_goes_on_when_the_pad_is_left(void)
{
    struct visit visit;
    visit_begin(&visit);
    wrong_pin(&visit, 60);
    g_assert_true(visit_tap(&visit, CONTROL_LEAVE, 0));
    assert_page(&visit, FLOW_HOME);
    g_assert_cmpint(visit.flow.deadline, ==, G_MAXINT64);
    visit_hold(&visit);
    visit_tap(&visit, CONTROL_DIGIT, 1);
    g_assert_cmpint(visit.flow.staff.digits, ==, 0);
    g_assert_cmpint(flow_pin_seconds(&visit.flow, visit.now), ==, 56); /* 60 - 0.5 - 3 - 0.5, rounded up */
}

static void test_a_pad_nobody_touches_is_left(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    g_assert_false(visit_pass(&visit, VISIT_IDLE_MS - 1));
    g_assert_true(visit_pass(&visit, 1));
    assert_page(&visit, FLOW_HOME);
    g_assert_false(visit.flow.warning);
    visit_assert_no_errand(&visit); /* it was never unlocked */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name, function) g_test_add_func("/flow/pin/" name, function)
    TEST("a_long_press_on_home_opens_the_pad", test_a_long_press_on_home_opens_the_pad);
    TEST("a_long_press_on_a_bound_kiosk_opens_the_pad", test_a_long_press_on_a_bound_kiosk_opens_the_pad);
    TEST("a_tap_on_the_corner_does_nothing", test_a_tap_on_the_corner_does_nothing);
    TEST("a_long_press_elsewhere_does_nothing", test_a_long_press_elsewhere_does_nothing);
    TEST("without_staff_pages_a_long_press_does_nothing", test_without_staff_pages_a_long_press_does_nothing);
    TEST("within_a_visit_a_long_press_does_nothing", test_within_a_visit_a_long_press_does_nothing);
    TEST("while_a_bound_kiosk_saves_a_long_press_does_nothing",
         test_while_a_bound_kiosk_saves_a_long_press_does_nothing);
    TEST("there_is_no_way_but_the_pin", test_there_is_no_way_but_the_pin);
    TEST("four_digits_can_be_entered", test_four_digits_can_be_entered);
    TEST("twelve_digits_are_the_most", test_twelve_digits_are_the_most);
    TEST("delete_takes_the_last_digit_back", test_delete_takes_the_last_digit_back);
    TEST("what_is_no_digit_is_not_entered", test_what_is_no_digit_is_not_entered);
    TEST("the_pin_is_forgotten_once_it_is_handed_on", test_the_pin_is_forgotten_once_it_is_handed_on);
    TEST("the_pin_is_forgotten_when_the_pad_is_left", test_the_pin_is_forgotten_when_the_pad_is_left);
    TEST("the_pad_is_inert_while_the_pin_is_checked", test_the_pad_is_inert_while_the_pin_is_checked);
    TEST("the_right_pin_opens_the_staff_page", test_the_right_pin_opens_the_staff_page);
    TEST("a_wrong_pin_is_said_and_can_be_tried_again", test_a_wrong_pin_is_said_and_can_be_tried_again);
    TEST("a_sentence_that_came_is_kept_to_be_shown", test_a_sentence_that_came_is_kept_to_be_shown);
    TEST("keys_are_dead_until_the_wait_has_run_out", test_keys_are_dead_until_the_wait_has_run_out);
    TEST("each_second_of_the_wait_is_shown", test_each_second_of_the_wait_is_shown);
    TEST("the_wait_goes_on_when_the_pad_is_left", test_the_wait_goes_on_when_the_pad_is_left);
    TEST("a_pad_nobody_touches_is_left", test_a_pad_nobody_touches_is_left);
    return g_test_run();
}
