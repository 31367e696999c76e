#pragma once
/* What the charts share: greys and hatches that are told apart in black and white, small labels, key entries.
 */
#include "pdf_text.h"

/* How an area is filled. */
enum pdf_fill { PDF_BLACK, PDF_HATCH, PDF_WHITE, PDF_LIGHT, PDF_MEDIUM };

/* A filled rectangle with a thin outline. */
void pdf_bar(struct pdf *pdf, double x, double y, double width, double height, enum pdf_fill fill);

/* Text of PDF_SMALL, its first line's middle at `y`; x is its left end, its middle or its right end. */
void pdf_label(struct pdf *pdf, const char *text, double x, double y, enum pdf_align align);
void pdf_label_on_white(struct pdf *pdf, const char *text, double x, double y, enum pdf_align align);
void pdf_label_white(struct pdf *pdf, const char *text, double x, double y, enum pdf_align align);
double pdf_label_width(const struct pdf *pdf, const char *text);

/* A line of dashes. */
void pdf_dashes(struct pdf *pdf, double x1, double y1, double x2, double y2);

/* A Wilson interval: from low to high with a cap at each end, lying or standing. */
void pdf_whisker_lying(struct pdf *pdf, double low, double high, double y);
void pdf_whisker_standing(struct pdf *pdf, double low, double high, double x);

/* Percent 0, 20 .. 100 along the foot, with faint lines up; x of 0 % and of 100 %. */
void pdf_percent_axis(struct pdf *pdf, double x0, double x100, double top, double bottom);

/* The key of a chart is a line of entries; each draws itself at x and gives back where the next begins.
 * `draw` has a box of PDF_KEY_BOX by PDF_SMALL around (x, y). */
#define PDF_KEY_BOX 18.0
double pdf_key(struct pdf *pdf, double x, double y, const char *text,
               void (*draw)(struct pdf *pdf, double x, double y, int which), int which);
