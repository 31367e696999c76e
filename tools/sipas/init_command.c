/* sipas init: makes a center's data folder. */
#include "command.h"
#include "folder.h"
#include "place.h"
#include "plain_file.h"
#include "reading.h"
#include "tree.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

struct init_options {
    struct common_options common;
    char *center;
};

#define FIELD(field) OPTION_FIELD(struct init_options, field)
static const GOptionEntry OPTIONS[] = {{"center", 'c', 0, G_OPTION_ARG_FILENAME, FIELD(center),
                                        "The center.ini to start from; else the sample center", "FILE"},
                                       COMMON_OPTIONS,
                                       {0}};

/* What a folder that an earlier call left half-made may hold; anything else is somebody's. */
static const char *const OWN_NAMES[] = {"plans", "keys", "devices", "reports", "lost+found", NULL};

/* A center that was read and found right, and where its files are taken from. */
struct source {
    char *file;   /* its center.ini */
    char *folder; /* the folder of that, where plans/ may lie beside it */
    struct place place;
};

/* A device or a pipe might never end. */
static bool is_plain(const char *file, GError **error)
{
    FILE *stream = plain_file_open(file, error);

    if (stream)
        fclose(stream);
    return stream != NULL;
}

static bool source_open(struct source *out, const char *given, GError **error)
{
    g_autofree char *assets = folder_assets();

    *out = (struct source){.file = given ? g_strdup(given) : g_build_filename(assets, "center.ini", NULL)};
    out->folder = g_path_get_dirname(out->file);
    out->place.data = g_strdup(out->folder);
    if (!is_plain(out->file, error) || !reading_center(&out->place.center, out->file, error))
        return false;
    g_autoptr(GPtrArray) plans = place_plans(&out->place, NULL, error);
    return plans != NULL;
}

static void source_close(struct source *source)
{
    g_free(source->file);
    g_free(source->folder);
    place_close(&source->place);
}

/* A data folder under way: what this call made in it, so that a failure takes away that and nothing else. */
struct making {
    const char *data;
    GPtrArray *made; /* of char *, in the order made */
};

static void note_made(struct making *making, const char *path)
{
    g_ptr_array_add(making->made, g_strdup(path));
}

/* A folder that holds something else by now stays. */
static void undo(struct making *making)
{
    for (guint i = making->made->len; i > 0; i--)
        g_remove(g_ptr_array_index(making->made, i - 1));
}

static bool copy(struct making *making, const char *from, const char *to, GError **error)
{
    const bool is_new = !g_file_test(to, G_FILE_TEST_EXISTS);
    g_autofree char *bytes = NULL;
    gsize size = 0;

    if (!g_file_get_contents(from, &bytes, &size, error) ||
        !g_file_set_contents_full(to, bytes, (gssize)size,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0640, error))
        return false;
    if (is_new)
        note_made(making, to);
    return true;
}

/* Where a plan that center.ini names lies in the new folder; NULL for one that is read from where it is. */
static char *plan_target(const struct making *making, const char *name)
{
    g_autofree char *plans = folder_plans(making->data);
    g_autofree char *ini = g_strconcat(name, ".ini", NULL);

    if (g_path_is_absolute(name))
        return NULL;
    if (strchr(name, '/') || g_str_has_suffix(name, ".ini"))
        return g_build_filename(making->data, name, NULL);
    return g_build_filename(plans, ini, NULL);
}

static bool copy_plans(struct making *making, const struct source *source, GError **error)
{
    for (char **name = source->place.center->plans; *name; name++) {
        g_autofree char *file = folder_find_plan(source->folder, *name);
        g_autofree char *to = plan_target(making, *name);
        if (to && !copy(making, file, to, error))
            return false;
    }
    return true;
}

static bool make_missing(struct making *making, const char *folder, unsigned mode, GError **error)
{
    if (g_file_test(folder, G_FILE_TEST_IS_DIR))
        return true;
    if (!tree_make(folder, mode, error))
        return false;
    note_made(making, folder);
    return true;
}

static bool make_folders(struct making *making, GError **error)
{
    g_autofree char *plans = folder_plans(making->data), *keys = folder_keys(making->data);
    g_autofree char *devices = folder_devices(making->data), *reports = folder_reports(making->data);

    return make_missing(making, plans, 0750, error) && make_missing(making, keys, 0700, error) &&
           make_missing(making, devices, 0750, error) && make_missing(making, reports, 0750, error);
}

