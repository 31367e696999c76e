#include "ini_internal.h"
#include <string.h>

/* "[GROUP]" without its brackets. */
static char *group_in(const char *line)
{
    return g_strndup(line + 1, strcspn(line + 1, "]"));
}

/* The key before '='. */
static char *key_in(const char *line)
{
    return g_strchomp(g_strndup(line, strcspn(line, "=")));
}

void ini_find_twice(struct ini *ini, const char *text)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *group = g_strdup("");
    for (char **line = lines; *line; line++) {
        g_strstrip(*line);
        if (**line == '#' || **line == '\0')
            continue;
        g_autofree char *key = NULL;
        if (**line == '[') {
            g_free(group);
            group = group_in(*line);
        } else {
            key = key_in(*line);
        }
        if (!g_hash_table_add(seen, g_strjoin("\n", group, key, NULL)))
            ini_mistake(ini, group, key, "found twice, expected once");
    }
}
