#include "local_text_internal.h"
#include "rating.h"
#include <string.h>

struct local_text {
    GHashTable *wordings; /* language tag to wording, both owned; "vi" is always there */
};

local_text_t *local_text_new(const char *vietnamese)
{
    local_text_t *text = g_new0(local_text_t, 1);
    text->wordings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    local_text_set(text, "vi", vietnamese);
    return text;
}

void local_text_set(local_text_t *text, const char *language, const char *wording)
{
    g_hash_table_replace(text->wordings, g_strdup(language), g_strdup(wording));
}

void local_text_free(local_text_t *text)
{
    if (!text)
        return;
    g_hash_table_destroy(text->wordings);
    g_free(text);
}

const char *local_text_get(const local_text_t *text, const char *language)
{
    const char *wording = g_hash_table_lookup(text->wordings, language);
    return wording ? wording : g_hash_table_lookup(text->wordings, "vi");
}

bool language_is_valid(const char *tag)
{
    return strlen(tag) < LANGUAGE_SIZE &&
           g_regex_match_simple("^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$", tag, G_REGEX_DOLLAR_ENDONLY, 0);
}
