#include "doubt.h"

unsigned doubt_flags(const center_t *center, const struct moment *when, int earliest)
{
    if (when->day < earliest)
        return FLAG_CLOCK; /* by such a clock nobody knows whether it was open */
    return center_is_open(center, when->utc_ms) ? 0 : FLAG_CLOSED;
}

int doubt_earliest(void)
{
    return 20250701;
}
