#include "html_chart.h"
#include "html_parts.h"
#include "html_write.h"

/* A trend of more steps is a drawing without a table. */
enum { STEPS_LISTED = 62, HEAD_DIGITS = 16 };

/* --- levels --- */

static char *say_levels(const struct wording *w, const struct seen_levels *levels)
{
    GString *text = g_string_new(NULL);

    for (int i = levels->from; i <= levels->to; i++) {
        g_autofree char *key = g_strdup_printf("level.%d", i + 1);
        g_string_append_printf(text, "%s%s", i > levels->from ? " + " : "",
                               words_get(w->words, w->language, g_intern_string(key)));
    }
    return g_string_free(text, FALSE);
}

static void put_levels(GString *out, const struct view *view, const struct view_item *item,
                       const struct seen_levels *levels)
{
    const struct wording *w = &view->words;
    g_autofree char *name = say_levels(w, levels);
    g_autofree char *count = say_count(w, levels->n);
    g_autofree char *percent = say_share(w, (struct share){levels->n, item->seen.n});

    put(out,
        "<tr><th scope=\"row\"><i class=\"l%d\"></i>%s</th><td class=\"n\">%s</td>"
        "<td class=\"share\"><b>%s%%</b></td></tr>\n",
        chart_level_colour(levels), name, count, percent);
}

void section_levels(GString *out, const struct view *view, const struct view_item *item)
{
    const struct wording *w = &view->words;

    if (item->n_levels == 0)
        return;
    put(out, "<section class=\"card\">\n<h2>%s</h2>\n", board_say(w, "levels"));
    chart_levels(out, view, item);
    put(out,
        "\n<table class=\"spread\">\n<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" "
        "class=\"n\">%s</th>"
        "<th scope=\"col\" class=\"share\">%s</th></tr></thead>\n<tbody>\n",
        board_say(w, "level"), say(w, "n"), board_say(w, "percent"));
    for (size_t i = 0; i < item->n_levels; i++)
        put_levels(out, view, item, &item->levels[i]);
    g_string_append(out, "</tbody></table>\n</section>\n");
}

/* --- trend --- */

/* Targets that hold for all the trend shows. */
static GPtrArray *trend_targets(const struct view *view, const struct view_item *item)
{
    const GArray *all = view->words.report->targets;
    GPtrArray *found = g_ptr_array_new();

    for (guint i = 0; i < all->len; i++) {
        struct report_target *row = &g_array_index(all, struct report_target, i);
        const bool overall = !row->target->areas || !row->target->areas[0];
        if (!row->target->outside && row->target->item == item->item && overall && !item->row->area[0])
            g_ptr_array_add(found, row);
    }
    return found;
}

static bool find_ends(const struct view_item *item, struct seen *lowest, struct seen *highest)
{
    bool any = false;

    for (guint i = 0; i < item->steps->len; i++) {
        const struct seen seen = g_array_index(item->steps, struct view_part, i).seen;
        if (!seen_exact(seen))
            continue;
        if (!any || seen.low * lowest->n < lowest->low * seen.n)
            *lowest = seen;
        if (!any || seen.low * highest->n > highest->low * seen.n)
            *highest = seen;
        any = true;
    }
    return any;
}

static void put_trend(GString *out, const struct view *view, const struct view_item *item, bool listed)
{
    const struct wording *w = &view->words;
    struct seen lowest = {0}, highest = {0};
    g_autoptr(GPtrArray) targets = trend_targets(view, item);

    if (!find_ends(item, &lowest, &highest)) {
        put(out, "<p>%s</p>\n", board_say(w, "trend-empty"));
        return;
    }
    g_autofree char *low = say_share(w, (struct share){lowest.low, lowest.n});
    g_autofree char *high = say_share(w, (struct share){highest.low, highest.n});
    g_autofree char *alone =
        words_format(w->words, w->language, "board.trend-chart-alone", "low", low, "high", high, NULL);
    chart_trend(out, item, targets, listed ? board_say(w, "trend-chart") : alone);
}

static void put_step(GString *out, const struct view *view, const struct view_part *part)
{
    g_autofree char *when = say_step(part->step);
    g_autofree char *share = board_share(&view->words, part->seen);
    g_autofree char *interval = board_interval(&view->words, part->seen);
    g_autofree char *count = board_count(&view->words, part->seen);

    put(out, "<tr><th scope=\"row\">%s</th><td class=\"share%s\"><b>%s</b>", when,
        seen_exact(part->seen) ? "" : " words", share);
    if (interval)
        put(out, "<small>%s</small>", interval);
    put_basis(out, view, part->seen);
    put(out, "</td><td class=\"n\">%s</td></tr>\n", count);
}

void section_trend(GString *out, const struct view *view, const struct view_item *item)
{
    const struct wording *w = &view->words;
    const bool listed = item->steps->len <= STEPS_LISTED;

    if (item->steps->len == 0)
        return;
    put(out, "<section class=\"card\">\n<h2>%s</h2>\n", say(w, say_by(w->report->by)));
    put_trend(out, view, item, listed);
    if (listed) {
        put(out,
            "<table class=\"steps\">\n<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" "
            "class=\"share\">%s</th>"
            "<th scope=\"col\" class=\"n\">%s</th></tr></thead>\n<tbody>\n",
            say(w, "step"), board_say(w, "share"), say(w, "n"));
        for (guint i = 0; i < item->steps->len; i++)
            put_step(out, view, &g_array_index(item->steps, struct view_part, i));
        g_string_append(out, "</tbody></table>\n");
    }
    g_string_append(out, "</section>\n");
}

