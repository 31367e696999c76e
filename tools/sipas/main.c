/* sipas: finds the command and runs it. */
#include "command.h"
#include "output.h"
#include "overview.h"
#include <locale.h>
#include <stdio.h>
#include <string.h>

static int show(char *text)
{
    fputs(text, stdout);
    g_free(text);
    return EXIT_DONE;
}

static int show_help(const char *name)
{
    const struct command *command = name ? command_find(name) : NULL;

    if (name && !command) {
        g_autofree char *shown = command_shown(name, -1);
        fprintf(stderr, "sipas: there is no command \"%s\"; see sipas --help\n", shown);
        return EXIT_USAGE;
    }
    return show(command ? command_help(command) : overview_help());
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        fputs("sipas: a command is expected; see sipas --help\n", stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0)
        return show(g_strdup("sipas " SIPAS_VERSION "\n"));
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return show_help(NULL);
    if (strcmp(argv[1], "help") == 0)
        return show_help(argv[2]);

    const struct command *command = command_find(argv[1]);
    return command ? command->run(command, argc - 1, argv + 1) : show_help(argv[1]);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    setlocale(LC_CTYPE, "");
    const int status = run(argc, argv);
    if (status == EXIT_FAILED || output_was_taken(&error))
        return status; /* a failure says one thing */
    fprintf(stderr, "sipas: %s\n", error->message);
    return EXIT_FAILED;
}
