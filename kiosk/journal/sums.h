#pragma once
/* Sums: what a run of entries adds to the tables tally, respondent and daybook, gathered in memory.
 *
 * Appending gathers a group's sums and adds them to the tables once per key; verifying gathers the sums
 * of all entries and compares them with the tables. Memory grows with days and areas, not with entries.
 * A sums belongs to one thread. */
#include "sql.h"
#include "tally.h"

typedef struct sums sums_t;

sums_t *sums_new(void);
void sums_free(sums_t *sums); /* NULL is fine */
void sums_clear(sums_t *sums);

/* Counts an entry for its day. `rating` has the day, area, channel and flags it counts for, its answers and
 * reasons.
 * `before`, when not NULL, are the answers that a correction takes the place of: they are counted off. */
void sums_add(sums_t *sums, const struct rating *rating, const uint8_t *before);

/* The statements that add sums to the tables. */
typedef struct sums_store sums_store_t;
bool sums_store_new(sums_store_t **out, sqlite3 *db, GError **error);
void sums_store_free(sums_store_t *store); /* NULL is fine */

/* Adds the sums to the tables, inside the caller's transaction. */
bool sums_save(const sums_t *sums, sums_store_t *store, GError **error);

/* Compares the tables of a journal of that version with the sums, which are used up. On false with no error
 * *finding (caller frees) is the first difference. */
bool sums_agree_with_tables(sums_t *sums, sqlite3 *db, int version, char **finding, GError **error);
