#include "item.h"
#include "words.h"
#include <glib/gstdio.h>
#include <string.h>

static words_t *shipped(void)
{
    g_autoptr(GError) error = NULL;
    words_t *words = NULL;
    bool loaded = words_load(&words, SOURCE_DIR "/assets/words", &error);
    g_assert_no_error(error);
    g_assert_true(loaded);
    return words;
}

static GKeyFile *key_file(const char *language)
{
    g_autofree char *file = g_strconcat(SOURCE_DIR "/assets/words/", language, ".ini", NULL);
    GKeyFile *keys = g_key_file_new();
    g_assert_true(g_key_file_load_from_file(keys, file, G_KEY_FILE_NONE, NULL));
    return keys;
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The "{...}" of a sentence, sorted, as one text. */
static char *placeholders(const char *sentence)
{
    g_autoptr(GRegex) regex = g_regex_new("\\{[^}]*\\}", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    for (g_regex_match(regex, sentence, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL))
        g_ptr_array_add(found, g_match_info_fetch(match, 0));
    g_ptr_array_sort(found, compare_texts);
    g_ptr_array_add(found, NULL);
    return g_strjoinv(" ", (char **)found->pdata);
}

static void check_sentence(const char *group, const char *key, const char *said, const words_t *words,
                           const char *other)
{
    g_autofree char *name = g_strconcat(group, ".", key, NULL);
    const char *there = words_find(words, other, name);
    g_test_message("%s in %s", name, other);
    g_assert_nonnull(there);
    g_autofree char *left = placeholders(said);
    g_autofree char *right = placeholders(there);
    g_assert_cmpstr(left, ==, right);
    g_assert_true(g_utf8_validate(there, -1, NULL));
    g_autofree char *composed = g_utf8_normalize(there, -1, G_NORMALIZE_NFC);
    g_assert_cmpstr(there, ==, composed);
}

/* Every sentence of one shipped language is in the other, with the same values to put in. */
static void check_complete(const char *language, const char *other)
{
    g_autoptr(words_t) words = shipped();
    g_autoptr(GKeyFile) keys = key_file(language);
    g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
    for (char **group = groups; *group; group++) {
        g_auto(GStrv) names = g_key_file_get_keys(keys, *group, NULL, NULL);
        for (char **key = names; *key; key++) {
            g_autofree char *said = g_key_file_get_string(keys, *group, *key, NULL);
            check_sentence(*group, *key, said, words, other);
        }
    }
}

static void every_vietnamese_sentence_is_in_english(void)
{
    check_complete("vi", "en");
}

static void every_english_sentence_is_in_vietnamese(void)
{
    check_complete("en", "vi");
}

static void the_levels_are_worded_as_the_ministry_words_them(void)
{
    static const char *const levels[] = {"Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng",
                                         "Rất hài lòng"};
    g_autoptr(words_t) words = shipped();
    for (int level = 1; level <= 5; level++) {
        g_autofree char *key = g_strdup_printf("level.%d", level);
        g_auto(GStrv) syllables = g_strsplit(words_get(words, "vi", key), "\xc2\xa0", -1);
        g_autofree char *plain = g_strjoinv(" ", syllables);
        g_assert_cmpstr(plain, ==, levels[level - 1]);
    }
}

static void every_reason_and_both_main_items_have_words(void)
{
    g_autoptr(words_t) words = shipped();
    for (int i = 0; i < REASON_COUNT; i++) {
        g_autofree char *key = g_strconcat("reason.", reason_id((enum reason)i), NULL);
        g_assert_nonnull(words_find(words, "vi", key));
    }
    g_assert_nonnull(words_find(words, "vi", "rate.tthc"));
    g_assert_nonnull(words_find(words, "vi", "rate.phuc-vu"));
}

/* A folder of words files of a test's own. */
typedef struct folder {
    char *path;
} folder_t;

static void put(const folder_t *folder, const char *name, const char *text)
{
    g_autofree char *file = g_build_filename(folder->path, name, NULL);
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

static folder_t folder_new(void)
{
    folder_t folder = {g_dir_make_tmp("words-XXXXXX", NULL)};
    g_assert_nonnull(folder.path);
    return folder;
}

static void folder_clear(folder_t *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder->path, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        g_autofree char *file = g_build_filename(folder->path, name, NULL);
        g_assert_cmpint(g_unlink(file), ==, 0);
    }
    g_assert_cmpint(g_rmdir(folder->path), ==, 0);
    g_free(folder->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(folder_t, folder_clear)

static const char vi[] =
    "\xEF\xBB\xBF[language]\r\ntag=vi\r\nname=Tiếng Việt\r\n[a]\r\nboth=hai  \r\nonly=một\r\n"
    "value=còn {n} trong {all}\r\n";

static words_t *made(const folder_t *folder)
{
    g_autoptr(GError) error = NULL;
    words_t *words = NULL;
    words_load(&words, folder->path, &error);
    g_assert_no_error(error);
    return words;
}

static void a_sentence_falls_back_to_vietnamese_and_then_to_its_key(void)
{
    g_auto(folder_t) folder = folder_new();
    put(&folder, "vi.ini", vi);
    put(&folder, "en.ini", "[language]\ntag=en\nname=English\n[a]\nboth=two\n");
    put(&folder, "notes.txt", "not words");
    g_autoptr(words_t) words = made(&folder);
    g_assert_cmpstr(words_get(words, "en", "a.both"), ==, "two");
    g_assert_cmpstr(words_get(words, "vi", "a.both"), ==, "hai");
    g_assert_cmpstr(words_get(words, "en", "a.only"), ==, "một");
    g_assert_null(words_find(words, "en", "a.only"));
    g_assert_cmpstr(words_get(words, "fr", "a.both"), ==, "hai");
    g_assert_null(words_find(words, "fr", "a.both"));
    g_assert_cmpstr(words_get(words, "en", "a.none"), ==, "a.none");
}

static void languages_come_vietnamese_first_english_second_then_by_tag(void)
{
    static const char *const tags[] = {"zh", "en", "de", "vi", "km"};
    static const char *const order[] = {"vi", "en", "de", "km", "zh"};
    g_auto(folder_t) folder = folder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        g_autofree char *name = g_strconcat(tags[i], ".ini", NULL);
        g_autofree char *text = g_strdup_printf("[language]\ntag=%s\nname=x\n", tags[i]);
        put(&folder, name, text);
    }
    g_autoptr(words_t) words = made(&folder);
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
        g_assert_cmpstr(words_languages(words)[i], ==, order[i]);
    g_assert_null(words_languages(words)[G_N_ELEMENTS(order)]);
    g_assert_true(words_has_language(words, "km"));
    g_assert_false(words_has_language(words, "fr"));
}

static void values_are_put_in_once_and_in_any_order(void)
{
    g_auto(folder_t) folder = folder_new();
    put(&folder, "vi.ini", vi);
    g_autoptr(words_t) words = made(&folder);
    g_autofree char *both = words_format(words, "vi", "a.value", "all", "9", "n", "3", NULL);
    g_autofree char *one = words_format(words, "vi", "a.value", "n", "3", NULL);
    g_autofree char *braces = words_format(words, "vi", "a.value", "n", "{all}", "all", "", NULL);
    g_autofree char *unclosed = words_format(words, "vi", "{n and {n} end {", "n", "3", NULL);
    g_assert_cmpstr(both, ==, "còn 3 trong 9");
    g_assert_cmpstr(one, ==, "còn 3 trong {all}");
    g_assert_cmpstr(braces, ==, "còn {all} trong ");
    g_assert_cmpstr(unclosed, ==, "{n and 3 end {");
}

static void refused(const folder_t *folder, const char *name, enum words_error code, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_build_filename(folder->path, name, NULL);
    g_autofree char *expected = g_strconcat(file, ": ", message, NULL);
    words_t *words = NULL;
    g_test_message("%s", message);
    g_assert_false(words_load(&words, folder->path, &error));
    g_assert_null(words);
    g_assert_error(error, WORDS_ERROR, (int)code);
    g_assert_cmpstr(error->message, ==, expected);
}

static void a_wrong_words_file_is_named(void)
{
    static const struct {
        const char *name, *text, *message;
    } table[] = {
        {"vi.ini", "[language]\ntag=en\nname=x\n",
         "[language] tag: found \"en\", expected a language tag, the same as in the file's name"},
        {"vi.ini", "[a]\nb=c\n[language]\nname=x\n",
         "[language] tag: found \"\", expected a language tag, the same as in the file's name"},
        {"Viet.ini", "[language]\ntag=Viet\nname=x\n",
         "[language] tag: found \"Viet\", expected a language tag, the same as in the file's name"},
        {"vi.ini", "[language]\ntag=vi\n",
         "[language] name: found nothing, expected the language's own name"},
        {"vi.ini", "[language]\ntag=vi\nname=x\n[a]\nb=\n", "[a] b: found nothing, expected a sentence"},
        {"vi.ini", "[language]\ntag=vi\nname=x\n[a]\nb=\\q\n",
         "[a] b: found \"\\q\", expected \"\\\" only in \\s, \\n, \\t, \\r or \\\\"},
        {"vi.ini", "[language]\ntag=vi\nname=x\n[a]\nb=1\nb=2\n", "[a] b: found twice, expected once"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        g_auto(folder_t) folder = folder_new();
        put(&folder, table[i].name, table[i].text);
        refused(&folder, table[i].name, WORDS_ERROR_CONTENT, table[i].message);
    }
}

static void a_folder_without_vietnamese_is_refused(void)
{
    g_auto(folder_t) folder = folder_new();
    g_autoptr(GError) error = NULL;
    words_t *words = NULL;
    put(&folder, "en.ini", "[language]\ntag=en\nname=English\n");
    g_assert_false(words_load(&words, folder.path, &error));
    g_assert_error(error, WORDS_ERROR, WORDS_ERROR_CONTENT);
    g_autofree char *message =
        g_strconcat(folder.path, ": found no vi.ini, expected the Vietnamese words", NULL);
    g_assert_cmpstr(error->message, ==, message);
}

static void a_folder_that_is_not_there_is_named(void)
{
    g_autoptr(GError) error = NULL;
    words_t *words = NULL;
    g_assert_false(words_load(&words, "/nonexistent/words", &error));
    g_assert_error(error, WORDS_ERROR, WORDS_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, "/nonexistent/words"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shipped/every_vietnamese_sentence_is_in_english",
                    every_vietnamese_sentence_is_in_english);
    g_test_add_func("/shipped/every_english_sentence_is_in_vietnamese",
                    every_english_sentence_is_in_vietnamese);
    g_test_add_func("/shipped/the_levels_are_worded_as_the_ministry_words_them",
                    the_levels_are_worded_as_the_ministry_words_them);
    g_test_add_func("/shipped/every_reason_and_both_main_items_have_words",
                    every_reason_and_both_main_items_have_words);
    g_test_add_func("/words/a_sentence_falls_back_to_vietnamese_and_then_to_its_key",
                    a_sentence_falls_back_to_vietnamese_and_then_to_its_key);
    g_test_add_func("/words/languages_come_vietnamese_first_english_second_then_by_tag",
                    languages_come_vietnamese_first_english_second_then_by_tag);
    g_test_add_func("/words/values_are_put_in_once_and_in_any_order",
                    values_are_put_in_once_and_in_any_order);
    g_test_add_func("/mistake/a_wrong_words_file_is_named", a_wrong_words_file_is_named);
    g_test_add_func("/mistake/a_folder_without_vietnamese_is_refused",
                    a_folder_without_vietnamese_is_refused);
    g_test_add_func("/mistake/a_folder_that_is_not_there_is_named", a_folder_that_is_not_there_is_named);
    return g_test_run();
}
