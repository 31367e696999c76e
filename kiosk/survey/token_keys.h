#pragma once
/* The keys that make tokens: DIR/keys/token.ini, mode 0600, a key file with a group [key N] a key:
 *   secret   64 hexadecimal digits
 *   replaced when a later key took its place, ISO 8601 in UTC; not given: it is the current one
 * Keys are numbered 1 to 255, and exactly one is the current one; a number is given anew only when no token
 * of its earlier key can be good. All machines of a center have the same keys. No message shows a secret.
 * Immutable once loaded; any thread. */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { TOKEN_KEY_SIZE = 32, TOKEN_KEYS_MOST = 255, TOKEN_LIFE_DAYS = 92 /* no token is made for longer */ };

typedef struct token_keys token_keys_t;

#define TOKEN_KEYS_ERROR token_keys_error_quark()
GQuark token_keys_error_quark(void);
enum token_keys_error {
    TOKEN_KEYS_ERROR_FILE,
    TOKEN_KEYS_ERROR_CONTENT,
    TOKEN_KEYS_ERROR_CLOCK /* what is given as now cannot be */
};

/* Reads the file; refuses one that other users can read. The caller owns *out. */
bool token_keys_load(token_keys_t **out, const char *file, GError **error);
void token_keys_free(token_keys_t *keys); /* wipes them; NULL is fine */

/* Makes the file with a first key; fails when it is there. */
bool token_keys_create(const char *file, GError **error);

/* Puts a new current key beside the others, and takes out those that were replaced so long ago that no token
 * of theirs can be good. `now` is in seconds; TOKEN_KEYS_ERROR_CLOCK when it lies before there were centers
 * or before a key was replaced: by a wrong clock codes would end at once, or not for years. The file is
 * replaced as a whole; of two rotations at once both leave their key. */
bool token_keys_rotate(const char *file, gint64 now, GError **error);

/* The number of the current key; how many there are. */
int token_keys_current(const token_keys_t *keys);
int token_keys_count(const token_keys_t *keys);

/* The key of that number, or NULL. *replaced is 0 for the current one, else when it was replaced, in seconds.
 * Owned by the keys. */
const uint8_t *token_keys_get(const token_keys_t *keys, int number, gint64 *replaced);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(token_keys_t, token_keys_free)
