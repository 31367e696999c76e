#include "web_filed.h"
#include "filing.h"
#include <string.h>

/* The sums of the latest amendment, else of the first filing. Free with g_free; NULL: there are none. */
static char *latest_sums(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    char *latest = NULL;
    int latest_day = -1, latest_nth = 0, day, nth;

    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (!filing_is_sums(name, &day, &nth) || day < latest_day || (day == latest_day && nth <= latest_nth))
            continue;
        g_free(latest);
        latest = g_strdup(name);
        latest_day = day;
        latest_nth = nth;
    }
    return latest;
}

/* Finds "SUM  NAME.html" among the lines; free *sum and *name with g_free. */
static bool find_board(char **sum, char **name, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        const char *gap = strstr(*line, "  ");
        if (gap == NULL || !g_str_has_suffix(*line, ".html") || strchr(gap, '/') != NULL)
            continue;
        *sum = g_strndup(*line, (gsize)(gap - *line));
        *name = g_strdup(gap + 2);
        return true;
    }
    return false;
}

static GBytes *read_board(const char *folder, const char *name, const char *sum, GError **error)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);
    char *content;
    gsize size;
    if (!g_file_get_contents(file, &content, &size, error))
        return NULL;
    GBytes *board = g_bytes_new_take(content, size);
    g_autofree char *found = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, board);
    if (strcmp(found, sum) == 0)
        return board;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: changed since it was filed", file);
    g_bytes_unref(board);
    return NULL;
}

GBytes *web_filed_board(char **name, const char *folder, GError **error)
{
    g_autofree char *sums = latest_sums(folder);
    g_autofree char *file = sums != NULL ? g_build_filename(folder, sums, NULL) : NULL;
    g_autofree char *text = NULL, *sum = NULL, *found = NULL;

    *name = NULL;
    if (file == NULL || !g_file_get_contents(file, &text, NULL, error) || !find_board(&sum, &found, text))
        return NULL;
    GBytes *board = read_board(folder, found, sum, error);
    if (board != NULL)
        *name = g_steal_pointer(&found);
    return board;
}
