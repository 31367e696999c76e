#include "pull_sources.h"
#include "bundle.h"
#include "folder.h"
#include "remote.h"
#include "shelf.h"
#include <string.h>

static void failed(struct pull *pull, const char *shown, GError **error)
{
    pull_failed(pull, shown, *error);
    g_clear_error(error);
}

G_GNUC_PRINTF(3, 4)
static void found_nothing(struct pull *pull, const char *shown, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autoptr(GError) error = g_error_new_valist(PULL_ERROR, PULL_ERROR_FAILED, format, arguments);
    va_end(arguments);
    pull_failed(pull, shown, error);
}

/* --- bundle files --- */

static bool take_file(struct pull *pull, const char *file, GError **error)
{
    struct bundle_about about;

    if (!pull_stage(pull, file, error) || !pull_check(&about, pull, error))
        return false;
    if (pull_is_wanted(pull, about.device))
        return pull_take(pull, about.device, error);
    g_set_error(error, PULL_ERROR, PULL_ERROR_WRONG, "of device \"%s\", expected \"%s\"", about.device,
                pull->wanted);
    return false;
}

void pull_file(struct pull *pull, const char *file)
{
    g_autoptr(GError) error = NULL;

    if (!take_file(pull, file, &error))
        failed(pull, file, &error);
    staging_empty(pull->staging);
}

/* --- folders of bundles --- */

struct found {
    char *file;
    char device[AREA_ID_SIZE];
    gint64 after;
};

static void found_free(gpointer payload)
{
    struct found *found = payload;

    g_free(found->file);
    g_free(found);
}

static int compare_found(gconstpointer a, gconstpointer b)
{
    const struct found *first = *(const struct found *const *)a, *second = *(const struct found *const *)b;
    const int by_device = strcmp(first->device, second->device);

    if (by_device != 0)
        return by_device;
    if (first->after != second->after)
        return first->after < second->after ? -1 : 1;
    return strcmp(first->file, second->file);
}

static struct found *found_new(const char *file, const struct bundle_about *about)
{
    struct found *found = g_new0(struct found, 1);

    found->file = g_strdup(file);
    g_strlcpy(found->device, about->device, sizeof found->device);
    found->after = about->after;
    return found;
}

/* Looks at a bundle to know its place in the order; one of a device that is not wanted is passed over. */
static void look_at(struct pull *pull, GPtrArray *all, const char *file)
{
    struct bundle_about about;
    g_autoptr(GError) error = NULL;

    if (!pull_stage(pull, file, &error) || !pull_check(&about, pull, &error))
        failed(pull, file, &error);
    else if (pull_is_wanted(pull, about.device))
        g_ptr_array_add(all, found_new(file, &about));
    staging_empty(pull->staging);
}

/* False when the folder could not be read. *any is whether it has bundles at all. */
static bool look_into(struct pull *pull, GPtrArray *all, const char *folder, bool *any, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        if (!g_str_has_suffix(name, BUNDLE_ENDING))
            continue;
        g_autofree char *file = g_build_filename(folder, name, NULL);
        *any = true;
        look_at(pull, all, file);
    }
    return dir != NULL;
}

void pull_folder(struct pull *pull, const char *folder)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(found_free);
    g_autofree char *name = g_strdup_printf(BUNDLE_DRIVE_FOLDER, pull->place->center->id);
    g_autofree char *of_kiosk = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    bool any = false;

    if (!look_into(pull, all, folder, &any, &error) ||
        (g_file_test(of_kiosk, G_FILE_TEST_IS_DIR) && !look_into(pull, all, of_kiosk, &any, &error)))
        failed(pull, folder, &error);
    else if (!any)
        found_nothing(pull, folder, "found no bundle, expected a file *%s or a data folder", BUNDLE_ENDING);
    g_ptr_array_sort(all, compare_found);
    for (guint i = 0; i < all->len; i++)
        pull_file(pull, ((const struct found *)g_ptr_array_index(all, i))->file);
}

/* --- data folders --- */

static bool take_journal(struct pull *pull, const char *data, const char *device, GError **error)
{
    g_autofree char *journal = folder_journal(data, device);
    gint64 last = 0;

    return pull_last(&last, pull, device, error) &&
           bundle_write_sealed(NULL, staging_bundle(pull->staging), journal, last, error) &&
           pull_take(pull, device, error);
}

/* An entry that others should come after, and that is not there, means that the copy is of another journal.
 */
static void take_or_tell(struct pull *pull, const char *data, const char *device)
{
    g_autofree char *shown = folder_journal(data, device);
    g_autoptr(GError) error = NULL;

    if (take_journal(pull, data, device, &error))
        return;
    if (g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_INVALID))
        pull->status = EXIT_WRONG;
    if (g_str_has_prefix(error->message, shown))
        failed(pull, device, &error);
    else
        failed(pull, shown, &error);
}

void pull_data(struct pull *pull, const char *data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) there = shelf_devices(data, &error);
    bool any = false;

    if (!there) {
        failed(pull, data, &error);
        return;
    }
    for (guint i = 0; i < pull->devices->len; i++) {
        const char *device = g_ptr_array_index(pull->devices, i);
        if (!pull_is_wanted(pull, device) ||
            !g_ptr_array_find_with_equal_func(there, device, g_str_equal, NULL))
            continue;
        any = true;
        take_or_tell(pull, data, device);
        staging_empty(pull->staging);
    }
    if (!any)
        found_nothing(pull, data, "found no journal of a device that the center trusts");
}

/* --- over ssh --- */

/* A machine whose key lets in for one device alone streams that one, whatever it is asked for. */
static bool take_remote(struct pull *pull, const struct remote *remote, const char *device, bool *any,
                        GError **error)
{
    struct bundle_about about;
    gint64 last = 0;

    if (!pull_last(&last, pull, device, error) ||
        !remote_fetch(any, remote, device, last, staging_bundle(pull->staging), error))
        return false;
    if (!*any)
        return true;
    if (!pull_check(&about, pull, error))
        return false;
    *any = strcmp(about.device, device) == 0;
    return !*any || pull_take(pull, device, error);
}

static void pull_machine(struct pull *pull, const struct remote *remote, const char *shown)
{
    bool found = false;

    for (guint i = 0; i < pull->devices->len; i++) {
        const char *device = g_ptr_array_index(pull->devices, i);
        g_autoptr(GError) error = NULL;
        bool any = false;
        if (!pull_is_wanted(pull, device))
            continue;
        if (!take_remote(pull, remote, device, &any, &error)) {
            const bool unreached = g_error_matches(error, REMOTE_ERROR, REMOTE_ERROR_FAILED);
            failed(pull, device, &error);
            if (unreached)
                return;
            any = true;
        }
        found |= any;
        staging_empty(pull->staging);
    }
    if (!found)
        found_nothing(pull, shown, "found no journal of a device that the center trusts");
}

void pull_remote(struct pull *pull, const char *source)
{
    struct remote remote = {0};
    g_autoptr(GError) error = NULL;

    if (remote_read(&remote, source, &error))
        pull_machine(pull, &remote, source);
    else
        failed(pull, "pull", &error);
    remote_clear(&remote);
}
