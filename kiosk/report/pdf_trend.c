#include "pdf_chart.h"
#include "pdf_parts.h"

static const double PLOT_MOST_MM = 55, PLOT_LEAST_MM = 32, DOT = 1.8;
static const double BELOW = 2.5 * PDF_SMALL; /* days under the plot */
enum { MOST_WHISKERS = 60, PERCENT_STEP = 20 };

/* The plot: the steps of one item along the foot. */
struct plot {
    struct pdf *pdf;
    const struct wording *w;
    GPtrArray *steps; /* of const struct report_step *, borrowed */
    double x0, x1;
    double top, bottom;
};

static const struct report_step *step_at(const struct plot *plot, guint i)
{
    return g_ptr_array_index(plot->steps, i);
}

static double x_of(const struct plot *plot, guint i)
{
    return plot->x0 + (plot->x1 - plot->x0) * (i + 0.5) / plot->steps->len;
}

static double y_of(const struct plot *plot, double percent)
{
    return plot->bottom - (plot->bottom - plot->top) * percent / 100;
}

static double y_at(const struct plot *plot, guint i)
{
    const struct share share = step_at(plot, i)->share;
    return y_of(plot, 100.0 * (double)share.satisfied / (double)share.n);
}

static void draw_percents(const struct plot *plot)
{
    for (int percent = 0; percent <= 100; percent += PERCENT_STEP) {
        g_autofree char *text = g_strdup_printf("%d%%", percent);
        const double y = y_of(plot, percent);
        pdf_line(plot->pdf, plot->x0, y, plot->x1, y, 0.5, percent == 0 ? 0 : 0.75);
        pdf_label(plot->pdf, text, plot->x0 - 4, y, PDF_RIGHT);
    }
}

/* A month is named without its day. */
static char *step_name(const struct plot *plot, guint i)
{
    const int day = step_at(plot, i)->from;

    return plot->w->report->by == REPORT_BY_MONTH ? g_strdup_printf("%02d/%04d", day / 100 % 100, day / 10000)
                                                  : say_day(day);
}

/* As many first days of steps as stand side by side. */
static void draw_days(const struct plot *plot)
{
    g_autofree char *sample = step_name(plot, 0);
    const double room = plot->x1 - plot->x0;
    const guint most = MAX(1, (guint)(room / (pdf_label_width(plot->pdf, sample) + 10)));
    const guint every = (plot->steps->len + most - 1) / most;

    for (guint i = 0; i < plot->steps->len; i += every) {
        g_autofree char *day = step_name(plot, i);
        pdf_line(plot->pdf, x_of(plot, i), plot->bottom, x_of(plot, i), plot->bottom + 3, 0.5, 0);
        pdf_label(plot->pdf, day, x_of(plot, i), plot->bottom + PDF_SMALL, PDF_CENTER);
    }
}

/* A step without a rating breaks the line to dashes: nothing is known there. */
static void draw_line(const struct plot *plot)
{
    guint before = G_MAXUINT;

    for (guint i = 0; i < plot->steps->len; i++) {
        if (step_at(plot, i)->share.n == 0)
            continue;
        if (before != G_MAXUINT && before + 1 == i)
            pdf_line(plot->pdf, x_of(plot, before), y_at(plot, before), x_of(plot, i), y_at(plot, i), 1.2, 0);
        before = i;
    }
}

static void draw_dots(const struct plot *plot)
{
    cairo_t *cr = plot->pdf->cr;

    for (guint i = 0; i < plot->steps->len; i++) {
        const struct share share = step_at(plot, i)->share;
        if (share.n == 0)
            continue;
        const struct interval interval = share_wilson95(share);
        if (plot->steps->len <= MOST_WHISKERS)
            pdf_whisker_standing(plot->pdf, y_of(plot, interval.low), y_of(plot, interval.high),
                                 x_of(plot, i));
        cairo_arc(cr, x_of(plot, i), y_at(plot, i), DOT, 0, 2 * G_PI);
        cairo_set_source_rgb(cr, 0, 0, 0);
        cairo_fill(cr);
    }
}

/* The targets about what the trend shows: the whole center, or the one area. */
static void draw_targets(const struct plot *plot, enum item item)
{
    const GArray *targets = plot->w->report->targets;
    struct report_row row = {.item = item};
    double last = -1;

    g_strlcpy(row.area, plot->w->report->area, sizeof row.area);
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = &g_array_index(targets, struct report_target, i);
        const double y = y_of(plot, target->target->percent_hundredths / 100.0);
        if (!pdf_target_is_of(target, &row) || y == last)
            continue;
        last = y;
        g_autofree char *required = say_requirement(plot->w, target->target);
        g_autofree char *text = g_strdup_printf("%s: %s", say(plot->w, "target"), required);
        pdf_dashes(plot->pdf, plot->x0, y, plot->x1, y);
        pdf_label(plot->pdf, text, plot->x1 + 4, y, PDF_LEFT);
    }
}

static void draw_plot(const struct plot *plot, enum item item)
{
    cairo_tag_begin(plot->pdf->cr, "Figure", NULL);
    draw_percents(plot);
    draw_days(plot);
    draw_targets(plot, item);
    draw_line(plot);
    draw_dots(plot);
    cairo_tag_end(plot->pdf->cr, "Figure");
}

void pdf_trend_chart(struct pdf *pdf, const struct wording *w, enum item item)
{
    const GArray *trend = w->report->trend;
    g_autoptr(GPtrArray) steps = g_ptr_array_new();

    for (guint i = 0; i < trend->len; i++)
        if (g_array_index(trend, struct report_step, i).item == item)
            g_ptr_array_add(steps, &g_array_index(trend, struct report_step, i));
    if (steps->len < 2)
        return;
    g_autofree char *heading = pdf_chart_heading(w, "trend-chart", item);
    pdf_heading(pdf, heading, 1, 0, PLOT_LEAST_MM * PDF_MM + BELOW);
    const double height = MIN(PLOT_MOST_MM * PDF_MM, pdf_room(pdf) - BELOW);
    const struct plot plot = {pdf, w, steps, pdf->left + 30, pdf->right - 100, pdf->y + 6, pdf->y + height};
    draw_plot(&plot, item);
    pdf->y += height + BELOW;
}
