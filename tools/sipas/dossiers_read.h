#pragma once
/* Reads how many files were settled from the command line: a number, or a CSV of one row an area. */
#include "center.h"
#include "dossiers.h"

/* The text as a number of 0..10^9; false when it is none. */
bool dossiers_number(gint64 *out, const char *text);

/* Whether the text can only be meant as a number, right or wrong: no file is named so. */
bool dossiers_like_number(const char *text);

/* Reads the CSV, with the columns area (of the center; empty: the whole of it) and dossiers, each area once.
 * Every bad line is told on stderr; the error then says how many. */
bool dossiers_read(dossiers_t **out, const char *file, const center_t *center, GError **error);
