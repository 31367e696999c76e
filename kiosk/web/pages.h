#pragma once
/* Pages: the HTML of the public site in each language of the center. Made once; what a request changes (its
 * token, its form's id, its area) is put in while a page is copied. No script, no cookie, nothing from
 * elsewhere. Immutable once made; any thread. */
#include "center.h"
#include "submission.h"
#include "words.h"

typedef struct pages pages_t;

#define PAGES_ERROR pages_error_quark()
GQuark pages_error_quark(void);
enum pages_error { PAGES_ERROR_FACES };

/* Reads the faces in ASSETS/faces. `center` and `words` are borrowed for the pages' life. */
bool pages_new(pages_t **out, const center_t *center, const words_t *words, const char *assets,
               GError **error);
void pages_free(pages_t *pages); /* NULL is fine */

/* What every page of ours may do, for Content-Security-Policy. */
const char *pages_policy(const pages_t *pages);

/* A page that only says something. */
enum pages_message {
    MESSAGE_START,
    MESSAGE_THANKS,
    MESSAGE_USED,      /* the link was used */
    MESSAGE_EXPIRED,   /* the link's end is past */
    MESSAGE_NO_AREA,   /* the link's area is not offered */
    MESSAGE_FORGED,    /* not a link of this center */
    MESSAGE_MISSING,   /* no such page */
    MESSAGE_NO_BOARD,  /* nothing is published yet */
    MESSAGE_BAD,       /* not a form of ours */
    MESSAGE_LARGE,     /* more than a form may hold */
    MESSAGE_MANY,      /* asked too often */
    MESSAGE_CLOSED,    /* no keys yet: no link can be read */
    MESSAGE_ELSEWHERE, /* another machine takes ratings */
    MESSAGE_COUNT
};

/* Borrowed; `language` is a place in the center's languages. */
GBytes *pages_message(const pages_t *pages, enum pages_message message, int language);

enum { PAGES_FORM_ID_LETTERS = 2 * FORM_ID_SIZE };

/* Why a form is shown again, with what was chosen kept. */
enum pages_problem {
    PROBLEM_AREA = 1 << 0,   /* none was chosen */
    PROBLEM_ANSWER = 1 << 1, /* the main question has none */
    PROBLEM_LONG = 1 << 2,   /* the remark is longer than it may be */
    PROBLEM_EMPTY = 1 << 3,  /* there is nothing to send */
    PROBLEM_FAILED = 1 << 4, /* it could not be stored; the same can be sent again */
    PROBLEM_MANY = 1 << 5    /* the poster has brought too many; the same can be sent again */
};

struct pages_form {
    int language;
    bool remark_only;
    const struct area *area; /* the link's own; NULL: the respondent chooses */
    int day;                 /* which areas are offered on it */
    const char *link;        /* token of the page's own address; NULL: it has none that can be asked again */
    const char *token;       /* token that the form sends */
    const char *form_id;     /* PAGES_FORM_ID_LETTERS letters */

    /* Of a form shown again; zero for a fresh one. */
    unsigned problems;         /* of enum pages_problem */
    const struct area *chosen; /* NULL: none */
    uint8_t answers[ITEM_COUNT];
    unsigned reasons;
    const char *remark; /* NULL: none */
    int wait_minutes;   /* of PROBLEM_MANY */
};

/* The caller owns the bytes. A fresh form is copied, one shown again is written. */
GBytes *pages_form(const pages_t *pages, const struct pages_form *form);
