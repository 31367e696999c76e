#include "report_internal.h"

/* The items of the report: those the center asks in its order, then the others that have counts. */
void part_items(report_t *report, const tally_t *tally)
{
    const center_t *center = report->center;
    const char *area = report->area[0] ? report->area : NULL;

    report->n_items = 1;
    if (report->one_item)
        return;
    report->n_items = 0;
    for (guint i = 0; i < center->items->len; i++)
        report->items[report->n_items++] = g_array_index(center->items, struct center_item, i).item;
    for (int item = 0; item < ITEM_COUNT; item++)
        if (!center_item(center, (enum item)item) && part_is_counted(report, tally, area, (enum item)item))
            report->items[report->n_items++] = (enum item)item;
}

static bool is_offered(const struct area *area, const struct period *period)
{
    return (area->active_from == 0 || area->active_from <= period->to) &&
           (area->active_to == 0 || area->active_to >= period->from);
}

static bool area_is_counted(const report_t *report, const tally_t *tally, const char *area)
{
    for (int item = 0; item < ITEM_COUNT; item++)
        if (part_is_counted(report, tally, area, (enum item)item))
            return true;
    return false;
}

/* The areas of the report in its order. Ids are borrowed from center and tally. */
static GPtrArray *areas_shown(const report_t *report, const tally_t *tally)
{
    const center_t *center = report->center;
    GPtrArray *shown = g_ptr_array_new();
    g_autofree const char **counted = tally_areas(tally);

    for (guint i = 0; i < center->areas->len; i++) {
        struct area *area = g_ptr_array_index(center->areas, i);
        if (is_offered(area, &report->period) || area_is_counted(report, tally, area->id))
            g_ptr_array_add(shown, area->id);
    }
    for (size_t i = 0; counted[i]; i++)
        if (!center_area(center, counted[i]) && area_is_counted(report, tally, counted[i]))
            g_ptr_array_add(shown, (char *)counted[i]);
    return shown;
}

/* What the rows of a report are made of. */
struct rows {
    const report_t *report;
    const tally_t *tally, *before; /* before: NULL when not compared */
    const GArray *voices;
    const dossiers_t *dossiers;
    gint64 whole; /* files settled in the whole center; -1: not known */
    GArray *out;
};

static struct share share_before(const struct rows *rows, const char *area, enum item item)
{
    if (!rows->before)
        return (struct share){0};
    const struct counts counts = part_counts(rows->report, rows->before, area, item, false);
    return share_of(&counts);
}

static void add_row(const struct rows *rows, const char *area, enum item item)
{
    struct report_row row = {.item = item,
                             .counts = part_counts(rows->report, rows->tally, area, item, false),
                             .set_aside = part_counts(rows->report, rows->tally, area, item, true),
                             .before = share_before(rows, area, item),
                             .respondents = part_respondents(rows->report, rows->voices, area ? area : ""),
                             .dossiers = -1};

    row.share = share_of(&row.counts);
    row.basis = part_basis(rows->report, row.share);
    g_strlcpy(row.area, area ? area : "", sizeof row.area);
    if (rows->dossiers)
        row.dossiers = area ? dossiers_of(rows->dossiers, area) : rows->whole;
    g_array_append_val(rows->out, row);
}

static void add_area(const struct rows *rows, const char *area)
{
    for (size_t i = 0; i < rows->report->n_items; i++)
        add_row(rows, area, rows->report->items[i]);
}

/* As given; else the sum, unless an area with respondents is missing from it: too many would seem to have
 * taken part. */
static gint64 dossiers_of_all(const struct rows *rows, const GPtrArray *areas)
{
    gint64 sum = -1;

    if (!rows->dossiers || dossiers_of(rows->dossiers, "") >= 0)
        return rows->dossiers ? dossiers_of(rows->dossiers, "") : -1;
    for (guint i = 0; i < areas->len; i++) {
        const char *area = g_ptr_array_index(areas, i);
        const gint64 number = dossiers_of(rows->dossiers, area);
        if (number < 0 && part_respondents(rows->report, rows->voices, area) > 0)
            return -1;
        if (number >= 0)
            sum = MAX(sum, 0) + number;
    }
    return sum;
}

GArray *part_rows(const report_t *report, const struct report_request *request,
                  const struct report_source *source)
{
    struct rows rows = {.report = report,
                        .tally = source->tally,
                        .before = report->compared ? source->before : NULL,
                        .voices = source->voices,
                        .dossiers = request->dossiers,
                        .out = g_array_new(FALSE, TRUE, sizeof(struct report_row))};
    g_autoptr(GPtrArray) areas = areas_shown(report, source->tally);

    if (report->area[0]) {
        add_area(&rows, report->area);
        return rows.out;
    }
    rows.whole = dossiers_of_all(&rows, areas);
    add_area(&rows, NULL);
    for (guint i = 0; i < areas->len; i++)
        add_area(&rows, g_ptr_array_index(areas, i));
    return rows.out;
}

/* --- the ways in --- */

static void add_channel(GArray *out, const report_t *report, const tally_t *tally, struct report_channel row)
{
    struct tally_select select = {.item = row.item,
                                  .area = report->area[0] ? report->area : NULL,
                                  .one_channel = !row.together,
                                  .channel = row.channel};

    row.counts = tally_sum(tally, &select);
    select.set_aside = true;
    row.set_aside = tally_sum(tally, &select);
    row.share = share_of(&row.counts);
    row.basis = part_basis(report, row.share);
    const struct center_item *asked = center_item(report->center, row.item);
    if (row.together || (asked && asked->asked[row.channel]) || row.share.n > 0 ||
        counts_total(&row.set_aside) > 0)
        g_array_append_val(out, row);
}

static void add_channels(GArray *out, const report_t *report, const tally_t *tally, enum item item)
{
    for (int channel = 0; channel < CHANNEL_COUNT; channel++)
        if (!report->one_channel || channel == (int)report->channel)
            add_channel(out, report, tally,
                        (struct report_channel){.channel = (enum channel)channel, .item = item});
    if (!report->one_channel)
        add_channel(out, report, tally, (struct report_channel){.together = true, .item = item});
}

GArray *part_channels(const report_t *report, const tally_t *tally)
{
    GArray *out = g_array_new(FALSE, TRUE, sizeof(struct report_channel));

    for (size_t i = 0; i < report->n_items; i++)
        add_channels(out, report, tally, report->items[i]);
    return out;
}
