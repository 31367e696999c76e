/* The two charts that have a bar for each area, in the center's order: share satisfied, and the five levels.
 */
#include "pdf_chart.h"
#include "pdf_parts.h"
#include <string.h>

static const double BAR = 10, GAP_LEAST = 1.5, GAP_MOST = 6, AXIS = 18, COLUMN_GAP = 6;
static const double NAME_LEAST_MM = 25, NAME_MOST_MM = 55, TARGET_MM = 23;
enum { ROWS_TOGETHER = 4 }; /* no fewer at the foot of a page */

/* A chart on one page: its rows first..end of `rows`, and where its columns are. */
struct chart {
    struct pdf *pdf;
    const struct wording *w;
    GPtrArray *rows; /* of const struct report_row *, borrowed */
    GArray *heights; /* of double, of each row without the gap */
    double gap;      /* between rows */
    double names;    /* width of the names */
    double asked;    /* width of what is asked; 0: nothing is */
    double x0, x100; /* of 0 % and 100 % */
    bool shares;     /* the chart of shares; else of levels */
};

static const struct report_row *row_at(const struct chart *chart, guint i)
{
    return g_ptr_array_index(chart->rows, i);
}

static double height_at(const struct chart *chart, guint i)
{
    return g_array_index(chart->heights, double, i) + chart->gap;
}

static double x_of(const struct chart *chart, double percent)
{
    return chart->x0 + (chart->x100 - chart->x0) * percent / 100;
}

static double percent_of(struct share share)
{
    return 100.0 * (double)share.satisfied / (double)share.n;
}

static PangoLayout *name_layout(const struct chart *chart, const struct report_row *row)
{
    g_autofree char *escaped = pdf_escape(say_area(chart->w, row->area));
    g_autofree char *markup = g_strdup_printf(row->area[0] ? "%s" : "<b>%s</b>", escaped);
    return pdf_layout(chart->pdf, markup, PDF_SMALL + 1, chart->names, PDF_RIGHT);
}

/* As wide as the longest name, within bounds. */
static double names_width(const struct pdf *pdf, const struct wording *w, enum item item)
{
    double widest = NAME_LEAST_MM * PDF_MM;

    for (guint i = 0; i < w->report->rows->len; i++) {
        const struct report_row *row = &g_array_index(w->report->rows, struct report_row, i);
        g_autofree char *escaped = pdf_escape(say_area(w, row->area));
        g_autofree char *markup = g_strdup_printf(row->area[0] ? "%s" : "<b>%s</b>", escaped);
        if (row->item == item)
            widest = MAX(widest, pdf_text_width(pdf, markup, PDF_SMALL + 1) + 1);
    }
    return MIN(widest, NAME_MOST_MM * PDF_MM);
}

/* What is asked of the row, each requirement once. */
static PangoLayout *asked_layout(const struct chart *chart, const struct report_row *row)
{
    const GArray *targets = chart->w->report->targets;
    g_autoptr(GString) asked = g_string_new(NULL);

    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = &g_array_index(targets, struct report_target, i);
        g_autofree char *required = say_requirement(chart->w, target->target);
        if (pdf_target_is_of(target, row) && !strstr(asked->str, required))
            g_string_append_printf(asked, "%s%s", asked->len ? "; " : "", required);
    }
    g_autofree char *escaped = pdf_escape(asked->str);
    return pdf_layout(chart->pdf, escaped, PDF_SMALL, MAX(chart->asked, 1), PDF_LEFT);
}

static double row_height(const struct chart *chart, const struct report_row *row)
{
    g_autoptr(PangoLayout) name = name_layout(chart, row);
    g_autoptr(PangoLayout) asked = asked_layout(chart, row);
    const double names = MAX(BAR, pdf_layout_height(name));

    return chart->asked > 0 ? MAX(names, pdf_layout_height(asked)) : names;
}

