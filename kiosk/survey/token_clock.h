#pragma once
/* The time by which tokens end.
 *
 * While the machine's clock is synchronised that is the time. Else the time goes on from where it was first
 * read, by the clock that is never stepped: setting the date back does not bring an ended token to life, and
 * setting it forward ends none, as long as the program runs. It never lies before `floor`, the latest moment
 * known to have been, such as that of the journal's last entry under a synchronised clock: so a restart under
 * a date that was set back brings none to life either. A restart under a date that was set forward does end
 * tokens, until the clock is synchronised. Pure; one thread at a time. */
#include "rating.h"

struct token_clock {
    gint64 floor_ms; /* utc */
    bool anchored;
    gint64 utc_ms, mono_ms; /* where it was anchored */
};

/* The time of tokens at that moment, in seconds since 1970-01-01T00:00Z. */
gint64 token_clock_now(struct token_clock *clock, const struct moment *moment);
