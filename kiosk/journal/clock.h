#pragma once
/* The machine's clocks, read at the edge so that everything else takes the time as an argument.
 * Any thread. */
#include "rating.h"

/* Wall clock, local day, boot-time clock, boot id and trust, now. */
void clock_read(struct moment *out);
