#include "report_internal.h"

static bool is_counted(const report_t *report, const struct shelf_voice *voice)
{
    return !voice->set_aside && (!report->one_channel || voice->channel == report->channel);
}

gint64 part_respondents(const report_t *report, const GArray *voices, const char *area)
{
    gint64 n = 0;

    for (guint i = 0; voices && i < voices->len; i++) {
        const struct shelf_voice *voice = &g_array_index(voices, struct shelf_voice, i);
        if (is_counted(report, voice) && (!area[0] || g_str_equal(area, voice->area)))
            n += voice->ratings;
    }
    return n;
}

static void add_voice(struct report_reasons *sum, const struct shelf_voice *voice)
{
    sum->respondents += voice->ratings;
    sum->with_reasons += voice->with_reasons;
    for (int reason = 0; reason < REASON_COUNT; reason++)
        sum->n[reason] += voice->reasons[reason];
}

static struct report_reasons reasons_of(const report_t *report, const GArray *voices, const char *area)
{
    struct report_reasons sum = {0};

    g_strlcpy(sum.area, area, sizeof sum.area);
    for (guint i = 0; i < voices->len; i++) {
        const struct shelf_voice *voice = &g_array_index(voices, struct shelf_voice, i);
        if (is_counted(report, voice) && (!area[0] || g_str_equal(area, voice->area)))
            add_voice(&sum, voice);
    }
    return sum;
}

GArray *part_reasons(const report_t *report, const GArray *voices)
{
    GArray *out = g_array_new(FALSE, TRUE, sizeof(struct report_reasons));

    for (guint i = 0; voices && i < report->rows->len; i++) {
        const struct report_row *row = &g_array_index(report->rows, struct report_row, i);
        if (row->item != report->items[0])
            continue;
        const struct report_reasons sum = reasons_of(report, voices, row->area);
        g_array_append_val(out, sum);
    }
    return out;
}

gint64 voices_total(const GArray *voices, bool set_aside)
{
    gint64 n = 0;

    for (guint i = 0; voices && i < voices->len; i++) {
        const struct shelf_voice *voice = &g_array_index(voices, struct shelf_voice, i);
        n += voice->set_aside == set_aside ? voice->ratings : 0;
    }
    return n;
}

struct report_entries part_entries(const struct report_source *source)
{
    struct report_entries entries = {.counted = voices_total(source->voices, false),
                                     .set_aside = voices_total(source->voices, true)};

    for (int kind = ENTRY_RATING; source->entries && kind < ENTRY_KIND_END; kind++) {
        entries.of_kind[kind] = source->entries[kind];
        entries.all += source->entries[kind];
    }
    return entries;
}
