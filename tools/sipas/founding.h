#pragma once
/* Founding: a center's data folder made as a whole or not at all, and the data folder of a further machine of
 * a center.
 *
 * A further machine has the center's center.ini, plans and token keys, and keys of its own that seal and
 * sign, and a file `joined` that says whose it is. Copies of what the center needs to check its journal are
 * left at the center: keys/seal-ID.key and keys/trusted-ID.pub. */
#include <glib.h>
#include <stdbool.h>

struct founding {
    const char *data;   /* the folder to be made */
    const char *center; /* the center.ini to start from; NULL: the sample center, or that of `joins` */
    const char *joins;  /* the data folder of the center that it joins; NULL: it is a center of its own */
    const char *device; /* the device that writes there, with `joins` */
};

/* *id is the center's, to be freed with g_free. A failure leaves everything as it was. */
bool founding_make(char **id, const struct founding *founding, GError **error);
