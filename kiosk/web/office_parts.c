#include "office_parts.h"
#include "html_write.h"

/* --- pieces --- */

char *part_share(const struct wording *w, struct share share)
{
    if (share.n == 0)
        return g_strdup("–");
    g_autofree char *number = say_share(w, share);
    return g_strconcat(number, "%", NULL);
}

void part_basis_chip(GString *out, const struct wording *w, enum basis basis)
{
    if (basis == BASIS_TOO_FEW || basis == BASIS_INDICATIVE)
        put(out, " <span class=\"basis\">%s</span>", say_basis(w, basis));
}

/* Hundredths of a percent. */
enum { WHOLE = 10000 };

static int units(gint64 part, gint64 whole)
{
    return whole > 0 ? (int)((part * WHOLE * 2 + whole) / (2 * whole)) : 0;
}

void part_share_bar(GString *out, struct share share, const GPtrArray *targets)
{
    put(out,
        "<svg class=\"bar\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        "<path class=\"ground\" d=\"M0 2H%dV8H0z\"/><path class=\"full\" d=\"M0 2H%dV8H0z\"/>",
        WHOLE, WHOLE, units(share.satisfied, share.n));
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = g_ptr_array_index(targets, i);
        const int at = target->target->percent_hundredths;
        put(out, "<path class=\"halo\" d=\"M%d 0V10\"/><path class=\"target\" d=\"M%d 0V10\"/>", at, at);
    }
    g_string_append(out, "</svg>");
}

void part_count_bar(GString *out, gint64 n, gint64 most)
{
    put(out,
        "<svg class=\"bar thin\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        "<path class=\"full\" d=\"M0 2H%dV8H0z\"/></svg>",
        WHOLE, units(n, most));
}

GPtrArray *part_targets_of(const report_t *report, enum item item, const char *area)
{
    GPtrArray *found = g_ptr_array_new();

    for (guint i = 0; i < report->targets->len; i++) {
        struct report_target *row = &g_array_index(report->targets, struct report_target, i);
        char **areas = row->target->areas;
        const bool several = areas && areas[0] && areas[1];
        const char *about = row->reading == READING_EACH ? row->area : areas && areas[0] ? areas[0] : "";
        if (row->target->outside || (several && row->reading == READING_POOLED))
            continue;
        if (row->target->item == item && g_str_equal(about, area))
            g_ptr_array_add(found, row);
    }
    return found;
}

static void put_verdict_of(GString *out, const struct wording *w, const struct report_target *row)
{
    static const char *const SHAPES[] = {
        [VERDICT_MET] = "met", [VERDICT_MISSED] = "missed", [VERDICT_NO_DATA] = "none"};
    static const char *const WORDS[] = {
        [VERDICT_MET] = "met", [VERDICT_MISSED] = "missed", [VERDICT_NO_DATA] = "no-data"};
    const char *shape = row->target->outside ? "outside" : SHAPES[row->verdict];
    const char *word = say(w, row->target->outside ? "outside" : WORDS[row->verdict]);

    put(out, "<span class=\"verdict %s\"><svg aria-hidden=\"true\"><use href=\"#%s\"/></svg> %s</span>",
        shape, shape, word);
}

/* A target that does not hold for the whole period is judged all the same, and marked. */
static void put_force(GString *out, const struct wording *w, const struct report_target *row)
{
    if (!row->in_force)
        put(out, " <small>(%s)</small>", say(w, "not-in-force"));
}

static const struct report_row *find_row(const report_t *report, const char *area, enum item item)
{
    for (guint i = 0; i < report->rows->len; i++) {
        const struct report_row *row = &g_array_index(report->rows, struct report_row, i);
        if (row->item == item && g_str_equal(row->area, area))
            return row;
    }
    return NULL;
}

/* --- figures --- */

