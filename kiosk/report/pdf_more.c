#include "pdf_parts.h"

/* How much of a journal's head is printed: enough to compare by eye, and too much to be forged by chance. */
enum { HEAD_DIGITS = 16 };

/* --- counts, share and interval, as the trend and the channels have them --- */

static void add_figure_columns(pdf_table_t *table, const struct wording *w)
{
    pdf_table_column(table, NULL, say(w, "n"), PDF_RIGHT, 0);
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *head = g_strdup_printf("%d", level);
        pdf_table_column(table, say_print(w, "by-level"), head, PDF_RIGHT, 0);
    }
    pdf_table_column(table, NULL, say(w, "share"), PDF_RIGHT, 0);
    pdf_table_column(table, NULL, say_print(w, "interval"), PDF_CENTER, 0);
}

static void add_figures(pdf_table_t *table, const struct wording *w, const struct counts *counts,
                        struct share share)
{
    pdf_table_take(table, say_count(w, share.n));
    for (int i = 0; i < LEVEL_COUNT; i++)
        pdf_table_take(table, say_count(w, counts->n[i]));
    pdf_table_take(table, say_share(w, share));
    pdf_table_take(table, say_interval(w, share));
}

/* --- trend --- */

static void add_steps(pdf_table_t *table, const struct wording *w, enum item item)
{
    const GArray *trend = w->report->trend;

    if (w->report->n_items > 1)
        pdf_table_span(table, say_item(w, item));
    for (guint i = 0; i < trend->len; i++) {
        const struct report_step *step = &g_array_index(trend, struct report_step, i);
        if (step->item != item)
            continue;
        pdf_table_row(table, false);
        pdf_table_take(table, say_step(step));
        add_figures(table, w, &step->counts, step->share);
        pdf_table_take(table, say_count(w, counts_total(&step->set_aside)));
    }
}

void pdf_trend_table(struct pdf *pdf, const struct wording *w)
{
    static const char *const HEADINGS[] = {
        [REPORT_BY_DAY] = "by-day", [REPORT_BY_WEEK] = "by-week", [REPORT_BY_MONTH] = "by-month"};
    g_autoptr(pdf_table_t) table = pdf_table_new(pdf);

    if (w->report->trend->len == 0)
        return;
    pdf_table_column(table, NULL, say(w, "step"), PDF_LEFT, 24);
    add_figure_columns(table, w);
    pdf_table_column(table, NULL, say(w, "set-aside"), PDF_RIGHT, 0);
    for (size_t i = 0; i < w->report->n_items; i++)
        add_steps(table, w, w->report->items[i]);
    pdf_table_part(table, say(w, HEADINGS[w->report->by]));
}

/* --- ways in --- */

static const struct report_channel *channel_at(const struct wording *w, guint i)
{
    return &g_array_index(w->report->channels, struct report_channel, i);
}

/* Whether anything came in that way, whatever was asked. */
static bool is_used(const struct wording *w, const struct report_channel *channel)
{
    for (guint i = 0; i < w->report->channels->len; i++) {
        const struct report_channel *row = channel_at(w, i);
        if (row->together == channel->together && (row->together || row->channel == channel->channel) &&
            (row->share.n > 0 || counts_total(&row->set_aside) > 0))
            return true;
    }
    return false;
}

static bool has_used_channel(const struct wording *w)
{
    for (guint i = 0; i < w->report->channels->len; i++)
        if (is_used(w, channel_at(w, i)))
            return true;
    return false;
}

/* Ways in that nobody took, in one sentence; NULL: there is none. */
static char *unused_channels(const struct wording *w)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (guint i = 0; i < w->report->channels->len; i++) {
        const struct report_channel *row = channel_at(w, i);
        if (!row->together && !is_used(w, row) && !g_ptr_array_find(names, say_channel(w, row), NULL))
            g_ptr_array_add(names, (char *)say_channel(w, row));
    }
    if (names->len == 0)
        return NULL;
    g_ptr_array_add(names, NULL);
    g_autofree char *joined = g_strjoinv(", ", (char **)names->pdata);
    return words_format(w->words, w->language, "print.unused-channels", "channels", joined, NULL);
}

