#include "lately.h"
#include "limit.h"
#include "quota.h"
#include <sodium.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000 };

static int take_many(limit_t *limit, guint64 name, int times, gint64 now_ms)
{
    gint64 wait_ms;
    int given = 0;

    for (int i = 0; i < times; i++)
        given += limit_take(limit, &name, sizeof name, now_ms, &wait_ms);
    return given;
}

static void so_many_at_once_and_no_more(void)
{
    limit_t *limit = limit_new(20, 10 * MINUTE_MS, 4);
    gint64 wait_ms = 0;
    const guint64 name = 7;

    g_assert_cmpint(take_many(limit, name, 25, 1000), ==, 20);
    g_assert_false(limit_take(limit, &name, sizeof name, 1000, &wait_ms));
    g_assert_cmpint(wait_ms, ==, 30 * 1000);
    limit_free(limit);
}

static void a_full_wait_gives_one_more(void)
{
    limit_t *limit = limit_new(20, 10 * MINUTE_MS, 4);

    take_many(limit, 7, 20, 1000);
    g_assert_cmpint(take_many(limit, 7, 2, 1000 + 29999), ==, 0);
    g_assert_cmpint(take_many(limit, 7, 2, 1000 + 30000), ==, 1);
    limit_free(limit);
}

static void one_name_does_not_count_for_another(void)
{
    limit_t *limit = limit_new(5, MINUTE_MS, 8);

    g_assert_cmpint(take_many(limit, 1, 9, 0), ==, 5);
    g_assert_cmpint(take_many(limit, 2, 9, 0), ==, 5);
    limit_free(limit);
}

static void a_name_is_forgotten_when_its_time_is_over(void)
{
    limit_t *limit = limit_new(600, MINUTE_MS, 4);

    take_many(limit, 1, 600, 0);
    g_assert_cmpint(limit_count(limit, 0), ==, 1);
    g_assert_cmpint(limit_count(limit, MINUTE_MS - 1), ==, 1);
    g_assert_cmpint(limit_count(limit, MINUTE_MS), ==, 0);
    limit_free(limit);
}

static void everything_is_thrown_away_every_ten_minutes(void)
{
    limit_t *limit = limit_new(2, 60 * MINUTE_MS, 4);

    take_many(limit, 1, 2, 0);
    g_assert_cmpint(take_many(limit, 1, 1, LIMIT_RENEW_MS - 1), ==, 0);
    g_assert_cmpint(take_many(limit, 2, 1, LIMIT_RENEW_MS), ==, 1);
    g_assert_cmpint(limit_count(limit, LIMIT_RENEW_MS), ==, 1);
    limit_free(limit);
}

/* A million names: no more are kept than there is room for, and a newcomer is still let in. */
static void a_million_addresses_shut_nobody_out(void)
{
    limit_t *limit = limit_new(300, MINUTE_MS, 10);
    int given = 0;

    for (guint64 name = 0; name < 1000000; name++)
        given += take_many(limit, name, 1, 0);
    g_assert_cmpint(given, ==, 1000000);
    g_assert_cmpint(limit_count(limit, 0), <=, 4 << 10);
    g_assert_cmpint(take_many(limit, G_MAXUINT64, 1, 0), ==, 1);
    limit_free(limit);
}

/* Whoever floods stays limited while a thousand others come by. */
static void a_busy_name_is_kept_before_idle_ones(void)
{
    limit_t *limit = limit_new(300, MINUTE_MS, 10);

    g_assert_cmpint(take_many(limit, G_MAXUINT64, 400, 0), ==, 300);
    for (guint64 name = 0; name < 1000; name++)
        take_many(limit, name, 1, 0);
    g_assert_cmpint(take_many(limit, G_MAXUINT64, 100, 0), ==, 0);
    limit_free(limit);
}

enum { CROWD = 8, CROWD_TIMES = 20000 };

static gpointer crowd(gpointer limit)
{
    return GINT_TO_POINTER(take_many(limit, 1, CROWD_TIMES, 0));
}

static void threads_together_get_no_more_than_one(void)
{
    limit_t *limit = limit_new(50000, MINUTE_MS, 4);
    GThread *threads[CROWD];
    int given = 0;

    for (int i = 0; i < CROWD; i++)
        threads[i] = g_thread_new("crowd", crowd, limit);
    for (int i = 0; i < CROWD; i++)
        given += GPOINTER_TO_INT(g_thread_join(threads[i]));
    g_assert_cmpint(given, ==, 50000);
    limit_free(limit);
}

static void a_poster_brings_no_more_than_its_hour_allows(void)
{
    quota_t *quota = quota_new(60);
    gint64 wait_ms = 0;

    for (int minute = 0; minute < 60; minute++)
        g_assert_true(quota_take(quota, 9, minute * MINUTE_MS, &wait_ms));
    g_assert_false(quota_take(quota, 9, 60 * MINUTE_MS, &wait_ms));
    g_assert_cmpint(wait_ms, ==, MINUTE_MS);
    g_assert_true(quota_take(quota, 8, 60 * MINUTE_MS, &wait_ms));
    g_assert_true(quota_take(quota, 9, 61 * MINUTE_MS, &wait_ms));
    g_assert_false(quota_take(quota, 9, 61 * MINUTE_MS, &wait_ms));
    quota_free(quota);
}

