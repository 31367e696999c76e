#include "report_internal.h"
#include <string.h>

struct counts part_counts(const report_t *report, const tally_t *tally, const char *area, enum item item,
                          bool set_aside)
{
    return tally_sum(tally, &(struct tally_select){.item = item,
                                                   .area = area,
                                                   .one_channel = report->one_channel,
                                                   .channel = report->channel,
                                                   .set_aside = set_aside});
}

bool part_is_counted(const report_t *report, const tally_t *tally, const char *area, enum item item)
{
    const struct counts counted = part_counts(report, tally, area, item, false);
    const struct counts aside = part_counts(report, tally, area, item, true);
    return counts_total(&counted) > 0 || counts_total(&aside) > 0;
}

enum basis part_basis(const report_t *report, struct share share)
{
    return basis_of(share.n, report->center->few, report->center->enough);
}

/* What a report is about stands before anything of it is counted. */
static report_t *begin(const center_t *center, const GPtrArray *plans, const struct report_request *request)
{
    report_t *report = g_new0(report_t, 1);

    report->center = center;
    report->plans = plans;
    report->period = request->period;
    report->one_channel = request->one_channel;
    report->channel = request->channel;
    g_strlcpy(report->area, request->area ? request->area : "", sizeof report->area);
    report->one_item = request->one_item;
    report->items[0] = request->item;
    report->compared = request->compare;
    if (request->compare)
        report->before = period_before(&request->period);
    report->by = request->by;
    report->amended = request->amended;
    return report;
}

report_t *report_build(const center_t *center, const GPtrArray *plans, const struct report_request *request,
                       const struct report_source *source)
{
    report_t *report = begin(center, plans, request);

    part_items(report, source->tally);
    report->rows = part_rows(report, request, source);
    report->targets = part_targets(report, source->tally);
    report->trend = part_trend(report, source->days);
    report->channels = part_channels(report, source->tally);
    report->reasons = part_reasons(report, source->voices);
    report->entries = part_entries(source);
    report->journals = g_array_new(FALSE, TRUE, sizeof(struct shelf_journal));
    if (source->n_journals > 0)
        g_array_append_vals(report->journals, source->journals, (guint)source->n_journals);
    return report;
}

void report_free(report_t *report)
{
    if (!report)
        return;
    g_array_unref(report->rows);
    g_array_unref(report->targets);
    g_array_unref(report->trend);
    g_array_unref(report->channels);
    g_array_unref(report->reasons);
    g_array_unref(report->journals);
    g_free(report);
}

bool report_has_dossiers(const report_t *report)
{
    for (guint i = 0; i < report->rows->len; i++)
        if (g_array_index(report->rows, struct report_row, i).dossiers >= 0)
            return true;
    return false;
}

const char *report_by_id(enum report_by by)
{
    static const char *const ids[] = {"none", "day", "week", "month"};
    return ids[by];
}

bool report_by_from_id(enum report_by *out, const char *id)
{
    for (int by = REPORT_BY_NONE; by <= REPORT_BY_MONTH; by++)
        if (strcmp(report_by_id((enum report_by)by), id) == 0) {
            *out = (enum report_by)by;
            return true;
        }
    return false;
}
