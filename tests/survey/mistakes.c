#include "mistakes.h"
#include "temp_file.h"
#include <string.h>

static char *changed(const char *right, const struct mistake *mistake)
{
    if (!mistake->old)
        return g_strconcat(right, mistake->new, NULL);
    const char *at = strstr(right, mistake->old);
    g_assert_nonnull(at);
    g_autofree char *before = g_strndup(right, (gsize)(at - right));
    return g_strconcat(before, mistake->new, at + strlen(mistake->old), NULL);
}

static char *expected_message(const char *file, const char *message)
{
    g_auto(GStrv) lines = g_strsplit(message, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *whole = g_strconcat(file, ": ", *line, NULL);
        g_free(*line);
        *line = whole;
    }
    return g_strjoinv("\n", lines);
}

static void check_mistake(const char *right, const struct mistake *mistake, load_function *load)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = changed(right, mistake);
    g_auto(temp_file_t) file = temp_file_new("wrong.ini", text);
    g_autofree char *message = expected_message(file.path, mistake->message);
    g_test_message("%s", mistake->message);
    g_assert_false(load(file.path, &error));
    g_assert_cmpstr(error->message, ==, message);
}

void check_mistakes(const char *right, const struct mistake *mistakes, size_t n, load_function *load)
{
    g_autoptr(GError) error = NULL;
    g_auto(temp_file_t) file = temp_file_new("right.ini", right);
    bool loaded = load(file.path, &error);
    g_assert_no_error(error);
    g_assert_true(loaded);
    for (size_t i = 0; i < n; i++)
        check_mistake(right, &mistakes[i], load);
}
