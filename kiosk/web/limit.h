#pragma once
/* Limit: how often somebody may ask, by what they come with (an address, a link).
 *
 * Kept in memory only, under a keyed hash whose key is random and is thrown away, with all it hid, every ten
 * minutes. A bucket fills again evenly and is forgotten when it is full. Memory is bounded: under a flood of
 * names the bucket that is nearest to being forgotten makes room, so that a flood loosens the limit and never
 * shuts anybody out. Any thread. */
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct limit limit_t;

enum { LIMIT_RENEW_MS = 10 * 60 * 1000 };

/* `times` in `span_ms`: that many at once, and then one each span_ms / times. Bucket count is 4 << `bits`. */
limit_t *limit_new(int times, gint64 span_ms, int bits);
void limit_free(limit_t *limit); /* NULL is fine */

/* Counts one more of `name`; false when that is too many, and *wait_ms is then how long until the next.
 * `now_ms` is of the clock that is never stepped. */
bool limit_take(limit_t *limit, const void *name, size_t size, gint64 now_ms, gint64 *wait_ms);

/* How many names are remembered, for tests. */
int limit_count(limit_t *limit, gint64 now_ms);
