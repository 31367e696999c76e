#pragma once
/* How sums are kept: one cell a place, holding the counts of every item and the respondents, so that an entry
 * costs one look-up. */
#include "respondent_row.h"
#include "sums.h"

/* Compared and hashed as bytes: the area is padded with zeros and there is no gap between members. */
struct place {
    gint32 day;
    gint16 channel;
    gint16 aside;
    char area[AREA_ID_SIZE];
};

struct cell {
    struct place place;
    struct counts items[ITEM_COUNT];
    struct voices voices;
};

struct book {
    gint64 day;
    gint64 entries[ENTRY_KIND_END]; /* by enum entry_kind */
};

struct sums {
    GHashTable *cells; /* struct cell, the key is its place */
    GHashTable *books; /* struct book, the key is its day */
    struct book *last; /* the book used last: entries come in order of time */
};

struct place place_of(int day, const char *area, enum channel channel, bool aside);
bool counts_are_zero(const struct counts *counts);
bool voices_are_zero(const struct voices *voices);
