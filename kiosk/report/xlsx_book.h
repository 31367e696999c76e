#pragma once
/* Book: a workbook under way, how its cells look and how they are written.
 *
 * A cell is a string, a number or a date and never a formula: only the functions here write cells.
 * Percentages are true numbers, exactly those that the other faces print. Owned by one thread. */
#include "wording.h"
#include <xlsxwriter.h>

enum look {
    LOOK_CENTER, /* the title block */
    LOOK_TITLE,
    LOOK_PERIOD,
    LOOK_ASIDE,
    LOOK_HEADING, /* over a table or a part of it */
    LOOK_SENTENCE,
    LOOK_HEAD, /* of a column */
    LOOK_TEXT, /* cells of a table from here on */
    LOOK_REMARK,
    LOOK_CODE,
    LOOK_NOTHING,
    LOOK_COUNT,
    LOOK_DAY,
    LOOK_SHARE,
    LOOK_SHARE_FEW, /* of too few ratings */
    LOOK_POINTS,
    LOOK_MET,
    LOOK_MISSED,
    LOOK_UNJUDGED,
    LOOKS
};

/* Measures of a column unit and of an empty row, as spreadsheets lay them out at 96 dots an inch. */
enum { BOOK_UNIT_PX = 7, BOOK_COLUMN_PADDING_PX = 5, BOOK_ROW_PX = 20 };

/* The height of a row of one line, in points: 21 pixels. It is not that of an empty row, so that it is
 * written for each row, and no program fits rows by itself. */
#define BOOK_ROW_POINTS 15.75

/* What is printable of A4 across within the margins, in pixels. */
enum { BOOK_PAPER_WIDTH_PX = 1026, BOOK_PAPER_HEIGHT_PX = 668 };

struct book {
    struct wording w;
    lxw_workbook *workbook;
    lxw_format *looks[LOOKS][2]; /* plain, strong */
};

/* Adds to the workbook the formats that `looks` holds. */
void book_make_looks(struct book *book);

/* The size of its letters in points. */
double look_size(enum look look);

/* The sentence book.KEY. */
const char *book_say(const struct book *book, const char *key);

enum { PAGE_BREAKS = 32 };

/* A sheet being written from the top: a row cell by cell, then the next. */
struct leaf {
    const struct book *book;
    lxw_worksheet *sheet;
    const double *widths; /* of the columns, in column units */
    int columns;
    lxw_row_t row; /* where the next cell goes */
    lxw_col_t column;
    bool strong;        /* the cells of tables are of a sum */
    double height;      /* points that the row needs */
    double printed;     /* points of the rows above */
    double sheet_began; /* how many of them were before this sheet of paper */
    lxw_row_t frozen;
    lxw_row_t breaks[PAGE_BREAKS + 1]; /* ended by 0 */
    int n_breaks;
};

/* Adds a sheet, named by the sentence, set up for print on A4 across. */
lxw_worksheet *book_add_sheet(struct book *book, const char *name_key);

/* Begins to write a sheet; `widths` is borrowed as long as the leaf. */
struct leaf leaf_begin(const struct book *book, lxw_worksheet *sheet, const double *widths, int columns);

/* Each writes one cell and goes on to the next column. A share of nobody is a dash. */
void leaf_text(struct leaf *leaf, const char *text, enum look look);
void leaf_take(struct leaf *leaf, char *text, enum look look); /* frees the text */
void leaf_count(struct leaf *leaf, gint64 count);
void leaf_share(struct leaf *leaf, struct share share, enum basis basis);
void leaf_percent(struct leaf *leaf, int hundredths); /* of a percent */
void leaf_day(struct leaf *leaf, int day);
void leaf_points(struct leaf *leaf, struct share now, struct share before);

/* One cell each: the five levels; the ends of the interval. */
void leaf_counts(struct leaf *leaf, const struct counts *counts);
void leaf_interval(struct leaf *leaf, struct share share, bool high);

/* One cell over several columns, with its lines wrapped and the row high enough for them. */
void leaf_across(struct leaf *leaf, const char *text, enum look look, int columns);
void leaf_take_across(struct leaf *leaf, char *text, enum look look, int columns);

void leaf_end_row(struct leaf *leaf);
void leaf_skip_row(struct leaf *leaf);

/* A row of column heads, sentences by their whole keys. */
void leaf_heads(struct leaf *leaf, const char *const *keys, size_t n);

/* A row with one text over all columns. */
void leaf_line(struct leaf *leaf, const char *text, enum look look);
void leaf_take_line(struct leaf *leaf, char *text, enum look look);

/* The rows above the next, and so many columns, stay in sight when the sheet is scrolled. */
void leaf_freeze(struct leaf *leaf, int columns);

/* Prints the rows from `head` to the frozen ones anew on each sheet of paper. */
void leaf_repeat(struct leaf *leaf, lxw_row_t head);

/* Begins a new sheet of paper at the row. leaf_keep only when so many points from here on do not fit this
 * one. leaf_breaks, at the end, puts them into the file. */
void leaf_break(struct leaf *leaf);
void leaf_keep(struct leaf *leaf, double points);
void leaf_breaks(struct leaf *leaf);

/* How many points of rows fit on a sheet of paper. */
double leaf_paper(const struct leaf *leaf);

/* How much smaller than it is the sheet is printed, so that its width fits: 1 or less. */
double leaf_scale(const struct leaf *leaf);

/* How wide the columns are together, in pixels. */
int leaf_width_px(const struct leaf *leaf);

/* How many lines the text takes in a width of column units, and how wide it is in one line. */
int text_lines(const char *text, double width, double size);
double text_width(const char *text, double size);

/* The width of a column that holds the number whole. */
double count_width(const struct book *book, gint64 count, double least);
