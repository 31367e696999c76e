/* How many rated and why: the table respondent beside the entries, and what verification says of it. */
#include "desk.h"
#include "raw.h"
#include <string.h>

enum { WAITING = 1, PAPERS = 2, COURTESY = 4, OTHER = 128 };

static gint64 put(journal_t *journal, const char *area, int level, unsigned reasons, unsigned flags)
{
    struct rating rating = rating_at(area, level, 0);
    rating.reasons = reasons;
    rating.flags = flags;
    return append_ok(journal, &rating);
}

static void add_reasons(journal_t *journal, gint64 refers, unsigned reasons)
{
    struct rating entry = referring(ENTRY_REASONS, refers);
    entry.reasons = reasons;
    append_ok(journal, &entry);
}

static void add_answer(journal_t *journal, enum entry_kind kind, gint64 refers, enum item item, int level)
{
    struct rating entry = referring(kind, refers);
    entry.answers[item] = (uint8_t)level;
    append_ok(journal, &entry);
}

/* Four ratings of dat-dai that count, three with reasons, two of them later; one set aside, with reasons. */
static void fill(journal_t *journal)
{
    gint64 first = put(journal, "dat-dai", 2, 0, 0);
    put(journal, "dat-dai", 5, 0, 0);
    put(journal, "dat-dai", 1, WAITING | PAPERS, 0);
    gint64 aside = put(journal, "dat-dai", 1, 0, FLAG_BURST);
    gint64 last = put(journal, "dat-dai", 4, 0, 0);
    add_reasons(journal, first, WAITING | OTHER);
    add_reasons(journal, aside, COURTESY);
    add_answer(journal, ENTRY_FURTHER, first, ITEM_PHUC_VU, 3);
    add_answer(journal, ENTRY_CORRECTION, first, ITEM_TTHC, 3);
    add_reasons(journal, last, WAITING);
    put(journal, "ho-tich", 5, 0, 0);
}

static void expect_rows(const struct desk *desk, const char *expected)
{
    g_autofree char *rows = file_text(
        desk->file,
        "SELECT group_concat(printf('%d %s %s %d: %d %d %d/%d/%d/%d/%d/%d/%d/%d', day, area, channel, aside, "
        "ratings, reasoned, waiting, papers, courtesy, guidance, on_time, fees, facilities, other), "
        "char(10)) "
        "FROM (SELECT * FROM respondent ORDER BY day, area, channel, aside)");
    g_assert_cmpstr(rows, ==, expected);
}

static const char filled[] = "20251105 dat-dai kiosk 0: 4 3 3/1/0/0/0/0/0/1\n"
                             "20251105 dat-dai kiosk 1: 1 1 0/0/1/0/0/0/0/0\n"
                             "20251105 ho-tich kiosk 0: 1 0 0/0/0/0/0/0/0/0";

static void test_counted(void)
{
    struct desk desk;
    struct rating second = referring(ENTRY_REASONS, 1);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    fill(journal);
    second.reasons = PAPERS;
    append_refused(journal, &second, "has its reasons already");
    second.refers = 3; /* named with the rating itself */
    append_refused(journal, &second, "has its reasons already");
    journal_close(journal);
    expect_rows(&desk, filled);
    verify_sound(&desk);
    desk_finish(&desk);
}

static void test_all_reasons(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    for (int reason = 0; reason < REASON_COUNT; reason++)
        put(journal, "dat-dai", 3, 0xffu << reason & 0xff, 0);
    journal_close(journal);
    expect_rows(&desk, "20251105 dat-dai kiosk 0: 8 8 1/2/3/4/5/6/7/8");
    verify_sound(&desk);
    desk_finish(&desk);
}

/* A rating, its reasons and its correction in one transaction. */
static void test_group(void)
{
    struct desk desk;
    GError *error = NULL;
    struct journal_item items[4];
    memset(items, 0, sizeof items);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    items[0].rating = rating_at("dat-dai", 2, 0);
    items[1].rating = referring(ENTRY_REASONS, 1);
    items[1].rating.reasons = PAPERS;
    items[2].rating = referring(ENTRY_REASONS, 1); /* refused: the others are stored */
    items[2].rating.reasons = WAITING;
    items[3].rating = referring(ENTRY_CORRECTION, 1);
    items[3].rating.answers[ITEM_TTHC] = 1;
    g_assert_true(journal_append(journal, items, 4, &error));
    g_assert_no_error(error);
    g_clear_error(&items[2].error);
    journal_close(journal);
    expect_rows(&desk, "20251105 dat-dai kiosk 0: 1 1 0/1/0/0/0/0/0/0");
    verify_sound(&desk);
    desk_finish(&desk);
}

