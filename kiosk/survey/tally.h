#pragma once
/* Tallies: how many respondents gave each level, by area, item, channel and whether set aside.
 *
 * Tallies add up: the tally of a center is the sum over its devices, of a month over its days.
 * A tally is owned by one thread at a time. */
#include "item.h"
#include "level.h"
#include "rating.h"
#include <glib.h>
#include <stdbool.h>

struct counts {
    gint64 n[LEVEL_COUNT]; /* n[0] is level 1 */
};

gint64 counts_total(const struct counts *counts);
gint64 counts_satisfied(const struct counts *counts);
void counts_add(struct counts *sum, const struct counts *more);

typedef struct tally tally_t;

tally_t *tally_new(void);
void tally_free(tally_t *tally); /* NULL is fine */

/* Adds counts to one cell. `area` is copied. Counts may be negative (a correction moves one), sums must not
 * end so. */
void tally_add(tally_t *tally, const char *area, enum item item, enum channel channel, bool set_aside,
               const struct counts *counts);

/* Adds every cell of `more`. */
void tally_merge(tally_t *tally, const tally_t *more);

/* Which cells to sum. Zeroed, it means all counted (not set aside) cells of ITEM_TTHC. */
struct tally_select {
    enum item item;
    const char *area; /* NULL: every area */
    bool one_channel; /* false: every channel */
    enum channel channel;
    bool set_aside; /* the set-aside cells instead of the counted ones */
};

struct counts tally_sum(const tally_t *tally, const struct tally_select *select);

/* Ids of all areas that have a cell, sorted; NULL-ended; free with g_free (strings belong to the tally). */
const char **tally_areas(const tally_t *tally);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(tally_t, tally_free)
