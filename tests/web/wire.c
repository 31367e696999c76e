#include "wire.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LONG_SIZE = 300000, PATIENCE_SECONDS = 60 };

struct wire_ticket {
    server_stored stored;
    void *ticket;
};

/* --- the handler --- */

static void say(struct web_exchange *exchange, int status, const char *route, const char *text)
{
    exchange->response.status = status;
    exchange->response.route = route;
    exchange->response.type = "text/plain";
    exchange->response.body = g_bytes_new(text, strlen(text));
}

static void say_peer(struct web_exchange *exchange)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < sizeof exchange->request.peer; i++)
        g_string_append_printf(text, "%02x", exchange->request.peer[i]);
    g_string_append(text, exchange->request.secure ? " https" : "");
    say(exchange, 200, "/peer", text->str);
    g_string_free(text, TRUE);
}

static void say_size(struct web_exchange *exchange)
{
    const struct web_request *request = &exchange->request;
    g_autofree char *text = g_strdup_printf("%zu", request->body_size);
    g_assert_true(request->too_large || request->body == NULL || request->body[request->body_size] == '\0');
    if (request->too_large)
        say(exchange, 413, "/size", "too large");
    else
        say(exchange, 200, "/size", text);
}

static void say_long(struct web_exchange *exchange)
{
    g_autofree char *text = g_strnfill(LONG_SIZE, 'x');
    say(exchange, 200, "/long", text);
}

static enum web_step answer(struct web_exchange *exchange, void *payload)
{
    const struct web_request *request = &exchange->request;
    (void)payload;
    if (request->method == WEB_POST && strcmp(request->path, "/store") == 0) {
        exchange->submission = g_new0(struct submission, 1);
        return WEB_STORE;
    }
    if (strcmp(request->path, "/work") == 0)
        return WEB_WORK;
    if (request->method == WEB_POST && strcmp(request->path, "/size") == 0)
        say_size(exchange);
    else if (strcmp(request->path, "/hello") == 0)
        say(exchange, 200, "/hello", "hello");
    else if (strcmp(request->path, "/long") == 0)
        say_long(exchange);
    else if (strcmp(request->path, "/peer") == 0)
        say_peer(exchange);
    else if (request->too_large)
        say(exchange, 413, "none", "too large");
    else
        say(exchange, 404, "none", "none");
    return WEB_READY;
}

static void stored(struct web_exchange *exchange, enum submission_outcome outcome, void *payload)
{
    (void)payload;
    if (outcome != SUBMISSION_STORED) {
        say(exchange, 503, "/store", "not stored");
        return;
    }
    exchange->response.status = 303;
    exchange->response.route = "/store";
    exchange->response.location = g_strdup("/thanks");
}

static void work(struct web_exchange *exchange, void *payload)
{
    struct wire *wire = payload;
    pthread_mutex_lock(&wire->lock);
    wire->n_begun++;
    pthread_cond_broadcast(&wire->changed);
    while (wire->held)
        pthread_cond_wait(&wire->changed, &wire->lock);
    wire->n_worked++;
    pthread_mutex_unlock(&wire->lock);
    say(exchange, 200, "/work", "worked");
}

static const struct web_handler HANDLER = {.answer = answer, .stored = stored, .work = work};

/* --- what the server asks for --- */

static void read_now(struct web_request *request, void *payload)
{
    (void)payload;
    memset(&request->now, 0, sizeof request->now);
}

static void store(const struct submission *submission, server_stored answer_to, void *ticket, void *payload)
{
    struct wire *wire = payload;
    const struct wire_ticket kept = {answer_to, ticket};
    (void)submission;
    pthread_mutex_lock(&wire->lock);
    const bool held = wire->held;
    wire->n_begun++;
    wire->n_stored += !held;
    if (held)
        g_array_append_val(wire->tickets, kept);
    pthread_cond_broadcast(&wire->changed);
    pthread_mutex_unlock(&wire->lock);
    if (!held)
        answer_to(SUBMISSION_STORED, ticket);
}

static void log_answer(const char *method, const char *route, int status, void *payload)
{
    struct wire *wire = payload;
    pthread_mutex_lock(&wire->lock);
    g_string_append_printf(wire->log, "%s %s %d\n", method, route, status);
    pthread_mutex_unlock(&wire->lock);
}

/* --- opening --- */

void wire_open(struct wire *wire, void (*change)(struct server_options *options))
{
    GError *error = NULL;
    struct server_options options = {.listen = "127.0.0.1:0",
                                     .descriptor = -1,
                                     .threads = 2,
                                     .connections = 1000,
                                     .connections_by_address = 8,
                                     .request_seconds = PATIENCE_SECONDS,
                                     .idle_seconds = PATIENCE_SECONDS,
                                     .now = read_now,
                                     .store = store,
                                     .log = log_answer,
                                     .payload = wire};
    memset(wire, 0, sizeof *wire);
    pthread_mutex_init(&wire->lock, NULL);
    pthread_cond_init(&wire->changed, NULL);
    wire->tickets = g_array_new(FALSE, FALSE, sizeof(struct wire_ticket));
    wire->log = g_string_new(NULL);
    if (change != NULL)
        change(&options);
    server_open(&wire->server, &options, &HANDLER, wire, &error);
    g_assert_no_error(error);
    wire->port = server_port(wire->server);
    g_assert_cmpint(wire->port, >, 0);
}

