#pragma once
/* Spent links: the table of the one-time links that were used.
 *
 * A link's id and the form it was used by go in with what came by it, in one transaction, and stay for ever.
 * Nothing there says by which entry, or when, once the journal was tidied. A spent belongs to its
 * connection's thread. */
#include "sql.h"

typedef struct spent spent_t;

bool spent_new(spent_t **out, sqlite3 *db, GError **error);
void spent_free(spent_t *spent); /* NULL is fine */

/* Uses a link up, inside the caller's transaction. JOURNAL_ERROR_REPEATED when that very form used it before,
 * JOURNAL_ERROR_SPENT when another one did: nothing has changed then. */
bool spent_use(spent_t *spent, const struct spend *spend, GError **error);
