#pragma once
/* Tokens: the links by which a respondent rates once on a phone.
 *
 * A token is 42 bytes, written as 56 letters of base64url: what it is for, the number of the key that made
 * it, a random id, the area's mark, when it ends, and a keyed hash (BLAKE2b-128) over all of these. Nobody
 * without a key can make one. It names no person, no file, no officer and no moment but its end. A token is
 * good for one rating: whoever stores the rating keeps its id in the same transaction (see submission.h). The
 * whole address fits a QR code of version 6 at level M. Pure: time and randomness are arguments; any thread,
 * after sodium_init(). */
#include "rating.h"
#include "token_keys.h"

enum {
    TOKEN_ID_SIZE = 16,
    TOKEN_LETTERS = 56,
    TOKEN_TEXT_SIZE = TOKEN_LETTERS + 1,
    TOKEN_URL_SIZE =
        107,             /* bytes of a whole address with its closing NUL: 106 letters are a version 6 at M */
    TOKEN_BASE_MOST = 47 /* letters of the public address in center.ini, so that "/d/" and a token fit */
};

/* What a token is for. The numbers are printed: never renumber. */
enum token_kind {
    TOKEN_RATE = 1,   /* one rating, with or without a remark */
    TOKEN_REMARK = 2, /* only a remark: for who has just rated at the kiosk, and must not count twice */
    TOKEN_POSTER = 3, /* a fixed link on a poster: anybody's, as often as they like; spends nothing itself */
    TOKEN_VISIT = 4   /* one showing of a poster's form: made by the web page, for one rating */
};

struct token {
    enum token_kind kind;
    enum channel channel; /* what its rating is counted as: CHANNEL_POSTER of TOKEN_POSTER and TOKEN_VISIT,
                           * else CHANNEL_PHONE */
    uint8_t id[TOKEN_ID_SIZE];
    guint32 area;   /* token_area_mark of the area, 0: the respondent chooses */
    gint64 expires; /* seconds since 1970-01-01T00:00Z, whole minutes: good before it; 0: never ends (only
                     * TOKEN_POSTER) */
};

/* What stands for an area in a token, so that any id fits: never 0; 0 for NULL and "". */
guint32 token_area_mark(const char *area);

/* Writes the token, sealed with the current one of the keys. `expires` is rounded up to a whole minute. */
void token_write(char out[TOKEN_TEXT_SIZE], const struct token *token, const token_keys_t *keys);

enum token_verdict {
    TOKEN_GOOD,
    TOKEN_EXPIRED, /* *out is filled: a repeat of what was stored in time is still known by its id */
    TOKEN_FORGED   /* not made by this center, altered, or cut; *out is untouched */
};

/* Reads a token of any bytes. `now` is in seconds. One made by a key that was replaced is good until its own
 * end, but none ends later than TOKEN_LIFE_DAYS after that; a key said to be replaced more than a day from
 * now was replaced under a wrong clock, and its tokens have ended. */
enum token_verdict token_read(struct token *out, const char *text, const token_keys_t *keys, gint64 now);

/* BASE/d/TOKEN; false when it is longer than a code may hold. */
bool token_url(char out[TOKEN_URL_SIZE], const char *base, const char *token);
