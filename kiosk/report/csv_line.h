#pragma once
/* A line of the CSV under way: cells with ";" between them, CRLF at its end. */
#include "share.h"
#include <glib.h>
#include <stdbool.h>

struct csv_line {
    GString *out;
    bool begun;
};

/* A text as a spreadsheet can never take for a formula, composed, quoted where it has to be. `take` frees it.
 */
void csv_put_text(struct csv_line *line, const char *text);
void csv_take_text(struct csv_line *line, char *text);

/* Whether a spreadsheet takes a cell that starts so for a formula, also in the full-width forms. */
bool csv_is_formula(const char *text);

void csv_put_count(struct csv_line *line, gint64 count);

/* A number written with a point, as a Vietnamese spreadsheet reads it; NULL for an empty cell. */
void csv_put_number(struct csv_line *line, const char *number);

/* The percentage with two decimals; empty when there is none. */
void csv_put_share(struct csv_line *line, struct share share);

/* Two cells: the ends of the interval. */
void csv_put_wilson(struct csv_line *line, struct share share);

void csv_end(struct csv_line *line);
