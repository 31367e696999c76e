#pragma once
/* The writer: the one thread that appends to a device's journal.
 *
 * Entries submitted while a commit is under way wait and go together into the next one (group commit). Every
 * submission is answered exactly once, on the writer's thread, after its commit is on disk or has failed; the
 * answer must be short and must not call the writer back except writer_submit. writer_submit may be
 * called from any thread. */
#include "journal.h"
#include <glib.h>
#include <stdbool.h>

typedef struct writer writer_t;

/* seq > 0: stored, on disk. seq 0: not stored, and `error` (borrowed) says why. */
typedef void (*writer_answer)(gint64 seq, const GError *error, void *payload);

/* Opens the journal on the writer's own thread and waits until that is done. */
bool writer_open(writer_t **out, const char *file, const struct journal_identity *identity, GError **error);

/* Answers all that waits, then closes the journal. NULL is fine. */
void writer_close(writer_t *writer);

/* Hands over one entry; `when` must be filled. The rating is copied. */
void writer_submit(writer_t *writer, const struct rating *rating, writer_answer answer, void *payload);

/* Asks whether storage takes writes: answered with seq 1 when it does, 0 and the error when not. */
void writer_probe(writer_t *writer, writer_answer answer, void *payload);
