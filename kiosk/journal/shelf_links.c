#include "field.h"
#include "misuse_row.h"
#include "remark_row.h"
#include "schema.h"
#include "shelf_internal.h"
#include <string.h>

/* --- misuse --- */

static bool fold_rows(gint64 sums[MISUSE_COUNT], gint64 *all, sqlite3_stmt *statement, GError **error)
{
    sqlite3 *db = sqlite3_db_handle(statement);
    struct misuse_row row;
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        if (!misuse_row_read(&row, statement) || (*all += row.n) > field_sum_most)
            return sql_refuse(db, JOURNAL_ERROR_DAMAGED, error,
                              "damaged: the misuse of day %" G_GINT64_FORMAT " has a row that cannot be",
                              row.day);
        sums[row.what] += row.n;
    }
    return result == SQLITE_DONE || sql_fail(db, "reading the misuse of links", error);
}

static bool fold_volume(gint64 sums[MISUSE_COUNT], gint64 *all, const struct volume *volume, int from, int to,
                        GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (volume->version < SCHEMA_LINKS)
        return true;
    if (!misuse_row_prepare(&statement, volume->db, error))
        return false;
    shelf_bind_days(statement, from, to);
    bool folded = fold_rows(sums, all, statement, error);
    sqlite3_finalize(statement);
    return folded;
}

bool shelf_fold_misuse(shelf_t *shelf, gint64 out[MISUSE_COUNT], int from, int to, GError **error)
{
    gint64 sums[MISUSE_COUNT] = {0}, all = 0;
    for (guint i = 0; i < shelf->volumes->len; i++) {
        if (!fold_volume(sums, &all, &g_array_index(shelf->volumes, struct volume, i), from, to, error))
            return false;
    }
    for (int i = 0; i < MISUSE_COUNT; i++)
        out[i] += sums[i];
    return true;
}

/* --- remarks --- */

/* Where each journal's scan stands; the one whose row comes first of all goes forward. */
struct cursor {
    sqlite3_stmt *rows; /* NULL: a version without remarks */
    bool has_row;
    struct remark_row row;
};

static bool advance(struct cursor *cursor, GError **error)
{
    sqlite3 *db = sqlite3_db_handle(cursor->rows);
    int result = sqlite3_step(cursor->rows);
    cursor->has_row = result == SQLITE_ROW;
    if (result == SQLITE_DONE)
        return true;
    if (result != SQLITE_ROW)
        return sql_fail(db, "reading the remarks", error);
    return remark_row_read(&cursor->row, cursor->rows) ||
           sql_refuse(db, JOURNAL_ERROR_DAMAGED, error,
                      "damaged: the remarks of the week of %" G_GINT64_FORMAT " have a row that cannot be",
                      cursor->row.week);
}

static bool begin(struct cursor *cursor, const struct volume *volume, int from, int to, GError **error)
{
    if (volume->version < SCHEMA_LINKS)
        return true;
    if (!remark_row_prepare(&cursor->rows, volume->db, error))
        return false;
    shelf_bind_days(cursor->rows, from, to);
    return advance(cursor, error);
}

/* Later weeks first, and within a week by id. */
static bool comes_before(const struct remark_row *a, const struct remark_row *b)
{
    return a->week != b->week ? a->week > b->week : memcmp(a->id, b->id, REMARK_ID_SIZE) < 0;
}

/* The cursor whose row comes first; `n` when none has any. */
static guint first_of(const struct cursor *cursors, guint n)
{
    guint first = n;
    for (guint i = 0; i < n; i++) {
        if (cursors[i].has_row && (first == n || comes_before(&cursors[i].row, &cursors[first].row)))
            first = i;
    }
    return first;
}

static bool walk_cursors(struct cursor *cursors, shelf_t *shelf, shelf_remark_each each, void *payload,
                         GError **error)
{
    guint n = shelf->volumes->len;
    for (guint i = first_of(cursors, n); i < n; i = first_of(cursors, n)) {
        const struct remark_row *row = &cursors[i].row;
        struct shelf_remark remark = {.week = (int)row->week,
                                      .device =
                                          g_array_index(shelf->journals, struct shelf_journal, i).device,
                                      .text = row->text};
        memcpy(remark.id, row->id, sizeof remark.id);
        if (!each(&remark, payload, error) || !advance(&cursors[i], error))
            return false;
    }
    return true;
}

bool shelf_walk_remarks(shelf_t *shelf, int from, int to, shelf_remark_each each, void *payload,
                        GError **error)
{
    guint n = shelf->volumes->len;
    g_autofree struct cursor *cursors = g_new0(struct cursor, n);
    bool walked = true;
    for (guint i = 0; i < n && walked; i++)
        walked = begin(&cursors[i], &g_array_index(shelf->volumes, struct volume, i), from, to, error);
    walked = walked && walk_cursors(cursors, shelf, each, payload, error);
    for (guint i = 0; i < n; i++)
        sqlite3_finalize(cursors[i].rows);
    return walked;
}
