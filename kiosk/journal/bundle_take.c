#include "bundle_file.h"
#include "bundle_rest.h"
#include "journal_internal.h"
#include <sodium.h>
#include <string.h>

enum { GROUP = 4096 }; /* entries in one transaction */

struct taking {
    struct bundle_file bundle;
    journal_t *copy;
    struct bundle_taken taken;
};

G_GNUC_PRINTF(3, 4)
static bool refuse(const struct taking *taking, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return sql_refuse(taking->bundle.db, JOURNAL_ERROR_DAMAGED, error, "%s", text);
}

/* --- before anything is made --- */

static bool fits_seal(const struct value values[ENTRY_COLUMNS], const uint8_t before[SEAL_SIZE],
                      const uint8_t key[SEAL_KEY_SIZE])
{
    uint8_t seal[SEAL_SIZE];
    const struct value *stored = &values[ENTRY_SEAL];
    chain_seal(seal, key, before, values, ENTRY_SEALED);
    return stored->type == VALUE_BLOB && stored->size == SEAL_SIZE &&
           sodium_memcmp(seal, stored->bytes, SEAL_SIZE) == 0;
}

/* The row of the device is what a new copy begins with and never changes, so its seal comes first. */
static bool check_beginning(const struct taking *taking, const uint8_t key[SEAL_KEY_SIZE], GError **error)
{
    sqlite3_stmt *entries = NULL;
    struct value values[ENTRY_COLUMNS];
    uint8_t seal[SEAL_SIZE];
    device_seal(seal, &taking->bundle.device, key);
    if (!entry_prepare_select(&entries, taking->bundle.db, "ORDER BY seq LIMIT 1", error))
        return false;
    bool fits = true;
    if (sqlite3_step(entries) == SQLITE_ROW) {
        sql_columns(values, entries, ENTRY_COLUMNS);
        fits = fits_seal(values, seal, key);
    }
    sqlite3_finalize(entries);
    return fits || refuse(taking, error, "entry 1 does not fit its seal");
}

static bool refuse_gap(const struct taking *taking, gint64 has, GError **error)
{
    return sql_refuse(taking->bundle.db, JOURNAL_ERROR_INVALID, error,
                      "it begins after entry %" G_GINT64_FORMAT ", the copy ends with %" G_GINT64_FORMAT
                      ": expected entry %" G_GINT64_FORMAT " too",
                      taking->bundle.after, has, has + 1);
}

static bool open_copy(struct taking *taking, const char *journal, const struct journal_identity *identity,
                      GError **error)
{
    if (!g_file_test(journal, G_FILE_TEST_EXISTS)) {
        if (taking->bundle.after > 0)
            return refuse_gap(taking, 0, error);
        if (!check_beginning(taking, identity->key, error))
            return false;
    }
    return journal_open_copy(&taking->copy, journal, identity, &taking->bundle.device, error);
}

/* --- what is there already --- */

static bool is_same_device(const struct taking *taking, GError **error)
{
    const struct device *theirs = &taking->bundle.device;
    struct device ours;
    if (!device_read(&ours, taking->copy->db, error))
        return false;
    return (ours.made == theirs->made && strcmp(ours.program, theirs->program) == 0) ||
           refuse(taking, error, "of another journal than the copy: that of the device was begun anew");
}

static bool is_same_value(const struct value *a, const struct value *b)
{
    return a->type == b->type && a->integer == b->integer && a->size == b->size &&
           (a->size == 0 || memcmp(a->bytes, b->bytes, a->size) == 0);
}

/* Compares the entries that both statements stand on, in every column. */
static bool is_same_entry(sqlite3_stmt *theirs, sqlite3_stmt *ours)
{
    struct value a[ENTRY_COLUMNS], b[ENTRY_COLUMNS];
    sql_columns(a, theirs, ENTRY_COLUMNS);
    sql_columns(b, ours, ENTRY_COLUMNS);
    for (int i = 0; i < ENTRY_COLUMNS; i++) {
        if (!is_same_value(&a[i], &b[i]))
            return false;
    }
    return true;
}

