#include "html_view.h"

static struct share before_of(const struct view_part *part)
{
    return part->row->before;
}

static struct share now_of(const struct view_part *part)
{
    return part->row ? part->row->share : part->step->share;
}

/* Areas a target is about stay longest; of the steps, the latest. */
static int worth_of(const report_t *report, const struct view_part *part, guint i)
{
    if (part->step)
        return (int)i;
    for (guint j = 0; j < report->targets->len; j++) {
        const struct target *target = g_array_index(report->targets, struct report_target, j).target;
        if (!target->outside && target->item == part->row->item && target->areas &&
            g_strv_contains((const char *const *)target->areas, part->row->area))
            return 1;
    }
    return 0;
}

/* Fills in what may be seen of the parts and gives what may be seen of the whole. */
static struct seen hide(const report_t *report, const GArray *parts, struct share whole, bool before)
{
    const guint n = parts->len;
    g_autofree struct share *shares = g_new0(struct share, n + 1);
    g_autofree struct seen *seen = g_new0(struct seen, n + 1);
    g_autofree int *worth = g_new0(int, n + 1);
    struct seen out;

    for (guint i = 0; i < n; i++) {
        const struct view_part *part = &g_array_index(parts, struct view_part, i);
        shares[i] = before ? before_of(part) : now_of(part);
        worth[i] = worth_of(report, part, i);
    }
    hide_shares(&out, seen, whole, shares, worth, n);
    for (guint i = 0; i < n; i++) {
        struct view_part *part = &g_array_index(parts, struct view_part, i);
        *(before ? &part->before : &part->seen) = seen[i];
    }
    return out;
}

static void see_item(struct view_item *item, const report_t *report)
{
    item->areas = g_array_new(FALSE, TRUE, sizeof(struct view_part));
    item->steps = g_array_new(FALSE, TRUE, sizeof(struct view_part));
    for (guint i = 0; i < report->rows->len; i++) {
        const struct report_row *row = &g_array_index(report->rows, struct report_row, i);
        if (row->item == item->item && row != item->row)
            g_array_append_vals(item->areas, &(struct view_part){.row = row}, 1);
    }
    for (guint i = 0; i < report->trend->len; i++) {
        const struct report_step *step = &g_array_index(report->trend, struct report_step, i);
        if (step->item == item->item)
            g_array_append_vals(item->steps, &(struct view_part){.step = step}, 1);
    }
    item->seen = hide(report, item->areas, item->row->share, false);
    hide(report, item->steps, item->row->share, false);
    if (report->compared)
        item->before = hide(report, item->areas, item->row->before, true);
    item->n_levels = seen_counted(item->seen) ? hide_levels(item->levels, &item->row->counts) : 0;
}

struct view view_make(const report_t *report, const struct face_style *style)
{
    struct view view = {{report, style->words, style->language},
                        g_array_new(FALSE, TRUE, sizeof(struct view_item))};

    for (size_t i = 0; i < report->n_items; i++) {
        struct view_item item = {.item = report->items[i],
                                 .row = &g_array_index(report->rows, struct report_row, i)};
        see_item(&item, report);
        g_array_append_val(view.items, item);
    }
    return view;
}

void view_clear(struct view *view)
{
    for (guint i = 0; i < view->items->len; i++) {
        g_array_unref(g_array_index(view->items, struct view_item, i).areas);
        g_array_unref(g_array_index(view->items, struct view_item, i).steps);
    }
    g_array_unref(view->items);
}

static const struct view_item *find_item(const struct view *view, enum item item)
{
    for (guint i = 0; i < view->items->len; i++)
        if (g_array_index(view->items, struct view_item, i).item == item)
            return &g_array_index(view->items, struct view_item, i);
    return NULL;
}

/* An area without a row has no rating, unless the report shows one area only. */
static struct seen see_area(const struct view *view, const struct view_item *item, const char *area)
{
    if (g_str_equal(item->row->area, area))
        return item->seen;
    for (guint i = 0; i < item->areas->len; i++) {
        const struct view_part *part = &g_array_index(item->areas, struct view_part, i);
        if (g_str_equal(part->row->area, area))
            return part->seen;
    }
    return (struct seen){.n = view->words.report->area[0] ? -1 : 0};
}

static struct seen see_pool(const struct view_item *item, char **areas)
{
    const guint n = item->areas->len;
    g_autofree struct seen *seen = g_new(struct seen, n + 1);
    g_autofree bool *pooled = g_new(bool, n + 1);

    for (guint i = 0; i < n; i++) {
        const struct view_part *part = &g_array_index(item->areas, struct view_part, i);
        seen[i] = part->seen;
        pooled[i] = g_strv_contains((const char *const *)areas, part->row->area);
    }
    return hide_pool(item->seen, seen, pooled, n);
}

struct seen view_of_target(const struct view *view, const struct report_target *target)
{
    const struct view_item *item = target->target->outside ? NULL : find_item(view, target->target->item);
    char **areas = target->target->areas;

    if (!item)
        return (struct seen){0};
    if (target->reading == READING_EACH)
        return see_area(view, item, target->area);
    if (!areas || !areas[0])
        return item->seen;
    if (!areas[1])
        return see_area(view, item, areas[0]);
    if (view->words.report->area[0] || item->seen.n <= 0)
        return (struct seen){.n = item->seen.n == 0 ? 0 : -1};
    return see_pool(item, areas);
}

enum basis view_basis(const struct view *view, struct seen seen)
{
    const center_t *center = view->words.report->center;
    return basis_of(MAX(seen.n, 0), center->few, center->enough);
}

enum view_verdict view_judge(const struct view *view, const struct report_target *target)
{
    const struct seen seen = view_of_target(view, target);

    if (target->target->outside)
        return VIEW_OUTSIDE;
    if (seen.n < 0)
        return VIEW_HIDDEN;
    if (seen.n == 0)
        return VIEW_NO_DATA;
    if (view_basis(view, seen) == BASIS_TOO_FEW)
        return VIEW_TOO_FEW;
    const enum verdict worst = target_judge(target->target, (struct share){seen.low, seen.n});
    const enum verdict best = target_judge(target->target, (struct share){seen.high, seen.n});
    if (worst != best)
        return VIEW_HIDDEN;
    return best == VERDICT_MET ? VIEW_MET : VIEW_MISSED;
}

/* How many did not name it is as telling as how many did. */
gint64 view_reason(const report_t *report, enum reason reason)
{
    const struct report_reasons *all = &g_array_index(report->reasons, struct report_reasons, 0);
    const gint64 n = all->n[reason];
    return n >= HIDE_UNDER && hide_count_is_safe(all->respondents - n) ? n : -1;
}

/* Of a question whose n is hidden it cannot be worked out how many left it out. */
static bool silence_is_safe(const struct view *view, gint64 respondents)
{
    for (guint i = 0; i < view->items->len; i++) {
        const struct seen seen = g_array_index(view->items, struct view_item, i).seen;
        if (seen.n >= 0 && !hide_count_is_safe(respondents - seen.n))
            return false;
    }
    return true;
}

bool view_tells_participation(const struct view *view, const struct view_item *item)
{
    const gint64 dossiers = item->row->dossiers, respondents = item->row->respondents;

    return dossiers >= 0 && hide_count_is_safe(dossiers) && hide_count_is_safe(respondents) &&
           (respondents >= dossiers || hide_count_is_safe(dossiers - respondents)) &&
           silence_is_safe(view, respondents);
}
