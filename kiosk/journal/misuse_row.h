#pragma once
/* The table misuse: how often links were misused, by day. */
#include "sql.h"

/* Adds the counts of a day, inside the caller's transaction. */
bool misuse_row_add(sqlite3 *db, int day, const gint64 counts[MISUSE_COUNT], GError **error);

struct misuse_row {
    gint64 day, n;
    enum misuse what;
};

/* The rows of the days ?1..?2, in order. */
bool misuse_row_prepare(sqlite3_stmt **out, sqlite3 *db, GError **error);

/* Reads the row the statement stands on; false when it cannot be: `day` is filled all the same. */
bool misuse_row_read(struct misuse_row *out, sqlite3_stmt *statement);