static bool refuse_fork(const struct taking *taking, gint64 seq, GError **error)
{
    return refuse(taking, error, "entry %" G_GINT64_FORMAT " is not the one that the copy has", seq);
}

/* The entry that those of the bundle come after has to be the copy's. */
static bool check_before(const struct taking *taking, sqlite3_stmt *ours, GError **error)
{
    const struct bundle_file *bundle = &taking->bundle;
    if (bundle->after == 0)
        return true;
    if (sqlite3_step(ours) != SQLITE_ROW)
        return sql_fail(taking->copy->db, "reading the copy", error);
    const void *seal = sqlite3_column_blob(ours, ENTRY_SEAL);
    return (seal != NULL && sqlite3_column_bytes(ours, ENTRY_SEAL) == SEAL_SIZE &&
            memcmp(seal, bundle->before, SEAL_SIZE) == 0) ||
           refuse_fork(taking, bundle->after, error);
}

/* Goes over the entries that both have. */
static bool compare(struct taking *taking, sqlite3_stmt *theirs, sqlite3_stmt *ours, GError **error)
{
    const gint64 end = MIN(taking->bundle.last, taking->copy->head.seq);
    if (!check_before(taking, ours, error))
        return false;
    for (gint64 seq = taking->bundle.after + 1; seq <= end; seq++) {
        if (sqlite3_step(ours) != SQLITE_ROW)
            return sql_fail(taking->copy->db, "reading the copy", error);
        if (sqlite3_step(theirs) != SQLITE_ROW || !is_same_entry(theirs, ours))
            return refuse_fork(taking, seq, error);
        taking->taken.known++;
    }
    return true;
}

static bool compare_known(struct taking *taking, sqlite3_stmt *theirs, GError **error)
{
    sqlite3_stmt *ours = NULL;
    const struct value from = value_integer(MAX(taking->bundle.after, 1));
    if (taking->bundle.after > taking->copy->head.seq)
        return refuse_gap(taking, taking->copy->head.seq, error);
    if (!entry_prepare_select(&ours, taking->copy->db, "WHERE seq >= ?1 ORDER BY seq", error))
        return false;
    sql_bind(ours, &from, 1);
    bool same = compare(taking, theirs, ours, error);
    sqlite3_finalize(ours); /* left standing it would hold the log back */
    return same;
}

/* --- what is new --- */

/* As verification looks at an entry: a copy is as sound as what it was taken from. */
static bool read_entry(struct rating *out, struct standing *standing, const struct taking *taking,
                       const struct value values[ENTRY_COLUMNS], gint64 seq, GError **error)
{
    const char *why = NULL;
    if (!entry_rating(out, values, &why))
        return refuse(taking, error, "entry %" G_GINT64_FORMAT ": %s", seq, why);
    if (out->refers == 0)
        return true;
    if (!referral_check(standing, taking->copy->referral, out, seq, error)) {
        g_prefix_error(error, "entry %" G_GINT64_FORMAT ": ", seq);
        if (g_error_matches(*error, JOURNAL_ERROR, JOURNAL_ERROR_INVALID))
            (*error)->code = JOURNAL_ERROR_DAMAGED;
        return false;
    }
    return referral_counts_alike(out, &standing->rating) ||
           refuse(taking, error,
                  "entry %" G_GINT64_FORMAT " counts for another day, area, channel or flags than its rating",
                  seq);
}

