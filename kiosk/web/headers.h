#pragma once
/* Headers: those of an answer, security headers among them. Pure; any thread. */
#include "exchange.h"

enum { HEADERS_MOST = 20 };

struct header {
    const char *name;
    const char *value; /* without control characters */
};

/* Texts made for one answer. */
struct headers {
    size_t n;
    struct header list[HEADERS_MOST];
    char cache[48], retry[16];
    char *disposition; /* owned */
};

/* All headers of the answer but those of the transport (Date, Content-Length, Connection). Borrows from the
 * response; give to headers_clear. */
void headers_make(struct headers *out, const struct web_response *response, bool secure);
void headers_clear(struct headers *headers);
