#pragma once
/* Sessions: who is logged in to the staff's pages. In memory only: a restart ends them all.
 *
 * A session is known by 256 random bits in the browser's cookie; what is kept is their keyed hash, so that
 * nothing read from this memory logs anybody in. It ends after 15 minutes without a request, 8 hours after
 * its beginning whatever happens, and when somebody else needs its place. Times are monotonic milliseconds.
 * Random bits are arguments. Any thread. */
#include "account.h"
#include "exchange.h"

enum {
    SESSION_MOST = 24,        /* at once; the one unused for the longest gives way */
    SESSION_MOST_OF_NAME = 4, /* of one account, likewise */
    SESSION_IDLE_MS = 15 * 60 * 1000,
    SESSION_WHOLE_MS = 8 * 60 * 60 * 1000,
    SESSION_ID_SIZE = 2 * WEB_RANDOM_SIZE + 1, /* hexadecimal digits with the closing NUL */
    SESSION_MARK_SIZE = 33,                    /* likewise */
    SESSION_SEEN_MOST = 16,                    /* what a session has seen last */
    SESSION_SEEN_SIZE = 32
};

typedef struct sessions sessions_t;

/* What a page needs to know of one. A copy. */
struct session {
    char name[ACCOUNT_NAME_SIZE];
    char language[LANGUAGE_SIZE];
    char mark[SESSION_MARK_SIZE]; /* stands in each of its forms; says nothing of the cookie */
};

sessions_t *sessions_new(void);
void sessions_free(sessions_t *sessions); /* NULL is fine */

/* Begins one; `id` is for the cookie. */
void sessions_begin(sessions_t *sessions, char id[SESSION_ID_SIZE], const char *name, const char *language,
                    const uint8_t random[WEB_RANDOM_SIZE], gint64 now);

/* The session of that id, any text, which is used now; false when there is none any more. */
bool sessions_find(sessions_t *sessions, struct session *out, const char *id, gint64 now);

/* From now on its pages are in that language. No session of that id: nothing happens; likewise below. */
void sessions_set_language(sessions_t *sessions, const char *id, const char *language);

/* What the session of that id has seen: any text shorter than SESSION_SEEN_SIZE that names it. Of what it saw
 * before SESSION_SEEN_MOST others nothing is known. */
bool sessions_has_seen(sessions_t *sessions, const char *id, const char *what);
void sessions_note_seen(sessions_t *sessions, const char *id, const char *what);

void sessions_end(sessions_t *sessions, const char *id);
void sessions_end_all(sessions_t *sessions);

/* Whether the mark, NULL or any text, is that of the session. Takes the same time for each of that length. */
bool session_has_mark(const struct session *session, const char *mark);
