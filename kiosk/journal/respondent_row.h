#pragma once
/* A row of the table respondent as values; the one place that knows the order of its columns when read. */
#include "sql.h"

/* Respondents, and what they named as having shaped their ratings. */
struct voices {
    gint64 ratings;
    gint64 reasoned;              /* of them, who named any reason */
    gint64 reasons[REASON_COUNT]; /* of them, who named this one; by enum reason */
};

struct respondent_row {
    int day;
    char area[AREA_ID_SIZE];
    enum channel channel;
    bool aside;
    struct voices voices;
};

/* Rows of all days ?1..?2, of a journal of that version. Where there is no such table yet, its entries come
 * as rows, each for itself: they have to be summed up. */
bool respondent_row_prepare(sqlite3_stmt **out, sqlite3 *db, int version, GError **error);

/* Reads the row the statement stands on; false when it does not hold what the table may hold. */
bool respondent_row_read(struct respondent_row *out, sqlite3_stmt *statement);
