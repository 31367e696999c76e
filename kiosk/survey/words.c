#include "words.h"
#include "ini_internal.h"
#include "local_text_internal.h"
#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK(words_error, words_error)
G_STATIC_ASSERT((int)WORDS_ERROR_FILE == INI_ERROR_FILE && (int)WORDS_ERROR_CONTENT == INI_ERROR_CONTENT);

struct words {
    GHashTable *languages; /* tag to GHashTable of "GROUP.KEY" to sentence; all owned */
    char **tags;           /* in the order of words_languages */
};

static void languages_free(gpointer sentences)
{
    g_hash_table_destroy(sentences);
}

static void read_sentence(struct ini *ini, const char *group, const char *key, GHashTable *sentences)
{
    bool wrong;
    char *text = ini_get_text(ini, group, key, &wrong);
    if (text)
        g_hash_table_insert(sentences, g_strconcat(group, ".", key, NULL), text);
    else if (!wrong)
        ini_mistake(ini, group, key, "found nothing, expected a sentence");
}

static GHashTable *read_sentences(struct ini *ini)
{
    GHashTable *sentences = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) groups = g_key_file_get_groups(ini->file, NULL);
    for (char **group = groups; *group; group++) {
        g_auto(GStrv) keys = g_key_file_get_keys(ini->file, *group, NULL, NULL);
        for (char **key = keys; *key; key++)
            read_sentence(ini, *group, *key, sentences);
    }
    return sentences;
}

/* The file is named after its language, so that no two files can hold the same one. */
static void check_language(struct ini *ini, GHashTable *sentences, const char *tag)
{
    const char *found = g_hash_table_lookup(sentences, "language.tag");
    if (!language_is_valid(tag) || !found || strcmp(found, tag) != 0)
        ini_mistake(ini, "language", "tag",
                    "found \"%s\", expected a language tag, the same as in the file's name",
                    found ? found : "");
    if (!g_hash_table_contains(sentences, "language.name"))
        ini_mistake(ini, "language", "name", "found nothing, expected the language's own name");
}

static bool load_file(words_t *words, const char *folder, const char *name, GError **error)
{
    struct ini ini;
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_autofree char *tag = g_strndup(name, strlen(name) - strlen(".ini"));
    if (!ini_open(&ini, file, WORDS_ERROR, error))
        return false;
    GHashTable *sentences = read_sentences(&ini);
    check_language(&ini, sentences, tag);
    g_hash_table_insert(words->languages, g_steal_pointer(&tag), sentences);
    return ini_close(&ini, error);
}

/* "vi", then "en", then the rest by tag. */
static int compare_tags(const void *a, const void *b)
{
    static const char *const first[] = {"vi", "en"};
    const char *left = *(const char *const *)a, *right = *(const char *const *)b;
    for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
        if (strcmp(left, first[i]) == 0 || strcmp(right, first[i]) == 0)
            return strcmp(right, first[i]) == 0 ? 1 : -1;
    }
    return strcmp(left, right);
}

static char **sorted_tags(GHashTable *languages)
{
    guint n = 0;
    g_autofree char **tags = (char **)g_hash_table_get_keys_as_array(languages, &n);
    qsort(tags, n, sizeof *tags, compare_tags);
    return g_strdupv(tags);
}

static bool load_folder(words_t *words, const char *folder, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &wrong);
    if (!dir) {
        g_set_error_literal(error, WORDS_ERROR, WORDS_ERROR_FILE, wrong->message);
        return false;
    }
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        if (g_str_has_suffix(name, ".ini") && !load_file(words, folder, name, error))
            return false;
    }
    if (g_hash_table_contains(words->languages, "vi"))
        return true;
    g_set_error(error, WORDS_ERROR, WORDS_ERROR_CONTENT, "%s: found no vi.ini, expected the Vietnamese words",
                folder);
    return false;
}

bool words_load(words_t **out, const char *folder, GError **error)
{
    g_autoptr(words_t) words = g_new0(words_t, 1);
    words->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, languages_free);
    if (!load_folder(words, folder, error))
        return false;
    words->tags = sorted_tags(words->languages);
    *out = g_steal_pointer(&words);
    return true;
}

void words_free(words_t *words)
{
    if (!words)
        return;
    g_hash_table_destroy(words->languages);
    g_strfreev(words->tags);
    g_free(words);
}

const char *const *words_languages(const words_t *words)
{
    return (const char *const *)words->tags;
}

bool words_has_language(const words_t *words, const char *language)
{
    return g_hash_table_contains(words->languages, language);
}

const char *words_find(const words_t *words, const char *language, const char *key)
{
    GHashTable *sentences = g_hash_table_lookup(words->languages, language);
    return sentences ? g_hash_table_lookup(sentences, key) : NULL;
}

const char *words_get(const words_t *words, const char *language, const char *key)
{
    const char *sentence = words_find(words, language, key);
    if (!sentence)
        sentence = words_find(words, "vi", key);
    return sentence ? sentence : key;
}

/* Names to values, as they stand in the arguments; nothing is copied. */
static GHashTable *collect_values(va_list args)
{
    GHashTable *values = g_hash_table_new(g_str_hash, g_str_equal);
    for (char *name = va_arg(args, char *); name; name = va_arg(args, char *))
        g_hash_table_insert(values, name, va_arg(args, char *));
    return values;
}

/* One pass, so that a value that itself holds braces stays as it is. */
static char *put_in(const char *sentence, GHashTable *values)
{
    GString *out = g_string_new(NULL);
    while (*sentence) {
        size_t plain = strcspn(sentence, "{");
        g_string_append_len(out, sentence, (gssize)plain);
        sentence += plain;
        const char *end = strchr(sentence, '}');
        g_autofree char *name = end ? g_strndup(sentence + 1, (gsize)(end - sentence - 1)) : NULL;
        const char *value = name ? g_hash_table_lookup(values, name) : NULL;
        if (value) {
            g_string_append(out, value);
            sentence = end + 1;
        } else if (*sentence) {
            g_string_append_c(out, *sentence++);
        }
    }
    return g_string_free(out, FALSE);
}

char *words_format(const words_t *words, const char *language, const char *key, ...)
{
    va_list args;
    va_start(args, key);
    g_autoptr(GHashTable) values = collect_values(args);
    va_end(args);
    return put_in(words_get(words, language, key), values);
}
