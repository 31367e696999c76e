#pragma once
/* A small center with hand-made figures, and its report.
 *
 * Main question: dat-dai 1 2 3 6 13 over two channels, xay-dung 0 0 1 2 2 with 1 0 0 0 1 set aside, ho-tich
 * nothing, and "la", which is no area of the center, 0 0 0 0 3. Nobody answered phuc-vu. One answer to m02-4,
 * which is not asked, in dat-dai. */
#include "report.h"

struct fixture {
    char *folder;
    center_t *center;
    GPtrArray *plans;
    tally_t *tally;
    words_t *words;
    report_t *report;
};

/* As g_test_add takes them. The period is the week of 2025-11-03 to 2025-11-09. */
void fixture_open(struct fixture *f, gconstpointer unused);
void fixture_close(struct fixture *f, gconstpointer unused);

/* Builds the report anew over another period; empty: over no rating at all. */
void fixture_rebuild(struct fixture *f, const struct period *period, bool empty);

/* The row of an area ("": overall) and item. Fails the test when there is none. */
const struct report_row *fixture_row(const struct fixture *f, const char *area, enum item item);
