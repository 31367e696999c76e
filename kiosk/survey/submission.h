#pragma once
/* Submission: what a respondent sends from a phone in one go, and the link by which it came.
 *
 * The rating, the end of the link and the remark are stored in one transaction or not at all. The remark is
 * kept apart from the rating: nothing says which rating, area, day or link it came with. Values only. */
#include "token.h"

enum {
    REMARK_LETTERS = 500,                      /* characters at most */
    REMARK_TEXT_SIZE = 4 * REMARK_LETTERS + 1, /* bytes with the closing NUL */
    REMARK_ID_SIZE = 16,
    FORM_ID_SIZE = 16
};

/* Proof that a link is used once. The same `form` again is the same person pressing twice; another form with
 * the same `token` is somebody using a link that was used. */
struct spend {
    uint8_t token[TOKEN_ID_SIZE];
    uint8_t form[FORM_ID_SIZE]; /* random, of one showing of the form */
};

struct submission {
    struct rating rating; /* an ENTRY_RATING; of kind 0: there is only a remark */
    struct spend spend;
    char remark[REMARK_TEXT_SIZE]; /* UTF-8, NFC, no control characters but line ends; "": none */
};

/* What became of it. */
enum submission_outcome {
    SUBMISSION_STORED,
    SUBMISSION_REPEATED, /* that very form was stored before: nothing was stored now */
    SUBMISSION_SPENT,    /* the link was used by another form: nothing was stored */
    SUBMISSION_REFUSED   /* storage did not take it */
};

/* Misuse of links, counted by day. The ids ("forged", "expired", "replayed", "limited") are stored. */
enum misuse {
    MISUSE_FORGED,   /* not made by this center */
    MISUSE_EXPIRED,  /* used after its end */
    MISUSE_REPLAYED, /* used again */
    MISUSE_LIMITED,  /* turned away because too many came by one poster, link or address */
    MISUSE_COUNT
};

const char *misuse_id(enum misuse misuse);
bool misuse_from_id(enum misuse *out, const char *id);

/* The text as a remark: NFC, line ends as LF, at most two in a row, no other control characters and no marks
 * that turn the direction of writing, no blanks at its ends. False when it is not UTF-8 or has more than
 * REMARK_LETTERS characters then. */
bool remark_read(char out[REMARK_TEXT_SIZE], const char *text);
