#include "head.h"
#include "headers.h"
#include "server_internal.h"
#include <sodium.h>
#include <string.h>

enum {
    DRAIN_MOST = 1 << 20, /* a body longer than this is not even read */
    RETRY_SECONDS = 5,    /* when too much waits */
    SLOWEST = 1024        /* bytes a second at which an answer must be taken */
};

enum stage { READING, WAITING, STORED, WORKED, GIVEN_UP };

/* One request on its way. */
struct visit {
    server_t *server;
    struct MHD_Connection *connection;
    struct line *line;
    struct web_exchange exchange;
    struct head head;
    struct head_target target;
    bool begun, logged;
    bool is_last;      /* of its connection */
    char *target_text; /* as it was sent, cut to pieces */
    char *body;
    enum stage stage;
    enum submission_outcome outcome; /* when STORED */
};

/* Stands for a visit that waits for storage or for work. */
struct ticket {
    GList node; /* in `waiting` */
    server_t *server;
    struct visit *visit; /* NULL: nobody waits any more */
    bool is_store;
};

static void log_once(struct visit *visit, const char *route, int status)
{
    const struct server_options *options = &visit->server->options;
    if (!visit->logged && options->log != NULL)
        options->log(head_method_name(visit->exchange.request.method), route, status, options->payload);
    visit->logged = true;
}

/* --- answering --- */

static void free_body(void *body)
{
    g_bytes_unref(body);
}

static struct MHD_Response *make_response(const struct web_response *from)
{
    gsize size = 0;
    const void *data = from->body != NULL ? g_bytes_get_data(from->body, &size) : NULL;
    struct MHD_Response *made = size == 0 ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
                                          : MHD_create_response_from_buffer_with_free_callback_cls(
                                                size, (void *)data, free_body, g_bytes_ref(from->body));
    if (made == NULL)
        g_error("no memory for an answer");
    return made;
}

static void add_headers(struct MHD_Response *response, const struct visit *visit)
{
    struct headers headers;
    headers_make(&headers, &visit->exchange.response, visit->exchange.request.secure);
    for (size_t i = 0; i < headers.n; i++)
        MHD_add_response_header(response, headers.list[i].name, headers.list[i].value);
    if (visit->is_last || atomic_load(&visit->server->closing))
        MHD_add_response_header(response, "Connection", "close");
    headers_clear(&headers);
}

static enum MHD_Result respond(struct visit *visit)
{
    struct web_response *response = &visit->exchange.response;
    if (response->status == 0)
        response->status = MHD_HTTP_INTERNAL_SERVER_ERROR;
    if (response->route == NULL)
        response->route = "none";
    const gsize size = response->body != NULL ? g_bytes_get_size(response->body) : 0;
    struct MHD_Response *made = make_response(response);
    add_headers(made, visit);
    server_allow(visit->line, (visit->server->options.request_seconds + (gint64)size / SLOWEST) * 1000);
    log_once(visit, response->route, response->status);
    enum MHD_Result queued = MHD_queue_response(visit->connection, (unsigned)response->status, made);
    MHD_destroy_response(made);
    return queued;
}

static enum MHD_Result refuse(struct visit *visit, int status)
{
    visit->exchange.response.status = status;
    visit->exchange.response.retry_after = status == MHD_HTTP_SERVICE_UNAVAILABLE ? RETRY_SECONDS : 0;
    return respond(visit);
}

/* --- waiting --- */

/* The event thread goes on with the visit. With the lock. */
static void go_on(struct visit *visit, enum stage stage)
{
    visit->stage = stage;
    server_allow(visit->line, visit->server->options.request_seconds * 1000);
    MHD_resume_connection(visit->connection);
}

static void end_waiting(struct ticket *ticket, enum stage stage, enum submission_outcome outcome)
{
    server_t *server = ticket->server;
    pthread_mutex_lock(&server->lock);
    if (ticket->visit != NULL) {
        g_queue_unlink(&server->waiting, &ticket->node);
        ticket->visit->outcome = outcome;
        go_on(ticket->visit, stage);
    }
    pthread_mutex_unlock(&server->lock);
    g_free(ticket);
    server_let_go(server);
}

static void is_stored(enum submission_outcome outcome, void *payload)
{
    end_waiting(payload, STORED, outcome);
}

