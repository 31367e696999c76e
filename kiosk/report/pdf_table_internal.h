#pragma once
/* What the measuring and the drawing of a table share. */
#include "pdf_table.h"

struct pdf_column {
    char *group; /* NULL: none */
    char *head;
    enum pdf_align align;
    double most;    /* millimetres; 0: as wide as what is in it */
    double natural; /* points per point of letter size, with the text on one line */
    double width;   /* points, once measured */
};

struct pdf_row {
    guint first; /* of its cells */
    bool bold, span;
};

struct pdf_table {
    struct pdf *pdf;
    GArray *columns;  /* of struct pdf_column */
    GArray *rows;     /* of struct pdf_row */
    GPtrArray *cells; /* of char *, markup; owned */
    double size;      /* of letters; 0: not measured yet */
    double lead;      /* of pdf_table_lead; 0: not known yet */
    double tail;      /* of pdf_table_tail */
    bool natural;     /* natural widths are measured */
};

/* Space between text and rule. */
static const double PDF_PAD_X = 2.6, PDF_PAD_Y = 1.5;

struct pdf_column *pdf_column_at(const pdf_table_t *table, guint i);

/* Chooses the size of letters and the columns' widths for the page's width. */
void pdf_table_measure(pdf_table_t *table);
