#pragma once
/* Files of sums, as sha256sum writes and checks them. */
#include <glib.h>
#include <stdbool.h>

struct sum_line {
    char *sum;  /* 64 hexadecimal digits */
    char *name; /* of a file beside the sums */
};

/* The lines of the file, at least one; free with g_ptr_array_unref. NULL when it cannot be read, or holds
 * anything but sums of files beside it. */
GPtrArray *sums_read(const char *file, GError **error);

/* Whether the file's content has that sum; false with `error` when it cannot be read. */
bool sums_agree(bool *same, const char *file, const char *sum, GError **error);
