#pragma once
/* A sheet of slips: one-time codes to be cut out and handed to people with their results. */
#include "center.h"
#include "paper_text.h"
#include "qr.h"
#include "words.h"

enum { SLIP_COLUMNS = 3, SLIP_ROWS = 8, SLIPS_PER_SHEET = SLIP_COLUMNS * SLIP_ROWS };

/* What all slips of a run say. Borrowed. */
struct slip {
    const center_t *center;
    const words_t *words;
    const char *language;
    const struct area *area; /* NULL: the respondent chooses */
    int last_day;            /* yyyymmdd: until its end they are good */
};

typedef struct slip_page slip_page_t;

/* Sets the words beside codes of that many modules; for any number of sheets. */
slip_page_t *slip_page_new(paper_fonts_t *fonts, const struct slip *slip, int modules);
void slip_page_free(slip_page_t *page); /* before the fonts; NULL is fine */

/* Draws the cut marks of a whole sheet and its first `n` slips, row by row. */
void slip_page_draw(const slip_page_t *page, cairo_t *cr, const struct qr codes[], int n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(slip_page_t, slip_page_free)
