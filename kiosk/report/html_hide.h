#pragma once
/* Hiding: what a board that anybody may read can say of a report without giving away a few people.
 *
 * The rule. No number of respondents between 1 and 4 may stand on the board or be worked out from it, by
 * somebody who knows this rule too. Counts are ratings, satisfied ratings, ratings that are not satisfied,
 * and ratings of a level; a share with its n is as good as both counts, so it is hidden with them.
 *
 *  - Of a whole (the center, one question) n is published when it is 0 or at least 5; its share when both
 *    the satisfied and the others are 0 or at least 5. When one of the two is 1..4 and n is 10 or more, the
 *    share is published as the range from 1 to 4 of them: that says no more than that they are few.
 *  - Of a part (an area, a step of the trend) n is published when it is 0 or at least 5, its share when the
 *    whole's is and both its counts are 0 or at least 5.
 *  - One hidden part would be the whole less the others. So what is hidden together must hold 0 or at least
 *    5 ratings, 0 or at least 5 of both counts, not as many as there are parts (each would have one) and not
 *    four times as many; and the parts that are not small themselves must leave every small one room for
 *    any of 1..4. While that is not so, one part more is hidden. Which one depends on the catalogue's order
 *    and on the plan's targets alone, never on the figures: choosing the smallest would tell how large it
 *    can be at most. When only parts without ratings are left, those are hidden too, or the others could be
 *    counted off.
 *  - A hidden part looks the same whatever the reason. Its share is given as the range that follows from
 *    what is published, which tells nothing new; a verdict, where the whole range has the same one.
 *  - Of pooled areas what follows from the figures published of the whole and the parts, so that they need
 *    no rule of their own.
 *  - Levels: those on the same side of satisfied of which one has 1..4 are published as a sum.
 *
 * Why so: rounding and noise would make the board disagree with the signed report; hiding only what is small
 * would leave differences that give it away. A month or a quarter of a center loses nothing or a few lines, a
 * quiet week keeps its overall figure. The rule covers one board: boards over periods that overlap (a quarter
 * beside its months), and two states of one period (a week before its end, or before ratings came in late),
 * can be subtracted from each other: so a center publishes one kind of period, only when it is over, and
 * takes down the board that an amendment replaces.
 *
 * Pure; any thread. */
#include "share.h"
#include <glib.h>
#include <stdbool.h>

enum { HIDE_UNDER = 5 };

/* What the public may know of a share. */
struct seen {
    gint64 n;         /* -1: not published */
    gint64 low, high; /* so many satisfied, at least and at most; the same: published. 0 and 0 when n is -1 */
};

/* n is published and there are ratings; likewise the share with it. */
bool seen_counted(struct seen seen);
bool seen_exact(struct seen seen);

/* Whether the range of the share is narrow enough to say something; of a published share it is. */
bool seen_tells(struct seen seen);

/* Whether the number itself may be published. */
bool hide_count_is_safe(gint64 count);

/* Fills *whole and seen[0..n_parts). The parts add up to the whole or to less; what is missing is hidden with
 * them. Parts of less `worth` are hidden before others, and of equal worth the last. */
void hide_shares(struct seen *whole, struct seen *seen, struct share share, const struct share *parts,
                 const int *worth, size_t n_parts);

/* What follows for the parts marked in `pooled` together: from what is published of each, and from what the
 * whole leaves when what is published of the others is taken off. */
struct seen hide_pool(struct seen whole, const struct seen *parts, const bool *pooled, size_t n_parts);

/* Levels published as one sum: from..to, as indices of counts. */
struct seen_levels {
    int from, to;
    gint64 n;
};

/* Fills out[] from the lowest level up and gives their number; 0: nothing is published. */
size_t hide_levels(struct seen_levels out[LEVEL_COUNT], const struct counts *counts);
