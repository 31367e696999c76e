#include "desk.h"
#include <ftw.h>
#include <stdio.h>
#include <string.h>

void desk_init(struct desk *desk)
{
    GError *error = NULL;
    desk->folder = g_dir_make_tmp("journal-XXXXXX", &error);
    g_assert_no_error(error);
    desk->file = g_build_filename(desk->folder, "journal.db", NULL);
    for (size_t i = 0; i < sizeof desk->key; i++)
        desk->key[i] = (uint8_t)(i + 1);
    desk->identity = (struct journal_identity){.device = "kiosk-1", .center = "chi-minh", .key = desk->key};
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about, (void)kind, (void)where;
    return remove(path);
}

void remove_tree(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void desk_finish(struct desk *desk)
{
    remove_tree(desk->folder);
    g_free(desk->file);
    g_free(desk->folder);
}

journal_t *desk_open(const struct desk *desk)
{
    GError *error = NULL;
    journal_t *journal = NULL;
    journal_open(&journal, desk->file, &desk->identity, &error);
    g_assert_no_error(error);
    g_assert_nonnull(journal);
    return journal;
}

struct rating rating_at(const char *area, int level, int second)
{
    const gint64 start_ms = G_GINT64_CONSTANT(1762311600000); /* 2025-11-05T03:00:00Z */
    struct rating rating = {.kind = ENTRY_RATING, .channel = CHANNEL_KIOSK, .language = "vi"};
    rating.when = (struct moment){.utc_ms = start_ms + second * 1000,
                                  .day = 20251105,
                                  .mono_ms = 5000000 + second * 1000,
                                  .boot = {0xb0, 0x07, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14},
                                  .trust = CLOCK_NTP};
    g_strlcpy(rating.area, area, sizeof rating.area);
    rating.answers[ITEM_TTHC] = (uint8_t)level;
    return rating;
}

struct rating referring(enum entry_kind kind, gint64 refers)
{
    struct rating entry = rating_at("", 0, 60);
    entry.kind = kind;
    entry.refers = refers;
    return entry;
}

gint64 append_ok(journal_t *journal, const struct rating *rating)
{
    GError *error = NULL;
    struct journal_item item = {.rating = *rating};
    bool stored = journal_append(journal, &item, 1, &error);
    g_assert_no_error(error);
    g_assert_true(stored);
    g_assert_no_error(item.error);
    g_assert_cmpint(item.seq, >, 0);
    return item.seq;
}

void append_refused(journal_t *journal, const struct rating *rating, const char *words)
{
    GError *error = NULL;
    uint8_t before[SEAL_SIZE], after[SEAL_SIZE];
    struct journal_item item = {.rating = *rating};
    gint64 head = journal_head(journal, before);
    g_assert_true(journal_append(journal, &item, 1, &error));
    g_assert_no_error(error);
    g_assert_cmpint(item.seq, ==, 0);
    expect_error(&item.error, JOURNAL_ERROR_INVALID, words, "");
    g_assert_cmpint(journal_head(journal, after), ==, head);
    expect_same_seal(before, after);
}

struct verify_result verify_sound(const struct desk *desk)
{
    GError *error = NULL;
    struct verify_result result;
    g_assert_true(verify_journal(&result, desk->file, &desk->identity, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(result.problem, ==, "");
    g_assert_true(result.sound);
    return result;
}

struct verify_result verify_bad(const struct desk *desk, gint64 bad_seq)
{
    GError *error = NULL;
    struct verify_result result;
    g_assert_true(verify_journal(&result, desk->file, &desk->identity, NULL, &error));
    g_assert_no_error(error);
    g_assert_false(result.sound);
    g_assert_cmpstr(result.problem, !=, "");
    g_assert_null(strchr(result.problem, '\n'));
    g_assert_cmpint(result.bad_seq, ==, bad_seq);
    return result;
}

void expect_same_seal(const uint8_t a[SEAL_SIZE], const uint8_t b[SEAL_SIZE])
{
    g_assert_cmpint(memcmp(a, b, SEAL_SIZE), ==, 0);
}

void expect_error(GError **error, enum journal_error code, const char *words, const char *more_words)
{
    g_assert_error(*error, JOURNAL_ERROR, (int)code);
    g_assert_nonnull(strstr((*error)->message, words));
    g_assert_nonnull(strstr((*error)->message, more_words));
    g_assert_null(strchr((*error)->message, '\n'));
    g_clear_error(error);
}
