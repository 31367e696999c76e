#pragma once
/* The period a page of the office is about: asked for in the address, and how it is written there. Only for
 * office*.c. */
#include "form.h"
#include "period.h"

/* Longer ones are refused: nobody needs them, and each day costs time. */
enum { OFFICE_PERIOD_DAYS_MOST = 3660 };

enum office_period {
    OFFICE_PERIOD_GIVEN,  /* ky=PERIOD, as period_parse reads it; or nothing: this week */
    OFFICE_PERIOD_PICKED, /* loai=KIND&tu=DAY[&den=DAY], as the picker sends it */
    OFFICE_PERIOD_WRONG
};

enum office_period office_period_read(struct period *out, const struct form *query, enum period_window window,
                                      int today);

/* How the period is written in an address: "2025-W45", "month:2025-11". Free with g_free. */
char *office_period_key(const struct period *period);

/* The period of the same kind after this one; false when there is none that could be asked for. */
bool office_period_after(struct period *out, const struct period *period);

/* Days from `from` to `to`, both counted. */
int office_days(int from, int to);
