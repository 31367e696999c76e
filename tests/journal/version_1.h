#pragma once
/* A journal as the first version of the program left it. */

/* Puts into `out`, a file that is not there yet, what the journal `file` holds, in tables made by the
 * statements of version 1. */
void version_1_make(const char *out, const char *file);
