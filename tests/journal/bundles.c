#include "bundles.h"
#include "raw.h"

void bundles_init(struct bundles *ends)
{
    desk_init(&ends->device);
    desk_init(&ends->center);
    ends->bundle = g_build_filename(ends->device.folder, "a.sipas", NULL);
}

void bundles_finish(struct bundles *ends)
{
    desk_finish(&ends->device);
    desk_finish(&ends->center);
    g_free(ends->bundle);
}

static void store_around(journal_t *journal, gint64 rating, int number)
{
    struct rating further = referring(ENTRY_FURTHER, rating), reasons = referring(ENTRY_REASONS, rating),
                  correction = referring(ENTRY_CORRECTION, rating);
    further.answers[ITEM_PHUC_VU] = (uint8_t)(1 + number % 5);
    reasons.reasons = 1U << number % 8;
    correction.answers[ITEM_TTHC] = (uint8_t)(1 + (number + 2) % 5);
    if (number % 2 == 0)
        append_ok(journal, &further);
    if (number % 3 == 0)
        append_ok(journal, &reasons);
    if (number % 5 == 0)
        append_ok(journal, &correction);
}

void store_ratings(const struct bundles *ends, int from, int n)
{
    static const char *const areas[] = {"dat-dai", "ho-tich", "khac"};
    journal_t *journal = desk_open(&ends->device);
    for (int i = from; i < from + n; i++) {
        struct rating rating = rating_at(areas[i % 3], 1 + i % 5, i);
        rating.channel = i % 4 == 0 ? CHANNEL_POSTER : CHANNEL_PHONE;
        rating.flags = i % 7 == 0 ? FLAG_BURST : 0;
        store_around(journal, append_ok(journal, &rating), i);
    }
    journal_close(journal);
}

struct many {
    int done, n;
};

static int next_of_many(struct rating *out, void *payload, GError **error)
{
    struct many *many = payload;
    (void)error;
    if (many->done == many->n)
        return 0;
    *out = rating_at(many->done % 2 == 0 ? "dat-dai" : "khac", 1 + many->done % 5, many->done);
    many->done++;
    return 1;
}

void store_many(const struct bundles *ends, int n)
{
    GError *error = NULL;
    journal_t *journal = desk_open(&ends->device);
    struct many many = {0, n};
    gint64 stored = 0;
    journal_append_all(journal, NULL, next_of_many, &many, &stored, &error);
    g_assert_no_error(error);
    g_assert_cmpint(stored, ==, n);
    journal_close(journal);
}

struct bundle_about write_bundle(const struct bundles *ends, gint64 after)
{
    GError *error = NULL;
    struct bundle_about about, seen;
    bundle_write(&about, ends->bundle, ends->device.file, after, &error);
    g_assert_no_error(error);
    bundle_look(&seen, ends->bundle, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(seen.device, ==, "kiosk-1");
    g_assert_cmpstr(seen.center, ==, "chi-minh");
    g_assert_cmpint(seen.first_seq, ==, about.first_seq);
    g_assert_cmpint(seen.last_seq, ==, about.last_seq);
    g_assert_cmpint(seen.remarks, ==, about.remarks);
    return about;
}

struct bundle_taken take_bundle(const struct bundles *ends)
{
    GError *error = NULL;
    struct bundle_taken taken;
    bool done = bundle_take(&taken, ends->bundle, ends->center.file, &ends->center.identity, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    return taken;
}

void take_refused(const struct bundles *ends, enum journal_error code, const char *words,
                  const char *more_words)
{
    GError *error = NULL;
    struct bundle_taken taken;
    g_assert_false(bundle_take(&taken, ends->bundle, ends->center.file, &ends->center.identity, &error));
    expect_error(&error, code, words, more_words);
    if (g_file_test(ends->center.file, G_FILE_TEST_EXISTS))
        verify_sound(&ends->center);
}

/* How many rows one file has in a table that the other has not. */
static gint64 rows_apart(const char *file, const char *other, const char *table)
{
    sqlite3 *db = raw_open(file);
    g_autofree char *attach = g_strdup_printf("ATTACH '%s' AS other", other);
    g_autofree char *count = g_strdup_printf(
        "SELECT count(*) FROM (SELECT * FROM main.%s EXCEPT SELECT * FROM other.%s)", table, table);
    raw_run(db, attach);
    gint64 rows = raw_integer(db, count);
    raw_close(db);
    return rows;
}

void expect_alike(const struct bundles *ends)
{
    static const char *const tables[] = {"device",  "entry",  "tally", "respondent",
                                         "daybook", "remark", "misuse"};
    struct verify_result device = verify_sound(&ends->device), center = verify_sound(&ends->center);
    g_assert_cmpint(device.head_seq, ==, center.head_seq);
    g_assert_cmpint(device.ratings, ==, center.ratings);
    expect_same_seal(device.head, center.head);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_assert_cmpint(rows_apart(ends->device.file, ends->center.file, tables[i]), ==, 0);
        g_assert_cmpint(rows_apart(ends->center.file, ends->device.file, tables[i]), ==, 0);
    }
}

void altered_is_refused(const char *sql, bool has_first, const char *words)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    if (has_first)
        take_bundle(&ends);
    store_ratings(&ends, 3, 10);
    write_bundle(&ends, 0);
    file_run(ends.bundle, sql);
    take_refused(&ends, JOURNAL_ERROR_DAMAGED, words, "");
    write_bundle(&ends, 0); /* nothing that was wrong is left in the copy */
    take_bundle(&ends);
    expect_alike(&ends);
    bundles_finish(&ends);
}
