#pragma once
/* Lately: the links that were used last, so that most repeats are answered without asking storage, and a link
 * that was used says so before a form is filled in for nothing. Storage has the last word: what is not known
 * here may be known there. In memory only, of bounded size. Any thread. */
#include "submission.h"

typedef struct lately lately_t;

enum { LATELY_MOST = 8192 };

lately_t *lately_new(void);
void lately_free(lately_t *lately); /* NULL is fine */

/* Remembers that a link was used by that form; `form` NULL: by one that is not known. The first of a link
 * counts; the oldest link is forgotten when there are too many. */
void lately_note(lately_t *lately, const uint8_t token[TOKEN_ID_SIZE], const uint8_t *form);

enum lately_by {
    LATELY_BY_NONE,  /* not known to be used */
    LATELY_BY_SAME,  /* used by that very form */
    LATELY_BY_OTHER, /* used by another one */
};

/* `form` NULL: any form is another one. */
enum lately_by lately_find(lately_t *lately, const uint8_t token[TOKEN_ID_SIZE], const uint8_t *form);
