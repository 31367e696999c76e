#pragma once
/* Folders as a whole. */
#include <glib.h>
#include <stdbool.h>

/* Makes a folder; with `mode` less what the umask takes. */
bool tree_make(const char *folder, unsigned mode, GError **error);

/* Removes a file, or a folder with all in it; symbolic links are removed, not followed. What cannot be
 * removed stays. */
void tree_remove(const char *path);

/* Puts a folder's own entries on disk. */
bool tree_sync(const char *folder, GError **error);

/* Whether the folder holds nothing but entries of these names (NULL-ended); an empty folder does. */
bool tree_holds_only(const char *folder, const char *const *names);

/* Locks a folder while the descriptor given back is open: -1 with errno, EWOULDBLOCK when somebody has it.
 * The folder is its own lock: whoever holds it is at work there. */
int tree_lock(const char *folder);

/* Removes the folders in `parent` whose names begin so, but those that somebody holds the lock of. */
void tree_remove_left(const char *parent, const char *prefix);
