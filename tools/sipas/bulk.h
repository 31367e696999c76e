#pragma once
/* Many ratings into the journal of a device, all or none. */
#include "journal.h"
#include "place.h"

/* Stores the note and what `next` gives, as journal_append_all does, making the device's journal when there
 * is none. On failure a journal that was made for it is not left behind. */
bool bulk_store(const struct place *place, const char *device, const struct rating *note, journal_next next,
                void *payload, GError **error);
