#pragma once
/* Export of remarks: what respondents wrote, the text alone, in a file apart from the ratings.
 *
 * Nothing says when, where or with which rating a remark came, nor does the order, which is that of the
 * texts' bytes: the same remarks give the same file whoever wrote first. CSV and JSON lines are the dialects
 * of export.h. In CSV a remark that a spreadsheet would take for a formula gets a "'" before it; JSON lines
 * and XLSX hold it unchanged. */
#include "export.h"

/* `texts` are valid UTF-8 and are put in order. The stream is not flushed. */
bool export_remarks(GPtrArray *texts, enum export_format format, FILE *stream, GError **error);
