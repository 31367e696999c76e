#include "latest.h"
#include "folder.h"

char *latest_file(const char *data, const char *device)
{
    g_autofree char *folder = folder_device(data, device);
    return g_build_filename(folder, "latest", NULL);
}

gint64 latest_read(const char *file)
{
    g_autofree char *text = NULL;
    gint64 utc_ms = 0;
    if (g_file_get_contents(file, &text, NULL, NULL) &&
        g_ascii_string_to_signed(g_strchomp(text), 10, 0, G_MAXINT64 / 2, &utc_ms, NULL))
        return utc_ms;
    return 0;
}

bool latest_write(const char *file, gint64 utc_ms, GError **error)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "\n", utc_ms);
    return g_file_set_contents_full(
        file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0640, error);
}
