#include "listen.h"
#include "server_internal.h"
#include <string.h>

/* libmicrohttpd looks at each of a thread's connections whenever one is ready: with many slow ones beside
 * them the quick would pay, so a thread serves a hundred, and further threads wake when there are more. It
 * polls: with epoll it can miss that a client has left, and stalls when 128 connections are ready at once. */
enum {
    DESK_MOST = 100,
    DESK_LIMIT = 120,   /* libmicrohttpd's own: a line that has ended here may still be ending there */
    LINE_MEMORY = 8192, /* bytes of headers, sent and received */
    WORK_THREADS = 2,
    WORK_WAITING = 32,
    QUIET_MS = 100 /* how long nothing must be under way before the end */
};

void server_let_go(server_t *server)
{
    if (atomic_fetch_sub(&server->owners, 1) > 1)
        return;
    pthread_mutex_destroy(&server->lock);
    g_free(server);
}

void server_allow(struct line *line, gint64 ms)
{
    atomic_store(&line->until_ms, ms > 0 ? g_get_monotonic_time() / 1000 + ms : 0);
}

/* --- connections --- */

static void put_in(struct desk *desk, struct MHD_Connection *connection, void **context)
{
    const server_t *server = desk->server;
    uint8_t peer[PEER_SIZE];
    peer_of_socket(peer,
                   MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
    int descriptor = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    *context = lines_put_in(server->lines, descriptor, peer,
                            g_get_monotonic_time() / 1000 + server->options.request_seconds * 1000);
}

static void mind_line(void *payload, struct MHD_Connection *connection, void **context,
                      enum MHD_ConnectionNotificationCode code)
{
    struct desk *desk = payload;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        put_in(desk, connection, context);
    } else if (*context != NULL) {
        server_drop_visit(*context);
        lines_take_out(desk->server->lines, *context);
        atomic_fetch_sub(&desk->lines, 1);
    }
}

/* The desk with the fewest lines of the first group that has room: no more threads are awake than need be. */
static struct desk *choose_desk(server_t *server)
{
    const size_t group = (size_t)server->options.threads;
    for (size_t first = 0; first < server->n_desks; first += group) {
        struct desk *best = &server->desks[first];
        for (size_t i = first; i < MIN(first + group, server->n_desks); i++)
            if (atomic_load(&server->desks[i].lines) < atomic_load(&best->lines))
                best = &server->desks[i];
        if (atomic_load(&best->lines) < DESK_MOST)
            return best;
    }
    return NULL;
}

static void take_in(int descriptor, const struct sockaddr *address, socklen_t size, void *payload)
{
    server_t *server = payload;
    struct desk *desk = choose_desk(server);
    g_assert(desk != NULL); /* the lines were not full */
    atomic_fetch_add(&desk->lines, 1);
    if (MHD_add_connection(desk->daemon, descriptor, address, size) == MHD_YES)
        return;
    uint8_t peer[PEER_SIZE];
    peer_of_socket(peer, address);
    lines_dismiss(server->lines, peer);
    atomic_fetch_sub(&desk->lines, 1);
}

/* --- opening and closing --- */

/* Paths are handed on as they were sent. */
static size_t leave_escaped(void *payload, struct MHD_Connection *connection, char *text)
{
    (void)payload;
    (void)connection;
    return strlen(text);
}

static struct MHD_Daemon *open_daemon(struct desk *desk)
{
    const struct server_options *options = &desk->server->options;
    return MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME,
        0, NULL, NULL, server_serve, desk, MHD_OPTION_CONNECTION_LIMIT, (unsigned)DESK_LIMIT,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LINE_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)options->idle_seconds, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
        server_begin_visit, desk, MHD_OPTION_NOTIFY_COMPLETED, server_end_visit, desk,
        MHD_OPTION_NOTIFY_CONNECTION, mind_line, desk, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_END);
}

static void open_desks(server_t *server)
{
    const int wanted = (server->options.connections + DESK_MOST - 1) / DESK_MOST;
    server->n_desks = (size_t)MAX(server->options.threads, wanted);
    server->desks = g_new0(struct desk, server->n_desks);
    for (size_t i = 0; i < server->n_desks; i++) {
        server->desks[i].server = server;
        server->desks[i].daemon = open_daemon(&server->desks[i]);
        if (server->desks[i].daemon == NULL)
            g_error("no thread for the server's connections");
    }
}

static int open_socket(const struct server_options *options, GError **error)
{
    if (options->descriptor < 0)
        return listen_open(options->listen, error);
    return listen_take(options->descriptor, error) ? options->descriptor : -1;
}

bool server_open(server_t **out, const struct server_options *options, const struct web_handler *handler,
                 void *handler_payload, GError **error)
{
    int listening = open_socket(options, error);
    if (listening < 0)
        return false;
    server_t *server = g_new0(server_t, 1);
    atomic_init(&server->owners, 1);
    server->options = *options;
    server->options.listen = NULL;
    server->handler = handler;
    server->handler_payload = handler_payload;
    server->port = listen_port(listening);
    pthread_mutex_init(&server->lock, NULL);
    g_queue_init(&server->waiting);
    server->lines = lines_new(options->connections, options->connections_by_address);
    if (handler->work != NULL)
        server->labour = labour_new(WORK_THREADS, WORK_WAITING, server_do_work, server);
    open_desks(server);
    server->door = door_open(listening, server->lines, take_in, server);
    *out = server;
    return true;
}

int server_port(const server_t *server)
{
    return server->port;
}

struct lines_figures server_lines(const server_t *server)
{
    return lines_figures(server->lines);
}

/* Until nothing was under way for a moment, so that what has just arrived is answered, too. */
static void wait_until_quiet(server_t *server, int seconds)
{
    const gint64 end = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    gint64 busy = g_get_monotonic_time(), now = busy;
    while (now < end && now - busy < QUIET_MS * 1000) {
        g_usleep(5000);
        now = g_get_monotonic_time();
        if (atomic_load(&server->visits) > 0)
            busy = now;
    }
}

/* What is being done is done to its end: it cannot be taken away from who does it. */
static void end_labour(server_t *server)
{
    pthread_mutex_lock(&server->lock);
    labour_t *labour = g_steal_pointer(&server->labour);
    pthread_mutex_unlock(&server->lock);
    labour_free(labour);
}

void server_close(server_t *server, int seconds)
{
    if (server == NULL)
        return;
    door_close(server->door);
    atomic_store(&server->closing, true);
    wait_until_quiet(server, seconds);
    end_labour(server);
    server_give_up_waiting(server);
    for (size_t i = 0; i < server->n_desks; i++)
        MHD_stop_daemon(server->desks[i].daemon);
    g_free(server->desks);
    lines_free(server->lines);
    server_let_go(server);
}
