#pragma once
/* Sheets: the five sheets of the workbook, one function each over a sheet that was added, and the figures
 * that the charts are drawn from. */
#include "xlsx_book.h"

/* Where the charts' figures stand on the sheet "how it was computed": one row for the whole center and each
 * area, in columns. */
struct chart_data {
    char *sheet;           /* name of the sheet; owned */
    enum item item;        /* what they are about */
    bool alone;            /* a single row: no line runs through a single bar */
    lxw_row_t first, last; /* rows */
    lxw_col_t name, share; /* columns */
    lxw_col_t area_target; /* of a row alone, where no line shows it; 0: there is none */
    lxw_col_t line;        /* the first of the lines: targets of the whole center */
    lxw_col_t level;       /* the first of the five */
    GPtrArray *lines;      /* of struct report_target *, of the report; no two require the same; owned */
};

/* The summary: title, table, targets, then the charts. */
void write_summary(const struct book *book, lxw_worksheet *sheet, const struct chart_data *data);
void write_trend(const struct book *book, lxw_worksheet *sheet);
void write_reasons(const struct book *book, lxw_worksheet *sheet);
void write_channels(const struct book *book, lxw_worksheet *sheet);

/* How it was computed; fills in where the charts' figures are. */
void write_method(const struct book *book, lxw_worksheet *sheet, struct chart_data *data);

/* --- parts of them --- */

/* The targets, each with what came of it. */
void write_targets(struct leaf *leaf);

/* The table of the charts' figures at the page's row. */
void write_chart_data(struct leaf *leaf, struct chart_data *data);

/* The name of the line that a target of the whole center is drawn as. */
char *say_line(const struct book *book, const struct report_target *line);

/* Both charts, each whole on a sheet of paper; `taken`: points of it that repeated rows take. */
void insert_charts(struct leaf *leaf, const struct chart_data *data, double taken);

/* Whether the target is about that row, itself and not only as one of several areas. */
bool target_is_of(const struct report_target *target, const char *area, enum item item);

/* The look of a verdict; without colour where too few ratings conclude nothing. */
enum look verdict_look(const struct report_target *target);