static void add_rows(struct chart *chart, enum item item)
{
    const GArray *rows = chart->w->report->rows;

    for (guint i = 0; i < rows->len; i++) {
        struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item != item)
            continue;
        const double height = row_height(chart, row);
        g_ptr_array_add(chart->rows, row);
        g_array_append_val(chart->heights, height);
    }
}

static struct chart make_chart(struct pdf *pdf, const struct wording *w, enum item item, bool shares)
{
    struct chart chart = {.pdf = pdf,
                          .w = w,
                          .shares = shares,
                          .gap = GAP_LEAST,
                          .rows = g_ptr_array_new(),
                          .heights = g_array_new(FALSE, FALSE, sizeof(double)),
                          .names = names_width(pdf, w, item),
                          .asked = shares && w->report->targets->len > 0 ? TARGET_MM * PDF_MM : 0};
    const double figures = pdf_label_width(pdf, "100,00%") + 2 * COLUMN_GAP + chart.asked;

    add_rows(&chart, item);
    double counts = pdf_label_width(pdf, say(w, "n"));
    for (guint i = 0; i < chart.rows->len; i++) {
        g_autofree char *n = say_count(w, row_at(&chart, i)->share.n);
        counts = MAX(counts, pdf_label_width(pdf, n));
    }
    chart.x0 = pdf->left + chart.names + COLUMN_GAP;
    chart.x100 = pdf->right - counts - COLUMN_GAP - (shares ? figures : COLUMN_GAP);
    return chart;
}

static void free_chart(struct chart *chart)
{
    g_ptr_array_unref(chart->rows);
    g_array_unref(chart->heights);
}

/* That there is no rating, where the bar would be; no line of the grid runs through it. */
static void draw_nothing(const struct chart *chart, double y)
{
    pdf_label_on_white(chart->pdf, say_basis(chart->w, BASIS_NONE), chart->x0 + 4, y, PDF_LEFT);
}

/* --- share satisfied --- */

static double target_x(const struct chart *chart, const struct target *target)
{
    return x_of(chart, target->percent_hundredths / 100.0);
}

/* The target of each row as a stroke across it, and what is asked beside it. */
static void draw_targets(const struct chart *chart, const struct report_row *row, double y, double height)
{
    const GArray *targets = chart->w->report->targets;
    g_autoptr(PangoLayout) layout = asked_layout(chart, row);

    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = &g_array_index(targets, struct report_target, i);
        const double x = target_x(chart, target->target);
        if (pdf_target_is_of(target, row))
            pdf_line(chart->pdf, x, y - height / 2 + 1, x, y + height / 2 - 1, 2.2, 0);
    }
    pdf_show(chart->pdf, layout, chart->pdf->right - chart->asked, y - pdf_layout_height(layout) / 2);
}

static void draw_share(const struct chart *chart, const struct report_row *row, double y, double height)
{
    const double percent_right = chart->pdf->right - chart->asked - COLUMN_GAP;
    g_autofree char *share = say_share(chart->w, row->share);
    g_autofree char *text = g_strdup_printf(row->share.n > 0 ? "%s%%" : "%s", share);

    if (row->share.n > 0) {
        const struct interval interval = share_wilson95(row->share);
        const enum pdf_fill fill = row->basis == BASIS_TOO_FEW ? PDF_HATCH : PDF_MEDIUM;
        pdf_bar(chart->pdf, chart->x0, y - BAR / 2, x_of(chart, percent_of(row->share)) - chart->x0, BAR,
                fill);
        pdf_whisker_lying(chart->pdf, x_of(chart, interval.low), x_of(chart, interval.high), y);
    } else {
        draw_nothing(chart, y);
    }
    pdf_label(chart->pdf, text, percent_right, y, PDF_RIGHT);
    draw_targets(chart, row, y, height);
}

/* --- five levels --- */

