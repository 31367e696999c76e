#include "sample.h"

/* N / (1 + N * 0.05^2), worked out by hand: 100 -> 80, 350 -> 186.67, 600 -> 240, 1500 -> 315.79, 4100 ->
 * 364.44. */
static void the_guide_is_rounded_up(void)
{
    g_assert_cmpint(sample_guide(0), ==, 0);
    g_assert_cmpint(sample_guide(1), ==, 1);
    g_assert_cmpint(sample_guide(100), ==, 80);
    g_assert_cmpint(sample_guide(350), ==, 187);
    g_assert_cmpint(sample_guide(600), ==, 240);
    g_assert_cmpint(sample_guide(1500), ==, 316);
    g_assert_cmpint(sample_guide(4100), ==, 365);
}

static void the_guide_never_asks_for_more_than_there_are_nor_for_over_400(void)
{
    for (gint64 n = 1; n <= 1000000000000; n = n * 3 + 1) {
        g_assert_cmpint(sample_guide(n), <=, n);
        g_assert_cmpint(sample_guide(n), <=, 400);
    }
}

static void the_limits_themselves_belong_above(void)
{
    g_assert_cmpstr(basis_id(basis_of(0, 30, 100)), ==, "none");
    g_assert_cmpstr(basis_id(basis_of(1, 30, 100)), ==, "too-few");
    g_assert_cmpstr(basis_id(basis_of(29, 30, 100)), ==, "too-few");
    g_assert_cmpstr(basis_id(basis_of(30, 30, 100)), ==, "indicative");
    g_assert_cmpstr(basis_id(basis_of(99, 30, 100)), ==, "indicative");
    g_assert_cmpstr(basis_id(basis_of(100, 30, 100)), ==, "enough");
    g_assert_cmpstr(basis_id(basis_of(5, 5, 5)), ==, "enough");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sample/the_guide_is_rounded_up", the_guide_is_rounded_up);
    g_test_add_func("/sample/the_guide_never_asks_for_more_than_there_are_nor_for_over_400",
                    the_guide_never_asks_for_more_than_there_are_nor_for_over_400);
    g_test_add_func("/basis/the_limits_themselves_belong_above", the_limits_themselves_belong_above);
    return g_test_run();
}
