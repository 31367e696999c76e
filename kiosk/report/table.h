#pragma once
/* A table of text with columns aligned by how wide characters show: a combining mark takes no column, an
 * East Asian wide character two. A text of more than 60 columns goes on in further lines of its row. The
 * first row is the heading. */
#include <glib.h>
#include <stdbool.h>

typedef struct table table_t;

/* `alignment`, one letter a column: 'l' left, 'r' right. It must outlive the table. */
table_t *table_new(const char *alignment);
void table_free(table_t *table); /* NULL is fine */

/* Fills the next cell, row by row. `text` is copied; table_take takes it over. */
void table_add(table_t *table, const char *text);
void table_take(table_t *table, char *text);

/* Appends the table: heading, a rule, the rows; two spaces between columns, no space at a line's end.
 * The last row must be full. */
void table_append(GString *out, const table_t *table);

/* Columns that UTF-8 text takes on a terminal. */
size_t display_width(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(table_t, table_free)
