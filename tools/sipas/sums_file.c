#include "sums_file.h"
#include <string.h>

enum { SUM_LENGTH = 64 };

static void free_line(gpointer data)
{
    struct sum_line *line = data;

    g_free(line->sum);
    g_free(line->name);
    g_free(line);
}

/* "SUM  NAME", a plain name: sums cannot vouch for what lies elsewhere. */
static bool read_line(GPtrArray *lines, const char *text)
{
    const size_t hex = strspn(text, "0123456789abcdef");
    const char *name = text + SUM_LENGTH + 2;

    if (hex != SUM_LENGTH || strncmp(text + SUM_LENGTH, "  ", 2) != 0 || !*name || strchr(name, '/'))
        return false;
    struct sum_line *line = g_new0(struct sum_line, 1);
    line->sum = g_strndup(text, SUM_LENGTH);
    line->name = g_strdup(name);
    g_ptr_array_add(lines, line);
    return true;
}

GPtrArray *sums_read(const char *file, GError **error)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(free_line);
    g_autofree char *text = NULL;
    gsize length = 0;

    if (!g_file_get_contents(file, &text, &length, error))
        return NULL;
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
    const guint n = g_strv_length(rows);
    bool sound = strlen(text) == length && n > 1 && !*rows[n - 1];
    for (guint i = 0; sound && i + 1 < n; i++)
        sound = read_line(lines, rows[i]);
    if (sound)
        return g_steal_pointer(&lines);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s: damaged, expected sums as sha256sum writes them", file);
    return NULL;
}

bool sums_agree(bool *same, const char *file, const char *sum, GError **error)
{
    g_autofree char *content = NULL;
    gsize length = 0;

    if (!g_file_get_contents(file, &content, &length, error))
        return false;
    g_autofree char *found = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)content, length);
    *same = strcmp(found, sum) == 0;
    return true;
}
