#pragma once
/* Where a command's result goes. */
#include <glib.h>
#include <stdbool.h>

/* Writes to `file`, or to the standard output when it is NULL. A file is written beside its place, synced and
 * renamed, so that it is there as a whole or is what it was; what is not a plain file is never replaced. */
bool output_write(const char *file, const GString *text, GError **error);