/* The key an earlier, unfinished call made is as good as a new one. */
static bool make_key(struct making *making, GError **error)
{
    g_autofree char *key = folder_seal_key(making->data);

    if (g_file_test(key, G_FILE_TEST_EXISTS))
        return true;
    if (!seal_key_create(key, error))
        return false;
    note_made(making, key);
    return true;
}

/* center.ini comes last: a folder that has one is a whole center. */
static bool fill(struct making *making, const struct source *source, GError **error)
{
    g_autofree char *ini = folder_center_ini(making->data);

    return make_folders(making, error) && make_key(making, error) && copy_plans(making, source, error) &&
           tree_sync(making->data, error) && copy(making, source->file, ini, error) &&
           tree_sync(making->data, error);
}

static bool fill_or_undo(const char *data, const struct source *source, GError **error)
{
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    struct making making = {.data = data, .made = made};

    const bool done = fill(&making, source, error);
    if (!done)
        undo(&making);
    return done;
}

/* Builds the folder beside its place and renames it, so that it is there as a whole or not at all. */
static bool make_new(const char *data, const struct source *source, GError **error)
{
    g_autofree char *beside = g_strconcat(data, ".new-XXXXXX", NULL);
    g_autofree char *parent = g_path_get_dirname(data);

    if (!g_mkdtemp_full(beside, 0750)) {
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s, expected a folder that can be made",
                    data, g_strerror(errno));
        return false;
    }
    if (fill_or_undo(beside, source, error)) {
        if (g_rename(beside, data) == 0)
            return tree_sync(parent, error);
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s", data, g_strerror(errno));
    }
    tree_remove(beside);
    return false;
}

/* With a new key every journal that is there would pass for altered. */
static bool lost_its_key(const char *data)
{
    g_autofree char *devices = folder_devices(data), *key = folder_seal_key(data);

    return g_file_test(devices, G_FILE_TEST_IS_DIR) && !g_file_test(key, G_FILE_TEST_EXISTS) &&
           !tree_holds_only(devices, (const char *const[]){NULL});
}

static bool make_center(const char *data, const struct source *source, GError **error)
{
    g_autofree char *ini = folder_center_ini(data);

    if (!g_file_test(data, G_FILE_TEST_EXISTS))
        return make_new(data, source, error);
    if (g_file_test(ini, G_FILE_TEST_EXISTS))
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: holds a center already, expected none",
                    data);
    else if (!tree_holds_only(data, OWN_NAMES))
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: expected an empty folder or none", data);
    else if (lost_its_key(data))
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED,
                    "%s: devices/ holds journals and there is no key, expected keys/seal.key restored from a "
                    "copy: under a new key the journals would pass for altered",
                    data);
    else
        return fill_or_undo(data, source, error);
    return false;
}

static int init(const struct command *self, const struct init_options *options)
{
    g_autofree char *given = folder_data(options->common.data);
    g_autofree char *data = g_canonicalize_filename(given, NULL);
    struct source source = {0};
    g_autoptr(GError) error = NULL;

    const bool done = source_open(&source, options->center, &error) && make_center(data, &source, &error);
    if (done)
        command_say(self, "%s: center %s", data, source.place.center->id);
    source_close(&source);
    return done ? EXIT_DONE : command_refused(self, error);
}

static int run(const struct command *self, int argc, char **argv)
{
    struct init_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : init(self, &options);
    g_free(options.common.data);
    g_free(options.center);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas init --data center", "Make a data folder for the sample center, to try things out:"},
    {"sipas init --data center --center my-center.ini", "Make one for a center of your own:"},
    {0}};

const struct command INIT_COMMAND = {.name = "init",
                                     .arguments = "",
                                     .summary = "Make a center's data folder",
                                     .description =
                                         "Makes the folder with center.ini, the plans it puts in force, a "
                                         "new key that seals the journals, and places for "
                                         "devices and reports. The center.ini given is checked first. The "
                                         "folder is made as a whole or not at all; one "
                                         "that holds a center already is left untouched.",
                                     .options = OPTIONS,
                                     .examples = EXAMPLES,
                                     .run = run};
