#include "html_parts.h"
#include "html_chart.h"
#include "html_write.h"

/* The targets that judge the item in that area, "" for the whole center. */
static GPtrArray *targets_of(const struct view *view, enum item item, const char *area)
{
    const GArray *all = view->words.report->targets;
    GPtrArray *found = g_ptr_array_new();

    for (guint i = 0; i < all->len; i++) {
        struct report_target *row = &g_array_index(all, struct report_target, i);
        char **areas = row->target->areas;
        const bool alone = areas && areas[0] && !areas[1];
        const char *about = row->reading == READING_EACH ? row->area : alone ? areas[0] : "";
        const bool pooled = row->reading == READING_POOLED && areas && areas[0] && areas[1];
        if (!row->target->outside && !pooled && row->target->item == item && g_str_equal(about, area))
            g_ptr_array_add(found, row);
    }
    return found;
}

/* --- the large figure --- */

static void put_set_aside(GString *out, const struct view *view, const struct view_item *item)
{
    const struct wording *w = &view->words;
    const gint64 n = counts_total(&item->row->set_aside);
    g_autofree char *count = say_count(w, n);
    g_autofree char *text = hide_count_is_safe(n)
                                ? words_format(w->words, w->language, "board.set-aside", "n", count, NULL)
                                : g_strdup(board_say(w, "set-aside-few"));

    if (n > 0)
        put(out, "<p class=\"aside\">%s</p>\n", text);
}

static void put_participation(GString *out, const struct view *view, const struct view_item *item)
{
    const struct wording *w = &view->words;

    if (item->item != w->report->items[0] || !view_tells_participation(view, item))
        return;
    const bool more = item->row->respondents > item->row->dossiers;
    g_autofree char *share = say_participation(w, item->row);
    g_autofree char *dossiers = say_count(w, item->row->dossiers);
    g_autofree char *guide = say_guide(w, item->row);
    g_autofree char *count = say_count(w, item->row->respondents);
    g_autofree char *text =
        words_format(w->words, w->language, more ? "board.participation-more" : "board.participation",
                     "share", share, "n", count, "dossiers", dossiers, "guide", guide, NULL);
    put(out, "<p class=\"aside\">%s</p>\n", text);
}

static char *say_change(const struct wording *w, const struct report_row *row)
{
    g_autofree char *points = say_points(w, row);
    return words_format(w->words, w->language, "board.change", "points", points, NULL);
}

static void put_change(GString *out, const struct view *view, const struct view_item *item)
{
    const struct wording *w = &view->words;

    if (!w->report->compared)
        return;
    g_autofree char *before = say_before(w);
    g_autofree char *share = board_share(w, item->before);
    g_autofree char *answers = board_answers(w, item->before);
    put(out, "<p class=\"aside\">%s: <b>%s</b>", before, share);
    if (seen_counted(item->before))
        put(out, " (%s)", answers);
    if (seen_exact(item->seen) && seen_exact(item->before)) {
        g_autofree char *change = say_change(w, item->row);
        put(out, "; <b>%s</b>, %s", change, say_difference(w, item->row));
    }
    g_string_append(out, "</p>\n");
}

static void put_requirements(GString *out, const struct view *view, const GPtrArray *targets)
{
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = g_ptr_array_index(targets, i);
        g_autofree char *requirement = say_requirement(&view->words, target->target);
        put(out, "<p class=\"required\"><span>%s:</span> ", requirement);
        put_verdict(out, view, target);
        g_string_append(out, "</p>\n");
    }
}

void section_figure(GString *out, const struct view *view, const struct view_item *item, bool first)
{
    const struct wording *w = &view->words;
    g_autoptr(GPtrArray) targets = targets_of(view, item->item, item->row->area);
    g_autofree char *share = board_share(w, item->seen);
    g_autofree char *answers = board_answers(w, item->seen);
    g_autofree char *bounds = board_interval(w, item->seen);

    put(out, "<section class=\"card figure%s\">\n<h2>%s</h2>\n<p class=\"big%s\">%s</p>\n",
        first ? " first" : "", say_item(w, item->item), seen_exact(item->seen) ? "" : " words", share);
    if (seen_counted(item->seen)) {
        if (seen_tells(item->seen))
            chart_share(out, view, item->seen, targets);
        put(out, "\n<p class=\"answers\"><b>%s</b>", answers);
        put_basis(out, view, item->seen);
        g_string_append(out, "</p>\n");
    }
    if (bounds) {
        g_autofree char *interval =
            words_format(w->words, w->language, "board.interval", "interval", bounds, NULL);
        put(out, "<p class=\"aside\">%s</p>\n", interval);
    }
    put_requirements(out, view, targets);
    put_change(out, view, item);
    put_participation(out, view, item);
    put_set_aside(out, view, item);
    g_string_append(out, "</section>\n");
}

/* --- plans --- */

static void put_known(GString *out, const struct view *view, struct seen seen)
{
    g_autofree char *share = board_share(&view->words, seen);
    g_autofree char *bounds = board_interval(&view->words, seen);

    put(out, "<td class=\"share%s\"><b>%s</b>", seen_exact(seen) ? "" : " words", share);
    if (bounds)
        put(out, "<small>%s</small>", bounds);
    g_string_append(out, "</td>");
}