static bool take_entry(struct taking *taking, sqlite3_stmt *theirs, GError **error)
{
    struct value values[ENTRY_COLUMNS];
    struct rating entry;
    struct standing standing;
    journal_t *copy = taking->copy;
    const gint64 seq = copy->head.seq + 1;
    sql_columns(values, theirs, ENTRY_COLUMNS);
    if (values[ENTRY_SEQ].integer != seq)
        return refuse(taking, error, "entry %" G_GINT64_FORMAT " is missing", seq);
    if (!fits_seal(values, copy->head.seal, copy->key))
        return refuse(taking, error, "entry %" G_GINT64_FORMAT " does not fit its seal", seq);
    if (!read_entry(&entry, &standing, taking, values, seq, error))
        return false;
    sql_bind(copy->insert, values, ENTRY_COLUMNS);
    if (!sql_step(copy->insert, "storing an entry", error))
        return false;
    copy->head.seq = seq;
    memcpy(copy->head.seal, values[ENTRY_SEAL].bytes, SEAL_SIZE);
    sums_add(copy->sums, &entry, entry.kind == ENTRY_CORRECTION ? standing.rating.answers : NULL);
    taking->taken.ratings += entry.kind == ENTRY_RATING;
    return true;
}

/* Takes what the statement stands on and what comes after it, as much as one transaction holds. *result is
 * that of the last step. */
static bool take_group(struct taking *taking, sqlite3_stmt *theirs, int *result, GError **error)
{
    journal_t *copy = taking->copy;
    sums_clear(copy->sums);
    if (!sql_step(copy->begin, "beginning", error))
        return false;
    for (int i = 0; i < GROUP && *result == SQLITE_ROW; i++) {
        if (!take_entry(taking, theirs, error))
            return false;
        *result = sqlite3_step(theirs);
    }
    if (*result != SQLITE_ROW && *result != SQLITE_DONE)
        return sql_fail(taking->bundle.db, "reading the entries", error);
    return sums_save(copy->sums, copy->store, error) && sql_step(copy->commit, "storing", error);
}

static bool take_new(struct taking *taking, sqlite3_stmt *theirs, GError **error)
{
    const gint64 had = taking->copy->head.seq;
    int result = sqlite3_step(theirs);
    while (result == SQLITE_ROW) {
        if (!take_group(taking, theirs, &result, error))
            return false;
        taking->taken.entries = taking->copy->head.seq - had;
    }
    if (result != SQLITE_DONE)
        return sql_fail(taking->bundle.db, "reading the entries", error);
    return taking->copy->head.seq >= taking->bundle.last ||
           refuse(taking, error, "entry %" G_GINT64_FORMAT " is missing", taking->copy->head.seq + 1);
}

static bool take_entries(struct taking *taking, GError **error)
{
    sqlite3_stmt *theirs = NULL;
    bool taken = entry_prepare_select(&theirs, taking->bundle.db, "ORDER BY seq", error) &&
                 compare_known(taking, theirs, error) && take_new(taking, theirs, error);
    sqlite3_finalize(theirs);
    return taken;
}

/* --- the whole --- */

static bool take_rest(struct taking *taking, GError **error)
{
    sqlite3 *copy = taking->copy->db;
    const int changes = sqlite3_total_changes(copy);
    bool taken_out = false;
    bool taken = sql_step(taking->copy->begin, "beginning", error) &&
                 bundle_rest_merge(&taken_out, copy, &taking->bundle, error) &&
                 schema_run(copy, schema_copy, "marking the copy", error) &&
                 sql_step(taking->copy->commit, "storing", error);
    taking->copy->tells_order |= sqlite3_total_changes(copy) != changes;
    if (taken &&
        taken_out) /* or its words could still be read there; closing, or the next opening, does it too */
        sql_empty_log(copy);
    return taken;
}

bool bundle_take(struct bundle_taken *out, const char *file, const char *journal,
                 const struct journal_identity *identity, GError **error)
{
    struct taking taking = {.copy = NULL};
    if (sodium_init() < 0)
        g_error("libsodium does not start");
    bool taken =
        bundle_file_open(&taking.bundle, file, error) &&
        device_check(&taking.bundle.device, taking.bundle.db, identity->device, identity->center, error) &&
        open_copy(&taking, journal, identity, error) && is_same_device(&taking, error) &&
        take_entries(&taking, error) && take_rest(&taking, error);
    if (taking.copy != NULL)
        taking.taken.last_seq = taking.copy->head.seq;
    journal_close(taking.copy); /* a transaction under way is given up with it */
    bundle_file_close(&taking.bundle);
    *out = taking.taken;
    return taken;
}
