#pragma once
/* What the server's files share: the only ones that speak HTTP. Only for server*.c. */
#include "door.h"
#include "labour.h"
#include "server.h"
#include <microhttpd.h>
#include <pthread.h>

/* An event thread of libmicrohttpd and the connections it serves. */
struct desk {
    server_t *server;
    struct MHD_Daemon *daemon;
    atomic_int lines;
};

/* The locks are the system's and not GLib's, so that ThreadSanitizer sees them. */
struct server {
    atomic_int owners; /* who opened it, and each store that is not answered */
    struct server_options options;
    const struct web_handler *handler;
    void *handler_payload;
    int port;
    lines_t *lines;
    door_t *door;
    labour_t *labour;
    size_t n_desks;
    struct desk *desks;
    atomic_int visits;   /* requests under way */
    atomic_bool closing; /* each answer is the last of its connection */

    pthread_mutex_t lock; /* of the rest, and of a visit that waits */
    GQueue waiting;       /* of struct ticket */
    bool given_up;        /* nothing may wait any more */
};

/* A line may take so long from now on; 0: as long as it likes. */
void server_allow(struct line *line, gint64 ms);

/* Gives up a share in the server; the last one frees it. */
void server_let_go(server_t *server);

/* As libmicrohttpd calls them; payload: struct desk. */
void *server_begin_visit(void *payload, const char *target, struct MHD_Connection *connection);
enum MHD_Result server_serve(void *payload, struct MHD_Connection *connection, const char *url,
                             const char *method, const char *version, const char *data, size_t *size,
                             void **context);
void server_end_visit(void *payload, struct MHD_Connection *connection, void **context,
                      enum MHD_RequestTerminationCode code);
/* Ends the visit that libmicrohttpd has forgotten on a line that ends: it does so when a request's cookies do
 * not fit its memory. */
void server_drop_visit(struct line *line);

/* What the labour does; payload: the server. */
void server_do_work(void *job, void *payload);

/* Answers all that waits, and from now on nothing waits any more: libmicrohttpd must not be stopped while a
 * connection does. */
void server_give_up_waiting(server_t *server);
