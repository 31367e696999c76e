#include "pages.h"
#include <string.h>

static void option_free(gpointer data)
{
    struct help_option *option = data;

    g_free(option->long_name);
    g_free(option->argument);
    g_free(option->text);
    g_free(option);
}

/* A line such as "  -d, --data=DIR        The center's data folder"; NULL for any other. */
static struct help_option *parse_line(const char *line)
{
    g_autoptr(GRegex) form = g_regex_new("^  (?:-(\\w), )?--([a-z-]+)(?:=(\\S+))?\\s+(\\S.*)$",
                                         G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
    g_autoptr(GMatchInfo) match = NULL;

    if (!g_regex_match(form, line, G_REGEX_MATCH_DEFAULT, &match))
        return NULL;
    struct help_option *option = g_new0(struct help_option, 1);
    g_autofree char *short_name = g_match_info_fetch(match, 1);
    g_autofree char *argument = g_match_info_fetch(match, 3);
    option->short_name = short_name[0];
    option->long_name = g_match_info_fetch(match, 2);
    option->argument = argument[0] ? g_steal_pointer(&argument) : NULL;
    option->text = g_match_info_fetch(match, 4);
    return option;
}

GPtrArray *help_options(const char *help)
{
    GPtrArray *options = g_ptr_array_new_with_free_func(option_free);
    g_auto(GStrv) lines = g_strsplit(help, "\n", -1);

    for (char **line = lines; *line; line++) {
        struct help_option *option = parse_line(*line);
        if (option)
            g_ptr_array_add(options, option);
    }
    return options;
}
