/* sipas verify: is every journal whole, sealed and rightly counted? */
#include "command.h"
#include "folder.h"
#include "place.h"
#include "progress.h"
#include "shelf.h"
#include "verify.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct verify_options {
    struct common_options common;
    char *head, *device;
};

#define FIELD(field) OPTION_FIELD(struct verify_options, field)
static const GOptionEntry OPTIONS[] = {
    {"head", 'H', 0, G_OPTION_ARG_FILENAME, FIELD(head),
     "A seal printed on an earlier report, or its first 16 digits or more: one of the journals must still "
     "hold it",
     "HEX"},
    {"device", 'D', 0, G_OPTION_ARG_FILENAME, FIELD(device), "Check the journal of this device only", "ID"},
    COMMON_OPTIONS,
    {0}};

/* What the journals are checked against, and what was found so far. */
struct verification {
    const struct place *place;
    const char *head; /* NULL: none was given */
    bool head_seen;
    bool unreadable, wrong;
};

static void print_result(const char *device, const struct verify_result *result)
{
    g_autofree char *problem = command_shown(result->problem, -1);
    char head[SEAL_TEXT_SIZE];

    seal_format(head, result->head);
    if (!result->sound)
        printf("%s: wrong: %s\n", device, problem);
    else
        printf("%s: sound, %" G_GINT64_FORMAT " entries, %" G_GINT64_FORMAT " ratings, head %" G_GINT64_FORMAT
               " %s\n",
               device, result->entries, result->ratings, result->head_seq, head);
}

/* A journal can be sound and yet not be the one the head was noted from, so an unsound result is looked at
 * again without the head. */
static bool check_by(struct verify_result *out, struct verification *v, const char *file,
                     const struct journal_identity *identity, GError **error)
{
    if (!verify_journal(out, file, identity, v->head, error))
        return false;
    if (v->head && out->sound)
        v->head_seen = true;
    return !v->head || out->sound || verify_journal(out, file, identity, NULL, error);
}

static bool check(struct verify_result *out, struct verification *v, const char *device, GError **error)
{
    g_autofree char *file = folder_journal(v->place->data, device);
    uint8_t key[SEAL_KEY_SIZE];
    const struct journal_identity identity = {.device = device, .center = v->place->center->id, .key = key};

    const bool checked = place_key(key, v->place, device, error) && check_by(out, v, file, &identity, error);
    explicit_bzero(key, sizeof key);
    return checked;
}

static void verify_device(struct verification *v, const char *device)
{
    struct verify_result result = {0};
    g_autoptr(GError) error = NULL;

    g_autofree char *what = g_strconcat("sipas verify: ", device, NULL);
    progress_t *progress = progress_new(STDERR_FILENO, what, 0, PROGRESS_AFTER_MS);
    const bool checked = check(&result, v, device, &error);
    progress_free(progress);
    if (checked) {
        print_result(device, &result);
        v->wrong |= !result.sound;
        return;
    }
    g_autofree char *problem = command_shown(error->message, -1);
    printf("%s: wrong: %s\n", device, problem);
    if (g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN))
        v->unreadable = true;
    else
        v->wrong = true;
}

static int conclude(const struct command *self, const struct verification *v,
                    const struct verify_options *options)
{
    if (v->head && !v->head_seen) {
        command_say(self,
                    "%s: in none of the journals, expected the seal of an entry: a tail was cut or a journal "
                    "replaced",
                    options->head);
        return EXIT_WRONG;
    }
    if (v->wrong)
        command_say(self, "a journal is not as it was written");
    else if (v->unreadable)
        command_say(self, "a journal cannot be read");
    return v->wrong ? EXIT_WRONG : v->unreadable ? EXIT_FAILED : EXIT_DONE;
}

/* Asked of all before the first is checked: a key that is missing is no fault of a journal. */
static bool has_key(const struct verification *v, const char *device, GError **error)
{
    uint8_t key[SEAL_KEY_SIZE];

    const bool loaded = place_key(key, v->place, device, error);
    explicit_bzero(key, sizeof key);
    return loaded;
}

static bool verify_all(struct verification *v, const GPtrArray *devices, GError **error)
{
    for (guint i = 0; i < devices->len; i++)
        if (!has_key(v, g_ptr_array_index(devices, i), error))
            return false;
    for (guint i = 0; i < devices->len; i++)
        verify_device(v, g_ptr_array_index(devices, i));
    return true;
}

static bool verify_asked(struct verification *v, const char *device, GError **error)
{
    g_autoptr(GPtrArray) devices = NULL;

    if (!device) {
        devices = shelf_devices(v->place->data, error);
    } else {
        devices = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(devices, g_strdup(device));
    }
    return devices && verify_all(v, devices, error);
}

static int verify(const struct command *self, const struct verify_options *options)
{
    struct place place = {0};
    struct verification v = {.place = &place, .head = options->head};
    g_autoptr(GError) error = NULL;

    if (options->head && !verify_is_head(options->head))
        return command_misused(self, "--head: found \"%s\", expected 16 to 64 hexadecimal digits",
                               options->head);
    if (options->device && !device_id_is_valid(options->device))
        return command_misused(self, "--device: found \"%s\", expected 1 to 31 of a-z, 0-9 and -",
                               options->device);
    const bool done =
        place_open(&place, options->common.data, &error) && verify_asked(&v, options->device, &error);
    const int status = done ? conclude(self, &v, options) : command_failed(self, error);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct verify_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : verify(self, &options);
    g_free(options.common.data);
    g_free(options.head);
    g_free(options.device);
    return status;
}

static const struct example EXAMPLES[] = {{"sipas verify --data center", "Check every journal:"}, {0}};

const struct command VERIFY_COMMAND = {
    .name = "verify",
    .arguments = "",
    .summary = "Check that every journal is whole, sealed and rightly counted",
    .description =
        "Checks, for the journal of each device, the file itself, that no entry is missing, that "
        "every seal follows from "
        "the entry before, and that the running tally equals a recount. A journal that was brought "
        "from another machine of the center is checked by that machine's key. Prints a line for each "
        "journal; for a bad one, the "
        "first entry that is wrong. The exit status is then 3.\n"
        "\n"
        "A cut end does not show in the journal itself. It shows against a seal noted earlier: "
        "every report prints the seal "
        "each journal ended with.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
