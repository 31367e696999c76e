#pragma once
/* Text on the pages: laid out by Pango, every string in composed form (NFC) with plain spaces, so that
 * searching and copying give back whole words.
 *
 * Texts are Pango markup: what comes from a file goes through pdf_escape first. Sizes are points. */
#include "pdf_page.h"

/* Sizes of Decree 30/2020/NĐ-CP for the body, and smaller ones for tables and what is in charts. */
#define PDF_BODY  13.0
#define PDF_TABLE 11.0
#define PDF_SMALL 9.0

enum pdf_align { PDF_LEFT, PDF_CENTER, PDF_RIGHT };

/* The text as markup. Free with g_free. */
char *pdf_escape(const char *text);

/* Lays out a text; width below 0: lines end only where the text has them. Free with g_object_unref. */
PangoLayout *pdf_layout(const struct pdf *pdf, const char *markup, double size, double width,
                        enum pdf_align align);
double pdf_layout_height(PangoLayout *layout);
double pdf_layout_width(PangoLayout *layout);

/* How wide the text is on one line, and its widest word. */
double pdf_text_width(const struct pdf *pdf, const char *markup, double size);
double pdf_word_width(const struct pdf *pdf, const char *text, double size, bool bold);

/* How many lines the text takes at that width. */
int pdf_text_lines(const struct pdf *pdf, const char *markup, double size, double width);

/* The narrowest width at which the text takes no more lines than at `width`: lines of about equal length. */
double pdf_balanced_width(const struct pdf *pdf, const char *markup, double size, double width);

/* Draws the layout with its top left corner there; with pdf_show_tagged as that element of a tagged PDF ("P",
 * "H1", "TD" ...). */
void pdf_show(struct pdf *pdf, PangoLayout *layout, double x, double y);
void pdf_show_tagged(struct pdf *pdf, PangoLayout *layout, double x, double y, const char *tag);

/* A paragraph of the page's width, and the gap (points) after it. Never split: it begins a page when it must.
 */
void pdf_paragraph(struct pdf *pdf, const char *markup, double size, enum pdf_align align, double gap);

/* Likewise, after a dash in the margin of its own. */
void pdf_dash(struct pdf *pdf, const char *markup, double size, double gap);
double pdf_dash_height(const struct pdf *pdf, const char *markup, double size, double gap);

/* A small remark under what it belongs to; how high it is. */
void pdf_remark(struct pdf *pdf, const char *markup);
double pdf_remark_height(const struct pdf *pdf, const char *markup);

/* A sign and a text, as markup: the sign stays on one line with the text's first word, or with all of it.
 * Free with g_free. */
char *pdf_signed(const char *sign, const char *text, bool all);

/* A heading with the gap before it, on the same page as the `keep` points that follow it. Level 1 or 2; named
 * in the outline below `parent`. Its number in the outline. */
int pdf_heading(struct pdf *pdf, const char *text, int level, int parent, double keep);

/* How much height pdf_heading takes. */
double pdf_heading_height(const struct pdf *pdf, const char *text, int level);

/* A line of that thickness and grey (0 black). */
void pdf_line(struct pdf *pdf, double x1, double y1, double x2, double y2, double thick, double grey);
