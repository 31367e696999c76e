#include "staging.h"
#include "plain_file.h"
#include "sign.h"
#include "tree.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 65536 };

static const char PREFIX[] = ".pull-";

struct staging {
    char *folder, *bundle;
    int lock;
};

static bool fail(GError **error, const char *path)
{
    const int code = errno;

    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return false;
}

/* The folder is its own lock: whoever holds it is at work there. */
static int lock_folder(const char *folder)
{
    const int fd = g_open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);

    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    close(fd);
    return -1;
}

static void remove_left(const char *data)
{
    g_autoptr(GDir) dir = g_dir_open(data, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *left = g_str_has_prefix(name, PREFIX) ? g_build_filename(data, name, NULL) : NULL;
        const int lock = left ? lock_folder(left) : -1;
        if (lock < 0)
            continue;
        tree_remove(left);
        close(lock);
    }
}

bool staging_open(staging_t **out, const char *data, GError **error)
{
    g_autoptr(staging_t) staging = g_new0(staging_t, 1);
    g_autofree char *name = g_strconcat(PREFIX, "XXXXXX", NULL);
    char *whole = realpath(data, NULL); /* errors of a journal name files so */

    staging->lock = -1;
    if (!whole)
        return fail(error, data);
    remove_left(whole);
    staging->folder = g_build_filename(whole, name, NULL);
    free(whole);
    if (!g_mkdtemp_full(staging->folder, 0700)) {
        g_clear_pointer(&staging->folder, g_free);
        return fail(error, data);
    }
    staging->lock = lock_folder(staging->folder);
    if (staging->lock < 0)
        return fail(error, staging->folder);
    staging->bundle = g_build_filename(staging->folder, "bundle", NULL);
    *out = g_steal_pointer(&staging);
    return true;
}

void staging_close(staging_t *staging)
{
    if (!staging)
        return;
    if (staging->folder)
        tree_remove(staging->folder);
    if (staging->lock >= 0)
        close(staging->lock);
    g_free(staging->folder);
    g_free(staging->bundle);
    g_free(staging);
}

const char *staging_bundle(const staging_t *staging)
{
    return staging->bundle;
}

/* --- copying --- */

static bool copy_bytes(FILE *from, int to, const char *from_name, const char *to_name, GError **error)
{
    char bytes[BLOCK];
    size_t got;

    while ((got = fread(bytes, 1, sizeof bytes, from)) > 0)
        if (write(to, bytes, got) != (ssize_t)got)
            return fail(error, to_name);
    return !ferror(from) || fail(error, from_name);
}

static bool copy_file(const char *from, const char *to, GError **error)
{
    FILE *source = plain_file_open(from, error);

    if (!source)
        return false;
    const int target = g_open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool copied = target >= 0 ? copy_bytes(source, target, from, to, error) : fail(error, to);
    if (target >= 0 && close(target) != 0 && copied)
        copied = fail(error, to);
    fclose(source);
    return copied;
}

bool staging_copy(const staging_t *staging, const char *bundle, GError **error)
{
    g_autofree char *from = g_strconcat(bundle, SIGN_ENDING, NULL);
    g_autofree char *to = g_strconcat(staging->bundle, SIGN_ENDING, NULL);

    return copy_file(bundle, staging->bundle, error) && copy_file(from, to, error);
}

void staging_empty(const staging_t *staging)
{
    g_autofree char *signature = g_strconcat(staging->bundle, SIGN_ENDING, NULL);

    g_unlink(staging->bundle);
    g_unlink(signature);
}