static void put_line(GString *out, const char *name, const char *value)
{
    put(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", name, value);
}

/* The period before, and what changed since. */
static void put_before(GString *out, const struct board *board, const struct report_row *row)
{
    const struct wording *w = &board->now;
    g_autofree char *share = part_share(w, row->before);
    g_autofree char *count = say_count(w, row->before.n);

    put(out, "<div><dt>%s</dt><dd>%s <small>(%s)</small></dd></div>\n", office_say(board->visit, "before"),
        share, count);
    if (row->share.n > 0 && row->before.n > 0) {
        g_autofree char *points = say_points(w, row);
        g_autofree char *change = words_format(w->words, w->language, "board.change", "points", points, NULL);
        put(out, "<div><dt>%s</dt><dd>%s <small>%s</small></dd></div>\n", office_say(board->visit, "change"),
            change, say_difference(w, row));
    }
}

static void put_figure(GString *out, const struct board *board, const struct report_row *row)
{
    const struct wording *w = &board->now;
    g_autoptr(GPtrArray) targets = part_targets_of(w->report, row->item, "");
    g_autofree char *share = part_share(w, row->share);
    g_autofree char *n = say_count(w, row->share.n);
    g_autofree char *aside = say_count(w, counts_total(&row->set_aside));
    g_autofree char *interval = say_interval(w, row->share);

    put(out, "<section class=\"card figure\">\n<h2>%s</h2>\n<p class=\"big\">%s", say_item(w, row->item),
        share);
    part_basis_chip(out, w, row->basis);
    g_string_append(out, "</p>\n");
    part_share_bar(out, row->share, targets);
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = g_ptr_array_index(targets, i);
        g_autofree char *requirement = say_requirement(w, target->target);
        put(out, "<p class=\"required\"><span>%s:</span> ", requirement);
        put_verdict_of(out, w, target);
        put_force(out, w, target);
        g_string_append(out, "</p>\n");
    }
    g_string_append(out, "<dl>\n");
    put_line(out, say(w, "n"), n);
    put_line(out, say(w, "set-aside"), aside);
    put_line(out, office_say(board->visit, "interval"), interval);
    put_before(out, board, row);
    g_string_append(out, "</dl>\n</section>\n");
}

void part_figures(GString *out, const struct board *board)
{
    const report_t *report = board->figures.now;

    g_string_append(out, "<div class=\"figures\">\n");
    for (size_t i = 0; i < report->n_items; i++)
        put_figure(out, board, find_row(report, "", report->items[i]));
    g_string_append(out, "</div>\n");
}

/* --- targets --- */

/* What the target is about; of each of several areas, the area alone. `marked`: it holds for neither period.
 */
static void put_about(GString *out, const struct wording *w, const struct report_target *row, bool marked)
{
    g_autofree char *subject = say_subject(w, row);
    g_autofree char *scope = say_scope(w, row);

    if (row->reading == READING_EACH)
        put(out, "<th scope=\"row\" class=\"each\">%s", scope);
    else
        put(out, "<th scope=\"row\">%s", subject);
    if (row->reading != READING_EACH && !row->target->outside)
        put(out, "<small>%s</small>", scope);
    if (marked && row->reading != READING_EACH)
        put_force(out, w, row);
    g_string_append(out, "</th>");
}

static void put_reading(GString *out, const struct wording *w, const struct report_target *row, bool marked)
{
    g_autofree char *share = part_share(w, row->share);
    g_autofree char *n = say_count(w, row->share.n);

    if (row->target->outside)
        g_string_append(out, "<td class=\"share\">–</td><td class=\"n\">–</td><td>");
    else
        put(out, "<td class=\"share\">%s</td><td class=\"n\">%s</td><td>", share, n);
    put_verdict_of(out, w, row);
    if (!row->target->outside)
        part_basis_chip(out, w, row->basis);
    if (!marked)
        put_force(out, w, row);
    g_string_append(out, "</td>");
}

static void put_target(GString *out, const struct board *board, guint i)
{
    const struct report_target *now = &g_array_index(board->figures.now->targets, struct report_target, i);
    const struct report_target *before =
        &g_array_index(board->figures.before->targets, struct report_target, i);
    g_autofree char *requirement = say_requirement(&board->now, now->target);
    const bool marked = !now->in_force && !before->in_force;

    g_string_append(out, "<tr>");
    put_about(out, &board->now, now, marked);
    put(out, "<td class=\"required\">%s</td>", requirement);
    put_reading(out, &board->now, now, marked);
    put_reading(out, &board->before, before, marked);
    g_string_append(out, "</tr>\n");
}

static void put_target_heads(GString *out, const struct board *board)
{
    const struct wording *w = &board->now;

    put(out,
        "<thead>\n<tr><th scope=\"col\" rowspan=\"2\">%s</th><th scope=\"col\" rowspan=\"2\">%s</th>"
        "<th scope=\"colgroup\" colspan=\"3\" class=\"group\">%s</th>"
        "<th scope=\"colgroup\" colspan=\"3\" class=\"group\">%s</th></tr>\n<tr>",
        say(w, "target"), say(w, "required"), office_say(board->visit, "now"),
        office_say(board->visit, "before"));
    for (int i = 0; i < 2; i++)
        put(out,
            "<th scope=\"col\" class=\"share\">%s</th><th scope=\"col\" class=\"n\">%s</th><th "
            "scope=\"col\">%s</th>",
            say(w, "share"), say(w, "n"), say(w, "verdict"));
    g_string_append(out, "</tr>\n</thead>\n<tbody>\n");
}

