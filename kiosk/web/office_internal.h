#pragma once
/* The office's parts. Only for office*.c.
 *
 * A visit is one request on its way through the office: what is known of it after the door (office_door.c)
 * has let it in. Pages answer it by filling the exchange's response. */
#include "brake.h"
#include "form.h"
#include "office.h"
#include "session.h"
#include <pthread.h>
#include <sys/stat.h>

struct office {
    struct office_options options;
    sessions_t *sessions;
    brake_t *brake;
    char *accounts_file;
    char *policy; /* the pages' Content-Security-Policy */

    pthread_mutex_t mutex; /* of what follows */
    struct stat accounts;  /* the accounts' file as it was read last */
    bool has_account;
};

struct visit;

/* A page. `heavy`: it reads or writes journals or checks a password and is made in `work`. */
struct page {
    const char *path;
    bool post;
    bool heavy;
    bool open; /* to who is not logged in */
    void (*make)(struct visit *visit);
};

/* Lives in the exchange's note, so it owns nothing. */
struct visit {
    office_t *office;
    struct web_exchange *exchange;
    const struct page *page;
    char id[SESSION_ID_SIZE]; /* of the cookie; "": none */
    struct session session;   /* name "": nobody is logged in */
    const char *language;
    struct form query, body;
};

/* --- the door --- */

/* Whether there is an account at all. When the accounts were changed since the last look, all sessions end
 * and all waits are forgotten. */
bool office_is_open(office_t *office);

/* Fills the visit and says whether the page is to be made; else the response is there. */
bool office_let_in(struct visit *visit, office_t *office, struct web_exchange *exchange);

/* --- answering --- */

/* The sentence office.KEY. */
const char *office_say(const struct visit *visit, const char *key);

/* Takes the page over. `status` 200 and so on. */
void office_reply(struct visit *visit, int status, GString *page);

/* A short page that says what is wrong: title and text are keys. */
void office_refuse(struct visit *visit, int status, const char *title, const char *text);

/* 303. `location` is taken over. */
void office_send_to(struct visit *visit, char *location);

/* Waits until the audit "staff NAME: TEXT", cut to what a remark may hold, is on disk; false: it could not be
 * written. `name` "": somebody who is not known. */
bool office_audit(const struct visit *visit, const char *name, const char *text);

/* Likewise, before something is given; when it could not be written the response says so. */
bool office_may_give(struct visit *visit, const char *name, const char *text);

/* Likewise of who is logged in, but written at the session's first look alone, so that the journal does not
 * fill; of two looks at the same moment both may be. `text` is shorter than SESSION_SEEN_SIZE. */
bool office_may_show(struct visit *visit, const char *text);

/* What stands there after "staff NAME: ". Free with g_free. */
char *office_audit_text(const char *name, const char *text);

/* --- pages --- */

void office_show_log_in(struct visit *visit);
void office_log_in(struct visit *visit);
void office_log_out(struct visit *visit);
void office_show_board(struct visit *visit);
void office_give_report(struct visit *visit);
void office_show_remarks(struct visit *visit);
void office_ask_take_out(struct visit *visit);
void office_take_out(struct visit *visit);
