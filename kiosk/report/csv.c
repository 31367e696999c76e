#include "csv_line.h"
#include "wording.h"

static void put_heading(struct csv_line *line, const struct wording *w, const char *const *keys)
{
    for (; *keys; keys++)
        csv_put_text(line, say(w, *keys));
}

#define HEADING(line, w, ...) put_heading(line, w, (const char *const[]){__VA_ARGS__, NULL})

/* A table's name on a line of its own. */
static void put_name(struct csv_line *line, const struct wording *w, const char *key)
{
    csv_end(line);
    csv_put_text(line, say(w, key));
    csv_end(line);
}

static void put_levels(struct csv_line *line, const struct wording *w, const char *format)
{
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *key = g_strdup_printf("level.%d", level);
        g_autofree char *full = g_strdup_printf("report.%s", format);
        csv_take_text(line, words_format(w->words, w->language, full, "level",
                                         words_get(w->words, w->language, key), NULL));
    }
}

static void put_counts(struct csv_line *line, const struct counts *counts)
{
    for (int i = 0; i < LEVEL_COUNT; i++)
        csv_put_count(line, counts->n[i]);
}

/* --- the head --- */

static void put_line(struct csv_line *line, const char *text)
{
    csv_put_text(line, text);
    csv_end(line);
}

/* A line of its own when there is something to say. */
static void take_line(struct csv_line *line, char *text)
{
    if (text)
        put_line(line, text);
    g_free(text);
}

static void write_title(struct csv_line *line, const struct wording *w)
{
    put_line(line, say(w, "title"));
    take_line(line, say_amendment(w));
    take_line(line, say_center(w));
    take_line(line, say_period(w));
    if (period_is_decree(&w->report->period))
        put_line(line, say(w, "window-decree"));
    take_line(line, say_narrowing(w));
    take_line(line, say_before(w));
    csv_end(line);
}

/* --- the rows --- */

static void put_row_heading(struct csv_line *line, const struct wording *w)
{
    HEADING(line, w, "item", "area", "area-id");
    put_levels(line, w, "level-counted");
    HEADING(line, w, "n", "satisfied", "share", "wilson-low", "wilson-high", "basis");
    put_levels(line, w, "level-set-aside");
    if (w->report->compared)
        HEADING(line, w, "before-n", "before-share", "points", "difference");
    if (report_has_dossiers(w->report))
        HEADING(line, w, "dossiers", "respondents", "participation-percent", "guide");
    csv_end(line);
}

static void put_before(struct csv_line *line, const struct wording *w, const struct report_row *row)
{
    const bool comparable = row->share.n > 0 && row->before.n > 0;
    char points[PERCENT_SIZE];

    csv_put_count(line, row->before.n);
    csv_put_share(line, row->before);
    if (comparable)
        share_points_format(points, row->share, row->before, 2);
    csv_put_number(line, comparable ? points : NULL);
    csv_put_text(line, comparable ? say_difference(w, row) : "");
}

static void put_dossiers(struct csv_line *line, const struct wording *w, const struct report_row *row)
{
    if (row->dossiers < 0 || row->item != w->report->items[0]) {
        for (int i = 0; i < 4; i++)
            csv_put_number(line, NULL);
        return;
    }
    csv_put_count(line, row->dossiers);
    csv_put_count(line, row->respondents);
    if (row->respondents > row->dossiers)
        csv_take_text(line, say_participation(w, row));
    else
        csv_put_share(line, (struct share){row->respondents, row->dossiers});
    csv_put_count(line, sample_guide(row->dossiers));
}

static void write_row(struct csv_line *line, const struct wording *w, const struct report_row *row,
                      bool dossiers)
{
    csv_put_text(line, say_item(w, row->item));
    csv_put_text(line, say_area(w, row->area));
    csv_put_text(line, row->area);
    put_counts(line, &row->counts);
    csv_put_count(line, row->share.n);
    csv_put_count(line, row->share.satisfied);
    csv_put_share(line, row->share);
    csv_put_wilson(line, row->share);
    csv_put_text(line, say_basis(w, row->basis));
    put_counts(line, &row->set_aside);
    if (w->report->compared)
        put_before(line, w, row);
    if (dossiers)
        put_dossiers(line, w, row);
    csv_end(line);
}

