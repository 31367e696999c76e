#include "strange.h"
#include "schema.h"
#include <string.h>

/* Reading a row of the smallest takes some ten steps for each of its bytes, checking it as many. */
enum { STEPS = 1000, STEPS_OF_A_BYTE = 100, LEAST = 10000 };

static int count_down(void *payload)
{
    struct strange *strange = payload;
    return --strange->left < 0;
}

bool strange_bound(struct strange *strange, sqlite3 *db, GError **error)
{
    gint64 pages = 0, size = 0;
    strange->left = LEAST;
    sqlite3_progress_handler(db, STEPS, count_down, strange);
    if (!sql_integer(&pages, db, "PRAGMA page_count", error) ||
        !sql_integer(&size, db, "PRAGMA page_size", error))
        return false;
    strange->left += pages * size / STEPS * STEPS_OF_A_BYTE;
    return true;
}

/* --- tables --- */

enum { COLUMNS = 4 };

static bool prepare(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    return sql_prepare(
        out, db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name", error);
}

static bool is_same(const struct value *a, const struct value *b)
{
    return a->type == b->type && a->size == b->size &&
           (a->size == 0 || memcmp(a->bytes, b->bytes, a->size) == 0);
}

static bool are_same(sqlite3_stmt *theirs, sqlite3_stmt *ours)
{
    struct value a[COLUMNS], b[COLUMNS];
    sql_columns(a, theirs, COLUMNS);
    sql_columns(b, ours, COLUMNS);
    for (int i = 0; i < COLUMNS; i++) {
        if (!is_same(&a[i], &b[i]))
            return false;
    }
    return true;
}

/* Both come in one order; *same is whether they end together. */
static bool compare(bool *same, sqlite3_stmt *theirs, sqlite3_stmt *ours, GError **error)
{
    int their_result = SQLITE_ROW, our_result = SQLITE_ROW;
    *same = true;
    while (*same && our_result == SQLITE_ROW) {
        their_result = sqlite3_step(theirs);
        our_result = sqlite3_step(ours);
        *same = their_result == our_result && (our_result != SQLITE_ROW || are_same(theirs, ours));
    }
    return their_result == SQLITE_ROW || their_result == SQLITE_DONE ||
           sql_fail(sqlite3_db_handle(theirs), "reading its tables", error);
}

/* What the statements make is asked of SQLite itself. */
static bool open_expected(sqlite3 **out, const char *const *const *lists, int n, GError **error)
{
    bool made = sql_open_memory(out, error);
    for (int i = 0; i < n && made; i++)
        made = schema_run(*out, lists[i], "making the tables", error);
    return made;
}

static bool check_tables(sqlite3 *db, sqlite3 *expected, GError **error)
{
    sqlite3_stmt *theirs = NULL, *ours = NULL;
    bool same = false;
    bool read =
        prepare(&theirs, db, error) && prepare(&ours, expected, error) && compare(&same, theirs, ours, error);
    sqlite3_finalize(theirs);
    sqlite3_finalize(ours);
    return read &&
           (same || sql_refuse(db, JOURNAL_ERROR_FOREIGN, error,
                               "its tables are not as expected: made by another program, or altered"));
}

/* --- pages --- */

static bool check_whole(sqlite3 *db, GError **error)
{
    g_autofree char *finding = NULL;
    bool whole = sql_is_whole(db, &finding, error);
    if (finding != NULL)
        sql_refuse(db, JOURNAL_ERROR_DAMAGED, error, "damaged: %s", finding);
    return whole;
}

bool strange_check(sqlite3 *db, const char *const *const *lists, int n, GError **error)
{
    sqlite3 *expected = NULL;
    bool right = open_expected(&expected, lists, n, error) && check_tables(db, expected, error) &&
                 check_whole(db, error);
    sql_close(expected);
    return right;
}
