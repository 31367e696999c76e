#include "private_file.h"
#include "owner.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than 255 keys or thousands of accounts take. */
enum { MOST_BYTES = 1 << 20 };

static bool fail(GError **error, const char *file, int code)
{
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", file, g_strerror(code));
    return false;
}

static bool refuse(GError **error, const char *file, GFileError code, const char *what)
{
    g_set_error(error, G_FILE_ERROR, (int)code, "%s: %s", file, what);
    return false;
}

static bool is_private(int fd, const char *file, gsize *size, GError **error)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return fail(error, file, errno);
    if (!S_ISREG(about.st_mode) || about.st_size > MOST_BYTES)
        return refuse(error, file, G_FILE_ERROR_INVAL, "found no file of ours, expected a small plain file");
    if ((about.st_mode & 077) != 0)
        return refuse(error, file, G_FILE_ERROR_PERM,
                      "other users can read the file: its mode has to be 0600");
    *size = (gsize)about.st_size;
    return true;
}

static bool read_all(int fd, char *text, gsize size)
{
    gsize at = 0;
    while (at < size) {
        const ssize_t got = read(fd, text + at, size - at);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        at += got > 0 ? (gsize)got : 0;
    }
    return true;
}

static char *read_private(int fd, const char *file, gsize *length, GError **error)
{
    if (!is_private(fd, file, length, error))
        return NULL;
    char *text = g_malloc0(*length + 1);
    errno = 0;
    if (read_all(fd, text, *length))
        return text;
    fail(error, file, errno ? errno : EIO);
    private_file_forget(text);
    return NULL;
}

char *private_file_read(const char *file, gsize *length, GError **error)
{
    const int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        fail(error, file, errno);
        return NULL;
    }
    char *text = read_private(fd, file, length, error);
    close(fd);
    return text;
}

void private_file_forget(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
    g_free(text);
}

static bool write_all(int fd, const char *text)
{
    for (size_t left = strlen(text); left > 0;) {
        const ssize_t put = write(fd, text, left);
        if (put < 0 && errno != EINTR)
            return false;
        text += MAX(put, 0);
        left -= (size_t)MAX(put, 0);
    }
    return true;
}

static bool write_draft(int fd, const char *draft, const char *text, GError **error)
{
    const bool written = write_all(fd, text) && fsync(fd) == 0;
    const int code = errno;
    if (close(fd) != 0 && written)
        return fail(error, draft, errno);
    return written ? owner_hand_over(draft, error) : fail(error, draft, code);
}

static bool sync_folder(const char *folder, GError **error)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = (fd >= 0 && fsync(fd) == 0) || fail(error, folder, errno);
    if (fd >= 0)
        close(fd);
    return synced;
}

bool private_file_replace(const char *file, const char *text, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(file);
    g_autofree char *draft = g_strconcat(file, ".XXXXXX", NULL);
    const int fd = g_mkstemp_full(draft, O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(error, file, errno);
    if (write_draft(fd, draft, text, error) && (rename(draft, file) == 0 || fail(error, file, errno)))
        return sync_folder(folder, error);
    unlink(draft);
    return false;
}

int private_file_lock(const char *file, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(file);
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int got = -1;
    if (fd >= 0) {
        do
            got = flock(fd, LOCK_EX);
        while (got != 0 && errno == EINTR);
    }
    if (got == 0)
        return fd;
    fail(error, folder, errno);
    if (fd >= 0)
        close(fd);
    return -1;
}

void private_file_unlock(int lock)
{
    close(lock);
}
