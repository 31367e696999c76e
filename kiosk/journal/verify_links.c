#include "verify_links.h"
#include "misuse_row.h"
#include "remark_row.h"
#include "schema.h"

static bool prepare_spent(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    return sql_prepare(out, db, "SELECT token, form FROM spent", error);
}

static bool is_id(const struct value *value, size_t size)
{
    return value->type == VALUE_BLOB && value->size == size;
}

static char *check_spent(sqlite3_stmt *row)
{
    struct value values[2];
    sql_columns(values, row, G_N_ELEMENTS(values));
    return is_id(&values[0], TOKEN_ID_SIZE) && is_id(&values[1], FORM_ID_SIZE)
               ? NULL
               : g_strdup("spent links: a row that cannot be");
}

static char *check_remark(sqlite3_stmt *row)
{
    struct remark_row remark;
    return remark_row_read(&remark, row)
               ? NULL
               : g_strdup_printf("remarks of the week of %" G_GINT64_FORMAT ": a row that cannot be",
                                 remark.week);
}

static char *check_misuse(sqlite3_stmt *row)
{
    struct misuse_row misuse;
    return misuse_row_read(&misuse, row)
               ? NULL
               : g_strdup_printf("misuse of %" G_GINT64_FORMAT ": a row that cannot be", misuse.day);
}

static const struct table {
    bool (*prepare)(sqlite3_stmt **out, sqlite3 *db, GError **error);
    bool of_days;
    char *(*check)(sqlite3_stmt *row); /* the finding, or NULL */
} tables[] = {
    {prepare_spent, false, check_spent},
    {remark_row_prepare, true, check_remark},
    {misuse_row_prepare, true, check_misuse},
};

static bool check_rows(const struct table *table, sqlite3_stmt *rows, char **finding, GError **error)
{
    const struct value days[] = {value_integer(G_MININT64), value_integer(G_MAXINT64)};
    int result = SQLITE_ROW;
    if (table->of_days)
        sql_bind(rows, days, G_N_ELEMENTS(days));
    while (*finding == NULL && (result = sqlite3_step(rows)) == SQLITE_ROW)
        *finding = table->check(rows);
    if (*finding == NULL && result != SQLITE_DONE)
        sql_fail(sqlite3_db_handle(rows), "reading what is kept beside the entries", error);
    return *finding == NULL && result == SQLITE_DONE;
}

bool verify_links(sqlite3 *db, int version, char **finding, GError **error)
{
    bool sound = true;
    for (size_t i = 0; i < G_N_ELEMENTS(tables) && version >= SCHEMA_LINKS && sound; i++) {
        sqlite3_stmt *rows = NULL;
        sound = tables[i].prepare(&rows, db, error) && check_rows(&tables[i], rows, finding, error);
        sqlite3_finalize(rows);
    }
    return sound;
}
