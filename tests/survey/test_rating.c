#include "level.h"
#include "rating.h"
#include <string.h>

static void levels_four_and_five_are_satisfied(void)
{
    for (int level = -1; level <= 6; level++) {
        g_assert_true(level_is_valid(level) == (level >= 1 && level <= 5));
        g_assert_true(level_is_satisfied(level) == (level == 4 || level == 5));
    }
}

static void every_id_finds_its_own_value_again(void)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        enum item item = ITEM_COUNT;
        g_assert_true(item_from_id(&item, item_id((enum item)i)));
        g_assert_cmpint((int)item, ==, i);
    }
    for (int i = 0; i < REASON_COUNT; i++) {
        enum reason reason = REASON_COUNT;
        g_assert_true(reason_from_id(&reason, reason_id((enum reason)i)));
        g_assert_cmpint((int)reason, ==, i);
    }
    for (int i = 0; i < CHANNEL_COUNT; i++) {
        enum channel channel = CHANNEL_COUNT;
        g_assert_true(channel_from_id(&channel, channel_id((enum channel)i)));
        g_assert_cmpint((int)channel, ==, i);
    }
}

static void the_ids_are_the_ones_files_hold(void)
{
    g_assert_cmpstr(item_id(ITEM_TTHC), ==, "tthc");
    g_assert_cmpstr(item_id(ITEM_PHUC_VU), ==, "phuc-vu");
    g_assert_cmpstr(item_id(ITEM_M02_1), ==, "m02-1");
    g_assert_cmpstr(item_id(ITEM_M02_9), ==, "m02-9");
    g_assert_cmpstr(reason_id(REASON_WAITING), ==, "cho-doi");
    g_assert_cmpstr(reason_id(REASON_OTHER), ==, "khac");
    g_assert_cmpstr(channel_id(CHANNEL_PAPER), ==, "paper");
}

static void an_unknown_id_leaves_the_value_alone(void)
{
    enum item item = ITEM_M02_3;
    enum channel channel = CHANNEL_PAPER;
    enum reason reason = REASON_FEES;
    g_assert_false(item_from_id(&item, "m02-10"));
    g_assert_false(channel_from_id(&channel, "Kiosk"));
    g_assert_false(reason_from_id(&reason, ""));
    g_assert_true(item == ITEM_M02_3 && channel == CHANNEL_PAPER && reason == REASON_FEES);
}

/* Figures from `date -u -d ... +%s`. */
static void the_local_day_turns_at_seventeen_utc(void)
{
    g_assert_cmpint(moment_local_day(1762361999999), ==, 20251105); /* 2025-11-05T16:59:59.999Z */
    g_assert_cmpint(moment_local_day(1762362000000), ==, 20251106); /* 2025-11-05T17:00:00.000Z */
    g_assert_cmpint(moment_local_day(1767200399999), ==, 20251231); /* 2025-12-31T16:59:59.999Z */
    g_assert_cmpint(moment_local_day(1767200400000), ==, 20260101); /* 2025-12-31T17:00:00.000Z */
    g_assert_cmpint(moment_local_day(1709139600000), ==, 20240229); /* 2024-02-28T17:00:00.000Z */
}

static void the_local_day_is_right_before_1970(void)
{
    g_assert_cmpint(moment_local_day(0), ==, 19700101);
    g_assert_cmpint(moment_local_day(-25200000), ==, 19700101); /* 17:00:00.000Z the day before */
    g_assert_cmpint(moment_local_day(-25200001), ==, 19691231);
}

static void an_area_id_is_one_to_31_plain_letters(void)
{
    g_assert_true(area_id_is_valid("dat-dai"));
    g_assert_true(area_id_is_valid("a"));
    g_assert_true(area_id_is_valid("0123456789012345678901234567890"));
    g_assert_false(area_id_is_valid("01234567890123456789012345678901"));
    g_assert_false(area_id_is_valid(""));
    g_assert_false(area_id_is_valid("Dat-dai"));
    g_assert_false(area_id_is_valid("dat dai"));
    g_assert_false(area_id_is_valid("dat/dai"));
    g_assert_false(area_id_is_valid("đất-đai"));
}

static struct rating good(enum entry_kind kind)
{
    struct rating rating = {.kind = kind, .when.day = 20251105, .language = "vi"};
    bool refers = kind == ENTRY_FURTHER || kind == ENTRY_REASONS || kind == ENTRY_CORRECTION;
    rating.refers = refers ? 7 : 0;
    if (kind == ENTRY_RATING || kind == ENTRY_FURTHER || kind == ENTRY_CORRECTION)
        rating.answers[ITEM_TTHC] = 4;
    if (kind == ENTRY_RATING)
        g_strlcpy(rating.area, "dat-dai", sizeof rating.area);
    if (kind == ENTRY_REASONS)
        rating.reasons = 1u << REASON_OTHER;
    if (kind == ENTRY_CLOCK || kind == ENTRY_NOTE)
        g_strlcpy(rating.note, "+3600 s", sizeof rating.note);
    return rating;
}

static void every_kind_has_a_valid_entry(void)
{
    for (int kind = ENTRY_RATING; kind <= ENTRY_NOTE; kind++) {
        struct rating rating = good((enum entry_kind)kind);
        const char *why = "untouched";
        g_assert_true(rating_is_valid(&rating, &why));
        g_assert_null(why);
    }
}

static void refused(const struct rating *rating, const char *expected)
{
    const char *why = NULL;
    g_assert_false(rating_is_valid(rating, &why));
    g_assert_cmpstr(why, ==, expected);
    g_assert_false(rating_is_valid(rating, NULL));
}

