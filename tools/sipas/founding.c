#include "founding.h"
#include "folder.h"
#include "owner.h"
#include "place.h"
#include "plain_file.h"
#include "reading.h"
#include "sign.h"
#include "token_keys.h"
#include "tree.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a folder that an earlier call left half-made may hold; anything else is somebody's. The first only
 * with `joins`. */
static const char *const OWN_NAMES[] = {"joined", "plans", "keys", "devices", "reports", "lost+found", NULL};

static bool fail(GError **error, const char *path, const char *what)
{
    g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s", path, what);
    return false;
}

/* --- where it is made from --- */

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

static char *source_file(const struct founding *founding)
{
    g_autofree char *assets = folder_assets();

    if (founding->joins)
        return folder_center_ini(founding->joins);
    return founding->center ? g_strdup(founding->center) : g_build_filename(assets, "center.ini", NULL);
}

static bool source_open(struct source *out, const struct founding *founding, GError **error)
{
    *out = (struct source){.file = source_file(founding)};
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

/* --- what is made --- */

/* A data folder under way: what this call made, in it and at the center it joins, so that a failure takes
 * away that and nothing else. */
struct making {
    const char *data;
    const struct founding *founding;
    const struct source *source;
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

static bool copy(struct making *making, const char *from, const char *to, int mode, GError **error)
{
    const bool is_new = !g_file_test(to, G_FILE_TEST_EXISTS);
    g_autofree char *bytes = NULL;
    gsize size = 0;

    if (!g_file_get_contents(from, &bytes, &size, error) ||
        !g_file_set_contents_full(to, bytes, (gssize)size,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, error))
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

static bool copy_plans_in_force(struct making *making, GError **error)
{
    for (char **name = making->source->place.center->plans; *name; name++) {
        g_autofree char *file = folder_find_plan(making->source->folder, *name);
        g_autofree char *to = plan_target(making, *name);
        if (to && !copy(making, file, to, 0640, error))
            return false;
    }
    return true;
}

/* All plans of the center it joins, whether in force or not. */
static bool copy_plans_beside(struct making *making, GError **error)
{
    g_autofree char *from = folder_plans(making->source->folder), *to = folder_plans(making->data);
    g_autoptr(GDir) dir = g_dir_open(from, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *file = g_build_filename(from, name, NULL);
        g_autofree char *target = g_build_filename(to, name, NULL);
        if (g_str_has_suffix(name, ".ini") && g_file_test(file, G_FILE_TEST_IS_REGULAR) &&
            !copy(making, file, target, 0640, error))
            return false;
    }
    return true;
}

static bool copy_plans(struct making *making, GError **error)
{
    return (!making->founding->joins || copy_plans_beside(making, error)) &&
           copy_plans_in_force(making, error);
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

/* --- keys; those an earlier, unfinished call made are as good as new ones --- */

static bool make_seal_key(struct making *making, GError **error)
{
    g_autofree char *key = folder_seal_key(making->data);

    if (g_file_test(key, G_FILE_TEST_EXISTS))
        return true;
    if (!seal_key_create(key, error))
        return false;
    note_made(making, key);
    return true;
}

static bool make_token_keys(struct making *making, GError **error)
{
    g_autofree char *keys = folder_token_keys(making->data);

    if (making->founding->joins) {
        g_autofree char *of_center = folder_token_keys(making->founding->joins);
        return g_file_test(of_center, G_FILE_TEST_EXISTS)
                   ? copy(making, of_center, keys, 0600, error)
                   : fail(error, of_center, "found none, expected what sipas staff rotate-codes makes");
    }
    if (g_file_test(keys, G_FILE_TEST_EXISTS))
        return true;
    if (!token_keys_create(keys, error))
        return false;
    note_made(making, keys);
    return true;
}

static bool make_sign_keys(struct making *making, GError **error)
{
    const char *device = making->founding->device;
    g_autofree char *secret = folder_sign_key(making->data), *public = folder_sign_public(making->data);
    g_autofree char *comment =
        g_strconcat(making->source->place.center->id, device ? " " : "", device ? device : "", NULL);

    if (g_file_test(secret, G_FILE_TEST_EXISTS) && g_file_test(public, G_FILE_TEST_EXISTS))
        return true;
    if (!sign_keys_create(secret, public, comment, error))
        return false;
    note_made(making, secret);
    note_made(making, public);
    return true;
}

/* --- what stays at the center it joins --- */

static bool is_there(const char *file)
{
    return g_file_test(file, G_FILE_TEST_EXISTS) || g_file_test(file, G_FILE_TEST_IS_SYMLINK);
}

static bool is_untaken(const char *file, GError **error)
{
    return !is_there(file) ||
           fail(error, file, "is there already, expected the id of a device that the center does not know");
}

/* A call that was killed may have left its keys here, and they let nobody in whose folder is not there: but
 * only who made it knows that it is not. */
static bool is_unknown(const char *seal, const char *trusted, GError **error)
{
    if (!is_there(seal) && !is_there(trusted))
        return true;
    g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED,
                "%s: is there already, expected the id of a device that the center does not know; when its "
                "making was cut off, remove %s and %s first",
                is_there(seal) ? seal : trusted, seal, trusted);
    return false;
}

static bool is_free_device(const struct founding *founding, GError **error)
{
    g_autofree char *seal = folder_device_seal_key(founding->joins, founding->device);
    g_autofree char *trusted = folder_trusted(founding->joins, founding->device);
    g_autofree char *journal = folder_device(founding->joins, founding->device);

    return is_unknown(seal, trusted, error) && is_untaken(journal, error);
}

/* Writes the text to a file that must be new. */
static bool write_new(struct making *making, const char *to, const char *text, unsigned mode, GError **error)
{
    const size_t size = strlen(text);
    const int fd = g_open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (int)mode);

    if (fd < 0)
        return fail(error, to, g_strerror(errno));
    note_made(making, to);
    errno = EIO;
    const bool written = write(fd, text, size) == (ssize_t)size && fsync(fd) == 0;
    const int problem = errno;
    return (close(fd) == 0 && written) || fail(error, to, g_strerror(problem));
}

static bool leave_copy(struct making *making, const char *from, const char *to, unsigned mode, GError **error)
{
    char *text = NULL;

    if (!g_file_get_contents(from, &text, NULL, error))
        return false;
    const bool left = write_new(making, to, text, mode, error);
    explicit_bzero(text, strlen(text));
    g_free(text);
    return left;
}

static bool leave_at_center(struct making *making, GError **error)
{
    const struct founding *founding = making->founding;
    if (!founding->joins)
        return true;
    g_autofree char *seal = folder_seal_key(making->data), *public = folder_sign_public(making->data);
    g_autofree char *left_seal = folder_device_seal_key(founding->joins, founding->device);
    g_autofree char *left_public = folder_trusted(founding->joins, founding->device);
    g_autofree char *keys = folder_keys(founding->joins);

    return leave_copy(making, seal, left_seal, 0600, error) &&
           leave_copy(making, public, left_public, 0644, error) && tree_sync(keys, error);
}

/* --- the whole --- */

/* Says of the new folder that it is not the center's own. */
static bool make_mark(struct making *making, GError **error)
{
    g_autofree char *mark = folder_joined(making->data);
    const bool is_new = !g_file_test(mark, G_FILE_TEST_EXISTS);

    if (!making->founding->joins)
        return true;
    g_autofree char *line = g_strconcat(making->founding->device, "\n", NULL);
    if (!g_file_set_contents_full(mark, line, -1,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0640, error))
        return false;
    if (is_new)
        note_made(making, mark);
    return true;
}

/* In the order made: a folder before what lies in it. */
static bool hand_over_made(const struct making *making, GError **error)
{
    for (guint i = 0; i < making->made->len; i++)
        if (!owner_hand_over(g_ptr_array_index(making->made, i), error))
            return false;
    return true;
}

/* center.ini comes last: a folder that has one is a whole center. */
static bool fill(struct making *making, GError **error)
{
    g_autofree char *ini = folder_center_ini(making->data), *keys = folder_keys(making->data);

    return make_folders(making, error) && make_seal_key(making, error) && make_token_keys(making, error) &&
           make_sign_keys(making, error) && copy_plans(making, error) && make_mark(making, error) &&
           tree_sync(keys, error) && leave_at_center(making, error) && hand_over_made(making, error) &&
           tree_sync(making->data, error) && copy(making, making->source->file, ini, 0640, error) &&
           owner_hand_over(ini, error) && tree_sync(making->data, error);
}

/* Gives the finished folder its name. */
static bool put_in_place(const char *beside, const char *data, GError **error)
{
    g_autofree char *parent = g_path_get_dirname(data);

    return g_rename(beside, data) == 0 ? tree_sync(parent, error) : fail(error, data, g_strerror(errno));
}

static bool fill_or_undo(const char *folder, const struct founding *founding, const struct source *source,
                         GError **error)
{
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    struct making making = {.data = folder, .founding = founding, .source = source, .made = made};

    const bool done = fill(&making, error) &&
                      (strcmp(folder, founding->data) == 0 || put_in_place(folder, founding->data, error));
    if (!done)
        undo(&making);
    return done;
}

/* Builds the folder beside its place and renames it, so that it is there as a whole or not at all. It holds
 * keys: what a killed call left is removed. */
static bool make_new(const struct founding *founding, const struct source *source, GError **error)
{
    g_autofree char *parent = g_path_get_dirname(founding->data);
    g_autofree char *name = g_path_get_basename(founding->data);
    g_autofree char *prefix = g_strconcat(name, ".new-", NULL);
    g_autofree char *beside = g_strconcat(founding->data, ".new-XXXXXX", NULL);

    tree_remove_left(parent, prefix);
    if (!g_mkdtemp_full(beside, 0750)) {
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s, expected a folder that can be made",
                    founding->data, g_strerror(errno));
        return false;
    }
    const int lock = tree_lock(beside);
    const bool made = fill_or_undo(beside, founding, source, error);
    if (!made)
        tree_remove(beside);
    if (lock >= 0)
        close(lock);
    return made;
}

/* With a new key every journal that is there would pass for altered. */
static bool lost_its_key(const char *data)
{
    g_autofree char *devices = folder_devices(data), *key = folder_seal_key(data);

    return g_file_test(devices, G_FILE_TEST_IS_DIR) && !g_file_test(key, G_FILE_TEST_EXISTS) &&
           !tree_holds_only(devices, (const char *const[]){NULL});
}

static bool make(const struct founding *founding, const struct source *source, GError **error)
{
    const char *data = founding->data;
    g_autofree char *ini = folder_center_ini(data);

    if (founding->joins && !is_free_device(founding, error))
        return false;
    if (!g_file_test(data, G_FILE_TEST_EXISTS))
        return make_new(founding, source, error);
    if (g_file_test(ini, G_FILE_TEST_EXISTS))
        return fail(error, data, "holds a center already, expected none");
    if (!tree_holds_only(data, founding->joins ? OWN_NAMES : OWN_NAMES + 1))
        return fail(error, data, "expected an empty folder or none");
    if (lost_its_key(data))
        return fail(error, data,
                    "devices/ holds journals and there is no key, expected keys/seal.key restored from a "
                    "copy: under a new key the journals would pass for altered");
    return fill_or_undo(data, founding, source, error);
}

bool founding_make(char **id, const struct founding *founding, GError **error)
{
    struct source source = {0};

    const bool done = source_open(&source, founding, error) && make(founding, &source, error);
    if (done)
        *id = g_strdup(source.place.center->id);
    source_close(&source);
    return done;
}
