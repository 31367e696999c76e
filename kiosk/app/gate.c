#include "gate.h"
#include "pin.h"
#include <fcntl.h>
#include <unistd.h>

struct gate {
    char *pin_file, *tries_file;
    int failures;
    gint64 heard_from; /* no try is heard before */
};

enum { MOST = 8, WIDTH = 10, UNCOUNTED_SECONDS = 60 };

/* A number that cannot be read counts as the most: whoever can spoil the file gains nothing by it. */
static int read_failures(const char *file)
{
    g_autofree char *text = NULL;
    guint64 number = MOST;

    if (!g_file_test(file, G_FILE_TEST_EXISTS))
        return 0;
    if (!g_file_get_contents(file, &text, NULL, NULL) ||
        !g_ascii_string_to_unsigned(g_strstrip(text), 10, 0, G_MAXINT, &number, NULL))
        return MOST;
    return (int)number;
}

/* In place and always as long: a full disk must not keep the staff from the page where they could make room.
 */
static bool write_failures(const gate_t *gate)
{
    char text[WIDTH + 2];
    const int fd = open(gate->tries_file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return false;
    g_snprintf(text, sizeof text, "%*d\n", WIDTH, gate->failures);
    const bool written = pwrite(fd, text, WIDTH + 1, 0) == WIDTH + 1 && fdatasync(fd) == 0;
    close(fd);
    return written;
}

static void wait_from(gate_t *gate, gint64 now)
{
    gate->heard_from = now + 1000 * (gint64)pin_wait_seconds(gate->failures);
}

gate_t *gate_new(const char *pin_file, const char *tries_file, gint64 now)
{
    gate_t *gate = g_new0(gate_t, 1);
    gate->pin_file = g_strdup(pin_file);
    gate->tries_file = g_strdup(tries_file);
    gate->failures = read_failures(tries_file);
    wait_from(gate, now);
    if (!write_failures(gate))
        gate->heard_from = MAX(gate->heard_from, now + 1000 * UNCOUNTED_SECONDS);
    return gate;
}

void gate_free(gate_t *gate)
{
    if (gate == NULL)
        return;
    g_free(gate->pin_file);
    g_free(gate->tries_file);
    g_free(gate);
}

static int seconds_left(const gate_t *gate, gint64 now)
{
    return now < gate->heard_from ? (int)((gate->heard_from - now + 999) / 1000) : 0;
}

/* Counts the try as a wrong one before it is looked at, and takes that back when it was right. Where the
 * count cannot be kept, one wrong try costs the longest wait. */
static enum gate_verdict look(gate_t *gate, const char *hash, const char *pin, gint64 now)
{
    gate->failures = MIN(gate->failures + 1, G_MAXINT - 1);
    if (!write_failures(gate))
        gate->failures = MAX(gate->failures, MOST);
    wait_from(gate, now);
    if (!pin_matches(hash, pin))
        return GATE_WRONG;
    gate->failures = 0;
    wait_from(gate, now);
    write_failures(gate);
    return GATE_OPEN;
}

enum gate_verdict gate_try(gate_t *gate, const char *pin, gint64 now, int *wait_seconds, GError **error)
{
    g_autofree char *hash = NULL;
    enum gate_verdict verdict = GATE_EARLY;

    if (!g_file_test(gate->pin_file, G_FILE_TEST_EXISTS))
        verdict = GATE_NO_PIN;
    else if (seconds_left(gate, now) == 0)
        verdict = g_file_get_contents(gate->pin_file, &hash, NULL, error)
                      ? look(gate, g_strchomp(hash), pin, now)
                      : GATE_BROKEN;
    *wait_seconds = seconds_left(gate, now);
    return verdict;
}
