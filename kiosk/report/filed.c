#include "filed.h"
#include <json-glib/json-glib.h>
#include <string.h>

/* The parts that hold counts, and in them what names a count and what says nothing of the period's ratings:
 * other figures, and entries that are no ratings with the sum they are in. */
static const char *const PARTS[] = {"rows", "trend", "channels", "reasons", "entries"};
static const char *const NAMES[] = {"scope", "area", "item", "channel", "from", "to"};
static const char *const LEFT_OUT[] = {"before", "dossiers", "guide", "all", "clock", "notes", NULL};

/* --- every count of a part by its path --- */

static void collect(GHashTable *counts, const char *path, JsonNode *node);

/* A place in a list: by what the object there is about, for where it stands may change with the catalogue. */
static char *path_in(const char *list, guint i, JsonNode *element)
{
    if (!JSON_NODE_HOLDS_OBJECT(element))
        return g_strdup_printf("%s/%u", list, i);
    GString *path = g_string_new(list);
    for (size_t n = 0; n < G_N_ELEMENTS(NAMES); n++) {
        JsonNode *node = json_object_get_member(json_node_get_object(element), NAMES[n]);
        const char *text = node && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;
        g_string_append_printf(path, "/%s=%s", NAMES[n], text ? text : "");
    }
    return g_string_free(path, FALSE);
}

static void collect_array(GHashTable *counts, const char *path, JsonArray *array)
{
    for (guint i = 0; i < json_array_get_length(array); i++) {
        JsonNode *element = json_array_get_element(array, i);
        g_autofree char *inner = path_in(path, i, element);
        collect(counts, inner, element);
    }
}

static void collect_object(GHashTable *counts, const char *path, JsonObject *object)
{
    g_autoptr(GList) members = json_object_get_members(object);

    for (GList *at = members; at; at = at->next) {
        const char *member = at->data;
        g_autofree char *inner = g_strconcat(path, "/", member, NULL);
        if (!g_strv_contains(LEFT_OUT, member))
            collect(counts, inner, json_object_get_member(object, member));
    }
}

static void collect(GHashTable *counts, const char *path, JsonNode *node)
{
    if (JSON_NODE_HOLDS_ARRAY(node)) {
        collect_array(counts, path, json_node_get_array(node));
    } else if (JSON_NODE_HOLDS_OBJECT(node)) {
        collect_object(counts, path, json_node_get_object(node));
    } else if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_INT64) {
        const gint64 count = json_node_get_int(node);
        g_hash_table_insert(counts, g_strdup(path), g_memdup2(&count, sizeof count));
    }
}

/* --- comparing --- */

static gint64 count_at(GHashTable *counts, gconstpointer path)
{
    const gint64 *count = g_hash_table_lookup(counts, path);
    return count ? *count : 0;
}

/* Nothing counted is as good as not there: an area that came into the catalogue later changes no figure. */
static bool holds_all(GHashTable *counts, GHashTable *others)
{
    GHashTableIter iter;
    gpointer path = NULL, count = NULL;

    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &path, &count))
        if (*(const gint64 *)count != count_at(others, path))
            return false;
    return true;
}

static bool same_part(const char *part, JsonNode *filed, JsonNode *now)
{
    g_autoptr(GHashTable) before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) after = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    collect(before, part, filed);
    collect(after, part, now);
    return holds_all(before, after) && holds_all(after, before);
}

static bool same_parts(JsonObject *filed, JsonObject *now)
{
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        JsonNode *before = json_object_get_member(filed, PARTS[i]),
                 *after = json_object_get_member(now, PARTS[i]);
        if (before && after && !same_part(PARTS[i], before, after))
            return false;
    }
    return true;
}

/* The report in the text; owned by the parser. */
static JsonObject *read_report(JsonParser *parser, const GString *text, GError **error)
{
    if (!json_parser_load_from_data(parser, text->str, (gssize)text->len, error))
        return NULL;
    JsonNode *root = json_parser_get_root(parser);
    JsonObject *report = root && JSON_NODE_HOLDS_OBJECT(root) ? json_node_get_object(root) : NULL;
    if (report && json_object_has_member(report, "rows"))
        return report;
    g_set_error_literal(error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                        "found no rows, expected a report");
    return NULL;
}

bool filed_same(bool *same, const GString *filed, const GString *now, GError **error)
{
    g_autoptr(JsonParser) before_parser = json_parser_new();
    g_autoptr(JsonParser) after_parser = json_parser_new();
    JsonObject *before = read_report(before_parser, filed, error);
    JsonObject *after = before ? read_report(after_parser, now, error) : NULL;

    if (!after)
        return false;
    *same = same_parts(before, after);
    return true;
}
