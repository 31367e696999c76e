#include "output.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* Where `file` leads to, or NULL with the reason when nothing can be put there. *old: what is there, its mode
 * 0 when nothing is. */
static char *find_place(struct stat *old, const char *file, GError **error)
{
    g_autofree char *place = resolve(file);

    old->st_mode = 0;
    if (!place)
        fail(error, file, "symbolic links in a circle, expected a plain file or none");
    else if (g_stat(place, old) != 0 || S_ISREG(old->st_mode))
        return g_steal_pointer(&place);
    else
        fail(error, file, "expected a plain file or none");
    return NULL;
}

/* The umask narrows the mode of the new file, so that until it is set nobody else can read more. */
static int narrow_mode(const struct stat *old)
{
    return old->st_mode != 0 ? old->st_mode & 0777 : NEW_MODE;
}

bool output_write(const char *file, const GString *text, GError **error)
{
    struct stat old;

    if (!file) {
        fwrite(text->str, 1, text->len, stdout);
        return true;
    }
    g_autofree char *place = find_place(&old, file, error);
    return place && replace(place, file, text, narrow_mode(&old), error) &&
           (old.st_mode == 0 || g_chmod(place, old.st_mode & 07777) == 0 ||
            fail(error, file, g_strerror(errno)));
}

/* --- a result that is written as it comes --- */

struct output {
    char *file, *place, *beside; /* `beside` until it is in its place; all NULL: the standard output */
    FILE *stream;
    struct stat old;
};

static bool open_beside(output_t *output, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(output->place);
    g_autofree char *name = g_path_get_basename(output->place);
    g_autofree char *hidden = g_strdup_printf(".%s.XXXXXX", name);

    output->beside = g_build_filename(folder, hidden, NULL);
    const int descriptor = g_mkstemp_full(output->beside, O_RDWR | O_CLOEXEC, narrow_mode(&output->old));
    if (descriptor < 0) {
        g_clear_pointer(&output->beside, g_free);
        return fail(error, output->file, g_strerror(errno));
    }
    output->stream = fdopen(descriptor, "wb");
    g_assert(output->stream);
    return true;
}

bool output_open(output_t **out, const char *file, GError **error)
{
    g_autoptr(output_t) output = g_new0(output_t, 1);

    output->stream = file ? NULL : stdout;
    output->file = g_strdup(file);
    if (file && (!(output->place = find_place(&output->old, file, error)) || !open_beside(output, error)))
        return false;
    *out = g_steal_pointer(&output);
    return true;
}

FILE *output_stream(const output_t *output)
{
    return output->stream;
}

/* So that the new name is on the disk, too. Not every file system lets a folder be synced. */
static void sync_folder(const char *place)
{
    g_autofree char *folder = g_path_get_dirname(place);
    const int descriptor = g_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
}

bool output_close(output_t *output, GError **error)
{
    if (!output->place)
        return output_was_taken(error);
    const int descriptor = fileno(output->stream);
    if (fflush(output->stream) != 0 || fsync(descriptor) != 0 ||
        (output->old.st_mode != 0 && fchmod(descriptor, output->old.st_mode & 07777) != 0) ||
        g_rename(output->beside, output->place) != 0)
        return fail(error, output->file, g_strerror(errno));
    g_clear_pointer(&output->beside, g_free);
    sync_folder(output->place);
    return true;
}

void output_free(output_t *output)
{
    if (!output)
        return;
    if (output->place && output->stream)
        fclose(output->stream);
    if (output->beside)
        g_unlink(output->beside);
    g_free(output->beside);
    g_free(output->place);
    g_free(output->file);
    g_free(output);
}
