#include "share.h"
#include <math.h>
#include <string.h>

/* Wide enough that no product below can wrap. */
__extension__ typedef __int128 wide_t;

static void printed(gint64 satisfied, gint64 n, int decimals, const char *expected)
{
    char text[PERCENT_SIZE];
    share_format(text, (struct share){satisfied, n}, decimals);
    g_assert_cmpstr(text, ==, expected);
}

static void a_share_is_levels_four_and_five_over_all(void)
{
    struct share share = share_of(&(struct counts){{1, 2, 3, 4, 5}});
    g_assert_cmpint(share.satisfied, ==, 9);
    g_assert_cmpint(share.n, ==, 15);
}

static void percentages_print_half_up(void)
{
    printed(0, 7, 2, "0.00");
    printed(7, 7, 2, "100.00");
    printed(1, 3, 2, "33.33");
    printed(2, 3, 2, "66.67");
    printed(1, 8, 2, "12.50");
    printed(1, 8, 0, "13");         /* 12.5 */
    printed(1, 16, 1, "6.3");       /* 6.25 */
    printed(1, 32, 2, "3.13");      /* 3.125 */
    printed(1799, 2000, 1, "90.0"); /* 89.95 */
    printed(1799, 2000, 2, "89.95");
    printed(1, 20000, 2, "0.01"); /* 0.005 */
    printed(1, 20001, 2, "0.00");
    printed(899996, 1000000, 2, "90.00"); /* 89.9996 */
    printed(899994, 1000000, 2, "90.00"); /* 89.9994 */
    printed(899949, 1000000, 2, "89.99");
    printed(999999, 1000000, 2, "100.00");
    printed(9999999999999, 10000000000000, 0, "100");
    printed(3333333333333, 10000000000000, 2, "33.33");
}

/* Between 0 and 10^digits, so that small and large numbers come equally often. */
static gint64 random_below(int digits)
{
    gint64 top = 10;
    for (int i = g_test_rand_int_range(0, digits); i > 0; i--)
        top *= 10;
    return (gint64)(g_test_rand_double() * (double)top);
}

/* P units of 10^-decimals percent is x rounded half up exactly when P - 1/2 <= x < P + 1/2. */
static void check_half_up(struct share share, int decimals)
{
    static const gint64 unit[] = {1, 10, 100};
    char text[PERCENT_SIZE], digits[PERCENT_SIZE];
    size_t n_digits = 0;
    share_format(text, share, decimals);
    for (const char *c = text; *c; c++) {
        if (*c != '.')
            digits[n_digits++] = *c;
    }
    digits[n_digits] = '\0';
    gint64 p = g_ascii_strtoll(digits, NULL, 10);
    wide_t twice_x = (wide_t)2 * 100 * unit[decimals] * share.satisfied;
    g_assert_true((wide_t)(2 * p - 1) * share.n <= twice_x);
    g_assert_true(twice_x < (wide_t)(2 * p + 1) * share.n);
    g_assert_true(decimals == 0 ? !strchr(text, '.') : text[strlen(text) - 1 - (size_t)decimals] == '.');
}

static void every_printed_percentage_is_within_half_a_unit(void)
{
    for (int i = 0; i < 200000; i++) {
        gint64 n = random_below(13) + 1;
        gint64 satisfied = MIN(n, (gint64)(g_test_rand_double() * (double)(n + 1)));
        check_half_up((struct share){satisfied, n}, i % 3);
    }
}

static void a_printed_percentage_never_falls_when_one_more_is_satisfied(void)
{
    for (gint64 n = 1; n <= 300; n++) {
        double before = -1;
        for (gint64 satisfied = 0; satisfied <= n; satisfied++) {
            char text[PERCENT_SIZE];
            share_format(text, (struct share){satisfied, n}, 2);
            double now = g_ascii_strtod(text, NULL);
            g_assert_true(now >= before);
            before = now;
        }
    }
}

static void near(double found, double expected, double within)
{
    g_assert_cmpfloat_with_epsilon(found, expected, within);
}

