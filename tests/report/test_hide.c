#include "html_hide.h"
#include <string.h>

/* Parts as "satisfied/others", and what has to be seen of each: "n:satisfied", "n:low-high", "-" for nothing.
 * Worked out by hand. The last part of least worth is hidden before others; "!" marks one of more worth. */
struct hide_case {
    const char *name, *whole, *parts, *seen;
};

static const struct hide_case CASES[] = {
    {"nobody", "0/0", "0/0 0/0", "0:0 | 0:0 0:0"},
    {"four_ratings_hide_all", "3/1", "3/1 0/0", "- | - -"},
    {"five_satisfied", "5/0", "5/0 0/0", "5:5 | 5:5 0:0"},
    {"all_large", "90/10", "45/5 45/5", "100:90 | 50:45 50:45"},
    /* 3 of 100 would be 97,00 %. One to four: 96 to 99 satisfied; an area of 50 has at most 4 of them. */
    {"three_unsatisfied_are_a_range", "97/3", "50/0 47/3", "100:96-99 | 50:46-50 50:46-50"},
    {"two_satisfied_are_a_range", "2/18", "2/8 0/10", "20:1-4 | 10:0-4 10:0-4"},
    /* Under 10 a range would say which of both is small. */
    {"nine_ratings_have_no_range", "6/3", "6/3", "9:0-9 | 9:0-9"},
    /* The second has 2 others; alone it would be 10 - 8. The first goes with it: 90-10 over both. */
    {"a_small_count_takes_another_along", "80/10", "40/8 40/2", "90:80 | 48:38-48 42:32-42"},
    /* The last of least worth goes along, not the one that is judged. */
    {"what_is_judged_stays_longest", "130/30", "!40/10 40/18 50/2", "160:130 | 50:40 58:38-58 52:32-52"},
    /* 3 ratings alone are 53 - 50. */
    {"three_ratings_take_another_area_along", "46/7", "23/2 22/3 1/2", "53:46 | 25:18-25 - -"},
    /* 4 + 4 less than nothing known: 8 over two hidden areas could only be 4 and 4. */
    {"two_fours_take_another_along", "30/20", "4/0 10/10 0/4 16/6", "50:30 | - 20:10 - -"},
    /* 3 and 4 are 7 together: 3 + 4 or 4 + 3 or 5 + 2; satisfied 6 and others 1, which is one person. */
    {"hidden_areas_may_not_hold_one_unsatisfied", "46/11", "3/0 3/1 40/10", "57:46 | - - 50:39-46"},
    /* Without ratings there is nothing to guess; with five single ratings there is. */
    {"five_single_ratings_hide_empty_areas_too", "5/0", "1/0 1/0 1/0 1/0 1/0 0/0", "5:5 | - - - - - -"},
    /* The parts do not make up the whole: 2 ratings are of no area shown. */
    {"what_no_part_shows_is_hidden_with_them", "22/10", "10/5 10/5", "32:22 | 15:10 -"},
    {"all_satisfied_hides_no_share", "60/0", "40/0 20/0", "60:60 | 40:40 20:20"},
};

static struct share read_share(const char *text)
{
    g_auto(GStrv) sides = g_strsplit(text, "/", 2);
    const gint64 satisfied = g_ascii_strtoll(sides[0], NULL, 10);
    return (struct share){satisfied, satisfied + g_ascii_strtoll(sides[1], NULL, 10)};
}

static void append_seen(GString *out, struct seen seen)
{
    if (seen.n < 0)
        g_string_append_c(out, '-');
    else if (seen.low == seen.high)
        g_string_append_printf(out, "%d:%d", (int)seen.n, (int)seen.low);
    else
        g_string_append_printf(out, "%d:%d-%d", (int)seen.n, (int)seen.low, (int)seen.high);
}

static void worked_out_by_hand(gconstpointer data)
{
    const struct hide_case *one = data;
    g_auto(GStrv) texts = g_strsplit(one->parts, " ", -1);
    const guint n = g_strv_length(texts);
    g_autofree struct share *parts = g_new(struct share, n);
    g_autofree struct seen *seen = g_new(struct seen, n);
    g_autofree int *worth = g_new(int, n);
    g_autoptr(GString) got = g_string_new(NULL);
    struct seen whole;

    for (guint i = 0; i < n; i++) {
        worth[i] = texts[i][0] == '!';
        parts[i] = read_share(texts[i] + worth[i]);
    }
    hide_shares(&whole, seen, read_share(one->whole), parts, worth, n);
    append_seen(got, whole);
    g_string_append(got, " |");
    for (guint i = 0; i < n; i++) {
        g_string_append_c(got, ' ');
        append_seen(got, seen[i]);
    }
    g_assert_cmpstr(got->str, ==, one->seen);
}

