#pragma once
/* PIN: the number that opens the staff pages of a kiosk.
 *
 * Kept as an Argon2id hash (libsodium's text form, which holds salt and cost), so that the file gives nobody
 * the number in a short time; against guessing at the screen stands the growing wait. Any thread. */
#include <stdbool.h>

enum { PIN_DIGITS_MIN = 4, PIN_DIGITS_MAX = 12, PIN_HASH_SIZE = 128 };

/* Whether it can be a PIN: 4 to 12 digits, not one digit only, not a run such as 123456 or 9876. On false,
 * `*why` (may be NULL) is a static English phrase of what was expected. */
bool pin_is_acceptable(const char *pin, const char **why);

/* The hash of a PIN with a fresh salt. Takes about 0.1 s and 32 MiB; false when that memory is not to be had.
 */
bool pin_hash(char out[PIN_HASH_SIZE], const char *pin);

/* Whether the PIN is the one of the hash; false too when the hash is none. Takes as long as pin_hash. */
bool pin_matches(const char *hash, const char *pin);

/* How many seconds no further try is heard after that many wrong ones in a row: 0, 2, 5, 15, 30, 60, 120,
 * 300, and 900 from the eighth on. */
int pin_wait_seconds(int failures);