/* The published table for 90 % observed, and all of five, to one decimal. */
static void wilson_intervals_are_those_of_the_table(void)
{
    static const struct {
        gint64 satisfied, n;
        double low, high;
    } table[] = {{9, 10, 59.6, 98.2},     {18, 20, 69.9, 97.2},  {27, 30, 74.4, 96.5},
                 {45, 50, 78.6, 95.7},    {90, 100, 82.6, 94.5}, {360, 400, 86.7, 92.6},
                 {900, 1000, 88.0, 91.7}, {5, 5, 56.6, 100.0},   {0, 5, 0.0, 100 - 56.6}};
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        struct interval found = share_wilson95((struct share){table[i].satisfied, table[i].n});
        near(found.low, table[i].low, 0.05001);
        near(found.high, table[i].high, 0.05001);
    }
}

/* Wilson's bounds are where the score test just rejects: |p - b| = z sqrt(b (1 - b) / n). */
static void wilson_bounds_solve_the_score_equation(void)
{
    const double z = 1.959964;
    for (int i = 0; i < 20000; i++) {
        gint64 n = random_below(9) + 2;
        gint64 satisfied = 1 + (gint64)(g_test_rand_double() * (double)(n - 1));
        satisfied = MIN(satisfied, n - 1);
        struct interval bounds = share_wilson95((struct share){satisfied, n});
        double p = (double)satisfied / (double)n, low = bounds.low / 100, high = bounds.high / 100;
        g_assert_true(0 < low && low < p && p < high && high < 1);
        near(p - low, z * sqrt(low * (1 - low) / (double)n), 1e-9);
        near(high - p, z * sqrt(high * (1 - high) / (double)n), 1e-9);
    }
}

static void wilson_mirrors_satisfied_and_unsatisfied(void)
{
    for (gint64 n = 1; n <= 200; n++) {
        for (gint64 satisfied = 0; satisfied <= n; satisfied++) {
            struct interval a = share_wilson95((struct share){satisfied, n});
            struct interval b = share_wilson95((struct share){n - satisfied, n});
            near(a.low, 100 - b.high, 1e-9);
            g_assert_true(a.low >= 0 && a.high <= 100 && a.low < a.high);
        }
    }
}

static void percentages(struct counts counts, int decimals, const gint64 expected[LEVEL_COUNT])
{
    gint64 found[LEVEL_COUNT];
    counts_percentages(found, &counts, decimals);
    for (int i = 0; i < LEVEL_COUNT; i++)
        g_assert_cmpint(found[i], ==, expected[i]);
}

static void level_percentages_give_what_is_left_to_the_largest_remainder(void)
{
    percentages((struct counts){{0, 0, 0, 0, 0}}, 2, (const gint64[]){0, 0, 0, 0, 0});
    percentages((struct counts){{0, 0, 0, 0, 3}}, 0, (const gint64[]){0, 0, 0, 0, 100});
    percentages((struct counts){{1, 2, 0, 0, 0}}, 0, (const gint64[]){33, 67, 0, 0, 0});
    percentages((struct counts){{1, 0, 1, 0, 1}}, 0,
                (const gint64[]){33, 0, 33, 0, 34}); /* tie: the higher */
    percentages((struct counts){{1, 1, 1, 1, 2}}, 0, (const gint64[]){16, 17, 17, 17, 33});
    percentages((struct counts){{1, 1, 1, 0, 0}}, 1, (const gint64[]){333, 333, 334, 0, 0});
    percentages((struct counts){{1, 1, 1, 1, 3}}, 2, (const gint64[]){1428, 1428, 1429, 1429, 4286});
}

static void check_percentages(const struct counts *counts, int decimals)
{
    static const gint64 whole[] = {100, 1000, 10000};
    gint64 found[LEVEL_COUNT], sum = 0, total = counts_total(counts);
    counts_percentages(found, counts, decimals);
    for (int i = 0; i < LEVEL_COUNT; i++) {
        wide_t off = (wide_t)found[i] * total - (wide_t)counts->n[i] * whole[decimals];
        g_assert_true(total == 0 ? found[i] == 0 : -total < off && off < total);
        sum += found[i];
    }
    g_assert_cmpint(sum, ==, total ? whole[decimals] : 0);
}

