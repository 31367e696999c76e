/* sipas init: makes a center's data folder, or that of a further machine of a center. */
#include "command.h"
#include "folder.h"
#include "founding.h"

struct init_options {
    struct common_options common;
    char *center, *joins, *device;
};

#define FIELD(field) OPTION_FIELD(struct init_options, field)
static const GOptionEntry OPTIONS[] = {
    {"center", 'c', 0, G_OPTION_ARG_FILENAME, FIELD(center),
     "The center.ini to start from; else the sample center", "FILE"},
    {"joins", 'j', 0, G_OPTION_ARG_FILENAME, FIELD(joins),
     "Make the folder of a further machine of the center whose data folder this is", "DIR"},
    {"device", 'D', 0, G_OPTION_ARG_FILENAME, FIELD(device), "With --joins: the device that writes there",
     "ID"},
    COMMON_OPTIONS,
    {0}};

/* EXIT_DONE, or the status of what was said. */
static int check_options(const struct command *self, const struct init_options *options)
{
    if (options->joins && options->center)
        return command_misused(self, "--center: expected none with --joins: the center has one");
    if (options->joins && !options->device)
        return command_misused(self, "--joins: found no --device, expected the id of the machine's device");
    if (options->device && !options->joins)
        return command_misused(self, "--device: found no --joins, expected the data folder of a center");
    if (options->device && !device_id_is_valid(options->device))
        return command_misused(self, "--device: found \"%s\", expected 1 to 31 of a-z, 0-9 and -",
                               options->device);
    return EXIT_DONE;
}

static int init(const struct command *self, const struct init_options *options)
{
    g_autofree char *given = folder_data(options->common.data);
    g_autofree char *data = g_canonicalize_filename(given, NULL);
    const struct founding founding = {
        .data = data, .center = options->center, .joins = options->joins, .device = options->device};
    g_autofree char *id = NULL;
    g_autoptr(GError) error = NULL;

    if (!founding_make(&id, &founding, &error))
        return command_refused(self, error);
    if (options->joins)
        command_say(self, "%s: device %s of center %s; take the whole folder to its machine", data,
                    options->device, id);
    else
        command_say(self, "%s: center %s", data, id);
    return EXIT_DONE;
}

static int start(const struct command *self, const struct init_options *options)
{
    const int status = check_options(self, options);
    return status == EXIT_DONE ? init(self, options) : status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct init_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : start(self, &options);
    g_free(options.common.data);
    g_free(options.center);
    g_free(options.joins);
    g_free(options.device);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas init --data center", "Make a data folder for the sample center, to try things out:"},
    {"sipas init --data center --center my-center.ini", "Make one for a center of your own:"},
    {"sipas init --data outside --joins center --device web",
     "Make the folder of a public web server of the center:"},
    {0}};

const struct command INIT_COMMAND = {
    .name = "init",
    .arguments = "",
    .summary = "Make a center's data folder",
    .description =
        "Makes the folder with center.ini, the plans it puts in force, new keys (that seal the journals, "
        "make "
        "the codes for phones, and sign what is taken to other machines), and places for devices and "
        "reports. The center.ini given is checked first. The folder is made as a whole or not at all; one "
        "that holds a center already is left untouched.\n"
        "\n"
        "With --joins it makes the folder of a further machine of that center, such as a public web server: "
        "with the center's center.ini, plans and keys of codes, and with keys of its own that seal and sign; "
        "its file joined names its device, and keeps it from publishing its own ratings as the center's. "
        "The center keeps the further machine's keys/seal-ID.key and keys/trusted-ID.pub, and checks by "
        "them what is brought from there. Take the whole folder to the machine on a way that nobody "
        "reads, and delete it here.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