/* 100 with 90 satisfied: 40 of 42 and two hidden ones of 20 and 38, which have 50 of 58 together. */
static void areas_pooled_say_what_follows(void)
{
    const struct seen whole = {100, 90, 90}, none = {.n = -1};
    const struct seen parts[] = {{42, 40, 40}, {20, 12, 20}, {38, 30, 38}, none};
    const struct seen both = hide_pool(whole, parts, (const bool[]){false, true, true, false}, 3);
    const struct seen one = hide_pool(whole, parts, (const bool[]){true, true, false, false}, 3);
    const struct seen unknown = hide_pool(whole, parts, (const bool[]){true, false, false, true}, 4);

    g_assert_cmpint(both.n, ==, 58);
    g_assert_cmpint(both.low, ==, 50);
    g_assert_cmpint(both.high, ==, 50);
    g_assert_cmpint(one.n, ==, 62);
    g_assert_cmpint(one.low, ==, 52);
    g_assert_cmpint(one.high, ==, 60);
    g_assert_cmpint(unknown.n, ==, -1);
}

/* --- the reader who knows the rule --- */

enum { PARTS_MAX = 5, COUNTS_MAX = 3 * (PARTS_MAX + 1) };

/* All tables that look the same: which of their counts differ between them, so that a reader cannot know. */
struct look_alike {
    gint64 count[COUNTS_MAX];
    bool differs[COUNTS_MAX];
};

/* Every table of `n` parts with at most `most` ratings, one by one. Since n is published from 5 on, all
 * tables that look like one of them are among them. The last part is not shown at all when `unseen`. */
struct walk {
    struct share part[PARTS_MAX];
    size_t n;
    bool unseen;
    GHashTable *looks; /* GBytes of struct seen -> struct look_alike */
    guint tables;
};

static size_t counts_of(gint64 out[COUNTS_MAX], const struct walk *walk, struct share whole)
{
    size_t n = 0;

    for (size_t i = 0; i <= walk->n; i++) {
        const struct share share = i < walk->n ? walk->part[i] : whole;
        out[n++] = share.n;
        out[n++] = share.satisfied;
        out[n++] = share.n - share.satisfied;
    }
    return n;
}

static void look(struct walk *walk)
{
    static const int WORTH[PARTS_MAX] = {0, 1, 0, 1, 0};
    struct seen seen[PARTS_MAX + 1] = {0};
    gint64 count[COUNTS_MAX] = {0};
    struct share whole = {0};

    for (size_t i = 0; i < walk->n; i++)
        whole = (struct share){whole.satisfied + walk->part[i].satisfied, whole.n + walk->part[i].n};
    hide_shares(&seen[PARTS_MAX], seen, whole, walk->part, WORTH, walk->n - walk->unseen);
    const size_t n = counts_of(count, walk, whole);
    GBytes *key = g_bytes_new(seen, sizeof seen);
    struct look_alike *alike = g_hash_table_lookup(walk->looks, key);
    if (alike) {
        g_bytes_unref(key);
    } else {
        alike = g_new0(struct look_alike, 1);
        memcpy(alike->count, count, sizeof count);
        g_hash_table_insert(walk->looks, key, alike);
    }
    for (size_t i = 0; i < n; i++)
        alike->differs[i] |= alike->count[i] != count[i];
    walk->tables++;
}

static void walk_on(struct walk *walk, size_t at, gint64 left)
{
    if (at == 2 * walk->n) {
        look(walk);
        return;
    }
    struct share *part = &walk->part[at / 2];
    for (gint64 count = 0; count <= left; count++) {
        if (at % 2 == 0)
            *part = (struct share){count, count};
        else
            part->n = part->satisfied + count;
        walk_on(walk, at + 1, left - count);
    }
}

static void assert_nothing_is_known(const struct look_alike *alike)
{
    for (size_t i = 0; i < COUNTS_MAX; i++)
        if (!alike->differs[i] && !hide_count_is_safe(alike->count[i])) {
            g_test_fail_printf("count %d is known to be %d: parts %d/%d %d/%d %d/%d", (int)i,
                               (int)alike->count[i], (int)alike->count[1], (int)alike->count[2],
                               (int)alike->count[4], (int)alike->count[5], (int)alike->count[7],
                               (int)alike->count[8]);
            return;
        }
}

static void walk_all(size_t n, gint64 most, bool unseen, guint tables)
{
    g_autoptr(GHashTable) looks =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, g_free);
    struct walk walk = {.n = n, .unseen = unseen, .looks = looks};
    GHashTableIter at;
    gpointer alike;

    walk_on(&walk, 0, most);
    g_assert_cmpuint(walk.tables, ==, tables);
    g_hash_table_iter_init(&at, looks);
    while (g_hash_table_iter_next(&at, NULL, &alike) && !g_test_failed())
        assert_nothing_is_known(alike);
}

