#include "schema.h"
#include "sums_internal.h"
#include "tally_row.h"
#include <string.h>

static const struct counts none;
static const struct voices nobody;

static void bind_all_days(sqlite3_stmt *statement)
{
    const struct value days[] = {value_integer(G_MININT64), value_integer(G_MAXINT64)};
    sql_bind(statement, days, G_N_ELEMENTS(days));
}

/* --- tally --- */

static char *describe(const struct place *place, enum item item, const struct counts *stored,
                      const struct counts *counted)
{
    const gint64 *s = stored->n, *c = counted->n;
    return g_strdup_printf(
        "tally of %d, %s, %s, %s%s: stored %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
        "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT ", counted %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
        "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
        place->day, place->area, item_id(item), channel_id((enum channel)place->channel),
        place->aside ? ", set aside" : "", s[0], s[1], s[2], s[3], s[4], c[0], c[1], c[2], c[3], c[4]);
}

/* What has agreed is counted off, so that what is left at the end was not in the table. */
static char *compare_row(sums_t *sums, const struct tally_row *row)
{
    struct place place = place_of(row->day, row->area, row->channel, row->aside);
    struct cell *cell = g_hash_table_lookup(sums->cells, &place);
    const struct counts *counted = cell != NULL ? &cell->items[row->item] : &none;
    if (memcmp(counted, &row->counts, sizeof *counted) != 0)
        return describe(&place, row->item, &row->counts, counted);
    if (cell != NULL)
        cell->items[row->item] = none;
    return NULL;
}

static char *find_uncounted(sums_t *sums)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, sums->cells);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct cell *cell = value;
        for (int item = 0; item < ITEM_COUNT; item++) {
            if (!counts_are_zero(&cell->items[item]))
                return describe(&cell->place, (enum item)item, &none, &cell->items[item]);
        }
    }
    return NULL;
}

static char *compare_tally(sums_t *sums, sqlite3_stmt *statement, int *result)
{
    struct tally_row row;
    char *finding = NULL;
    bind_all_days(statement);
    while (finding == NULL && (*result = sqlite3_step(statement)) == SQLITE_ROW)
        finding = tally_row_read(&row, statement)
                      ? compare_row(sums, &row)
                      : g_strdup_printf("tally of %d: a row that cannot be", row.day);
    return finding != NULL || *result != SQLITE_DONE ? finding : find_uncounted(sums);
}

/* --- respondent --- */

static char *describe_voices(const struct place *place, const struct voices *stored,
                             const struct voices *counted)
{
    GString *text = g_string_new(NULL);
    g_string_printf(text,
                    "respondents of %d, %s, %s%s: stored %" G_GINT64_FORMAT " (%" G_GINT64_FORMAT
                    " with reasons), counted %" G_GINT64_FORMAT " (%" G_GINT64_FORMAT " with reasons)",
                    place->day, place->area, channel_id((enum channel)place->channel),
                    place->aside ? ", set aside" : "", stored->ratings, stored->reasoned, counted->ratings,
                    counted->reasoned);
    for (int i = 0; i < REASON_COUNT; i++) {
        if (stored->reasons[i] != counted->reasons[i])
            g_string_append_printf(text, "; %s: stored %" G_GINT64_FORMAT ", counted %" G_GINT64_FORMAT,
                                   reason_id((enum reason)i), stored->reasons[i], counted->reasons[i]);
    }
    return g_string_free(text, FALSE);
}

static char *compare_voices(sums_t *sums, const struct respondent_row *row)
{
    struct place place = place_of(row->day, row->area, row->channel, row->aside);
    struct cell *cell = g_hash_table_lookup(sums->cells, &place);
    const struct voices *counted = cell != NULL ? &cell->voices : &nobody;
    if (memcmp(counted, &row->voices, sizeof *counted) != 0)
        return describe_voices(&place, &row->voices, counted);
    if (cell != NULL)
        cell->voices = nobody;
    return NULL;
}

static char *find_unheard(sums_t *sums)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, sums->cells);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct cell *cell = value;
        if (!voices_are_zero(&cell->voices))
            return describe_voices(&cell->place, &nobody, &cell->voices);
    }
    return NULL;
}

