#pragma once
/* Bundles: a journal, or what came to it after an entry, as one file for another machine of the center.
 *
 * A bundle is a SQLite file with an application id of its own, the device row, the entries after `after` as
 * they lie (times, seals and all), the misuse counts as they stand, and the remarks of the weeks that have
 * ended: two bundles of one week must not tell which remark came with which entry. So a copy gets a remark
 * when its week is over. A bundle is made from a read transaction while the device writes. Which links were
 * used stays behind: only the device needs it.
 *
 * Taking a bundle appends its entries to the center's copy of that journal, each with the seal it came with,
 * after checking that it follows from the one before by the device's own seal key: what is taken is what was
 * sealed. Taking twice changes nothing; an interrupted taking goes on where it was; entries that are there
 * already must be the same. A copy is marked as one in the file, and journal_open refuses it: nobody else
 * writes to it. Check the bundle's signature before: see sign.h. */
#include "journal.h"

#define BUNDLE_ENDING       ".sipas"      /* of a bundle's file name */
#define BUNDLE_DRIVE_FOLDER "hai-long-%s" /* where a kiosk puts bundles on a drive; %s is the center's id */

struct bundle_about {
    char device[AREA_ID_SIZE], center[AREA_ID_SIZE];
    gint64 after;               /* what it holds comes after this entry */
    gint64 first_seq, last_seq; /* 0 and 0: no entry */
    gint64 remarks;
};

/* Writes `file` anew, beside its place, synced and renamed. *out (may be NULL) says what is in it.
 * JOURNAL_ERROR_INVALID: the journal has no entry `after`. */
bool bundle_write(struct bundle_about *out, const char *file, const char *journal, gint64 after,
                  GError **error);

/* Likewise of a journal that others may have altered, as one in a mounted folder: only what carries a seal,
 * so no remark and no count of misuse. JOURNAL_ERROR_FOREIGN: its tables are not exactly a journal's. */
bool bundle_write_sealed(struct bundle_about *out, const char *file, const char *journal, gint64 after,
                         GError **error);

/* The line that a bundle's signature vouches for, for whoever checks it by hand. Free with g_free. */
char *bundle_comment(const struct bundle_about *about);

/* What a bundle says it holds. JOURNAL_ERROR_FOREIGN when it is none: when its tables are not exactly a
 * bundle's; JOURNAL_ERROR_DAMAGED when its pages are not whole. */
bool bundle_look(struct bundle_about *out, const char *file, GError **error);

/* The last entry of the copy `journal`, which the next bundle is to come after; 0 when there is no copy. */
bool bundle_last(gint64 *out, const char *journal, GError **error);

struct bundle_taken {
    gint64 entries, ratings; /* new ones */
    gint64 known;            /* entries of the bundle that were there already */
    gint64 last_seq;         /* of the copy now */
};

/* Takes the bundle into the copy `journal`, making it when there is none; in transactions of some thousand
 * entries. Nothing of a transaction that fails is kept. JOURNAL_ERROR_INVALID: the bundle begins after the
 * copy's last entry (entries between are missing). JOURNAL_ERROR_DAMAGED: a seal does not fit, or an entry
 * differs from what the copy has. `identity` has the device's own seal key. */
bool bundle_take(struct bundle_taken *out, const char *file, const char *journal,
                 const struct journal_identity *identity, GError **error);
