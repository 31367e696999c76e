#pragma once
/* Server: HTTP in front of a handler. The only file that speaks HTTP (libmicrohttpd).
 *
 * Sets every limit itself: connections in all and by address, the whole time a request may take from its
 * first byte to its answer (not counting the time the disk takes), the size of headers and body, the time a
 * connection may idle. Puts the security headers on every answer, answers what is no well-formed request, and
 * keeps nothing of a request but what `log` gets: method, route, status. Opened and closed by one thread.
 *
 * Two things libmicrohttpd does not allow: a client that closes its half of the connection before the answer
 * to a store or a work gets none (what was to be stored is stored; who asks again is told so), and a request
 * with so many cookies (more than about a hundred) that they do not fit its memory is cut off without an
 * answer. */
#include "exchange.h"
#include "lines.h"

typedef struct server server_t;

/* The answer to a store: called once for each, from any thread; it may be called before `store` returns. */
typedef void (*server_stored)(enum submission_outcome outcome, void *ticket);

struct server_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080"; port 0: any */
    int descriptor;     /* a listening socket handed over, used instead; -1: none. Owned by the server then */
    int threads;        /* event threads */
    int connections;    /* at most; more wait in the system's queue or are refused */
    int connections_by_address; /* at most; not counted for addresses of this machine, where a proxy may be */
    int request_seconds; /* a request not whole by then is cut off; a connection's later requests have the
                            idle time before them, too */
    int idle_seconds;    /* a connection that says nothing for so long is closed */

    /* Called by event threads with the server's payload: */
    void (*now)(struct web_request *request, void *payload); /* fills now, token_now, random */
    void (*store)(const struct submission *submission, server_stored stored, void *ticket, void *payload);
    void (*log)(const char *method, const char *route, int status, void *payload); /* may be NULL */
    void *payload;
};

/* Listens and answers until closed. Strings are copied; the handler's payload outlives the server. */
bool server_open(server_t **out, const struct server_options *options, const struct web_handler *handler,
                 void *handler_payload, GError **error);

/* The port it listens on. */
int server_port(const server_t *server);

/* How many connections there are and were. Any thread. */
struct lines_figures server_lines(const server_t *server);

/* Takes no more connections or requests, waits until what is under way is answered, at most `seconds`, and
 * ends. `store` must still answer meanwhile. NULL is fine. */
void server_close(server_t *server, int seconds);
