#include "bundle_stream.h"
#include "sign.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { BLOCK = 65536 };

static const char *const ENDINGS[] = {"", SIGN_ENDING};
static const char NAME[] = "bundle";

G_DEFINE_QUARK(bundle_stream_error, bundle_stream_error)

static bool fail(GError **error, enum bundle_stream_error code, const char *doing, const char *why)
{
    g_set_error(error, BUNDLE_STREAM_ERROR, (int)code, "%s: %s", doing, why);
    return false;
}

static const char *reason(struct archive *archive)
{
    const char *text = archive_error_string(archive);
    return text ? text : "it ended too early";
}

/* --- room --- */

bool bundle_room(const char *file, gint64 size, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(file);
    struct statvfs disk;

    if (size > BUNDLE_MOST)
        return fail(error, BUNDLE_STREAM_ERROR_FOREIGN, "what came", "larger than a bundle can be");
    if (statvfs(folder, &disk) != 0)
        return fail(error, BUNDLE_STREAM_ERROR_FAILED, folder, g_strerror(errno));
    if ((guint64)size / disk.f_frsize < disk.f_bavail / 2)
        return true;
    g_autofree char *found = g_format_size((guint64)disk.f_bavail * disk.f_frsize);
    g_autofree char *needed = g_format_size(2 * (guint64)size);
    g_set_error(error, BUNDLE_STREAM_ERROR, BUNDLE_STREAM_ERROR_FAILED,
                "found %s free on the disk, expected %s for the bundle", found, needed);
    return false;
}

/* --- sending --- */

static bool send_bytes(struct archive *archive, int file, const char *name, GError **error)
{
    char bytes[BLOCK];
    ssize_t got;

    while ((got = read(file, bytes, sizeof bytes)) > 0)
        if (archive_write_data(archive, bytes, (size_t)got) != got)
            return fail(error, BUNDLE_STREAM_ERROR_FAILED, "sending the bundle", reason(archive));
    return got == 0 || fail(error, BUNDLE_STREAM_ERROR_FAILED, name, g_strerror(errno));
}

static bool send_head(struct archive *archive, gint64 size, const char *ending, GError **error)
{
    g_autofree char *name = g_strconcat(NAME, ending, NULL);
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0640);
    archive_entry_set_size(entry, size);
    const int result = archive_write_header(archive, entry);
    archive_entry_free(entry);
    return result == ARCHIVE_OK ||
           fail(error, BUNDLE_STREAM_ERROR_FAILED, "sending the bundle", reason(archive));
}

static bool send_file(struct archive *archive, int file, const char *ending, GError **error)
{
    struct stat about;

    if (fstat(file, &about) != 0 || lseek(file, 0, SEEK_SET) != 0)
        return fail(error, BUNDLE_STREAM_ERROR_FAILED, NAME, g_strerror(errno));
    return send_head(archive, about.st_size, ending, error) && send_bytes(archive, file, NAME, error);
}

static bool send_files(struct archive *archive, const int files[2], GError **error)
{
    for (size_t i = 0; files && i < G_N_ELEMENTS(ENDINGS); i++)
        if (!send_file(archive, files[i], ENDINGS[i], error))
            return false;
    return archive_write_close(archive) == ARCHIVE_OK ||
           fail(error, BUNDLE_STREAM_ERROR_FAILED, "sending the bundle", reason(archive));
}

bool bundle_stream_write(int descriptor, const int files[2], GError **error)
{
    struct archive *archive = archive_write_new();

    g_assert(archive != NULL);
    archive_write_set_format_pax_restricted(archive);
    const bool opened = archive_write_open_fd(archive, descriptor) == ARCHIVE_OK ||
                        fail(error, BUNDLE_STREAM_ERROR_FAILED, "sending the bundle", reason(archive));
    const bool sent = opened && send_files(archive, files, error);
    archive_write_free(archive);
    return sent;
}

/* --- receiving --- */

static bool receive_bytes(struct archive *archive, int file, gint64 most, const char *name, GError **error)
{
    char bytes[BLOCK];
    gint64 size = 0;
    la_ssize_t got;

    while ((got = archive_read_data(archive, bytes, sizeof bytes)) > 0) {
        size += got;
        if (size > most)
            return fail(error, BUNDLE_STREAM_ERROR_FOREIGN, "what came", "larger than a bundle can be");
        if (write(file, bytes, (size_t)got) != got)
            return fail(error, BUNDLE_STREAM_ERROR_FAILED, name, g_strerror(errno));
    }
    return got == 0 || fail(error, BUNDLE_STREAM_ERROR_CUT, "what came is cut off", reason(archive));
}