static void add_channel(pdf_table_t *table, const struct wording *w, const struct report_channel *row,
                        bool marked)
{
    pdf_table_row(table, row->together);
    pdf_table_add(table, say_channel(w, row));
    add_figures(table, w, &row->counts, row->share);
    if (marked)
        pdf_table_add(table, pdf_mark(row->basis));
    pdf_table_take(table, say_count(w, counts_total(&row->set_aside)));
}

static guint channel_bases(const struct wording *w)
{
    guint bases = 0;

    for (guint i = 0; i < w->report->channels->len; i++)
        bases |= 1u << channel_at(w, i)->basis;
    return bases;
}

/* What the marks mean, and which ways in the table leaves out. */
static char *channels_remark(const struct wording *w, const char *unused)
{
    GString *line = g_string_new(NULL);

    pdf_tell_marks(line, w, channel_bases(w));
    if (unused) {
        g_autofree char *escaped = pdf_escape(unused);
        g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", escaped);
    }
    return g_string_free(line, FALSE);
}

static pdf_table_t *channels_table(struct pdf *pdf, const struct wording *w)
{
    const bool marked = pdf_has_marks(channel_bases(w));
    pdf_table_t *table = pdf_table_new(pdf);

    pdf_table_column(table, NULL, say(w, "channel"), PDF_LEFT, 32);
    add_figure_columns(table, w);
    if (marked)
        pdf_table_column(table, NULL, say(w, "basis"), PDF_CENTER, 0);
    pdf_table_column(table, NULL, say(w, "set-aside"), PDF_RIGHT, 0);
    for (guint i = 0; i < w->report->channels->len; i++) {
        const struct report_channel *row = channel_at(w, i);
        if (w->report->n_items > 1 && (i == 0 || row[-1].item != row->item))
            pdf_table_span(table, say_item(w, row->item));
        if (is_used(w, row))
            add_channel(table, w, row, marked);
    }
    return table;
}

void pdf_channels(struct pdf *pdf, const struct wording *w)
{
    if (w->report->channels->len == 0)
        return;
    g_autofree char *unused = unused_channels(w);
    if (!has_used_channel(w)) {
        pdf_short_part(pdf, say(w, "channels"), unused ? unused : say(w, "no-data"));
        return;
    }
    g_autoptr(pdf_table_t) table = channels_table(pdf, w);
    g_autofree char *remark = channels_remark(w, unused);
    if (remark[0])
        pdf_table_tail(table, pdf_remark_height(pdf, remark));
    pdf_table_part(table, say(w, "channels"));
    if (remark[0])
        pdf_remark(pdf, remark);
}

/* --- reasons --- */

static void add_reasons(pdf_table_t *table, const struct wording *w, const struct report_reasons *row)
{
    pdf_table_row(table, !row->area[0]);
    pdf_table_add(table, say_area(w, row->area));
    pdf_table_take(table, say_count(w, row->respondents));
    pdf_table_take(table, say_count(w, row->with_reasons));
    for (int i = 0; i < REASON_COUNT; i++)
        pdf_table_take(table, say_count(w, row->n[i]));
}

static pdf_table_t *reasons_table(struct pdf *pdf, const struct wording *w)
{
    pdf_table_t *table = pdf_table_new(pdf);

    pdf_table_column(table, NULL, say(w, "area"), PDF_LEFT, 45);
    pdf_table_column(table, NULL, say(w, "respondents"), PDF_RIGHT, 0);
    pdf_table_column(table, NULL, say(w, "with-reasons"), PDF_RIGHT, 0);
    for (int i = 0; i < REASON_COUNT; i++)
        pdf_table_column(table, NULL, say_reason(w, (enum reason)i), PDF_RIGHT, 0);
    for (guint i = 0; i < w->report->reasons->len; i++)
        add_reasons(table, w, &g_array_index(w->report->reasons, struct report_reasons, i));
    return table;
}

/* What is said in place of a table of zeros; NULL: somebody named a reason. */
static char *no_reasons(const struct wording *w, const struct report_reasons *all)
{
    g_autofree char *n = say_count(w, all->respondents);

    if (all->with_reasons > 0)
        return NULL;
    if (all->respondents == 0)
        return g_strdup(say_basis(w, BASIS_NONE));
    return words_format(w->words, w->language, "print.no-reasons", "n", n, NULL);
}

