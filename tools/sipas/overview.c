#include "overview.h"
#include "command.h"

const char OVERVIEW_SUMMARY[] = "reports and upkeep of a center's satisfaction ratings";

const char OVERVIEW_DESCRIPTION[] =
    "Works on a center's data folder: center.ini, the plans, the keys and one journal for each device. "
    "Journals are opened for reading only, except by import and demo, which write journals of their own "
    "devices.\n"
    "\n"
    "Reports go to the standard output or to the file named with -o, which is replaced as a whole or not at "
    "all. "
    "All other talk goes to the standard error.\n"
    "\n"
    "The exit status is 0 when the command is done, 1 when it failed, 2 when the command line is wrong, and "
    "3 when a check found something wrong.";

char *overview_help(void)
{
    GString *help = g_string_new("Usage:\n  sipas COMMAND [OPTION…] [ARGUMENT…]\n\n");

    g_string_append_printf(help, "%s\n\nCommands:\n", OVERVIEW_SUMMARY);
    for (size_t i = 0; COMMANDS[i]; i++)
        g_string_append_printf(help, "  %-8s  %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
    g_string_append(help, "\n  help [COMMAND], --help    Show help\n"
                          "  --version                 Show the version\n");
    return g_string_free(help, FALSE);
}
