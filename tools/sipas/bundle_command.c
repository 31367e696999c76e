/* sipas bundle: what a device has journalled, as a signed file for another machine of the center. */
#include "bundle.h"
#include "bundle_stream.h"
#include "command.h"
#include "folder.h"
#include "place.h"
#include "sign.h"
#include "staging.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
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

/* What is opened is taken off the disk at once: whatever becomes of this program, no remark is left lying. */
static bool send_staged(staging_t *staging, GError **error)
{
    const char *bundle = staging_bundle(staging);
    g_autofree char *signature = g_strconcat(bundle, SIGN_ENDING, NULL);
    const char *const names[] = {bundle, signature};
    int files[G_N_ELEMENTS(names)] = {-1, -1};
    bool sent = true;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        files[i] = g_open(names[i], O_RDONLY | O_CLOEXEC, 0);
        sent = sent && files[i] >= 0;
    }
    if (!sent)
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s", bundle, g_strerror(errno));
    staging_close(staging);
    sent = sent && bundle_stream_write(STDOUT_FILENO, files, error);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i] >= 0)
            close(files[i]);
    return sent;
}

/* Whoever asks may not know which devices this machine has. */
static bool write_stream(const struct place *place, const char *device, gint64 after, GError **error)
{
    g_autofree char *journal = folder_journal(place->data, device);
    staging_t *staging = NULL;
    struct bundle_about about;

    signal(SIGPIPE, SIG_IGN); /* who went away is told of as a failure */
    if (!g_file_test(journal, G_FILE_TEST_EXISTS))
        return bundle_stream_write(STDOUT_FILENO, NULL, error);
    if (!staging_open(&staging, place->data, error))
        return false;
    if (write_signed(&about, staging_bundle(staging), place, device, after, error))
        return send_staged(staging, error);
    staging_close(staging);
    return false;
}

/* --- asked for over ssh --- */

/* Puts what follows an option in its place; what `sipas pull` writes and nothing else. */
static bool take_asked(struct bundle_options *asked, const char *option, const char *value)
{
    char **place = strcmp(option, "--device") == 0  ? &asked->device
                   : strcmp(option, "--after") == 0 ? &asked->after
                   : strcmp(option, "--data") == 0  ? &asked->common.data
                                                    : NULL;
    if (!place || *place)
        return false;
    *place = g_strdup(value);
    return true;
}

static bool read_asked(struct bundle_options *asked, char **words)
{
    static const char *const begin[] = {"sipas", "bundle", "--stream"};

    for (size_t i = 0; i < G_N_ELEMENTS(begin); i++, words++)
        if (g_strcmp0(*words, begin[i]) != 0)
            return false;
    for (; *words; words += 2)
        if (!words[1] || !take_asked(asked, words[0], words[1]))
            return false;
    return true;
}

static void options_clear(struct bundle_options *options)
{
    g_free(options->common.data);
    g_free(options->device);
    g_free(options->after);
    g_free(options->output);
}

/* A key that lets in for one command only runs that, and leaves what was asked for in the environment. Of it
 * only the device and the number count, and a device that the command itself names stands: *other is whether
 * another was asked for. */
static int take_over_ssh(struct bundle_options *options, const struct command *self, bool *other)
{
    const char *text = g_getenv("SSH_ORIGINAL_COMMAND");
    struct bundle_options asked = {0};
    g_auto(GStrv) words = NULL;

    if (!options->stream || !text)
        return EXIT_DONE;
    if (!g_shell_parse_argv(text, NULL, &words, NULL) || !read_asked(&asked, words)) {
        options_clear(&asked);
        return command_misused(self, "$SSH_ORIGINAL_COMMAND: expected what sipas pull asks for");
    }
    *other = options->device && asked.device && strcmp(options->device, asked.device) != 0;
    if (!options->device)
        options->device = g_steal_pointer(&asked.device);
    if (!options->after)
        options->after = g_steal_pointer(&asked.after);
    options_clear(&asked);
    return EXIT_DONE;
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

static bool write_asked(const struct command *self, const struct bundle_options *options, bool other,
                        const struct place *place, gint64 after, GError **error)
{
    const char *device = options->device ? options->device : "web";

    if (options->stream && other)
        return bundle_stream_write(STDOUT_FILENO, NULL, error);
    return options->stream ? write_stream(place, device, after, error)
                           : write_files(self, place, device, after, options->output, error);
}

static int bundle(const struct command *self, struct bundle_options *options)
{
    struct place place = {0};
    guint64 after = 0;
    bool other = false;
    g_autoptr(GError) error = NULL;

    int status = take_over_ssh(options, self, &other);
    if (status == EXIT_DONE)
        status = check(self, options, &after);
    if (status != EXIT_DONE)
        return status;
    const bool done = place_open(&place, options->common.data, &error) &&
                      write_asked(self, options, other, &place, (gint64)after, &error);
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
    options_clear(&options);
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
        "--stream run by command=\"...\" in authorized_keys takes the device and the number that sipas pull "
        "asks for from $SSH_ORIGINAL_COMMAND, and nothing else of it; with --device there, it gives that "
        "device alone.\n"
        "\n"
        "sipas pull takes it at the center. Which links were used stays behind: only the device needs it.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
