#pragma once
/* Peer: the address a request came from, 16 bytes: IPv6, or IPv4 mapped into it. Pure; any thread. */
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

enum { PEER_SIZE = 16 };

/* The address of a socket's other end. One that has none, such as a socket in the file system, is this
 * machine's (::1). */
void peer_of_socket(uint8_t out[PEER_SIZE], const struct sockaddr *address);

/* "203.0.113.7", "2001:db8::1"; blanks around it do not matter. False for anything else. */
bool peer_from_text(uint8_t out[PEER_SIZE], const char *text, size_t size);

/* Whether it is this machine itself (127.0.0.0/8, ::1). */
bool peer_is_local(const uint8_t peer[PEER_SIZE]);

/* What counts as one sender: the address itself, of IPv6 the network of 64 bits that one line is given. */
void peer_sender(uint8_t out[PEER_SIZE], const uint8_t peer[PEER_SIZE]);

/* What a proxy on this machine says of whom it speaks for: X-Real-IP, else the last of X-Forwarded-For, which
 * is the one the proxy itself has put there. Either may be NULL. False when neither holds an address. */
bool peer_from_proxy(uint8_t out[PEER_SIZE], const char *real_ip, const char *forwarded_for);
