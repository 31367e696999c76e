#include "listen.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

G_DEFINE_QUARK(listen_error, listen_error)

static bool fail(GError **error, const char *what, const char *why)
{
    g_set_error(error, LISTEN_ERROR, LISTEN_ERROR_ADDRESS, "%s: expected an address to listen on: %s", what,
                why);
    return false;
}

/* Cuts "[::1]:8080" or "127.0.0.1:8080" in two; *host is freed by the caller. */
static bool cut(char **host, const char **port, const char *address)
{
    const char *colon = strrchr(address, ':');
    const bool bracketed = address[0] == '[';
    if (colon == NULL || (bracketed && (colon == address || colon[-1] != ']')))
        return false;
    *host = bracketed ? g_strndup(address + 1, (gsize)(colon - address - 2))
                      : g_strndup(address, (gsize)(colon - address));
    *port = colon + 1;
    return **host != '\0' && **port != '\0';
}

static bool bind_and_listen(int descriptor, const struct addrinfo *found)
{
    const int yes = 1, no = 0;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (found->ai_family == AF_INET6)
        setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    return bind(descriptor, found->ai_addr, found->ai_addrlen) == 0 && listen(descriptor, SOMAXCONN) == 0;
}

static int open_found(const struct addrinfo *found, const char *address, GError **error)
{
    int descriptor = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor >= 0 && bind_and_listen(descriptor, found))
        return descriptor;
    fail(error, address, g_strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

int listen_open(const char *address, GError **error)
{
    const struct addrinfo wanted = {.ai_socktype = SOCK_STREAM,
                                    .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    struct addrinfo *found = NULL;
    g_autofree char *host = NULL;
    const char *port;

    int status = cut(&host, &port, address) ? getaddrinfo(host, port, &wanted, &found) : EAI_NONAME;
    if (status != 0) {
        fail(error, address, gai_strerror(status));
        return -1;
    }
    int descriptor = open_found(found, address, error);
    freeaddrinfo(found);
    return descriptor;
}

bool listen_take(int descriptor, GError **error)
{
    g_autofree char *name = g_strdup_printf("descriptor %d", descriptor);
    int listens = 0;
    socklen_t size = sizeof listens;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0)
        return fail(error, name, g_strerror(errno));
    if (!listens)
        return fail(error, name, "it does not listen");
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0 ||
        fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0)
        return fail(error, name, g_strerror(errno));
    return true;
}

int listen_port(int descriptor)
{
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    if (getsockname(descriptor, (struct sockaddr *)&address, &size) != 0)
        return 0;
    if (address.ss_family == AF_INET) {
        memcpy(&four, &address, sizeof four);
        return ntohs(four.sin_port);
    }
    if (address.ss_family == AF_INET6) {
        memcpy(&six, &address, sizeof six);
        return ntohs(six.sin6_port);
    }
    return 0;
}
