#pragma once
/* Errand: the reports are written to the drive by a process of its own.
 *
 * A process that waits for a drive that hangs cannot be ended, not even by force. The kiosk must end at once
 * and never hold the journal for such a drive, so it starts itself anew for the errand and can leave that
 * process behind. What the faces need of memory goes with it, too. */
#include "staff.h"
#include <stdatomic.h>

struct errand_export {
    char *folder;    /* where the files are on the drive; the caller frees it. NULL: it failed */
    const char *key; /* of the sentence that says why; static storage */
};

/* Waits for the process, at most ten minutes and only until `ending` is set. Never from the thread that
 * draws. */
struct errand_export errand_export(const struct staff_options *options, const char *language,
                                   const atomic_bool *ending);

/* What that process does: writes, and prints one line for errand_export. Returns its exit status. */
int errand_write(const struct staff_options *options, const char *language);

/* The sentence for a failure of staff_report_export. Static storage. */
const char *errand_key(const GError *error);
