#include "pdf_text.h"
#include "wording.h"
#include <string.h>

static const char FAMILY[] = "Liberation Serif";
static const double LINE_SPACING = 1.08; /* a stacked accent on a capital never touches the line above */
static const double HEADING_GAP = 10, SUBHEADING_GAP = 4, HEADING_AFTER = 4;
static const double REMARK_GAP = 2.5;
static const double DASH_INDENT = 0.8; /* of the size */

char *pdf_escape(const char *text)
{
    return g_markup_escape_text(text, -1);
}

/* No ligatures: an "fi" stays two letters for whoever searches. */
static void set_style(PangoLayout *layout, double size)
{
    PangoFontDescription *font = pango_font_description_new();
    PangoAttrList *attributes = pango_layout_get_attributes(layout);

    pango_font_description_set_family_static(font, FAMILY);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    attributes = attributes ? pango_attr_list_copy(attributes) : pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("liga 0, clig 0"));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

PangoLayout *pdf_layout(const struct pdf *pdf, const char *markup, double size, double width,
                        enum pdf_align align)
{
    static const PangoAlignment ALIGN[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    PangoLayout *layout = pango_layout_new(pdf->context);
    g_autofree char *plain = plain_text(markup);

    pango_layout_set_markup(layout, plain, -1);
    set_style(layout, size);
    pango_layout_set_width(layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, (float)LINE_SPACING);
    pango_layout_set_alignment(layout, ALIGN[align]);
    return layout;
}

double pdf_layout_height(PangoLayout *layout)
{
    int height;

    pango_layout_get_size(layout, NULL, &height);
    return height / (double)PANGO_SCALE;
}

double pdf_layout_width(PangoLayout *layout)
{
    int width;

    pango_layout_get_size(layout, &width, NULL);
    return width / (double)PANGO_SCALE;
}

double pdf_text_width(const struct pdf *pdf, const char *markup, double size)
{
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, markup, size, -1, PDF_LEFT);
    return pdf_layout_width(layout);
}

double pdf_word_width(const struct pdf *pdf, const char *text, double size, bool bold)
{
    g_autofree char *plain = plain_text(text);
    g_auto(GStrv) words = g_strsplit_set(plain, " \n", -1);
    double widest = 0;

    for (char **word = words; *word; word++) {
        g_autofree char *escaped = pdf_escape(*word);
        g_autofree char *markup = g_strdup_printf(bold ? "<b>%s</b>" : "%s", escaped);
        widest = MAX(widest, pdf_text_width(pdf, markup, size));
    }
    return widest;
}

int pdf_text_lines(const struct pdf *pdf, const char *markup, double size, double width)
{
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, markup, size, width, PDF_CENTER);
    return pango_layout_get_line_count(layout);
}

double pdf_balanced_width(const struct pdf *pdf, const char *markup, double size, double width)
{
    const int lines = pdf_text_lines(pdf, markup, size, width);
    double narrow = width / 3;

    for (int i = 0; i < 8; i++) {
        const double middle = (narrow + width) / 2;
        if (pdf_text_lines(pdf, markup, size, middle) > lines)
            narrow = middle;
        else
            width = middle;
    }
    return width;
}

void pdf_show(struct pdf *pdf, PangoLayout *layout, double x, double y)
{
    cairo_move_to(pdf->cr, x, y);
    pango_cairo_show_layout(pdf->cr, layout);
}

void pdf_show_tagged(struct pdf *pdf, PangoLayout *layout, double x, double y, const char *tag)
{
    cairo_tag_begin(pdf->cr, tag, NULL);
    pdf_show(pdf, layout, x, y);
    cairo_tag_end(pdf->cr, tag);
}

void pdf_paragraph(struct pdf *pdf, const char *markup, double size, enum pdf_align align, double gap)
{
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, markup, size, pdf_width(pdf), align);
    const double height = pdf_layout_height(layout);

    pdf_need(pdf, height);
    pdf_show_tagged(pdf, layout, pdf->left, pdf->y, "P");
    pdf->y += height + gap;
}

