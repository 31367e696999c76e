#include "disk.h"
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* A file that was removed by the holder before us is no longer the one that others would lock. */
static bool is_there(int fd)
{
    struct stat about;
    return fstat(fd, &about) == 0 && about.st_nlink > 0;
}

int disk_lock(const char *file)
{
    for (;;) {
        int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
        if (fd < 0)
            return -1;
        bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0;
        int problem = errno;
        if (locked && is_there(fd))
            return fd;
        close(fd);
        errno = problem;
        if (!locked)
            return -1;
    }
}
