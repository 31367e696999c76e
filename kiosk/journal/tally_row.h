#pragma once
/* A row of the table tally as values; the one place that knows the order of its columns when read. */
#include "sql.h"
#include "tally.h"

struct tally_row {
    int day;
    char area[AREA_ID_SIZE];
    enum item item;
    enum channel channel;
    bool aside;
    struct counts counts;
};

/* Rows of all days ?1..?2 in order of day. */
bool tally_row_prepare(sqlite3_stmt **out, sqlite3 *db, GError **error);

/* Reads the row the statement stands on; false when it does not hold what the table may hold. */
bool tally_row_read(struct tally_row *out, sqlite3_stmt *statement);