void server_do_work(void *job, void *payload)
{
    struct ticket *ticket = job;
    const server_t *server = payload;
    server->handler->work(&ticket->visit->exchange, server->handler_payload);
    end_waiting(ticket, WORKED, SUBMISSION_REFUSED);
}

/* Takes the visit from its event thread until end_waiting. With the lock. */
static struct ticket *begin_waiting(struct visit *visit, bool is_store)
{
    server_t *server = visit->server;
    struct ticket *ticket = g_new0(struct ticket, 1);
    *ticket = (struct ticket){.server = server, .visit = visit, .is_store = is_store};
    ticket->node.data = ticket;
    atomic_fetch_add(&server->owners, 1);
    g_queue_push_tail_link(&server->waiting, &ticket->node);
    visit->stage = WAITING;
    server_allow(visit->line, 0);
    MHD_suspend_connection(visit->connection);
    return ticket;
}

static enum MHD_Result wait_for_store(struct visit *visit)
{
    server_t *server = visit->server;
    pthread_mutex_lock(&server->lock);
    struct ticket *ticket = server->given_up ? NULL : begin_waiting(visit, true);
    pthread_mutex_unlock(&server->lock);
    if (ticket == NULL)
        return refuse(visit, MHD_HTTP_SERVICE_UNAVAILABLE);
    server->options.store(visit->exchange.submission, is_stored, ticket, server->options.payload);
    return MHD_YES;
}

/* The work may begin, but cannot end, before the lock is given up. */
static enum MHD_Result wait_for_work(struct visit *visit)
{
    server_t *server = visit->server;
    pthread_mutex_lock(&server->lock);
    const bool has_room = server->labour != NULL && labour_has_room(server->labour);
    if (has_room)
        labour_give(server->labour, begin_waiting(visit, false));
    pthread_mutex_unlock(&server->lock);
    return has_room ? MHD_YES : refuse(visit, MHD_HTTP_SERVICE_UNAVAILABLE);
}

void server_give_up_waiting(server_t *server)
{
    pthread_mutex_lock(&server->lock);
    server->given_up = true;
    while (!g_queue_is_empty(&server->waiting)) {
        struct ticket *ticket = g_queue_pop_head_link(&server->waiting)->data;
        go_on(ticket->visit, GIVEN_UP);
        ticket->visit = NULL;
        if (ticket->is_store)
            continue; /* freed when it is answered */
        g_free(ticket);
        server_let_go(server);
    }
    pthread_mutex_unlock(&server->lock);
}

/* --- a request --- */

static enum MHD_Result take_header(void *payload, enum MHD_ValueKind kind, const char *name, size_t name_size,
                                   const char *value, size_t value_size)
{
    struct head *head = payload;
    (void)kind;
    head_step(head, name, name_size, value, value_size);
    head_take(head, name, value);
    return MHD_YES;
}

static enum MHD_Result answer(struct visit *visit)
{
    server_t *server = visit->server;
    struct web_request *request = &visit->exchange.request;
    request->body = visit->body;
    server->options.now(request, server->options.payload);
    switch (server->handler->answer(&visit->exchange, server->handler_payload)) {
    case WEB_STORE:
        return wait_for_store(visit);
    case WEB_WORK:
        return wait_for_work(visit);
    case WEB_READY:
    default:
        return respond(visit);
    }
}

/* A body that is announced as far too long is answered before it comes; any other is read to its end, so that
 * the answer reaches a client that does not listen while it sends. */
static enum MHD_Result begin(struct visit *visit, const char *method, const char *version)
{
    struct web_request *request = &visit->exchange.request;
    const struct head *head = &visit->head;
    visit->begun = true;
    request->method = head_method(method);
    head_walk(&visit->head, version);
    MHD_get_connection_values_n(visit->connection, MHD_HEADER_KIND, take_header, &visit->head);
    head_arrive(&visit->head);
    const int fault = head_fault(head, &visit->target, version);
    if (fault != 0) {
        visit->is_last = true; /* what follows may be anything */
        return refuse(visit, fault);
    }
    head_fill(head, request, visit->line->peer);
    if (!head_announces_more(head, head->sent[HEAD_EXPECT] != NULL ? WEB_BODY_MOST : DRAIN_MOST))
        return MHD_YES;
    request->too_large = true;
    return answer(visit);
}

