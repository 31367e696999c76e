#include "pdf_table_internal.h"

static const double RULE = 0.5, RULE_GREY = 0.25, HEAD_GREY = 0.9;

/* Rows made ready, ahead of where they go. */
struct ready {
    GPtrArray *layouts; /* of PangoLayout *; one a column, or one over all */
    double height;
};

static double table_width(const pdf_table_t *table)
{
    double width = 0;

    for (guint i = 0; i < table->columns->len; i++)
        width += pdf_column_at(table, i)->width;
    return width;
}

static double layout_for(struct ready *ready, const pdf_table_t *table, const char *markup, double width,
                         enum pdf_align align)
{
    PangoLayout *layout = pdf_layout(table->pdf, markup, table->size, width - 2 * PDF_PAD_X, align);
    const double height = pdf_layout_height(layout) + 2 * PDF_PAD_Y;

    g_ptr_array_add(ready->layouts, layout);
    ready->height = MAX(ready->height, height);
    return height;
}

static struct ready ready_row(const pdf_table_t *table, guint i)
{
    const struct pdf_row *row = &g_array_index(table->rows, struct pdf_row, i);
    struct ready ready = {.layouts = g_ptr_array_new_with_free_func(g_object_unref)};
    const char *const *cells = (const char *const *)table->cells->pdata + row->first;

    if (row->span)
        layout_for(&ready, table, cells[0], table_width(table), PDF_LEFT);
    for (guint c = 0; !row->span && c < table->columns->len; c++)
        layout_for(&ready, table, cells[c], pdf_column_at(table, c)->width, pdf_column_at(table, c)->align);
    return ready;
}

static void free_ready(struct ready *ready)
{
    g_clear_pointer(&ready->layouts, g_ptr_array_unref);
}

static bool is_kept(const pdf_table_t *table, guint i)
{
    return g_array_index(table->rows, struct pdf_row, i).span;
}

/* --- heads --- */

/* A head and the columns it stands over. */
struct head {
    PangoLayout *layout;
    guint first, end;
    double x, width;
};

struct heads {
    GArray *of[2]; /* of struct head: of groups, of columns */
    double height[2];
    double full; /* of a column without a group */
};

static void clear_head(gpointer head)
{
    g_clear_object(&((struct head *)head)->layout);
}

static double add_head(GArray *heads, const pdf_table_t *table, const char *text, struct head head)
{
    g_autofree char *escaped = pdf_escape(text);
    g_autofree char *markup = g_strdup_printf("<b>%s</b>", escaped);

    head.layout = pdf_layout(table->pdf, markup, table->size, head.width - 2 * PDF_PAD_X + 0.5, PDF_CENTER);
    g_array_append_val(heads, head);
    return pdf_layout_height(head.layout) + 2 * PDF_PAD_Y;
}

/* Where the group of column `i` ends. */
static guint group_end(const pdf_table_t *table, guint i, double *width)
{
    const char *group = pdf_column_at(table, i)->group;
    guint end = i;

    *width = 0;
    while (end < table->columns->len && g_strcmp0(pdf_column_at(table, end)->group, group) == 0)
        *width += pdf_column_at(table, end++)->width;
    return end;
}

static void add_groups(struct heads *heads, const pdf_table_t *table)
{
    double x = table->pdf->left, width;

    for (guint i = 0; i < table->columns->len;) {
        const char *group = pdf_column_at(table, i)->group;
        const guint end = group_end(table, i, &width);
        if (group) {
            const double height = add_head(heads->of[0], table, group,
                                           (struct head){.first = i, .end = end, .x = x, .width = width});
            heads->height[0] = MAX(heads->height[0], height);
        }
        x += width;
        i = end;
    }
}

static struct heads make_heads(const pdf_table_t *table)
{
    struct heads heads = {
        {g_array_new(FALSE, TRUE, sizeof(struct head)), g_array_new(FALSE, TRUE, sizeof(struct head))},
        {0, 0},
        0};
    double x = table->pdf->left;

    g_array_set_clear_func(heads.of[0], clear_head);
    g_array_set_clear_func(heads.of[1], clear_head);
    add_groups(&heads, table);
    for (guint i = 0; i < table->columns->len; i++) {
        const struct pdf_column *column = pdf_column_at(table, i);
        const double height =
            add_head(heads.of[1], table, column->head,
                     (struct head){.first = i, .end = i + 1, .x = x, .width = column->width});
        double *const highest = column->group ? &heads.height[1] : &heads.full;
        *highest = MAX(*highest, height);
        x += column->width;
    }
    heads.full = MAX(heads.full, heads.height[0] + heads.height[1]);
    heads.height[1] = heads.full - heads.height[0];
    return heads;
}

static void free_heads(struct heads *heads)
{
    g_array_unref(heads->of[0]);
    g_array_unref(heads->of[1]);
}

