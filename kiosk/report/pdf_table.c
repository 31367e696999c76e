#include "pdf_table_internal.h"

/* Sizes of letters to try, the largest that fits is taken; the last is the least that is read with ease. */
static const double SIZES[] = {11, 10.5, 10, 9.5, 9};
static const double NATURAL_SIZE = 10; /* at which natural widths are measured */
static const double TIGHT = 0.7;
static const double MOST_FOR_HEAD = 40, HEAD_STEP = 1; /* see wish_of */
static const double LEAST_NATURAL = 1.6;               /* no column is narrower than three digits */

static void free_column(gpointer column)
{
    g_free(((struct pdf_column *)column)->group);
    g_free(((struct pdf_column *)column)->head);
}

pdf_table_t *pdf_table_new(struct pdf *pdf)
{
    pdf_table_t *table = g_new0(pdf_table_t, 1);

    table->pdf = pdf;
    table->columns = g_array_new(FALSE, TRUE, sizeof(struct pdf_column));
    g_array_set_clear_func(table->columns, free_column);
    table->rows = g_array_new(FALSE, TRUE, sizeof(struct pdf_row));
    table->cells = g_ptr_array_new_with_free_func(g_free);
    return table;
}

void pdf_table_free(pdf_table_t *table)
{
    if (!table)
        return;
    g_array_unref(table->columns);
    g_array_unref(table->rows);
    g_ptr_array_unref(table->cells);
    g_free(table);
}

struct pdf_column *pdf_column_at(const pdf_table_t *table, guint i)
{
    return &g_array_index(table->columns, struct pdf_column, i);
}

void pdf_table_column(pdf_table_t *table, const char *group, const char *head, enum pdf_align align,
                      double most)
{
    const struct pdf_column column = {
        .group = g_strdup(group), .head = g_strdup(head), .align = align, .most = most};

    g_array_append_val(table->columns, column);
}

void pdf_table_row(pdf_table_t *table, bool bold)
{
    const struct pdf_row row = {.first = table->cells->len, .bold = bold};

    g_array_append_val(table->rows, row);
    table->size = table->lead = 0;
    table->natural = false;
}

static const struct pdf_row *last_row(const pdf_table_t *table)
{
    return &g_array_index(table->rows, struct pdf_row, table->rows->len - 1);
}

void pdf_table_take_markup(pdf_table_t *table, char *markup)
{
    if (last_row(table)->bold) {
        g_ptr_array_add(table->cells, g_strdup_printf("<b>%s</b>", markup));
        g_free(markup);
    } else {
        g_ptr_array_add(table->cells, markup);
    }
}

void pdf_table_add(pdf_table_t *table, const char *text)
{
    pdf_table_take_markup(table, pdf_escape(text));
}

void pdf_table_take(pdf_table_t *table, char *text)
{
    pdf_table_add(table, text);
    g_free(text);
}

void pdf_table_span_markup(pdf_table_t *table, char *markup)
{
    pdf_table_row(table, false);
    g_array_index(table->rows, struct pdf_row, table->rows->len - 1).span = true;
    pdf_table_take_markup(table, markup);
}

void pdf_table_span(pdf_table_t *table, const char *text)
{
    g_autofree char *escaped = pdf_escape(text);
    pdf_table_span_markup(table, g_strdup_printf("<b>%s</b>", escaped));
}

/* --- measuring --- */

/* The widest cell of a column on one line, and the widest word of its head. Figures repeat: each is measured
 * once. */
static double natural_width(const pdf_table_t *table, guint column)
{
    const char *head = pdf_column_at(table, column)->head;
    double widest = pdf_word_width(table->pdf, head, NATURAL_SIZE, true);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < table->rows->len; i++) {
        const struct pdf_row *row = &g_array_index(table->rows, struct pdf_row, i);
        char *cell = row->span ? NULL : g_ptr_array_index(table->cells, row->first + column);
        if (cell && g_hash_table_add(seen, cell))
            widest = MAX(widest, pdf_text_width(table->pdf, cell, NATURAL_SIZE));
    }
    return MAX(widest / NATURAL_SIZE, LEAST_NATURAL);
}

/* Columns of one group are equally wide, for they are read against each other; not where some would stand
 * half empty. */
