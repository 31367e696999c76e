#include "ini_internal.h"
#include <string.h>

static const char bom[] = "\xEF\xBB\xBF";

static bool load(struct ini *ini, const char *text, gsize length, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    const char *bad = NULL;
    gsize skip = length >= strlen(bom) && memcmp(text, bom, strlen(bom)) == 0 ? strlen(bom) : 0;
    if (!g_utf8_validate_len(text, length, &bad)) {
        g_set_error(error, ini->domain, INI_ERROR_CONTENT,
                    "%s: found a byte that is not UTF-8 text at offset %" G_GSIZE_FORMAT ", expected UTF-8",
                    ini->name, (gsize)(bad - text));
        return false;
    }
    if (length > skip && !g_key_file_load_from_data(ini->file, text + skip, length - skip,
                                                    G_KEY_FILE_KEEP_TRANSLATIONS, &wrong)) {
        g_set_error(error, ini->domain, INI_ERROR_CONTENT, "%s: %s", ini->name, wrong->message);
        return false;
    }
    ini_find_twice(ini, text + skip);
    return true;
}

static void release(struct ini *ini)
{
    g_key_file_free(ini->file);
    g_free(ini->name);
    g_string_free(ini->mistakes, TRUE);
}

/* Why GLib could not read a file: its message names the file again and ends with the system's reason. */
static const char *reason_in(const char *message)
{
    const char *colon = g_strrstr(message, ": ");
    return colon ? colon + strlen(": ") : message;
}

bool ini_open(struct ini *out, const char *file, GQuark domain, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autofree char *text = NULL;
    gsize length;
    if (!g_file_get_contents(file, &text, &length, &wrong)) {
        g_set_error(error, domain, INI_ERROR_FILE, "%s: expected a file that can be read: %s", file,
                    reason_in(wrong->message));
        return false;
    }
    *out = (struct ini){g_key_file_new(), g_strdup(file), g_string_new(NULL), domain};
    if (load(out, text, length, error))
        return true;
    release(out);
    return false;
}

void ini_mistake(struct ini *ini, const char *group, const char *key, const char *format, ...)
{
    va_list args;
    g_string_append_printf(ini->mistakes, "%s: [%s]%s%s: ", ini->name, group, key ? " " : "", key ? key : "");
    va_start(args, format);
    g_string_append_vprintf(ini->mistakes, format, args);
    va_end(args);
    g_string_append_c(ini->mistakes, '\n');
}

bool ini_close(struct ini *ini, GError **error)
{
    bool right = ini->mistakes->len == 0;
    if (!right) {
        g_string_truncate(ini->mistakes, ini->mistakes->len - 1);
        g_set_error_literal(error, ini->domain, INI_ERROR_CONTENT, ini->mistakes->str);
    }
    release(ini);
    return right;
}

/* --- near misses --- */

enum { NEAR = 2, NEAR_NAME_MAX = 63 };

static guint min3(guint a, guint b, guint c)
{
    return MIN(a, MIN(b, c));
}

