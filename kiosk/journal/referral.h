#pragma once
/* Referral: what an entry that refers to a rating may say, given what the journal holds of that rating.
 *
 * Appending and verifying ask the same question, the one with all entries so far, the other with those before
 * the entry looked at. A referral belongs to its connection's thread. */
#include "entry.h"

typedef struct referral referral_t;

bool referral_new(referral_t **out, sqlite3 *db, GError **error);
void referral_free(referral_t *referral); /* NULL is fine */

/* A rating as the entries that refer to it have left it. */
struct standing {
    struct rating rating; /* as stored, with the answers that count now */
    bool has_reasons;
};

/* The standing of the rating that `entry` refers to, from the entries before `seq`, after checking that the
 * entry may follow: JOURNAL_ERROR_INVALID when there is no such rating, when an answer is further but not
 * new, a correction of what was not answered, or a second set of reasons. */
bool referral_check(struct standing *out, referral_t *referral, const struct rating *entry, gint64 seq,
                    GError **error);

/* Whether an entry counts for what the rating it refers to counts for. */
bool referral_counts_alike(const struct rating *entry, const struct rating *rating);
