#pragma once
/* Reads the files people write, center.ini and plans, for a command. Mistakes are told as center_load and
 * plan_load tell them, one a line, whatever bytes the file's name holds. */
#include "center.h"
#include "plan.h"

bool reading_center(center_t **out, const char *file, GError **error);

/* A plan must not name an area that the center does not have: it would be judged over less than it says.
 * `center` NULL: areas are not compared. */
bool reading_plan(struct plan **out, const char *file, const center_t *center, GError **error);

/* Whether the error is about what stands in center.ini or a plan: its message may be of several lines. */
bool reading_found_mistakes(const GError *error);
