#include "field.h"
#include "respondent_row.h"
#include "schema.h"
#include "shelf_internal.h"
#include <string.h>

/* --- respondents --- */

/* The respondents of one area. */
struct bin {
    char area[AREA_ID_SIZE];
    struct voices at[CHANNEL_COUNT][2];
};

/* Adds a row, and its counts to *all: false when it, or all rows together, cannot be. Of a journal without
 * the table the reasons of a rating may be a row of their own. */
static bool add_row(GPtrArray *bins, guint *last, gint64 *all, const struct respondent_row *row,
                    bool of_table)
{
    const struct voices *more = &row->voices;
    struct bin *bin = shelf_bin(bins, sizeof *bin, row->area, last);
    struct voices *sum = &bin->at[row->channel][row->aside];
    *all += more->ratings + more->reasoned;
    if (*all > field_sum_most || (of_table && more->reasoned > more->ratings))
        return false;
    sum->ratings += more->ratings;
    sum->reasoned += more->reasoned;
    for (int i = 0; i < REASON_COUNT; i++)
        sum->reasons[i] += more->reasons[i];
    return true;
}

static bool fold_rows(GPtrArray *bins, gint64 *all, const struct volume *volume, sqlite3_stmt *statement,
                      GError **error)
{
    struct respondent_row row;
    guint last = 0;
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        if (!respondent_row_read(&row, statement) ||
            !add_row(bins, &last, all, &row, volume->version >= SCHEMA_RESPONDENTS))
            return sql_refuse(volume->db, JOURNAL_ERROR_DAMAGED, error,
                              "damaged: the respondents of day %d have a row that cannot be", row.day);
    }
    return result == SQLITE_DONE || sql_fail(volume->db, "reading the respondents", error);
}

static bool fold_volume(GPtrArray *bins, gint64 *all, const struct volume *volume, int from, int to,
                        GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (!respondent_row_prepare(&statement, volume->db, volume->version, error))
        return false;
    shelf_bind_days(statement, from, to);
    bool folded = fold_rows(bins, all, volume, statement, error);
    sqlite3_finalize(statement);
    return folded;
}

static int compare_areas(gconstpointer a, gconstpointer b)
{
    const struct bin *const *left = a, *const *right = b;
    return strcmp((*left)->area, (*right)->area);
}

static void add_voice(GArray *out, const struct bin *bin, enum channel channel, bool set_aside)
{
    const struct voices *sum = &bin->at[channel][set_aside];
    struct shelf_voice voice = {.channel = channel, .set_aside = set_aside};
    if (sum->ratings == 0 && sum->reasoned == 0)
        return;
    g_strlcpy(voice.area, bin->area, sizeof voice.area);
    voice.ratings = sum->ratings;
    voice.with_reasons = sum->reasoned;
    memcpy(voice.reasons, sum->reasons, sizeof voice.reasons);
    g_array_append_val(out, voice);
}

static void empty_bin(GArray *out, const struct bin *bin)
{
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        add_voice(out, bin, (enum channel)channel, false);
        add_voice(out, bin, (enum channel)channel, true);
    }
}

bool shelf_fold_voices(shelf_t *shelf, GArray *out, int from, int to, GError **error)
{
    g_autoptr(GPtrArray) bins = g_ptr_array_new_with_free_func(g_free);
    gint64 all = 0;
    for (guint i = 0; i < shelf->volumes->len; i++) {
        if (!fold_volume(bins, &all, &g_array_index(shelf->volumes, struct volume, i), from, to, error))
            return false;
    }
    g_ptr_array_sort(bins, compare_areas);
    for (guint i = 0; i < bins->len; i++)
        empty_bin(out, bins->pdata[i]);
    return true;
}

/* --- entries --- */

static bool count_rows(gint64 sums[ENTRY_KIND_END], gint64 *all, sqlite3_stmt *statement, GError **error)
{
    sqlite3 *db = sqlite3_db_handle(statement);
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        gint64 kind = sqlite3_column_int64(statement, 1), entries = 0;
        bool can_be = kind >= ENTRY_RATING && kind < ENTRY_KIND_END &&
                      field_read_count(&entries, sqlite3_column_value(statement, 2)) &&
                      (*all += entries) <= field_sum_most;
        if (!can_be)
            return sql_refuse(db, JOURNAL_ERROR_DAMAGED, error,
                              "damaged: the daybook of day %d has a row that cannot be",
                              sqlite3_column_int(statement, 0));
        sums[kind] += entries;
    }
    return result == SQLITE_DONE || sql_fail(db, "reading the daybook", error);
}

static bool count_volume(gint64 sums[ENTRY_KIND_END], gint64 *all, sqlite3 *db, int from, int to,
                         GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (!sql_prepare(&statement, db,
                     "SELECT day, kind, entries FROM daybook WHERE day BETWEEN ?1 AND ?2 ORDER BY day",
                     error))
        return false;
    shelf_bind_days(statement, from, to);
    bool counted = count_rows(sums, all, statement, error);
    sqlite3_finalize(statement);
    return counted;
}

bool shelf_count_entries(shelf_t *shelf, gint64 out[ENTRY_KIND_END], int from, int to, GError **error)
{
    gint64 sums[ENTRY_KIND_END] = {0}, all = 0;
    for (guint i = 0; i < shelf->volumes->len; i++) {
        sqlite3 *db = g_array_index(shelf->volumes, struct volume, i).db;
        if (!count_volume(sums, &all, db, from, to, error))
            return false;
    }
    for (int kind = 0; kind < ENTRY_KIND_END; kind++)
        out[kind] += sums[kind];
    return true;
}
