#pragma once
/* The disk: what SQLite leaves to us of making files lasting and of keeping a journal to one process.
 * Never touch a journal's own file with these: closing a second descriptor of it drops SQLite's locks. */
#include <stdbool.h>

/* Waits until the folder that holds `file` is on disk, so that a file made or renamed in it stays so. False
 * with errno. */
bool disk_sync_folder_of(const char *file);

/* Waits until the content of `file` is on disk. False with errno. */
bool disk_sync_file(const char *file);

/* Takes the lock kept in `file` for this open descriptor, making the file when there is none. -1 with errno,
 * EWOULDBLOCK when somebody else holds it. Closing the descriptor, or the end of the process, gives it up.
 * Only its holder may remove the file. */
int disk_lock(const char *file);
