/* sipas config: are the settings right, what are they, and what do the plans ask? */
#include "command.h"
#include "folder.h"
#include "output.h"
#include "place.h"
#include "plan_files.h"
#include "plan_words.h"
#include "reading.h"
#include "settings.h"
#include <stdio.h>
#include <string.h>

struct config_options {
    struct common_options common;
    gboolean check;
    char *language;
};

#define FIELD(field) OPTION_FIELD(struct config_options, field)
static const GOptionEntry OPTIONS[] = {
    {"check", 'c', 0, G_OPTION_ARG_NONE, FIELD(check),
     "Of plan: print what in the plans cannot be right, instead of the plans", NULL},
    {"lang", 'l', 0, G_OPTION_ARG_FILENAME, FIELD(language), "The language of plan; else vi", "vi|en"},
    COMMON_OPTIONS,
    {0}};

/* One mistake a line; the exit status says whether there is any. */
static int print_findings(const struct command *self, const GString *text)
{
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
    guint n = 0;

    for (char **line = lines; *line; line++)
        if (**line) {
            puts(*line);
            n++;
        }
    if (n > 0)
        command_say(self, "%u %s found", n, n == 1 ? "mistake" : "mistakes");
    return n > 0 ? EXIT_WRONG : EXIT_DONE;
}

static void check_files(GString *findings, const GPtrArray *files, const struct place *place)
{
    for (guint i = 0; i < files->len; i++)
        plan_file_check(findings, g_ptr_array_index(files, i), place);
}

/* Mistakes in center.ini are findings; that it cannot be read at all is a failure. */
static int check(const struct command *self, struct place *place, const char *data)
{
    g_autoptr(GString) findings = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    if (!place_open(place, data, &error)) {
        if (!g_error_matches(error, CENTER_ERROR, CENTER_ERROR_CONTENT))
            return command_failed(self, error);
        g_string_append_printf(findings, "%s\n", error->message);
    }
    g_autoptr(GPtrArray) files = plan_files_named(findings, place, NULL);
    plan_files_add_all(files, place);
    check_files(findings, files, place);
    return print_findings(self, findings);
}

static int print(const struct command *self, struct place *place, const char *data)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    if (!place_open(place, data, &error))
        return command_failed(self, error);
    settings_print(text, place->center);
    return output_write(NULL, text, &error) ? EXIT_DONE : command_failed(self, error);
}

/* --- plan --- */

static int load_words(words_t **out, const struct command *self, const char *language)
{
    g_autofree char *assets = folder_assets();
    g_autofree char *folder = g_build_filename(assets, "words", NULL);
    g_autoptr(GError) error = NULL;

    if (!words_load(out, folder, &error))
        return command_failed(self, error);
    if (!words_has_language(*out, language))
        return command_misused(
            self, "--lang: found \"%s\", expected a language that has words, such as vi or en", language);
    return EXIT_DONE;
}

static bool print_plans(const GPtrArray *files, const struct place *place, const words_t *words,
                        const char *language, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < files->len; i++) {
        g_autoptr(plan_t) read = NULL;
        if (!reading_plan(&read, g_ptr_array_index(files, i), place->center, error))
            return false;
        g_string_append(text, i > 0 ? "\n" : "");
        plan_print(text, read, place->center, words, language);
    }
    if (files->len == 0)
        g_string_append_printf(text, "%s\n", words_get(words, language, "plan.none"));
    return output_write(NULL, text, error);
}

/* What is wrong with the names comes a line each; the first tells enough. */
static int refuse_names(const struct command *self, const GString *mistakes, bool given)
{
    g_autofree char *first = g_strndup(mistakes->str, strcspn(mistakes->str, "\n"));

    if (given)
        return command_misused(self, "%s", first);
    command_say(self, "%s", first);
    return EXIT_FAILED;
}

static int plan(const struct command *self, struct place *place, const struct config_options *options,
                char **names)
{
    const char *language = options->language ? options->language : "vi";
    g_autoptr(words_t) words = NULL;
    g_autoptr(GString) findings = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    const int status = load_words(&words, self, language);
    if (status != EXIT_DONE)
        return status;
    if (!place_open(place, options->common.data, &error))
        return command_failed(self, error);
    g_autoptr(GPtrArray) files = plan_files_named(findings, place, *names ? names : NULL);
    if (findings->len > 0 && (*names || !options->check))
        return refuse_names(self, findings, *names != NULL);
    if (options->check) {
        check_files(findings, files, place);
        return print_findings(self, findings);
    }
    if (print_plans(files, place, words, language, &error))
        return EXIT_DONE;
    return *names ? command_refused(self, error) : command_failed(self, error);
}

static int config(const struct command *self, const struct config_options *options, int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    struct place place = {0};
    int status;

    if (strcmp(what, "plan") != 0) {
        if (argc != 2)
            return command_misused(self, "found %d arguments, expected check or print, or plan and plans",
                                   argc - 1);
        if (options->check || options->language)
            return command_misused(self, "--check and --lang: found with %s, expected with plan", what);
    }
    if (strcmp(what, "check") == 0)
        status = check(self, &place, options->common.data);
    else if (strcmp(what, "print") == 0)
        status = print(self, &place, options->common.data);
    else if (strcmp(what, "plan") == 0)
        status = plan(self, &place, options, argv + 2);
    else
        return command_misused(self, "found \"%s\", expected check or print or plan", what);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct config_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = config(self, &options, argc, argv);
    g_free(options.common.data);
    g_free(options.language);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas config check --data center", "Look for mistakes after center.ini was changed:"},
    {"sipas config print --data center", "See all settings:"},
    {"sipas config plan --data center", "Read what the plans in force ask:"},
    {"sipas config plan --data center --check an-phong ke-sat", "Look for mistakes in two plans:"},
    {0}};

const struct command CONFIG_COMMAND = {
    .name = "config",
    .arguments = "check|print|plan [PLAN ...]",
    .summary = "Check the settings of a center, print them, or tell its plans in words",
    .description =
        "check reads center.ini, the plans it puts in force (each once) and those in the data folder, and "
        "prints every mistake, "
        "one a line, with file, group, key and what was expected; the exit status is then 3. It prints "
        "nothing when "
        "there is none.\n"
        "\n"
        "print shows every setting as it is in effect, with those that center.ini leaves out, in the form of "
        "center.ini.\n"
        "\n"
        "plan tells what plans ask, in words: each target with its limit, whether just reaching it is "
        "enough, from "
        "when to when it holds, and the plan's own sentence. A PLAN is a name or a file; without one it "
        "tells those "
        "that center.ini puts in force. With --check it prints instead what in them cannot be right, as "
        "check does: "
        "besides what keeps a plan from being read, a target over an area that the center does not have or "
        "does not "
        "offer while the target holds, a target over a question that the center never asks, two targets of "
        "one plan that ask different figures of the same thing "
        "on the "
        "same day or repeat each other, and a limit that nobody can reach or miss. Different plans may ask "
        "for "
        "different figures.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
