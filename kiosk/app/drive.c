#include "drive.h"
#include <errno.h>
#include <fcntl.h>
#include <gio/gunixmounts.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK(drive_error, drive_error)

/* --- finding --- */

static bool lies_under(const char *path, const char *const *folders)
{
    for (; *folders != NULL; folders++) {
        size_t length = strlen(*folders);
        if (strncmp(path, *folders, length) == 0 && path[length] == '/')
            return true;
    }
    return false;
}

/* The mount points under the folders, each once: one may be mounted over another. */
static GPtrArray *mounts_under(const char *const *folders)
{
    GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
    GList *mounts = g_unix_mounts_get(NULL);

    for (GList *at = mounts; at != NULL; at = at->next) {
        const char *path = g_unix_mount_get_mount_path(at->data);
        if (lies_under(path, folders) && !g_ptr_array_find_with_equal_func(found, path, g_str_equal, NULL))
            g_ptr_array_add(found, g_strdup(path));
    }
    g_list_free_full(mounts, (GDestroyNotify)g_unix_mount_free);
    return found;
}

char *drive_find(const char *const *folders, GError **error)
{
    g_autoptr(GPtrArray) found = mounts_under(folders);

    if (found->len == 1)
        return g_strdup(found->pdata[0]);
    if (found->len == 0)
        g_set_error_literal(error, DRIVE_ERROR, DRIVE_ERROR_NONE, "no removable drive is mounted");
    else
        g_set_error(error, DRIVE_ERROR, DRIVE_ERROR_MANY, "%u removable drives are mounted, expected one",
                    found->len);
    return NULL;
}

/* --- writing --- */

static enum drive_error kind_of(int number)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return DRIVE_ERROR_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return DRIVE_ERROR_READ_ONLY;
    case ENOTDIR:
    case ELOOP:
    case EEXIST:
    case EISDIR:
    case ENOTEMPTY:
        return DRIVE_ERROR_IN_THE_WAY;
    default:
        return DRIVE_ERROR_GONE;
    }
}

static bool fail(const char *what, const char *name, GError **error)
{
    int number = errno;
    g_set_error(error, DRIVE_ERROR, (gint)kind_of(number), "%s %s: %s", what, name, g_strerror(number));
    return false;
}

/* Opens the folder of `name` below the drive's, making what is missing of it. -1 with errno. A name is never
 * led astray by a link on the drive. */
static int open_folder_of(int root, const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    int folder = dup(root);

    for (char **part = parts; folder >= 0 && part[1] != NULL; part++) {
        int outer = folder, made = mkdirat(outer, *part, 0755);
        folder = made != 0 && errno != EEXIST
                     ? -1
                     : openat(outer, *part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int number = errno;
        if (made == 0)
            fsync(outer);
        close(outer);
        errno = number;
    }
    return folder;
}

static bool write_bytes(int fd, const struct drive_file *file)
{
    const char *at = file->bytes;
    gsize left = file->size;

    while (left > 0) {
        ssize_t done = write(fd, at, left);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        left -= (gsize)done;
    }
    return fsync(fd) == 0;
}

static bool write_beside(int folder, const char *temporary, const struct drive_file *file)
{
    unlinkat(folder, temporary, 0); /* of a drive that was pulled */
    int fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    bool written = write_bytes(fd, file);
    int number = errno;
    if (close(fd) != 0 && written) {
        written = false;
        number = errno;
    }
    errno = number;
    return written;
}

/* What the drive holds, not what memory still remembers of it. */
static bool hash_back(GChecksum *sum, int folder, const char *name)
{
    g_autofree guchar *buffer = g_malloc(1 << 16);
    ssize_t done = -1;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return false;
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    while ((done = read(fd, buffer, 1 << 16)) > 0 || (done < 0 && errno == EINTR))
        g_checksum_update(sum, buffer, MAX(done, 0));
    int number = errno;
    close(fd);
    errno = number;
    return done == 0;
}

static bool check_back(int folder, const char *base, const struct drive_file *file, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree char *expected = g_compute_checksum_for_data(G_CHECKSUM_SHA256, file->bytes, file->size);

    if (!hash_back(sum, folder, base))
        return fail("reading back", file->name, error);
    if (strcmp(g_checksum_get_string(sum), expected) == 0)
        return true;
    g_set_error(error, DRIVE_ERROR, DRIVE_ERROR_DIFFERS,
                "%s: what was read back differs from what was written", file->name);
    return false;
}

static bool put_in_folder(int folder, const struct drive_file *file, GError **error)
{
    g_autofree char *base = g_path_get_basename(file->name);
    g_autofree char *temporary = g_strdup_printf(".%s.part", base);

    if (!write_beside(folder, temporary, file) || renameat(folder, temporary, folder, base) != 0 ||
        fsync(folder) != 0) {
        fail("writing", file->name, error);
        unlinkat(folder, temporary, 0);
        return false;
    }
    return check_back(folder, base, file, error);
}

static bool put(int root, const struct drive_file *file, GError **error)
{
    int folder = open_folder_of(root, file->name);
    if (folder < 0)
        return fail("making the folder of", file->name, error);
    bool done = put_in_folder(folder, file, error);
    close(folder);
    return done;
}

/* A drive that was taken away while it was written leaves its files behind in memory only. */
static bool still_there(int root, const char *mount, GError **error)
{
    struct stat held, named, outside;
    g_autofree char *parent = g_path_get_dirname(mount);
    if (syncfs(root) != 0)
        return fail("writing", mount, error);
    if (fstat(root, &held) == 0 && stat(mount, &named) == 0 && stat(parent, &outside) == 0 &&
        held.st_dev == named.st_dev && held.st_dev != outside.st_dev)
        return true;
    g_set_error(error, DRIVE_ERROR, DRIVE_ERROR_GONE, "%s: the drive was taken away", mount);
    return false;
}

bool drive_write(const char *mount, const struct drive_file *files, size_t n, GError **error)
{
    int root = open(mount, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = root >= 0 ? still_there(root, mount, error) : fail("opening", mount, error);

    for (size_t i = 0; done && i < n; i++)
        done = put(root, &files[i], error);
    done = done && still_there(root, mount, error);
    if (root >= 0)
        close(root);
    return done;
}