static const enum pdf_fill LEVEL_FILLS[LEVEL_COUNT] = {PDF_BLACK, PDF_HATCH, PDF_WHITE, PDF_LIGHT,
                                                       PDF_MEDIUM};

/* The percentage in its bar, where there is room for it: white on black, and on a patch that leaves some
 * hatching. */
static void draw_level_text(const struct chart *chart, int level, gint64 percent, double x, double width,
                            double y)
{
    struct pdf *pdf = chart->pdf;
    const bool hatched = LEVEL_FILLS[level] == PDF_HATCH;
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "%%", percent);
    const double needed = pdf_label_width(pdf, text) + 3, middle = x + width / 2;

    if (needed + (hatched ? 8 : 0) > width)
        return;
    if (LEVEL_FILLS[level] == PDF_BLACK)
        pdf_label_white(pdf, text, middle, y, PDF_CENTER);
    else if (hatched)
        pdf_label_on_white(pdf, text, middle, y, PDF_CENTER);
    else
        pdf_label(pdf, text, middle, y, PDF_CENTER);
}

static void draw_levels(const struct chart *chart, const struct report_row *row, double y)
{
    gint64 percents[LEVEL_COUNT];
    double x = chart->x0;

    if (row->share.n == 0) {
        draw_nothing(chart, y);
        return;
    }
    counts_percentages(percents, &row->counts, 0);
    for (int i = 0; i < LEVEL_COUNT; i++) {
        const double width = (chart->x100 - chart->x0) * (double)row->counts.n[i] / (double)row->share.n;
        pdf_bar(chart->pdf, x, y - BAR / 2, width, BAR, LEVEL_FILLS[i]);
        draw_level_text(chart, i, percents[i], x, width, y);
        x += width;
    }
}

/* --- both --- */

static void draw_key_bar(struct pdf *pdf, double x, double y, int which)
{
    pdf_bar(pdf, x, y - 4, PDF_KEY_BOX, 8, (enum pdf_fill)which);
}

static void draw_key_line(struct pdf *pdf, double x, double y, int which)
{
    const double middle = x + PDF_KEY_BOX - 3;

    if (which == 0)
        pdf_whisker_lying(pdf, x, x + PDF_KEY_BOX, y);
    else if (which == 1)
        pdf_line(pdf, middle, y - 5, middle, y + 5, 2.2, 0);
    else
        pdf_dashes(pdf, middle, y - 5.5, middle, y + 5.5);
}

static bool has_ratings(const struct chart *chart)
{
    for (guint i = 0; i < chart->rows->len; i++)
        if (row_at(chart, i)->share.n > 0)
            return true;
    return false;
}

static bool has_row(const struct chart *chart, enum basis basis)
{
    for (guint i = 0; i < chart->rows->len; i++)
        if (row_at(chart, i)->basis == basis)
            return true;
    return false;
}

static bool has_overall_target(const struct chart *chart)
{
    const GArray *targets = chart->w->report->targets;
    const struct report_row *first = row_at(chart, 0);

    for (guint i = 0; i < targets->len && !first->area[0]; i++)
        if (pdf_target_is_of(&g_array_index(targets, struct report_target, i), first))
            return true;
    return false;
}

static void draw_share_key(const struct chart *chart)
{
    struct pdf *pdf = chart->pdf;
    double x = pdf_key(pdf, pdf->left, pdf->y, say_print(chart->w, "key-share"), draw_key_bar, PDF_MEDIUM);

    if (has_row(chart, BASIS_TOO_FEW))
        x = pdf_key(pdf, x, pdf->y, say(chart->w, "too-few"), draw_key_bar, PDF_HATCH);
    x = pdf_key(pdf, x, pdf->y, say_print(chart->w, "interval"), draw_key_line, 0);
    if (chart->w->report->targets->len > 0)
        x = pdf_key(pdf, x, pdf->y, say(chart->w, "target"), draw_key_line, 1);
    if (has_overall_target(chart))
        pdf_key(pdf, x, pdf->y, say_print(chart->w, "key-overall"), draw_key_line, 2);
}

