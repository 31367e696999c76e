#pragma once
/* Exchange: one request and its answer as plain values. What routes and pages work on; no socket in sight. */
#include "submission.h"
#include <glib.h>
#include <stdbool.h>

enum { WEB_BODY_MOST = 4096, WEB_PATH_MOST = 255, WEB_RANDOM_SIZE = 32 };

enum web_method { WEB_GET, WEB_HEAD, WEB_POST, WEB_OTHER };

/* Texts are as sent, any bytes without NUL, borrowed for the exchange; NULL: that header was not sent. */
struct web_request {
    enum web_method method;
    const char *path;  /* from '/' to before '?', not decoded */
    const char *query; /* after '?', "" without */
    const char *host, *origin, *fetch_site, *content_type, *accept_language, *cookie;
    const char *body; /* of a POST; NULL: none */
    size_t body_size;
    bool too_large;   /* the body was longer than WEB_BODY_MOST and was not kept */
    bool secure;      /* it came over https, as the proxy on this machine says */
    uint8_t peer[16]; /* the sender's address (IPv6, or IPv4 mapped), for the loose limit alone: it is never
                         stored, shown or logged */

    /* From the outside world, so that answering is pure: */
    struct moment now;
    gint64 token_now; /* seconds, by which tokens end: see token_clock.h */
    uint8_t random[WEB_RANDOM_SIZE];
};

/* What the answer is. `route` names it in counts and logs. Zeroed it is an empty 500. */
struct web_response {
    int status;
    const char *route;  /* static: "/d", "/ket-qua", "none" */
    GBytes *body;       /* NULL: empty; owned; may be shared by many answers */
    const char *type;   /* Content-Type, static; NULL: no body */
    const char *policy; /* Content-Security-Policy; NULL: default-src 'none' and nothing else; borrowed for as
                           long as the handler lives */
    const char *allow;  /* of a 405, static */
    char *location;     /* of a redirect; owned */
    char *cookie;       /* Set-Cookie; owned */
    char *file_name;    /* Content-Disposition: attachment; ASCII; owned */
    int retry_after;    /* seconds, of a 429 or 503; 0: none */
    int max_age;        /* seconds it may be cached; 0: no-store */
};

/* How an exchange goes on. */
enum web_step {
    WEB_READY, /* the response is there */
    WEB_STORE, /* store `submission`, then call `stored` */
    WEB_WORK   /* call `work` on a thread that may take its time */
};

struct web_exchange {
    struct web_request request;
    struct web_response response;
    struct submission *submission; /* with WEB_STORE; owned */
    void *note;                    /* the handler's own from step to step; freed with g_free */
};

/* What answers. `answer` is called on one of several event threads and must not wait for anything; so is
 * `stored`. All may be called at once for different exchanges. */
struct web_handler {
    enum web_step (*answer)(struct web_exchange *exchange, void *payload);
    void (*stored)(struct web_exchange *exchange, enum submission_outcome outcome, void *payload);
    void (*work)(struct web_exchange *exchange, void *payload); /* NULL: never asked for */
};

/* Frees what the exchange owns. */
void web_exchange_clear(struct web_exchange *exchange);
