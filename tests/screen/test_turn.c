/* From a contact on a turned panel to what the reader means. The corners are worked out by hand: turning a
 * picture clockwise by 90 degrees brings its left upper corner to the right upper corner of the window. */
#include "turn.h"
#include <glib.h>
#include <math.h>

enum { WIDTH = 1920, HEIGHT = 1080 };

/* The middle of the pixel, as a fraction. */
static void assert_turned(int rotation, int window_x, int window_y, int x, int y)
{
    int got_x, got_y;
    g_assert_true(turn_back(&got_x, &got_y, (window_x + 0.5) / WIDTH, (window_y + 0.5) / HEIGHT, WIDTH,
                            HEIGHT, rotation));
    g_assert_cmpint(got_x, ==, x);
    g_assert_cmpint(got_y, ==, y);
}

static void test_upright_stays(void)
{
    assert_turned(0, 0, 0, 0, 0);
    assert_turned(0, 1919, 1079, 1919, 1079);
    assert_turned(0, 700, 3, 700, 3);
}

static void test_right_upper_corner_is_the_start_at_90(void)
{
    assert_turned(90, 1919, 0, 0, 0);
    assert_turned(90, 1919, 1079, 1079, 0);
    assert_turned(90, 0, 0, 0, 1919);
    assert_turned(90, 1909, 5, 5, 10);
}

static void test_right_lower_corner_is_the_start_at_180(void)
{
    assert_turned(180, 1919, 1079, 0, 0);
    assert_turned(180, 0, 1079, 1919, 0);
    assert_turned(180, 1900, 1070, 19, 9);
}

static void test_left_lower_corner_is_the_start_at_270(void)
{
    assert_turned(270, 0, 1079, 0, 0);
    assert_turned(270, 0, 0, 1079, 0);
    assert_turned(270, 1919, 1079, 0, 1919);
    assert_turned(270, 10, 1074, 5, 10);
}

static void test_edge_and_beyond_are_outside(void)
{
    const double outside[] = {0.0, 1.0, -0.01, 1.01, 40.0, (double)NAN};
    int x, y;
    for (size_t i = 0; i < G_N_ELEMENTS(outside); i++) {
        g_assert_false(turn_back(&x, &y, outside[i], 0.5, WIDTH, HEIGHT, 0));
        g_assert_false(turn_back(&x, &y, 0.5, outside[i], WIDTH, HEIGHT, 90));
    }
}

static void test_panel_swaps_sides_when_it_stands(void)
{
    int width, height;
    turn_panel(&width, &height, WIDTH, HEIGHT, 180);
    g_assert_cmpint(width, ==, 1920);
    g_assert_cmpint(height, ==, 1080);
    turn_panel(&width, &height, WIDTH, HEIGHT, 90);
    g_assert_cmpint(width, ==, 1080);
    turn_panel(&width, &height, WIDTH, HEIGHT, 270);
    g_assert_cmpint(height, ==, 1920);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/turn/upright_stays", test_upright_stays);
    g_test_add_func("/turn/at_90_the_right_upper_corner_is_the_start",
                    test_right_upper_corner_is_the_start_at_90);
    g_test_add_func("/turn/at_180_the_right_lower_corner_is_the_start",
                    test_right_lower_corner_is_the_start_at_180);
    g_test_add_func("/turn/at_270_the_left_lower_corner_is_the_start",
                    test_left_lower_corner_is_the_start_at_270);
    g_test_add_func("/turn/the_edge_and_beyond_are_outside", test_edge_and_beyond_are_outside);
    g_test_add_func("/turn/a_panel_on_its_side_swaps_sides", test_panel_swaps_sides_when_it_stands);
    return g_test_run();
}