/* What the target is about; of each of several areas, the area first. */
static void put_about(GString *out, const struct view *view, const struct report_target *target)
{
    const struct wording *w = &view->words;
    const char *sentence = target->target->sentence;
    const bool each = target->reading == READING_EACH;
    g_autofree char *subject = say_subject(w, target);
    g_autofree char *scope = say_scope(w, target);
    g_autofree char *requirement = say_requirement(w, target->target);

    put(out, "<th scope=\"row\">%s<small>", each ? scope : subject);
    if (!target->target->outside)
        put(out, "%s: ", each ? subject : scope);
    put(out, "%s</small>", requirement);
    if (!each && sentence && sentence[0]) {
        g_autofree char *quote =
            words_format(w->words, w->language, "board.quote", "sentence", sentence, NULL);
        put(out, "<q>%s</q>", quote);
    }
    g_string_append(out, "</th>");
}

static void put_target(GString *out, const struct view *view, const struct report_target *target)
{
    const struct seen seen = view_of_target(view, target);
    g_autofree char *count = board_count(&view->words, seen);

    put(out, "<tr class=\"%s\">", target->reading == READING_EACH ? "each" : "whole");
    put_about(out, view, target);
    if (target->target->outside) {
        g_string_append(out, "<td class=\"share words\">–</td><td class=\"n\">–</td>");
    } else {
        put_known(out, view, seen);
        put(out, "<td class=\"n\">%s</td>", count);
    }
    g_string_append(out, "<td class=\"end\">");
    put_verdict(out, view, target);
    if (!target->target->outside && view_basis(view, seen) == BASIS_INDICATIVE)
        put_basis(out, view, seen);
    g_string_append(out, "</td></tr>\n");
}

/* The heads of a table of shares: what of, share, n, and what follows from them. */
static void put_heads(GString *out, const struct view *view, const char *of)
{
    put(out,
        "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"share\">%s</th>"
        "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" "
        "class=\"end\">%s</th></tr></thead>\n<tbody>\n",
        of, board_say(&view->words, "share"), say(&view->words, "n"), say(&view->words, "verdict"));
}

static void put_plan(GString *out, const struct view *view, const struct plan *plan)
{
    const struct wording *w = &view->words;
    const GArray *targets = w->report->targets;
    const char *empty = say_plan_empty(w, plan);
    g_autofree char *heading =
        words_format(w->words, w->language, "report.plan-heading", "plan", plan->name, NULL);

    put(out, "<section class=\"card\">\n<h2>%s</h2>\n", heading);
    if (empty) {
        put(out, "<p>%s</p>\n</section>\n", empty);
        return;
    }
    g_string_append(out, "<table class=\"plan\">\n");
    put_heads(out, view, say(w, "target"));
    for (guint i = 0; i < targets->len; i++)
        if (g_array_index(targets, struct report_target, i).plan == plan)
            put_target(out, view, &g_array_index(targets, struct report_target, i));
    g_string_append(out, "</tbody></table>\n</section>\n");
}

void section_plans(GString *out, const struct view *view)
{
    const GPtrArray *plans = view->words.report->plans;

    for (guint i = 0; i < plans->len; i++)
        put_plan(out, view, g_ptr_array_index(plans, i));
}

/* --- areas --- */

static void put_area(GString *out, const struct view *view, const struct view_part *part)
{
    g_autoptr(GPtrArray) targets = targets_of(view, part->row->item, part->row->area);
    g_autofree char *count = board_count(&view->words, part->seen);

    put(out, "<tr><th scope=\"row\"><span>%s</span>", say_area(&view->words, part->row->area));
    if (seen_tells(part->seen))
        chart_share(out, view, part->seen, targets);
    g_string_append(out, "</th>");
    put_known(out, view, part->seen);
    put(out, "<td class=\"n\">%s</td><td class=\"end\">", count);
    if (seen_counted(part->seen) && targets->len > 0)
        for (guint i = 0; i < targets->len; i++)
            put_verdict(out, view, g_ptr_array_index(targets, i));
    if (targets->len == 0 || view_basis(view, part->seen) == BASIS_INDICATIVE)
        put_basis(out, view, part->seen);
    g_string_append(out, "</td></tr>\n");
}

void section_areas(GString *out, const struct view *view, const struct view_item *item, bool named)
{
    const struct wording *w = &view->words;
    g_autofree char *heading =
        named ? words_format(w->words, w->language, "board.areas-of", "item", say_item(w, item->item), NULL)
              : g_strdup(board_say(w, "areas"));

    if (item->areas->len == 0)
        return;
    put(out, "<section class=\"card\">\n<h2>%s</h2>\n<table class=\"areas\">\n", heading);
    put_heads(out, view, say(w, "area"));
    for (guint i = 0; i < item->areas->len; i++)
        put_area(out, view, &g_array_index(item->areas, struct view_part, i));
    g_string_append(out, "</tbody></table>\n</section>\n");
}
