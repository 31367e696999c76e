#pragma once
/* The place a command works on: the center's data folder, its center.ini, its plans, its journals. */
#include "center.h"
#include "journal.h"
#include "plan.h"

struct place {
    char *data;
    center_t *center;
};

enum place_error {
    PLACE_ERROR_FAILED,
    PLACE_ERROR_NAME /* what the caller named is not there, or was named before */
};
#define PLACE_ERROR place_error_quark()
GQuark place_error_quark(void);

/* Opens the data folder (`given`, else $SIPAS_DATA, else the system's) and reads its center.ini. */
bool place_open(struct place *out, const char *given, GError **error);
void place_close(struct place *place); /* a zeroed one is fine */

/* The plans of those names or files; NULL: those center.ini puts in force. A plan that is there twice would
 * be judged twice: that is a failure too. Free with g_ptr_array_unref, NULL on failure. */
GPtrArray *place_plans(const struct place *place, char **names, GError **error);

/* Opens the journal of a device for writing, making the device's folder when there is none. Leaves nothing
 * behind on failure. A copy of the journal of another machine is refused: only that machine writes it. */
bool place_open_journal(journal_t **out, const struct place *place, const char *device, GError **error);

/* Reads the key that seals the journal of the device: keys/seal-DEVICE.key when another machine of the center
 * writes it, else the key of this one. */
bool place_key(uint8_t key[SEAL_KEY_SIZE], const struct place *place, const char *device, GError **error);
