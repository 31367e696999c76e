#pragma once
/* Export: every rating as one row, for whoever analyses further.
 *
 * A row tells the device, the hour, area, way in, language, why it was set aside, how far the clock is
 * trusted, the answers and the reasons; never a number in the order of storing and no time finer than the
 * hour. Rows of one hour are written in the order of their content, so that who came first does not show: an
 * hour of up to 16 384 ratings is kept together; a greater one, or one that the journal comes back to later,
 * is ordered piece by piece. Memory does not grow with the number of rows. Equal journals give equal bytes.
 *
 * CSV is a dialect for machines: UTF-8 without BOM, a header line, ',' between fields, LF after each line; a
 * field is put into '"' only when it has to be; an empty one says "not answered", or "none". JSON lines have
 * the same keys in every line. An XLSX goes on with further sheets where Excel's rows end. */
#include "rating.h"
#include <stdio.h>

enum export_format { EXPORT_CSV, EXPORT_JSONL, EXPORT_XLSX };

/* "csv", "jsonl", "xlsx". */
bool export_format_from_id(enum export_format *out, const char *id);

/* Excel's rows of a sheet. */
enum { EXPORT_SHEET_ROWS = 1048576 };

typedef struct export export_t;

/* Begins to write to the stream, which need not be a file and is borrowed until the export is freed. An
 * XLSX's sheet has `sheet_rows` rows at most, its header among them; at least 2. */
bool export_open(export_t **out, enum export_format format, FILE *stream, guint32 sheet_rows, GError **error);

/* Takes a rating, as shelf_walk hands it over (`out` is the export): device by device. */
bool export_add(const char *device, const struct rating *rating, void *out, GError **error);

/* Writes what is still held back and how the file ends; the stream is not flushed. To be called once, last.
 */
bool export_finish(export_t *out, GError **error);

void export_free(export_t *out); /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(export_t, export_free)