/* It is somebody's opinion, or a password. */
static void drop_body(struct visit *visit)
{
    if (visit->body != NULL)
        sodium_memzero(visit->body, WEB_BODY_MOST + 1);
    g_clear_pointer(&visit->body, g_free);
}

/* MHD_NO closes the connection: a body without an end is not read for ever. */
static enum MHD_Result take_body(struct visit *visit, const char *data, size_t size)
{
    struct web_request *request = &visit->exchange.request;
    const size_t before = request->body_size;
    request->body_size += size;
    request->too_large |= request->body_size > WEB_BODY_MOST;
    if (request->body_size > DRAIN_MOST)
        return MHD_NO;
    if (request->too_large) {
        drop_body(visit);
        return MHD_YES;
    }
    if (visit->body == NULL)
        visit->body = g_malloc(WEB_BODY_MOST + 1);
    memcpy(visit->body + before, data, size);
    visit->body[request->body_size] = '\0';
    return MHD_YES;
}

static enum MHD_Result go_on_with(struct visit *visit)
{
    server_t *server = visit->server;
    switch (visit->stage) {
    case STORED:
        server->handler->stored(&visit->exchange, visit->outcome, server->handler_payload);
        return respond(visit);
    case WORKED:
        return respond(visit);
    case GIVEN_UP:
        return refuse(visit, MHD_HTTP_SERVICE_UNAVAILABLE);
    case WAITING:
        return MHD_YES;
    case READING:
    default:
        return answer(visit);
    }
}

/* libmicrohttpd calls it when the head is there, for each piece of the body, when all is there, and after
 * each waiting. */
enum MHD_Result server_serve(void *payload, struct MHD_Connection *connection, const char *url,
                             const char *method, const char *version, const char *data, size_t *size,
                             void **context)
{
    struct visit *visit = *context;
    (void)payload;
    (void)connection;
    (void)url;
    if (visit == NULL)
        return MHD_NO;
    if (!visit->begun)
        return begin(visit, method, version);
    if (*size == 0)
        return go_on_with(visit);
    enum MHD_Result taken = take_body(visit, data, *size);
    *size = 0;
    return taken;
}

/* libmicrohttpd would cut the query to pieces that nobody asks for, and can run out of memory over them. The
 * target lies in its own buffer, which it is about to change itself. */
static void hide_query(const char *target)
{
    char *question = strchr((char *)target, '?');
    if (question != NULL && question[1] != '\0')
        question[1] = '\0';
}

/* Nobody waits for it any more. */
static void free_visit(struct visit *visit)
{
    atomic_fetch_sub(&visit->server->visits, 1);
    web_exchange_clear(&visit->exchange);
    drop_body(visit);
    g_free(visit->target_text);
    g_free(visit);
}

void server_drop_visit(struct line *line)
{
    struct visit *visit = g_steal_pointer(&line->guest);
    if (visit != NULL)
        free_visit(visit);
}

/* The first that is known of a request: its target as it was sent. */
void *server_begin_visit(void *payload, const char *target, struct MHD_Connection *connection)
{
    struct desk *desk = payload;
    struct visit *visit = g_new0(struct visit, 1);
    struct web_request *request = &visit->exchange.request;
    visit->server = desk->server;
    visit->connection = connection;
    visit->line = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    visit->target_text = g_strdup(target != NULL ? target : "");
    head_cut_target(visit->target_text, &visit->target);
    request->method = WEB_OTHER;
    request->path = visit->target.path;
    request->query = visit->target.query;
    if (target != NULL)
        hide_query(target);
    server_drop_visit(visit->line);
    visit->line->guest = visit;
    atomic_fetch_add(&desk->server->visits, 1);
    return visit;
}

/* What libmicrohttpd answered by itself is counted, too. */
void server_end_visit(void *payload, struct MHD_Connection *connection, void **context,
                      enum MHD_RequestTerminationCode code)
{
    struct desk *desk = payload;
    struct visit *visit = *context;
    const struct server_options *options = &desk->server->options;
    (void)code;
    if (visit == NULL)
        return;
    const union MHD_ConnectionInfo *status =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_HTTP_STATUS);
    if (status != NULL && status->http_status != 0)
        log_once(visit, "none", (int)status->http_status);
    server_allow(visit->line, (options->idle_seconds + options->request_seconds) * 1000);
    server_drop_visit(visit->line);
    *context = NULL;
}
