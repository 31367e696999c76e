#include "tally_row.h"
#include "field.h"

bool tally_row_prepare(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    return sql_prepare(out, db,
                       "SELECT day, aside, n1, n2, n3, n4, n5, area, item, channel FROM tally "
                       "WHERE day BETWEEN ?1 AND ?2 ORDER BY day",
                       error);
}

enum { DAY, ASIDE, N1, AREA = N1 + LEVEL_COUNT, ITEM, CHANNEL };

static bool read_counts(struct counts *out, sqlite3_stmt *statement)
{
    bool can_be = true;
    for (int i = 0; i < LEVEL_COUNT; i++)
        can_be = field_read_count(&out->n[i], sqlite3_column_value(statement, N1 + i)) && can_be;
    return can_be;
}

static bool read_item(enum item *out, sqlite3_stmt *statement)
{
    char id[AREA_ID_SIZE];
    return field_read_text(id, sizeof id, sqlite3_column_value(statement, ITEM)) && item_from_id(out, id);
}

bool tally_row_read(struct tally_row *out, sqlite3_stmt *statement)
{
    out->day = sqlite3_column_int(statement, DAY);
    out->aside = sqlite3_column_int(statement, ASIDE) != 0;
    return read_counts(&out->counts, statement) &&
           field_read_area(out->area, sqlite3_column_value(statement, AREA)) &&
           read_item(&out->item, statement) &&
           field_read_channel(&out->channel, sqlite3_column_value(statement, CHANNEL));
}
