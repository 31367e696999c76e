#pragma once
/* The table remark: what respondents wrote, kept apart from everything that could say with what it came,
 * once the journal was tidied: until then rows lie on their pages in the order they came in.
 *
 * What is made with it belongs to its connection's thread. */
#include "sql.h"

/* What is kept is UTF-8 of 1 to REMARK_LETTERS characters, none of them a control character but line feeds.
 * `size` is in bytes. */
bool remark_text_can_be(const char *text, size_t size);

/* The Monday of a day's week, both yyyymmdd. */
int remark_row_week(int day);

/* Adds a remark of the week of that day (yyyymmdd), under a random id, inside the caller's transaction. */
bool remark_row_add(sqlite3_stmt *insert, int day, const char *text, GError **error);
bool remark_row_prepare_add(sqlite3_stmt **out, sqlite3 *db, GError **error);

/* Takes a text out, inside the caller's transaction, and leaves no byte of it in the file, the log aside: the
 * whole table is made anew, for SQLite leaves copies of rows behind on pages that it splits and rebuilds, and
 * overwrites a page for certain only when it frees it. JOURNAL_ERROR_INVALID, with nothing changed, when
 * there is no such remark or its text is out already. */
bool remark_row_take_out(sqlite3 *db, const uint8_t id[REMARK_ID_SIZE], GError **error);

/* A row as it lies. */
struct remark_row {
    const uint8_t *id; /* until the next step */
    gint64 week;
    const char *text; /* likewise; NULL: taken out */
};

/* The rows of the weeks ?1..?2, latest first, and within a week by id. */
bool remark_row_prepare(sqlite3_stmt **out, sqlite3 *db, GError **error);

/* Reads the row the statement stands on; false when it cannot be: `week` is filled all the same. */
bool remark_row_read(struct remark_row *out, sqlite3_stmt *statement);
