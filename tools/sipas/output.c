#include "output.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LINKS_MAX = 40, NEW_MODE = 0666 };

bool output_was_taken(GError **error)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), "standard output: %s",
                errno != 0 ? g_strerror(errno) : "not all could be written");
    return false;
}

static bool fail(GError **error, const char *file, const char *what)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", file, what);
    return false;
}

/* Where the link points, seen from where the link is. */
static char *follow(const char *link)
{
    g_autofree char *target = g_file_read_link(link, NULL);
    g_autofree char *folder = g_path_get_dirname(link);

    if (!target)
        return NULL;
    return g_path_is_absolute(target) ? g_steal_pointer(&target) : g_build_filename(folder, target, NULL);
}

/* The place that the links from `file` lead to, whether or not there is a file; NULL when they go in circles.
 */
static char *resolve(const char *file)
{
    char *place = g_strdup(file);

    for (int links = 0; place && g_file_test(place, G_FILE_TEST_IS_SYMLINK); links++) {
        char *next = links < LINKS_MAX ? follow(place) : NULL;
        g_free(place);
        place = next;
    }
    return place;
}

/* GLib names the temporary file; what went wrong stands behind the last colon. */
static bool fail_as_cause(GError **error, const char *file, const GError *cause)
{
    const char *colon = strrchr(cause->message, ':');
    return fail(error, file, colon ? colon + 2 : cause->message);
}

static bool replace(const char *place, const char *file, const GString *text, int mode, GError **error)
{
    g_autoptr(GError) cause = NULL;

    return g_file_set_contents_full(place, text->str, (gssize)text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode,
                                    &cause) ||
           fail_as_cause(error, file, cause);
}

bool output_write(const char *file, const GString *text, GError **error)
{
    struct stat old;

    if (!file) {
        fwrite(text->str, 1, text->len, stdout);
        return true;
    }
    g_autofree char *place = resolve(file);
    if (!place)
        return fail(error, file, "symbolic links in a circle, expected a plain file or none");
    if (g_stat(place, &old) != 0)
        return replace(place, file, text, NEW_MODE, error);
    if (!S_ISREG(old.st_mode))
        return fail(error, file, "expected a plain file or none");
    /* The umask narrows the mode of the new file, so that until it is set nobody else can read more. */
    return replace(place, file, text, old.st_mode & 0777, error) &&
           (g_chmod(place, old.st_mode & 07777) == 0 || fail(error, file, g_strerror(errno)));
}
