#pragma once
/* A client that says byte for byte what it is told, and a server with a small handler of its own to say it
 * to.
 *
 * The handler: GET /hello "hello"; GET /long 300000 letters; GET /peer the sender's address in hexadecimal
 * digits and " https" when secure; POST /size how many bytes came, 413 when too many; POST /store stores and
 * then leads to /thanks, 503 when it was refused; GET /work "worked", when wire_release was called; anything
 * else 404 "none". HEAD as GET. */
#include "server.h"
#include <pthread.h>

struct wire {
    server_t *server;
    int port;

    pthread_mutex_t lock; /* of the rest */
    pthread_cond_t changed;
    bool held;       /* storage and work wait */
    GArray *tickets; /* of struct wire_ticket: what storage has not answered yet */
    int n_stored, n_worked, n_begun;
    GString *log; /* "GET /hello 200\n" */
};

/* As the server's tests begin: `change` may set other options. */
void wire_open(struct wire *wire, void (*change)(struct server_options *options));
/* Closes the server when it is still open. */
void wire_close(struct wire *wire);

void wire_hold(struct wire *wire);                                     /* storage and work wait from now on */
void wire_release(struct wire *wire, enum submission_outcome outcome); /* and no longer, what waits first */
void wire_wait_for(struct wire *wire, int begun); /* until so many stores and works in all have begun */

int wire_connect(const struct wire *wire);
void wire_say(int client, const char *text);
void wire_say_bytes(int client, const char *bytes, size_t size);

/* One whole answer, its head and body as they came. "" when the other end has closed. Free with g_free.
 * `bodiless`: it is the answer to a HEAD. */
char *wire_hear(int client, bool bodiless);
/* All that comes until the other end closes. Free with g_free. */
char *wire_hear_all(int client);

/* Connects, says, and returns the one answer. Free with g_free. */
char *wire_ask(const struct wire *wire, const char *text);

int wire_status(const char *answer); /* 0: it is none */
const char *wire_body(const char *answer);
/* The value of a header, NULL when it is not there. Free with g_free. */
char *wire_header(const char *answer, const char *name);
