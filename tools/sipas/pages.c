#include "pages.h"
#include "man_text.h"
#include "overview.h"

static const char ENVIRONMENT[] =
    ".Sh ENVIRONMENT\n"
    ".Bl -tag -width Ds\n"
    ".It Ev SIPAS_DATA\n"
    "The data folder when\n"
    ".Fl -data\n"
    "is not given.\n"
    ".It Ev SIPAS_ASSETS\n"
    "The folder of words, plans and the sample center; else the installed one.\n"
    ".El\n";

static const char FILES[] =
    ".Sh FILES\n"
    ".Bl -tag -width Ds\n"
    ".It Pa DIR/center.ini\n"
    "The center: its areas, its questions, its settings; each key is explained in the sample.\n"
    ".It Pa DIR/plans/*.ini\n"
    "The targets of the plans.\n"
    ".It Pa DIR/keys/seal.key\n"
    "The key that seals the journals.\n"
    ".It Pa DIR/keys/token.ini\n"
    "The keys that make codes for phones; the same on every machine of the center.\n"
    ".It Pa DIR/keys/sign.key\n"
    "The key that signs what goes to other machines; sign.pub is its public half.\n"
    ".It Pa DIR/keys/seal-ID.key , Pa DIR/keys/trusted-ID.pub\n"
    "What checks the journal of a device that another machine writes.\n"
    ".It Pa DIR/keys/accounts.ini\n"
    "Who may open the staff pages of the web server.\n"
    ".It Pa DIR/keys/staff.pin\n"
    "The PIN of the kiosk\\(aqs staff pages, as a hash.\n"
    ".It Pa DIR/devices/ID/journal.db\n"
    "The journal of a device.\n"
    ".El\n";

static const char EXIT_STATUS[] = ".Sh EXIT STATUS\n"
                                  ".Bl -tag -width Ds\n"
                                  ".It 0\n"
                                  "Done.\n"
                                  ".It 1\n"
                                  "Failed; the standard error says why in one line.\n"
                                  ".It 2\n"
                                  "The command line is wrong.\n"
                                  ".It 3\n"
                                  "A check found something wrong.\n"
                                  ".El\n";

static void append_options(GString *page, const GOptionEntry *options)
{
    g_string_append(page, ".Pp\nThe options are:\n.Bl -tag -width Ds\n");
    for (; options->long_name; options++) {
        g_autofree char *sentence = g_strconcat(options->description, ".", NULL);
        man_option(page, options->short_name, options->long_name, options->arg_description, sentence);
    }
    g_string_append(page, ".El\n");
}

static void append_examples(GString *page, const struct example *examples)
{
    g_string_append(page, ".Sh EXAMPLES\n");
    for (const struct example *example = examples; example->line; example++) {
        if (example != examples)
            g_string_append(page, ".Pp\n");
        man_line(page, example->meaning);
        g_string_append(page, ".Bd -literal -offset indent\n");
        man_line(page, example->line);
        g_string_append(page, ".Ed\n");
    }
}

char *page_command(const struct command *command)
{
    GString *page = g_string_new(NULL);
    g_autofree char *name = g_strconcat("sipas-", command->name, NULL);

    man_head(page, name, command->summary);
    g_string_append_printf(page, ".Sh SYNOPSIS\n.Nm sipas %s\n.Op Ar OPTION ...\n", command->name);
    if (command->arguments[0])
        g_string_append_printf(page, ".Ar %s\n", command->arguments);
    g_string_append(page, ".Sh DESCRIPTION\n");
    man_paragraphs(page, command->description);
    append_options(page, command->options);
    g_string_append(page, ENVIRONMENT);
    g_string_append(page, FILES);
    g_string_append(page, EXIT_STATUS);
    append_examples(page, command->examples);
    g_string_append(page, ".Sh SEE ALSO\n.Xr sipas 1\n");
    return g_string_free(page, FALSE);
}