static int next_one(struct rating *out, void *payload, GError **error)
{
    int *i = payload;
    (void)error;
    *out = rating_at(*i % 2 ? "dat-dai" : "ho-tich", 4, 0);
    out->reasons = *i % 3 == 0 ? WAITING : 0;
    out->when.day = *i < 50 ? 20251105 : 20251106;
    return (*i)++ < 100;
}

/* 100 ratings: even numbers ho-tich, odd ones dat-dai; every third from 0 names waiting. */
static void test_bulk(void)
{
    struct desk desk;
    GError *error = NULL;
    gint64 stored = 0;
    int i = 0;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_assert_true(journal_append_all(journal, NULL, next_one, &i, &stored, &error));
    g_assert_no_error(error);
    journal_close(journal);
    expect_rows(&desk, "20251105 dat-dai kiosk 0: 25 8 8/0/0/0/0/0/0/0\n"
                       "20251105 ho-tich kiosk 0: 25 9 9/0/0/0/0/0/0/0\n"
                       "20251106 dat-dai kiosk 0: 25 9 9/0/0/0/0/0/0/0\n"
                       "20251106 ho-tich kiosk 0: 25 8 8/0/0/0/0/0/0/0");
    verify_sound(&desk);
    desk_finish(&desk);
}

static void test_tampered(void)
{
    static const struct {
        const char *sql, *words;
    } harms[] = {
        {"UPDATE respondent SET ratings = ratings + 1 WHERE area = 'ho-tich'",
         "respondents of 20251105, ho-tich, kiosk: stored 2 (0 with reasons), counted 1 (0 with reasons)"},
        {"UPDATE respondent SET reasoned = 2 WHERE area = 'dat-dai' AND aside = 0",
         "a row that cannot be"}, /* three of two waited */
        {"UPDATE respondent SET reasoned = 4 WHERE area = 'dat-dai' AND aside = 0",
         "respondents of 20251105, dat-dai, kiosk: stored 4 (4 with reasons), counted 4 (3 with reasons)"},
        {"UPDATE respondent SET papers = 0, fees = 1 WHERE area = 'dat-dai' AND aside = 0",
         "; giay-to: stored 0, counted 1; phi: stored 1, counted 0"},
        {"UPDATE respondent SET channel = 'phone' WHERE area = 'ho-tich'",
         "respondents of 20251105, ho-tich, phone: stored 1 (0 with reasons), counted 0"},
        {"DELETE FROM respondent WHERE aside = 1",
         "respondents of 20251105, dat-dai, kiosk, set aside: stored 0 (0 with reasons), counted 1 (1 with"},
        {"INSERT INTO respondent VALUES (20240101, 'dat-dai', 'kiosk', 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
         "respondents of 20240101, dat-dai, kiosk: stored 5"},
        {"INSERT INTO respondent VALUES (20240101, 'Dat Dai', 'kiosk', 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
         "respondents of 20240101: a row that cannot be"},
        {"DROP TABLE respondent", "no such table: respondent"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(harms); i++) {
        struct desk desk;
        desk_init(&desk);
        journal_t *journal = desk_open(&desk);
        fill(journal);
        journal_close(journal);
        file_run(desk.file, harms[i].sql);
        struct verify_result result = verify_bad(&desk, 0);
        g_test_message("%s", result.problem);
        g_assert_nonnull(strstr(result.problem, harms[i].words));
        desk_finish(&desk);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/respondent/whoever_gave_reasons_is_counted_once_and_set_aside_ones_apart",
                    test_counted);
    g_test_add_func("/respondent/each_reason_has_its_own_count", test_all_reasons);
    g_test_add_func("/respondent/a_rating_and_its_reasons_may_come_in_one_group", test_group);
    g_test_add_func("/respondent/a_bulk_append_counts_them_too", test_bulk);
    g_test_add_func("/respondent/a_row_that_was_changed_is_named_by_verification", test_tampered);
    return g_test_run();
}
