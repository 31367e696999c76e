#include "text_parts.h"

static void append_line(GString *out, const char *text)
{
    g_string_append(out, text);
    g_string_append_c(out, '\n');
}

/* A line of its own when there is something to say. */
static void take_line(GString *out, char *text)
{
    if (text)
        append_line(out, text);
    g_free(text);
}

static void append_title(GString *out, const struct wording *w)
{
    append_line(out, say(w, "title"));
    take_line(out, say_amendment(w));
    take_line(out, say_center(w));
    take_line(out, say_period(w));
    if (period_is_decree(&w->report->period))
        append_line(out, say(w, "window-decree"));
    take_line(out, say_narrowing(w));
}

/* --- the rows --- */

static void add_row_heading(table_t *table, const struct wording *w)
{
    table_add(table, say(w, "area"));
    table_add(table, say(w, "n"));
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++)
        table_take(table, g_strdup_printf("%d", level));
    text_heading(table, w, (const char *const[]){"share", "wilson", "basis", "set-aside", NULL});
}

static void add_row(table_t *table, const struct wording *w, const struct report_row *row)
{
    table_add(table, say_area(w, row->area));
    table_take(table, say_count(w, row->share.n));
    for (int i = 0; i < LEVEL_COUNT; i++)
        table_take(table, say_count(w, row->counts.n[i]));
    table_take(table, say_share(w, row->share));
    table_take(table, say_interval(w, row->share));
    table_add(table, say_basis(w, row->basis));
    table_take(table, say_count(w, counts_total(&row->set_aside)));
}

static void append_item(GString *out, const struct wording *w, enum item item)
{
    const GArray *rows = w->report->rows;
    g_autoptr(table_t) table = table_new("lrrrrrrrrlr");

    add_row_heading(table, w);
    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item == item)
            add_row(table, w, row);
    }
    g_string_append_printf(out, "\n%s\n\n", say_item(w, item));
    table_append(out, table);
}

static void append_levels(GString *out, const struct wording *w)
{
    g_string_append_printf(out, "\n%s: ", say(w, "levels"));
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *key = g_strdup_printf("level.%d", level);
        g_string_append_printf(out, "%s%d %s", level > LEVEL_MIN ? " · " : "", level,
                               words_get(w->words, w->language, key));
    }
    g_string_append_c(out, '\n');
}

/* --- beside the period before --- */

static void add_comparison(table_t *table, const struct wording *w, const struct report_row *row)
{
    table_add(table, say_area(w, row->area));
    table_take(table, say_count(w, row->before.n));
    table_take(table, say_share(w, row->before));
    table_take(table, say_share(w, row->share));
    table_take(table, say_points(w, row));
    table_add(table, say_difference(w, row));
}

static void append_comparison(GString *out, const struct wording *w, enum item item)
{
    const GArray *rows = w->report->rows;
    g_autoptr(table_t) table = table_new("lrrrrl");

    text_heading(
        table, w,
        (const char *const[]){"area", "before-n", "before-share", "share", "points", "difference", NULL});
    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item == item)
            add_comparison(table, w, row);
    }
    g_string_append_printf(out, "\n%s: %s\n\n", say(w, "comparison"), say_item(w, item));
    table_append(out, table);
}

static void append_comparisons(GString *out, const struct wording *w)
{
    g_autofree char *before = say_before(w);

    if (!before)
        return;
    g_string_append_printf(out, "\n%s\n", before);
    for (size_t i = 0; i < w->report->n_items; i++)
        append_comparison(out, w, w->report->items[i]);
}

/* --- how many took part --- */

static void append_participation(GString *out, const struct wording *w)
{
    const GArray *rows = w->report->rows;
    g_autoptr(table_t) table = table_new("lrrrr");
    bool given = false;

    text_heading(table, w,
                 (const char *const[]){"area", "respondents", "dossiers", "participation", "guide", NULL});
    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item != w->report->items[0] || row->dossiers < 0)
            continue;
        given = true;
        table_add(table, say_area(w, row->area));
        table_take(table, say_count(w, row->respondents));
        table_take(table, say_count(w, row->dossiers));
        table_take(table, say_participation(w, row));
        table_take(table, say_guide(w, row));
    }
    if (given)
        text_table(out, say(w, "participation"), table);
}

/* --- the targets --- */

static void add_target(table_t *table, const struct wording *w, const struct report_target *row)
{
    table_take(table, say_subject(w, row));
    table_take(table, say_scope(w, row));
    table_take(table, say_requirement(w, row->target));
    table_take(table, say_count(w, row->share.n));
    table_take(table, say_share(w, row->share));
    table_add(table, row->target->outside || row->basis == BASIS_NONE ? "" : say_basis(w, row->basis));
    table_take(table, say_verdict(w, row));
}

static void append_plan(GString *out, const struct wording *w, const struct plan *plan)
{
    const GArray *targets = w->report->targets;
    g_autoptr(table_t) table = table_new("lllrrll");
    const char *empty = say_plan_empty(w, plan);

    g_autofree char *heading =
        words_format(w->words, w->language, "report.plan-heading", "plan", plan->name, NULL);

    if (empty) {
        g_string_append_printf(out, "\n%s\n%s\n", heading, empty);
        return;
    }
    text_heading(
        table, w,
        (const char *const[]){"target", "scope", "required", "n", "share", "basis", "verdict", NULL});
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *row = &g_array_index(targets, struct report_target, i);
        if (row->plan == plan)
            add_target(table, w, row);
    }
    text_table(out, heading, table);
}

static void append_notes(GString *out, const struct wording *w)
{
    g_auto(GStrv) notes = say_notes(w);

    g_string_append_printf(out, "\n%s\n", say(w, "notes"));
    for (char **note = notes; *note; note++)
        g_string_append_printf(out, "- %s\n", *note);
}

bool report_text(GString *out, const report_t *report, const struct face_style *style, GError **error)
{
    (void)error;
    const struct wording w = {report, style->words, style->language};
    g_autoptr(GString) text = g_string_new(NULL);

    append_title(text, &w);
    for (size_t i = 0; i < report->n_items; i++)
        append_item(text, &w, report->items[i]);
    append_levels(text, &w);
    append_comparisons(text, &w);
    append_participation(text, &w);
    for (guint i = 0; i < report->plans->len; i++)
        append_plan(text, &w, g_ptr_array_index(report->plans, i));
    text_trend(text, &w);
    text_channels(text, &w);
    text_reasons(text, &w);
    text_entries(text, &w);
    text_journals(text, &w);
    append_notes(text, &w);

    g_autofree char *plain = plain_text(text->str);
    g_string_append(out, plain);
    return true;
}