static void append_commands(GString *page)
{
    g_string_append(page, ".Pp\nThe commands are:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; COMMANDS[i]; i++) {
        g_autofree char *sentence = g_strconcat(COMMANDS[i]->summary, ".", NULL);
        g_string_append_printf(page, ".It Cm %s\n", COMMANDS[i]->name);
        man_line(page, sentence);
    }
    g_string_append(page, ".It Cm help Op Ar COMMAND\nShow the help of a command, or of the whole.\n.El\n");
    g_string_append(page, ".Pp\nThe options are:\n.Bl -tag -width Ds\n"
                          ".It Fl h , Fl -help\nShow help.\n"
                          ".It Fl -version\nShow the version.\n.El\n");
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static void append_see_commands(GString *page)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (size_t i = 0; COMMANDS[i]; i++)
        g_ptr_array_add(names, (char *)COMMANDS[i]->name);
    g_ptr_array_add(names, "kiosk");
    g_ptr_array_add(names, "web");
    g_ptr_array_sort(names, compare_names);
    g_string_append(page, ".Sh SEE ALSO\n");
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(page, ".Xr sipas-%s 1%s\n", (const char *)g_ptr_array_index(names, i),
                               i + 1 < names->len ? " ," : "");
}

char *page_overview(void)
{
    GString *page = g_string_new(NULL);

    man_head(page, "sipas", OVERVIEW_SUMMARY);
    g_string_append(page, ".Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar OPTION ...\n.Op Ar ARGUMENT ...\n"
                          ".Sh DESCRIPTION\n");
    man_paragraphs(page, OVERVIEW_DESCRIPTION);
    append_commands(page);
    g_string_append(page, ENVIRONMENT);
    g_string_append(page, FILES);
    g_string_append(page, EXIT_STATUS);
    append_see_commands(page);
    return g_string_free(page, FALSE);
}

static const char KIOSK_DESCRIPTION[] =
    "Shows the pages of the kiosk on a touch screen, full screen and without a network, and stores every "
    "rating in the "
    "journal of its device before it says thank you. It runs on X11, on Wayland, or on the bare screen.\n"
    "\n"
    "SIGTERM ends it cleanly. Closing its window and keys do nothing, except with --window.";

/* The page of a program that has options only. */
static char *page_program(const char *name, const char *summary, const char *description, const char *help,
                          const char *see_also)
{
    GString *page = g_string_new(NULL);
    g_autoptr(GPtrArray) options = help_options(help);

    man_head(page, name, summary);
    g_string_append(page, ".Sh SYNOPSIS\n.Nm\n.Op Ar OPTION ...\n.Sh DESCRIPTION\n");
    man_paragraphs(page, description);
    g_string_append(page, ".Pp\nThe options are:\n.Bl -tag -width Ds\n");
    for (guint i = 0; i < options->len; i++) {
        const struct help_option *option = g_ptr_array_index(options, i);
        g_autofree char *sentence = g_strconcat(option->text, ".", NULL);
        man_option(page, option->short_name, option->long_name, option->argument, sentence);
    }
    g_string_append(page, ".El\n");
    g_string_append(page, ENVIRONMENT);
    g_string_append(page, FILES);
    g_string_append(page, see_also);
    return g_string_free(page, FALSE);
}

char *page_kiosk(const char *help)
{
    return page_program("sipas-kiosk", "the satisfaction kiosk on a touch screen", KIOSK_DESCRIPTION, help,
                        ".Sh SEE ALSO\n.Xr sipas 1 ,\n.Xr sipas-init 1 ,\n.Xr sipas-web 1\n");
}

static const char WEB_DESCRIPTION[] =
    "Serves the page that a phone is led to by a code, stores each rating in the journal of its device "
    "before "
    "it says thank you, and shows the public board of the last week that is over. Where "
    "accounts were made with sipas staff add, the staff's pages are served on an address of their own; "
    "health "
    "and figures for whoever watches the server are served on a third.\n"
    "\n"
    "On the internet it belongs behind a proxy that speaks https; a proxy on the same machine is believed "
    "when it "
    "says by X-Real-IP and X-Forwarded-Proto for whom it asks. Listening sockets may be handed over by the "
    "service "
    "manager under the names web, staff and status.\n"
    "\n"
    "SIGTERM, SIGINT and SIGHUP end it: what is under way is answered and stored, for at most 20 seconds. A "
    "second "
    "signal ends it at once. Of a request nothing is ever written down but, with --verbose, its method, "
    "route and "
    "status.";

char *page_web(const char *help)
{
    return page_program("sipas-web", "the phone page, the public board and the staff's pages",
                        WEB_DESCRIPTION, help,
                        ".Sh SEE ALSO\n.Xr sipas 1 ,\n.Xr sipas-init 1 ,\n.Xr sipas-kiosk 1\n");
}
