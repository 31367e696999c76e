#pragma once
/* Quota: how many ratings posters bring, in any hour and the minute it began in.
 *
 * By the area's mark of a poster; one quota each. Nothing of whoever rated is kept. Any thread. */
#include <glib.h>
#include <stdbool.h>

typedef struct quota quota_t;

quota_t *quota_new(int per_hour);
void quota_free(quota_t *quota); /* NULL is fine */

/* Counts one more; false when that is too many, and *wait_ms is then how long until there is room. `now_ms`
 * is of the clock that is never stepped. */
bool quota_take(quota_t *quota, guint32 mark, gint64 now_ms, gint64 *wait_ms);

/* Takes back one that came to nothing. */
void quota_give_back(quota_t *quota, guint32 mark, gint64 now_ms);
