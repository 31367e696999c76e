#include "secret_hash_internal.h"
#include <glib.h>
#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT(SECRET_HASH_SIZE == crypto_pwhash_STRBYTES);

/* A kiosk has little memory to spare beside its screen; 32 MiB and three passes are above OWASP's least for
 * Argon2id (19 MiB, two passes). */
enum { PASSES = 3, MEMORY = 32 * 1024 * 1024 };

bool secret_hash(char out[SECRET_HASH_SIZE], const char *secret)
{
    return sodium_init() >= 0 && crypto_pwhash_str_alg(out, secret, strlen(secret), PASSES, MEMORY,
                                                       crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool secret_hash_matches(const char *hash, const char *secret)
{
    return sodium_init() >= 0 && strlen(hash) < SECRET_HASH_SIZE &&
           crypto_pwhash_str_verify(hash, secret, strlen(secret)) == 0;
}
