#pragma once
/* Hashes of what people type to prove who they are: Argon2id, in libsodium's text form, which holds salt and
 * cost. Each takes about 0.1 s and 32 MiB. Any thread. */
#include <stdbool.h>

enum { SECRET_HASH_SIZE = 128 };

/* With a fresh salt; false when that memory is not to be had. */
bool secret_hash(char out[SECRET_HASH_SIZE], const char *secret);

/* False too when the hash is none. */
bool secret_hash_matches(const char *hash, const char *secret);
