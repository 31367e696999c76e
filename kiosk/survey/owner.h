#pragma once
/* Owners: whose the files of a data folder are.
 *
 * The administrator runs commands as root, the services run as a user of their own: what root makes or
 * replaces in a data folder goes to the owner and group of the folder it lies in, or the services could not
 * read it. Who is not root owns what it makes, and nothing is done. Links are never followed, and a file of
 * several names is left as it is. Any thread. */
#include <glib.h>
#include <stdbool.h>

/* Hands over one file or folder. An error of G_FILE_ERROR. */
bool owner_hand_over(const char *path, GError **error);

/* Hands over a folder, then the plain files in it. */
bool owner_hand_over_all(const char *folder, GError **error);
