#pragma once
/* Private files: key files that nobody but their owner may read, replaced as a whole. Any thread; whoever
 * changes one holds the lock of its folder meanwhile, so that of two changes at once none is lost. */
#include <glib.h>
#include <stdbool.h>

/* Reads the file. NULL with an error of G_FILE_ERROR: G_FILE_ERROR_NOENT when there is none,
 * G_FILE_ERROR_PERM when other users can read it. To be wiped and freed with private_file_forget. */
char *private_file_read(const char *file, gsize *length, GError **error);

/* Wipes a text and frees it; NULL is fine. */
void private_file_forget(char *text);

/* Puts the text in place of the file, mode 0600, on disk when it returns; from root to the owner of its
 * folder. */
bool private_file_replace(const char *file, const char *text, GError **error);

/* Waits for the lock of the file's folder. What to give back, or -1 with the error. */
int private_file_lock(const char *file, GError **error);
void private_file_unlock(int lock);
