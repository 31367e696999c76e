/* By libarchive. */
#include "export_zip.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

/* Without Zip64, which not every spreadsheet reads and libarchive would mark every file with whose size it
 * does not know beforehand. It then minds no limit by itself. */
static const char OPTIONS[] = "zip:compression-level=6,zip:!zip64";

enum { MODE = 0644 };

struct export_zip {
    FILE *stream; /* NULL: what libarchive still writes is dropped */
    struct archive *archive;
    guint64 written, size; /* of the zip; of the file under way */
    GError *error;
};

static void fail(export_zip_t *zip, GFileError code, const char *reason)
{
    zip->stream = NULL;
    zip->error = g_error_new_literal(G_FILE_ERROR, (int)code, reason);
}

/* Never tells libarchive of a failure: it would not free its deflater then. */
static la_ssize_t put(struct archive *archive, void *data, const void *bytes, size_t n)
{
    export_zip_t *zip = data;

    (void)archive;
    if (!zip->stream)
        return (la_ssize_t)n;
    zip->written += n;
    if (zip->written > G_MAXUINT32)
        fail(zip, G_FILE_ERROR_FAILED, "more than 4 GiB, expected a shorter period");
    else if (fwrite(bytes, 1, n, zip->stream) != n)
        fail(zip, g_file_error_from_errno(errno), g_strerror(errno));
    return (la_ssize_t)n;
}

export_zip_t *export_zip_new(FILE *stream)
{
    export_zip_t *zip = g_new0(export_zip_t, 1);

    zip->stream = stream;
    zip->archive = archive_write_new();
    g_assert(zip->archive);
    const bool made = archive_write_set_format_zip(zip->archive) == ARCHIVE_OK &&
                      archive_write_set_options(zip->archive, OPTIONS) == ARCHIVE_OK &&
                      archive_write_set_bytes_per_block(zip->archive, 0) == ARCHIVE_OK &&
                      archive_write_open(zip->archive, zip, NULL, put, NULL) == ARCHIVE_OK;
    g_assert(made);
    return zip;
}

void export_zip_free(export_zip_t *zip)
{
    if (!zip)
        return;
    zip->stream = NULL;
    archive_write_free(zip->archive);
    g_clear_error(&zip->error);
    g_free(zip);
}

static bool passed(export_zip_t *zip, la_ssize_t result, GError **error)
{
    if (zip->error) {
        g_propagate_error(error, g_steal_pointer(&zip->error));
        return false;
    }
    if (result >= ARCHIVE_OK)
        return true;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(archive_errno(zip->archive)), "%s",
                archive_error_string(zip->archive));
    return false;
}

bool export_zip_begin(export_zip_t *zip, const char *name, GError **error)
{
    struct archive_entry *entry = archive_entry_new();

    zip->size = 0;
    /* No time: it would be written as that of the zone we are in. */
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, MODE);
    const int result = archive_write_header(zip->archive, entry);
    archive_entry_free(entry);
    return passed(zip, result, error);
}

bool export_zip_write(export_zip_t *zip, const char *bytes, size_t n, GError **error)
{
    zip->size += n;
    if (zip->size <= G_MAXUINT32)
        return passed(zip, archive_write_data(zip->archive, bytes, n), error);
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "a sheet of more than 4 GiB");
    return false;
}

bool export_zip_finish(export_zip_t *zip, GError **error)
{
    return passed(zip, archive_write_close(zip->archive), error);
}
