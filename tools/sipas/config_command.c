/* sipas config: are the settings right, and what are they? */
#include "command.h"
#include "folder.h"
#include "output.h"
#include "place.h"
#include "reading.h"
#include "settings.h"
#include <stdio.h>
#include <string.h>

struct config_options {
    struct common_options common;
};

static const GOptionEntry OPTIONS[] = {COMMON_OPTIONS, {0}};

/* A finding holds one mistake a line. */
static guint print_findings(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint n = 0;

    for (char **line = lines; *line; line++)
        if (**line) {
            puts(*line);
            n++;
        }
    return n;
}

/* Areas can be compared only when center.ini could be read. */
static guint check_plan(const center_t *center, const char *file)
{
    g_autoptr(plan_t) plan = NULL;
    g_autoptr(GError) error = NULL;

    return reading_plan(&plan, file, center, &error) ? 0 : print_findings(error->message);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The plans that lie in the data folder, in force or not. */
static GPtrArray *list_plans(const char *data)
{
    g_autofree char *folder = folder_plans(data);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    while (dir && (name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".ini"))
            g_ptr_array_add(files, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(files, compare_names);
    return files;
}

/* Adds the plan in force to the files to check, unless it is among them; 1 when there is no such plan. */
static guint add_named(GPtrArray *files, const struct place *place, const char *name)
{
    g_autofree char *file = folder_find_plan(place->data, name);
    g_autofree char *ini = folder_center_ini(place->data);

    if (!file) {
        printf("%s: [report] plans: found %s, expected a plan in %s/plans or a file\n", ini, name,
               place->data);
        return 1;
    }
    if (!g_ptr_array_find_with_equal_func(files, file, g_str_equal, NULL))
        g_ptr_array_add(files, g_steal_pointer(&file));
    return 0;
}

static guint check_plans(const struct place *place)
{
    g_autoptr(GPtrArray) files = list_plans(place->data);
    guint n = 0;

    for (char **name = place->center ? place->center->plans : NULL; name && *name; name++)
        n += add_named(files, place, *name);
    for (guint i = 0; i < files->len; i++)
        n += check_plan(place->center, g_ptr_array_index(files, i));
    return n;
}

/* Mistakes in center.ini are findings; that it cannot be read at all is a failure. */
static int check(const struct command *self, struct place *place, const char *data)
{
    g_autoptr(GError) error = NULL;
    guint n = 0;

    if (!place_open(place, data, &error)) {
        if (!g_error_matches(error, CENTER_ERROR, CENTER_ERROR_CONTENT))
            return command_failed(self, error);
        n += print_findings(error->message);
    }
    n += check_plans(place);
    if (n > 0)
        command_say(self, "%u %s found", n, n == 1 ? "mistake" : "mistakes");
    return n > 0 ? EXIT_WRONG : EXIT_DONE;
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

static int config(const struct command *self, const struct config_options *options, const char *what)
{
    struct place place = {0};
    int status;

    if (strcmp(what, "check") == 0)
        status = check(self, &place, options->common.data);
    else if (strcmp(what, "print") == 0)
        status = print(self, &place, options->common.data);
    else
        return command_misused(self, "found \"%s\", expected check or print", what);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct config_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc == 2 ? config(self, &options, argv[1])
                           : command_misused(self, "found %d arguments, expected check or print", argc - 1);
    g_free(options.common.data);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas config check --data center", "Look for mistakes after center.ini was changed:"},
    {"sipas config print --data center", "See all settings:"},
    {0}};

const struct command CONFIG_COMMAND = {
    .name = "config",
    .arguments = "check|print",
    .summary = "Check the settings of a center, or print them",
    .description = "check reads center.ini, the plans it puts in force and those in the data folder, and "
                   "prints every mistake, one a "
                   "line, with file, group, key "
                   "and what was expected; the exit status is then 3. It prints nothing when there is none.\n"
                   "\n"
                   "print shows every setting as it is in effect, with those that center.ini leaves out, in "
                   "the form of center.ini.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
