#include "tree.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

static bool fail(GError **error, const char *path)
{
    const int code = errno;

    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return false;
}

bool tree_make(const char *folder, unsigned mode, GError **error)
{
    return g_mkdir(folder, mode) == 0 || fail(error, folder);
}

static void empty(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        tree_remove(path);
    }
}

void tree_remove(const char *path)
{
    if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK) && g_file_test(path, G_FILE_TEST_IS_DIR))
        empty(path);
    g_remove(path);
}

bool tree_sync(const char *folder, GError **error)
{
    const int fd = g_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

    if (fd < 0)
        return fail(error, folder);
    const bool synced = fsync(fd) == 0 || fail(error, folder);
    close(fd);
    return synced;
}

bool tree_holds_only(const char *folder, const char *const *names)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir)))
        if (!g_strv_contains(names, name))
            return false;
    return dir != NULL;
}

int tree_lock(const char *folder)
{
    const int fd = g_open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);

    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    const int code = errno;
    close(fd);
    errno = code;
    return -1;
}

void tree_remove_left(const char *parent, const char *prefix)
{
    g_autoptr(GDir) dir = g_dir_open(parent, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *left = g_str_has_prefix(name, prefix) ? g_build_filename(parent, name, NULL) : NULL;
        const int lock = left ? tree_lock(left) : -1;
        if (lock < 0)
            continue;
        tree_remove(left);
        close(lock);
    }
}
