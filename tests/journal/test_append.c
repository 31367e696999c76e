/* Groups, what may refer to what, the running tally, and steps of the clock. */
#include "desk.h"
#include "raw.h"
#include <string.h>

struct fixture {
    struct desk desk;
    journal_t *journal;
};

static void set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    desk_init(&fixture->desk);
    fixture->journal = desk_open(&fixture->desk);
}

static void tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    journal_close(fixture->journal);
    verify_sound(&fixture->desk);
    desk_finish(&fixture->desk);
}

/* "n1/n2/n3/n4/n5" of the one row of the tally that fits. */
static void expect_tally(const struct fixture *fixture, const char *where, const char *expected)
{
    g_autofree char *sql = g_strconcat(
        "SELECT coalesce((SELECT n1 || '/' || n2 || '/' || n3 || '/' || n4 || '/' || n5 FROM tally WHERE ",
        where, "), 'none')", NULL);
    g_autofree char *counts = file_text(fixture->desk.file, sql);
    g_assert_cmpstr(counts, ==, expected);
}

static gint64 count(const struct fixture *fixture, const char *sql)
{
    return file_integer(fixture->desk.file, sql);
}

/* --- groups --- */

static void test_group(struct fixture *fixture, gconstpointer data)
{
    struct journal_item items[5];
    GError *error = NULL;
    (void)data;
    memset(items, 0, sizeof items);
    for (int i = 0; i < 5; i++)
        items[i].rating = rating_at("dat-dai", 1 + i, i);
    items[1].rating.answers[ITEM_TTHC] = 6;
    items[3].rating.area[0] = '\0';
    g_assert_true(journal_append(fixture->journal, items, 5, &error));
    g_assert_no_error(error);
    const gint64 expected[] = {1, 0, 2, 0, 3};
    for (int i = 0; i < 5; i++)
        g_assert_cmpint(items[i].seq, ==, expected[i]);
    g_assert_no_error(items[0].error);
    expect_error(&items[1].error, JOURNAL_ERROR_INVALID, "level", "");
    expect_error(&items[3].error, JOURNAL_ERROR_INVALID, "area", "");
    expect_tally(fixture, "item = 'tthc'", "1/0/1/0/1");
    g_assert_cmpint(count(fixture, "SELECT count(*) FROM entry"), ==, 3);
}

static void test_empty_group(struct fixture *fixture, gconstpointer data)
{
    GError *error = NULL;
    (void)data;
    g_assert_true(journal_append(fixture->journal, NULL, 0, &error));
    g_assert_no_error(error);
    g_assert_cmpint(count(fixture, "SELECT count(*) FROM entry"), ==, 0);
}

static void test_refers_within_group(struct fixture *fixture, gconstpointer data)
{
    struct journal_item items[4];
    GError *error = NULL;
    (void)data;
    memset(items, 0, sizeof items);
    items[0].rating = rating_at("dat-dai", 2, 0);
    items[1].rating = referring(ENTRY_FURTHER, 1);
    items[1].rating.answers[ITEM_PHUC_VU] = 3;
    items[2].rating = referring(ENTRY_CORRECTION, 1);
    items[2].rating.answers[ITEM_PHUC_VU] = 4;
    items[3].rating = referring(ENTRY_FURTHER, 1);
    items[3].rating.answers[ITEM_PHUC_VU] = 5;
    g_assert_true(journal_append(fixture->journal, items, 4, &error));
    g_assert_no_error(error);
    g_assert_cmpint(items[2].seq, ==, 3);
    expect_error(&items[3].error, JOURNAL_ERROR_INVALID, "phuc-vu of rating 1", "answered before");
    expect_tally(fixture, "item = 'tthc'", "0/1/0/0/0");
    expect_tally(fixture, "item = 'phuc-vu'", "0/0/0/1/0");
}

static void test_gapless(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    for (int i = 1; i <= 20; i++) {
        struct rating good = rating_at("dat-dai", 1 + i % 5, i), bad = rating_at("dat-dai", 0, i);
        append_refused(fixture->journal, &bad, "answer");
        g_assert_cmpint(append_ok(fixture->journal, &good), ==, i);
    }
    g_assert_cmpint(count(fixture, "SELECT max(seq) - count(*) FROM entry"), ==, 0);
}

/* --- referring --- */

