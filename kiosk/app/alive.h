#pragma once
/* Alive: the sign that the phone's server leaves when it runs on this very machine, so that the kiosk shows
 * no code that leads nowhere.
 *
 * DIR/devices/ID/alive, ID being [web] device of center.ini, holds one line, the boot's id in hexadecimal
 * digits and the milliseconds since that boot. The server writes it every ALIVE_EVERY_MS and leaves it behind
 * when it ends: it then grows stale. Where the file never was, the server runs elsewhere and nothing is known
 * of it. Any thread. */
#include "rating.h"
#include <glib.h>
#include <stdbool.h>

enum { ALIVE_EVERY_MS = 30000, ALIVE_STALE_MS = 120000 };

enum alive {
    ALIVE_ELSEWHERE, /* no file: the server does not run on this machine */
    ALIVE_HERE,      /* written in this boot, not long ago */
    ALIVE_STALE      /* of another boot, too old, or not to be read */
};

/* DIR/devices/DEVICE/alive. Free with g_free. */
char *alive_file(const char *data, const char *device);

/* Writes the sign, as a whole. The folder must be there. */
bool alive_write(const char *file, const struct moment *now, GError **error);

enum alive alive_read(const char *file, const struct moment *now);
