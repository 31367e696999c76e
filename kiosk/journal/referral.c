#include "referral.h"
#include "level.h"
#include <string.h>

struct referral {
    sqlite3 *db;
    sqlite3_stmt *rating;  /* the entry ?1 */
    sqlite3_stmt *entries; /* the entries before ?2 that refer to ?1 */
};

bool referral_new(referral_t **out, sqlite3 *db, GError **error)
{
    referral_t *referral = g_new0(referral_t, 1);
    referral->db = db;
    if (entry_prepare_select(&referral->rating, db, "WHERE seq = ?1 AND seq < ?2", error) &&
        entry_prepare_select(&referral->entries, db, "WHERE refers = ?1 AND seq < ?2 ORDER BY seq", error)) {
        *out = referral;
        return true;
    }
    referral_free(referral);
    return false;
}

void referral_free(referral_t *referral)
{
    if (referral == NULL)
        return;
    sqlite3_finalize(referral->rating);
    sqlite3_finalize(referral->entries);
    g_free(referral);
}

G_GNUC_PRINTF(2, 3) static bool refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_propagate_error(error, g_error_new_valist(JOURNAL_ERROR, JOURNAL_ERROR_INVALID, format, arguments));
    va_end(arguments);
    return false;
}

static void take_in(struct standing *standing, const struct rating *entry)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        if (entry->answers[i] != LEVEL_NONE)
            standing->rating.answers[i] = entry->answers[i];
    }
    if (entry->reasons != 0)
        standing->has_reasons = true;
}

static bool bind_and_step(sqlite3_stmt *statement, gint64 refers, gint64 seq, int *result)
{
    const struct value values[] = {value_integer(refers), value_integer(seq)};
    sql_bind(statement, values, G_N_ELEMENTS(values));
    *result = sqlite3_step(statement);
    return *result == SQLITE_ROW;
}

/* Reads the row the statement stands on. */
static bool read_row(struct rating *out, sqlite3_stmt *statement, GError **error)
{
    struct value values[ENTRY_SEALED];
    const char *why = NULL;
    sql_columns(values, statement, ENTRY_SEALED);
    return entry_rating(out, values, &why) ||
           sql_refuse(sqlite3_db_handle(statement), JOURNAL_ERROR_DAMAGED, error,
                      "damaged: entry %" G_GINT64_FORMAT ": %s", values[ENTRY_SEQ].integer, why);
}

static bool read_rating(struct standing *out, referral_t *referral, gint64 refers, gint64 seq, GError **error)
{
    int result = SQLITE_OK;
    if (bind_and_step(referral->rating, refers, seq, &result))
        return read_row(&out->rating, referral->rating, error);
    if (result != SQLITE_DONE)
        return sql_fail(referral->db, "looking up a rating", error);
    return refuse(error, "it refers to entry %" G_GINT64_FORMAT ", which is not there", refers);
}

static bool read_entries(struct standing *out, referral_t *referral, gint64 refers, gint64 seq,
                         GError **error)
{
    int result = SQLITE_OK;
    struct rating entry;
    bool more = bind_and_step(referral->entries, refers, seq, &result);
    while (more) {
        if (!read_row(&entry, referral->entries, error))
            return false;
        take_in(out, &entry);
        result = sqlite3_step(referral->entries);
        more = result == SQLITE_ROW;
    }
    return result == SQLITE_DONE || sql_fail(referral->db, "looking up what belongs to a rating", error);
}

static bool read_standing(struct standing *out, referral_t *referral, gint64 refers, gint64 seq,
                          GError **error)
{
    out->has_reasons = false;
    bool read = read_rating(out, referral, refers, seq, error);
    if (read && out->rating.kind != ENTRY_RATING)
        read = refuse(error, "it refers to entry %" G_GINT64_FORMAT ", which is not a rating", refers);
    if (read) {
        out->has_reasons = out->rating.reasons != 0;
        read = read_entries(out, referral, refers, seq, error);
    }
    /* A statement left standing would hold its page of the log back from every checkpoint. */
    sqlite3_reset(referral->rating);
    sqlite3_reset(referral->entries);
    return read;
}

static bool check_answers(const struct standing *standing, const struct rating *entry, GError **error)
{
    bool corrects = entry->kind == ENTRY_CORRECTION;
    for (int i = 0; i < ITEM_COUNT; i++) {
        bool answered = standing->rating.answers[i] != LEVEL_NONE;
        if (entry->answers[i] != LEVEL_NONE && answered != corrects)
            return refuse(error,
                          corrects ? "it corrects %s of rating %" G_GINT64_FORMAT ", which was not answered"
                                   : "it answers %s of rating %" G_GINT64_FORMAT
                                     ", which was answered before",
                          item_id((enum item)i), entry->refers);
    }
    return true;
}

bool referral_check(struct standing *out, referral_t *referral, const struct rating *entry, gint64 seq,
                    GError **error)
{
    if (!read_standing(out, referral, entry->refers, seq, error))
        return false;
    if (entry->kind == ENTRY_REASONS && out->has_reasons)
        return refuse(error, "rating %" G_GINT64_FORMAT " has its reasons already", entry->refers);
    return check_answers(out, entry, error);
}

bool referral_counts_alike(const struct rating *entry, const struct rating *rating)
{
    return entry->when.day == rating->when.day && strcmp(entry->area, rating->area) == 0 &&
           entry->channel == rating->channel && entry->flags == rating->flags;
}