static char *compare_respondents(sums_t *sums, sqlite3_stmt *statement, int *result)
{
    struct respondent_row row;
    char *finding = NULL;
    bind_all_days(statement);
    while (finding == NULL && (*result = sqlite3_step(statement)) == SQLITE_ROW)
        finding = respondent_row_read(&row, statement)
                      ? compare_voices(sums, &row)
                      : g_strdup_printf("respondents of %d: a row that cannot be", row.day);
    return finding != NULL || *result != SQLITE_DONE ? finding : find_unheard(sums);
}

/* --- daybook --- */

static char *describe_book(gint64 day, gint64 kind, gint64 stored, gint64 counted)
{
    return g_strdup_printf("daybook of %" G_GINT64_FORMAT ", kind %" G_GINT64_FORMAT
                           ": stored %" G_GINT64_FORMAT ", counted %" G_GINT64_FORMAT,
                           day, kind, stored, counted);
}

static char *find_unbooked(sums_t *sums)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, sums->books);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct book *book = value;
        for (int kind = 0; kind < ENTRY_KIND_END; kind++) {
            if (book->entries[kind] != 0)
                return describe_book(book->day, kind, 0, book->entries[kind]);
        }
    }
    return NULL;
}

static char *compare_book(sums_t *sums, gint64 day, gint64 kind, gint64 stored)
{
    struct book *book = g_hash_table_lookup(sums->books, &day);
    bool known = book != NULL && kind >= 0 && kind < ENTRY_KIND_END;
    gint64 counted = known ? book->entries[kind] : 0;
    if (stored != counted)
        return describe_book(day, kind, stored, counted);
    if (known)
        book->entries[kind] = 0;
    return NULL;
}

static char *compare_books(sums_t *sums, sqlite3_stmt *statement, int *result)
{
    char *finding = NULL;
    while (finding == NULL && (*result = sqlite3_step(statement)) == SQLITE_ROW)
        finding = compare_book(sums, sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
                               sqlite3_column_int64(statement, 2));
    return finding != NULL || *result != SQLITE_DONE ? finding : find_unbooked(sums);
}

static bool settle(char **finding, char *found, int result, sqlite3_stmt *statement, sqlite3 *db,
                   GError **error)
{
    *finding = found;
    if (found == NULL && result != SQLITE_DONE)
        sql_fail(db, "counting anew", error);
    sqlite3_finalize(statement);
    return found == NULL && result == SQLITE_DONE;
}

static bool tally_agrees(sums_t *sums, sqlite3 *db, char **finding, GError **error)
{
    sqlite3_stmt *statement = NULL;
    int result = SQLITE_OK;
    if (!tally_row_prepare(&statement, db, error))
        return false;
    char *found = compare_tally(sums, statement, &result);
    return settle(finding, found, result, statement, db, error);
}

static bool respondents_agree(sums_t *sums, sqlite3 *db, int version, char **finding, GError **error)
{
    sqlite3_stmt *statement = NULL;
    int result = SQLITE_OK;
    if (!respondent_row_prepare(&statement, db, version, error))
        return false;
    char *found = compare_respondents(sums, statement, &result);
    return settle(finding, found, result, statement, db, error);
}

static bool daybook_agrees(sums_t *sums, sqlite3 *db, char **finding, GError **error)
{
    sqlite3_stmt *statement = NULL;
    int result = SQLITE_OK;
    if (!sql_prepare(&statement, db, "SELECT day, kind, entries FROM daybook ORDER BY day, kind", error))
        return false;
    char *found = compare_books(sums, statement, &result);
    return settle(finding, found, result, statement, db, error);
}

bool sums_agree_with_tables(sums_t *sums, sqlite3 *db, int version, char **finding, GError **error)
{
    return tally_agrees(sums, db, finding, error) &&
           (version < SCHEMA_RESPONDENTS || respondents_agree(sums, db, version, finding, error)) &&
           daybook_agrees(sums, db, finding, error);
}
