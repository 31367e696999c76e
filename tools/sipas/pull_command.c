/* sipas pull: brings what another machine of the center has journalled. */
#include "command.h"
#include "folder.h"
#include "place.h"
#include "pull_sources.h"
#include "remote.h"
#include <string.h>

struct pull_options {
    struct common_options common;
    char *device;
};

static const GOptionEntry OPTIONS[] = {
    {"device", 'D', 0, G_OPTION_ARG_FILENAME, OPTION_FIELD(struct pull_options, device),
     "Bring this device's journal only, else those of all devices that the center trusts", "ID"},
    COMMON_OPTIONS,
    {0}};

/* The devices that the center trusts, the wanted one (NULL: any) among them; NULL when there is none. */
static GPtrArray *load_trusted(const struct place *place, const char *wanted, GError **error)
{
    g_autoptr(GPtrArray) devices = pull_trusted(place, error);
    guint found = 0;

    if (!devices)
        return NULL;
    if (devices->len > 0 &&
        (!wanted || g_ptr_array_find_with_equal_func(devices, wanted, g_str_equal, &found)))
        return g_steal_pointer(&devices);
    g_autofree char *expected = folder_trusted(place->data, wanted ? wanted : "ID");
    g_set_error(error, PULL_ERROR, PULL_ERROR_FAILED,
                "%s: not there, expected the public key of another machine's device", expected);
    return NULL;
}

/* Whether the folder is this center's own: what it holds is there already. */
static bool is_own(const struct place *place, const char *folder)
{
    g_autofree char *own = folder_devices(place->data), *other = folder_devices(folder);
    g_autofree char *own_place = g_canonicalize_filename(own, NULL);
    g_autofree char *other_place = g_canonicalize_filename(other, NULL);
    return strcmp(own_place, other_place) == 0;
}

static int bring(struct pull *pull, const char *source)
{
    g_autofree char *devices = folder_devices(source);

    if (remote_is_meant(source))
        pull_remote(pull, source);
    else if (!g_file_test(source, G_FILE_TEST_IS_DIR))
        pull_file(pull, source);
    else if (!g_file_test(devices, G_FILE_TEST_IS_DIR))
        pull_folder(pull, source);
    else if (!is_own(pull->place, source))
        pull_data(pull, source);
    else
        return command_misused(pull->self, "found \"%s\", expected another machine's data folder", source);
    return pull->status;
}

static int pull(const struct command *self, const struct pull_options *options, const char *source)
{
    struct place place = {0};
    struct pull pull = {.self = self, .place = &place, .wanted = options->device};
    g_autoptr(GError) error = NULL;

    if (options->device && !device_id_is_valid(options->device))
        return command_misused(self, "--device: found \"%s\", expected 1 to 31 of a-z, 0-9 and -",
                               options->device);
    const bool ready = place_open(&place, options->common.data, &error) &&
                       (pull.devices = load_trusted(&place, options->device, &error)) != NULL &&
                       staging_open(&pull.staging, place.data, &error);
    const int status = ready ? bring(&pull, source) : command_failed(self, error);
    staging_close(pull.staging);
    g_clear_pointer(&pull.devices, g_ptr_array_unref);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct pull_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status =
            argc == 2 && *argv[1]
                ? pull(self, &options, argv[1])
                : command_misused(self, "found %d arguments, expected a bundle, a folder or USER@HOST:DATA",
                                  argc - 1);
    g_free(options.common.data);
    g_free(options.device);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas pull --data center web.sipas", "Take a bundle that came on a USB stick:"},
    {"sipas pull --data center outside", "Take what a machine has whose data folder is mounted here:"},
    {0}};

const struct command PULL_COMMAND = {
    .name = "pull",
    .arguments = "SOURCE",
    .summary = "Bring what another machine of the center has journalled",
    .description =
        "SOURCE is one of:\n"
        "\n"
        "FILE: a bundle that sipas bundle or a kiosk has written, its signature FILE.minisig beside it.\n"
        "\n"
        "FOLDER: a mounted folder with bundles in it, which are taken in order; or another machine's data "
        "folder, "
        "whose journals are read as they lie. Such a folder has no signature: its entries are checked by "
        "their seals, and nothing vouches for the remarks and counts of misuse in it.\n"
        "\n"
        "USER@HOST:DATA: another machine, reached over ssh without asking for anything: a key has to let in. "
        "There sipas bundle is run, for the data folder DATA and what came after the last entry that the "
        "center "
        "has; when nothing comes for five minutes, it is given up. $SIPAS_SSH, when set, is run in place of "
        "ssh. With command=\"sipas bundle --stream --data DATA\",restrict before the key in authorized_keys "
        "there, the key lets in for nothing else.\n"
        "\n"
        "The devices are those whose public keys lie in keys/trusted-ID.pub, as sipas init --joins leaves "
        "them. "
        "A bundle's signature is checked before anything of it is opened, and one that is no signature of "
        "theirs before it is copied; there must be room on the disk for it twice. Every new entry's seal is "
        "checked with keys/seal-ID.key. Taking twice changes nothing; what was interrupted goes on the next "
        "time; entries "
        "that "
        "are missing between, or that are not those that the center has, are refused by their number. Prints "
        "a "
        "line for each bundle. The exit status is 3 when a signature or a seal is wrong.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
