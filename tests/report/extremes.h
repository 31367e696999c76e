#pragma once
/* Reports at the edges, for the tests of every face: each has to stay right and good to look at.
 *
 * Each is a fixture of its own, opened by `open` and closed by fixture_close. What its overall row of the
 * main question has to say stands beside it. */
#include "fixture.h"

struct extreme {
    const char *name;
    void (*open)(struct fixture *f, gconstpointer unused); /* as g_test_add takes it */
    gint64 n, satisfied, set_aside;
    const char *share; /* with two decimals and a point; NULL: there is none */
};

/* Ended by one without a name:
 *   empty-week     three areas, targets, and nobody came
 *   one-rating     a single "very satisfied"
 *   one-area       a center of one area
 *   many-areas     25 areas of 25 tallies, day by day, beside the week before
 *   long-names     every name has 120 characters, with all the accents Vietnamese has
 *   ten-million    10 000 000 ratings of a year, month by month, beside the year before, with 20 000 000
 *                  files settled
 *   posters        20 ratings by phone, 20 by posters and 4 of these set aside
 *   all-set-aside  12 ratings, none of them counted
 *   no-plan        ratings, and no plan to judge them by
 *   plan-expired   a plan that ends in the middle of the month
 *   two-plans      the same percentage meets the one and misses the other */
extern const struct extreme EXTREMES[];

/* The name that all have in long-names, 120 characters. */
extern const char LONG_NAME[];