static void level_percentages_add_to_a_hundred_and_stay_within_one_unit(void)
{
    for (int i = 0; i < 200000; i++) {
        struct counts counts;
        for (int level = 0; level < LEVEL_COUNT; level++)
            counts.n[level] = g_test_rand_bit() ? random_below(12) : 0;
        check_percentages(&counts, i % 3);
    }
}

static void points(gint64 now, gint64 now_n, gint64 before, gint64 before_n, int decimals,
                   const char *expected)
{
    char text[PERCENT_SIZE];
    share_points_format(text, (struct share){now, now_n}, (struct share){before, before_n}, decimals);
    g_assert_cmpstr(text, ==, expected);
}

static void a_difference_in_points_is_exact_and_rounded_away_from_zero(void)
{
    points(1, 2, 1, 4, 2, "25.00");
    points(1, 4, 1, 2, 2, "-25.00");
    points(1, 3, 1, 3, 2, "0.00");
    points(2, 3, 1, 3, 2, "33.33"); /* the rounded shares, 66.67 and 33.33, differ by 33.34 */
    points(1, 8, 0, 8, 0, "13");    /* 12.5 */
    points(0, 8, 1, 8, 0, "-13");
    points(1, 32, 0, 1, 2, "3.13"); /* 3.125 */
    points(0, 1, 1, 32, 2, "-3.13");
    points(0, 1, 1, 1000000, 2, "0.00"); /* -0.0001: no "-0.00" */
    points(1, 20000, 0, 1, 2, "0.01");   /* 0.005 */
    points(7, 7, 0, 7, 2, "100.00");
    points(0, 7, 7, 7, 1, "-100.0");
    points(1000000000, 1000000000, 0, 1000000000, 2, "100.00");
    points(333333333, 1000000000, 333333334, 1000000000, 2, "0.00");
    points(500050000, 1000000000, 500000000, 1000000000, 2, "0.01"); /* 0.005 */
}

/* By hand after Wilson: 45/50 78.64-95.65, 40/50 66.96-88.76, 20/50 27.61-53.82. */
static void intervals_that_meet_overlap(void)
{
    const struct share high = {45, 50}, near = {40, 50}, low = {20, 50};

    g_assert_true(shares_overlap(high, near));
    g_assert_true(shares_overlap(near, high));
    g_assert_false(shares_overlap(high, low));
    g_assert_false(shares_overlap(low, high));
    g_assert_true(shares_overlap(high, high));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/share/is_levels_four_and_five_over_all", a_share_is_levels_four_and_five_over_all);
    g_test_add_func("/share/percentages_print_half_up", percentages_print_half_up);
    g_test_add_func("/share/every_printed_percentage_is_within_half_a_unit",
                    every_printed_percentage_is_within_half_a_unit);
    g_test_add_func("/share/a_printed_percentage_never_falls_when_one_more_is_satisfied",
                    a_printed_percentage_never_falls_when_one_more_is_satisfied);
    g_test_add_func("/wilson/intervals_are_those_of_the_table", wilson_intervals_are_those_of_the_table);
    g_test_add_func("/wilson/bounds_solve_the_score_equation", wilson_bounds_solve_the_score_equation);
    g_test_add_func("/wilson/mirrors_satisfied_and_unsatisfied", wilson_mirrors_satisfied_and_unsatisfied);
    g_test_add_func("/levels/percentages_give_what_is_left_to_the_largest_remainder",
                    level_percentages_give_what_is_left_to_the_largest_remainder);
    g_test_add_func("/levels/percentages_add_to_a_hundred_and_stay_within_one_unit",
                    level_percentages_add_to_a_hundred_and_stay_within_one_unit);
    g_test_add_func("/share/a_difference_in_points_is_exact_and_rounded_away_from_zero",
                    a_difference_in_points_is_exact_and_rounded_away_from_zero);
    g_test_add_func("/share/intervals_that_meet_overlap", intervals_that_meet_overlap);
    return g_test_run();
}
