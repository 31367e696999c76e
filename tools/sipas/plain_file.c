#include "plain_file.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

static FILE *fail(GError **error, const char *file, const char *why)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s, expected a plain file that can be read",
                file, why);
    return NULL;
}

FILE *plain_file_open(const char *file, GError **error)
{
    const int fd = g_open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
    struct stat status;

    if (fd < 0)
        return fail(error, file, g_strerror(errno));
    const bool known = fstat(fd, &status) == 0;
    FILE *stream = known && S_ISREG(status.st_mode) ? fdopen(fd, "rb") : NULL;
    if (stream)
        return stream;
    const char *why = known && !S_ISREG(status.st_mode) ? "no plain file" : g_strerror(errno);
    close(fd);
    return fail(error, file, why);
}
