#include "center.h"
#include "ini_internal.h"
#include "local_text_internal.h"
#include "period.h"
#include "rating.h"
#include <string.h>

bool ini_read_text(const struct ini_value *value, void *field)
{
    char **out = field;
    g_free(*out);
    *out = g_strdup(value->text);
    return true;
}

bool ini_read_id(const struct ini_value *value, void *field)
{
    return area_id_is_valid(value->text) && ini_read_text(value, field);
}

bool ini_read_int(const struct ini_value *value, void *field)
{
    gint64 number;
    if (!g_ascii_string_to_signed(value->text, 10, value->key->low, value->key->high, &number, NULL))
        return false;
    *(int *)field = (int)number;
    return true;
}

bool ini_read_bool(const struct ini_value *value, void *field)
{
    bool yes = strcmp(value->text, "true") == 0;
    if (!yes && strcmp(value->text, "false") != 0)
        return false;
    *(bool *)field = yes;
    return true;
}

bool ini_read_day(const struct ini_value *value, void *field)
{
    return day_parse_iso(field, value->text);
}

bool ini_read_list(const struct ini_value *value, void *field)
{
    char ***out = field;
    g_auto(GStrv) parts = g_strsplit(value->text, ";", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
    for (char **part = parts; *part; part++) {
        if (*g_strstrip(*part))
            g_ptr_array_add(kept, g_strdup(*part));
    }
    g_ptr_array_add(kept, NULL);
    g_strfreev(*out);
    *out = (char **)g_ptr_array_steal(kept, NULL);
    return true;
}

/* The language in "KEY[LANGUAGE]", without its brackets; NULL for other keys. Free with g_free. */
static char *language_in(const char *key, const char *base)
{
    size_t length = strlen(base);
    if (strncmp(key, base, length) != 0 || key[length] != '[' || !g_str_has_suffix(key, "]"))
        return NULL;
    return g_strndup(key + length + 1, strlen(key) - length - 2);
}

static void add_wording(const struct ini_value *value, local_text_t *text, const char *key)
{
    g_autofree char *language = language_in(key, value->key->key);
    if (!language)
        return;
    bool wrong;
    g_autofree char *wording = ini_get_text(value->ini, value->group, key, &wrong);
    if (wording)
        local_text_set(text, language, wording);
    else if (!wrong)
        ini_mistake(value->ini, value->group, key, "found nothing, expected %s", value->key->expected);
}

bool ini_read_local(const struct ini_value *value, void *field)
{
    local_text_t **out = field;
    g_auto(GStrv) keys = g_key_file_get_keys(value->ini->file, value->group, NULL, NULL);
    local_text_free(*out);
    *out = local_text_new(value->text);
    for (char **key = keys; *key; key++)
        add_wording(value, *out, *key);
    return true;
}
