#pragma once
/* A visitor of a site that is not behind a server: asks, and says what came back. */
#include "site.h"
#include <sodium.h>

struct visitor {
    char *folder; /* temporary; holds token.ini and center.ini */
    center_t *center;
    words_t *words;
    token_keys_t *keys; /* the visitor's own, the same as the site's */
    site_t *site;
    struct web_request request;   /* the next one to be asked, as by a phone in the center */
    struct web_exchange exchange; /* the last one */
    enum web_step step;
};

/* `settings`: lines of center.ini to be changed, GROUP, KEY, VALUE, ..., NULL; or NULL. */
void visitor_enter(struct visitor *visitor, const char *const *settings);

/* From now on the site is that of a machine of the center which takes nothing by phone. */
void visitor_go_elsewhere(struct visitor *visitor);
void visitor_leave(struct visitor *visitor);

/* Makes a link with the site's keys that ends in `seconds`. Its id is `number`. */
void visitor_link(const struct visitor *visitor, char out[TOKEN_TEXT_SIZE], enum token_kind kind,
                  const char *area, gint64 seconds, int number);

/* Asks; the status. Text of the answer: visitor_page. Each asking has other random bytes. */
int visitor_get(struct visitor *visitor, const char *path_and_query);
int visitor_post(struct visitor *visitor, const char *body);

/* Likewise, and then storage answers so, if it comes to that. */
int visitor_send(struct visitor *visitor, const char *body, enum submission_outcome outcome);

/* Opens a link; sends its form in Vietnamese, `rest` being "&NAME=VALUE...", and storage answers so. */
int visitor_open(struct visitor *visitor, const char *link);
int visitor_fill(struct visitor *visitor, const char *link, const char *form, const char *rest,
                 enum submission_outcome outcome);

/* What was handed over to be stored: it must have been, and be valid. */
const struct submission *visitor_handed_over(const struct visitor *visitor);

/* The last page with its closing NUL; "" without one. Until the next is asked for. */
const char *visitor_page(const struct visitor *visitor);

/* The value of the hidden field of that name on the last page. Free with g_free. */
char *visitor_hidden(const struct visitor *visitor, const char *name);
