#include "errand.h"
#include "staff_report.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_MS = 100, LIMIT_MS = 600000, LINE_SIZE = 256 };

static const char GONE[] = "device.drive-gone", NO_REPORT[] = "device.no-report";

static const char *const DRIVE_KEYS[] = {
    "device.drive-none",    "device.drive-many",      "device.drive-full", "device.drive-read-only", GONE,
    "device.drive-differs", "device.drive-in-the-way"};

const char *errand_key(const GError *error)
{
    return error->domain == DRIVE_ERROR ? DRIVE_KEYS[error->code] : NO_REPORT;
}

/* --- in the process of its own --- */

int errand_write(const struct staff_options *options, const char *language)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = NULL;

    if (staff_report_export(&folder, options, language, &error)) {
        printf("written %s\n", folder);
        return 0;
    }
    g_printerr("%s: %s\n", g_get_prgname(), error->message);
    printf("failed %s\n", errand_key(error));
    return 1;
}

/* --- in the kiosk --- */

static bool start(int *output, const struct staff_options *options, const char *language, GError **error)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", error);
    g_autoptr(GPtrArray) words = g_ptr_array_new();

    if (self == NULL)
        return false;
    const char *const fixed[] = {
        self, "--data", options->data, "--device", options->device, "--write-reports", language};
    for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
        g_ptr_array_add(words, (char *)fixed[i]);
    for (const char *const *folder = options->drives; *folder != NULL; folder++) {
        g_ptr_array_add(words, "--drives");
        g_ptr_array_add(words, (char *)*folder);
    }
    g_ptr_array_add(words, NULL);
    return g_spawn_async_with_pipes(NULL, (char **)words->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                                    NULL, output, NULL, error);
}

/* Reads the one line; false when none came in time. */
static bool read_line(char line[LINE_SIZE], int output, const atomic_bool *ending)
{
    const gint64 until = g_get_monotonic_time() / 1000 + LIMIT_MS;
    struct pollfd look = {.fd = output, .events = POLLIN};
    size_t n = 0;

    while (n + 1 < LINE_SIZE && !atomic_load(ending) && g_get_monotonic_time() / 1000 < until) {
        if (poll(&look, 1, LOOK_MS) <= 0)
            continue;
        const ssize_t got = read(output, line + n, LINE_SIZE - 1 - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        n += (size_t)got;
        line[n] = '\0';
        if (line[n - 1] == '\n') {
            line[n - 1] = '\0';
            return true;
        }
    }
    return false;
}

static const char *known_key(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(DRIVE_KEYS); i++)
        if (strcmp(DRIVE_KEYS[i], key) == 0)
            return DRIVE_KEYS[i];
    return NO_REPORT;
}

struct errand_export errand_export(const struct staff_options *options, const char *language,
                                   const atomic_bool *ending)
{
    static const char written[] = "written ", failed[] = "failed ";
    g_autoptr(GError) error = NULL;
    char line[LINE_SIZE] = "";
    int output = -1;

    if (!start(&output, options, language, &error)) {
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
        return (struct errand_export){NULL, NO_REPORT};
    }
    const bool told = read_line(line, output, ending);
    close(output);
    if (told && g_str_has_prefix(line, written))
        return (struct errand_export){g_strdup(line + strlen(written)), NULL};
    if (told && g_str_has_prefix(line, failed))
        return (struct errand_export){NULL, known_key(line + strlen(failed))};
    return (struct errand_export){NULL, GONE};
}
