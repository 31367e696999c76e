#pragma once
/* An entry as a row: between a rating as a value, the values stored, and the values sealed. */
#include "schema.h"

/* The columns that are sealed, in schema order; the seal is the column after them. */
enum {
    ENTRY_SEQ,
    ENTRY_KIND,
    ENTRY_UTC_MS,
    ENTRY_DAY,
    ENTRY_MONO_MS,
    ENTRY_BOOT,
    ENTRY_TRUST,
    ENTRY_AREA,
    ENTRY_CHANNEL,
    ENTRY_LANGUAGE,
    ENTRY_FLAGS,
    ENTRY_ANSWERS,
    ENTRY_REASON_BITS = ENTRY_ANSWERS + ITEM_COUNT,
    ENTRY_REFERS,
    ENTRY_NOTE_TEXT,
    ENTRY_SEALED, /* how many there are */
    ENTRY_SEAL = ENTRY_SEALED,
    ENTRY_COLUMNS
};

/* The values of an entry; text and boot id stay borrowed from the rating. */
void entry_values(struct value out[ENTRY_SEALED], gint64 seq, const struct rating *rating);

/* Back again. False when the values are not such as entry_values makes; `*why` is then a static phrase. */
bool entry_rating(struct rating *out, const struct value values[ENTRY_SEALED], const char **why);

/* INSERT of a whole row, and a SELECT of whole rows with `where` (a constant of the program) after it. */
bool entry_prepare_insert(sqlite3_stmt **out, sqlite3 *db, GError **error);
bool entry_prepare_select(sqlite3_stmt **out, sqlite3 *db, const char *where, GError **error);
