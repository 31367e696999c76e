#pragma once
/* Faces: the ways a report is shown. Each shows the same value, and is byte-identical for equal reports. */
#include "report.h"

/* How a face is to look. Borrowed. */
struct face_style {
    const words_t *words;
    const char *language;
    const char *fonts; /* folder with the fonts of the printed report */
};

/* Appends the face to *out. False with `error` when a file or a font is not to be had; *out is then as it
 * was. */
typedef bool (*face_write)(GString *out, const report_t *report, const struct face_style *style,
                           GError **error);

struct face {
    const char *id;     /* "text", "csv", "json", "html", "xlsx", "pdf" */
    const char *ending; /* of a file's name, such as ".xlsx" */
    bool binary;        /* not for a terminal */
    face_write write;
};

/* All of them; ended by one without id. */
extern const struct face faces[];

/* The face of that id, or NULL. */
const struct face *face_find(const char *id);

/* For a terminal and for reading. */
bool report_text(GString *out, const report_t *report, const struct face_style *style, GError **error);

/* For a Vietnamese Excel: BOM, ';', decimal comma, CRLF; text cells can never be taken for a formula. */
bool report_csv(GString *out, const report_t *report, const struct face_style *style, GError **error);

/* The machine face: fixed keys in a fixed order. */
bool report_json(GString *out, const report_t *report, const struct face_style *style, GError **error);

/* The public board: one HTML file that needs no other and no script. Cells under 5 are hidden. */
bool report_html(GString *out, const report_t *report, const struct face_style *style, GError **error);

/* A workbook of five sheets with native charts. */
bool report_xlsx(GString *out, const report_t *report, const struct face_style *style, GError **error);

/* A4 by Decree 30/2020/NĐ-CP; number, date and signature are left to the clerk. */
bool report_pdf(GString *out, const report_t *report, const struct face_style *style, GError **error);
