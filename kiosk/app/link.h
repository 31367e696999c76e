#pragma once
/* Link: the addresses behind the codes on the kiosk's screen, and why there are none.
 *
 * Each is good for one rating, or one remark, for center->code_minutes. The keys are read anew each time, so
 * new ones work at once. Nothing is made that could not be used: no code is better than one that leads
 * nowhere. */
#include "center.h"
#include "token.h"

typedef struct link link_t;

enum link_state {
    LINK_SHOWN,
    LINK_NO_ADDRESS, /* center.ini gives no web address */
    LINK_NO_KEYS,    /* keys/token.ini is not there or cannot be read */
    LINK_TOO_LONG,   /* the web address is too long for a code */
    LINK_CLOCK, /* the clock cannot be right, or is behind: the code would have ended before it is shown */
    LINK_NO_SERVER,   /* the phone's server of this machine has not been heard of */
    LINK_NO_ROOM,     /* the panel has no room for it */
    LINK_THANKS_ONLY, /* ... but on the thanks page it has */
    LINK_STATES
};

/* After sodium_init(), as all of token.h. `data`, `device` (the kiosk) and `center` are borrowed. `verbose`:
 * says on stderr when and why codes come and go. */
link_t *link_new(const char *data, const char *device, const center_t *center, bool verbose);
void link_free(link_t *link); /* NULL is fine */

/* Makes an address of that kind for an area (NULL: the respondent chooses). False: link_state says why. */
bool link_make(link_t *link, char url[TOKEN_URL_SIZE], enum token_kind kind, const char *area,
               const struct moment *now);

/* Whether the page had room for the code. */
void link_shown(link_t *link, enum token_kind kind, bool shown);

/* How things stand. Any thread; the others belong to one. */
enum link_state link_state(const link_t *link);