/* How many letters to add, drop or change to make `a` into `b`. */
static guint distance(const char *a, const char *b)
{
    guint row[NEAR_NAME_MAX + 1];
    size_t a_length = strlen(a), b_length = strlen(b);
    if (a_length > NEAR_NAME_MAX || b_length > NEAR_NAME_MAX)
        return G_MAXUINT;
    for (guint j = 0; j <= b_length; j++)
        row[j] = j;
    for (guint i = 1; i <= a_length; i++) {
        guint diagonal = row[0];
        row[0] = i;
        for (guint j = 1; j <= b_length; j++) {
            guint above = row[j];
            row[j] = min3(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[b_length];
}

/* Keeps in *best the nearest candidate so far. */
static void consider(const char *found, const char *candidate, const char **best, guint *best_distance)
{
    guint d = distance(found, candidate);
    if (d <= NEAR && d < *best_distance) {
        *best = candidate;
        *best_distance = d;
    }
}

static void unknown_key(struct ini *ini, const char *group, const char *key, const struct ini_group *known)
{
    g_autoptr(GString) all = g_string_new(NULL);
    const char *near = NULL;
    guint near_distance = G_MAXUINT;
    for (size_t i = 0; i < known->n_keys; i++) {
        g_string_append_printf(all, "%s%s", i ? ", " : "", known->keys[i].key);
        consider(key, known->keys[i].key, &near, &near_distance);
    }
    if (near)
        ini_mistake(ini, group, key, "found an unknown key, expected \"%s\" (did you mean that?)", near);
    else
        ini_mistake(ini, group, key, "found an unknown key, expected one of %s", all->str);
}

static void unknown_group(struct ini *ini, const char *group, const struct ini_group *groups, size_t n)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autofree char *word = g_strndup(group, strcspn(group, " "));
    const char *near = NULL;
    guint near_distance = G_MAXUINT;
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(all, "%s[%s%s]", i ? ", " : "", groups[i].name, groups[i].begin ? " ..." : "");
        consider(word, groups[i].name, &near, &near_distance);
    }
    if (near)
        ini_mistake(ini, group, NULL, "found an unknown group, expected \"%s\" (did you mean that?)", near);
    else
        ini_mistake(ini, group, NULL, "found an unknown group, expected one of %s", all->str);
}

/* --- groups --- */

/* Whether `key` is this one, or this one with a [LANGUAGE] where that is allowed. */
static bool key_is(const struct ini_key *known, const char *key)
{
    size_t length = strlen(known->key);
    if (strncmp(known->key, key, length) != 0)
        return false;
    return key[length] == '\0' || ((known->flags & INI_LOCAL) && key[length] == '[');
}

static void check_keys(struct ini *ini, const char *group, const struct ini_group *known)
{
    g_auto(GStrv) keys = g_key_file_get_keys(ini->file, group, NULL, NULL);
    for (char **key = keys; key && *key; key++) {
        size_t i = 0;
        while (i < known->n_keys && !key_is(&known->keys[i], *key))
            i++;
        if (i == known->n_keys)
            unknown_key(ini, group, *key, known);
    }
}

char *ini_get_text(struct ini *ini, const char *group, const char *key, bool *wrong)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_key_file_get_string(ini->file, group, key, &error);
    *wrong = error && !g_error_matches(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND) &&
             !g_error_matches(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND);
    if (*wrong) {
        g_autofree char *raw = g_key_file_get_value(ini->file, group, key, NULL);
        ini_mistake(ini, group, key, "found \"%s\", expected \"\\\" only in \\s, \\n, \\t, \\r or \\\\", raw);
    }
    return !error && *g_strstrip(text) ? g_steal_pointer(&text) : NULL;
}

static void read_key(struct ini *ini, const char *group, const struct ini_key *key, void *into)
{
    bool wrong;
    g_autofree char *text = ini_get_text(ini, group, key->key, &wrong);
    if (wrong)
        return;
    if (text) {
        struct ini_value value = {ini, group, key, text};
        if (!key->read(&value, (char *)into + key->offset))
            ini_mistake(ini, group, key->key, "found \"%s\", expected %s", text, key->expected);
    } else if (key->flags & INI_REQUIRED) {
        ini_mistake(ini, group, key->key, "found nothing, expected %s", key->expected);
    }
}

static void read_group(struct ini *ini, const char *group, const struct ini_group *known, void *into)
{
    check_keys(ini, group, known);
    for (size_t i = 0; i < known->n_keys; i++)
        read_key(ini, group, &known->keys[i], into);
    if (known->end)
        known->end(ini, group, into);
}

/* The name in "GROUP NAME", or NULL when the group is not of that kind. */
static const char *name_in(const char *group, const struct ini_group *known)
{
    size_t length = strlen(known->name);
    bool same = strncmp(group, known->name, length) == 0;
    return same && group[length] == ' ' ? group + length + 1 : NULL;
}

static void read_named(struct ini *ini, char *const *groups, const struct ini_group *known, void *root)
{
    for (; *groups; groups++) {
        const char *name = name_in(*groups, known);
        void *into = name ? known->begin(ini, *groups, name, root) : NULL;
        if (into)
            read_group(ini, *groups, known, into);
    }
}

static bool group_is_known(const char *group, const struct ini_group *groups, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (groups[i].begin ? name_in(group, &groups[i]) != NULL : strcmp(group, groups[i].name) == 0)
            return true;
    }
    return false;
}

void ini_read(struct ini *ini, const struct ini_group *groups, size_t n_groups, void *root)
{
    g_auto(GStrv) found = g_key_file_get_groups(ini->file, NULL);
    for (char **group = found; *group; group++) {
        if (!group_is_known(*group, groups, n_groups))
            unknown_group(ini, *group, groups, n_groups);
    }
    for (size_t i = 0; i < n_groups; i++) {
        if (groups[i].begin)
            read_named(ini, found, &groups[i], root);
        else
            read_group(ini, groups[i].name, &groups[i], root);
    }
}
