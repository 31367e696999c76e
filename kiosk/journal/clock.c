#include "clock.h"
#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

/* No kiosk ran before this moment, 2025-01-01T00:00Z: a wall clock that says so was never set. */
static const gint64 earliest_ms = G_GINT64_CONSTANT(1735689600000);

static gint64 clock_ms(clockid_t clock)
{
    struct timespec now;
    if (clock_gettime(clock, &now) != 0)
        return 0;
    return (gint64)now.tv_sec * 1000 + (gint64)(now.tv_nsec / 1000000);
}

/* The kernel writes the boot id as a UUID; anything else leaves the id unknown. */
static void read_boot(uint8_t boot[BOOT_ID_SIZE])
{
    g_autofree char *text = NULL;
    size_t digits = 0;
    uint8_t bytes[BOOT_ID_SIZE] = {0};
    memset(boot, 0, BOOT_ID_SIZE);
    if (!g_file_get_contents("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
        return;
    for (const char *c = text; *c != '\0'; c++) {
        int value = g_ascii_xdigit_value(*c);
        if (value < 0)
            continue;
        if (digits == 2 * sizeof bytes)
            return;
        bytes[digits / 2] = (uint8_t)(bytes[digits / 2] << 4 | value);
        digits++;
    }
    if (digits == 2 * sizeof bytes)
        memcpy(boot, bytes, sizeof bytes);
}

/* The kernel's flag is set by every time service; the file is timesyncd's, and survives a kernel that
 * reports nothing. */
static bool is_synchronised(void)
{
    struct timex state = {.modes = 0};
    if (adjtimex(&state) >= 0 && (state.status & STA_UNSYNC) == 0)
        return true;
    return access("/run/systemd/timesync/synchronized", F_OK) == 0;
}

static enum clock_trust read_trust(gint64 utc_ms)
{
    if (utc_ms < earliest_ms)
        return CLOCK_UNKNOWN;
    if (is_synchronised())
        return CLOCK_NTP;
    return access("/sys/class/rtc/rtc0", F_OK) == 0 ? CLOCK_RTC : CLOCK_UNKNOWN;
}

void clock_read(struct moment *out)
{
    out->utc_ms = clock_ms(CLOCK_REALTIME);
    out->mono_ms = clock_ms(CLOCK_BOOTTIME);
    out->day = moment_local_day(out->utc_ms);
    read_boot(out->boot);
    out->trust = read_trust(out->utc_ms);
}
