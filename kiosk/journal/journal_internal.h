#pragma once
/* A journal open for writing, and how it is opened with a schema of the caller's. */
#include "device.h"
#include "referral.h"
#include "remark_row.h"
#include "spent.h"
#include "sums.h"

/* Where the chain stands. */
struct head {
    gint64 seq;
    uint8_t seal[SEAL_SIZE];
    bool has_clock;      /* false: no entry yet whose two clocks could be compared with those of the next */
    struct moment clock; /* of the last entry whose time was read from a clock */
};

struct journal {
    sqlite3 *db;
    int lock; /* descriptor that holds the lock beside the file; -1: none */
    uint8_t key[SEAL_KEY_SIZE];
    struct head head;
    struct head committed; /* what `head` goes back to when a transaction fails */
    bool may_come_back; /* the commit of the transaction under way was tried: its bytes may lie in the log */
    bool log_tells;     /* what was taken out may still be read in the log, which could not be emptied then */
    bool tells_order;   /* spent links or remarks may lie in the order they came in */
    sqlite3_stmt *begin, *commit, *insert, *known, *beat, *add_remark;
    spent_t *spent;
    referral_t *referral;
    sums_t *sums; /* of the transaction under way */
    sums_store_t *store;
};

/* journal_open with other steps than the program's own. */
bool journal_open_with(journal_t **out, const char *file, const struct journal_identity *identity,
                       const struct schema_steps *steps, GError **error);

/* Opens a copy to take bundles into; when there is none, the one that is made begins with that row. One
 * without the mark of a copy is taken too: it was made before copies were marked. */
bool journal_open_copy(journal_t **out, const char *file, const struct journal_identity *identity,
                       const struct device *begun, GError **error);

/* Takes note of an entry's clocks for the comparison with the next. */
void head_note_clock(struct head *head, const struct moment *when);
