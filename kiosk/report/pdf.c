#include "pdf_parts.h"

/* What the director signs. */
static void draw_sheet(struct pdf *pdf, const struct wording *w)
{
    const GPtrArray *plans = w->report->plans;
    const enum item item = w->report->items[0];

    pdf_letterhead(pdf, w);
    pdf_main_item(pdf, w);
    for (guint i = 0; i < plans->len; i++)
        pdf_plan(pdf, w, g_ptr_array_index(plans, i));
    pdf_share_chart(pdf, w, item, pdf_notes_and_signatures_height(pdf, w));
    pdf_notes_and_signatures(pdf, w);
}

static void draw_appendix(struct pdf *pdf, const struct wording *w)
{
    pdf_appendix(pdf, w);
    for (size_t i = 1; i < w->report->n_items; i++)
        pdf_item(pdf, w, w->report->items[i]);
    pdf_comparison(pdf, w);
    pdf_level_chart(pdf, w, w->report->items[0]);
    pdf_trend_chart(pdf, w, w->report->items[0]);
    pdf_trend_table(pdf, w);
    pdf_channels(pdf, w);
    pdf_reasons(pdf, w);
    pdf_participation(pdf, w);
    pdf_journals(pdf, w);
    pdf_entries(pdf, w);
}

bool report_pdf(GString *out, const report_t *report, const struct face_style *style, GError **error)
{
    const struct wording w = {report, style->words, style->language};
    g_autofree char *period = say_period(&w);
    g_autofree char *center = say_center(&w);
    g_autofree char *author = plain_text(center);
    g_autofree char *about = g_strdup_printf("%s. %s", say_print(&w, "subject"), period);
    g_autofree char *subject = plain_text(about);
    const struct pdf_about properties = {say(&w, "title"), author, subject,
                                         report->amended ? report->amended : report->period.to};
    struct pdf pdf;

    if (!pdf_open(&pdf, style->fonts, &properties, error))
        return false;
    draw_sheet(&pdf, &w);
    draw_appendix(&pdf, &w);
    return pdf_close(&pdf, out, error);
}
