#pragma once
/* A command of `sipas`: its words, its options, what it does.
 *
 * The table of commands is the one source: parsing, --help, the man pages and the bash completion are all
 * made from it. */
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum exit_status {
    EXIT_DONE = 0,
    EXIT_FAILED = 1, /* the world did not let it; stderr says what in one line */
    EXIT_USAGE = 2,  /* the command line is wrong */
    EXIT_WRONG = 3   /* it checked something, and that is wrong */
};

/* A command line that works in a folder with a center in "center", and what it is for. */
struct example {
    const char *line;
    const char *meaning;
};

struct command {
    const char *name;
    const char *arguments;   /* what follows the options in the usage line, e.g. "FILE"; "" for nothing */
    const char *summary;     /* a line without a full stop */
    const char *description; /* paragraphs, a blank line between them */
    const GOptionEntry
        *options; /* NULL-ended; arg_data is an offset into the command's own struct of options */
    const struct example *examples; /* for the man page; ended by a zeroed one */
    int (*run)(const struct command *self, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command INIT_COMMAND, REPORT_COMMAND, EXPORT_COMMAND, IMPORT_COMMAND, VERIFY_COMMAND,
    DEMO_COMMAND, CONFIG_COMMAND, STAFF_COMMAND, WEEKLY_COMMAND, BUNDLE_COMMAND, PULL_COMMAND, QR_COMMAND;

/* All of them in the order that help names them; NULL-ended. */
extern const struct command *const COMMANDS[];

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);

/* What every command takes. A command's struct of options begins with it, its table with COMMON_OPTIONS. */
struct common_options {
    char *data;
    gboolean help;
};

/* An entry's arg_data: where in the command's struct of options the value goes. */
#define OPTION_FIELD(type, field) ((gpointer)offsetof(type, field))

#define COMMON_OPTIONS                                                                                       \
    {"data",                                                                                                 \
     'd',                                                                                                    \
     0,                                                                                                      \
     G_OPTION_ARG_FILENAME,                                                                                  \
     OPTION_FIELD(struct common_options, data),                                                              \
     "The center's data folder; else $SIPAS_DATA, else /var/lib/sipas",                                      \
     "DIR"},                                                                                                 \
    {                                                                                                        \
        "help", 'h', 0, G_OPTION_ARG_NONE, OPTION_FIELD(struct common_options, help), "Show this help", NULL \
    }

/* Reads the options into *options (the command's own struct, begun by struct common_options) and leaves the
 * arguments in argv[1..]. False when the command is to end with *status: help was shown, or the line is
 * wrong. Strings put into *options belong to the caller. */
bool command_parse(const struct command *self, void *options, int *argc, char ***argv, int *status);

/* The help of a command, made from its table. Free with g_free. */
char *command_help(const struct command *self);

/* Each says on stderr, in one line, what is wrong, and returns the exit status. Of several mistakes in
 * center.ini or a plan the first is said, with how many more there are: `failed` is for the files of the data
 * folder, all of whose mistakes sipas config check names, `refused` for a file that the command was given. */
int command_misused(const struct command *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
int command_failed(const struct command *self, const GError *error);
int command_refused(const struct command *self, const GError *error);

/* The text as a line can show it: valid UTF-8 without control characters, whatever bytes it was. Free with
 * g_free. */
char *command_shown(const char *text, gssize length);

/* Talk: a line on stderr, after the command's name. */
void command_say(const struct command *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
