#pragma once
/* Head: what is looked at of the headers of a request, and whether they are as they must be. Pure; any
 * thread. */
#include "exchange.h"
#include "peer.h"

enum { HEAD_QUERY_MOST = 2048 };

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
    bool crooked;                 /* one is not written as it must be */
    const char *next;             /* where the next line must begin; NULL: nowhere */
};

/* What a request is for: "/path?query", or the same behind "http://host" ("https://host"), as a client says
 * to what it takes for a proxy. */
struct head_target {
    const char *host; /* NULL: not said here */
    const char *path; /* any text when the target is neither of the two */
    const char *query;
};

/* Cuts a target to pieces, in place: they are borrowed from it. */
void head_cut_target(char *target, struct head_target *out);

/* Takes a header in; value NULL is "". */
void head_take(struct head *head, const char *name, const char *value);

/* Whether each header is a token, a colon at once behind it, and a value on the same line, without control
 * characters; each line ends with CR LF, none is left out, and an empty one is the last. Goes by the memory
 * that the head was read to, where a NUL stands for a colon and for each letter of a line's end: from the
 * version, header by header, to the end. */
void head_walk(struct head *head, const char *version);
void head_step(struct head *head, const char *name, size_t name_size, const char *value, size_t value_size);
void head_arrive(struct head *head);

/* The status that answers a request for that and of that version ("HTTP/1.1"); 0: it is as it must be. */
int head_fault(const struct head *head, const struct head_target *target, const char *version);

/* Whether the body is announced as longer than `most`. */
bool head_announces_more(const struct head *head, guint64 most);

/* Fills what the headers and the line's other end say of a request: a proxy is believed only when it runs on
 * this machine. */
void head_fill(const struct head *head, struct web_request *request, const uint8_t line_peer[PEER_SIZE]);

enum web_method head_method(const char *text);
const char *head_method_name(enum web_method method); /* "OTHER" of what is none of ours */
