#pragma once
/* What in a plan cannot be right, though each of its targets can be read.
 *
 * Several plans may well ask for different figures; one plan that asks for two of the same thing on the same
 * day contradicts itself. Pure; any thread. */
#include "center.h"
#include "plan.h"

/* Appends every mistake to *mistakes, each a line with its end: "FILE: [target X] KEY: found X, expected Y".
 * Named are targets that contradict or repeat an earlier one (the same item and areas, on a day that both are
 * valid), that nobody can meet or miss (above 100 %, at least 0 %), that ask about an area that the center
 * has not got or does not offer on any day of the target's validity, or about an item that the center never
 * asks. `center` NULL: areas and items are not compared. */
void plan_check(GString *mistakes, const plan_t *plan, const char *file, const center_t *center);
