#include "disk.h"
#include "journal.h"
#include "owner.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE = 0640 };

static bool sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool synced = fsync(fd) == 0;
    int problem = errno;
    close(fd);
    errno = problem;
    return synced;
}

bool disk_sync_folder_of(const char *file)
{
    g_autofree char *folder = g_path_get_dirname(file);
    return sync_path(folder, O_RDONLY | O_DIRECTORY);
}

bool disk_sync_file(const char *file)
{
    return sync_path(file, O_RDONLY);
}

bool disk_make_file(const char *file)
{
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, MODE);
    if (fd < 0)
        return errno == EEXIST;
    close(fd);
    return owner_hand_over(file, NULL);
}

bool disk_settle(const char *draft, const char *file, const char *doing, GError **error)
{
    if (disk_sync_file(draft) && rename(draft, file) == 0 && disk_sync_folder_of(file))
        return true;
    g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE, "%s: %s: %s", file, doing, g_strerror(errno));
    return false;
}

/* A file that was removed by the holder before us is no longer the one that others would lock. */
static bool is_there(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 && about.st_nlink > 0;
}

int disk_lock(const char *file)
{
    for (;;) {
        int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, MODE);
        if (fd < 0)
            return -1;
        bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0;
        int problem = errno;
        if (locked && is_there(fd)) {
            owner_hand_over(file, NULL); /* root's right to it is not that of who comes next */
            return fd;
        }
        close(fd);
        errno = problem;
        if (!locked)
            return -1;
    }
}
