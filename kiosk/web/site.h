#pragma once
/* Site: what the public sees. The form behind a code, the thank-you, the board; pure but for the limits, the
 * last links used and the counts of misuse, which it keeps in memory.
 *
 *   GET  /             says what this is, and to scan the code at the center
 *   GET  /d/TOKEN      the form; spends nothing. ?l=en: in that language
 *   POST /d            the filled form (fields: token, form, l, area, ITEM ..., r (reasons), remark)
 *   GET  /cam-on       thanks; ?l=en
 *   GET  /ket-qua      the public board
 * Everything else is 404, 405, 413, 415, 429 as HTTP says. No cookie, no script, nothing from elsewhere.
 *
 * What becomes of a form: 303 to the thanks when it was stored, now or before by the same form; 409 when the
 * link was used by another form; 410 when it has ended; 403 when it is not of this center; 422 and 503 with
 * the form again, what was chosen kept, when something is missing and when it could not be stored; 400 when
 * no form of ours can have sent it. Looking at a used or ended link is 410, at a forged one 404.
 *
 * Where another machine takes what comes by phone, the form and what is sent to it are 503 with where to go:
 * whether a link was used is known there alone.
 *
 * A form has WEB_BODY_MOST bytes at most. 500 letters of Vietnamese take about half of that; of a script
 * whose letters take three bytes each, nine as they are sent, some 400 do, and a longer remark is answered
 * with 413 and the request to shorten it: the browser's way back brings the form as it was filled in.
 *
 * Misuse: each form by a forged, ended or used link counts, and each turned away for coming too often; a
 * forged or ended link that is only looked at counts once, so that previews of it do not count again.
 *
 * Limits: 600 looks and 300 forms a minute by address (not for this machine's own, where a proxy may be: it
 * must say whom it speaks for), 20 forms in ten minutes by link, and by poster what the center sets. */
#include "center.h"
#include "exchange.h"
#include "words.h"

typedef struct site site_t;

struct site_options {
    const center_t *center; /* borrowed for the site's life, as is all */
    const words_t *words;
    const char *assets; /* for the faces */
    bool elsewhere;     /* another machine of the center takes what comes by phone */
};

bool site_new(site_t **out, const struct site_options *options, GError **error);
void site_free(site_t *site); /* NULL is fine */

/* Payload: site_t. */
extern const struct web_handler SITE_HANDLER;

/* The keys that tokens are checked and a poster's forms made with, from now on; takes them over. Until then
 * every form is answered with 503. Any thread. */
void site_set_keys(site_t *site, token_keys_t *keys);

/* The board in a language of the center, from now on; NULL: there is none yet. Any thread. */
void site_set_board(site_t *site, const char *language, GBytes *html);

/* Hands over and forgets how often links were misused since the last call. Any thread. */
void site_take_misuse(site_t *site, gint64 out[MISUSE_COUNT]);
