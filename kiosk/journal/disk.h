#pragma once
/* The disk: what SQLite leaves to us of making files lasting and of keeping a journal to one process.
 * Never touch a journal's own file with these: closing a second descriptor of it drops SQLite's locks. */
#include <glib.h>
#include <stdbool.h>

/* Waits until the folder that holds `file` is on disk, so that a file made or renamed in it stays so. False
 * with errno. */
bool disk_sync_folder_of(const char *file);

/* Waits until the content of `file` is on disk. False with errno. */
bool disk_sync_file(const char *file);

/* Makes an empty file that only its owner and group may read, for a file of SQLite's that is not in use yet;
 * one that is there already stays as it is. What root makes goes to the owner of its folder. False with
 * errno. */
bool disk_make_file(const char *file);

/* Puts what is whole in its place: syncs `draft`, renames it to `file` and syncs the folder.
 * JOURNAL_ERROR_STORAGE; `doing` is what for. */
bool disk_settle(const char *draft, const char *file, const char *doing, GError **error);

/* Takes the lock kept in `file` for this open descriptor, making the file when there is none. -1 with errno,
 * EWOULDBLOCK when somebody else holds it. Closing the descriptor, or the end of the process, gives it up.
 * Only its holder may remove the file. */
int disk_lock(const char *file);
