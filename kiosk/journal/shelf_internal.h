#pragma once
/* What a shelf is made of. */
#include "shelf.h"
#include "sql.h"

/* One journal, in a read transaction that lasts as long as the shelf: all its figures are of one moment. */
struct volume {
    sqlite3 *db;
    int version; /* of its tables */
    sqlite3_stmt *tally;
};

struct shelf {
    GArray *volumes;  /* of struct volume */
    GArray *journals; /* of struct shelf_journal, by the same index */
};

/* Binds the days to ?1 and ?2 of a statement, from its beginning on. */
void shelf_bind_days(sqlite3_stmt *statement, int from, int to);

/* The bin of an area among `bins`, each of `size` bytes that begin with the id of its area; made, zeroed,
 * when there is none yet. Rows come by day and then by area, so that a row's area is nearly always the one
 * used last (kept in *last) or the next: it is found without a look-up by name for each row. */
void *shelf_bin(GPtrArray *bins, size_t size, const char *area, guint *last);
