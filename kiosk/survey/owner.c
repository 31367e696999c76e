#include "owner.h"
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(GError **error, const char *path)
{
    const int code = errno;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return false;
}

/* By name and not by descriptor: closing one of a journal would drop the locks that SQLite holds on it. */
static bool hand_over(const char *path, const struct stat *folder, GError **error)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return errno == ENOENT || fail(error, path);
    if (about.st_uid == folder->st_uid && about.st_gid == folder->st_gid)
        return true;
    if (!S_ISDIR(about.st_mode) && (!S_ISREG(about.st_mode) || about.st_nlink != 1))
        return true;
    return lchown(path, folder->st_uid, folder->st_gid) == 0 || errno == ENOENT || fail(error, path);
}

bool owner_hand_over(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    struct stat about;
    if (geteuid() != 0)
        return true;
    return stat(folder, &about) == 0 ? hand_over(path, &about, error) : fail(error, folder);
}

bool owner_hand_over_all(const char *folder, GError **error)
{
    struct stat about;
    if (geteuid() != 0)
        return true;
    if (!owner_hand_over(folder, error))
        return false;
    if (stat(folder, &about) != 0)
        return fail(error, folder);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && !hand_over(path, &about, error))
            return false;
    }
    return dir != NULL;
}
