#pragma once
/* The drawings of the board: inline SVG, drawn from the view alone, so that no width tells what no figure
 * does. Each takes the width it is given. Only for html*.c. */
#include "html_view.h"

/* One share, or the range of it (seen_tells), as a bar, with a line for each target of it. `targets` is of
 * const struct report_target *. */
void chart_share(GString *out, const struct view *view, struct seen seen, const GPtrArray *targets);

/* A count beside the largest of its kind. */
void chart_count(GString *out, gint64 n, gint64 most);

/* The levels in one bar. */
void chart_levels(GString *out, const struct view *view, const struct view_item *item);

/* The shares of the steps over time, with the lines of the targets. `label` says what it is. */
void chart_trend(GString *out, const struct view_item *item, const GPtrArray *targets, const char *label);

/* The level that a sum of levels is coloured as, 1..5. */
int chart_level_colour(const struct seen_levels *levels);
