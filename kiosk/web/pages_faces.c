#include "level.h"
#include "pages_internal.h"
#include <string.h>

/* Whether what stands in the file may stand in a page of ours. */
static bool is_plain(const char *svg)
{
    static const char *const NEVER[] = {"<script", "<style", "<image", "<!", "href", "id=", "url(", " on"};

    for (size_t i = 0; i < G_N_ELEMENTS(NEVER); i++) {
        if (strstr(svg, NEVER[i]))
            return false;
    }
    return true;
}

/* What stands within <svg>, without the blanks between its elements. */
static char *inner(const char *svg)
{
    const char *start = strstr(svg, "<svg"), *end = g_strrstr(svg, "</svg>");

    start = start ? strchr(start, '>') : NULL;
    if (!start || !end || end <= start || !is_plain(start + 1))
        return NULL;
    g_autofree char *text = g_strndup(start + 1, (gsize)(end - start - 1));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GString *out = g_string_new(NULL);
    for (char **line = lines; *line; line++)
        g_string_append(out, g_strstrip(*line));
    g_string_replace(out, "#FFFFFF", "#fff", 0);
    return g_string_free(out, FALSE);
}

static bool put_face(GString *out, const char *assets, int level, GError **error)
{
    char name[] = "0.svg";

    name[0] = (char)('0' + level);
    g_autofree char *file = g_build_filename(assets, "faces", name, NULL);
    g_autofree char *svg = NULL;
    if (!g_file_get_contents(file, &svg, NULL, error))
        return false;
    g_autofree char *face = inner(svg);
    if (!face) {
        g_set_error(error, PAGES_ERROR, PAGES_ERROR_FACES,
                    "%s: found no plain picture, expected <svg> with shapes alone, without ids and links",
                    file);
        return false;
    }
    g_string_append_printf(out, "<symbol id=\"f%d\" viewBox=\"0 0 96 96\">%s</symbol>", level, face);
    return true;
}

char *pages_read_faces(const char *assets, GError **error)
{
    g_autoptr(GString) out = g_string_new("<svg class=\"faces-made\" aria-hidden=\"true\"><defs>");

    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        if (!put_face(out, assets, level, error))
            return NULL;
    }
    g_string_append(out, "</defs></svg>\n");
    return g_strdup(out->str);
}
