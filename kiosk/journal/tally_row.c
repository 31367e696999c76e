#include "tally_row.h"
#include <string.h>

const gint64 tally_row_most = G_GINT64_CONSTANT(1000000000000);
const gint64 tally_sum_most = G_GINT64_CONSTANT(10000000000000);

bool tally_row_prepare(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    return sql_prepare(out, db,
                       "SELECT day, aside, n1, n2, n3, n4, n5, area, item, channel FROM tally "
                       "WHERE day BETWEEN ?1 AND ?2 ORDER BY day",
                       error);
}

enum { DAY, ASIDE, N1, AREA = N1 + LEVEL_COUNT, ITEM, CHANNEL };

/* The bytes are read as they lie, without the copy SQLite makes to close a text with NUL. */
static bool read_id(char out[AREA_ID_SIZE], sqlite3_stmt *statement, int column)
{
    const char *bytes = sqlite3_column_blob(statement, column);
    size_t size = (size_t)sqlite3_column_bytes(statement, column);
    if (bytes == NULL || size >= AREA_ID_SIZE || memchr(bytes, 0, size) != NULL)
        return false;
    memcpy(out, bytes, size);
    out[size] = '\0';
    return true;
}

static bool read_counts(struct counts *out, sqlite3_stmt *statement)
{
    bool can_be = true;
    for (int i = 0; i < LEVEL_COUNT; i++) {
        out->n[i] = sqlite3_column_int64(statement, N1 + i);
        can_be = can_be && out->n[i] >= 0 && out->n[i] <= tally_row_most;
    }
    return can_be;
}

bool tally_row_read(struct tally_row *out, sqlite3_stmt *statement)
{
    char id[AREA_ID_SIZE] = "";
    out->day = sqlite3_column_int(statement, DAY);
    out->aside = sqlite3_column_int(statement, ASIDE) != 0;
    return read_counts(&out->counts, statement) && read_id(out->area, statement, AREA) &&
           area_id_is_valid(out->area) && read_id(id, statement, ITEM) && item_from_id(&out->item, id) &&
           read_id(id, statement, CHANNEL) && channel_from_id(&out->channel, id);
}
