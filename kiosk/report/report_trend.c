#include "report_internal.h"

/* A period of more steps shows only those that have counts. */
enum { STEPS_MAX = 400 };

/* Days, first and last. */
struct span {
    int from, to;
};

/* The step that holds the day, cut to the period. */
static struct span step_around(const report_t *report, int day)
{
    struct span step = {day, day};

    if (report->by != REPORT_BY_DAY) {
        const enum period_kind kind = report->by == REPORT_BY_WEEK ? PERIOD_WEEK : PERIOD_MONTH;
        const struct period whole = period_around(kind, report->period.window, day);
        step = (struct span){whole.from, whole.to};
    }
    return (struct span){MAX(step.from, report->period.from), MIN(step.to, report->period.to)};
}

static bool has_few_steps(const report_t *report)
{
    int steps = 0;

    for (int day = report->period.from; day <= report->period.to && steps <= STEPS_MAX; steps++)
        day = day_add(step_around(report, day).to, 1);
    return steps <= STEPS_MAX;
}

/* What the days of a span hold together. `*at` is the first of them, and moves behind the last. */
static tally_t *merge_days(const GArray *days, guint *at, int to)
{
    tally_t *tally = tally_new();

    for (; *at < days->len && g_array_index(days, struct report_day, *at).day <= to; (*at)++)
        tally_merge(tally, g_array_index(days, struct report_day, *at).tally);
    return tally;
}

static bool is_counted(const report_t *report, const tally_t *tally)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (part_is_counted(report, tally, report->area[0] ? report->area : NULL, report->items[i]))
            return true;
    return false;
}

static void add_step(GArray *out, const report_t *report, struct span span, const tally_t *tally)
{
    const char *area = report->area[0] ? report->area : NULL;

    for (size_t i = 0; i < report->n_items; i++) {
        struct report_step step = {.from = span.from,
                                   .to = span.to,
                                   .item = report->items[i],
                                   .counts = part_counts(report, tally, area, report->items[i], false),
                                   .set_aside = part_counts(report, tally, area, report->items[i], true)};
        step.share = share_of(&step.counts);
        g_array_append_val(out, step);
    }
}

/* The first day from `from` on that a step is shown for. */
static int next_shown(const GArray *days, guint at, int from, bool all)
{
    if (all)
        return from;
    return at < days->len ? g_array_index(days, struct report_day, at).day : G_MAXINT;
}

/* The first of the days that lies in the period. */
static guint first_day(const report_t *report, const GArray *days)
{
    guint at = 0;

    while (at < days->len && g_array_index(days, struct report_day, at).day < report->period.from)
        at++;
    return at;
}

GArray *part_trend(const report_t *report, const GArray *days)
{
    GArray *out = g_array_new(FALSE, TRUE, sizeof(struct report_step));
    g_autoptr(GArray) none = g_array_new(FALSE, TRUE, sizeof(struct report_day));

    if (report->by == REPORT_BY_NONE)
        return out;
    if (!days)
        days = none;
    const bool all = has_few_steps(report);
    guint at = first_day(report, days);
    for (int day = next_shown(days, at, report->period.from, all); day <= report->period.to;) {
        const struct span span = step_around(report, day);
        g_autoptr(tally_t) tally = merge_days(days, &at, span.to);
        if (all || is_counted(report, tally))
            add_step(out, report, span, tally);
        day = next_shown(days, at, day_add(span.to, 1), all);
    }
    return out;
}
