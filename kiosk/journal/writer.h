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

/* error NULL: stored, on disk; seq is its number (0 of what makes no entry). Else not stored, and `error`
 * (borrowed) says why. */
typedef void (*writer_answer)(gint64 seq, const GError *error, void *payload);

/* Opens the journal on the writer's own thread and waits until that is done. */
bool writer_open(writer_t **out, const char *file, const struct journal_identity *identity, GError **error);

/* Answers all that waits, then closes the journal. NULL is fine. */
void writer_close(writer_t *writer);

/* Hands over one entry; `when` must be filled. The rating is copied. */
void writer_submit(writer_t *writer, const struct rating *rating, writer_answer answer, void *payload);

/* Likewise all of what came by a link, in one transaction. Copied. */
void writer_submit_whole(writer_t *writer, const struct submission *submission, writer_answer answer,
                         void *payload);

/* Adds to how often links were misused on a day; answered with seq 0. */
void writer_add_misuse(writer_t *writer, int day, const gint64 counts[MISUSE_COUNT], writer_answer answer,
                       void *payload);

/* Takes the text of a remark out for good, leaving `note`; answered with seq 0. */
void writer_take_out_remark(writer_t *writer, const uint8_t id[REMARK_ID_SIZE], const struct rating *note,
                            writer_answer answer, void *payload);

/* Leaves nothing in the file that tells in which order links were used and remarks came: see journal_tidy.
 * Answered with seq 0. Once a day is enough. */
void writer_tidy(writer_t *writer, writer_answer answer, void *payload);

/* Asks whether storage takes writes: answered with seq 1 when it does, 0 and the error when not. */
void writer_probe(writer_t *writer, writer_answer answer, void *payload);
