#pragma once
/* The chain: the bytes that a seal covers, and the seal over them.
 *
 * A row is sealed as its values in schema order. Each value is one byte of type (the numbers of enum
 * value_type, which are SQLite's own), its length as four bytes, then its bytes; an integer is eight bytes;
 * NULL has length 0. Numbers are little-endian. Whoever appends and whoever verifies call the same
 * functions with the very values that are, or were, stored: two ways to make these bytes would sooner or
 * later differ. Pure; any thread, after sodium_init(). */
#include "seal.h"

enum value_type { VALUE_INTEGER = 1, VALUE_REAL = 2, VALUE_TEXT = 3, VALUE_BLOB = 4, VALUE_NULL = 5 };

/* One stored value. Bytes are borrowed. A REAL, which no column may hold, counts as its integer part. */
struct value {
    enum value_type type;
    gint64 integer;    /* VALUE_INTEGER, VALUE_REAL */
    const void *bytes; /* VALUE_TEXT, VALUE_BLOB; may be NULL when size is 0 */
    size_t size;
};

struct value value_integer(gint64 integer);
struct value value_text(const char *text);               /* borrowed */
struct value value_blob(const void *bytes, size_t size); /* borrowed */
struct value value_null(void);

/* The seal of a row after the row sealed `before`; NULL for the header, which begins the chain.
 * `out` may be `before`. */
void chain_seal(uint8_t out[SEAL_SIZE], const uint8_t key[SEAL_KEY_SIZE], const uint8_t *before,
                const struct value *values, size_t n);
