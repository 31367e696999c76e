#pragma once
/* A4 sheets to be printed: a PDF of all of them, or a PNG or SVG file for each.
 *
 * What is drawn is measured in dots of 1/300 inch from the top left corner, so that a PNG of 300 dots per
 * inch has whole pixels. Belongs to one thread. */
#include <cairo.h>
#include <glib.h>
#include <stdbool.h>

enum { PAPER_DPI = 300, PAPER_WIDTH = 2480, PAPER_HEIGHT = 3508 };

#define PAPER_MM (PAPER_DPI / 25.4)
#define PAPER_PT (PAPER_DPI / 72.0)

enum paper_format { PAPER_PDF, PAPER_PNG, PAPER_SVG };

/* "pdf", "png", "svg". */
bool paper_format_from_id(enum paper_format *out, const char *id);

/* Whether the format's bytes are not for a terminal; whether each sheet is a file of its own. */
bool paper_format_is_binary(enum paper_format format);
bool paper_format_is_per_sheet(enum paper_format format);

/* What a reader of a PDF's properties sees. Borrowed until the paper is freed. */
struct paper_about {
    const char *title, *author;
    int day; /* yyyymmdd; not the clock's moment, so that equal sheets of a day are equal files */
};

typedef struct paper paper_t;

/* Begins `sheets` sheets. Of a format with a file for each, several sheets go to FILE-01.png, FILE-02.png and
 * so on, a single one to FILE.png. `file` NULL: the standard output, for what is one file. */
bool paper_open(paper_t **out, enum paper_format format, const char *file, int sheets,
                const struct paper_about *about, GError **error);

/* Begins the next sheet, white; in a PDF it stands in the table of contents under that name (NULL: it does
 * not). What it is drawn on belongs to the paper; NULL on failure. */
cairo_t *paper_begin(paper_t *paper, const char *name, GError **error);

/* Ends the sheet. A file of one sheet is now in its place. */
bool paper_end(paper_t *paper, GError **error);

/* Ends a PDF and puts it in its place; after all sheets. */
bool paper_close(paper_t *paper, GError **error);

void paper_free(paper_t *paper); /* what was not put in its place was never there; NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(paper_t, paper_free)
