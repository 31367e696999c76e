#include "report_internal.h"

static void free_day(gpointer day)
{
    tally_free(((struct report_day *)day)->tally);
}

static GArray *array_of_days(void)
{
    GArray *days = g_array_new(FALSE, TRUE, sizeof(struct report_day));
    g_array_set_clear_func(days, free_day);
    return days;
}

static void add_day(int day, const tally_t *tally, void *payload)
{
    const struct report_day row = {.day = day, .tally = tally_new()};

    tally_merge(row.tally, tally);
    g_array_append_val((GArray *)payload, row);
}

static bool fold_days(GArray *out, shelf_t *shelf, const struct report_request *request, GError **error)
{
    const struct period *period = &request->period;
    return request->by == REPORT_BY_NONE ||
           shelf_fold_days(shelf, period->from, period->to, add_day, out, error);
}

/* --- a period, by all tables --- */

static folded_t *folded_new(void)
{
    folded_t *folded = g_new0(folded_t, 1);

    folded->tally = tally_new();
    folded->voices = g_array_new(FALSE, TRUE, sizeof(struct shelf_voice));
    return folded;
}

static void folded_free(folded_t *folded)
{
    tally_free(folded->tally);
    g_array_unref(folded->voices);
    g_free(folded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(folded_t, folded_free)

static bool fold(folded_t *out, shelf_t *shelf, int from, int to, GError **error)
{
    return shelf_fold(shelf, out->tally, from, to, error) &&
           shelf_fold_voices(shelf, out->voices, from, to, error) &&
           shelf_count_entries(shelf, out->entries, from, to, error) && folded_agrees(out, error);
}

static bool fold_before(folded_t *out, shelf_t *shelf, const struct report_request *request, GError **error)
{
    if (!request->compare)
        return true;
    const struct period before = period_before(&request->period);
    return fold(out, shelf, before.from, before.to, error);
}

bool report_read(report_t **out, shelf_t *shelf, const center_t *center, const GPtrArray *plans,
                 const struct report_request *request, GError **error)
{
    g_autoptr(folded_t) now = folded_new();
    g_autoptr(folded_t) before = folded_new();
    g_autoptr(GArray) days = array_of_days();
    struct report_source source = {.tally = now->tally,
                                   .before = before->tally,
                                   .voices = now->voices,
                                   .days = days,
                                   .entries = now->entries};

    if (!fold(now, shelf, request->period.from, request->period.to, error) ||
        !fold_before(before, shelf, request, error) || !fold_days(days, shelf, request, error))
        return false;
    source.journals = shelf_journals(shelf, &source.n_journals);
    *out = report_build(center, plans, request, &source);
    return true;
}
