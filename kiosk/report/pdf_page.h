#pragma once
/* Pages: the PDF being made, its A4 pages and how far down the page we are.
 *
 * Lengths are points (1/72 inch) from the top left corner. The margins are those of Decree 30/2020/NĐ-CP: 20
 * mm above and below, 30 left, 15 right. Belongs to one thread. */
#include <cairo.h>
#include <glib.h>
#include <pango/pangocairo.h>
#include <stdbool.h>

#define PDF_MM (72.0 / 25.4)

struct pdf {
    GString *bytes;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoFontMap *fonts;
    PangoContext *context;
    double page_width, page_height;
    double left, top, right, bottom; /* edges of what is within the margins */
    double y;                        /* where the next thing goes */
    int page;                        /* from 1 */
};

/* What a reader of the file's properties sees. Borrowed. */
struct pdf_about {
    const char *title, *author, *subject;
    int day; /* yyyymmdd: when the report was made; not the clock's, so that equal reports are equal files */
};

/* Begins a PDF with an upright first page. `fonts` is the folder with the fonts. On failure there is nothing
 * to close. */
bool pdf_open(struct pdf *pdf, const char *fonts, const struct pdf_about *about, GError **error);

/* Ends the PDF and appends it to *out (NULL: throws it away). */
bool pdf_close(struct pdf *pdf, GString *out, GError **error);

/* Width and height within the margins, and what is left of the height. */
double pdf_width(const struct pdf *pdf);
double pdf_height(const struct pdf *pdf);
double pdf_room(const struct pdf *pdf);

/* How much of a page's foot may stay empty: what is higher than that is rather split over pages. */
double pdf_gap_most(const struct pdf *pdf);

/* Goes on to the next page, which carries its number in the top margin. */
void pdf_break(struct pdf *pdf);

/* Goes on to the next page unless the height fits on this one; no page is left empty. Whether it did. */
bool pdf_need(struct pdf *pdf, double height);

/* Names the part of the document that begins here, for the reader's table of contents. `parent` 0: at the top
 * level. The entry's own number. */
int pdf_outline(struct pdf *pdf, int parent, const char *name);
