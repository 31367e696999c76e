#pragma once
/* Filed figures: whether what was counted in a period is still what its filed JSON says. */
#include <glib.h>
#include <stdbool.h>

/* Compares two JSON faces of one period by what was counted in it: ratings, answers, corrections and reasons
 * by area, item, day and way in. What is only said of them (verdicts, limits, the period before, files
 * settled, names), entries that are no ratings (remarks, clock steps) and the journals as a whole, which grow
 * with other periods, do not make two filings differ; nor does a part that the filed one has not got, being
 * an older program's. False with `error` when either is no report. */
bool filed_same(bool *same, const GString *filed, const GString *now, GError **error);
