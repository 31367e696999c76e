#pragma once
/* Web chores: what sipas-web does from time to time. One thread.
 *
 * Each second the counts of misused links are taken from the site, once a minute they go into the journal.
 * Every two seconds the keys of tokens are loaded anew when their file has changed; a file that is wrong
 * leaves the old keys in force, with a line on stderr. Every ten seconds storage is asked whether it takes
 * writes. Every half minute the sign of life is written, once a minute the latest moment. On each new day the
 * journal is made tidy. */
#include "site.h"
#include "web_store.h"

struct web_chores_options {
    const char *data, *device; /* borrowed, as is all */
    site_t *site;
    struct web_store *store;
};

typedef struct web_chores web_chores_t;

/* Loads the keys a first time. */
bool web_chores_new(web_chores_t **out, const struct web_chores_options *options, GError **error);

/* Does what is due. To be called about once a second. */
void web_chores_do(web_chores_t *chores);

/* Hands the counts that are left to the writer; when no more requests are answered. NULL is fine. */
void web_chores_free(web_chores_t *chores);
