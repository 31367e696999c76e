#include "alive.h"
#include "folder.h"
#include <string.h>

enum { BOOT_DIGITS = 2 * BOOT_ID_SIZE };

char *alive_file(const char *data, const char *device)
{
    g_autofree char *folder = folder_device(data, device);
    return g_build_filename(folder, "alive", NULL);
}

static char *boot_text(const struct moment *now)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < BOOT_ID_SIZE; i++)
        g_string_append_printf(text, "%02x", now->boot[i]);
    return g_string_free(text, FALSE);
}

bool alive_write(const char *file, const struct moment *now, GError **error)
{
    g_autofree char *boot = boot_text(now);
    g_autofree char *line = g_strdup_printf("%s %" G_GINT64_FORMAT "\n", boot, now->mono_ms);
    return g_file_set_contents_full(file, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

/* The milliseconds of a line of this boot; -1 when it is anything else. */
static gint64 written_at(const char *line, const struct moment *now)
{
    g_autofree char *boot = boot_text(now);
    guint64 ms;
    g_autofree char *number = NULL;
    if (strncmp(line, boot, BOOT_DIGITS) != 0 || line[BOOT_DIGITS] != ' ' || !g_str_has_suffix(line, "\n"))
        return -1;
    number = g_strndup(line + BOOT_DIGITS + 1, strlen(line + BOOT_DIGITS + 1) - 1);
    return g_ascii_string_to_unsigned(number, 10, 0, G_MAXINT64, &ms, NULL) ? (gint64)ms : -1;
}

enum alive alive_read(const char *file, const struct moment *now)
{
    g_autofree char *line = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(file, &line, NULL, &error)) {
        bool absent = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                      g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
        return absent ? ALIVE_ELSEWHERE : ALIVE_STALE;
    }
    gint64 at = written_at(line, now);
    return at >= 0 && at <= now->mono_ms && now->mono_ms - at <= ALIVE_STALE_MS ? ALIVE_HERE : ALIVE_STALE;
}
