#pragma once
/* A journal as an earlier version of the program left it. */

/* Puts into `out`, a file that is not there yet, what the journal `file` holds of that version, in tables
 * made by the statements of its time. */
void old_version_make(const char *out, const char *file, int version);

/* Likewise in the place of `file` itself. */
void old_version_turn(const char *file, int version);
