#pragma once
/* Doubt: why a rating must be set aside for the moment it was given. Pure; any thread. */
#include "center.h"
#include "rating.h"

/* Flags of enum rating_flag: FLAG_CLOCK for a clock that shows a day before `earliest` (yyyymmdd), else
 * FLAG_CLOSED outside the center's opening hours; 0 when there is no doubt. */
unsigned doubt_flags(const center_t *center, const struct moment *when, int earliest);

/* 20250701: communes have had one-stop centers since 1 July 2025 (Decree 118/2025/NĐ-CP in force), so an
 * earlier clock is wrong. */
int doubt_earliest(void);
