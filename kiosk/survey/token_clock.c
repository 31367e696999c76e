#include "token_clock.h"

static void anchor(struct token_clock *clock, gint64 utc_ms, gint64 mono_ms)
{
    clock->anchored = true;
    clock->utc_ms = utc_ms;
    clock->mono_ms = mono_ms;
}

gint64 token_clock_now(struct token_clock *clock, const struct moment *moment)
{
    if (moment->trust == CLOCK_NTP)
        anchor(clock, moment->utc_ms, moment->mono_ms);
    else if (!clock->anchored)
        anchor(clock, MAX(moment->utc_ms, clock->floor_ms), moment->mono_ms);
    const gint64 gone_ms = MAX(moment->mono_ms - clock->mono_ms, 0);
    return MAX(clock->utc_ms + gone_ms, clock->floor_ms) / 1000;
}
