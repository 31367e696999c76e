#include "peer.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const uint8_t MAPPED[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
static const uint8_t LOOPBACK[PEER_SIZE] = {[15] = 1};

static bool is_mapped(const uint8_t peer[PEER_SIZE])
{
    return memcmp(peer, MAPPED, sizeof MAPPED) == 0;
}

static void map(uint8_t out[PEER_SIZE], const void *four_bytes)
{
    memcpy(out, MAPPED, sizeof MAPPED);
    memcpy(out + sizeof MAPPED, four_bytes, PEER_SIZE - sizeof MAPPED);
}

void peer_of_socket(uint8_t out[PEER_SIZE], const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        map(out, &four.sin_addr);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, address, sizeof six);
        memcpy(out, &six.sin6_addr, PEER_SIZE);
    } else {
        memcpy(out, LOOPBACK, PEER_SIZE);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool peer_from_text(uint8_t out[PEER_SIZE], const char *text, size_t size)
{
    char address[INET6_ADDRSTRLEN];
    uint8_t four[4];
    for (; size > 0 && is_blank(text[0]); text++)
        size--;
    while (size > 0 && is_blank(text[size - 1]))
        size--;
    if (size >= sizeof address)
        return false;
    memcpy(address, text, size);
    address[size] = '\0';
    if (inet_pton(AF_INET, address, four) == 1) {
        map(out, four);
        return true;
    }
    return inet_pton(AF_INET6, address, out) == 1;
}

bool peer_is_local(const uint8_t peer[PEER_SIZE])
{
    return is_mapped(peer) ? peer[12] == 127 : memcmp(peer, LOOPBACK, PEER_SIZE) == 0;
}

void peer_sender(uint8_t out[PEER_SIZE], const uint8_t peer[PEER_SIZE])
{
    memcpy(out, peer, PEER_SIZE);
    if (!is_mapped(peer))
        memset(out + 8, 0, PEER_SIZE - 8);
}

bool peer_from_proxy(uint8_t out[PEER_SIZE], const char *real_ip, const char *forwarded_for)
{
    uint8_t found[PEER_SIZE];
    const char *text = real_ip;
    if (text == NULL && forwarded_for != NULL) {
        const char *comma = strrchr(forwarded_for, ',');
        text = comma != NULL ? comma + 1 : forwarded_for;
    }
    if (text == NULL || !peer_from_text(found, text, strlen(text)))
        return false;
    memcpy(out, found, PEER_SIZE);
    return true;
}
