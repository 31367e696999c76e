#include "staging.h"
#include "bundle_stream.h"
#include "plain_file.h"
#include "sign.h"
#include "tree.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
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

bool staging_open(staging_t **out, const char *data, GError **error)
{
    g_autoptr(staging_t) staging = g_new0(staging_t, 1);
    g_autofree char *name = g_strconcat(PREFIX, "XXXXXX", NULL);
    char *whole = realpath(data, NULL); /* errors of a journal name files so */

    staging->lock = -1;
    if (!whole)
        return fail(error, data);
    tree_remove_left(whole, PREFIX);
    staging->folder = g_build_filename(whole, name, NULL);
    free(whole);
    if (!g_mkdtemp_full(staging->folder, 0700)) {
        g_clear_pointer(&staging->folder, g_free);
        return fail(error, data);
    }
    staging->lock = tree_lock(staging->folder);
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

/* At most `most` bytes. */
static bool copy_bytes(FILE *from, int to, gint64 most, const char *from_name, const char *to_name,
                       GError **error)
{
    char bytes[BLOCK];
    size_t got;

    while ((got = fread(bytes, 1, sizeof bytes, from)) > 0) {
        if ((most -= (gint64)got) < 0)
            return bundle_room(to_name, G_MAXINT64, error);
        if (write(to, bytes, got) != (ssize_t)got)
            return fail(error, to_name);
    }
    return !ferror(from) || fail(error, from_name);
}

static bool copy_open(FILE *source, const char *from, const char *to, gint64 most, GError **error)
{
    const int target = g_open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (target < 0)
        return fail(error, to);
    const bool copied = copy_bytes(source, target, most, from, to, error);
    return (close(target) == 0 || !copied || fail(error, to)) && copied;
}

static bool copy_file(const char *from, const char *to, gint64 most, GError **error)
{
    FILE *source = plain_file_open(from, error);
    struct stat about;

    if (!source)
        return false;
    const bool known = fstat(fileno(source), &about) == 0 || fail(error, from);
    const bool copied =
        known &&
        (about.st_size > most ? bundle_room(to, G_MAXINT64, error) : bundle_room(to, about.st_size, error)) &&
        copy_open(source, from, to, most, error);
    fclose(source);
    return copied;
}

bool staging_copy_signature(const staging_t *staging, const char *bundle, GError **error)
{
    g_autofree char *from = g_strconcat(bundle, SIGN_ENDING, NULL);
    g_autofree char *to = g_strconcat(staging->bundle, SIGN_ENDING, NULL);

    staging_empty(staging);
    return copy_file(from, to, SIGNATURE_MOST, error);
}

bool staging_copy(const staging_t *staging, const char *bundle, GError **error)
{
    return copy_file(bundle, staging->bundle, BUNDLE_MOST, error);
}

void staging_empty(const staging_t *staging)
{
    g_autofree char *signature = g_strconcat(staging->bundle, SIGN_ENDING, NULL);

    g_unlink(staging->bundle);
    g_unlink(signature);
}
