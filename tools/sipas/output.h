#pragma once
/* Where a command's result goes. */
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

/* Writes to `file`, or to the standard output when it is NULL. A file is written beside its place, synced and
 * renamed, so that it is there as a whole or is what it was; it keeps its mode, and a symbolic link stays
 * one. What is not a plain file is never replaced. Whether the standard output took all is asked once, by
 * output_was_taken. */
bool output_write(const char *file, const GString *text, GError **error);

/* The same for a result that is too large to be held: written as it comes, to the standard output at once, to
 * a file beside its place. Only output_close puts the file in its place; what is freed before that was never
 * there. */
typedef struct output output_t;

bool output_open(output_t **out, const char *file, GError **error);
FILE *output_stream(const output_t *output); /* the output's own, or the standard output */
bool output_close(output_t *output, GError **error);
void output_free(output_t *output); /* after closing, too; NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(output_t, output_free)

/* Sends off what the standard output still holds; false, with the reason, when any of it was lost. */
bool output_was_taken(GError **error);
