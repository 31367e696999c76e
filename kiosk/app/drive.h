#pragma once
/* Drive: the removable drive that reports are written to.
 *
 * A drive is a mounted file system whose mount point lies under one of the drive folders, such as /media.
 * Files are written under a temporary name, synced, renamed, and read back from the drive; none that is there
 * before is ever spoilt. These functions wait for the drive: never call them from the thread that draws. */
#include <glib.h>
#include <stdbool.h>

#define DRIVE_ERROR drive_error_quark()
GQuark drive_error_quark(void);
enum drive_error {
    DRIVE_ERROR_NONE,      /* no drive is mounted */
    DRIVE_ERROR_MANY,      /* more than one: nobody could say which was meant */
    DRIVE_ERROR_FULL,      /* no room left */
    DRIVE_ERROR_READ_ONLY, /* it cannot be written, or by us */
    DRIVE_ERROR_GONE,      /* pulled, or failing, while it was written */
    DRIVE_ERROR_DIFFERS,   /* what was read back is not what was written */
    DRIVE_ERROR_IN_THE_WAY /* something of our names is there that is no folder or file of ours */
};

/* The mount point of the one drive under the folders (NULL-ended, such as {"/media", "/run/media", NULL}).
 * Free with g_free; NULL with DRIVE_ERROR_NONE or DRIVE_ERROR_MANY. */
char *drive_find(const char *const *folders, GError **error);

/* A file to be written: `name` may hold folders ("sipas/2025-W45/a.xlsx"), which are made. */
struct drive_file {
    const char *name;
    const void *bytes;
    gsize size;
};

/* Writes the files below the mount point and reads each back. On false some of them may be there, each whole;
 * no temporary file is left where the drive still lets it be removed. */
bool drive_write(const char *mount, const struct drive_file *files, size_t n, GError **error);