static PangoLayout *dash_layout(const struct pdf *pdf, const char *markup, double size)
{
    return pdf_layout(pdf, markup, size, pdf_width(pdf) - size * DASH_INDENT, PDF_LEFT);
}

double pdf_dash_height(const struct pdf *pdf, const char *markup, double size, double gap)
{
    g_autoptr(PangoLayout) layout = dash_layout(pdf, markup, size);
    return pdf_layout_height(layout) + gap;
}

void pdf_dash(struct pdf *pdf, const char *markup, double size, double gap)
{
    g_autoptr(PangoLayout) dash = pdf_layout(pdf, "-", size, -1, PDF_LEFT);
    g_autoptr(PangoLayout) layout = dash_layout(pdf, markup, size);
    const double height = pdf_layout_height(layout);

    pdf_need(pdf, height);
    pdf_show(pdf, dash, pdf->left, pdf->y);
    pdf_show_tagged(pdf, layout, pdf->left + size * DASH_INDENT, pdf->y, "P");
    pdf->y += height + gap;
}

static char *italic(const char *markup)
{
    return g_strdup_printf("<i>%s</i>", markup);
}

void pdf_remark(struct pdf *pdf, const char *markup)
{
    g_autofree char *slanted = italic(markup);

    pdf->y += REMARK_GAP;
    pdf_paragraph(pdf, slanted, PDF_SMALL + 1, PDF_LEFT, REMARK_GAP);
}

double pdf_remark_height(const struct pdf *pdf, const char *markup)
{
    g_autofree char *slanted = italic(markup);
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, slanted, PDF_SMALL + 1, pdf_width(pdf), PDF_LEFT);
    return pdf_layout_height(layout) + 2 * REMARK_GAP;
}

char *pdf_signed(const char *sign, const char *text, bool all)
{
    g_autofree char *plain = plain_text(text);
    g_autofree char *escaped = pdf_escape(plain);
    const char *rest = all ? NULL : strchr(escaped, ' ');
    const int kept = (int)strlen(escaped) - (int)(rest ? strlen(rest) : 0);

    return g_strdup_printf("<span allow_breaks=\"false\">%s%.*s</span>%s", sign, kept, escaped,
                           rest ? rest : "");
}

static PangoLayout *heading_layout(const struct pdf *pdf, const char *text, int level)
{
    g_autofree char *escaped = pdf_escape(text);
    g_autofree char *markup = g_strdup_printf(level == 1 ? "<b>%s</b>" : "<b><i>%s</i></b>", escaped);
    return pdf_layout(pdf, markup, PDF_BODY, pdf_width(pdf), PDF_LEFT);
}

static double gap_before(int level)
{
    return level == 1 ? HEADING_GAP : SUBHEADING_GAP;
}

double pdf_heading_height(const struct pdf *pdf, const char *text, int level)
{
    g_autoptr(PangoLayout) layout = heading_layout(pdf, text, level);
    return gap_before(level) + pdf_layout_height(layout) + HEADING_AFTER;
}

int pdf_heading(struct pdf *pdf, const char *text, int level, int parent, double keep)
{
    g_autoptr(PangoLayout) layout = heading_layout(pdf, text, level);
    g_autofree char *name = plain_text(text);
    const double height = pdf_layout_height(layout);

    if (!pdf_need(pdf, gap_before(level) + height + HEADING_AFTER + keep) && pdf->y > pdf->top)
        pdf->y += gap_before(level);
    const int entry = pdf_outline(pdf, parent, name);
    pdf_show_tagged(pdf, layout, pdf->left, pdf->y, level == 1 ? "H1" : "H2");
    pdf->y += height + HEADING_AFTER;
    return entry;
}

void pdf_line(struct pdf *pdf, double x1, double y1, double x2, double y2, double thick, double grey)
{
    cairo_save(pdf->cr);
    cairo_set_line_width(pdf->cr, thick);
    cairo_set_source_rgb(pdf->cr, grey, grey, grey);
    cairo_move_to(pdf->cr, x1, y1);
    cairo_line_to(pdf->cr, x2, y2);
    cairo_stroke(pdf->cr);
    cairo_restore(pdf->cr);
}
