#pragma once
/* The device row: whose journal a file is, and the seal its chain begins with. */
#include "sql.h"

enum { DEVICE_FORMAT = 1 }; /* how entries are sealed */

struct device {
    char device[AREA_ID_SIZE];
    char center[AREA_ID_SIZE];
    gint64 made; /* UTC, milliseconds */
    char program[AREA_ID_SIZE];
    gint64 format;
};

/* Stores the row of a new journal. Inside the caller's transaction. */
bool device_store(sqlite3 *db, const struct device *device, GError **error);

/* Reads the row. None, or one that this program does not understand, is JOURNAL_ERROR_DAMAGED. */
bool device_read(struct device *out, sqlite3 *db, GError **error);

/* Whether the journal is the wanted one: JOURNAL_ERROR_FOREIGN naming both. */
bool device_check(const struct device *device, sqlite3 *db, const char *wanted_device,
                  const char *wanted_center, GError **error);

/* seal(0). */
void device_seal(uint8_t out[SEAL_SIZE], const struct device *device, const uint8_t key[SEAL_KEY_SIZE]);
