#pragma once
/* What lies in a bundle: its tables, and its one row that says which entries it holds.
 *
 * The tables are named and made as a journal's, so that the same statements read both. There is no seal key
 * here: what is sealed is checked by whoever takes the bundle. */
#include "bundle.h"
#include "device.h"
#include "strange.h"

struct bundle_file {
    sqlite3 *db;
    struct strange strange;
    struct device device;
    gint64 after, last;        /* it holds the entries after + 1 .. last */
    uint8_t before[SEAL_SIZE]; /* the seal of entry `after`; zeros when that is 0 */
};

/* Makes the tables in an empty file and fills all but what bundle_file says of itself: that goes in last. */
bool bundle_file_make(sqlite3 *db, const struct device *device, GError **error);
bool bundle_file_mark(const struct bundle_file *bundle, GError **error);

/* JOURNAL_ERROR_FOREIGN: not a bundle, to the last of its tables; JOURNAL_ERROR_NEWER: of a newer program;
 * JOURNAL_ERROR_DAMAGED: not whole. `out` stays in its place until it is closed. */
bool bundle_file_open(struct bundle_file *out, const char *file, GError **error);
void bundle_file_close(struct bundle_file *bundle); /* one that was not opened is fine, when zeroed */

bool bundle_file_about(struct bundle_about *out, const struct bundle_file *bundle, GError **error);
