#include "command.h"
#include "reading.h"
#include <stdio.h>
#include <string.h>

const struct command *command_find(const char *name)
{
    for (size_t i = 0; COMMANDS[i]; i++)
        if (strcmp(COMMANDS[i]->name, name) == 0)
            return COMMANDS[i];
    return NULL;
}

/* A copy of the table whose entries point into *options. Free with g_free. */
static GOptionEntry *entries_for(const struct command *self, void *options)
{
    size_t n = 0;

    while (self->options[n].long_name)
        n++;
    GOptionEntry *entries = g_memdup2(self->options, (n + 1) * sizeof *entries);
    for (size_t i = 0; i < n; i++)
        entries[i].arg_data = (char *)options + GPOINTER_TO_SIZE(self->options[i].arg_data);
    return entries;
}

enum { HELP_WIDTH = 78 };

/* The text with its paragraphs broken into lines. */
static char *wrap(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    GString *out = g_string_new(NULL);
    size_t column = 0;

    for (char **word = words; *word; word++) {
        const char *first_end = strchrnul(*word, '\n');
        if (column > 0 && column + 1 + (size_t)(first_end - *word) > HELP_WIDTH)
            column = 0;
        if (word != words)
            g_string_append_c(out, column > 0 ? ' ' : '\n');
        column += (column > 0) + strlen(*word);
        g_string_append(out, *word);
        const char *last_line = strrchr(*word, '\n');
        if (last_line)
            column = strlen(last_line + 1);
    }
    return g_string_free(out, FALSE);
}

static GOptionContext *context_for(const struct command *self, const GOptionEntry *entries)
{
    GOptionContext *context = g_option_context_new(self->arguments);
    g_autofree char *description = wrap(self->description);

    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, self->summary);
    g_option_context_set_description(context, description);
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

char *command_help(const struct command *self)
{
    g_autoptr(GOptionContext) context = context_for(self, self->options);
    g_autofree char *program = g_strconcat("sipas ", self->name, NULL);

    g_set_prgname(program);
    return g_option_context_get_help(context, TRUE, NULL);
}

bool command_parse(const struct command *self, void *options, int *argc, char ***argv, int *status)
{
    const struct common_options *common = options;
    g_autofree GOptionEntry *entries = entries_for(self, options);
    g_autoptr(GOptionContext) context = context_for(self, entries);
    g_autoptr(GError) error = NULL;

    if (!g_option_context_parse(context, argc, argv, &error)) {
        *status = command_misused(self, "%s", error->message);
        return false;
    }
    if (*argc > 1 && strcmp((*argv)[1], "--") == 0)
        memmove(*argv + 1, *argv + 2, (size_t)(--*argc) * sizeof **argv);
    if (common->help) {
        g_autofree char *help = command_help(self);
        fputs(help, stdout);
        *status = EXIT_DONE;
        return false;
    }
    if (common->data && !*common->data) {
        *status = command_misused(self, "--data: found nothing, expected a folder");
        return false;
    }
    return true;
}

char *command_shown(const char *text, gssize length)
{
    char *shown = g_utf8_make_valid(text, length);

    for (char *c = shown; *c; c++)
        if (g_ascii_iscntrl(*c))
            *c = '?';
    return shown;
}

static void say_line(const struct command *self, const char *text, const char *tail)
{
    g_autofree char *shown = command_shown(text, -1);
    fprintf(stderr, "sipas %s: %s%s\n", self->name, shown, tail);
}

int command_misused(const struct command *self, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *tail = g_strdup_printf("; see sipas %s --help", self->name);
    say_line(self, text, tail);
    return EXIT_USAGE;
}

/* Only mistakes come one a line; in any other message a line end is part of a name. */
static int say_first(const struct command *self, const GError *error, const char *hint)
{
    g_auto(GStrv) lines = g_strsplit(error->message, "\n", reading_found_mistakes(error) ? -1 : 1);
    guint more = 0;

    for (guint i = 1; lines[i]; i++)
        more += lines[i][0] != '\0';
    g_autofree char *tail = g_strdup_printf(" (and %u more%s)", more, hint);
    say_line(self, lines[0], more > 0 ? tail : "");
    return EXIT_FAILED;
}

int command_failed(const struct command *self, const GError *error)
{
    return say_first(self, error, "; sipas config check names all");
}

int command_refused(const struct command *self, const GError *error)
{
    return say_first(self, error, "");
}

void command_say(const struct command *self, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    say_line(self, text, "");
}
