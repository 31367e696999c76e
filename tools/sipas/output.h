#pragma once
/* Where a command's result goes. */
#include <glib.h>
#include <stdbool.h>

/* Writes to `file`, or to the standard output when it is NULL. A file is written beside its place, synced and
 * renamed, so that it is there as a whole or is what it was; it keeps its mode, and a symbolic link stays
 * one. What is not a plain file is never replaced. Whether the standard output took all is asked once, by
 * output_was_taken. */
bool output_write(const char *file, const GString *text, GError **error);

/* Sends off what the standard output still holds; false, with the reason, when any of it was lost. */
bool output_was_taken(GError **error);
