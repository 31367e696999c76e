/* Which contacts are taps. */
#include "touch.h"

static const struct control GOOD = {CONTROL_FACE, 4};
static const struct control BAD = {CONTROL_FACE, 2};
static const struct control NOTHING = {CONTROL_NONE, 0};

enum { PAGE_SINCE = 1000, START = 10000, SERIAL = 7 };

static void down(struct touch *touch, gint64 id, struct control under, gint64 now)
{
    touch_down(touch, id, under, SERIAL, PAGE_SINCE, now);
}

static bool up(struct touch *touch, gint64 id, struct control under, gint64 now)
{
    struct control tap = NOTHING;
    bool tapped = touch_up(touch, &tap, id, under, SERIAL, now);
    g_assert_true(control_equal(tap, tapped ? under : NOTHING));
    return tapped;
}

static void test_down_and_up_is_a_tap(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    g_assert_true(up(&touch, 1, GOOD, START + 80));
    g_assert_false(up(&touch, 1, GOOD, START + 90));
}

static void test_down_alone_is_no_tap(void)
{
    struct touch touch;
    touch_init(&touch);
    g_assert_false(up(&touch, 1, GOOD, START));
}

static void test_beside_controls_is_no_tap(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, NOTHING, START);
    g_assert_false(up(&touch, 1, NOTHING, START + 80));
    down(&touch, 1, NOTHING, START + 1000);
    touch_move(&touch, 1, GOOD, START + 1050);
    g_assert_false(up(&touch, 1, GOOD, START + 1080));
}

static void test_sliding_off_takes_it_back(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    touch_move(&touch, 1, BAD, START + 50);
    g_assert_false(up(&touch, 1, BAD, START + 80));
    down(&touch, 1, GOOD, START + 1000);
    touch_move(&touch, 1, NOTHING, START + 1050);
    g_assert_false(up(&touch, 1, NOTHING, START + 1080));
}

static void test_sliding_back_on_counts(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    touch_move(&touch, 1, BAD, START + 50);
    touch_move(&touch, 1, GOOD, START + 100);
    g_assert_true(up(&touch, 1, GOOD, START + 150));
}

static void test_double_tap_is_one(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    g_assert_true(up(&touch, 1, GOOD, START + 60));
    down(&touch, 2, GOOD, START + 120);
    g_assert_false(up(&touch, 2, GOOD, START + 180));
}

static void test_trembling_is_one(void)
{
    struct touch touch;
    int taps = 0;
    touch_init(&touch);
    for (gint64 now = START; now < START + 4000; now += 200) {
        down(&touch, 1, GOOD, now);
        taps += up(&touch, 1, GOOD, now + 20);
    }
    g_assert_cmpint(taps, ==, 1);
}

static void test_deliberate_repeats_count(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    g_assert_true(up(&touch, 1, GOOD, START + 60));
    down(&touch, 1, GOOD, START + 400);
    g_assert_true(up(&touch, 1, GOOD, START + 460));
}

static void test_two_controls_in_quick_turn_count(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    g_assert_true(up(&touch, 1, GOOD, START + 60));
    down(&touch, 1, BAD, START + 150);
    g_assert_true(up(&touch, 1, BAD, START + 200));
}

static void test_second_of_two_fingers_is_stale(void)
{
    struct touch touch;
    struct control tap;
    touch_init(&touch);
    down(&touch, 1, BAD, START);
    down(&touch, 2, GOOD, START + 10);
    g_assert_true(up(&touch, 2, GOOD, START + 60));
    g_assert_false(touch_up(&touch, &tap, 1, BAD, SERIAL + 1, START + 90));
}

static void test_palm_is_no_tap(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    down(&touch, 2, BAD, START + 40);
    down(&touch, 3, GOOD, START + 100);
    down(&touch, 4, BAD, START + 190); /* the last part of the same hand */
    for (int id = 1; id <= 4; id++)
        g_assert_false(up(&touch, id, id % 2 == 0 ? BAD : GOOD, START + 250 + id));
}

static void test_palm_spoils_no_finger_that_was_there_before(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    for (int id = 2; id <= 4; id++)
        down(&touch, id, BAD, START + 200);
    g_assert_true(up(&touch, 1, GOOD, START + 300));
}

