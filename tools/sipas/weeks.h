#pragma once
/* Weeks: which of them are to be filed. Pure. */
#include "period.h"
#include <glib.h>

/* The Mondays (int, yyyymmdd, in order) of the weeks that are over on `today`, out of
 *   - weeks that hold one of `days`, on which somebody rated (int, in order);
 *   - weeks between two such weeks, and after the last of them, unless there are more than 53 in a row: then
 *     a clock went wrong, or nobody rates any more;
 *   - weeks whose Mondays are in `filed` (int, any order);
 * and of these only the last `most` weeks before this one (0: all). Free with g_array_unref. */
GArray *weeks_to_file(const GArray *days, const GArray *filed, int today, int most);

/* The week that begins on that Monday. */
struct period week_of_monday(int monday);