static void put_plan(GString *out, const struct board *board, const struct plan *plan)
{
    const struct wording *w = &board->now;
    const GArray *targets = w->report->targets;
    const char *empty = say_plan_empty(w, plan);
    g_autofree char *heading =
        words_format(w->words, w->language, "report.plan-heading", "plan", plan->name, NULL);

    put(out, "<section class=\"card\">\n<h2>%s</h2>\n", heading);
    if (empty) {
        put(out, "<p>%s</p>\n</section>\n", empty);
        return;
    }
    put(out, "<section class=\"scroll\" aria-label=\"%s\" tabindex=\"0\">\n<table class=\"targets\">\n",
        heading);
    put_target_heads(out, board);
    for (guint i = 0; i < MIN(targets->len, board->figures.before->targets->len); i++)
        if (g_array_index(targets, struct report_target, i).plan == plan)
            put_target(out, board, i);
    g_string_append(out, "</tbody>\n</table>\n</section>\n</section>\n");
}

void part_targets_table(GString *out, const struct board *board)
{
    const GPtrArray *plans = board->figures.plans;

    for (guint i = 0; i < plans->len; i++)
        put_plan(out, board, g_ptr_array_index(plans, i));
    if (plans->len == 0)
        put(out, "<p class=\"card\">%s</p>\n", words_get(board->now.words, board->now.language, "plan.none"));
}

/* --- areas --- */

static void put_area(GString *out, const struct board *board, const struct report_row *row)
{
    const struct wording *w = &board->now;
    g_autoptr(GPtrArray) targets = part_targets_of(w->report, row->item, row->area);
    g_autofree char *share = part_share(w, row->share);
    g_autofree char *interval = say_interval(w, row->share);
    g_autofree char *n = say_count(w, row->share.n);
    g_autofree char *aside = say_count(w, counts_total(&row->set_aside));
    g_autofree char *before = part_share(w, row->before);
    g_autofree char *points = say_points(w, row);

    put(out, "<tr><th scope=\"row\">%s</th><td class=\"picture\">", say_area(w, row->area));
    if (row->share.n > 0)
        part_share_bar(out, row->share, targets);
    put(out,
        "</td><td class=\"share\">%s</td><td class=\"share soft\">%s</td><td class=\"n\">%s</td><td "
        "class=\"n\">%s</td>",
        share, interval, n, aside);
    put(out, "<td class=\"share\">%s</td><td class=\"share\">%s</td><td>", before, points);
    for (guint i = 0; i < targets->len; i++)
        put_verdict_of(out, w, g_ptr_array_index(targets, i));
    part_basis_chip(out, w, row->basis);
    g_string_append(out, "</td></tr>\n");
}

static void put_area_heads(GString *out, const struct board *board)
{
    const struct wording *w = &board->now;

    put(out,
        "<thead>\n<tr><th scope=\"col\">%s</th><td class=\"picture\"></td><th scope=\"col\" "
        "class=\"share\">%s</th>"
        "<th scope=\"col\" class=\"share\">%s</th><th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" "
        "class=\"n\">%s</th>",
        say(w, "area"), say(w, "share"), office_say(board->visit, "interval"), say(w, "n"),
        say(w, "set-aside"));
    put(out,
        "<th scope=\"col\" class=\"share\">%s</th><th scope=\"col\" class=\"share\">%s</th><th "
        "scope=\"col\">%s</th></tr>\n"
        "</thead>\n<tbody>\n",
        say(w, "before-share"), say(w, "points"), say(w, "verdict"));
}

static void put_areas_of(GString *out, const struct board *board, enum item item, const char *heading)
{
    const GArray *rows = board->now.report->rows;

    put(out, "<section class=\"scroll\" aria-label=\"%s\" tabindex=\"0\">\n<table class=\"areas\">\n",
        heading);
    put_area_heads(out, board);
    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->area[0] && row->item == item)
            put_area(out, board, row);
    }
    g_string_append(out, "</tbody>\n</table>\n</section>\n");
}

/* The main question is open to the eye, the others a touch away. */
void part_areas(GString *out, const struct board *board)
{
    const struct wording *w = &board->now;

    g_string_append(out, "<section class=\"card\">\n");
    for (size_t i = 0; i < w->report->n_items; i++) {
        const enum item item = w->report->items[i];
        g_autofree char *heading =
            words_format(w->words, w->language, "board.areas-of", "item", say_item(w, item), NULL);
        put(out, i == 0 ? "<h2>%s</h2>\n" : "<details>\n<summary>%s</summary>\n", heading);
        put_areas_of(out, board, item, heading);
        g_string_append(out, i == 0 ? "" : "</details>\n");
    }
    g_string_append(out, "</section>\n");
}