static void test_three_that_land_apart_are_fingers(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, BAD, START);
    down(&touch, 2, NOTHING, START + 130);
    down(&touch, 3, GOOD, START + 260);
    g_assert_true(up(&touch, 3, GOOD, START + 300));
}

static void test_resting_palm_lets_a_finger_tap(void)
{
    struct touch touch;
    touch_init(&touch);
    for (int id = 1; id <= 4; id++)
        down(&touch, id, BAD, START + id);
    for (gint64 now = START; now < START + 3000; now += 10)
        touch_move(&touch, 1 + now % 4, BAD, now);
    down(&touch, 9, GOOD, START + 3000);
    g_assert_true(up(&touch, 9, GOOD, START + 3060));
}

static void test_lost_contacts_do_not_fill_the_screen(void)
{
    struct touch touch;
    touch_init(&touch);
    for (int id = 0; id < TOUCH_FINGERS; id++)
        down(&touch, id, BAD, START + 200 * id);
    down(&touch, 90, GOOD, START + 5000); /* no room */
    g_assert_false(up(&touch, 90, GOOD, START + 5060));
    gint64 later = START + 200 * TOUCH_FINGERS + TOUCH_FORGET_MS;
    down(&touch, 91, GOOD, later);
    g_assert_true(up(&touch, 91, GOOD, later + 60));
}

static void test_down_before_the_page_is_no_tap(void)
{
    struct touch touch;
    struct control tap;
    touch_init(&touch);
    touch_down(&touch, 1, GOOD, SERIAL - 1, PAGE_SINCE, START);
    g_assert_false(touch_up(&touch, &tap, 1, GOOD, SERIAL, START + 60));
}

static void test_dead_time_after_a_page_change(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, PAGE_SINCE + 399);
    g_assert_false(up(&touch, 1, GOOD, PAGE_SINCE + 900)); /* letting go late does not help */
    down(&touch, 1, GOOD, PAGE_SINCE + 1400);
    g_assert_true(up(&touch, 1, GOOD, PAGE_SINCE + 1450));
    touch_init(&touch);
    down(&touch, 1, GOOD, PAGE_SINCE + 400);
    g_assert_true(up(&touch, 1, GOOD, PAGE_SINCE + 450));
}

static void test_held_too_long_is_no_tap(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    g_assert_true(up(&touch, 1, GOOD, START + 5000));
    down(&touch, 1, GOOD, START + 10000);
    g_assert_false(up(&touch, 1, GOOD, START + 15001));
}

static void test_lost_finger_is_forgotten(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    g_assert_true(touch_forget(&touch, START + 10000));
    touch_move(&touch, 1, GOOD, START + 9000);
    g_assert_true(touch_forget(&touch, START + 19000));
    g_assert_false(touch_forget(&touch, START + 19001));
    g_assert_cmpint(touch_pressed(&touch, SERIAL).kind, ==, CONTROL_NONE);
    g_assert_false(up(&touch, 1, GOOD, START + 19002));
}

static void test_repeated_down_is_a_new_contact(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, BAD, START);
    down(&touch, 1, GOOD, START + 4000);
    g_assert_true(up(&touch, 1, GOOD, START + 6000)); /* 2 s after the second landing */
    g_assert_false(touch_forget(&touch, START + 6000));
}

static void test_cancelled_is_no_tap(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    touch_cancel(&touch, 1);
    touch_cancel(&touch, 2);
    g_assert_cmpint(touch_pressed(&touch, SERIAL).kind, ==, CONTROL_NONE);
    g_assert_false(up(&touch, 1, GOOD, START + 60));
}

static void test_mouse_and_finger_are_told_apart(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, -1, GOOD, START);
    down(&touch, 0, BAD, START + 10);
    touch_move(&touch, 0, NOTHING, START + 20);
    g_assert_true(up(&touch, -1, GOOD, START + 60));
    g_assert_false(up(&touch, 0, NOTHING, START + 70));
}

