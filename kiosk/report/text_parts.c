#include "text_parts.h"

/* How much of a journal's head is printed: enough to compare by eye, and too much to be forged by chance. */
enum { HEAD_DIGITS = 16 };

void text_heading(table_t *table, const struct wording *w, const char *const *keys)
{
    for (; *keys; keys++)
        table_add(table, say(w, *keys));
}

void text_table(GString *out, const char *heading, const table_t *table)
{
    g_string_append_printf(out, "\n%s\n\n", heading);
    table_append(out, table);
}

/* --- by time --- */

static void append_trend_of(GString *out, const struct wording *w, enum item item)
{
    const GArray *trend = w->report->trend;
    g_autoptr(table_t) table = table_new("lrrr");
    g_autofree char *heading = g_strdup_printf("%s: %s", say(w, say_by(w->report->by)), say_item(w, item));

    text_heading(table, w, (const char *const[]){"step", "n", "share", "set-aside", NULL});
    for (guint i = 0; i < trend->len; i++) {
        const struct report_step *step = &g_array_index(trend, struct report_step, i);
        if (step->item != item)
            continue;
        table_take(table, say_step(step));
        table_take(table, say_count(w, step->share.n));
        table_take(table, say_share(w, step->share));
        table_take(table, say_count(w, counts_total(&step->set_aside)));
    }
    text_table(out, heading, table);
}

void text_trend(GString *out, const struct wording *w)
{
    for (size_t i = 0; w->report->by != REPORT_BY_NONE && i < w->report->n_items; i++)
        append_trend_of(out, w, w->report->items[i]);
}

/* --- by channel --- */

void text_channels(GString *out, const struct wording *w)
{
    const GArray *channels = w->report->channels;
    g_autoptr(table_t) table = table_new("llrrrlr");

    text_heading(
        table, w,
        (const char *const[]){"item", "channel", "n", "share", "wilson", "basis", "set-aside", NULL});
    for (guint i = 0; i < channels->len; i++) {
        const struct report_channel *row = &g_array_index(channels, struct report_channel, i);
        table_add(table, say_item(w, row->item));
        table_add(table, say_channel(w, row));
        table_take(table, say_count(w, row->share.n));
        table_take(table, say_share(w, row->share));
        table_take(table, say_interval(w, row->share));
        table_add(table, say_basis(w, row->basis));
        table_take(table, say_count(w, counts_total(&row->set_aside)));
    }
    text_table(out, say(w, "channels"), table);
}

/* --- what was named --- */

/* "Thời gian chờ 6 · Giấy tờ yêu cầu 2": only what anybody named. */
static char *named(const struct wording *w, const struct report_reasons *row)
{
    GString *text = g_string_new(NULL);

    for (int reason = 0; reason < REASON_COUNT; reason++) {
        if (row->n[reason] == 0)
            continue;
        g_autofree char *count = say_count(w, row->n[reason]);
        g_string_append_printf(text, "%s%s %s", text->len ? " · " : "", say_reason(w, (enum reason)reason),
                               count);
    }
    return g_string_free(text, FALSE);
}

void text_reasons(GString *out, const struct wording *w)
{
    const GArray *reasons = w->report->reasons;
    g_autoptr(table_t) table = table_new("lrrl");
    g_autofree char *heading = g_strdup_printf("%s (%s)", say(w, "reasons"), say(w, "several"));

    text_heading(table, w, (const char *const[]){"area", "respondents", "with-reasons", "named", NULL});
    for (guint i = 0; i < reasons->len; i++) {
        const struct report_reasons *row = &g_array_index(reasons, struct report_reasons, i);
        table_add(table, say_area(w, row->area));
        table_take(table, say_count(w, row->respondents));
        table_take(table, say_count(w, row->with_reasons));
        table_take(table, named(w, row));
    }
    if (reasons->len > 0)
        text_table(out, heading, table);
}

/* --- how it was computed --- */

static void add_entry(table_t *table, const struct wording *w, const char *what, gint64 count)
{
    table_add(table, what);
    table_take(table, say_count(w, count));
}

void text_entries(GString *out, const struct wording *w)
{
    const struct report_entries *entries = &w->report->entries;
    g_autoptr(table_t) table = table_new("lr");

    text_heading(table, w, (const char *const[]){"entry", "entry-count", NULL});
    add_entry(table, w, say(w, "entries-all"), entries->all);
    add_entry(table, w, say(w, "entries-counted"), entries->counted);
    add_entry(table, w, say(w, "entries-set-aside"), entries->set_aside);
    for (int kind = ENTRY_RATING + 1; kind < ENTRY_KIND_END; kind++)
        add_entry(table, w, say_kind(w, (enum entry_kind)kind), entries->of_kind[kind]);
    text_table(out, say(w, "entries"), table);
}

void text_journals(GString *out, const struct wording *w)
{
    const GArray *journals = w->report->journals;

    g_string_append_printf(out, "\n%s:", say(w, "journals"));
    if (journals->len == 0)
        g_string_append_printf(out, " %s", say(w, "no-journal"));
    g_string_append_c(out, '\n');
    for (guint i = 0; i < journals->len; i++) {
        const struct shelf_journal *journal = &g_array_index(journals, struct shelf_journal, i);
        char head[SEAL_TEXT_SIZE];
        seal_format(head, journal->head);
        g_string_append_printf(out, "  %s  %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT "  %.*s\n",
                               journal->device, journal->first_seq, journal->last_seq, HEAD_DIGITS, head);
    }
}
