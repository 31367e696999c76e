#include "bundle_rest.h"
#include "field.h"
#include "misuse_row.h"
#include "remark_row.h"
#include "schema.h"
#include <string.h>

struct merge {
    sqlite3 *copy, *from;
    sqlite3_stmt *add, *find, *empty, *count;
    bool taken_out;
};

static bool damaged(const struct merge *merge, const char *what, gint64 of, GError **error)
{
    return sql_refuse(merge->from, JOURNAL_ERROR_DAMAGED, error, "damaged: %s of %" G_GINT64_FORMAT, what,
                      of);
}

/* --- remarks --- */

/* Whether what the copy has of a remark is the same, but for a text that was taken out. */
static bool is_same(const struct remark_row *row, const struct value ours[2])
{
    return ours[0].integer == row->week &&
           (row->text == NULL || ours[1].type == VALUE_NULL ||
            (ours[1].size == strlen(row->text) && memcmp(ours[1].bytes, row->text, ours[1].size) == 0));
}

static bool compare_remark(struct merge *merge, const struct remark_row *row, bool *same, GError **error)
{
    const struct value id = value_blob(row->id, REMARK_ID_SIZE);
    struct value ours[2];
    sql_bind(merge->find, &id, 1);
    bool found = sqlite3_step(merge->find) == SQLITE_ROW;
    if (found) {
        sql_columns(ours, merge->find, G_N_ELEMENTS(ours));
        *same = is_same(row, ours);
    }
    sqlite3_reset(merge->find);
    return found || sql_fail(merge->copy, "looking for a remark", error);
}

static bool empty_remark(struct merge *merge, const struct remark_row *row, GError **error)
{
    const struct value id = value_blob(row->id, REMARK_ID_SIZE);
    sql_bind(merge->empty, &id, 1);
    if (!sql_step(merge->empty, "taking a remark out", error))
        return false;
    merge->taken_out |= sqlite3_changes(merge->copy) > 0;
    return true;
}

static bool merge_remark(struct merge *merge, const struct remark_row *row, GError **error)
{
    bool same = true;
    const struct value values[] = {value_blob(row->id, REMARK_ID_SIZE), value_integer(row->week),
                                   row->text != NULL ? value_text(row->text) : value_null()};
    sql_bind(merge->add, values, G_N_ELEMENTS(values));
    if (!sql_step(merge->add, "storing a remark", error))
        return false;
    if (sqlite3_changes(merge->copy) > 0)
        return true;
    if (!compare_remark(merge, row, &same, error))
        return false;
    if (!same)
        return damaged(merge, "a remark that is not as the copy has it, of the week", row->week, error);
    return row->text != NULL || empty_remark(merge, row, error);
}

static bool merge_remarks(struct merge *merge, sqlite3_stmt *rows, GError **error)
{
    struct remark_row row;
    int result = SQLITE_OK;
    while ((result = sqlite3_step(rows)) == SQLITE_ROW) {
        if (!remark_row_read(&row, rows))
            return damaged(merge, "a remark that is none, of the week", row.week, error);
        if (!merge_remark(merge, &row, error))
            return false;
    }
    return result == SQLITE_DONE || sql_fail(merge->from, "reading the remarks", error);
}

/* --- misuse --- */

static bool merge_count(struct merge *merge, const struct misuse_row *row, GError **error)
{
    const struct value values[] = {value_integer(row->day), value_text(misuse_id(row->what)),
                                   value_integer(row->n)};
    sql_bind(merge->count, values, G_N_ELEMENTS(values));
    return sql_step(merge->count, "counting misuse", error);
}

static bool merge_counts(struct merge *merge, sqlite3_stmt *rows, GError **error)
{
    struct misuse_row row;
    int result = SQLITE_OK;
    while ((result = sqlite3_step(rows)) == SQLITE_ROW) {
        if (!misuse_row_read(&row, rows))
            return damaged(merge, "a count of misuse that is none, of the day", row.day, error);
        if (!merge_count(merge, &row, error))
            return false;
    }
    return result == SQLITE_DONE || sql_fail(merge->from, "reading the counts of misuse", error);
}

/* --- both --- */

typedef bool (*prepare)(sqlite3_stmt **out, sqlite3 *db, GError **error);
typedef bool (*each)(struct merge *merge, sqlite3_stmt *rows, GError **error);

static bool merge_table(struct merge *merge, prepare prepare_rows, each merge_rows, GError **error)
{
    sqlite3_stmt *rows = NULL;
    const struct value days[] = {value_integer(FIELD_FIRST_DAY), value_integer(FIELD_LAST_DAY)};
    bool merged = prepare_rows(&rows, merge->from, error);
    if (merged) {
        sql_bind(rows, days, G_N_ELEMENTS(days));
        merged = merge_rows(merge, rows, error);
    }
    sqlite3_finalize(rows);
    return merged;
}

static bool merge_prepare(struct merge *merge, GError **error)
{
    return sql_prepare(&merge->add, merge->copy,
                       "INSERT INTO remark(id, week, text) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                       error) &&
           sql_prepare(&merge->find, merge->copy, "SELECT week, text FROM remark WHERE id = ?1", error) &&
           sql_prepare(&merge->empty, merge->copy,
                       "UPDATE remark SET text = NULL WHERE id = ?1 AND text IS NOT NULL", error) &&
           sql_prepare(&merge->count, merge->copy,
                       "INSERT INTO misuse(day, what, n) VALUES (?1, ?2, ?3) "
                       "ON CONFLICT DO UPDATE SET n = excluded.n WHERE excluded.n >= n",
                       error);
}

static void merge_finish(struct merge *merge)
{
    sqlite3_finalize(merge->add);
    sqlite3_finalize(merge->find);
    sqlite3_finalize(merge->empty);
    sqlite3_finalize(merge->count);
}

bool bundle_rest_merge(bool *taken_out, sqlite3 *copy, const struct bundle_file *bundle, GError **error)
{
    struct merge merge = {.copy = copy, .from = bundle->db};
    bool merged = merge_prepare(&merge, error) &&
                  merge_table(&merge, remark_row_prepare, merge_remarks, error) &&
                  merge_table(&merge, misuse_row_prepare, merge_counts, error);
    merge_finish(&merge);
    *taken_out = merge.taken_out;
    return merged && (!merge.taken_out || schema_run(copy, schema_remark_anew, "taking a remark out", error));
}
