#pragma once
/* Sample: what a number of ratings can bear, and how many would be enough.
 *
 * A walk-up kiosk's respondents choose themselves; a percentage over few of them concludes nothing. The
 * limits are settings of the center; 30 and 100 are those of common practice (HCAHPS shows no stars under 100
 * completed surveys). The guide is the ministry's n = N / (1 + N e^2), e = 5 % (guidance of the years of
 * Decision 1383/QĐ-BNV). Pure; any thread. */
#include <glib.h>

enum basis {
    BASIS_NONE,       /* no rating */
    BASIS_TOO_FEW,    /* under `few`: not enough to conclude anything */
    BASIS_INDICATIVE, /* under `enough`: for reference */
    BASIS_ENOUGH
};

/* `few` <= `enough`. */
enum basis basis_of(gint64 n, int few, int enough);

/* "none", "too-few", "indicative", "enough". Static storage. */
const char *basis_id(enum basis basis);

/* How many respondents the guide asks for of a population (files settled in the period), rounded up:
 * 100 -> 80, 350 -> 187, 4100 -> 365; 0 for 0. `population` is 0..10^12. */
gint64 sample_guide(gint64 population);
