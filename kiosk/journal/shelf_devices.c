#include "folder.h"
#include "shelf.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool is_missing(const char *name)
{
    struct stat about;
    return lstat(name, &about) != 0 && errno == ENOENT;
}

/* Only what is surely not there is passed over: a log alone is of a journal that was lost. A link is followed
 * to a folder, and when it leads nowhere the journal behind it is out of reach, not missing. */
static bool has_journal(const char *data, const char *device)
{
    g_autofree char *folder = folder_device(data, device);
    g_autofree char *journal = folder_journal(data, device);
    g_autofree char *log = g_strconcat(journal, "-wal", NULL);
    struct stat about;
    if (stat(folder, &about) == 0)
        return S_ISDIR(about.st_mode) && !(is_missing(journal) && is_missing(log));
    return !is_missing(folder);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *list(GDir *dir, const char *data)
{
    GPtrArray *devices = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        if (has_journal(data, name))
            g_ptr_array_add(devices, g_strdup(name));
    }
    g_ptr_array_sort(devices, compare_names);
    return devices;
}

GPtrArray *shelf_devices(const char *data, GError **error)
{
    g_autofree char *folder = folder_devices(data);
    g_autoptr(GError) problem = NULL;
    g_autoptr(GDir) dir = is_missing(folder) ? NULL : g_dir_open(folder, 0, &problem);
    if (dir != NULL)
        return list(dir, data);
    if (problem == NULL)
        return g_ptr_array_new_with_free_func(g_free);
    g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN, "%s: cannot be read: %s", folder, problem->message);
    return NULL;
}
