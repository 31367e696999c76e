#pragma once
/* Fields of a row as they lie: read without the copy SQLite makes to close a text with NUL. */
#include "rating.h"
#include <sqlite3.h>

/* The days that can be. */
enum { FIELD_FIRST_DAY = 10101, FIELD_LAST_DAY = 99991231 };

/* More answers than a row, or all rows of a report together, can ever hold; what is summed up to there does
 * not overflow. */
extern const gint64 field_count_most, field_sum_most;

/* A count of 0..field_count_most. */
bool field_read_count(gint64 *out, sqlite3_value *field);

/* A text without NUL that fits into `room` bytes with its closing NUL. */
bool field_read_text(char *out, size_t room, sqlite3_value *field);

/* Likewise, an area's id. */
bool field_read_area(char out[AREA_ID_SIZE], sqlite3_value *field);

bool field_read_channel(enum channel *out, sqlite3_value *field);

/* Whether it holds that very text. */
bool field_is_text(sqlite3_value *field, const char *text);
