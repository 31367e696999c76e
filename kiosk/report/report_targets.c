#include "report_internal.h"

static bool is_overall(const struct target *target)
{
    return !target->areas || !target->areas[0];
}

static bool names(const struct target *target, const char *area)
{
    return !is_overall(target) && g_strv_contains((const char *const *)target->areas, area);
}

/* Whether the target is about what the report is narrowed to. */
static bool is_shown(const report_t *report, const struct target *target)
{
    if (report->one_item && (target->outside || target->item != report->items[0]))
        return false;
    return !report->area[0] || names(target, report->area);
}

static struct counts sum_areas(const report_t *report, const tally_t *tally, const struct target *target)
{
    struct counts pooled = {0};

    for (char **area = target->areas; *area; area++) {
        const struct counts one = part_counts(report, tally, *area, target->item, false);
        counts_add(&pooled, &one);
    }
    return pooled;
}

static struct counts pooled_counts(const report_t *report, const tally_t *tally, const struct target *target)
{
    if (target->outside)
        return (struct counts){0};
    return is_overall(target) ? part_counts(report, tally, NULL, target->item, false)
                              : sum_areas(report, tally, target);
}

static void add_reading(GArray *out, const report_t *report, struct report_target row,
                        const struct counts *counts)
{
    row.share = share_of(counts);
    row.basis = part_basis(report, row.share);
    row.verdict = row.target->outside ? VERDICT_NO_DATA : target_judge(row.target, row.share);
    g_array_append_val(out, row);
}

static void add_target(GArray *out, const report_t *report, const tally_t *tally, const struct plan *plan,
                       const struct target *target)
{
    struct report_target row = {.target = target,
                                .plan = plan,
                                .reading = READING_POOLED,
                                .in_force = target_in_force(target, &report->period)};
    struct counts counts = pooled_counts(report, tally, target);

    add_reading(out, report, row, &counts);
    if (target->outside || is_overall(target) || !target->areas[1])
        return;
    row.reading = READING_EACH;
    for (char **area = target->areas; *area; area++) {
        if (report->area[0] && !g_str_equal(report->area, *area))
            continue;
        g_strlcpy(row.area, *area, sizeof row.area);
        counts = part_counts(report, tally, *area, target->item, false);
        add_reading(out, report, row, &counts);
    }
}

GArray *part_targets(const report_t *report, const tally_t *tally)
{
    GArray *out = g_array_new(FALSE, TRUE, sizeof(struct report_target));

    for (guint i = 0; i < report->plans->len; i++) {
        const struct plan *plan = g_ptr_array_index(report->plans, i);
        for (guint j = 0; j < plan->targets->len; j++) {
            const struct target *target = g_ptr_array_index(plan->targets, j);
            if (is_shown(report, target))
                add_target(out, report, tally, plan, target);
        }
    }
    return out;
}