static void test_pressed_follows_the_finger(void)
{
    struct touch touch;
    touch_init(&touch);
    g_assert_cmpint(touch_pressed(&touch, SERIAL).kind, ==, CONTROL_NONE);
    down(&touch, 1, GOOD, START);
    g_assert_true(control_equal(touch_pressed(&touch, SERIAL), GOOD));
    g_assert_cmpint(touch_pressed(&touch, SERIAL + 1).kind, ==, CONTROL_NONE);
    touch_move(&touch, 1, BAD, START + 20);
    g_assert_cmpint(touch_pressed(&touch, SERIAL).kind, ==, CONTROL_NONE);
    touch_move(&touch, 1, GOOD, START + 40);
    g_assert_true(control_equal(touch_pressed(&touch, SERIAL), GOOD));
    up(&touch, 1, GOOD, START + 60);
    g_assert_cmpint(touch_pressed(&touch, SERIAL).kind, ==, CONTROL_NONE);
}

static void test_what_cannot_tap_does_not_look_pressed(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, PAGE_SINCE + 100);
    g_assert_cmpint(touch_pressed(&touch, SERIAL).kind, ==, CONTROL_NONE);
    touch_init(&touch);
    for (int id = 1; id <= 3; id++)
        down(&touch, id, GOOD, START);
    g_assert_cmpint(touch_pressed(&touch, SERIAL).kind, ==, CONTROL_NONE);
}

static const struct control CORNER = {CONTROL_CORNER, 0};

static bool is_long(struct touch *touch, guint64 serial, gint64 now)
{
    struct control held = NOTHING;
    bool counts = touch_long(touch, &held, serial, now);
    g_assert_true(control_equal(held, counts ? CORNER : NOTHING));
    return counts;
}

static void test_three_seconds_on_the_corner_are_a_long_press(void)
{
    struct touch touch;
    touch_init(&touch);
    g_assert_cmpint(touch_long_due(&touch), ==, G_MAXINT64);
    down(&touch, 1, CORNER, START);
    g_assert_cmpint(touch_long_due(&touch), ==, START + 3000);
    g_assert_false(is_long(&touch, SERIAL, START + 2999));
    g_assert_true(is_long(&touch, SERIAL, START + 3000));
    g_assert_false(is_long(&touch, SERIAL, START + 3001)); /* once */
    g_assert_cmpint(touch_long_due(&touch), ==, G_MAXINT64);
    g_assert_false(up(&touch, 1, CORNER, START + 3100)); /* and no tap comes of it */
}

static void test_a_second_on_the_corner_is_no_long_press(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, CORNER, START);
    g_assert_false(is_long(&touch, SERIAL, START + 1000));
    g_assert_true(up(&touch, 1, CORNER, START + 1000)); /* a tap, which means nothing */
    g_assert_false(is_long(&touch, SERIAL, START + 4000));
}

static void test_a_face_knows_no_long_press(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, GOOD, START);
    g_assert_cmpint(touch_long_due(&touch), ==, G_MAXINT64);
    g_assert_false(is_long(&touch, SERIAL, START + 3000));
    g_assert_true(up(&touch, 1, GOOD, START + 4000));
}

static void test_moving_off_the_corner_ends_a_long_press(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, CORNER, START);
    touch_move(&touch, 1, CORNER, START + 500);
    g_assert_cmpint(touch_long_due(&touch), ==, START + 3000);
    touch_move(&touch, 1, NOTHING, START + 1000);
    touch_move(&touch, 1, CORNER, START + 1100); /* coming back does not help */
    g_assert_false(is_long(&touch, SERIAL, START + 3000));
    down(&touch, 2, GOOD, START + 20000);
    touch_move(&touch, 2, CORNER, START + 20100);
    g_assert_false(is_long(&touch, SERIAL, START + 24000)); /* nor does coming from elsewhere */
}

static void test_a_second_finger_ends_a_long_press(void)
{
    const struct control others[] = {CORNER, GOOD, NOTHING};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        struct touch touch;
        touch_init(&touch);
        down(&touch, 1, CORNER, START);
        down(&touch, 2, others[i], START + 1000);
        up(&touch, 2, others[i], START + 1050);
        g_assert_false(is_long(&touch, SERIAL, START + 3000));
        touch_init(&touch);
        down(&touch, 2, others[i], START);
        down(&touch, 1, CORNER, START + 1000);
        up(&touch, 2, others[i], START + 1050);
        g_assert_false(is_long(&touch, SERIAL, START + 4000));
        up(&touch, 1, CORNER, START + 6000);
        down(&touch, 1, CORNER, START + 10000); /* one alone counts again */
        g_assert_true(is_long(&touch, SERIAL, START + 13000));
    }
}