void pdf_reasons(struct pdf *pdf, const struct wording *w)
{
    const GArray *reasons = w->report->reasons;

    if (reasons->len == 0)
        return;
    g_autofree char *none = no_reasons(w, &g_array_index(reasons, struct report_reasons, 0));
    if (none) {
        pdf_short_part(pdf, say(w, "reasons"), none);
        return;
    }
    g_autoptr(pdf_table_t) table = reasons_table(pdf, w);
    g_autofree char *heading = g_strdup_printf("%s (%s)", say(w, "reasons"), say(w, "several"));
    pdf_table_part(table, heading);
}

/* --- how many took part --- */

void pdf_participation(struct pdf *pdf, const struct wording *w)
{
    const GArray *rows = w->report->rows;
    g_autoptr(pdf_table_t) table = pdf_table_new(pdf);

    pdf_table_column(table, NULL, say(w, "area"), PDF_LEFT, 40);
    pdf_table_column(table, NULL, say(w, "dossiers"), PDF_RIGHT, 24);
    pdf_table_column(table, NULL, say(w, "respondents"), PDF_RIGHT, 24);
    pdf_table_column(table, NULL, say(w, "participation"), PDF_RIGHT, 30);
    pdf_table_column(table, NULL, say(w, "guide"), PDF_RIGHT, 20);
    guint shown = 0;
    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item != w->report->items[0] || row->dossiers < 0)
            continue;
        pdf_table_row(table, !row->area[0]);
        pdf_table_add(table, say_area(w, row->area));
        pdf_table_take(table, say_count(w, row->dossiers));
        pdf_table_take(table, say_count(w, row->respondents));
        pdf_table_take(table, say_participation(w, row));
        pdf_table_take(table, say_guide(w, row));
        shown++;
    }
    if (shown > 0)
        pdf_table_part(table, say(w, "participation"));
}

/* --- devices and reconciliation --- */

static void add_journal(pdf_table_t *table, const struct wording *w, const struct shelf_journal *journal)
{
    char head[SEAL_TEXT_SIZE];

    seal_format(head, journal->head);
    pdf_table_row(table, false);
    pdf_table_add(table, journal->device);
    pdf_table_take(table, g_strdup_printf("%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, journal->first_seq,
                                          journal->last_seq));
    pdf_table_take(table, say_count(w, journal->ratings));
    pdf_table_take(table, g_strdup_printf("%.*s", HEAD_DIGITS, head));
}

void pdf_journals(struct pdf *pdf, const struct wording *w)
{
    const GArray *journals = w->report->journals;
    g_autoptr(pdf_table_t) table = pdf_table_new(pdf);

    pdf_table_column(table, NULL, say(w, "device"), PDF_LEFT, 30);
    pdf_table_column(table, NULL, say_print(w, "sequence"), PDF_CENTER, 30);
    pdf_table_column(table, NULL, say(w, "ratings"), PDF_RIGHT, 25);
    pdf_table_column(table, NULL, say(w, "head"), PDF_CENTER, 40);
    for (guint i = 0; i < journals->len; i++)
        add_journal(table, w, &g_array_index(journals, struct shelf_journal, i));
    if (journals->len > 0)
        pdf_table_part(table, say(w, "journals"));
    else
        pdf_short_part(pdf, say(w, "journals"), say(w, "no-journal"));
}

static void add_entry(pdf_table_t *table, const struct wording *w, const char *name, gint64 number, bool bold)
{
    pdf_table_row(table, bold);
    pdf_table_add(table, name);
    pdf_table_take(table, say_count(w, number));
}

void pdf_entries(struct pdf *pdf, const struct wording *w)
{
    const struct report_entries *entries = &w->report->entries;
    g_autoptr(pdf_table_t) table = pdf_table_new(pdf);

    pdf_table_column(table, NULL, say(w, "entry"), PDF_LEFT, 70);
    pdf_table_column(table, NULL, say(w, "entry-count"), PDF_RIGHT, 30);
    add_entry(table, w, say(w, "entries-counted"), entries->counted, false);
    add_entry(table, w, say(w, "entries-set-aside"), entries->set_aside, false);
    for (int kind = ENTRY_RATING + 1; kind < ENTRY_KIND_END; kind++)
        if (entries->of_kind[kind] > 0)
            add_entry(table, w, say_kind(w, (enum entry_kind)kind), entries->of_kind[kind], false);
    add_entry(table, w, say(w, "entries-all"), entries->all, true);
    pdf_table_part(table, say(w, "entries"));
}
