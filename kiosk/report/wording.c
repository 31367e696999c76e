#include "wording.h"
#include <string.h>

static const char NOTHING[] = "–";

const char *say(const struct wording *w, const char *key)
{
    g_autofree char *full = g_strconcat("report.", key, NULL);

    /* Where no language has the sentence, words_get gives back the key itself, which then has to last. */
    return words_get(w->words, w->language, g_intern_string(full));
}

char *plain_text(const char *text)
{
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_auto(GStrv) parts = g_strsplit(composed ? composed : text, "\u00A0", -1);
    return g_strjoinv(" ", parts);
}

char *say_day(int day)
{
    return g_strdup_printf("%02d/%02d/%04d", day % 100, day / 100 % 100, day / 10000);
}

/* The sentence of the period. In both windows the month the period is named after is that of its last day. */
static const char *period_key(const struct period *period)
{
    const int month = period->to / 100 % 100;
    static const char *const QUARTERS[] = {"report.period-quarter-1", "report.period-quarter-2",
                                           "report.period-quarter-3", "report.period-quarter-4"};

    switch (period->kind) {
    case PERIOD_RANGE:
        return "report.period-range";
    case PERIOD_WEEK:
        return "report.period-week";
    case PERIOD_MONTH:
        return "report.period-month";
    case PERIOD_QUARTER:
        return QUARTERS[(month - 1) / 3];
    case PERIOD_HALF:
        return month <= 6 ? "report.period-half-1" : "report.period-half-2";
    case PERIOD_NINE_MONTHS:
        return "report.period-nine-months";
    case PERIOD_YEAR:
        return "report.period-year";
    }
    g_assert_not_reached();
}

char *say_period(const struct wording *w)
{
    const struct period *period = &w->report->period;
    g_autofree char *from = say_day(period->from);
    g_autofree char *to = say_day(period->to);
    g_autofree char *month = g_strdup_printf("%02d", period->to / 100 % 100);
    g_autofree char *year = g_strdup_printf("%d", period->to / 10000);

    return words_format(w->words, w->language, period_key(period), "from", from, "to", to, "month", month,
                        "year", year, NULL);
}

bool period_is_decree(const struct period *period)
{
    return period->window == WINDOW_DECREE && period->kind != PERIOD_WEEK && period->kind != PERIOD_RANGE;
}

char *say_center(const struct wording *w)
{
    const local_text_t *const parts[] = {w->report->center->name, w->report->center->commune,
                                         w->report->center->parent};
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        const char *part = parts[i] ? local_text_get(parts[i], w->language) : "";
        if (part[0])
            g_string_append_printf(out, "%s%s", out->len ? ", " : "", part);
    }
    return g_string_free(out, FALSE);
}

const char *say_area(const struct wording *w, const char *area)
{
    if (!area[0])
        return say(w, "overall");
    const struct area *known = center_area(w->report->center, area);
    return known ? local_text_get(known->name, w->language) : area;
}

const char *say_item(const struct wording *w, enum item item)
{
    g_autofree char *key = g_strconcat("item-", item_id(item), NULL);
    return say(w, key);
}

char *say_subject(const struct wording *w, const struct report_target *row)
{
    return g_strdup(row->target->outside ? row->target->what : say_item(w, row->target->item));
}

char *say_scope(const struct wording *w, const struct report_target *row)
{
    char **areas = row->target->areas;

    if (row->target->outside)
        return g_strdup(NOTHING);
    if (row->reading == READING_EACH || !areas || !areas[0])
        return g_strdup(say_area(w, row->area));
    if (!areas[1])
        return g_strdup(say_area(w, areas[0]));

    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (; *areas; areas++)
        g_ptr_array_add(names, (char *)say_area(w, *areas));
    g_ptr_array_add(names, NULL);
    g_autofree char *joined = g_strjoinv(" + ", (char **)names->pdata);
    return words_format(w->words, w->language, "report.pooled", "areas", joined, NULL);
}

char *with_decimal_mark(const struct wording *w, const char *number)
{
    g_auto(GStrv) parts = g_strsplit(number, ".", 2);
    return g_strjoinv(say(w, "decimal"), parts);
}

static const char *requirement_key(const struct target *target)
{
    if (target->op == TARGET_ABOVE)
        return "report.above";
    return target->percent_hundredths == 10000 ? "report.all" : "report.at-least";
}

char *say_requirement(const struct wording *w, const struct target *target)
{
    char percent[PERCENT_SIZE];

    target_percent_format(percent, target);
    g_autofree char *number = with_decimal_mark(w, percent);
    return words_format(w->words, w->language, requirement_key(target), "n", number, NULL);
}

static const char *verdict_key(const struct report_target *row)
{
    if (row->target->outside)
        return "outside";
    switch (row->verdict) {
    case VERDICT_MET:
        return "met";
    case VERDICT_MISSED:
        return "missed";
    case VERDICT_NO_DATA:
        return "no-data";
    }
    g_assert_not_reached();
}

char *say_verdict(const struct wording *w, const struct report_target *row)
{
    const char *verdict = say(w, verdict_key(row));

    if (row->in_force)
        return g_strdup(verdict);
    return g_strdup_printf("%s (%s)", verdict, say(w, "not-in-force"));
}

char *say_count(const struct wording *w, gint64 count)
{
    const char *mark = say(w, "thousands");
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, count);
    const size_t n = strlen(digits);
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            g_string_append(out, mark);
        g_string_append_c(out, digits[i]);
    }
    return g_string_free(out, FALSE);
}

char *say_share(const struct wording *w, struct share share)
{
    char percent[PERCENT_SIZE];

    if (share.n == 0)
        return g_strdup(NOTHING);
    share_format(percent, share, w->report->center->decimals);
    return with_decimal_mark(w, percent);
}

static char *say_percent(const struct wording *w, double percent)
{
    static const char *const FORMATS[] = {"%.0f", "%.1f", "%.2f"};
    char text[PERCENT_SIZE];

    g_ascii_formatd(text, sizeof text, FORMATS[w->report->center->decimals], percent);
    return with_decimal_mark(w, text);
}

char *say_interval(const struct wording *w, struct share share)
{
    if (share.n == 0)
        return g_strdup(NOTHING);
    const struct interval interval = share_wilson95(share);
    g_autofree char *low = say_percent(w, interval.low);
    g_autofree char *high = say_percent(w, interval.high);
    return g_strdup_printf("%s–%s", low, high);
}
