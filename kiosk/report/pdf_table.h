#pragma once
/* A ruled table that flows over pages: heads repeated, rows never split.
 *
 * Columns first, then rows with as many cells as columns. Heads and cells are shown as given but for what a
 * row or a call says is markup. Borrows the PDF; belongs to one thread. */
#include "pdf_text.h"

typedef struct pdf_table pdf_table_t;

pdf_table_t *pdf_table_new(struct pdf *pdf);
void pdf_table_free(pdf_table_t *table); /* NULL is fine */

/* A column. `most` 0: as wide as what is in it; else it wraps its text, wants as much as its text takes on
 * one line but no more than that many millimetres (and never has much less), and takes part of the width that
 * is left in that proportion. Columns side by side with the same `group` stand under that head; NULL: under
 * none. */
void pdf_table_column(pdf_table_t *table, const char *group, const char *head, enum pdf_align align,
                      double most);

/* Begins a row; bold: its cells are. */
void pdf_table_row(pdf_table_t *table, bool bold);

/* A cell: plain text, plain text taken over, markup taken over. */
void pdf_table_add(pdf_table_t *table, const char *text);
void pdf_table_take(pdf_table_t *table, char *text);
void pdf_table_take_markup(pdf_table_t *table, char *markup);

/* A row of one cell over all columns, kept with the row after it, and repeated under the heads of a new page:
 * bold text; markup taken over. */
void pdf_table_span(pdf_table_t *table, const char *text);
void pdf_table_span_markup(pdf_table_t *table, char *markup);

/* How much of what follows must be on the page of the last rows. */
void pdf_table_tail(pdf_table_t *table, double height);

/* How much must be on the same page as a heading over the table: its head and first rows, all of a small
 * table. */
double pdf_table_lead(pdf_table_t *table);

void pdf_table_draw(pdf_table_t *table);

/* A table, or one sentence, under a heading of its own at the top level. */
void pdf_table_part(pdf_table_t *table, const char *heading);
void pdf_short_part(struct pdf *pdf, const char *heading, const char *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(pdf_table_t, pdf_table_free)
