#include "report.h"
#include <string.h>

static struct counts sum(const tally_t *tally, const char *area, enum item item, bool set_aside)
{
    return tally_sum(tally, &(struct tally_select){.item = item, .area = area, .set_aside = set_aside});
}

static bool is_counted(const tally_t *tally, enum item item)
{
    const struct counts counted = sum(tally, NULL, item, false);
    const struct counts aside = sum(tally, NULL, item, true);
    return counts_total(&counted) > 0 || counts_total(&aside) > 0;
}

/* The items of the report: those the center asks in its order, then the others that have counts. */
static size_t items_shown(enum item out[ITEM_COUNT], const center_t *center, const tally_t *tally)
{
    size_t n = 0;

    for (guint i = 0; i < center->items->len; i++)
        out[n++] = g_array_index(center->items, struct center_item, i).item;
    for (int item = 0; item < ITEM_COUNT; item++)
        if (!center_item(center, (enum item)item) && is_counted(tally, (enum item)item))
            out[n++] = (enum item)item;
    return n;
}

static bool is_offered(const struct area *area, const struct period *period)
{
    return (area->active_from == 0 || area->active_from <= period->to) &&
           (area->active_to == 0 || area->active_to >= period->from);
}

/* The areas of the report in its order. Ids are borrowed from center and tally. */
static GPtrArray *areas_shown(const center_t *center, const tally_t *tally, const struct period *period)
{
    GPtrArray *shown = g_ptr_array_new();
    g_autofree const char **counted = tally_areas(tally);

    for (guint i = 0; i < center->areas->len; i++) {
        struct area *area = g_ptr_array_index(center->areas, i);
        if (is_offered(area, period) || g_strv_contains(counted, area->id))
            g_ptr_array_add(shown, area->id);
    }
    for (size_t i = 0; counted[i]; i++)
        if (!center_area(center, counted[i]))
            g_ptr_array_add(shown, (char *)counted[i]);
    return shown;
}

static void add_rows(GArray *rows, const tally_t *tally, const char *area, const enum item *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct report_row row = {.item = items[i],
                                 .counts = sum(tally, area, items[i], false),
                                 .set_aside = sum(tally, area, items[i], true)};
        row.share = share_of(&row.counts);
        g_strlcpy(row.area, area ? area : "", sizeof row.area);
        g_array_append_val(rows, row);
    }
}

static GArray *build_rows(const center_t *center, const struct period *period, const tally_t *tally)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(struct report_row));
    g_autoptr(GPtrArray) areas = areas_shown(center, tally, period);
    enum item items[ITEM_COUNT];
    const size_t n = items_shown(items, center, tally);

    add_rows(rows, tally, NULL, items, n);
    for (guint i = 0; i < areas->len; i++)
        add_rows(rows, tally, g_ptr_array_index(areas, i), items, n);
    return rows;
}

static struct counts sum_areas(const tally_t *tally, char *const *areas, enum item item)
{
    struct counts pooled = {0};

    for (size_t i = 0; areas[i]; i++) {
        const struct counts one = sum(tally, areas[i], item, false);
        counts_add(&pooled, &one);
    }
    return pooled;
}

static bool is_overall(const struct target *target)
{
    return !target->areas || !target->areas[0];
}

static void add_target(GArray *targets, struct report_target row, const struct counts *counts)
{
    row.share = share_of(counts);
    row.verdict = row.target->outside ? VERDICT_NO_DATA : target_judge(row.target, row.share);
    g_array_append_val(targets, row);
}

static void add_readings(GArray *targets, const struct plan *plan, const struct target *target,
                         const struct period *period, const tally_t *tally)
{
    struct report_target row = {.target = target,
                                .plan = plan,
                                .reading = READING_POOLED,
                                .in_force = target_in_force(target, period)};
    struct counts counts = {0};

    if (!target->outside)
        counts = is_overall(target) ? sum(tally, NULL, target->item, false)
                                    : sum_areas(tally, target->areas, target->item);
    add_target(targets, row, &counts);
    if (target->outside || is_overall(target) || !target->areas[1])
        return;

    row.reading = READING_EACH;
    for (size_t i = 0; target->areas[i]; i++) {
        g_strlcpy(row.area, target->areas[i], sizeof row.area);
        counts = sum(tally, target->areas[i], target->item, false);
        add_target(targets, row, &counts);
    }
}

static GArray *build_targets(const GPtrArray *plans, const struct period *period, const tally_t *tally)
{
    GArray *targets = g_array_new(FALSE, TRUE, sizeof(struct report_target));

    for (guint i = 0; i < plans->len; i++) {
        const struct plan *plan = g_ptr_array_index(plans, i);
        for (guint j = 0; j < plan->targets->len; j++)
            add_readings(targets, plan, g_ptr_array_index(plan->targets, j), period, tally);
    }
    return targets;
}

report_t *report_build(const center_t *center, const GPtrArray *plans, const struct period *period,
                       const tally_t *tally, const struct shelf_journal *journals, size_t n_journals)
{
    report_t *report = g_new0(report_t, 1);

    report->center = center;
    report->plans = plans;
    report->period = *period;
    report->rows = build_rows(center, period, tally);
    report->targets = build_targets(plans, period, tally);
    report->journals = g_array_new(FALSE, TRUE, sizeof(struct shelf_journal));
    if (n_journals > 0)
        g_array_append_vals(report->journals, journals, (guint)n_journals);
    return report;
}

void report_free(report_t *report)
{
    if (!report)
        return;
    g_array_unref(report->rows);
    g_array_unref(report->targets);
    g_array_unref(report->journals);
    g_free(report);
}
