#pragma once
/* A zip written as a stream: nothing is sought, nothing kept but the list of its files. It says nothing of
 * times and owners, so that equal contents give equal bytes. Inside this room only. */
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct export_zip export_zip_t;

export_zip_t *export_zip_new(FILE *stream); /* borrowed */

/* NULL is fine. Writes nothing: a zip that was not finished has no end, and nobody takes it for a whole one.
 */
void export_zip_free(export_zip_t *zip);

/* A file, one after the other: begun, then written in as many parts as is handy. At most 4 GiB of anything.
 * After a failure of any of these there is nothing to do but to free. */
bool export_zip_begin(export_zip_t *zip, const char *name, GError **error);
bool export_zip_write(export_zip_t *zip, const char *bytes, size_t n, GError **error);

/* Writes the list of the files, with which a zip ends. The stream is not flushed. */
bool export_zip_finish(export_zip_t *zip, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(export_zip_t, export_zip_free)
