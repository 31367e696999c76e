#include "remark_row.h"
#include "field.h"
#include "period.h"
#include "schema.h"
#include <sodium.h>

bool remark_text_can_be(const char *text, size_t size)
{
    glong letters = 0;
    if (size == 0 || size >= REMARK_TEXT_SIZE || !g_utf8_validate_len(text, size, NULL))
        return false;
    for (const char *at = text; at < text + size; at = g_utf8_next_char(at), letters++) {
        gunichar letter = g_utf8_get_char(at);
        if (g_unichar_iscntrl(letter) && letter != '\n')
            return false;
    }
    return letters <= REMARK_LETTERS;
}

int remark_row_week(int day)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)(day % 100), (GDateMonth)(day / 100 % 100), (GDateYear)(day / 10000));
    return day_add(day, (int)G_DATE_MONDAY - (int)g_date_get_weekday(&date));
}

bool remark_row_prepare_add(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    return sql_prepare(out, db, "INSERT INTO remark(id, week, text) VALUES (?1, ?2, ?3)", error);
}

bool remark_row_add(sqlite3_stmt *insert, int day, const char *text, GError **error)
{
    uint8_t id[REMARK_ID_SIZE];
    randombytes_buf(id, sizeof id);
    const struct value values[] = {value_blob(id, sizeof id), value_integer(remark_row_week(day)),
                                   value_text(text)};
    sql_bind(insert, values, G_N_ELEMENTS(values));
    return sql_step(insert, "storing a remark", error);
}

bool remark_row_take_out(sqlite3 *db, const uint8_t id[REMARK_ID_SIZE], GError **error)
{
    sqlite3_stmt *update = NULL;
    const struct value which = value_blob(id, REMARK_ID_SIZE);
    if (!sql_prepare(&update, db, "UPDATE remark SET text = NULL WHERE id = ?1 AND text IS NOT NULL", error))
        return false;
    sql_bind(update, &which, 1);
    bool done = sql_step(update, "taking a remark out", error);
    sqlite3_finalize(update);
    if (done && sqlite3_changes(db) == 0)
        return sql_refuse(db, JOURNAL_ERROR_INVALID, error,
                          "there is no such remark, or its text is out already");
    return done && schema_run(db, schema_remark_anew, "taking a remark out", error);
}

bool remark_row_prepare(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    return sql_prepare(
        out, db,
        "SELECT id, week, text FROM remark INDEXED BY remark_week WHERE week BETWEEN ?1 AND ?2 "
        "ORDER BY week DESC, id",
        error);
}

bool remark_row_read(struct remark_row *out, sqlite3_stmt *statement)
{
    struct value values[3];
    sql_columns(values, statement, G_N_ELEMENTS(values));
    *out = (struct remark_row){.id = values[0].bytes, .week = values[1].integer};
    if (values[0].type != VALUE_BLOB || values[0].size != REMARK_ID_SIZE || values[1].type != VALUE_INTEGER ||
        out->week < FIELD_FIRST_DAY || out->week > FIELD_LAST_DAY || !day_is_valid((int)out->week) ||
        remark_row_week((int)out->week) != out->week)
        return false;
    if (values[2].type == VALUE_NULL)
        return true;
    out->text = (const char *)sqlite3_column_text(statement, 2);
    return values[2].type == VALUE_TEXT && out->text != NULL && remark_text_can_be(out->text, values[2].size);
}