static void a_poster_starts_anew_after_a_quiet_day(void)
{
    quota_t *quota = quota_new(3);
    gint64 wait_ms;

    for (int i = 0; i < 3; i++)
        g_assert_true(quota_take(quota, 9, 0, &wait_ms));
    for (int i = 0; i < 3; i++)
        g_assert_true(quota_take(quota, 9, G_GINT64_CONSTANT(24) * 60 * MINUTE_MS, &wait_ms));
    g_assert_false(quota_take(quota, 9, G_GINT64_CONSTANT(24) * 60 * MINUTE_MS, &wait_ms));
    quota_free(quota);
}

static void what_came_to_nothing_is_given_back(void)
{
    quota_t *quota = quota_new(1);
    gint64 wait_ms;

    g_assert_true(quota_take(quota, 9, 0, &wait_ms));
    quota_give_back(quota, 9, 1000);
    g_assert_true(quota_take(quota, 9, 2000, &wait_ms));
    quota_give_back(quota, 7, 3000);
    g_assert_true(quota_take(quota, 7, 3000, &wait_ms));
    g_assert_false(quota_take(quota, 7, 3000, &wait_ms));
    quota_free(quota);
}

static const uint8_t *id_of(int number)
{
    static uint8_t id[TOKEN_ID_SIZE];

    memset(id, 0, sizeof id);
    memcpy(id, &number, sizeof number);
    return id;
}

static void a_used_link_is_known_with_its_form(void)
{
    const uint8_t form[FORM_ID_SIZE] = {1}, other[FORM_ID_SIZE] = {2};
    lately_t *spent = lately_new();

    g_assert_cmpint((int)lately_find(spent, id_of(1), form), ==, LATELY_BY_NONE);
    lately_note(spent, id_of(1), form);
    lately_note(spent, id_of(1), other);
    g_assert_cmpint((int)lately_find(spent, id_of(1), form), ==, LATELY_BY_SAME);
    g_assert_cmpint((int)lately_find(spent, id_of(1), other), ==, LATELY_BY_OTHER);
    g_assert_cmpint((int)lately_find(spent, id_of(1), NULL), ==, LATELY_BY_OTHER);
    g_assert_cmpint((int)lately_find(spent, id_of(2), form), ==, LATELY_BY_NONE);
    lately_free(spent);
}

static void a_link_used_by_an_unknown_form_is_nobodys(void)
{
    const uint8_t zero[FORM_ID_SIZE] = {0};
    lately_t *spent = lately_new();

    lately_note(spent, id_of(1), NULL);
    g_assert_cmpint((int)lately_find(spent, id_of(1), zero), ==, LATELY_BY_OTHER);
    lately_free(spent);
}

static void only_the_last_links_are_known(void)
{
    const uint8_t form[FORM_ID_SIZE] = {1};
    lately_t *spent = lately_new();

    for (int i = 0; i < 2 * LATELY_MOST + 5; i++)
        lately_note(spent, id_of(i), form);
    g_assert_cmpint((int)lately_find(spent, id_of(LATELY_MOST + 4), form), ==, LATELY_BY_NONE);
    g_assert_cmpint((int)lately_find(spent, id_of(LATELY_MOST + 5), form), ==, LATELY_BY_SAME);
    g_assert_cmpint((int)lately_find(spent, id_of(2 * LATELY_MOST + 4), form), ==, LATELY_BY_SAME);
    lately_free(spent);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    g_test_add_func("/limit/so_many_at_once_and_no_more", so_many_at_once_and_no_more);
    g_test_add_func("/limit/a_full_wait_gives_one_more", a_full_wait_gives_one_more);
    g_test_add_func("/limit/one_name_does_not_count_for_another", one_name_does_not_count_for_another);
    g_test_add_func("/limit/a_name_is_forgotten_when_its_time_is_over",
                    a_name_is_forgotten_when_its_time_is_over);
    g_test_add_func("/limit/everything_is_thrown_away_every_ten_minutes",
                    everything_is_thrown_away_every_ten_minutes);
    g_test_add_func("/limit/a_million_addresses_shut_nobody_out", a_million_addresses_shut_nobody_out);
    g_test_add_func("/limit/a_busy_name_is_kept_before_idle_ones", a_busy_name_is_kept_before_idle_ones);
    g_test_add_func("/limit/threads_together_get_no_more_than_one", threads_together_get_no_more_than_one);
    g_test_add_func("/quota/a_poster_brings_no_more_than_its_hour_allows",
                    a_poster_brings_no_more_than_its_hour_allows);
    g_test_add_func("/quota/a_poster_starts_anew_after_a_quiet_day", a_poster_starts_anew_after_a_quiet_day);
    g_test_add_func("/quota/what_came_to_nothing_is_given_back", what_came_to_nothing_is_given_back);
    g_test_add_func("/lately/a_used_link_is_known_with_its_form", a_used_link_is_known_with_its_form);
    g_test_add_func("/lately/a_link_used_by_an_unknown_form_is_nobodys",
                    a_link_used_by_an_unknown_form_is_nobodys);
    g_test_add_func("/lately/only_the_last_links_are_known", only_the_last_links_are_known);
    return g_test_run();
}
