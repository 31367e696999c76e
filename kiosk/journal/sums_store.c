#include "sums_internal.h"

/* An update first and an insert only when there was nothing to update: a correction takes counts off, and a
 * negative count could not even be offered to an upsert. */
struct sums_store {
    sqlite3 *db;
    sqlite3_stmt *tally_update, *tally_insert;
    sqlite3_stmt *respondent_update, *respondent_insert;
    sqlite3_stmt *book_update, *book_insert;
};

enum { TALLY_VALUES = 10, BOOK_VALUES = 3, RESPONDENT_VALUES = 6 + REASON_COUNT };

bool sums_store_new(sums_store_t **out, sqlite3 *db, GError **error)
{
    sums_store_t *store = g_new0(sums_store_t, 1);
    store->db = db;
    if (sql_prepare(&store->tally_update, db,
                    "UPDATE tally SET n1 = n1 + ?6, n2 = n2 + ?7, n3 = n3 + ?8, n4 = n4 + ?9, n5 = n5 + ?10 "
                    "WHERE day = ?1 AND area = ?2 AND item = ?3 AND channel = ?4 AND aside = ?5",
                    error) &&
        sql_prepare(&store->tally_insert, db,
                    "INSERT INTO tally(day, area, item, channel, aside, n1, n2, n3, n4, n5) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    error) &&
        sql_prepare(&store->respondent_update, db,
                    "UPDATE respondent SET ratings = ratings + ?5, reasoned = reasoned + ?6, "
                    "waiting = waiting + ?7, papers = papers + ?8, courtesy = courtesy + ?9, "
                    "guidance = guidance + ?10, on_time = on_time + ?11, fees = fees + ?12, "
                    "facilities = facilities + ?13, other = other + ?14 "
                    "WHERE day = ?1 AND area = ?2 AND channel = ?3 AND aside = ?4",
                    error) &&
        sql_prepare(&store->respondent_insert, db,
                    "INSERT INTO respondent(day, area, channel, aside, ratings, reasoned, waiting, papers, "
                    "courtesy, guidance, on_time, fees, facilities, other) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                    error) &&
        sql_prepare(&store->book_update, db,
                    "UPDATE daybook SET entries = entries + ?3 WHERE day = ?1 AND kind = ?2", error) &&
        sql_prepare(&store->book_insert, db, "INSERT INTO daybook(day, kind, entries) VALUES (?1, ?2, ?3)",
                    error)) {
        *out = store;
        return true;
    }
    sums_store_free(store);
    return false;
}

void sums_store_free(sums_store_t *store)
{
    if (store == NULL)
        return;
    sqlite3_finalize(store->tally_update);
    sqlite3_finalize(store->tally_insert);
    sqlite3_finalize(store->respondent_update);
    sqlite3_finalize(store->respondent_insert);
    sqlite3_finalize(store->book_update);
    sqlite3_finalize(store->book_insert);
    g_free(store);
}

static bool update_or_insert(sums_store_t *store, sqlite3_stmt *update, sqlite3_stmt *insert,
                             const struct value *values, int n, GError **error)
{
    sql_bind(update, values, n);
    if (!sql_step(update, "counting", error))
        return false;
    if (sqlite3_changes(store->db) > 0)
        return true;
    sql_bind(insert, values, n);
    return sql_step(insert, "counting", error);
}

static bool save_item(sums_store_t *store, const struct cell *cell, enum item item, GError **error)
{
    const struct place *place = &cell->place;
    const struct counts *counts = &cell->items[item];
    struct value values[TALLY_VALUES] = {
        value_integer(place->day),   value_text(place->area),
        value_text(item_id(item)),   value_text(channel_id((enum channel)place->channel)),
        value_integer(place->aside),
    };
    for (int i = 0; i < LEVEL_COUNT; i++)
        values[TALLY_VALUES - LEVEL_COUNT + i] = value_integer(counts->n[i]);
    return update_or_insert(store, store->tally_update, store->tally_insert, values, TALLY_VALUES, error);
}

static bool save_voices(sums_store_t *store, const struct cell *cell, GError **error)
{
    const struct place *place = &cell->place;
    const struct voices *voices = &cell->voices;
    struct value values[RESPONDENT_VALUES] = {
        value_integer(place->day),
        value_text(place->area),
        value_text(channel_id((enum channel)place->channel)),
        value_integer(place->aside),
        value_integer(voices->ratings),
        value_integer(voices->reasoned),
    };
    for (int i = 0; i < REASON_COUNT; i++)
        values[RESPONDENT_VALUES - REASON_COUNT + i] = value_integer(voices->reasons[i]);
    return update_or_insert(store, store->respondent_update, store->respondent_insert, values,
                            RESPONDENT_VALUES, error);
}

static bool save_cell(sums_store_t *store, const struct cell *cell, GError **error)
{
    for (int item = 0; item < ITEM_COUNT; item++) {
        if (!counts_are_zero(&cell->items[item]) && !save_item(store, cell, (enum item)item, error))
            return false;
    }
    return voices_are_zero(&cell->voices) || save_voices(store, cell, error);
}

static bool save_book(sums_store_t *store, const struct book *book, GError **error)
{
    for (int kind = 0; kind < ENTRY_KIND_END; kind++) {
        struct value values[BOOK_VALUES] = {value_integer(book->day), value_integer(kind),
                                            value_integer(book->entries[kind])};
        if (book->entries[kind] != 0 &&
            !update_or_insert(store, store->book_update, store->book_insert, values, BOOK_VALUES, error))
            return false;
    }
    return true;
}

bool sums_save(const sums_t *sums, sums_store_t *store, GError **error)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, sums->cells);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (!save_cell(store, value, error))
            return false;
    }
    g_hash_table_iter_init(&iter, sums->books);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (!save_book(store, value, error))
            return false;
    }
    return true;
}
