#include "misuse_row.h"
#include "field.h"
#include "period.h"

static bool add_one(sqlite3_stmt *statement, int day, enum misuse what, gint64 n, GError **error)
{
    const struct value values[] = {value_integer(day), value_text(misuse_id(what)), value_integer(n)};
    g_assert(n >= 0);
    if (n == 0)
        return true;
    sql_bind(statement, values, G_N_ELEMENTS(values));
    return sql_step(statement, "counting misuse", error);
}

bool misuse_row_add(sqlite3 *db, int day, const gint64 counts[MISUSE_COUNT], GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (!sql_prepare(&statement, db,
                     "INSERT INTO misuse(day, what, n) VALUES (?1, ?2, ?3) "
                     "ON CONFLICT DO UPDATE SET n = n + excluded.n",
                     error))
        return false;
    bool added = true;
    for (int i = 0; i < MISUSE_COUNT && added; i++)
        added = add_one(statement, day, (enum misuse)i, counts[i], error);
    sqlite3_finalize(statement);
    return added;
}

bool misuse_row_prepare(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    return sql_prepare(
        out, db, "SELECT day, what, n FROM misuse WHERE day BETWEEN ?1 AND ?2 ORDER BY day, what", error);
}

bool misuse_row_read(struct misuse_row *out, sqlite3_stmt *statement)
{
    char id[AREA_ID_SIZE];
    out->day = sqlite3_column_int64(statement, 0);
    return out->day >= FIELD_FIRST_DAY && out->day <= FIELD_LAST_DAY && day_is_valid((int)out->day) &&
           field_read_text(id, sizeof id, sqlite3_column_value(statement, 1)) &&
           misuse_from_id(&out->what, id) && field_read_count(&out->n, sqlite3_column_value(statement, 2)) &&
           out->n > 0;
}
