#include "limit.h"
#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { WAYS = 4, US_PER_MS = 1000 };

/* The generic cell rate algorithm: a bucket is known by the one moment when it is full again, and may lie at
 * most `room` ahead. */
struct bucket {
    guint64 name;
    gint64 full_us; /* when it is full again; the past: it is forgotten */
};

struct limit {
    gint64 step_us, room_us; /* constant, as is `sets` */
    size_t sets;
    pthread_mutex_t mutex; /* of what follows */
    bool keyed;
    gint64 renewed_ms;
    uint8_t key[crypto_shorthash_KEYBYTES];
    struct bucket *buckets;
};

limit_t *limit_new(int times, gint64 span_ms, int bits)
{
    limit_t *limit = g_new0(limit_t, 1);

    g_assert(times > 0 && span_ms > 0 && bits >= 0 && bits < 20);
    pthread_mutex_init(&limit->mutex, NULL);
    limit->step_us = span_ms * US_PER_MS / times;
    limit->room_us = limit->step_us * times;
    limit->sets = (size_t)1 << bits;
    limit->buckets = g_new0(struct bucket, limit->sets * WAYS);
    return limit;
}

void limit_free(limit_t *limit)
{
    if (!limit)
        return;
    pthread_mutex_destroy(&limit->mutex);
    sodium_memzero(limit->key, sizeof limit->key);
    g_free(limit->buckets);
    g_free(limit);
}

static void renew(limit_t *limit, gint64 now_ms)
{
    if (limit->keyed && now_ms - limit->renewed_ms < LIMIT_RENEW_MS)
        return;
    crypto_shorthash_keygen(limit->key);
    memset(limit->buckets, 0, limit->sets * WAYS * sizeof *limit->buckets);
    limit->keyed = true;
    limit->renewed_ms = now_ms;
}

static guint64 hide(const limit_t *limit, const void *name, size_t size)
{
    guint64 hidden;
    uint8_t out[crypto_shorthash_BYTES];

    G_STATIC_ASSERT(sizeof out == sizeof hidden);
    crypto_shorthash(out, name, size, limit->key);
    memcpy(&hidden, out, sizeof hidden);
    return hidden;
}

/* Its own bucket, or the one that makes room for it. */
static struct bucket *find(limit_t *limit, guint64 name)
{
    struct bucket *set = &limit->buckets[(name & (limit->sets - 1)) * WAYS], *least = set;

    for (struct bucket *bucket = set; bucket < set + WAYS; bucket++) {
        if (bucket->name == name)
            return bucket;
        if (bucket->full_us < least->full_us)
            least = bucket;
    }
    *least = (struct bucket){.name = name};
    return least;
}

bool limit_take(limit_t *limit, const void *name, size_t size, gint64 now_ms, gint64 *wait_ms)
{
    const gint64 now = now_ms * US_PER_MS;

    pthread_mutex_lock(&limit->mutex);
    renew(limit, now_ms);
    struct bucket *bucket = find(limit, hide(limit, name, size));
    const gint64 full = MAX(bucket->full_us, now) + limit->step_us;
    const bool given = full - now <= limit->room_us;
    if (given)
        bucket->full_us = full;
    pthread_mutex_unlock(&limit->mutex);
    if (!given)
        *wait_ms = (full - now - limit->room_us + US_PER_MS - 1) / US_PER_MS;
    return given;
}

int limit_count(limit_t *limit, gint64 now_ms)
{
    int count = 0;

    pthread_mutex_lock(&limit->mutex);
    for (size_t i = 0; i < limit->sets * WAYS; i++)
        count += limit->buckets[i].full_us > now_ms * US_PER_MS;
    pthread_mutex_unlock(&limit->mutex);
    return count;
}
