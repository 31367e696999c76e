#pragma once
/* Strange files: files of SQLite that somebody else may have made, to take something from them without harm.
 *
 * Nothing but the tables that are expected is ever read, so no view, no trigger and no index over an
 * expression of theirs is run; no page is read twice as another's; and what is run has a bound. */
#include "sql.h"

struct strange {
    gint64 left; /* how much may still be run, in thousands of SQLite's steps */
};

/* Bounds what the connection runs by the size of its file, far above what reading it takes. `strange` must
 * live as long as the connection. JOURNAL_ERROR_DAMAGED is what comes of running into it. */
bool strange_bound(struct strange *strange, sqlite3 *db, GError **error);

/* Whether the tables, indexes and triggers are those, and only those, that the NULL-ended lists of statements
 * make (JOURNAL_ERROR_FOREIGN), and the file is whole (JOURNAL_ERROR_DAMAGED). Ask it before anything else is
 * read, in the transaction that it is read in. */
bool strange_check(sqlite3 *db, const char *const *const *lists, int n, GError **error);
