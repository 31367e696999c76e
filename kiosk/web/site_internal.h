#pragma once
/* The site's own parts: for site*.c alone. */
#include "lately.h"
#include "limit.h"
#include "pages.h"
#include "quota.h"
#include "site.h"
#include <pthread.h>
#include <stdatomic.h>

enum {
    VISIT_SECONDS = 2 * 60 * 60, /* how long a showing of a poster's form is good */
    GETS_PER_MINUTE = 600,       /* by address, as is the next: many phones share one */
    POSTS_PER_MINUTE = 300,
    POSTS_BY_TOKEN = 20, /* in ten minutes */
    FAILED_RETRY_SECONDS = 10
};

struct site {
    const center_t *center;
    bool elsewhere;
    pages_t *pages;
    guint32 *marks; /* of the center's areas, in their order */
    limit_t *gets, *posts, *by_token;
    quota_t *posters;
    lately_t *spent;
    lately_t *told; /* links whose misuse was counted when they were looked at */
    _Atomic gint64 misuse[MISUSE_COUNT];

    pthread_rwlock_t lock; /* of what follows */
    token_keys_t *keys;    /* NULL: none yet */
    GPtrArray *boards;     /* of struct board *, one a language; NULL: none yet */
};

/* The language of the answer: asked for in `query`, else by the browser. */
int site_language(const site_t *site, const struct web_request *request);
int site_language_of(const site_t *site, const char *tag); /* -1: not offered, or NULL */

/* Answers with a page. The bytes are taken over. */
void site_answer(struct web_exchange *exchange, const site_t *site, int status, GBytes *body);
void site_say(struct web_exchange *exchange, const site_t *site, int status, enum pages_message message,
              int language);

void site_count(site_t *site, enum misuse misuse);

/* Reads a link; false without keys. */
bool site_read_token(site_t *site, const char *text, gint64 now, struct token *out,
                     enum token_verdict *verdict);

/* The area of a token as it is offered that day; false when it names one that is not. *out is NULL when the
 * token names none. */
bool site_token_area(const site_t *site, const struct token *token, int day, const struct area **out);

/* POST /d. */
enum web_step site_take_form(site_t *site, struct web_exchange *exchange);
void site_stored(site_t *site, struct web_exchange *exchange, enum submission_outcome outcome);
