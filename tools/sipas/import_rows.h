#pragma once
/* From the records of an import file to ratings. Pure: the records and the center are all they know. */
#include "center.h"
#include "csv_read.h"
#include "rating.h"

/* Which field of a record holds what; -1: the file has no such column. */
struct import_columns {
    int taken_at, area, channel;
    int items[ITEM_COUNT];
    size_t n;
};

/* Told every mistake of a record: the column, what was found there (any bytes) and what was expected. */
typedef void (*import_complain)(const char *column, const char *found, const char *expected, void *payload);

/* Reads the header record. False when it has a mistake; all of them were told. */
bool import_header(struct import_columns *out, const csv_t *record, import_complain complain, void *payload);

/* Reads a rating. taken_at is ISO 8601 with an offset, a date and time of Việt Nam without one, or a date
 * (then it is noon). False when it has a mistake; all of them were told, and *out is then unfinished. */
bool import_row(struct rating *out, const struct import_columns *columns, const csv_t *record,
                const center_t *center, import_complain complain, void *payload);
