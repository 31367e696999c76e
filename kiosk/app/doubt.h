#pragma once
/* Doubt: why a rating must be set aside for the moment it was given. Pure; any thread. */
#include "center.h"
#include "rating.h"

/* Flags of enum rating_flag: FLAG_CLOCK for a clock that shows a day before this version was made (yyyymmdd),
 * else FLAG_CLOSED outside the center's opening hours; 0 when there is no doubt. */
unsigned doubt_flags(const center_t *center, const struct moment *when, int made);

/* The day this version was made, yyyymmdd. */
int doubt_made(void);
