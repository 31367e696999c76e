#pragma once
/* Links: the addresses that lead a phone to the center's page, as codes.
 *
 * A slip's link has a random id, is good for one rating and never made twice; a poster's is made of the key
 * and the area alone, and is the same each time until the keys are rotated. */
#include "place.h"
#include "qr.h"
#include "token_keys.h"

struct links {
    const center_t *center; /* borrowed */
    token_keys_t *keys;
};

/* Fails when center.ini gives no address of the phone page, or there are no keys. */
bool links_open(struct links *out, const struct place *place, GError **error);
void links_close(struct links *links); /* a zeroed one is fine */

/* `area` NULL: the respondent chooses. `expires` is in seconds. */
bool links_make_slip(struct qr *out, const struct links *links, const char *area, gint64 expires,
                     GError **error);
void links_make_poster(struct qr *out, const struct links *links, const char *area);

/* The phone page's address as people write it, without "https://". Owned by the center. */
const char *links_short_address(const center_t *center);