static void write_rows(struct csv_line *line, const struct wording *w)
{
    const GArray *rows = w->report->rows;
    const bool dossiers = report_has_dossiers(w->report);

    put_row_heading(line, w);
    for (guint i = 0; i < rows->len; i++)
        write_row(line, w, &g_array_index(rows, struct report_row, i), dossiers);
    csv_end(line);
}

/* --- the targets --- */

static void write_target(struct csv_line *line, const struct wording *w, const struct report_target *row)
{
    char percent[PERCENT_SIZE];

    csv_put_text(line, row->plan->name);
    csv_take_text(line, say_subject(w, row));
    csv_take_text(line, say_scope(w, row));
    csv_take_text(line, say_requirement(w, row->target));
    target_percent_format(percent, row->target);
    csv_put_number(line, percent);
    csv_put_count(line, row->share.n);
    csv_put_count(line, row->share.satisfied);
    csv_put_share(line, row->share);
    csv_put_text(line, row->target->outside ? "" : say_basis(w, row->basis));
    csv_take_text(line, say_verdict(w, row));
    csv_put_text(line, row->target->sentence ? row->target->sentence : "");
    csv_end(line);
}

static void write_empty_plan(struct csv_line *line, const struct wording *w, const struct plan *plan)
{
    const char *why = say_plan_empty(w, plan);

    if (!why)
        return;
    csv_put_text(line, plan->name);
    csv_put_text(line, why);
    csv_end(line);
}

static void write_targets(struct csv_line *line, const struct wording *w)
{
    const GArray *targets = w->report->targets;

    HEADING(line, w, "plan", "target", "scope", "required", "percent", "n", "satisfied", "share", "basis",
            "verdict", "sentence");
    csv_end(line);
    for (guint i = 0; i < targets->len; i++)
        write_target(line, w, &g_array_index(targets, struct report_target, i));
    for (guint i = 0; i < w->report->plans->len; i++)
        write_empty_plan(line, w, g_ptr_array_index(w->report->plans, i));
}

/* A spreadsheet of any country reads this form as the same day. */
static void put_day(struct csv_line *line, int day)
{
    char text[11];

    day_format_iso(text, day);
    csv_put_text(line, text);
}

/* --- by time, by channel, what was named --- */

static void write_step(struct csv_line *line, const struct wording *w, const struct report_step *step)
{
    csv_put_text(line, say_item(w, step->item));
    put_day(line, step->from);
    put_day(line, step->to);
    put_counts(line, &step->counts);
    csv_put_count(line, step->share.n);
    csv_put_count(line, step->share.satisfied);
    csv_put_share(line, step->share);
    csv_put_count(line, counts_total(&step->set_aside));
    csv_end(line);
}

static void write_trend(struct csv_line *line, const struct wording *w)
{
    const GArray *trend = w->report->trend;

    if (w->report->by == REPORT_BY_NONE)
        return;
    put_name(line, w, say_by(w->report->by));
    HEADING(line, w, "item", "step-from", "step-to");
    put_levels(line, w, "level-counted");
    HEADING(line, w, "n", "satisfied", "share", "set-aside");
    csv_end(line);
    for (guint i = 0; i < trend->len; i++)
        write_step(line, w, &g_array_index(trend, struct report_step, i));
}

static void write_channel(struct csv_line *line, const struct wording *w, const struct report_channel *row)
{
    csv_put_text(line, say_item(w, row->item));
    csv_put_text(line, say_channel(w, row));
    put_counts(line, &row->counts);
    csv_put_count(line, row->share.n);
    csv_put_count(line, row->share.satisfied);
    csv_put_share(line, row->share);
    csv_put_wilson(line, row->share);
    csv_put_text(line, say_basis(w, row->basis));
    put_counts(line, &row->set_aside);
    csv_end(line);
}

