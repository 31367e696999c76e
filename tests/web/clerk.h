#pragma once
/* A clerk of a small center with real journals, who asks the office without a server between them.
 *
 * Today is Wednesday 2025-11-12, 10:00. Main question, area dat-dai:
 *   week of 2025-11-03 (2025-W45), device quay-1: 0 1 1 3 5 of ten; one more of level 5 is set aside
 *   week of 2025-11-10 (2025-W46), device web (phone): 0 0 1 0 2 of three
 * so 8 of 10 are satisfied in the first week and 2 of 3 in the second. Reasons of the second: cho-doi 2.
 * Misuse of links: 2025-W45 forged 2, expired 3, replayed 5, limited 7; 2025-W46 forged 1. Remarks, all of
 * the web's journal: REMARK_1 and REMARK_2 of the second week; one of quay-1 in the first. Plan "mau": at
 * least 90 % of the main question. Account "lan" with the password PASSWORD. Nobody is logged in. */
#include "account.h"
#include "journal.h"
#include "office.h"
#include <pthread.h>

#define REMARK_1         "Cán bộ <b>tận tình</b> & chu đáo"
#define REMARK_2         "Chờ lâu, \"ồn\" và nóng"
#define REMARK_ELSEWHERE "Ghi ở máy khác"
#define PASSWORD         "mùa xuân năm ấy"
#define PASSWORD_SENT    "m%C3%B9a+xu%C3%A2n+n%C4%83m+%E1%BA%A5y"

struct clerk {
    char *data;
    center_t *center;
    words_t *words;
    char *fonts;
    uint8_t key[SEAL_KEY_SIZE];
    journal_t *web; /* the journal that the office's remarks go to */
    office_t *office;
    pthread_mutex_t lock;
    GPtrArray *audits; /* of char *, in order */
    char *cookie;      /* as the browser keeps it: "NAME=VALUE"; NULL: none */
    gint64 now;        /* monotonic ms */
    int days;          /* gone since that Wednesday */
    unsigned asked;    /* for random bits */
    bool disk_full;    /* audits cannot be written */

    /* Of the next request; kept. */
    const char *host, *origin, *fetch_site, *type;
    bool secure, too_large;
    uint8_t peer[16];

    struct web_exchange exchange; /* of the last one */
    bool worked;                  /* whether it was left to another thread */
};

/* As g_test_add takes them. */
void clerk_enter(struct clerk *clerk, gconstpointer unused);
void clerk_leave(struct clerk *clerk, gconstpointer unused);

/* Asks; the status. A cookie that comes with the answer is kept. */
int clerk_ask(struct clerk *clerk, enum web_method method, const char *path_and_query, const char *body);
int clerk_get(struct clerk *clerk, const char *path_and_query);
int clerk_post(struct clerk *clerk, const char *path, const char *body);

/* Logs in with that password, percent-encoded; the status. */
int clerk_try(struct clerk *clerk, const char *name, const char *password);
/* Logs in as lan; a failure ends the test. */
void clerk_log_in(struct clerk *clerk);

/* The last answer: its body with a closing NUL, and whether it holds the text. */
const char *clerk_page(const struct clerk *clerk);
bool clerk_sees(const struct clerk *clerk, const char *text);

/* The value of the first hidden field of that name on the last page. Free with g_free. */
char *clerk_hidden(const struct clerk *clerk, const char *name);

/* The last audit; "" before the first. */
const char *clerk_audit(const struct clerk *clerk);

/* Whether the web's journal or its log holds the text anywhere. */
bool clerk_journal_holds(const struct clerk *clerk, const char *text);

/* Asks for the remarks: the address behind "take out" of the first. Free with g_free. */
char *clerk_take_out_link(struct clerk *clerk);
