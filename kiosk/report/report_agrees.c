#include "report_internal.h"

static bool entries_agree(const struct report_entries *entries)
{
    gint64 sum = entries->counted + entries->set_aside;

    for (int kind = ENTRY_RATING + 1; kind < ENTRY_KIND_END; kind++)
        sum += entries->of_kind[kind];
    return sum == entries->all;
}

bool report_agrees(const report_t *report)
{
    for (guint i = 0; i < report->rows->len; i++) {
        const struct report_row *row = &g_array_index(report->rows, struct report_row, i);
        if (row->share.n > row->respondents || counts_total(&row->set_aside) > report->entries.set_aside)
            return false;
    }
    return entries_agree(&report->entries);
}

/* --- before there is a report --- */

G_GNUC_PRINTF(2, 3) static bool refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *figures = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_DAMAGED,
                "the journals' tables disagree (%s): sipas verify says which journal", figures);
    return false;
}

static bool ratings_agree(const folded_t *folded, GError **error)
{
    const gint64 respondents = voices_total(folded->voices, false) + voices_total(folded->voices, true);
    const gint64 ratings = folded->entries[ENTRY_RATING];

    return respondents == ratings ||
           refuse(error, "respondent: %" G_GINT64_FORMAT " people; daybook: %" G_GINT64_FORMAT " ratings",
                  respondents, ratings);
}

static gint64 respondents_at(const GArray *voices, const struct tally_select *at)
{
    gint64 n = 0;

    for (guint i = 0; i < voices->len; i++) {
        const struct shelf_voice *voice = &g_array_index(voices, struct shelf_voice, i);
        if (voice->set_aside == at->set_aside && voice->channel == at->channel &&
            g_str_equal(voice->area, at->area))
            n += voice->ratings;
    }
    return n;
}

/* A rating's answers are all counted where the rating is, one for each question at most. */
static bool answers_agree(const folded_t *folded, struct tally_select at, GError **error)
{
    const gint64 respondents = respondents_at(folded->voices, &at);

    for (int item = 0; item < ITEM_COUNT; item++) {
        at.item = (enum item)item;
        const struct counts counts = tally_sum(folded->tally, &at);
        const gint64 answers = counts_total(&counts);
        if (answers > respondents)
            return refuse(error,
                          "tally: %" G_GINT64_FORMAT " answers to %s in %s, %s%s, of %" G_GINT64_FORMAT
                          " respondents",
                          answers, item_id(at.item), at.area, channel_id(at.channel),
                          at.set_aside ? ", set aside" : "", respondents);
    }
    return true;
}

static bool area_agrees(const folded_t *folded, const char *area, GError **error)
{
    for (int channel = 0; channel < CHANNEL_COUNT; channel++)
        for (int aside = 0; aside < 2; aside++)
            if (!answers_agree(folded,
                               (struct tally_select){.area = area,
                                                     .one_channel = true,
                                                     .channel = (enum channel)channel,
                                                     .set_aside = aside != 0},
                               error))
                return false;
    return true;
}

bool folded_agrees(const folded_t *folded, GError **error)
{
    g_autofree const char **areas = tally_areas(folded->tally);

    if (!ratings_agree(folded, error))
        return false;
    for (size_t i = 0; areas[i]; i++)
        if (!area_agrees(folded, areas[i], error))
            return false;
    return true;
}
