#pragma once
/* Web sockets: the listening sockets that the system's service manager hands over, by the name of the server
 * they are for (FileDescriptorName=web, staff, status). */
#include "web_figures.h"

/* -1: none was handed over. A single one without a name is the public server's. Those with other names are
 * closed. The environment that told of them is cleared. */
void web_sockets_take(int out[WEB_SIDE_COUNT]);
