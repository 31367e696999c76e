#pragma once
/* A line on a terminal that tells how far a long work is: "sipas export: 120000 of 500000 ratings (24 %), 3
 * s".
 *
 * Shows once the work has taken a while, is kept up by a thread of its own, and is erased at the end. Where
 * there is no terminal nothing is written and nothing runs. */
#include <glib.h>

enum { PROGRESS_AFTER_MS = 2000 };

typedef struct progress progress_t;

/* `what` begins the line. `total` is how many there will be; 0: how many are done is not told. */
progress_t *progress_new(int descriptor, const char *what, gint64 total, guint after_ms);

/* What is counted, in the plural; else ratings. Static storage. */
void progress_count(progress_t *progress, const char *things);

/* How many are done. Cheap enough to be told every time. */
void progress_tell(progress_t *progress, gint64 done);

/* Takes the line away for something else to be said; it comes back by itself. */
void progress_erase(progress_t *progress);

void progress_free(progress_t *progress); /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(progress_t, progress_free)
