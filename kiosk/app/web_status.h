#pragma once
/* Web status: /healthz and /metrics, for whoever watches the server; on an address of its own. It is
 * asked by IP address or as localhost: a name that somebody makes point here opens nothing. */
#include "exchange.h"
#include "web_figures.h"

struct web_status {
    web_figures_t *figures;
    /* Fills the connections of each side. */
    void (*lines)(struct lines_figures out[WEB_SIDE_COUNT], void *payload);
    void *payload;
};

/* Payload: struct web_status.
 *   GET /healthz   200 "ok"; 503 when storage does not take writes
 *   GET /metrics   Prometheus' text format 0.0.4 */
extern const struct web_handler WEB_STATUS_HANDLER;
