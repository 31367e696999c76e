#pragma once
/* Routes: which paths there are and what may be asked of them. Pure. */
#include "exchange.h"

enum route { ROUTE_NONE, ROUTE_START, ROUTE_FORM, ROUTE_SEND, ROUTE_THANKS, ROUTE_BOARD };

/* The route of a path as sent; *rest (may be NULL) is what stands behind "/d/". Nothing is decoded and
 * nothing is made shorter: a path that is not written as ours is none. */
enum route route_find(const char *path, const char **rest);

/* Its name in counts and logs. Static. */
const char *route_name(enum route route);

/* What may be asked of it, as Allow says it; whether the method is one of them. */
const char *route_allow(enum route route);
bool route_takes(enum route route, enum web_method method);
