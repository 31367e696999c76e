#pragma once
/* Catalogue: what a kiosk offers and asks, taken from the center. Pure. */
#include "center.h"
#include "flow.h"

/* Fills what flow needs: the areas active on `today` (yyyymmdd) in the center's order, the items asked on the
 * kiosk with the main one first. `bound_area` overrides the center's (NULL: the center's). Fails with
 * SCREEN_ERROR_CENTER when there is nothing to offer, or the bound area is not one of those offered. */
bool catalogue_fill(struct flow_config *out, const center_t *center, const char *bound_area, int today,
                    GError **error);