static void test_takes_from_rating(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("xay-dung", 4, 0), further = referring(ENTRY_FURTHER, 1);
    (void)data;
    rating.channel = CHANNEL_PHONE;
    rating.flags = FLAG_BURST;
    append_ok(fixture->journal, &rating);
    further.when.day = 20251106; /* past midnight */
    further.answers[ITEM_PHUC_VU] = 5;
    g_strlcpy(further.area, "dat-dai", sizeof further.area);
    append_ok(fixture->journal, &further);
    g_assert_cmpint(count(fixture,
                          "SELECT count(*) FROM entry WHERE seq = 2 AND day = 20251105 AND flags = 2 AND "
                          "area = 'xay-dung' AND channel = 'phone' AND refers = 1"),
                    ==, 1);
    expect_tally(
        fixture,
        "day = 20251105 AND area = 'xay-dung' AND item = 'phuc-vu' AND channel = 'phone' AND aside = 1",
        "0/0/0/0/1");
    g_assert_cmpint(count(fixture, "SELECT count(*) FROM tally"), ==, 2);
    g_assert_cmpint(count(fixture, "SELECT entries FROM daybook WHERE day = 20251105 AND kind = 2"), ==, 1);
}

static void test_correction_moves(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("dat-dai", 1, 0), correction = referring(ENTRY_CORRECTION, 1);
    (void)data;
    append_ok(fixture->journal, &rating);
    expect_tally(fixture, "item = 'tthc'", "1/0/0/0/0");
    correction.answers[ITEM_TTHC] = 5;
    append_ok(fixture->journal, &correction);
    expect_tally(fixture, "item = 'tthc'", "0/0/0/0/1");
    correction.answers[ITEM_TTHC] = 3; /* from the level last given, not from the first */
    append_ok(fixture->journal, &correction);
    expect_tally(fixture, "item = 'tthc'", "0/0/1/0/0");
    append_ok(fixture->journal, &correction); /* to what it is already */
    expect_tally(fixture, "item = 'tthc'", "0/0/1/0/0");
    g_assert_cmpint(count(fixture, "SELECT tthc FROM entry WHERE seq = 1"), ==, 1);
}

static void test_refused_references(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("dat-dai", 4, 0);
    struct rating reasons = referring(ENTRY_REASONS, 1), further = referring(ENTRY_FURTHER, 1);
    struct rating correction = referring(ENTRY_CORRECTION, 1);
    (void)data;
    reasons.reasons = 1;
    append_refused(fixture->journal, &reasons, "entry 1, which is not there");
    append_ok(fixture->journal, &rating);
    append_ok(fixture->journal, &reasons);
    append_refused(fixture->journal, &reasons, "rating 1 has its reasons already");
    reasons.refers = 2;
    append_refused(fixture->journal, &reasons, "entry 2, which is not a rating");
    reasons.refers = 3;
    append_refused(fixture->journal, &reasons, "entry 3, which is not there");
    further.answers[ITEM_TTHC] = 4;
    append_refused(fixture->journal, &further, "tthc of rating 1, which was answered before");
    correction.answers[ITEM_M02_1] = 4;
    append_refused(fixture->journal, &correction, "m02-1 of rating 1, which was not answered");
    correction.answers[ITEM_TTHC] = 2; /* half of it could be done: none of it is */
    append_refused(fixture->journal, &correction, "m02-1");
    expect_tally(fixture, "item = 'tthc'", "0/0/0/1/0");
    rating.refers = 1;
    append_refused(fixture->journal, &rating, "must not refer");
}

static void test_reasons_in_rating(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("dat-dai", 4, 0), reasons = referring(ENTRY_REASONS, 1);
    (void)data;
    rating.reasons = 2;
    reasons.reasons = 1;
    append_ok(fixture->journal, &rating);
    append_refused(fixture->journal, &reasons, "has its reasons already");
}

/* --- the tally --- */

static void test_tally_cells(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("dat-dai", 5, 0);
    (void)data;
    rating.answers[ITEM_PHUC_VU] = 1;
    append_ok(fixture->journal, &rating);
    append_ok(fixture->journal, &rating);
    rating.flags = FLAG_COOLDOWN;
    append_ok(fixture->journal, &rating);
    rating.flags = 0;
    rating.channel = CHANNEL_PAPER;
    append_ok(fixture->journal, &rating);
    rating.when.day = 20251106;
    append_ok(fixture->journal, &rating);
    expect_tally(fixture, "day = 20251105 AND item = 'tthc' AND channel = 'kiosk' AND aside = 0",
                 "0/0/0/0/2");
    expect_tally(fixture, "day = 20251105 AND item = 'phuc-vu' AND channel = 'kiosk' AND aside = 0",
                 "2/0/0/0/0");
    expect_tally(fixture, "day = 20251105 AND item = 'tthc' AND channel = 'kiosk' AND aside = 1",
                 "0/0/0/0/1");
    expect_tally(fixture, "day = 20251105 AND item = 'tthc' AND channel = 'paper'", "0/0/0/0/1");
    expect_tally(fixture, "day = 20251106 AND item = 'tthc'", "0/0/0/0/1");
    g_assert_cmpint(count(fixture, "SELECT count(*) FROM tally"), ==, 8);
    g_assert_cmpint(count(fixture, "SELECT entries FROM daybook WHERE day = 20251105 AND kind = 1"), ==, 4);
    g_assert_cmpint(count(fixture, "SELECT entries FROM daybook WHERE day = 20251106 AND kind = 1"), ==, 1);
}

