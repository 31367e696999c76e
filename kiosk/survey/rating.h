#pragma once
/* One entry of a device's journal as a plain value: what was said, when, on which way in.
 *
 * No field can hold a name, a phone number, an address or a file number: nobody is identified.
 * Values only, no allocation; copy freely; any thread. */
#include "item.h"
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    AREA_ID_SIZE = 32,  /* bytes with the closing NUL; ids are [a-z0-9-], 1..31 long */
    LANGUAGE_SIZE = 12, /* bytes with the closing NUL; a language tag such as "vi" */
    BOOT_ID_SIZE = 16,  /* the kernel's boot id as bytes */
    NOTE_SIZE = 160     /* bytes with the closing NUL */
};

/* Kinds of entries. The numbers are stored: never renumber. */
enum entry_kind {
    ENTRY_RATING = 1,     /* one respondent's rating, with the answers known when it was stored */
    ENTRY_FURTHER = 2,    /* answers to further items by the same respondent; refers to the rating */
    ENTRY_REASONS = 3,    /* the reasons the respondent ticked; refers to the rating */
    ENTRY_CORRECTION = 4, /* new levels for items already answered; refers to the rating */
    ENTRY_CLOCK = 5,      /* the wall clock was stepped; the note says by how much */
    ENTRY_NOTE = 6,       /* a remark of the machine or of an administrator, such as an import's hash */
    ENTRY_KIND_END        /* one past the last */
};

/* The ways in. Their ids ("kiosk", "phone", "paper", "other", "poster") are stored. A poster's fixed link is
 * weaker than a phone's one-time link, and counted apart: anybody can use it again. */
enum channel { CHANNEL_KIOSK, CHANNEL_PHONE, CHANNEL_PAPER, CHANNEL_OTHER, CHANNEL_POSTER, CHANNEL_COUNT };

const char *channel_id(enum channel channel);
bool channel_from_id(enum channel *out, const char *id);

/* How far the wall-clock time of an entry can be trusted. The numbers are stored. */
enum clock_trust {
    CLOCK_UNKNOWN = 0, /* nothing vouches for it */
    CLOCK_RTC = 1,     /* the machine has a battery clock */
    CLOCK_NTP = 2,     /* the system says it is synchronised */
    CLOCK_GIVEN = 3    /* not a clock: the time written on a paper form or in an imported file */
};

/* Why a rating is set aside. A rating with any flag is kept, counted apart and shown apart. Bits are stored.
 */
enum rating_flag {
    FLAG_COOLDOWN = 1 << 0,    /* repeated within the cooldown */
    FLAG_BURST = 1 << 1,       /* one of many in a short time */
    FLAG_SAME_RUN = 1 << 2,    /* one of a long run of the same answer */
    FLAG_ALTERNATING = 1 << 3, /* one of a long alternating run */
    FLAG_HELD = 1 << 4,        /* the finger was held down */
    FLAG_CLOSED = 1 << 5,      /* outside opening hours */
    FLAG_STAFF_TEST = 1 << 6,  /* staff trying the machine out */
    FLAG_CLOCK = 1 << 7        /* the clock could not be believed */
};

/* When: two clocks. `utc_ms` and `day` are the wall clock's, `mono_ms` counts since boot `boot`. */
struct moment {
    gint64 utc_ms;              /* milliseconds since 1970-01-01T00:00Z */
    int day;                    /* local day in Việt Nam (UTC+7) as yyyymmdd, e.g. 20251105 */
    gint64 mono_ms;             /* CLOCK_BOOTTIME, milliseconds */
    uint8_t boot[BOOT_ID_SIZE]; /* which boot mono_ms belongs to; all zero when unknown */
    enum clock_trust trust;
};

/* The local day of a UTC time, yyyymmdd. Việt Nam is UTC+7 all year; no daylight saving. */
int moment_local_day(gint64 utc_ms);

struct rating {
    enum entry_kind kind;
    gint64 refers; /* seq of the rating that this entry adds to or corrects; 0 for a rating of its own */
    struct moment when;
    char area[AREA_ID_SIZE]; /* of a rating; entries that refer take it from the rating they refer to */
    enum channel channel;    /* likewise */
    char language[LANGUAGE_SIZE];
    unsigned flags;              /* of enum rating_flag; likewise */
    uint8_t answers[ITEM_COUNT]; /* LEVEL_NONE or 1..5, by enum item */
    unsigned reasons;            /* bit i is enum reason i */
    char note[NOTE_SIZE];        /* UTF-8, for ENTRY_CLOCK and ENTRY_NOTE; "" otherwise */
};

/* Whether the entry says something its kind allows: levels in range, at least one answer where answers are
 * the point, reasons within the set, `refers` present exactly for the kinds that refer, area id well formed
 * for a rating, a note where one is due. On false, `*why` (may be NULL) is a static English phrase. */
bool rating_is_valid(const struct rating *rating, const char **why);

/* Whether `id` is a well-formed area id: [a-z0-9-], 1..31 bytes. */
bool area_id_is_valid(const char *id);