static void draw_head(const pdf_table_t *table, const struct head *head, double y, double height)
{
    cairo_t *cr = table->pdf->cr;

    cairo_rectangle(cr, head->x, y, head->width, height);
    cairo_set_source_rgb(cr, HEAD_GREY, HEAD_GREY, HEAD_GREY);
    cairo_fill_preserve(cr);
    cairo_set_line_width(cr, RULE);
    cairo_set_source_rgb(cr, RULE_GREY, RULE_GREY, RULE_GREY);
    cairo_stroke(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    pdf_show_tagged(table->pdf, head->layout, head->x + PDF_PAD_X,
                    y + (height - pdf_layout_height(head->layout)) / 2, "TH");
}

/* The heads as one row of the tagged table: the groups, then all columns. */
static void draw_heads(const pdf_table_t *table, const struct heads *heads)
{
    struct pdf *pdf = table->pdf;

    for (int level = 0; level < 2; level++) {
        if (heads->of[level]->len == 0)
            continue;
        cairo_tag_begin(pdf->cr, "TR", NULL);
        for (guint i = 0; i < heads->of[level]->len; i++) {
            const struct head *head = &g_array_index(heads->of[level], struct head, i);
            const bool grouped = pdf_column_at(table, head->first)->group != NULL;
            const double down = level == 1 && grouped ? heads->height[0] : 0;
            draw_head(table, head, pdf->y + down, grouped ? heads->height[level] : heads->full);
        }
        cairo_tag_end(pdf->cr, "TR");
    }
    pdf->y += heads->full;
}

/* --- rows --- */

static void draw_cell(const pdf_table_t *table, PangoLayout *layout, double x, double width, double height)
{
    struct pdf *pdf = table->pdf;

    cairo_rectangle(pdf->cr, x, pdf->y, width, height);
    cairo_set_line_width(pdf->cr, RULE);
    cairo_set_source_rgb(pdf->cr, RULE_GREY, RULE_GREY, RULE_GREY);
    cairo_stroke(pdf->cr);
    cairo_set_source_rgb(pdf->cr, 0, 0, 0);
    pdf_show_tagged(pdf, layout, x + PDF_PAD_X, pdf->y + (height - pdf_layout_height(layout)) / 2, "TD");
}

static void draw_row(const pdf_table_t *table, const struct ready *row)
{
    struct pdf *pdf = table->pdf;
    const bool span = row->layouts->len < table->columns->len;
    double x = pdf->left;

    cairo_tag_begin(pdf->cr, "TR", NULL);
    for (guint i = 0; i < row->layouts->len; i++) {
        const double width = span ? table_width(table) : pdf_column_at(table, i)->width;
        draw_cell(table, g_ptr_array_index(row->layouts, i), x, width, row->height);
        x += width;
    }
    cairo_tag_end(pdf->cr, "TR");
    pdf->y += row->height;
}

static void begin_page(const pdf_table_t *table, const struct heads *heads)
{
    cairo_tag_begin(table->pdf->cr, "Table", NULL);
    draw_heads(table, heads);
}

/* The heading row that the row stands under; the number of rows when there is none. */
static guint heading_of(const pdf_table_t *table, guint i)
{
    for (guint above = i; above-- > 0;)
        if (is_kept(table, above))
            return above;
    return table->rows->len;
}

/* Goes on over the page unless the height fits; the heads are repeated there, and the heading of row i. */
static void need(const pdf_table_t *table, const struct heads *heads, double height, guint i)
{
    if (height <= pdf_room(table->pdf))
        return;
    cairo_tag_end(table->pdf->cr, "Table");
    pdf_break(table->pdf);
    begin_page(table, heads);
    const guint above = is_kept(table, i) ? table->rows->len : heading_of(table, i);
    if (above < table->rows->len) {
        struct ready heading = ready_row(table, above);
        draw_row(table, &heading);
        free_ready(&heading);
    }
}

void pdf_table_tail(pdf_table_t *table, double height)
{
    table->tail = height;
}

void pdf_table_draw(pdf_table_t *table)
{
    const guint n = table->rows->len;

    pdf_need(table->pdf, pdf_table_lead(table));
    struct heads heads = make_heads(table);
    struct ready next = {0};
    begin_page(table, &heads);
    for (guint i = 0; i < n; i++) {
        struct ready row = next.layouts ? next : ready_row(table, i);
        next = i + 1 < n ? ready_row(table, i + 1) : (struct ready){0};
        /* The last row never stands alone on a page, nor a heading at the foot of one. */
        const bool together = i + 2 == n || is_kept(table, i);
        const double tail = i + 2 >= n ? table->tail : 0;
        need(table, &heads, row.height + (together ? next.height : 0) + tail, i);
        draw_row(table, &row);
        free_ready(&row);
    }
    cairo_tag_end(table->pdf->cr, "Table");
    free_heads(&heads);
}

/* Of the head and that many rows, or of fewer once that is more than `enough`. */
static double height_of(pdf_table_t *table, guint rows, double enough)
{
    pdf_table_measure(table);
    struct heads heads = make_heads(table);
    double height = heads.full;

    for (guint i = 0; i < MIN(rows, table->rows->len) && height <= enough; i++) {
        struct ready row = ready_row(table, i);
        height += row.height;
        free_ready(&row);
    }
    free_heads(&heads);
    return height;
}

double pdf_table_lead(pdf_table_t *table)
{
    const double small = pdf_gap_most(table->pdf);

    if (table->lead <= 0) {
        const double whole = height_of(table, table->rows->len, small) + table->tail;
        table->lead = whole <= small ? whole : height_of(table, 3, G_MAXDOUBLE);
    }
    return table->lead;
}

void pdf_table_part(pdf_table_t *table, const char *heading)
{
    pdf_heading(table->pdf, heading, 1, 0, pdf_table_lead(table));
    pdf_table_draw(table);
}

void pdf_short_part(struct pdf *pdf, const char *heading, const char *sentence)
{
    g_autofree char *escaped = pdf_escape(sentence);

    pdf_heading(pdf, heading, 1, 0, 2 * PDF_TABLE);
    pdf_paragraph(pdf, escaped, PDF_TABLE, PDF_LEFT, 2);
}
