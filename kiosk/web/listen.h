#pragma once
/* Listening sockets: made from "ADDRESS:PORT", or handed over by whoever started the program. */
#include <glib.h>
#include <stdbool.h>

#define LISTEN_ERROR listen_error_quark()
GQuark listen_error_quark(void);
enum listen_error { LISTEN_ERROR_ADDRESS };

/* Opens a socket that does not block: "127.0.0.1:8080", "[::1]:8080", "[::]:8080" (IPv4 too); port 0: any
 * free one. Names are not looked up. -1 on failure. The caller closes it. */
int listen_open(const char *address, GError **error);

/* Makes a socket that was handed over ready; false when it is none that listens. */
bool listen_take(int descriptor, GError **error);

/* The port; 0 for a socket that has none. */
int listen_port(int descriptor);