static void draw_level_key(const struct chart *chart)
{
    double x = chart->pdf->left;

    for (int i = 0; i < LEVEL_COUNT; i++) {
        g_autofree char *key = g_strdup_printf("level.%d", i + LEVEL_MIN);
        x = pdf_key(chart->pdf, x, chart->pdf->y, words_get(chart->w->words, chart->w->language, key),
                    draw_key_bar, (int)LEVEL_FILLS[i]);
    }
}

static void draw_row(const struct chart *chart, guint i, double y)
{
    const struct report_row *row = row_at(chart, i);
    g_autoptr(PangoLayout) name = name_layout(chart, row);
    g_autofree char *n = say_count(chart->w, row->share.n);
    const double right = chart->shares ? chart->pdf->right - chart->asked - 2 * COLUMN_GAP -
                                             pdf_label_width(chart->pdf, "100,00%")
                                       : chart->pdf->right;

    pdf_show(chart->pdf, name, chart->pdf->left, y - pdf_layout_height(name) / 2);
    if (chart->shares)
        draw_share(chart, row, y, height_at(chart, i));
    else
        draw_levels(chart, row, y);
    pdf_label(chart->pdf, n, right, y, PDF_RIGHT);
}

/* What a dashed line asks, over it; where the next such text may begin. */
static double draw_percent(const struct chart *chart, const struct target *target, double x, double y)
{
    char percent[PERCENT_SIZE];

    target_percent_format(percent, target);
    g_autofree char *number = with_decimal_mark(chart->w, percent);
    g_autofree char *text = g_strconcat(number, "%", NULL);
    pdf_label(chart->pdf, text, x, y - PDF_SMALL * 0.7, PDF_CENTER);
    return x + pdf_label_width(chart->pdf, text) + 4;
}

/* The overall target as a dashed line through all rows: what the whole center is to reach. */
static void draw_overall(const struct chart *chart, double top, double bottom)
{
    const GArray *targets = chart->w->report->targets;
    const struct report_row *first = row_at(chart, 0);
    double free_from = 0;

    for (guint i = 0; i < targets->len && chart->shares && !first->area[0]; i++) {
        const struct report_target *target = &g_array_index(targets, struct report_target, i);
        const double x = target_x(chart, target->target);
        if (!pdf_target_is_of(target, first))
            continue;
        pdf_dashes(chart->pdf, x, top, x, bottom);
        if (x > free_from)
            free_from = draw_percent(chart, target->target, x, top);
    }
}

static void draw_heads(const struct chart *chart)
{
    const double y = chart->pdf->y + PDF_SMALL / 2;
    const double target = chart->pdf->right - chart->asked;
    const double share = target - COLUMN_GAP;

    if (chart->shares) {
        if (chart->asked > 0)
            pdf_label(chart->pdf, say(chart->w, "target"), target, y, PDF_LEFT);
        pdf_label(chart->pdf, say(chart->w, "n"), share - COLUMN_GAP - pdf_label_width(chart->pdf, "100,00%"),
                  y, PDF_RIGHT);
        pdf_label(chart->pdf, say_print(chart->w, "percent"), share, y, PDF_RIGHT);
    } else {
        pdf_label(chart->pdf, say(chart->w, "n"), chart->pdf->right, y, PDF_RIGHT);
    }
    chart->pdf->y += PDF_SMALL * 1.4;
}

/* Rows first.. as many as fit on this page, but that the next page has more than a few; the first that did
 * not. */
