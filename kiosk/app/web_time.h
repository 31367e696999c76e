#pragma once
/* Web time: the moments of requests and the time by which tokens end, for many threads at once.
 *
 * What vouches for the clock is asked once a second, not once a request. The latest moment under a
 * synchronised clock is kept in a file, so that after a restart under a wrong date no ended token is good
 * again. Any thread. */
#include "rating.h"
#include <glib.h>
#include <stdbool.h>

typedef struct web_time web_time_t;

/* `file` keeps the latest moment; it need not be there yet. */
web_time_t *web_time_new(const char *file);
void web_time_free(web_time_t *time); /* NULL is fine */

/* Now, and (when not NULL) the time of tokens in seconds. */
void web_time_read(web_time_t *time, struct moment *now, gint64 *token_now);

/* Writes the latest moment; nothing while the clock is not synchronised. */
bool web_time_keep(web_time_t *time, GError **error);
