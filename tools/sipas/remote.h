#pragma once
/* Another machine that is reached over ssh. */
#include <glib.h>
#include <stdbool.h>

#define REMOTE_ERROR remote_error_quark()
GQuark remote_error_quark(void);
enum remote_error {
    REMOTE_ERROR_NAME,   /* no address of a machine */
    REMOTE_ERROR_FAILED, /* the machine was not reached, or its program failed */
    REMOTE_ERROR_WRONG   /* its program found something wrong */
};

/* [USER@]HOST:FOLDER */
struct remote {
    char *host;   /* as ssh takes it, with the user */
    char *folder; /* there; "" for the folder that its program takes by itself */
    int patience; /* seconds without a byte after which it is given up */
};

/* Whether the text names a machine and not a file here: it has a colon before any slash. */
bool remote_is_meant(const char *text);

bool remote_read(struct remote *out, const char *text, GError **error);
void remote_clear(struct remote *remote);

/* The command that the other machine's shell is given to stream what a device has after an entry; every word
 * quoted. Free with g_free. */
char *remote_command(const struct remote *remote, const char *device, gint64 after);

/* Asks for it and receives it as `bundle`, its signature beside it; *any is whether there is such a device.
 * ssh asks nothing of anybody; $SIPAS_SSH (a command line) takes its place. */
bool remote_fetch(bool *any, const struct remote *remote, const char *device, gint64 after,
                  const char *bundle, GError **error);