static void even_out(pdf_table_t *table)
{
    for (guint i = 0, end; i < table->columns->len; i = end) {
        const char *group = pdf_column_at(table, i)->group;
        double widest = 0, narrowest = G_MAXDOUBLE;
        for (end = i; end < table->columns->len && g_strcmp0(group, pdf_column_at(table, end)->group) == 0;
             end++) {
            widest = MAX(widest, pdf_column_at(table, end)->natural);
            narrowest = MIN(narrowest, pdf_column_at(table, end)->natural);
        }
        for (guint j = i; group && widest < 2 * narrowest && j < end; j++)
            pdf_column_at(table, j)->natural = widest;
    }
}

static void measure_natural(pdf_table_t *table)
{
    for (guint i = 0; i < table->columns->len && !table->natural; i++)
        pdf_column_at(table, i)->natural = natural_width(table, i);
    even_out(table);
    table->natural = true;
}

static double line_width(const struct pdf_column *column, double size)
{
    return column->natural * size + 2 * PDF_PAD_X + 0.5;
}

/* What a column that wraps wants. */
static double wanted(const struct pdf_column *column, double size)
{
    return MIN(line_width(column, size), column->most * PDF_MM);
}

/* What the columns that wrap have left of the width, in points; and in *least, what they want. */
static double width_left(const pdf_table_t *table, double size, double width, double *least)
{
    *least = 0;
    for (guint i = 0; i < table->columns->len; i++) {
        const struct pdf_column *column = pdf_column_at(table, i);
        if (column->most <= 0)
            width -= line_width(column, size);
        *least += wanted(column, size);
    }
    return width;
}

/* The largest size of letters that leaves the wrapping columns that part of what they want; 0: none does. */
static double size_with(const pdf_table_t *table, double width, double part)
{
    double least;

    for (size_t i = 0; i < G_N_ELEMENTS(SIZES); i++)
        if (width_left(table, SIZES[i], width, &least) >= part * least)
            return SIZES[i];
    return 0;
}

/* Small letters rather than narrow columns. */
static double size_for(const pdf_table_t *table, double width)
{
    const double size = size_with(table, width, 1);
    return size > 0 ? size : size_with(table, width, TIGHT);
}

/* How much wider the column would have to be for its head to take no more than two lines. */
static double wish_of(const pdf_table_t *table, guint i)
{
    const struct pdf_column *column = pdf_column_at(table, i);
    g_autofree char *escaped = pdf_escape(column->head);
    g_autofree char *markup = g_strdup_printf("<b>%s</b>", escaped);
    const double within = column->width - 2 * PDF_PAD_X;
    double wish = 0;

    while (column->most <= 0 && wish < MOST_FOR_HEAD &&
           pdf_text_lines(table->pdf, markup, table->size, within + wish) > 2)
        wish += HEAD_STEP;
    return wish;
}

/* Gives the narrow columns what the wrapping ones do not need; what is then left. */
static double widen(pdf_table_t *table, double left, double least)
{
    g_autofree double *wishes = g_new0(double, table->columns->len);
    double all = 0;

    for (guint i = 0; i < table->columns->len && left > least; i++)
        all += wishes[i] = wish_of(table, i);
    if (all <= 0)
        return left;
    const double part = MIN(1, (left - least) / all);
    for (guint i = 0; i < table->columns->len; i++)
        pdf_column_at(table, i)->width += part * wishes[i];
    return left - part * all;
}

/* Once, as long as no row is added. What is wider than a page at the least size is squeezed: its cells wrap
 * within. */
void pdf_table_measure(pdf_table_t *table)
{
    const double width = pdf_width(table->pdf);
    double least;

    if (table->size > 0)
        return;
    measure_natural(table);
    table->size = size_for(table, width);
    if (table->size <= 0)
        table->size = SIZES[G_N_ELEMENTS(SIZES) - 1];
    for (guint i = 0; i < table->columns->len; i++)
        pdf_column_at(table, i)->width = line_width(pdf_column_at(table, i), table->size);
    double left = width_left(table, table->size, width, &least);
    const double squeeze = left < TIGHT * least ? width / (width - left + TIGHT * least) : 1;
    left = widen(table, MAX(left, TIGHT * least), least);
    for (guint i = 0; i < table->columns->len; i++) {
        struct pdf_column *column = pdf_column_at(table, i);
        if (column->most > 0)
            column->width = left * wanted(column, table->size) / least;
        column->width *= squeeze;
    }
}
