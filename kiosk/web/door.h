#pragma once
/* The door of a server: the one thread that takes connections from a listening socket and hands them on, no
 * more than may be open at once; those beyond wait in the system's queue. It also sweeps the lines. */
#include "lines.h"
#include <sys/socket.h>

typedef struct door door_t;

/* Takes over the descriptor, which does not block, whatever comes of it; it is admitted in the lines and is
 * dismissed there when it is not served. Called by the door's thread. */
typedef void (*door_give)(int descriptor, const struct sockaddr *address, socklen_t size, void *payload);

/* Owns the listening socket from now on. */
door_t *door_open(int listening, lines_t *lines, door_give give, void *payload);

/* Takes no more connections and closes the listening socket. */
void door_close(door_t *door);
