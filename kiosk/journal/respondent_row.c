#include "respondent_row.h"
#include "field.h"
#include "schema.h"

static const char of_table[] = "SELECT day, area, channel, aside, ratings, reasoned, waiting, papers, "
                               "courtesy, guidance, on_time, fees, "
                               "facilities, other FROM respondent WHERE day BETWEEN ?1 AND ?2 ORDER BY day";
static const char of_entries[] =
    "SELECT day, area, channel, flags <> 0, kind = 1, reasons <> 0, reasons & 1, reasons >> 1 & 1, "
    "reasons >> 2 & 1, reasons >> 3 & 1, reasons >> 4 & 1, reasons >> 5 & 1, reasons >> 6 & 1, "
    "reasons >> 7 & 1 FROM entry WHERE (kind = 1 OR kind = 3) AND day BETWEEN ?1 AND ?2";

enum { DAY, AREA, CHANNEL, ASIDE, RATINGS, REASONED, REASONS };

G_STATIC_ASSERT(REASON_COUNT == 8);

bool respondent_row_prepare(sqlite3_stmt **out, sqlite3 *db, int version, GError **error)
{
    return sql_prepare(out, db, version < SCHEMA_RESPONDENTS ? of_entries : of_table, error);
}

static bool read_voices(struct voices *out, sqlite3_stmt *statement)
{
    bool can_be = field_read_count(&out->ratings, sqlite3_column_value(statement, RATINGS)) &&
                  field_read_count(&out->reasoned, sqlite3_column_value(statement, REASONED));
    for (int i = 0; i < REASON_COUNT && can_be; i++)
        can_be = field_read_count(&out->reasons[i], sqlite3_column_value(statement, REASONS + i)) &&
                 out->reasons[i] <= out->reasoned;
    return can_be;
}

bool respondent_row_read(struct respondent_row *out, sqlite3_stmt *statement)
{
    out->day = sqlite3_column_int(statement, DAY);
    out->aside = sqlite3_column_int(statement, ASIDE) != 0;
    return field_read_area(out->area, sqlite3_column_value(statement, AREA)) &&
           field_read_channel(&out->channel, sqlite3_column_value(statement, CHANNEL)) &&
           read_voices(&out->voices, statement);
}
