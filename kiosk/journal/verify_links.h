#pragma once
/* Verification of what is kept beside the entries: spent links, remarks and misuse. They are not sealed, so
 * that nothing ties them to entries; but each row can be told from one that cannot be. */
#include "sql.h"

/* Looks at the rows of a journal of that version. On false with no error *finding (caller frees) is the first
 * row that cannot be. */
bool verify_links(sqlite3 *db, int version, char **finding, GError **error);
