#include "pdf_parts.h"

static char *say_signed_verdict(const struct wording *w, const struct report_target *target)
{
    static const char *const SIGNS[] = {
        [VERDICT_MET] = "● ", [VERDICT_MISSED] = "○ ", [VERDICT_NO_DATA] = ""};
    g_autofree char *verdict = say_verdict(w, target);

    return pdf_signed(SIGNS[target->verdict], verdict, target->in_force);
}

bool pdf_target_is_of(const struct report_target *target, const struct report_row *row)
{
    char **areas = target->target->areas;
    const bool overall = !areas || !areas[0];

    if (target->target->outside || target->target->item != row->item)
        return false;
    if (!row->area[0])
        return overall && target->reading == READING_POOLED;
    if (target->reading == READING_EACH)
        return g_str_equal(target->area, row->area);
    return !overall && !areas[1] && g_str_equal(areas[0], row->area);
}

static pdf_table_t *new_table(struct pdf *pdf, const struct wording *w)
{
    pdf_table_t *table = pdf_table_new(pdf);

    pdf_table_column(table, NULL, say(w, "scope"), PDF_LEFT, 46);
    pdf_table_column(table, NULL, say(w, "required"), PDF_LEFT, 34);
    pdf_table_column(table, NULL, say(w, "n"), PDF_RIGHT, 0);
    pdf_table_column(table, NULL, say(w, "share"), PDF_RIGHT, 0);
    pdf_table_column(table, NULL, say_print(w, "interval"), PDF_CENTER, 0);
    pdf_table_column(table, NULL, say(w, "verdict"), PDF_LEFT, 46);
    return table;
}

/* What it is about, and the plan's own words. */
static char *subject_of(const struct wording *w, const struct report_target *row)
{
    g_autofree char *subject = say_subject(w, row);
    g_autofree char *escaped = pdf_escape(subject);
    g_autofree char *sentence = pdf_escape(row->target->sentence ? row->target->sentence : "");

    if (!sentence[0])
        return g_strdup_printf("<b>%s</b>", escaped);
    return g_strdup_printf("<b>%s</b>: <i>“%s”</i>", escaped, sentence);
}

static char *verdict_cell(const struct wording *w, const struct report_target *row)
{
    g_autofree char *verdict = say_signed_verdict(w, row);
    g_autofree char *basis = pdf_escape(say_basis(w, row->basis));

    if (row->basis == BASIS_NONE || !basis[0])
        return g_strdup_printf("<b>%s</b>", verdict);
    return g_strdup_printf("<b>%s</b>\n<i>%s</i>", verdict, basis);
}

static void add_target(pdf_table_t *table, const struct wording *w, const struct report_target *row)
{
    pdf_table_row(table, false);
    pdf_table_take(table, say_scope(w, row));
    pdf_table_take(table, say_requirement(w, row->target));
    pdf_table_take(table, row->target->outside ? g_strdup("–") : say_count(w, row->share.n));
    pdf_table_take(table, say_share(w, row->share));
    pdf_table_take(table, say_interval(w, row->share));
    pdf_table_take_markup(table, verdict_cell(w, row));
}

/* What several rows are about is said once, over them. */
static void add_targets(pdf_table_t *table, const struct wording *w, const struct plan *plan)
{
    const GArray *targets = w->report->targets;
    g_autofree char *last = NULL;

    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *row = &g_array_index(targets, struct report_target, i);
        if (row->plan != plan)
            continue;
        char *subject = subject_of(w, row);
        if (g_strcmp0(subject, last) != 0)
            pdf_table_span_markup(table, g_strdup(subject));
        g_free(last);
        last = subject;
        add_target(table, w, row);
    }
}

void pdf_plan(struct pdf *pdf, const struct wording *w, const struct plan *plan)
{
    g_autofree char *heading =
        words_format(w->words, w->language, "report.plan-heading", "plan", plan->name, NULL);
    const char *empty = say_plan_empty(w, plan);
    g_autoptr(pdf_table_t) table = new_table(pdf, w);

    add_targets(table, w, plan);
    if (empty)
        pdf_short_part(pdf, heading, empty);
    else
        pdf_table_part(table, heading);
}
