#pragma once
/* The parts of the board, each a section of its own heading, or nothing when the report has none of it. Only
 * for html.c. */
#include "html_view.h"

/* The figure of a question, large; `first`: of the main one. */
void section_figure(GString *out, const struct view *view, const struct view_item *item, bool first);

/* Each plan with its targets in its own words. */
void section_plans(GString *out, const struct view *view);

/* Area by area in the catalogue's order. `named`: the heading says which question. */
void section_areas(GString *out, const struct view *view, const struct view_item *item, bool named);

void section_levels(GString *out, const struct view *view, const struct view_item *item);
void section_trend(GString *out, const struct view *view, const struct view_item *item);
void section_before(GString *out, const struct view *view, const struct view_item *item);
void section_reasons(GString *out, const struct view *view);
void section_notes(GString *out, const struct view *view);
void section_seals(GString *out, const struct view *view);
