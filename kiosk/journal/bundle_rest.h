#pragma once
/* What a bundle brings besides entries: remarks and counts of misuse, merged into the copy of a journal. */
#include "bundle_file.h"

/* Inside the caller's transaction. Remarks that are new come in; of those there already, a text that was
 * taken out on either side is out: *taken_out says whether one was. A count is replaced when it has not
 * become smaller. The connection has to overwrite what it frees, ever since it was opened. */
bool bundle_rest_merge(bool *taken_out, sqlite3 *copy, const struct bundle_file *bundle, GError **error);