/* --- the clock --- */

/* What the clock entries say, joined. */
static void expect_steps(const struct fixture *fixture, const char *expected)
{
    g_autofree char *notes =
        file_text(fixture->desk.file,
                  "SELECT coalesce(group_concat(seq || ': ' || note, ', '), '') FROM entry WHERE kind = 5");
    g_assert_cmpstr(notes, ==, expected);
}

static void test_clock_step(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("dat-dai", 5, 0);
    (void)data;
    append_ok(fixture->journal, &rating);
    rating.when.mono_ms += 60000;
    rating.when.utc_ms += 62000; /* two seconds are no step yet */
    g_assert_cmpint(append_ok(fixture->journal, &rating), ==, 2);
    rating.when.mono_ms += 1000;
    rating.when.utc_ms += 3001;
    g_assert_cmpint(append_ok(fixture->journal, &rating), ==, 4);
    rating.when.mono_ms += 1000;
    rating.when.utc_ms -= 3600000;
    g_assert_cmpint(append_ok(fixture->journal, &rating), ==, 6);
    expect_steps(fixture, "3: +2.001 s, 5: -3601.000 s");
    g_assert_cmpint(count(fixture,
                          "SELECT count(*) FROM entry a, entry b WHERE b.seq = a.seq + 1 AND a.kind = 5 AND "
                          "a.utc_ms = b.utc_ms AND a.mono_ms = b.mono_ms AND a.boot = b.boot"),
                    ==, 2);
}

static void test_clock_reopened(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("dat-dai", 5, 0);
    (void)data;
    append_ok(fixture->journal, &rating);
    journal_close(fixture->journal);
    fixture->journal = desk_open(&fixture->desk);
    rating.when.utc_ms += 86400000;
    rating.when.day = 20251106;
    g_assert_cmpint(append_ok(fixture->journal, &rating), ==, 3);
    expect_steps(fixture, "2: +86400.000 s");
}

static void test_clock_silent(struct fixture *fixture, gconstpointer data)
{
    struct rating rating = rating_at("dat-dai", 5, 0), given = rating, refused = rating;
    (void)data;
    append_ok(fixture->journal, &rating);
    given.when.trust = CLOCK_GIVEN;
    given.when.utc_ms -= 86400000;
    append_ok(fixture->journal, &given);
    refused.when.utc_ms += 86400000;
    refused.answers[ITEM_TTHC] = 9;
    append_refused(fixture->journal, &refused, "level");
    rating.when.mono_ms += 1000;
    rating.when.utc_ms += 1000;
    append_ok(fixture->journal, &rating); /* compared with the first, not with the one given */
    rating.when.boot[0] ^= 1;
    rating.when.utc_ms += 86400000;
    append_ok(fixture->journal, &rating); /* another start of the machine */
    memset(rating.when.boot, 0, BOOT_ID_SIZE);
    rating.when.utc_ms += 86400000;
    append_ok(fixture->journal, &rating);
    rating.when.utc_ms += 86400000;
    append_ok(fixture->journal, &rating); /* an unknown start is not the same start */
    expect_steps(fixture, "");
    g_assert_cmpint(count(fixture, "SELECT count(*) FROM entry WHERE boot IS NULL"), ==, 2);
}

static void add(const char *name, void (*test)(struct fixture *, gconstpointer))
{
    g_test_add(name, struct fixture, NULL, set_up, test, tear_down);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/append/a_group_stores_the_good_and_refuses_the_others_one_by_one", test_group);
    add("/append/an_empty_group_is_stored_at_once", test_empty_group);
    add("/append/an_entry_may_refer_to_one_of_its_own_group", test_refers_within_group);
    add("/append/refused_entries_leave_no_gap", test_gapless);
    add("/append/what_refers_takes_day_area_channel_and_flags_from_its_rating", test_takes_from_rating);
    add("/append/a_correction_moves_the_tally_from_the_level_last_given", test_correction_moves);
    add("/append/what_refers_wrongly_is_refused", test_refused_references);
    add("/append/a_rating_with_reasons_takes_no_second_ones", test_reasons_in_rating);
    add("/append/the_tally_counts_by_day_area_item_channel_and_set_aside", test_tally_cells);
    add("/append/a_step_of_the_clock_of_more_than_two_seconds_is_journalled_first", test_clock_step);
    add("/append/a_step_while_the_program_was_not_running_is_journalled_too", test_clock_reopened);
    add("/append/times_given_and_other_starts_of_the_machine_are_no_steps", test_clock_silent);
    return g_test_run();
}