static bool is_expected(struct archive_entry *entry, const char *ending)
{
    g_autofree char *name = g_strconcat(NAME, ending, NULL);
    return g_strcmp0(archive_entry_pathname(entry), name) == 0 && archive_entry_filetype(entry) == AE_IFREG &&
           !archive_entry_hardlink(entry);
}

static bool receive_file(struct archive *archive, const char *bundle, const char *ending, GError **error)
{
    g_autofree char *file = g_strconcat(bundle, ending, NULL);
    const int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0)
        return fail(error, BUNDLE_STREAM_ERROR_FAILED, file, g_strerror(errno));
    const bool received = receive_bytes(archive, fd, *ending ? SIGNATURE_MOST : BUNDLE_MOST, file, error);
    const bool closed = close(fd) == 0;
    if (received && !closed)
        return fail(error, BUNDLE_STREAM_ERROR_FAILED, file, g_strerror(errno));
    return received;
}

/* An announced size that is not true is found while it is received. */
static bool has_room(struct archive_entry *entry, const char *bundle, GError **error)
{
    return bundle_room(bundle, archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0, error);
}

/* *files is how many came. */
static bool receive_files(struct archive *archive, const char *bundle, size_t *files, GError **error)
{
    struct archive_entry *entry = NULL;
    int result;

    while ((result = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
        if (*files == G_N_ELEMENTS(ENDINGS) || !is_expected(entry, ENDINGS[*files]))
            return fail(error, BUNDLE_STREAM_ERROR_FOREIGN, "what came",
                        "not a bundle, expected one and its signature");
        if (!has_room(entry, bundle, error) || !receive_file(archive, bundle, ENDINGS[*files], error))
            return false;
        ++*files;
    }
    if (result != ARCHIVE_EOF)
        return fail(error, BUNDLE_STREAM_ERROR_CUT, "what came is cut off, or no bundle", reason(archive));
    return *files != 1 ||
           fail(error, BUNDLE_STREAM_ERROR_CUT, "what came is cut off", "expected its signature too");
}

/* The stream as libarchive reads it. */
struct source {
    bundle_stream_bytes next;
    gpointer payload;
    char bytes[BLOCK];
};

static la_ssize_t read_source(struct archive *archive, void *payload, const void **bytes)
{
    struct source *source = payload;
    const gssize got = source->next(source->bytes, sizeof source->bytes, source->payload);

    *bytes = source->bytes;
    if (got < 0)
        archive_set_error(archive, errno, "%s", g_strerror(errno));
    return got;
}

/* Archives are filled up to a whole block. Whoever sends it would fail if nobody read that to its end. */
static bool receive_end(struct source *source, GError **error)
{
    size_t size = 0;
    gssize got;

    while ((got = source->next(source->bytes, BLOCK, source->payload)) > 0 && size <= BLOCK)
        size += (size_t)got;
    if (got < 0)
        return fail(error, BUNDLE_STREAM_ERROR_CUT, "what came is cut off", g_strerror(errno));
    return got == 0 || fail(error, BUNDLE_STREAM_ERROR_FOREIGN, "what came", "more than a bundle");
}

bool bundle_stream_read(bool *any, bundle_stream_bytes next, gpointer payload, const char *bundle,
                        GError **error)
{
    g_autofree struct source *source = g_new(struct source, 1);
    struct archive *archive = archive_read_new();
    size_t files = 0;

    g_assert(archive != NULL);
    source->next = next;
    source->payload = payload;
    archive_read_support_format_tar(archive);
    const bool opened =
        archive_read_open(archive, source, NULL, read_source, NULL) == ARCHIVE_OK ||
        fail(error, BUNDLE_STREAM_ERROR_CUT, "nothing came that is a bundle", reason(archive));
    const bool received =
        opened && receive_files(archive, bundle, &files, error) && receive_end(source, error);
    archive_read_free(archive);
    *any = files == G_N_ELEMENTS(ENDINGS);
    return received;
}