static void write_channels(struct csv_line *line, const struct wording *w)
{
    const GArray *channels = w->report->channels;

    put_name(line, w, "channels");
    HEADING(line, w, "item", "channel");
    put_levels(line, w, "level-counted");
    HEADING(line, w, "n", "satisfied", "share", "wilson-low", "wilson-high", "basis");
    put_levels(line, w, "level-set-aside");
    csv_end(line);
    for (guint i = 0; i < channels->len; i++)
        write_channel(line, w, &g_array_index(channels, struct report_channel, i));
}

static void write_reasons_of(struct csv_line *line, const struct wording *w, const struct report_reasons *row)
{
    csv_put_text(line, say_area(w, row->area));
    csv_put_text(line, row->area);
    csv_put_count(line, row->respondents);
    csv_put_count(line, row->with_reasons);
    for (int reason = 0; reason < REASON_COUNT; reason++)
        csv_put_count(line, row->n[reason]);
    csv_end(line);
}

static void write_reasons(struct csv_line *line, const struct wording *w)
{
    const GArray *reasons = w->report->reasons;

    if (reasons->len == 0)
        return;
    put_name(line, w, "reasons");
    HEADING(line, w, "area", "area-id", "respondents", "with-reasons");
    for (int reason = 0; reason < REASON_COUNT; reason++)
        csv_put_text(line, say_reason(w, (enum reason)reason));
    csv_end(line);
    for (guint i = 0; i < reasons->len; i++)
        write_reasons_of(line, w, &g_array_index(reasons, struct report_reasons, i));
}

/* --- how it was computed --- */

static void write_entry(struct csv_line *line, const char *what, gint64 count)
{
    csv_put_text(line, what);
    csv_put_count(line, count);
    csv_end(line);
}

static void write_entries(struct csv_line *line, const struct wording *w)
{
    const struct report_entries *entries = &w->report->entries;

    put_name(line, w, "entries");
    HEADING(line, w, "entry", "entry-count");
    csv_end(line);
    write_entry(line, say(w, "entries-all"), entries->all);
    write_entry(line, say(w, "entries-counted"), entries->counted);
    write_entry(line, say(w, "entries-set-aside"), entries->set_aside);
    for (int kind = ENTRY_RATING + 1; kind < ENTRY_KIND_END; kind++)
        write_entry(line, say_kind(w, (enum entry_kind)kind), entries->of_kind[kind]);
}

static void write_journals(struct csv_line *line, const struct wording *w)
{
    const GArray *journals = w->report->journals;

    csv_end(line);
    HEADING(line, w, "device", "first-seq", "last-seq", "ratings", "head");
    csv_end(line);
    for (guint i = 0; i < journals->len; i++) {
        const struct shelf_journal *journal = &g_array_index(journals, struct shelf_journal, i);
        char head[SEAL_TEXT_SIZE];
        seal_format(head, journal->head);
        csv_put_text(line, journal->device);
        csv_put_count(line, journal->first_seq);
        csv_put_count(line, journal->last_seq);
        csv_put_count(line, journal->ratings);
        csv_put_text(line, head);
        csv_end(line);
    }
}

static void write_notes(struct csv_line *line, const struct wording *w)
{
    g_auto(GStrv) notes = say_notes(w);

    put_name(line, w, "notes");
    for (char **note = notes; *note; note++)
        put_line(line, *note);
}

bool report_csv(GString *out, const report_t *report, const struct face_style *style, GError **error)
{
    (void)error;
    const struct wording w = {report, style->words, style->language};
    struct csv_line line = {out, false};

    g_string_append(out, "\xEF\xBB\xBF");
    write_title(&line, &w);
    write_rows(&line, &w);
    write_targets(&line, &w);
    write_trend(&line, &w);
    write_channels(&line, &w);
    write_reasons(&line, &w);
    write_entries(&line, &w);
    write_journals(&line, &w);
    write_notes(&line, &w);
    return true;
}