/* --- the period before --- */

static void put_before_cell(GString *out, const struct view *view, struct seen seen)
{
    g_autofree char *share = board_share(&view->words, seen);
    g_autofree char *answers = board_answers(&view->words, seen);

    put(out, "<td class=\"share%s\"><b>%s</b>", seen_exact(seen) ? "" : " words", share);
    if (seen_counted(seen))
        put(out, "<small>%s</small>", answers);
    g_string_append(out, "</td>");
}

static void put_before(GString *out, const struct view *view, const struct view_part *part)
{
    const struct wording *w = &view->words;

    put(out, "<tr><th scope=\"row\">%s</th>", say_area(w, part->row->area));
    put_before_cell(out, view, part->seen);
    put_before_cell(out, view, part->before);
    if (seen_exact(part->seen) && seen_exact(part->before)) {
        g_autofree char *points = say_points(w, part->row);
        g_autofree char *change = words_format(w->words, w->language, "board.change", "points", points, NULL);
        put(out, "<td class=\"share\"><b>%s</b><small>%s</small></td></tr>\n", change,
            say_difference(w, part->row));
    } else {
        g_string_append(out, "<td class=\"share words\">–</td></tr>\n");
    }
}

void section_before(GString *out, const struct view *view, const struct view_item *item)
{
    const struct wording *w = &view->words;

    if (!w->report->compared || item->areas->len == 0)
        return;
    put(out,
        "<section class=\"card\">\n<h2>%s</h2>\n<table class=\"before\">\n<thead><tr><th "
        "scope=\"col\">%s</th>"
        "<th scope=\"col\" class=\"share\">%s</th><th scope=\"col\" class=\"share\">%s</th>"
        "<th scope=\"col\" class=\"share\">%s</th></tr></thead>\n<tbody>\n",
        say(w, "comparison"), say(w, "area"), board_say(w, "now"), board_say(w, "before"),
        say(w, "difference"));
    for (guint i = 0; i < item->areas->len; i++)
        put_before(out, view, &g_array_index(item->areas, struct view_part, i));
    g_string_append(out, "</tbody></table>\n</section>\n");
}

/* --- reasons --- */

static gint64 most_named(const report_t *report)
{
    gint64 most = 0;

    for (int reason = 0; reason < REASON_COUNT; reason++)
        most = MAX(most, view_reason(report, (enum reason)reason));
    return most;
}

static void put_reason(GString *out, const struct view *view, enum reason reason, gint64 most)
{
    const gint64 n = view_reason(view->words.report, reason);
    g_autofree char *count = n < 0 ? g_strdup(board_say(&view->words, "hidden")) : say_count(&view->words, n);

    put(out, "<tr><th scope=\"row\"><span>%s</span>", say_reason(&view->words, reason));
    if (n > 0)
        chart_count(out, n, most);
    put(out, "</th><td class=\"n%s\">%s</td></tr>\n", n < 0 ? " words" : "", count);
}

void section_reasons(GString *out, const struct view *view)
{
    const struct wording *w = &view->words;
    const report_t *report = w->report;

    if (report->reasons->len == 0 || most_named(report) == 0)
        return;
    put(out,
        "<section class=\"card\">\n<h2>%s</h2>\n<p>%s</p>\n<table class=\"reasons\">\n<thead><tr>"
        "<th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th></tr></thead>\n<tbody>\n",
        say(w, "reasons"), say(w, "several"), board_say(w, "reason"), board_say(w, "reasons-count"));
    for (int reason = 0; reason < REASON_COUNT; reason++)
        put_reason(out, view, (enum reason)reason, most_named(report));
    g_string_append(out, "</tbody></table>\n</section>\n");
}

/* --- the end of the page --- */

void section_notes(GString *out, const struct view *view)
{
    const struct wording *w = &view->words;
    g_auto(GStrv) notes = say_notes(w);

    put(out, "<section class=\"notes\">\n<h2>%s</h2>\n<ul>\n", say(w, "notes"));
    if (w->report->targets->len > 0)
        put(out, "<li>%s</li>\n", board_say(w, "target-line"));
    put(out, "<li>%s %s</li>\n", board_say(w, "hidden-note"), board_say(w, "pale"));
    for (char **note = notes; *note; note++)
        put(out, "<li>%s</li>\n", *note);
    g_string_append(out, "</ul>\n</section>\n");
}

void section_seals(GString *out, const struct view *view)
{
    const GArray *journals = view->words.report->journals;

    put(out, "<footer>\n<p>%s: ", board_say(&view->words, "seals"));
    if (journals->len == 0)
        put(out, "%s", say(&view->words, "no-journal"));
    for (guint i = 0; i < journals->len; i++) {
        const struct shelf_journal *journal = &g_array_index(journals, struct shelf_journal, i);
        char head[SEAL_TEXT_SIZE];
        seal_format(head, journal->head);
        head[HEAD_DIGITS] = '\0';
        put(out, "%s<span>%s <code>%s</code></span>", i > 0 ? " · " : "", journal->device, head);
    }
    g_string_append(out, "</p>\n</footer>\n");
}
