#include "html_chart.h"
#include "html_write.h"

/* Widths and heights are hundredths of a percent: whole numbers, written the same in every locale. */
enum { WHOLE = 10000 };

static int units(gint64 part, gint64 whole)
{
    return whole > 0 ? (int)(((double)part * WHOLE * 2 + (double)whole) / (2 * (double)whole)) : 0;
}

static void put_target_lines(GString *out, const GPtrArray *targets)
{
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = g_ptr_array_index(targets, i);
        const int at = target->target->percent_hundredths;
        put(out, "<path class=\"halo\" d=\"M%d 0V10\"/><path class=\"target\" d=\"M%d 0V10\"/>", at, at);
    }
}

static char *bar_label(const struct view *view, struct seen seen, const GPtrArray *targets)
{
    g_autofree char *share = board_share(&view->words, seen);
    char percent[PERCENT_SIZE];

    if (targets->len == 0)
        return words_format(view->words.words, view->words.language, "board.bar", "share", share, NULL);
    const struct report_target *target = g_ptr_array_index(targets, 0);
    target_percent_format(percent, target->target);
    g_autofree char *number = with_decimal_mark(&view->words, percent);
    return words_format(view->words.words, view->words.language, "board.bar-target", "share", share,
                        "percent", number, NULL);
}

void chart_share(GString *out, const struct view *view, struct seen seen, const GPtrArray *targets)
{
    const int low = units(seen.low, seen.n), high = units(seen.high, seen.n);
    g_autofree char *label = bar_label(view, seen, targets);

    put(out,
        "<svg class=\"bar\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" role=\"img\" "
        "aria-label=\"%s\">"
        "<path class=\"ground\" d=\"M0 2H%dV8H0z\"/>",
        WHOLE, label, WHOLE);
    if (low > 0)
        put(out, "<path class=\"full\" d=\"M0 2H%dV8H0z\"/>", low);
    if (high > low)
        put(out, "<path class=\"maybe\" d=\"M%d 2H%dV8H%dz\"/>", low, high, low);
    put_target_lines(out, targets);
    g_string_append(out, "</svg>");
}

void chart_count(GString *out, gint64 n, gint64 most)
{
    put(out,
        "<svg class=\"bar thin\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        "<path class=\"full\" d=\"M0 2H%dV8H0z\"/></svg>",
        WHOLE, units(n, most));
}

int chart_level_colour(const struct seen_levels *levels)
{
    return levels->from >= LEVEL_SATISFIED - 1 ? levels->to + 1 : levels->from + 1;
}

void chart_levels(GString *out, const struct view *view, const struct view_item *item)
{
    g_autoptr(GString) parts = g_string_new(NULL);
    gint64 before = 0;

    for (size_t i = 0; i < item->n_levels; i++) {
        const struct share share = {item->levels[i].n, item->seen.n};
        g_autofree char *percent = say_share(&view->words, share);
        g_string_append_printf(parts, "%s%s%%", i > 0 ? "; " : "", percent);
    }
    g_autofree char *label = words_format(view->words.words, view->words.language, "board.levels-chart",
                                          "parts", parts->str, NULL);
    put(out,
        "<svg class=\"bar levels\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" role=\"img\" "
        "aria-label=\"%s\">",
        WHOLE, label);
    for (size_t i = 0; i < item->n_levels; i++) {
        const int from = units(before, item->seen.n);
        before += item->levels[i].n;
        const int to = units(before, item->seen.n);
        if (to > from)
            put(out, "<path class=\"l%d\" d=\"M%d 0H%dV10H%dz\"/>", chart_level_colour(&item->levels[i]),
                from, to, from);
    }
    g_string_append(out, "</svg>");
}

/* Where the middle of step `i` of `n` lies. */
static int step_at(guint i, guint n)
{
    return (int)((2 * (gint64)i + 1) * WHOLE / (2 * (gint64)n));
}

/* The line breaks where a share is not published. */
static void put_line(GString *out, const GArray *steps)
{
    bool drawing = false;

    g_string_append(out, "<path class=\"line\" d=\"");
    for (guint i = 0; i < steps->len; i++) {
        const struct seen seen = g_array_index(steps, struct view_part, i).seen;
        if (seen_exact(seen))
            put(out, "%s%d %d", drawing ? "L" : "M", step_at(i, steps->len), WHOLE - units(seen.low, seen.n));
        drawing = seen_exact(seen);
    }
    g_string_append(out, "\"/><path class=\"dots\" d=\"");
    for (guint i = 0; i < steps->len; i++) {
        const struct seen seen = g_array_index(steps, struct view_part, i).seen;
        if (seen_exact(seen))
            put(out, "M%d %dh0", step_at(i, steps->len), WHOLE - units(seen.low, seen.n));
    }
    g_string_append(out, "\"/>");
}

void chart_trend(GString *out, const struct view_item *item, const GPtrArray *targets, const char *label)
{
    const GArray *steps = item->steps;
    g_autofree char *first = say_step(g_array_index(steps, struct view_part, 0).step);
    g_autofree char *last = say_step(g_array_index(steps, struct view_part, steps->len - 1).step);

    put(out,
        "<div class=\"trend\"><div class=\"scale\" aria-hidden=\"true\"><span>100%%</span><span>75%%</span>"
        "<span>50%%</span><span>25%%</span><span>0%%</span></div>"
        "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">"
        "<path class=\"grid\" d=\"M0 0H%dM0 2500H%dM0 5000H%dM0 7500H%dM0 10000H%d\"/>",
        WHOLE, WHOLE, label, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE);
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = g_ptr_array_index(targets, i);
        const int at = WHOLE - target->target->percent_hundredths;
        put(out, "<path class=\"target\" d=\"M0 %dH%d\"/>", at, WHOLE);
    }
    put_line(out, steps);
    put(out, "</svg><div class=\"ends\" aria-hidden=\"true\"><span>%s</span><span>%s</span></div></div>",
        first, steps->len > 1 ? last : "");
}
