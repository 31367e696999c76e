#include "demo_ratings.h"
#include "level.h"
#include <string.h>

static center_t *sample_center(void)
{
    center_t *center = NULL;
    g_autoptr(GError) error = NULL;

    center_load(&center, SOURCE_DIR "/assets/center.ini", &error);
    g_assert_no_error(error);
    return center;
}

static GArray *make(const center_t *center, int from, int to, gint64 count, guint32 seed)
{
    GArray *ratings = g_array_new(FALSE, FALSE, sizeof(struct rating));
    g_autoptr(demo_t) demo = demo_new(center, from, to, count, seed);
    struct rating rating;

    g_assert_nonnull(demo);
    while (demo_next(demo, &rating))
        g_array_append_val(ratings, rating);
    return ratings;
}

static const struct rating *at(const GArray *ratings, guint i)
{
    return &g_array_index(ratings, struct rating, i);
}

static void there_are_as_many_as_asked_for_any_count(void)
{
    g_autoptr(center_t) center = sample_center();

    for (gint64 count = 1; count < 2000; count = count * 3 + 1) {
        g_autoptr(GArray) ratings = make(center, 20250101, 20251231, count, 1);
        g_assert_cmpint(ratings->len, ==, count);
    }
}

static void every_rating_is_valid_in_order_and_in_office_hours(void)
{
    g_autoptr(center_t) center = sample_center();
    g_autoptr(GArray) ratings = make(center, 20251101, 20251130, 20000, 3);

    for (guint i = 0; i < ratings->len; i++) {
        const struct rating *rating = at(ratings, i);
        const gint64 minute = (rating->when.utc_ms / 60000 + 7 * 60) % (24 * 60);
        const char *why = NULL;
        rating_is_valid(rating, &why);
        g_assert_cmpstr(why, ==, NULL);
        g_assert_true((minute >= 450 && minute < 690) || (minute >= 810 && minute < 1020));
        g_assert_cmpint(rating->when.day, ==, moment_local_day(rating->when.utc_ms));
        g_assert_cmpint(rating->when.trust, ==, CLOCK_GIVEN);
        g_assert_cmpint(rating->channel, ==, CHANNEL_KIOSK);
        g_assert_nonnull(center_area(center, rating->area));
        if (i > 0)
            g_assert_cmpint(rating->when.utc_ms, >=, at(ratings, i - 1)->when.utc_ms);
    }
}

/* 2025-09-01 is a Monday; the 2nd is a holiday; the 6th and 7th are a week-end. */
static void nobody_comes_on_holidays_and_week_ends(void)
{
    g_autoptr(center_t) center = sample_center();
    g_autoptr(GArray) ratings = make(center, 20250901, 20250907, 5000, 9);
    guint days[8] = {0};

    for (guint i = 0; i < ratings->len; i++)
        days[at(ratings, i)->when.day - 20250900]++;
    for (int day = 1; day <= 7; day++)
        g_assert_true((days[day] > 0) == (day != 2 && day < 6));
}

static void the_same_seed_makes_the_same_ratings(void)
{
    g_autoptr(center_t) center = sample_center();
    g_autoptr(GArray) one = make(center, 20251103, 20251107, 3000, 42);
    g_autoptr(GArray) two = make(center, 20251103, 20251107, 3000, 42);
    g_autoptr(GArray) other = make(center, 20251103, 20251107, 3000, 43);
    guint different = 0;

    for (guint i = 0; i < one->len; i++) {
        g_assert_cmpint(at(one, i)->when.utc_ms, ==, at(two, i)->when.utc_ms);
        g_assert_cmpstr(at(one, i)->area, ==, at(two, i)->area);
        g_assert_cmpint(memcmp(at(one, i)->answers, at(two, i)->answers, ITEM_COUNT), ==, 0);
        different += at(one, i)->when.utc_ms != at(other, i)->when.utc_ms;
    }
    g_assert_cmpuint(different, >, 2900);
}

static double satisfied_of(const GArray *ratings, const char *area, guint *n)
{
    guint satisfied = 0;

    *n = 0;
    for (guint i = 0; i < ratings->len; i++)
        if (strcmp(at(ratings, i)->area, area) == 0) {
            (*n)++;
            satisfied += level_is_satisfied(at(ratings, i)->answers[ITEM_TTHC]);
        }
    return 100.0 * satisfied / *n;
}

static void areas_differ_in_traffic_and_in_satisfaction(void)
{
    g_autoptr(center_t) center = sample_center();
    g_autoptr(GArray) ratings = make(center, 20250101, 20251231, 50000, 5);
    guint certified, land, invested;

    const double certification = satisfied_of(ratings, "chung-thuc", &certified);
    const double ground = satisfied_of(ratings, "dat-dai", &land);
    satisfied_of(ratings, "dau-tu", &invested);
    g_assert_cmpuint(certified, >, land);
    g_assert_cmpuint(land, >, 5 * invested);
    g_assert_cmpfloat(certification, >, ground + 10);
}

/* Were they not correlated, the service answer would equal the first in about 42 of 100. */
static void one_person_s_answers_go_together(void)
{
    g_autoptr(center_t) center = sample_center();
    g_autoptr(GArray) ratings = make(center, 20250101, 20251231, 50000, 5);
    guint both = 0, equal = 0;

    for (guint i = 0; i < ratings->len; i++) {
        const uint8_t *answers = at(ratings, i)->answers;
        g_assert_true(level_is_valid(answers[ITEM_TTHC]));
        both += answers[ITEM_PHUC_VU] != LEVEL_NONE;
        equal += answers[ITEM_PHUC_VU] == answers[ITEM_TTHC];
    }
    g_assert_cmpuint(both, >, ratings->len / 2);
    g_assert_cmpuint(both, <, ratings->len * 7 / 10);
    g_assert_cmpuint(equal, >, both * 7 / 10);
}

static void days_without_office_hours_make_none(void)
{
    g_autoptr(center_t) center = sample_center();

    g_assert_null(demo_new(center, 20251108, 20251109, 10, 1));
    g_assert_null(demo_new(center, 20250101, 20250101, 10, 1));
}

#define ADD(test) g_test_add_func("/demo_ratings/" #test, test)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(there_are_as_many_as_asked_for_any_count);
    ADD(every_rating_is_valid_in_order_and_in_office_hours);
    ADD(nobody_comes_on_holidays_and_week_ends);
    ADD(the_same_seed_makes_the_same_ratings);
    ADD(areas_differ_in_traffic_and_in_satisfaction);
    ADD(one_person_s_answers_go_together);
    ADD(days_without_office_hours_make_none);
    return g_test_run();
}
