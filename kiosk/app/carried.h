#pragma once
/* Carried: the bundle of the kiosk's own journal that a drive takes to the center, for a kiosk without
 * network.
 *
 * A drive that holds bundles of this kiosk already, one after the other from the first entry on, gets what
 * came after them; any other gets all. So the bundles of one drive are always enough, whatever became of
 * other drives. Only those signed by this very machine count. */
#include <glib.h>
#include <stdbool.h>

struct carried {
    char *name; /* of the bundle's file, without folder; NULL: there is nothing to carry */
    GBytes *bundle, *signature;
};

/* `data` is the kiosk's data folder, `folder` where bundles lie on the drive; it need not be there. A machine
 * without a key to sign with carries nothing. */
bool carried_make(struct carried *out, const char *data, const char *device, const char *folder,
                  GError **error);

void carried_clear(struct carried *carried); /* a zeroed one is fine */
