/* sipas bundle: what a device has journalled, as a signed file for another machine of the center. */
#include "bundle.h"
#include "bundle_stream.h"
#include "command.h"
#include "folder.h"
#include "place.h"
#include "sign.h"
#include "tree.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

struct bundle_options {
    struct common_options common;
    char *device, *after, *output;
    gboolean stream;
};

#define FIELD(field) OPTION_FIELD(struct bundle_options, field)
static const GOptionEntry OPTIONS[] = {
    {"device", 'D', 0, G_OPTION_ARG_FILENAME, FIELD(device), "The device, else web", "ID"},
    {"after", 'a', 0, G_OPTION_ARG_FILENAME, FIELD(after),
     "Only what came after the entry of this number, else all", "SEQ"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, FIELD(output),
     "Write the bundle to FILE and its signature to FILE.minisig", "FILE"},
    {"stream", 0, 0, G_OPTION_ARG_NONE, FIELD(stream),
     "Write both as one stream to the standard output, for sipas pull at its other end", NULL},
    COMMON_OPTIONS,
    {0}};

/* The line that the signature vouches for, for whoever checks it by hand. */
static char *comment_on(const struct bundle_about *about)
{
    if (about->last_seq == 0)
        return g_strdup_printf("device %s of center %s, no entry", about->device, about->center);
    return g_strdup_printf("device %s of center %s, entries %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                           about->device, about->center, about->first_seq, about->last_seq);
}

static bool write_signed(struct bundle_about *about, const char *file, const struct place *place,
                         const char *device, gint64 after, GError **error)
{
    g_autofree char *journal = folder_journal(place->data, device), *secret = folder_sign_key(place->data);

    if (!bundle_write(about, file, journal, after, error))
        return false;
    g_autofree char *comment = comment_on(about);
    return sign_file(file, secret, comment, error);
}

/* --- to files --- */

static bool write_files(const struct command *self, const struct place *place, const char *device,
                        gint64 after, const char *file, GError **error)
{
    struct bundle_about about;

    if (!write_signed(&about, file, place, device, after, error))
        return false;
    if (about.last_seq > 0)
        command_say(self, "%s: entries %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " of %s", file,
                    about.first_seq, about.last_seq, device);
    else
        command_say(self, "%s: no entry of %s that is newer", file, device);
    return true;
}

/* --- to a stream --- */

static bool stream_from(const char *folder, const struct place *place, const char *device, gint64 after,
                        GError **error)
{
    g_autofree char *file = g_build_filename(folder, "bundle", NULL);
    struct bundle_about about;

    return write_signed(&about, file, place, device, after, error) &&
           bundle_stream_write(STDOUT_FILENO, file, error);
}

/* Whoever asks may not know which devices this machine has. */
static bool write_stream(const struct place *place, const char *device, gint64 after, GError **error)
{
    g_autofree char *journal = folder_journal(place->data, device);

    signal(SIGPIPE, SIG_IGN); /* who went away must not keep the folder from being removed */
    if (!g_file_test(journal, G_FILE_TEST_EXISTS))
        return bundle_stream_write(STDOUT_FILENO, NULL, error);
    g_autofree char *folder = g_dir_make_tmp("sipas-bundle-XXXXXX", error);
    if (!folder)
        return false;
    const bool written = stream_from(folder, place, device, after, error);
    tree_remove(folder);
    return written;
}

/* --- the command --- */

static int check(const struct command *self, const struct bundle_options *options, guint64 *after)
{
    if (options->device && !device_id_is_valid(options->device))
        return command_misused(self, "--device: found \"%s\", expected 1 to 31 of a-z, 0-9 and -",
                               options->device);
    if (options->after && !g_ascii_string_to_unsigned(options->after, 10, 0, G_MAXINT64, after, NULL))
        return command_misused(self, "--after: found \"%s\", expected the number of an entry",
                               options->after);
    if (options->stream == (options->output != NULL))
        return command_misused(self, "expected either --output or --stream");
    if (options->output && (!*options->output || strcmp(options->output, "-") == 0))
        return command_misused(self, "--output: found \"%s\", expected a file: the signature lies beside it",
                               options->output);
    if (options->stream && isatty(STDOUT_FILENO))
        return command_misused(self, "--stream: found a terminal, expected sipas pull at its other end");
    return EXIT_DONE;
}

/* An entry that others should come after, and that is not there, is a finding: whoever has it has a journal
 * that this one is not the beginning of. */
static int failed(const struct command *self, const GError *error)
{
    command_failed(self, error);
    return g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_INVALID) ? EXIT_WRONG : EXIT_FAILED;
}

static int bundle(const struct command *self, const struct bundle_options *options)
{
    const char *device = options->device ? options->device : "web";
    struct place place = {0};
    guint64 after = 0;
    g_autoptr(GError) error = NULL;

    const int status = check(self, options, &after);
    if (status != EXIT_DONE)
        return status;
    const bool done =
        place_open(&place, options->common.data, &error) &&
        (options->stream ? write_stream(&place, device, (gint64)after, &error)
                         : write_files(self, &place, device, (gint64)after, options->output, &error));
    place_close(&place);
    return done ? EXIT_DONE : failed(self, error);
}

static int run(const struct command *self, int argc, char **argv)
{
    struct bundle_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : bundle(self, &options);
    g_free(options.common.data);
    g_free(options.device);
    g_free(options.after);
    g_free(options.output);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas demo --data outside --device web && sipas bundle --data outside -o web.sipas",
     "Try it out: made-up ratings on a public web server, and all of them as a bundle:"},
    {"sipas bundle --data outside --after 1000 -o more.sipas", "Only what came after entry 1000:"},
    {0}};

const struct command BUNDLE_COMMAND = {
    .name = "bundle",
    .arguments = "",
    .summary = "Write what a device has journalled as a signed file for another machine",
    .description =
        "A bundle holds the entries of one device's journal as they lie, with their seals, and the remarks "
        "and "
        "counts of misuse as they stand. It is made while the device writes. The signature beside it is made "
        "with "
        "keys/sign.key and is minisign's: minisign -V -p keys/sign.pub -m FILE says on any computer whether "
        "the "
        "file is as it was made.\n"
        "\n"
        "sipas pull takes it at the center. Which links were used stays behind: only the device needs it.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
