#pragma once
/* Plain files: what lies on a disk and has an end. */
#include <glib.h>
#include <stdio.h>

/* Opens the file for reading; NULL when it cannot be, or is a folder, a pipe or a device, which is found out
 * without waiting for it. */
FILE *plain_file_open(const char *file, GError **error);