static void test_a_long_press_means_the_page_it_began_on(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, CORNER, START);
    g_assert_false(is_long(&touch, SERIAL + 1, START + 3000));
    g_assert_false(is_long(&touch, SERIAL, START + 3001));
    touch_down(&touch, 1, CORNER, SERIAL, START, START + 100); /* within the dead time */
    g_assert_false(is_long(&touch, SERIAL, START + 4000));
}

static void test_a_long_press_taken_away_is_none(void)
{
    struct touch touch;
    touch_init(&touch);
    down(&touch, 1, CORNER, START);
    touch_cancel(&touch, 1);
    g_assert_false(is_long(&touch, SERIAL, START + 3000));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/touch/down_and_up_is_a_tap", test_down_and_up_is_a_tap);
    g_test_add_func("/touch/up_without_down_is_no_tap", test_down_alone_is_no_tap);
    g_test_add_func("/touch/beside_all_controls_is_no_tap", test_beside_controls_is_no_tap);
    g_test_add_func("/touch/sliding_off_takes_it_back", test_sliding_off_takes_it_back);
    g_test_add_func("/touch/sliding_back_on_counts", test_sliding_back_on_counts);
    g_test_add_func("/touch/a_double_tap_is_one", test_double_tap_is_one);
    g_test_add_func("/touch/trembling_is_one", test_trembling_is_one);
    g_test_add_func("/touch/deliberate_repeats_count", test_deliberate_repeats_count);
    g_test_add_func("/touch/two_controls_in_quick_turn_count", test_two_controls_in_quick_turn_count);
    g_test_add_func("/touch/the_second_of_two_fingers_is_stale", test_second_of_two_fingers_is_stale);
    g_test_add_func("/touch/a_palm_is_no_tap", test_palm_is_no_tap);
    g_test_add_func("/touch/a_palm_spoils_no_finger_that_was_there_before",
                    test_palm_spoils_no_finger_that_was_there_before);
    g_test_add_func("/touch/three_that_land_apart_are_fingers", test_three_that_land_apart_are_fingers);
    g_test_add_func("/touch/a_resting_palm_lets_a_finger_tap", test_resting_palm_lets_a_finger_tap);
    g_test_add_func("/touch/lost_contacts_do_not_fill_the_screen", test_lost_contacts_do_not_fill_the_screen);
    g_test_add_func("/touch/down_before_the_page_is_no_tap", test_down_before_the_page_is_no_tap);
    g_test_add_func("/touch/nothing_counts_just_after_a_page_change", test_dead_time_after_a_page_change);
    g_test_add_func("/touch/held_too_long_is_no_tap", test_held_too_long_is_no_tap);
    g_test_add_func("/touch/a_lost_finger_is_forgotten", test_lost_finger_is_forgotten);
    g_test_add_func("/touch/a_repeated_down_is_a_new_contact", test_repeated_down_is_a_new_contact);
    g_test_add_func("/touch/a_cancelled_contact_is_no_tap", test_cancelled_is_no_tap);
    g_test_add_func("/touch/mouse_and_finger_are_told_apart", test_mouse_and_finger_are_told_apart);
    g_test_add_func("/touch/pressed_follows_the_finger", test_pressed_follows_the_finger);
    g_test_add_func("/touch/what_cannot_tap_does_not_look_pressed",
                    test_what_cannot_tap_does_not_look_pressed);
    g_test_add_func("/touch/three_seconds_on_the_corner_are_a_long_press",
                    test_three_seconds_on_the_corner_are_a_long_press);
    g_test_add_func("/touch/a_second_on_the_corner_is_no_long_press",
                    test_a_second_on_the_corner_is_no_long_press);
    g_test_add_func("/touch/a_face_knows_no_long_press", test_a_face_knows_no_long_press);
    g_test_add_func("/touch/moving_off_the_corner_ends_a_long_press",
                    test_moving_off_the_corner_ends_a_long_press);
    g_test_add_func("/touch/a_second_finger_ends_a_long_press", test_a_second_finger_ends_a_long_press);
    g_test_add_func("/touch/a_long_press_means_the_page_it_began_on",
                    test_a_long_press_means_the_page_it_began_on);
    g_test_add_func("/touch/a_long_press_taken_away_is_none", test_a_long_press_taken_away_is_none);
    return g_test_run();
}
