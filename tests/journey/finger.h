#pragma once
/* Finger: true touches, fed to an X server that runs the "inputtest" driver. The driver accepts one
 * connection in the server's life, so whoever opens it keeps it. Every call waits until the server has
 * handled the event. */
#include <stdbool.h>

enum finger_event { FINGER_DOWN = 18, FINGER_MOVE = 19, FINGER_UP = 20 }; /* as XInput 2 numbers them */

enum { FINGER_AXIS = 65535 }; /* both axes run from 0 to this */

/* The connection, or -1. The caller closes it. */
int finger_open(const char *socket_path);

bool finger_send(int connection, enum finger_event event, unsigned id, int x, int y);