static guint draw_page(const struct chart *chart, guint first)
{
    struct pdf *pdf = chart->pdf;
    guint end = first;
    double height = 0;

    draw_heads(chart);
    while (end < chart->rows->len && height + height_at(chart, end) + AXIS <= pdf_room(pdf))
        height += height_at(chart, end++);
    if (end < chart->rows->len)
        for (; end > first + 1 && chart->rows->len - end < ROWS_TOGETHER; end--)
            height -= height_at(chart, end - 1);
    end = MAX(end, first + 1);
    pdf_percent_axis(pdf, chart->x0, chart->x100, pdf->y, pdf->y + height);
    draw_overall(chart, pdf->y, pdf->y + height);
    for (guint i = first; i < end; i++) {
        draw_row(chart, i, pdf->y + height_at(chart, i) / 2);
        pdf->y += height_at(chart, i);
    }
    pdf->y += AXIS;
    return end;
}

static double height_of(const struct chart *chart, guint rows)
{
    double height = AXIS + PDF_SMALL * 5;

    for (guint i = 0; i < MIN(rows, chart->rows->len); i++)
        height += height_at(chart, i);
    return height;
}

/* The gap at which the chart and what follows are that high. */
static double gap_for(const struct chart *chart, double height)
{
    return (height - height_of(chart, chart->rows->len)) / chart->rows->len + chart->gap;
}

/* Chooses the gap, and how much of the chart must be on the page of its heading: all of it, drawn close when
 * it only fits so; some rows when the page would otherwise stay too empty. */
static double settle(struct chart *chart, double heading, double after)
{
    const double room = pdf_room(chart->pdf) - heading, page = pdf_height(chart->pdf) - heading;
    const double least = height_of(chart, chart->rows->len);
    double gap = GAP_MOST;

    if (least <= room)
        gap = gap_for(chart, least + after <= room ? room - after : room);
    else if (least <= page && room <= pdf_gap_most(chart->pdf))
        gap = gap_for(chart, least + after <= page ? page - after : page);
    chart->gap = CLAMP(gap, GAP_LEAST, GAP_MOST);
    const double whole = height_of(chart, chart->rows->len);
    const bool split = whole > page || (whole > room && room > pdf_gap_most(chart->pdf));
    return split ? height_of(chart, ROWS_TOGETHER) : whole;
}

static void draw_key(const struct chart *chart)
{
    chart->pdf->y += PDF_SMALL / 2;
    if (chart->shares)
        draw_share_key(chart);
    else
        draw_level_key(chart);
    chart->pdf->y += PDF_SMALL * 1.2;
}

static void draw_chart(struct chart *chart, const char *key, double after)
{
    struct pdf *pdf = chart->pdf;
    g_autofree char *heading = pdf_chart_heading(chart->w, key, row_at(chart, 0)->item);

    pdf_heading(pdf, heading, 1, 0, settle(chart, pdf_heading_height(pdf, heading, 1), after));
    cairo_tag_begin(pdf->cr, "Figure", NULL);
    draw_key(chart);
    for (guint i = 0; (i = draw_page(chart, i)) < chart->rows->len;) {
        cairo_tag_end(pdf->cr, "Figure");
        pdf_break(pdf);
        cairo_tag_begin(pdf->cr, "Figure", NULL);
    }
    cairo_tag_end(pdf->cr, "Figure");
}

char *pdf_chart_heading(const struct wording *w, const char *key, enum item item)
{
    if (w->report->n_items == 1)
        return g_strdup(say_print(w, key));
    return g_strdup_printf("%s: %s", say_print(w, key), say_item(w, item));
}

void pdf_share_chart(struct pdf *pdf, const struct wording *w, enum item item, double after)
{
    struct chart chart = make_chart(pdf, w, item, true);

    if (has_ratings(&chart))
        draw_chart(&chart, "share-chart", after);
    free_chart(&chart);
}

void pdf_level_chart(struct pdf *pdf, const struct wording *w, enum item item)
{
    struct chart chart = make_chart(pdf, w, item, false);

    if (has_ratings(&chart))
        draw_chart(&chart, "level-chart", 0);
    free_chart(&chart);
}
