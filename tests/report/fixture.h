#pragma once
/* A small center with hand-made figures, and its report.
 *
 * The week of 2025-11-03 to 2025-11-09 (35 respondents, 2 of them set aside):
 *   main question   dat-dai   1 2 3 6 13 (kiosk 1 2 3 4 10, phone 0 0 0 2 3)
 *                   xay-dung  0 0 1 2 2 (paper) with 1 0 0 0 1 set aside (kiosk)
 *                   ho-tich   nothing
 *                   la        0 0 0 0 3 (other): no area of the center
 *                   together  1 2 4 8 18, 26 of 33 satisfied
 *   phuc-vu         nobody answered
 *   m02-4           0 0 0 1 0 in dat-dai (kiosk): not asked
 * Day by day (main question):
 *   Mon 03 dat-dai kiosk 1 0 1 2 4   Tue 04 dat-dai kiosk 0 2 1 1 3, phone 0 0 0 2 3
 *   Wed 05 xay-dung, all of it       Fri 07 dat-dai kiosk 0 0 1 1 3, m02-4   Sun 09 la, all of it
 * The week before (main question): dat-dai 0 0 2 18 20 (kiosk), xay-dung 20 20 20 0 0 (paper), la 0 0 0 0 4
 * (other); together 42 of 104 satisfied. Reasons: dat-dai 6 of the 20 at the kiosk: cho-doi 4, giay-to 2,
 * thai-do 1; 2 of the 5 by phone: cho-doi 1, dung-hen 1; xay-dung 1 of the 5 on paper: cho-doi 1, khac 1; la
 * none of 3. Set aside: xay-dung 1 of 2: phi 1. Together 9 of 33: cho-doi 6, giay-to 2, thai-do 1, dung-hen
 * 1, khac 1. Entries: 35 ratings, 1 further, 7 reasons, 2 corrections, 1 clock, 3 notes: 49. Journals:
 * kiosk-1 (1 to 36, 35 ratings), web-1 (1 to 20, 9 ratings). Plans: "mau" of five targets (tthc >= 78.78;
 * tthc of dat-dai and xay-dung > 80; tthc of xay-dung >= 80; one outside; phuc-vu >= 100 from 2026), "khong"
 * without any. */
#include "face.h"

struct fixture {
    char *folder;
    center_t *center;
    GPtrArray *plans;
    tally_t *tally, *before;
    GArray *voices; /* of struct shelf_voice */
    GArray *days;   /* of struct report_day */
    gint64 entries[ENTRY_KIND_END];
    GArray *journals; /* of struct shelf_journal */
    words_t *words;
    report_t *report;
};

/* As g_test_add takes them. The report is the plain one of the week of 2025-11-03 to 2025-11-09. */
void fixture_open(struct fixture *f, gconstpointer unused);
void fixture_close(struct fixture *f, gconstpointer unused);

/* Builds the report anew over another period; empty: over no rating and no journal at all. */
void fixture_rebuild(struct fixture *f, const struct period *period, bool empty);

/* Builds the report anew as asked, from that source or (NULL) from the fixture's own. */
void fixture_rebuild_as(struct fixture *f, const struct report_request *request,
                        const struct report_source *source);

/* Builds the report anew with all there is: beside the week before, day by day, 100 files settled in dat-dai
 * and 4 in xay-dung, amended on 2025-11-17. */
void fixture_rebuild_full(struct fixture *f);

/* What the fixture's report is built from; borrowed from it. */
struct report_source fixture_source(const struct fixture *f);

/* The row of an area ("": overall) and item. Fails the test when there is none. */
const struct report_row *fixture_row(const struct fixture *f, const char *area, enum item item);

/* For a fixture of another center: no plan, no rating, no report yet. The text is that of a center.ini. */
void fixture_begin(struct fixture *f, const char *center);

/* Adds a plan to it; the text is that of a plan file. */
void fixture_add_plan(struct fixture *f, const char *plan);

/* Adds answers to the main question of as many respondents, and those to the days, voices and entries. Days
 * come in order; no area comes twice with the same channel and set_aside. */
void fixture_add_ratings(struct fixture *f, int day, const char *area, enum channel channel, bool set_aside,
                         struct counts counts);
