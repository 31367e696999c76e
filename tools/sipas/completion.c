#include "pages.h"
#include <string.h>

/* How bash asks: the word under the cursor, the one before it, and, with "--option=value", the sign between.
 */
static const char PREAMBLE[] =
    "# Bash completion for sipas, sipas-kiosk and sipas-web, made from the programs' own tables of options.\n"
    "\n"
    "_sipas_words() {\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\")\n"
    "}\n"
    "\n"
    "_sipas_at() {\n"
    "    word=${COMP_WORDS[COMP_CWORD]}\n"
    "    option=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    if [[ $word == = ]]; then\n"
    "        word=\n"
    "    elif [[ $option == = ]]; then\n"
    "        option=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    COMPREPLY=()\n"
    "}\n"
    "\n";

/* What follows a blank, such as "[PLAN ...]", is no choice. */
static void append_choices(GString *out, const char *choices)
{
    g_autofree char *first = g_strndup(choices, strcspn(choices, " "));
    g_auto(GStrv) words = g_strsplit(first, "|", -1);
    g_autofree char *joined = g_strjoinv(" ", words);

    g_string_append_printf(out, "_sipas_words '%s'", joined);
}

/* What completes the value of an option: its choices when it names them; else bash's own, file names. */
static void append_value(GString *out, const struct command *command, const GOptionEntry *option)
{
    if (option->arg == G_OPTION_ARG_NONE)
        return;
    g_string_append_printf(out, "    %s:--%s", command->name, option->long_name);
    if (option->short_name)
        g_string_append_printf(out, " | %s:-%c", command->name, option->short_name);
    g_string_append(out, ") ");
    if (strchr(option->arg_description, '|'))
        append_choices(out, option->arg_description);
    else
        g_string_append_c(out, ':');
    g_string_append(out, " ;;\n");
}

static void append_options(GString *out, const struct command *command)
{
    g_string_append_printf(out, "    %s:*)\n        if [[ $word == -* ]]; then\n            _sipas_words '",
                           command->name);
    for (const GOptionEntry *option = command->options; option->long_name; option++)
        g_string_append_printf(out, "--%s ", option->long_name);
    g_string_append(out, "'\n");
    if (strchr(command->arguments, '|')) {
        g_string_append(out, "        else\n            ");
        append_choices(out, command->arguments);
        g_string_append_c(out, '\n');
    }
    g_string_append(out, "        fi\n        ;;\n");
}

static void append_names(GString *out)
{
    for (size_t i = 0; COMMANDS[i]; i++)
        g_string_append_printf(out, "%s ", COMMANDS[i]->name);
}

static void append_sipas(GString *out)
{
    g_string_append(out,
                    "_sipas() {\n    local word option\n    _sipas_at\n    if ((COMP_CWORD == 1)); then\n"
                    "        _sipas_words '");
    append_names(out);
    g_string_append(out,
                    "help --help --version'\n        return\n    fi\n    case ${COMP_WORDS[1]}:$option in\n"
                    "    help:*) _sipas_words '");
    append_names(out);
    g_string_append(out, "' ;;\n");
    for (size_t i = 0; COMMANDS[i]; i++) {
        for (const GOptionEntry *option = COMMANDS[i]->options; option->long_name; option++)
            append_value(out, COMMANDS[i], option);
        append_options(out, COMMANDS[i]);
    }
    g_string_append(out, "    esac\n}\n\n");
}

/* A program that has options only: sipas-NAME. */
static void append_program(GString *out, const char *name, const char *help)
{
    g_autoptr(GPtrArray) options = help_options(help);

    g_string_append_printf(out,
                           "_sipas_%s() {\n    local word option\n    _sipas_at\n    if [[ $word == -* ]]; "
                           "then\n        _sipas_words '",
                           name);
    for (guint i = 0; i < options->len; i++) {
        const struct help_option *option = g_ptr_array_index(options, i);
        g_string_append_printf(out, "--%s ", option->long_name);
    }
    g_string_append(out, "'\n    fi\n}\n\n");
}

char *bash_completion(const char *kiosk_help, const char *web_help)
{
    GString *out = g_string_new(PREAMBLE);

    append_sipas(out);
    append_program(out, "kiosk", kiosk_help);
    append_program(out, "web", web_help);
    g_string_append(out, "complete -o default -F _sipas sipas\n"
                         "complete -o default -F _sipas_kiosk sipas-kiosk\n"
                         "complete -o default -F _sipas_web sipas-web\n");
    return g_string_free(out, FALSE);
}
