#include "table.h"
#include <string.h>

/* A text wider than this goes on in the next line, when it can be parted at a space. */
enum { WIDTH_MAX = 60 };

struct table {
    const char *alignment;
    size_t columns;
    GPtrArray *cells; /* of char **, the lines of each, row by row */
};

static void free_lines(gpointer lines)
{
    g_strfreev(lines);
}

table_t *table_new(const char *alignment)
{
    table_t *table = g_new0(table_t, 1);

    table->alignment = alignment;
    table->columns = strlen(alignment);
    table->cells = g_ptr_array_new_with_free_func(free_lines);
    return table;
}

void table_free(table_t *table)
{
    if (!table)
        return;
    g_ptr_array_unref(table->cells);
    g_free(table);
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

/* --- cells of several lines --- */

static void add_word(GPtrArray *lines, GString *line, const char *word)
{
    if (line->len > 0 && display_width(line->str) + 1 + display_width(word) > WIDTH_MAX) {
        g_ptr_array_add(lines, g_strdup(line->str));
        g_string_truncate(line, 0);
    }
    g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", word);
}

/* The text parted at spaces; takes it over. */
static char **wrap(char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    g_autoptr(GString) line = g_string_new(NULL);
    GPtrArray *lines = g_ptr_array_new();

    for (char **word = words; *word; word++)
        add_word(lines, line, *word);
    g_ptr_array_add(lines, g_strdup(line->str));
    g_ptr_array_add(lines, NULL);
    g_free(text);
    return (char **)g_ptr_array_free(lines, FALSE);
}

static char **alone(char *text)
{
    char **lines = g_new0(char *, 2);
    lines[0] = text;
    return lines;
}

void table_take(table_t *table, char *text)
{
    g_ptr_array_add(table->cells, display_width(text) > WIDTH_MAX ? wrap(text) : alone(text));
}

void table_add(table_t *table, const char *text)
{
    table_take(table, g_strdup(text));
}

/* --- the table --- */

static size_t column_width(const table_t *table, size_t column)
{
    size_t width = 0;

    for (size_t i = column; i < table->cells->len; i += table->columns)
        for (char **line = g_ptr_array_index(table->cells, i); *line; line++)
            width = MAX(width, display_width(*line));
    return width;
}

static void append_spaces(GString *out, size_t n)
{
    for (; n > 0; n--)
        g_string_append_c(out, ' ');
}

/* What the cell has in that line of its row. */
static const char *line_of(const table_t *table, size_t cell, guint line)
{
    char **lines = g_ptr_array_index(table->cells, cell);
    return line < g_strv_length(lines) ? lines[line] : "";
}

static void append_line(GString *out, const table_t *table, const size_t *widths, size_t row, guint line)
{
    size_t owed = 0; /* spaces that are written only when something follows */

    for (size_t i = 0; i < table->columns; i++) {
        const char *text = line_of(table, row * table->columns + i, line);
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

static void append_row(GString *out, const table_t *table, const size_t *widths, size_t row)
{
    guint lines = 1;

    for (size_t i = 0; i < table->columns; i++)
        lines = MAX(lines, g_strv_length(g_ptr_array_index(table->cells, row * table->columns + i)));
    for (guint line = 0; line < lines; line++)
        append_line(out, table, widths, row, line);
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
