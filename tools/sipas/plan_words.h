#pragma once
/* Plans in words: what a plan asks, as people say it. */
#include "center.h"
#include "plan.h"
#include "words.h"

/* Appends the plan: its name and source, and each target in a line of its own with its validity and the
 * plan's own sentence below. Areas have the center's names. */
void plan_print(GString *out, const plan_t *plan, const center_t *center, const words_t *words,
                const char *language);
