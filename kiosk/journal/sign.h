#pragma once
/* Signatures: files that anybody can check came from a machine of the center, with minisign on any computer.
 *
 * Keys and signatures are minisign's (Ed25519 over BLAKE2b-512 of the file, algorithm "ED"); the signature of
 * FILE is FILE.minisig. The secret key is kept without a password, mode 0600: the machine signs on its own.
 * Any thread. */
#include <glib.h>
#include <stdbool.h>

#define SIGN_ENDING ".minisig" /* of the file beside FILE */

#define SIGN_ERROR sign_error_quark()
GQuark sign_error_quark(void);
enum sign_error {
    SIGN_ERROR_FILE, /* cannot be read or written */
    SIGN_ERROR_KEY,  /* not a key, or one that other users can read */
    SIGN_ERROR_WRONG /* no signature of that key over that file */
};

/* Makes a pair of keys; fails when either file is there. `comment` is one line, such as the center's id and
 * the device. */
bool sign_keys_create(const char *secret, const char *public, const char *comment, GError **error);

/* Writes FILE.minisig beside its place, syncs and renames it. `comment` is the trusted comment, one line. */
bool sign_file(const char *file, const char *secret, const char *comment, GError **error);

/* Whether FILE.minisig is a signature over the file by that key. False with an error when not. */
bool sign_check(const char *file, const char *public, GError **error);
