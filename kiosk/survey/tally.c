#include "tally.h"
#include <stdlib.h>
#include <string.h>

/* The cells of one area: [item][channel][set aside]. */
struct cells {
    struct counts at[ITEM_COUNT][CHANNEL_COUNT][2];
};

struct tally {
    GHashTable *areas; /* char * to struct cells *, both owned */
};

gint64 counts_total(const struct counts *counts)
{
    gint64 total = 0;
    for (int i = 0; i < LEVEL_COUNT; i++)
        total += counts->n[i];
    return total;
}

gint64 counts_satisfied(const struct counts *counts)
{
    gint64 satisfied = 0;
    for (int level = LEVEL_SATISFIED; level <= LEVEL_MAX; level++)
        satisfied += counts->n[level - LEVEL_MIN];
    return satisfied;
}

void counts_add(struct counts *sum, const struct counts *more)
{
    for (int i = 0; i < LEVEL_COUNT; i++)
        sum->n[i] += more->n[i];
}

tally_t *tally_new(void)
{
    tally_t *tally = g_new0(tally_t, 1);
    tally->areas = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return tally;
}

void tally_free(tally_t *tally)
{
    if (!tally)
        return;
    g_hash_table_destroy(tally->areas);
    g_free(tally);
}

static struct cells *cells_of(tally_t *tally, const char *area)
{
    struct cells *cells = g_hash_table_lookup(tally->areas, area);
    if (!cells) {
        cells = g_new0(struct cells, 1);
        g_hash_table_insert(tally->areas, g_strdup(area), cells);
    }
    return cells;
}

void tally_add(tally_t *tally, const char *area, enum item item, enum channel channel, bool set_aside,
               const struct counts *counts)
{
    g_assert((unsigned)item < ITEM_COUNT && (unsigned)channel < CHANNEL_COUNT);
    counts_add(&cells_of(tally, area)->at[item][channel][set_aside], counts);
}

static void cells_add(struct cells *sum, const struct cells *more)
{
    for (int item = 0; item < ITEM_COUNT; item++) {
        for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
            counts_add(&sum->at[item][channel][false], &more->at[item][channel][false]);
            counts_add(&sum->at[item][channel][true], &more->at[item][channel][true]);
        }
    }
}

void tally_merge(tally_t *tally, const tally_t *more)
{
    GHashTableIter iter;
    gpointer area, cells;
    g_assert(tally != more);
    g_hash_table_iter_init(&iter, more->areas);
    while (g_hash_table_iter_next(&iter, &area, &cells))
        cells_add(cells_of(tally, area), cells);
}

static void sum_cells(struct counts *sum, const struct cells *cells, const struct tally_select *select)
{
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        if (!select->one_channel || channel == (int)select->channel)
            counts_add(sum, &cells->at[select->item][channel][select->set_aside]);
    }
}

struct counts tally_sum(const tally_t *tally, const struct tally_select *select)
{
    struct counts sum = {0};
    GHashTableIter iter;
    gpointer area, cells;
    g_assert((unsigned)select->item < ITEM_COUNT);
    g_hash_table_iter_init(&iter, tally->areas);
    while (g_hash_table_iter_next(&iter, &area, &cells)) {
        if (!select->area || strcmp(select->area, area) == 0)
            sum_cells(&sum, cells, select);
    }
    return sum;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **tally_areas(const tally_t *tally)
{
    guint n = 0;
    const char **areas = (const char **)g_hash_table_get_keys_as_array(tally->areas, &n);
    qsort(areas, n, sizeof *areas, compare_ids);
    return areas;
}
