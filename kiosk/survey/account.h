#pragma once
/* Accounts: who may open the staff pages of the phone's web server. DIR/keys/accounts.ini, mode 0600, a key
 * file with a group [account NAME] a person: hash (Argon2id in libsodium's text form), made (ISO day).
 *
 * A name is a log-in chosen by the administrator, [a-z0-9-], 2 to 31 bytes; it stands in the journal's audit
 * remarks. Reading and changing are separate calls: the file is small and read anew at each log-in. */
#include <glib.h>
#include <stdbool.h>

enum { ACCOUNT_NAME_SIZE = 32, PASSWORD_LETTERS_MIN = 10, PASSWORD_SIZE = 257, PASSWORD_HASH_SIZE = 128 };

#define ACCOUNT_ERROR account_error_quark()
GQuark account_error_quark(void);
enum account_error { ACCOUNT_ERROR_FILE, ACCOUNT_ERROR_CONTENT, ACCOUNT_ERROR_NAME };

bool account_name_is_valid(const char *name);

/* 10 to 64 characters, not one character only, not the name. On false, *why (may be NULL) is a static English
 * phrase of what was expected. */
bool password_is_acceptable(const char *password, const char *name, const char **why);

/* The names, sorted; none when there is no file. Refuses a file that other users can read. NULL-ended; free
 * with g_strfreev. NULL on failure. */
char **accounts_names(const char *file, GError **error);

/* Whether the password is that of the name. An unknown name takes as long as a known one. About 0.1 s and
 * 32 MiB: not for a thread that others wait for. False with `error` when the file cannot be read. */
bool account_matches(const char *file, const char *name, const char *password, GError **error);

/* Adds an account, or gives one that is there another password. The file is replaced as a whole. */
bool account_set(const char *file, const char *name, const char *password, const char *day, GError **error);

/* ACCOUNT_ERROR_NAME when there is none of that name. */
bool account_remove(const char *file, const char *name, GError **error);
