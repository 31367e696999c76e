#include "tally.h"

static const struct counts one_each = {{1, 1, 1, 1, 1}};

static struct counts sum(const tally_t *tally, struct tally_select select)
{
    return tally_sum(tally, &select);
}

static void assert_same(struct counts a, struct counts b)
{
    for (int i = 0; i < LEVEL_COUNT; i++)
        g_assert_cmpint(a.n[i], ==, b.n[i]);
}

static void total_and_satisfied_count_the_levels(void)
{
    const struct counts counts = {{1, 20, 300, 4000, 50000}};
    g_assert_cmpint(counts_total(&counts), ==, 54321);
    g_assert_cmpint(counts_satisfied(&counts), ==, 54000);
}

static void an_empty_tally_sums_to_nothing(void)
{
    g_autoptr(tally_t) tally = tally_new();
    struct counts counts = sum(tally, (struct tally_select){0});
    g_autofree const char **areas = tally_areas(tally);
    g_assert_cmpint(counts_total(&counts), ==, 0);
    g_assert_null(areas[0]);
}

static void a_zeroed_selection_means_every_counted_answer_to_the_main_question(void)
{
    g_autoptr(tally_t) tally = tally_new();
    tally_add(tally, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, &(struct counts){{1, 0, 0, 0, 0}});
    tally_add(tally, "ho-tich", ITEM_TTHC, CHANNEL_PHONE, false, &(struct counts){{0, 2, 0, 0, 0}});
    tally_add(tally, "ho-tich", ITEM_TTHC, CHANNEL_PHONE, true, &(struct counts){{0, 0, 4, 0, 0}});
    tally_add(tally, "ho-tich", ITEM_PHUC_VU, CHANNEL_PHONE, false, &(struct counts){{0, 0, 0, 8, 0}});
    struct counts counts = sum(tally, (struct tally_select){0});
    assert_same(counts, (struct counts){{1, 2, 0, 0, 0}});
}

/* Every cell gets a number of its own, so that a sum shows exactly which cells it took. */
static void each_part_of_a_selection_takes_its_own_cells(void)
{
    static const char *const areas[] = {"a", "b"};
    g_autoptr(tally_t) tally = tally_new();
    for (int i = 0; i < 32; i++)
        tally_add(tally, areas[i & 1], (enum item)(i >> 1 & 1), (enum channel)(i >> 2 & 3), i >> 4,
                  &(struct counts){{G_GINT64_CONSTANT(1) << i, 0, 0, 0, 0}});
    for (int i = 0; i < 32; i++) {
        struct tally_select one = {(enum item)(i >> 1 & 1), areas[i & 1], true, (enum channel)(i >> 2 & 3),
                                   i >> 4};
        g_assert_cmpint(sum(tally, one).n[0], ==, G_GINT64_CONSTANT(1) << i);
    }
    /* Cells are bits: area is bit 0, item bit 1, channel bits 2 and 3, set aside bit 4 of the cell's number.
     */
    g_assert_cmphex((guint64)sum(tally, (struct tally_select){0}).n[0], ==, 0x3333);
    g_assert_cmphex((guint64)sum(tally, (struct tally_select){.area = "b"}).n[0], ==, 0x2222);
    g_assert_cmphex((guint64)sum(tally, (struct tally_select){.item = ITEM_PHUC_VU}).n[0], ==, 0xcccc);
    g_assert_cmphex((guint64)sum(tally, (struct tally_select){.set_aside = true}).n[0], ==, 0x33330000);
    g_assert_cmphex(
        (guint64)sum(tally, (struct tally_select){.one_channel = true, .channel = CHANNEL_PAPER}).n[0], ==,
        0x0300);
    g_assert_cmphex((guint64)sum(tally, (struct tally_select){.area = "c"}).n[0], ==, 0);
}

static void a_negative_count_moves_an_answer(void)
{
    g_autoptr(tally_t) tally = tally_new();
    tally_add(tally, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, &one_each);
    tally_add(tally, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, &(struct counts){{-1, 0, 0, 0, 1}});
    struct counts counts = sum(tally, (struct tally_select){0});
    assert_same(counts, (struct counts){{0, 1, 1, 1, 2}});
}

static void areas_are_sorted_and_copied(void)
{
    g_autoptr(tally_t) tally = tally_new();
    char area[] = "xay-dung";
    tally_add(tally, area, ITEM_TTHC, CHANNEL_KIOSK, false, &one_each);
    area[0] = 'y';
    tally_add(tally, "dat-dai", ITEM_PHUC_VU, CHANNEL_KIOSK, true, &one_each);
    tally_add(tally, "ho-tich", ITEM_TTHC, CHANNEL_KIOSK, false, &one_each);
    g_autofree const char **areas = tally_areas(tally);
    g_assert_cmpstr(areas[0], ==, "dat-dai");
    g_assert_cmpstr(areas[1], ==, "ho-tich");
    g_assert_cmpstr(areas[2], ==, "xay-dung");
    g_assert_null(areas[3]);
}

static void add_random(tally_t *tally, tally_t *whole)
{
    static const char *const areas[] = {"a", "b", "c", "d", "e"};
    struct counts counts;
    for (int i = 0; i < LEVEL_COUNT; i++)
        counts.n[i] = g_test_rand_int_range(0, 1000);
    const char *area = areas[g_test_rand_int_range(0, G_N_ELEMENTS(areas))];
    enum item item = (enum item)g_test_rand_int_range(0, ITEM_COUNT);
    enum channel channel = (enum channel)g_test_rand_int_range(0, CHANNEL_COUNT);
    bool set_aside = g_test_rand_bit();
    tally_add(tally, area, item, channel, set_aside, &counts);
    tally_add(whole, area, item, channel, set_aside, &counts);
}

static void the_tally_of_a_whole_is_the_sum_of_its_parts(void)
{
    for (int round = 0; round < 50; round++) {
        g_autoptr(tally_t) left = tally_new();
        g_autoptr(tally_t) right = tally_new();
        g_autoptr(tally_t) whole = tally_new();
        for (int i = 0; i < 40; i++)
            add_random(g_test_rand_bit() ? left : right, whole);
        tally_merge(left, right);
        for (int item = 0; item < ITEM_COUNT; item++) {
            for (int aside = 0; aside <= 1; aside++) {
                struct tally_select select = {.item = (enum item)item, .set_aside = aside};
                struct counts a = tally_sum(left, &select), b = tally_sum(whole, &select);
                assert_same(a, b);
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/counts/total_and_satisfied_count_the_levels", total_and_satisfied_count_the_levels);
    g_test_add_func("/tally/an_empty_tally_sums_to_nothing", an_empty_tally_sums_to_nothing);
    g_test_add_func("/tally/a_zeroed_selection_means_every_counted_answer_to_the_main_question",
                    a_zeroed_selection_means_every_counted_answer_to_the_main_question);
    g_test_add_func("/tally/each_part_of_a_selection_takes_its_own_cells",
                    each_part_of_a_selection_takes_its_own_cells);
    g_test_add_func("/tally/a_negative_count_moves_an_answer", a_negative_count_moves_an_answer);
    g_test_add_func("/tally/areas_are_sorted_and_copied", areas_are_sorted_and_copied);
    g_test_add_func("/tally/the_tally_of_a_whole_is_the_sum_of_its_parts",
                    the_tally_of_a_whole_is_the_sum_of_its_parts);
    return g_test_run();
}
