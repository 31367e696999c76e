#pragma once
/* Latest: the latest moment that a device knew under a synchronised clock, kept over restarts in
 * DIR/devices/ID/latest, one line of milliseconds since 1970-01-01T00:00Z. A clock that shows less is behind.
 * Any thread. */
#include <glib.h>
#include <stdbool.h>

/* Free with g_free. */
char *latest_file(const char *data, const char *device);

/* 0 when the file holds none. */
gint64 latest_read(const char *file);

/* Lasting when it returns. The folder must be there. */
bool latest_write(const char *file, gint64 utc_ms, GError **error);
