#pragma once
/* Head: what is looked at of the headers of a request, and whether they are as they must be. Pure; any
 * thread. */
#include "exchange.h"
#include "peer.h"

/* Headers that are looked at. */
enum head_name {
    HEAD_HOST,
    HEAD_ORIGIN,
    HEAD_FETCH_SITE,
    HEAD_CONTENT_TYPE,
    HEAD_CONTENT_LENGTH,
    HEAD_TRANSFER_ENCODING,
    HEAD_COOKIE,
    HEAD_EXPECT,
    HEAD_REAL_IP,
    HEAD_FORWARDED_PROTO,
    HEAD_ONCE, /* those before must not come twice; of the others the last is taken */
    HEAD_FORWARDED_FOR = HEAD_ONCE,
    HEAD_ACCEPT_LANGUAGE,
    HEAD_COUNT
};

/* Zeroed: no header yet. */
struct head {
    const char *sent[HEAD_COUNT]; /* borrowed; NULL: not sent */
    bool twice;                   /* one that must not came twice */
};

/* Takes a header in; value NULL is "". */
void head_take(struct head *head, const char *name, const char *value);

/* The status that answers a request of that path (without the query) and version ("HTTP/1.1"); 0: it is as it
 * must be. */
int head_fault(const struct head *head, const char *path, const char *version);

/* Whether the body is announced as longer than `most`. */
bool head_announces_more(const struct head *head, guint64 most);

/* Fills what the headers and the line's other end say of a request: a proxy is believed only when it runs on
 * this machine. */
void head_fill(const struct head *head, struct web_request *request, const uint8_t line_peer[PEER_SIZE]);

enum web_method head_method(const char *text);
const char *head_method_name(enum web_method method); /* "OTHER" of what is none of ours */
