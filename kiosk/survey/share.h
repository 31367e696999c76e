#pragma once
/* Shares: the percentage satisfied, exact, and how sure it is.
 *
 * The share is (level 4 + level 5) / all answers. Everything is computed from the integer counts; a printed
 * percentage is rounded half up and never compared. Pure; any thread. */
#include "tally.h"
#include <glib.h>
#include <stdbool.h>

struct share {
    gint64 satisfied;
    gint64 n; /* 0: there is no share */
};

struct share share_of(const struct counts *counts);

enum { PERCENT_SIZE = 16 }; /* bytes for a printed percentage with its closing NUL */

/* 100*satisfied/n with `decimals` (0..2) decimals, half up, a point for the decimal mark: "93.45".
 * n must be > 0 and at most 10^13. */
void share_format(char out[PERCENT_SIZE], struct share share, int decimals);

struct interval {
    double low, high; /* percent, 0..100 */
};

/* The Wilson score interval at 95 % (z = 1.959964) for the share; n must be > 0. */
struct interval share_wilson95(struct share share);

/* By how many percentage points `now` lies above `before` (negative: below), exact, rounded half away from
 * zero: "1.25", "-0.50", "0.00" (never "-0.00"). Both n must be > 0 and at most 10^9. */
void share_points_format(char out[PERCENT_SIZE], struct share now, struct share before, int decimals);

/* Whether the Wilson intervals at 95 % of two shares have a point in common: then the shares cannot be called
 * different. Both n must be > 0. */
bool shares_overlap(struct share a, struct share b);

/* The five levels as percentages in units of 10^-decimals percent (so 100 % is 100, 1000 or 10000) that add
 * up to exactly that: largest remainder, ties to the higher level. All zero when there is no answer. */
void counts_percentages(gint64 out[LEVEL_COUNT], const struct counts *counts, int decimals);