void wire_close(struct wire *wire)
{
    server_close(wire->server, PATIENCE_SECONDS);
    g_assert_cmpint(wire->tickets->len, ==, 0);
    g_array_unref(wire->tickets);
    g_string_free(wire->log, TRUE);
    pthread_cond_destroy(&wire->changed);
    pthread_mutex_destroy(&wire->lock);
}

void wire_hold(struct wire *wire)
{
    pthread_mutex_lock(&wire->lock);
    wire->held = true;
    pthread_mutex_unlock(&wire->lock);
}

void wire_release(struct wire *wire, enum submission_outcome outcome)
{
    pthread_mutex_lock(&wire->lock);
    wire->held = false;
    g_autoptr(GArray) tickets = g_steal_pointer(&wire->tickets);
    wire->tickets = g_array_new(FALSE, FALSE, sizeof(struct wire_ticket));
    wire->n_stored += outcome == SUBMISSION_STORED ? (int)tickets->len : 0;
    pthread_cond_broadcast(&wire->changed);
    pthread_mutex_unlock(&wire->lock);
    for (guint i = 0; i < tickets->len; i++) {
        const struct wire_ticket *ticket = &g_array_index(tickets, struct wire_ticket, i);
        ticket->stored(outcome, ticket->ticket);
    }
}

void wire_wait_for(struct wire *wire, int begun)
{
    pthread_mutex_lock(&wire->lock);
    while (wire->n_begun < begun)
        pthread_cond_wait(&wire->changed, &wire->lock);
    pthread_mutex_unlock(&wire->lock);
}

/* --- the client --- */

int wire_connect(const struct wire *wire)
{
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)wire->port),
                                        .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    const struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(client, >=, 0);
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    g_assert_cmpint(connect(client, (const struct sockaddr *)&address, sizeof address), ==, 0);
    return client;
}

void wire_say_bytes(int client, const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t sent = send(client, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
            return; /* the other end has heard enough */
        g_assert_cmpint(sent, >, 0);
        bytes += sent;
        size -= (size_t)sent;
    }
}

void wire_say(int client, const char *text)
{
    wire_say_bytes(client, text, strlen(text));
}

/* Reads at most `size` more bytes; false when the other end has closed. */
static bool hear_some(int client, GString *heard, size_t size)
{
    char buffer[4096];
    const ssize_t got = recv(client, buffer, MIN(size, sizeof buffer), 0);
    if (got < 0)
        g_assert_cmpint(errno, ==, ECONNRESET); /* and not that nothing came in time */
    if (got > 0)
        g_string_append_len(heard, buffer, got);
    return got > 0;
}

char *wire_header(const char *answer, const char *name)
{
    const char *end = strstr(answer, "\r\n\r\n");
    g_auto(GStrv) lines = g_strsplit(answer, "\r\n", -1);
    const size_t size = strlen(name);
    for (char **line = lines; end != NULL && *line != NULL && **line != '\0'; line++)
        if (g_ascii_strncasecmp(*line, name, size) == 0 && (*line)[size] == ':')
            return g_strdup(g_strstrip(*line + size + 1));
    return NULL;
}

char *wire_hear(int client, bool bodiless)
{
    GString *heard = g_string_new(NULL);
    while (strstr(heard->str, "\r\n\r\n") == NULL)
        if (!hear_some(client, heard, 1)) /* no byte of the next answer */
            return g_string_free(heard, FALSE);
    g_autofree char *length = wire_header(heard->str, "Content-Length");
    size_t left = length != NULL && !bodiless ? (size_t)g_ascii_strtoull(length, NULL, 10) : 0;
    while (left > 0) {
        const gsize before = heard->len;
        if (!hear_some(client, heard, left))
            break;
        left -= heard->len - before;
    }
    return g_string_free(heard, FALSE);
}

char *wire_hear_all(int client)
{
    GString *heard = g_string_new(NULL);
    while (hear_some(client, heard, SIZE_MAX))
        ;
    return g_string_free(heard, FALSE);
}

char *wire_ask(const struct wire *wire, const char *text)
{
    int client = wire_connect(wire);
    wire_say(client, text);
    char *answered = wire_hear(client, g_str_has_prefix(text, "HEAD"));
    close(client);
    return answered;
}

int wire_status(const char *answered)
{
    return g_str_has_prefix(answered, "HTTP/1.") && strlen(answered) > 12
               ? (int)g_ascii_strtoll(answered + 9, NULL, 10)
               : 0;
}

const char *wire_body(const char *answered)
{
    const char *end = strstr(answered, "\r\n\r\n");
    return end != NULL ? end + 4 : "";
}