static void an_unknown_kind_is_refused(void)
{
    struct rating rating = good(ENTRY_RATING);
    rating.kind = (enum entry_kind)0;
    refused(&rating, "unknown kind of entry");
    rating.kind = (enum entry_kind)7;
    refused(&rating, "unknown kind of entry");
}

static void a_reference_stands_exactly_where_the_kind_refers(void)
{
    for (int kind = ENTRY_RATING; kind <= ENTRY_NOTE; kind++) {
        struct rating rating = good((enum entry_kind)kind);
        bool refers = rating.refers != 0;
        rating.refers = refers ? 0 : 7;
        refused(&rating,
                refers ? "it must refer to an earlier rating" : "it must not refer to another entry");
    }
    struct rating rating = good(ENTRY_FURTHER);
    rating.refers = -1;
    refused(&rating, "a negative reference");
}

static void answers_stand_exactly_where_they_are_the_point(void)
{
    for (int kind = ENTRY_RATING; kind <= ENTRY_NOTE; kind++) {
        struct rating rating = good((enum entry_kind)kind);
        bool answers = rating.answers[ITEM_TTHC] != LEVEL_NONE;
        rating.answers[ITEM_TTHC] = answers ? LEVEL_NONE : 3;
        refused(&rating, answers ? "it needs an answer" : "its kind carries no answers");
    }
}

static void a_level_outside_one_to_five_is_refused_in_every_item(void)
{
    for (int item = 0; item < ITEM_COUNT; item++) {
        struct rating rating = good(ENTRY_RATING);
        rating.answers[item] = 6;
        refused(&rating, "a level outside 1..5");
    }
}

static void reasons_are_of_the_set_and_where_they_belong(void)
{
    struct rating rating = good(ENTRY_RATING);
    rating.reasons = (1u << REASON_COUNT) - 1;
    g_assert_true(rating_is_valid(&rating, NULL));
    rating.reasons = 1u << REASON_COUNT;
    refused(&rating, "an unknown reason");
    rating = good(ENTRY_REASONS);
    rating.reasons = 0;
    refused(&rating, "it needs a reason");
    rating = good(ENTRY_CORRECTION);
    rating.reasons = 1;
    refused(&rating, "its kind carries no reasons");
}

static void texts_are_checked_within_their_room(void)
{
    struct rating rating = good(ENTRY_RATING);
    rating.area[0] = '\0';
    refused(&rating, "it needs an area");
    memset(rating.area, 'a', sizeof rating.area);
    refused(&rating, "its area is not an id of [a-z0-9-], 1 to 31 bytes");
    rating = good(ENTRY_RATING);
    memset(rating.language, 'v', sizeof rating.language);
    refused(&rating, "its language tag is too long");
    rating = good(ENTRY_NOTE);
    memset(rating.note, 'n', sizeof rating.note);
    refused(&rating, "its note is not UTF-8 of at most 159 bytes");
    rating = good(ENTRY_NOTE);
    rating.note[0] = '\xff';
    refused(&rating, "its note is not UTF-8 of at most 159 bytes");
    rating = good(ENTRY_CLOCK);
    rating.note[0] = '\0';
    refused(&rating, "it needs a note");
    rating = good(ENTRY_RATING);
    rating.note[0] = 'n';
    refused(&rating, "its kind carries no note");
}

static void numbers_outside_their_sets_are_refused(void)
{
    struct rating rating = good(ENTRY_RATING);
    rating.channel = CHANNEL_COUNT;
    refused(&rating, "an unknown channel");
    rating = good(ENTRY_RATING);
    rating.flags = FLAG_CLOCK << 1;
    refused(&rating, "an unknown flag");
    rating.flags = (FLAG_CLOCK << 1) - 1;
    g_assert_true(rating_is_valid(&rating, NULL));
    rating.when.trust = (enum clock_trust)4;
    refused(&rating, "an unknown trust of the clock");
    rating = good(ENTRY_RATING);
    rating.when.day = 20250229;
    refused(&rating, "its day is not a date");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/level/four_and_five_are_satisfied", levels_four_and_five_are_satisfied);
    g_test_add_func("/ids/every_id_finds_its_own_value_again", every_id_finds_its_own_value_again);
    g_test_add_func("/ids/are_the_ones_files_hold", the_ids_are_the_ones_files_hold);
    g_test_add_func("/ids/an_unknown_id_leaves_the_value_alone", an_unknown_id_leaves_the_value_alone);
    g_test_add_func("/moment/the_local_day_turns_at_seventeen_utc", the_local_day_turns_at_seventeen_utc);
    g_test_add_func("/moment/the_local_day_is_right_before_1970", the_local_day_is_right_before_1970);
    g_test_add_func("/area/an_id_is_one_to_31_plain_letters", an_area_id_is_one_to_31_plain_letters);
    g_test_add_func("/rating/every_kind_has_a_valid_entry", every_kind_has_a_valid_entry);
    g_test_add_func("/rating/an_unknown_kind_is_refused", an_unknown_kind_is_refused);
    g_test_add_func("/rating/a_reference_stands_exactly_where_the_kind_refers",
                    a_reference_stands_exactly_where_the_kind_refers);
    g_test_add_func("/rating/answers_stand_exactly_where_they_are_the_point",
                    answers_stand_exactly_where_they_are_the_point);
    g_test_add_func("/rating/a_level_outside_one_to_five_is_refused_in_every_item",
                    a_level_outside_one_to_five_is_refused_in_every_item);
    g_test_add_func("/rating/reasons_are_of_the_set_and_where_they_belong",
                    reasons_are_of_the_set_and_where_they_belong);
    g_test_add_func("/rating/texts_are_checked_within_their_room", texts_are_checked_within_their_room);
    g_test_add_func("/rating/numbers_outside_their_sets_are_refused", numbers_outside_their_sets_are_refused);
    return g_test_run();
}
