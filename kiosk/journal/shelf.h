#pragma once
/* The shelf: all journals of a center, opened read-only, and their tallies summed.
 *
 * Works while the devices write, and shows each journal as it was when the shelf was opened. As long as it is
 * open the devices' logs cannot be emptied: open, fold, close. Journals of another center and files that are
 * no journals are refused by name. A shelf belongs to one thread. */
#include "journal.h"
#include "period.h"
#include "seal.h"
#include "submission.h"
#include "tally.h"
#include <glib.h>

typedef struct shelf shelf_t;

/* The names in DIR/devices of which a journal is to be expected, sorted; free with g_ptr_array_unref. What is
 * no folder, and the folder of a device that was never started, is passed over; a journal that is there but
 * cannot be reached is not, so that opening it tells why. None when there is no such folder. */
GPtrArray *shelf_devices(const char *data, GError **error);

/* What the shelf knows of one journal, as one consistent moment. */
struct shelf_journal {
    char device[AREA_ID_SIZE];
    gint64 first_seq, last_seq; /* 0 and 0: empty */
    gint64 ratings;             /* entries that are ratings of their own: respondents */
    uint8_t head[SEAL_SIZE];    /* seal of last_seq */
    gint64 last_rating;         /* utc_ms of the one stored last; 0: none */
};

/* Opens the journal of each of shelf_devices. A center without a journal yet is an empty shelf, not an error.
 */
bool shelf_open(shelf_t **out, const char *data, const char *center, GError **error);
void shelf_close(shelf_t *shelf); /* NULL is fine */

/* The journals, sorted by device. Owned by the shelf. */
const struct shelf_journal *shelf_journals(const shelf_t *shelf, size_t *n);

/* Which device's journal holds a remark (ENTRY_NOTE) with that very text, such as an import's hash: *device
 * is its id, owned by the shelf, or NULL when none does. */
bool shelf_find_note(const char **device, shelf_t *shelf, const char *note, GError **error);

/* Adds the tallies of the days from..to (yyyymmdd, inclusive) to *tally. */
bool shelf_fold(shelf_t *shelf, tally_t *tally, int from, int to, GError **error);

/* Likewise day by day, in order: each day that has any count is handed over once. */
typedef void (*shelf_day)(int day, const tally_t *tally, void *payload);
bool shelf_fold_days(shelf_t *shelf, int from, int to, shelf_day each, void *payload, GError **error);

/* Respondents of one area and way in: how many there are and which reasons they named. */
struct shelf_voice {
    char area[AREA_ID_SIZE];
    enum channel channel;
    bool set_aside;
    gint64 ratings;               /* respondents */
    gint64 with_reasons;          /* of them, who named any reason */
    gint64 reasons[REASON_COUNT]; /* of them, who named this one */
};

/* Appends to *out, of struct shelf_voice, the sums over the days from..to, sorted by area, channel and
 * set_aside, one of each. */
bool shelf_fold_voices(shelf_t *shelf, GArray *out, int from, int to, GError **error);

/* Adds to out[kind] how many entries of each kind count for the days from..to. */
bool shelf_count_entries(shelf_t *shelf, gint64 out[ENTRY_KIND_END], int from, int to, GError **error);

/* One respondent's rating as it stands: what was added later and corrected is taken in, answers and reasons.
 * Filled are when.utc_ms, when.day, when.trust, area, channel, language, flags, answers and reasons; the rest
 * is zero but the kind. `device` and `rating` are the shelf's, until the next. False gives up, with `error`
 * set. */
typedef bool (*shelf_rating)(const char *device, const struct rating *rating, void *payload, GError **error);

/* Hands over every rating of the days from..to, device by device, in the order they were stored; memory does
 * not grow with their number. An entry that cannot be is JOURNAL_ERROR_DAMAGED, by its number; those before
 * it have been handed over by then. */
bool shelf_walk(shelf_t *shelf, int from, int to, shelf_rating each, void *payload, GError **error);

/* Adds to out[misuse] how often links were misused on the days from..to. */
bool shelf_fold_misuse(shelf_t *shelf, gint64 out[MISUSE_COUNT], int from, int to, GError **error);

/* A remark. Nothing says which rating, area, channel or moment it came with. */
struct shelf_remark {
    uint8_t id[REMARK_ID_SIZE]; /* random */
    int week;                   /* the Monday of the week it came in, yyyymmdd */
    const char *device;         /* the shelf's */
    const char *text;           /* the shelf's, until the next; NULL: taken out */
};
typedef bool (*shelf_remark_each)(const struct shelf_remark *remark, void *payload, GError **error);

/* Hands over the remarks of the weeks that begin from..to, by week, latest first, and within a week by id:
 * the order tells nothing. False of `each` gives up. */
bool shelf_walk_remarks(shelf_t *shelf, int from, int to, shelf_remark_each each, void *payload,
                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(shelf_t, shelf_close)
