#include "pdf_chart.h"

static const double THIN = 0.5, WHISKER = 0.9, CAP = 2.2, HATCH_STEP = 3.2, HATCH_GREY = 0.45;

static void set_grey(struct pdf *pdf, double grey)
{
    cairo_set_source_rgb(pdf->cr, grey, grey, grey);
}

static void hatch(struct pdf *pdf, double x, double y, double width, double height)
{
    cairo_save(pdf->cr);
    cairo_rectangle(pdf->cr, x, y, width, height);
    cairo_clip(pdf->cr);
    cairo_set_line_width(pdf->cr, 0.6);
    set_grey(pdf, HATCH_GREY);
    for (double at = x - height; at < x + width; at += HATCH_STEP) {
        cairo_move_to(pdf->cr, at, y + height);
        cairo_line_to(pdf->cr, at + height, y);
    }
    cairo_stroke(pdf->cr);
    cairo_restore(pdf->cr);
}

void pdf_bar(struct pdf *pdf, double x, double y, double width, double height, enum pdf_fill fill)
{
    static const double GREYS[] = {
        [PDF_BLACK] = 0.2, [PDF_HATCH] = 1, [PDF_WHITE] = 1, [PDF_LIGHT] = 0.86, [PDF_MEDIUM] = 0.66};

    if (width <= 0)
        return;
    cairo_rectangle(pdf->cr, x, y, width, height);
    set_grey(pdf, GREYS[fill]);
    cairo_fill(pdf->cr);
    if (fill == PDF_HATCH)
        hatch(pdf, x, y, width, height);
    set_grey(pdf, 0);
    cairo_rectangle(pdf->cr, x, y, width, height);
    cairo_set_line_width(pdf->cr, THIN);
    cairo_stroke(pdf->cr);
}

static double left_of(double width, double x, enum pdf_align align)
{
    const double back[] = {[PDF_LEFT] = 0, [PDF_CENTER] = width / 2, [PDF_RIGHT] = width};
    return x - back[align];
}

static void show_label(struct pdf *pdf, const char *text, double x, double y, enum pdf_align align,
                       double grey)
{
    g_autofree char *escaped = pdf_escape(text);
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, escaped, PDF_SMALL, -1, PDF_LEFT);

    set_grey(pdf, grey);
    pdf_show(pdf, layout, left_of(pdf_layout_width(layout), x, align), y - pdf_layout_height(layout) / 2);
    set_grey(pdf, 0);
}

void pdf_label(struct pdf *pdf, const char *text, double x, double y, enum pdf_align align)
{
    show_label(pdf, text, x, y, align, 0);
}

/* The patch is a little lower than a bar, so that a bar's outline stays whole. */
void pdf_label_on_white(struct pdf *pdf, const char *text, double x, double y, enum pdf_align align)
{
    const double width = pdf_label_width(pdf, text);

    set_grey(pdf, 1);
    cairo_rectangle(pdf->cr, left_of(width, x, align) - 1.5, y - 4.2, width + 3, 8.4);
    cairo_fill(pdf->cr);
    pdf_label(pdf, text, x, y, align);
}

void pdf_label_white(struct pdf *pdf, const char *text, double x, double y, enum pdf_align align)
{
    show_label(pdf, text, x, y, align, 1);
}

double pdf_label_width(const struct pdf *pdf, const char *text)
{
    g_autofree char *escaped = pdf_escape(text);
    return pdf_text_width(pdf, escaped, PDF_SMALL);
}

void pdf_dashes(struct pdf *pdf, double x1, double y1, double x2, double y2)
{
    static const double DASHES[] = {4, 2.5};

    cairo_save(pdf->cr);
    cairo_set_dash(pdf->cr, DASHES, G_N_ELEMENTS(DASHES), 0);
    pdf_line(pdf, x1, y1, x2, y2, 1, 0);
    cairo_restore(pdf->cr);
}

void pdf_whisker_lying(struct pdf *pdf, double low, double high, double y)
{
    pdf_line(pdf, low, y, high, y, WHISKER, 0);
    pdf_line(pdf, low, y - CAP, low, y + CAP, WHISKER, 0);
    pdf_line(pdf, high, y - CAP, high, y + CAP, WHISKER, 0);
}

void pdf_whisker_standing(struct pdf *pdf, double low, double high, double x)
{
    pdf_line(pdf, x, low, x, high, THIN, 0.45);
    pdf_line(pdf, x - CAP, low, x + CAP, low, THIN, 0.45);
    pdf_line(pdf, x - CAP, high, x + CAP, high, THIN, 0.45);
}

void pdf_percent_axis(struct pdf *pdf, double x0, double x100, double top, double bottom)
{
    for (int percent = 0; percent <= 100; percent += 20) {
        const double x = x0 + (x100 - x0) * percent / 100;
        g_autofree char *text = g_strdup_printf("%d%%", percent);
        pdf_line(pdf, x, top, x, bottom, THIN, percent == 0 ? 0 : 0.75);
        pdf_label(pdf, text, x, bottom + PDF_SMALL * 0.8, PDF_CENTER);
    }
}

double pdf_key(struct pdf *pdf, double x, double y, const char *text,
               void (*draw)(struct pdf *pdf, double x, double y, int which), int which)
{
    const double width = PDF_KEY_BOX + 4 + pdf_label_width(pdf, text);

    if (x > pdf->left && x + width > pdf->right) {
        x = pdf->left;
        pdf->y += PDF_SMALL * 1.5;
        y = pdf->y;
    }
    draw(pdf, x, y, which);
    pdf_label(pdf, text, x + PDF_KEY_BOX + 4, y, PDF_LEFT);
    return x + width + 14;
}
