#pragma once
/* The journal: one device's append-only SQLite file and the tally kept beside it.
 *
 * One device = one journal = one writing connection, in one thread of one process. Nothing stored is ever
 * changed or removed; a correction is a further entry. An append and its tally are one transaction, on
 * disk (WAL, synchronous=FULL) when journal_append returns. A journal_t belongs to one thread; two
 * processes cannot hold one journal for writing. */
#include "rating.h"
#include "seal.h"
#include "submission.h"
#include <glib.h>
#include <stdbool.h>

typedef struct journal journal_t;

#define JOURNAL_ERROR journal_error_quark()
GQuark journal_error_quark(void);
enum journal_error {
    JOURNAL_ERROR_OPEN,     /* cannot be opened or made: rights, missing folder, held by another process */
    JOURNAL_ERROR_FOREIGN,  /* not a journal, or one of another center or device */
    JOURNAL_ERROR_NEWER,    /* written by a newer program */
    JOURNAL_ERROR_DAMAGED,  /* SQLite or the seals say it is damaged */
    JOURNAL_ERROR_STORAGE,  /* the disk does not take it: full, read-only, I/O error */
    JOURNAL_ERROR_INVALID,  /* an entry that cannot be stored: what it refers to is not there, or not a rating
                             */
    JOURNAL_ERROR_KNOWN,    /* an import that is already in the journal */
    JOURNAL_ERROR_REPEATED, /* of an entry alone: its form was stored before */
    JOURNAL_ERROR_SPENT     /* of an entry alone: its link was used by another form */
};

/* What a journal is opened as. Strings are copied. */
struct journal_identity {
    const char *device; /* [a-z0-9-], 1..31 bytes */
    const char *center; /* the center's id */
    const uint8_t *key; /* SEAL_KEY_SIZE bytes */
};

/* Opens for writing, making file and schema when there is none; an older schema is migrated in one
 * transaction after a backup beside it (journal-vN.db), which stays when that is done. The folder must be
 * there; a making that fails leaves nothing in it. JOURNAL_ERROR_FOREIGN too when the file is a copy taken
 * from bundles: see bundle.h. */
bool journal_open(journal_t **out, const char *file, const struct journal_identity *identity, GError **error);

/* Ends the connection and gives up the lock. NULL is fine. */
void journal_close(journal_t *journal);

/* One entry of a group: what to store, and what came of it. */
struct journal_item {
    struct rating rating; /* in: `when` filled by the caller; of kind 0 (with a remark): no entry is made */
    const struct spend *spend; /* in: the link it came by, or NULL; borrowed */
    const char *remark;        /* in: kept apart from the entry; NULL or "": none; borrowed */
    gint64 seq;                /* out: 1, 2, 3 ... without gaps; 0 when it was refused or makes no entry */
    GError *error; /* out: JOURNAL_ERROR_INVALID, _REPEATED or _SPENT for this entry alone; caller frees */
};

/* Stores a group of entries in one durable transaction, in order. Entries that cannot be stored get their own
 * error and the others are stored; on a storage failure false, none is acknowledged and every seq is 0. What
 * was not acknowledged is not in the journal and is overwritten in the log; only when storage refused even
 * that may a group whose bytes were written, and could not be made lasting, appear whole after a crash. A
 * step of the wall clock since the entry before (same boot, more than 2 s) is journalled before it. */
bool journal_append(journal_t *journal, struct journal_item *items, size_t n, GError **error);

/* A bulk append: any number of entries in one transaction, all or none, with what journal_append says of a
 * storage failure. The log is emptied after it, whether it was stored or not. `next` fills one rating and
 * returns 1, 0 at the end, -1 with `error` set to give up. `note` is stored as ENTRY_NOTE first when not
 * NULL; JOURNAL_ERROR_KNOWN when a note with that very text is there already. *stored counts the ratings. */
typedef int (*journal_next)(struct rating *out, void *payload, GError **error);
bool journal_append_all(journal_t *journal, const struct rating *note, journal_next next, void *payload,
                        gint64 *stored, GError **error);

/* Does a small durable write, to learn whether storage takes writes again. No entry is made. True only when
 * nothing of a failed append is left under way. */
bool journal_probe(journal_t *journal, GError **error);

/* Adds to how often links were misused on a day. Durable when it returns. */
bool journal_add_misuse(journal_t *journal, int day, const gint64 counts[MISUSE_COUNT], GError **error);

/* Takes the text of a remark out for good and appends `note` (an ENTRY_NOTE) in the same transaction. No byte
 * of the text is left in the file or its log then; while readers keep the log from being emptied it is still
 * in there, until the first commit or probe after they are gone, or the next opening.
 * JOURNAL_ERROR_INVALID when there is no such remark or its text is out already. */
bool journal_take_out_remark(journal_t *journal, const uint8_t id[REMARK_ID_SIZE], const struct rating *note,
                             GError **error);

/* Makes the tables of spent links and remarks anew in the order of their random keys and empties the log: in
 * what order links were used and remarks came can then be told from no byte of the file. Opening and closing
 * do it too; between, what came since can be told by whoever reads the file. Where nothing came since the
 * last time it does nothing. While readers keep the log from being emptied the bytes are still in there,
 * until the first commit or probe after they are gone, or the next opening. */
bool journal_tidy(journal_t *journal, GError **error);

/* The last entry's seq (0: none) and seal. */
gint64 journal_head(const journal_t *journal, uint8_t seal[SEAL_SIZE]);
