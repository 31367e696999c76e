#pragma once
/* Filing: a report as the files an office keeps: XLSX, PDF, HTML and JSON with the sums that prove them.
 *
 * Only makes names and contents; writing them is the caller's. Equal reports give equal files, byte for byte.
 */
#include "face.h"

struct filing_file {
    char *name; /* "hai-long-chi-minh-2025-W45.xlsx", of an amendment "...-bo-sung-2025-11-17.xlsx" */
    GString *content;
};

/* The files of the report: its faces, and last "SHA-256SUMS" (of an amendment
 * "SHA-256SUMS-bo-sung-2025-11-17"), which sha256sum -c takes. Of struct filing_file; free with
 * g_ptr_array_unref. NULL on failure. */
GPtrArray *filing_make(const report_t *report, const struct face_style *style, GError **error);

/* Likewise for the second, third ... amendment of a day, whose names end in "-bo-sung-2025-11-17-2". */
GPtrArray *filing_make_again(const report_t *report, const struct face_style *style, int nth, GError **error);

/* Likewise of a period that is not over, without the public board: two boards of one period could be
 * subtracted. */
GPtrArray *filing_make_early(const report_t *report, const struct face_style *style, GError **error);

/* "hai-long-chi-minh-2025-W45": how the names of a report's files begin. Free with g_free. */
char *filing_name(const report_t *report);

/* Which sums a file of that name holds: of the first filing (*day 0), or of the `nth` amendment of *day.
 * False when it is no such name. */
bool filing_is_sums(const char *name, int *day, int *nth);
