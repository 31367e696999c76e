#pragma once
/* Web store: how what came by phone reaches the writer of the journal, and the answer the one who waits. Any
 * thread. */
#include "office.h"
#include "server.h"
#include "web_figures.h"
#include "web_time.h"
#include "writer.h"
#include <stdatomic.h>

struct web_store {
    writer_t *writer;
    web_figures_t *figures;
    web_time_t *time;
    const center_t *center;
    _Atomic gint64 unstored[MISUSE_COUNT]; /* counts of misuse that storage refused */
    _Atomic gint64 heard_us; /* when the writer last answered anything, by g_get_monotonic_time */
};

/* As struct server_options and struct office_options take them; payload: struct web_store. A rating is set
 * aside when the clock cannot be believed, and only then: people rate from home, at any hour. */
void web_store_submit(const struct submission *submission, server_stored stored, void *ticket, void *payload);
bool web_store_audit(const char *text, void *payload, GError **error);
bool web_store_take_out(const uint8_t id[REMARK_ID_SIZE], const char *text, void *payload, GError **error);

/* Adds to the journal how often links were misused; what it refuses is added to `unstored`. */
void web_store_misuse(struct web_store *store, const gint64 counts[MISUSE_COUNT]);

/* Leaves nothing in the journal that tells in which order links were used and remarks came. */
void web_store_tidy(struct web_store *store);

/* Asks whether storage takes writes; the figures are told. */
void web_store_probe(struct web_store *store);