/* The numbers of tables are binomials: (most + 2 n) over (2 n). */
static void nobody_can_work_out_one_to_four(void)
{
    walk_all(1, 60, false, 1891);
    walk_all(2, 36, false, 91390);
    walk_all(3, 17, false, 100947);
    walk_all(4, 12, false, 125970);
    walk_all(5, 9, false, 92378);
}

static void nor_with_a_part_that_is_not_on_the_board(void)
{
    walk_all(2, 30, true, 46376);
    walk_all(3, 16, true, 74613);
}

/* --- levels --- */

static const struct {
    const char *name;
    struct counts counts;
    const char *seen;
} LEVELS[] = {
    {"all_large", {{5, 6, 7, 8, 9}}, "1:5 2:6 3:7 4:8 5:9"},
    {"none_is_shown_as_none", {{0, 5, 0, 0, 9}}, "1:0 2:5 3:0 4:0 5:9"},
    {"a_small_first_goes_with_the_second", {{2, 6, 7, 8, 9}}, "1-2:8 3:7 4:8 5:9"},
    {"a_small_third_goes_with_the_second", {{6, 7, 2, 8, 9}}, "1:6 2-3:9 4:8 5:9"},
    {"two_and_two_need_the_third", {{2, 2, 9, 8, 9}}, "1-3:13 4:8 5:9"},
    {"small_ends_go_together", {{2, 9, 2, 8, 9}}, "1-3:13 4:8 5:9"},
    {"one_satisfied_goes_with_the_other", {{5, 5, 5, 3, 9}}, "1:5 2:5 3:5 4-5:12"},
    {"four_unsatisfied_hide_all", {{1, 1, 2, 80, 90}}, ""},
};

static void level_case(gconstpointer data)
{
    const guint at = GPOINTER_TO_UINT(data);
    struct seen_levels seen[LEVEL_COUNT];
    g_autoptr(GString) got = g_string_new(NULL);
    const size_t n = hide_levels(seen, &LEVELS[at].counts);

    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(got, "%s%d", i > 0 ? " " : "", seen[i].from + 1);
        if (seen[i].to > seen[i].from)
            g_string_append_printf(got, "-%d", seen[i].to + 1);
        g_string_append_printf(got, ":%d", (int)seen[i].n);
    }
    g_assert_cmpstr(got->str, ==, LEVELS[at].seen);
}

static void look_at_levels(GHashTable *looks, const struct counts *counts)
{
    struct seen_levels seen[LEVEL_COUNT + 1] = {0};
    hide_levels(seen, counts);
    seen[LEVEL_COUNT].n = counts_total(counts);
    GBytes *key = g_bytes_new(seen, sizeof seen);
    struct look_alike *alike = g_hash_table_lookup(looks, key);
    if (alike) {
        g_bytes_unref(key);
    } else {
        alike = g_new0(struct look_alike, 1);
        memcpy(alike->count, counts->n, sizeof counts->n);
        g_hash_table_insert(looks, key, alike);
    }
    for (int i = 0; i < LEVEL_COUNT; i++)
        alike->differs[i] |= alike->count[i] != counts->n[i];
}

/* Both sides' sums are published, so that all that look alike have the same. */
static void nobody_can_work_out_a_level_of_one_to_four(void)
{
    g_autoptr(GHashTable) looks =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, g_free);
    const gint64 low_most = 21, high_most = 13;
    GHashTableIter at;
    gpointer alike;

    for (gint64 a = 0; a <= low_most; a++)
        for (gint64 b = 0; a + b <= low_most; b++)
            for (gint64 c = 0; a + b + c <= low_most; c++)
                for (gint64 d = 0; d <= high_most; d++)
                    for (gint64 e = 0; d + e <= high_most; e++)
                        look_at_levels(looks, &(struct counts){{a, b, c, d, e}});
    g_assert_cmpuint(g_hash_table_size(looks), >, 1000);
    g_hash_table_iter_init(&at, looks);
    while (g_hash_table_iter_next(&at, NULL, &alike) && !g_test_failed())
        assert_nothing_is_known(alike);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strconcat("/hide/shares/", CASES[i].name, NULL);
        g_test_add_data_func(path, &CASES[i], worked_out_by_hand);
    }
    for (guint i = 0; i < G_N_ELEMENTS(LEVELS); i++) {
        g_autofree char *path = g_strconcat("/hide/levels/", LEVELS[i].name, NULL);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), level_case);
    }
    g_test_add_func("/hide/areas_pooled_say_what_follows", areas_pooled_say_what_follows);
    g_test_add_func("/hide/nobody_can_work_out_one_to_four", nobody_can_work_out_one_to_four);
    g_test_add_func("/hide/nor_with_a_part_that_is_not_on_the_board",
                    nor_with_a_part_that_is_not_on_the_board);
    g_test_add_func("/hide/nobody_can_work_out_a_level_of_one_to_four",
                    nobody_can_work_out_a_level_of_one_to_four);
    return g_test_run();
}
