#pragma once
/* Files of a test's own, in a folder that is made for each and removed with it. */
#include <glib.h>

typedef struct temp_file {
    char *folder;
    char *path;
} temp_file_t;

/* Writes the text to FOLDER/NAME. Done with by temp_file_clear. */
struct temp_file temp_file_new(const char *name, const char *text);
void temp_file_clear(struct temp_file *file);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(temp_file_t, temp_file_clear)
