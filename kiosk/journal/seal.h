#pragma once
/* Seals: a keyed hash chain over the entries of a journal.
 *
 * seal(0) = H(key; row of the device); seal(n) = H(key; seal(n-1) || entry n), H is BLAKE2b-256 keyed,
 * the entry every stored column in schema order, each with its type and length. An edit, a deletion or
 * a swap breaks the chain at that entry; a cut tail shows against a head noted elsewhere. It does not stop
 * somebody who holds the key: heads printed on reports do. Any thread. */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { SEAL_SIZE = 32, SEAL_KEY_SIZE = 32, SEAL_TEXT_SIZE = 65 };

#define SEAL_ERROR seal_error_quark()
GQuark seal_error_quark(void);
enum seal_error { SEAL_ERROR_KEY };

/* Makes a random key file: hexadecimal, mode 0600, synced. Fails when the file is there. */
bool seal_key_create(const char *file, GError **error);

/* Reads a key file; refuses one that other users can read. */
bool seal_key_load(uint8_t key[SEAL_KEY_SIZE], const char *file, GError **error);

/* The seal in lower-case hexadecimal. */
void seal_format(char out[SEAL_TEXT_SIZE], const uint8_t seal[SEAL_SIZE]);
