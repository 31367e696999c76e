#include "wording.h"
#include <string.h>

static const char NOTHING[] = "–";

/* The sentence report.KEY-ID. */
static const char *say_of(const struct wording *w, const char *key, const char *id)
{
    g_autofree char *whole = g_strconcat(key, "-", id, NULL);
    return say(w, whole);
}

const char *say_basis(const struct wording *w, enum basis basis)
{
    static const char *const KEYS[] = {"no-data", "too-few", "indicative"};
    return basis == BASIS_ENOUGH ? "" : say(w, KEYS[basis]);
}

const char *say_channel(const struct wording *w, const struct report_channel *row)
{
    return say_of(w, "channel", row->together ? "together" : channel_id(row->channel));
}

const char *say_reason(const struct wording *w, enum reason reason)
{
    g_autofree char *key = g_strconcat("reason.", reason_id(reason), NULL);
    return words_get(w->words, w->language, g_intern_string(key));
}

/* --- what the report is about --- */

static char *join_parts(GPtrArray *parts)
{
    g_ptr_array_add(parts, NULL);
    return g_strjoinv("; ", (char **)parts->pdata);
}

char *say_narrowing(const struct wording *w)
{
    const report_t *report = w->report;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

    if (report->one_channel)
        g_ptr_array_add(parts, g_strdup(say_of(w, "narrowed", channel_id(report->channel))));
    if (report->area[0])
        g_ptr_array_add(parts, words_format(w->words, w->language, "report.narrowed-area", "area",
                                            say_area(w, report->area), NULL));
    if (report->one_item)
        g_ptr_array_add(parts, words_format(w->words, w->language, "report.narrowed-item", "item",
                                            say_item(w, report->items[0]), NULL));
    if (parts->len == 0)
        return NULL;
    g_autofree char *joined = join_parts(parts);
    return words_format(w->words, w->language, "report.narrowed", "parts", joined, NULL);
}

char *say_amendment(const struct wording *w)
{
    if (!w->report->amended)
        return NULL;
    g_autofree char *day = say_day(w->report->amended);
    return words_format(w->words, w->language, "report.amendment", "day", day, NULL);
}

char *say_before(const struct wording *w)
{
    if (!w->report->compared)
        return NULL;
    g_autofree char *from = say_day(w->report->before.from);
    g_autofree char *to = say_day(w->report->before.to);
    return words_format(w->words, w->language, "report.before", "from", from, "to", to, NULL);
}

const char *say_by(enum report_by by)
{
    static const char *const KEYS[] = {
        [REPORT_BY_DAY] = "by-day", [REPORT_BY_WEEK] = "by-week", [REPORT_BY_MONTH] = "by-month"};
    return KEYS[by];
}

char *say_step(const struct report_step *step)
{
    g_autofree char *from = say_day(step->from);
    g_autofree char *to = say_day(step->to);
    return step->from == step->to ? g_strdup(from) : g_strdup_printf("%s–%s", from, to);
}

const char *say_plan_empty(const struct wording *w, const struct plan *plan)
{
    const GArray *targets = w->report->targets;

    if (plan->targets->len == 0)
        return say(w, "plan-without-target");
    for (guint i = 0; i < targets->len; i++)
        if (g_array_index(targets, struct report_target, i).plan == plan)
            return NULL;
    return say(w, "plan-narrowed-away");
}

/* --- the period before --- */

static bool is_comparable(const struct report_row *row)
{
    return row->share.n > 0 && row->before.n > 0;
}

char *say_points(const struct wording *w, const struct report_row *row)
{
    char points[PERCENT_SIZE];

    if (!is_comparable(row))
        return g_strdup(NOTHING);
    share_points_format(points, row->share, row->before, w->report->center->decimals);
    const bool falls = points[0] == '-';
    const bool rises = !falls && strpbrk(points, "123456789") != NULL;
    g_autofree char *number = with_decimal_mark(w, points + falls);
    return g_strconcat(falls ? "−" : rises ? "+" : "", number, NULL);
}

const char *say_difference(const struct wording *w, const struct report_row *row)
{
    if (!is_comparable(row))
        return NOTHING;
    return say(w, shares_overlap(row->share, row->before) ? "not-different" : "different");
}

/* --- how many took part --- */

char *say_participation(const struct wording *w, const struct report_row *row)
{
    const struct share part = {row->respondents, row->dossiers};

    if (row->dossiers < 0)
        return NULL;
    if (part.satisfied > part.n)
        return g_strdup(say(w, "more-than-dossiers"));
    if (part.n == 0)
        return g_strdup(NOTHING);
    g_autofree char *percent = say_share(w, part);
    return g_strconcat(percent, "%", NULL);
}

char *say_guide(const struct wording *w, const struct report_row *row)
{
    return row->dossiers < 0 ? NULL : say_count(w, sample_guide(row->dossiers));
}

/* --- where the entries went --- */

const char *say_kind(const struct wording *w, enum entry_kind kind)
{
    static const char *const KEYS[ENTRY_KIND_END] = {
        [ENTRY_RATING] = "kind-rating",   [ENTRY_FURTHER] = "kind-further",
        [ENTRY_REASONS] = "kind-reasons", [ENTRY_CORRECTION] = "kind-correction",
        [ENTRY_CLOCK] = "kind-clock",     [ENTRY_NOTE] = "kind-note",
    };
    return say(w, KEYS[kind]);
}

/* --- remarks --- */

static void add_note(GPtrArray *notes, const struct wording *w, const char *key)
{
    g_autofree char *few = say_count(w, w->report->center->few);
    g_autofree char *enough = say_count(w, w->report->center->enough);

    g_ptr_array_add(notes, words_format(w->words, w->language, key, "few", few, "enough", enough, NULL));
}

/* Nothing lies under a limit of one rating: no rating at all is marked otherwise. */
static void add_notes_of_limits(GPtrArray *notes, const struct wording *w)
{
    const center_t *center = w->report->center;

    if (center->few > 1)
        add_note(notes, w, "report.note-few");
    if (center->few < center->enough)
        add_note(notes, w, center->few > 1 ? "report.note-enough" : "report.note-enough-only");
}

static bool has_poster(const report_t *report)
{
    for (guint i = 0; i < report->channels->len; i++) {
        const struct report_channel *row = &g_array_index(report->channels, struct report_channel, i);
        if (!row->together && row->channel == CHANNEL_POSTER)
            return true;
    }
    return false;
}

char **say_notes(const struct wording *w)
{
    GPtrArray *notes = g_ptr_array_new();

    add_note(notes, w, "report.formula");
    add_note(notes, w, "report.note-interval");
    add_notes_of_limits(notes, w);
    add_note(notes, w, "report.note-ranking");
    if (w->report->one_channel)
        add_note(notes, w, "report.note-channel");
    if (has_poster(w->report))
        add_note(notes, w, "report.note-poster");
    if (report_has_dossiers(w->report))
        add_note(notes, w, "report.note-dossiers");
    add_note(notes, w, "report.note-index");
    g_ptr_array_add(notes, NULL);
    return (char **)g_ptr_array_free(notes, FALSE);
}
