#include "table.h"
#include <string.h>

struct table {
    const char *alignment;
    size_t columns;
    GPtrArray *cells; /* of char *, row by row */
};

table_t *table_new(const char *alignment)
{
    table_t *table = g_new0(table_t, 1);

    table->alignment = alignment;
    table->columns = strlen(alignment);
    table->cells = g_ptr_array_new_with_free_func(g_free);
    return table;
}

void table_free(table_t *table)
{
    if (!table)
        return;
    g_ptr_array_unref(table->cells);
    g_free(table);
}

void table_take(table_t *table, char *text)
{
    g_ptr_array_add(table->cells, text);
}

void table_add(table_t *table, const char *text)
{
    table_take(table, g_strdup(text));
}

size_t display_width(const char *text)
{
    size_t width = 0;

    for (; *text; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);
        if (g_unichar_iswide(c))
            width += 2;
        else if (!g_unichar_iszerowidth(c))
            width += 1;
    }
    return width;
}

static size_t column_width(const table_t *table, size_t column)
{
    size_t width = 0;

    for (size_t i = column; i < table->cells->len; i += table->columns)
        width = MAX(width, display_width(g_ptr_array_index(table->cells, i)));
    return width;
}

static void append_spaces(GString *out, size_t n)
{
    for (; n > 0; n--)
        g_string_append_c(out, ' ');
}

static void append_row(GString *out, const table_t *table, const size_t *widths, size_t row)
{
    size_t owed = 0; /* spaces that are written only when something follows */

    for (size_t i = 0; i < table->columns; i++) {
        const char *text = g_ptr_array_index(table->cells, row * table->columns + i);
        const size_t space = widths[i] - display_width(text);
        const size_t before = table->alignment[i] == 'r' ? space : 0;
        owed += before;
        if (text[0]) {
            append_spaces(out, owed);
            g_string_append(out, text);
            owed = 0;
        }
        owed += space - before + 2;
    }
    g_string_append_c(out, '\n');
}

static void append_rule(GString *out, const table_t *table, const size_t *widths)
{
    size_t width = 2 * (table->columns - 1);

    for (size_t i = 0; i < table->columns; i++)
        width += widths[i];
    for (; width > 0; width--)
        g_string_append(out, "─");
    g_string_append_c(out, '\n');
}

void table_append(GString *out, const table_t *table)
{
    g_assert(table->cells->len % table->columns == 0);
    g_autofree size_t *widths = g_new(size_t, table->columns);

    for (size_t i = 0; i < table->columns; i++)
        widths[i] = column_width(table, i);
    for (size_t row = 0; row < table->cells->len / table->columns; row++) {
        append_row(out, table, widths, row);
        if (row == 0)
            append_rule(out, table, widths);
    }
}
