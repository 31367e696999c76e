#include "export_row.h"
#include <string.h>

const char *const export_columns[] = {"device",    "hour",  "area",  "channel", "language",
                                      "set_aside", "flags", "clock", NULL};
const char export_reasons_column[] = "reasons";

static const char *const trust_ids[] = {"unknown", "rtc", "ntp", "given"};

/* By bit. */
static const char *const flag_ids[] = {"cooldown", "burst",  "same-run",   "alternating",
                                       "held",     "closed", "staff-test", "clock"};
G_STATIC_ASSERT(1 << (G_N_ELEMENTS(flag_ids) - 1) == FLAG_CLOCK);

const char *export_trust_id(enum clock_trust trust)
{
    g_assert((unsigned)trust < G_N_ELEMENTS(trust_ids));
    return trust_ids[trust];
}

int export_hour(const struct moment *when)
{
    const gint64 hour_ms = 3600 * G_GINT64_CONSTANT(1000), day_ms = 24 * hour_ms, offset_ms = 7 * hour_ms;
    const gint64 noon_ms = 12 * hour_ms;
    const gint64 ms = ((when->utc_ms % day_ms + day_ms) % day_ms + offset_ms) % day_ms;

    return when->trust == CLOCK_GIVEN && ms == noon_ms ? -1 : (int)(ms / hour_ms);
}

static void join(char out[EXPORT_NAMES_SIZE], const char *name, const char *between)
{
    gsize length = out[0] ? g_strlcat(out, between, EXPORT_NAMES_SIZE) : 0;

    length = g_strlcat(out, name, EXPORT_NAMES_SIZE);
    g_assert(length < EXPORT_NAMES_SIZE);
}

void export_flag_names(char out[EXPORT_NAMES_SIZE], unsigned flags, const char *between)
{
    out[0] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(flag_ids); i++)
        if (flags & 1U << i)
            join(out, flag_ids[i], between);
}

void export_reason_names(char out[EXPORT_NAMES_SIZE], unsigned reasons, const char *between)
{
    out[0] = '\0';
    for (int i = 0; i < REASON_COUNT; i++)
        if (reasons & 1U << i)
            join(out, reason_id((enum reason)i), between);
}
