#include "quota.h"
#include <pthread.h>

enum { MINUTE_MS = 60 * 1000, MINUTES = 61 /* an hour, and the minute it began in */ };

/* How many came in each of the last minutes, minute m at m % MINUTES. */
struct hour {
    gint64 minute; /* the latest one counted */
    int sum;
    guint16 came[MINUTES];
};

struct quota {
    int per_hour;
    pthread_mutex_t mutex;
    GHashTable *hours; /* mark to struct hour, owned */
};

quota_t *quota_new(int per_hour)
{
    quota_t *quota = g_new0(quota_t, 1);

    g_assert(per_hour > 0 && per_hour <= G_MAXUINT16);
    quota->per_hour = per_hour;
    pthread_mutex_init(&quota->mutex, NULL);
    quota->hours = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    return quota;
}

void quota_free(quota_t *quota)
{
    if (!quota)
        return;
    g_hash_table_destroy(quota->hours);
    pthread_mutex_destroy(&quota->mutex);
    g_free(quota);
}

static struct hour *find(quota_t *quota, guint32 mark)
{
    struct hour *hour = g_hash_table_lookup(quota->hours, GUINT_TO_POINTER(mark));

    if (!hour) {
        hour = g_new0(struct hour, 1);
        g_hash_table_insert(quota->hours, GUINT_TO_POINTER(mark), hour);
    }
    return hour;
}

static void forget(struct hour *hour, int at)
{
    hour->sum -= hour->came[at];
    hour->came[at] = 0;
}

/* Brings it to this minute. A time before the last is taken for the last. */
static void advance(struct hour *hour, gint64 minute)
{
    for (int i = 0; i < MINUTES && hour->minute < minute; i++)
        forget(hour, (int)(++hour->minute % MINUTES));
    hour->minute = MAX(hour->minute, minute);
}

/* The oldest minute that anything came in leaves room when it is forgotten. */
static gint64 wait_of(const struct hour *hour, gint64 now_ms)
{
    gint64 oldest = hour->minute - MINUTES + 1;

    while (oldest < hour->minute && hour->came[(oldest + MINUTES) % MINUTES] == 0)
        oldest++;
    return MAX((oldest + MINUTES) * MINUTE_MS - now_ms, 1);
}

bool quota_take(quota_t *quota, guint32 mark, gint64 now_ms, gint64 *wait_ms)
{
    pthread_mutex_lock(&quota->mutex);
    struct hour *hour = find(quota, mark);
    advance(hour, now_ms / MINUTE_MS);
    const bool given = hour->sum < quota->per_hour;
    if (given) {
        hour->sum++;
        hour->came[hour->minute % MINUTES]++;
    } else {
        *wait_ms = wait_of(hour, now_ms);
    }
    pthread_mutex_unlock(&quota->mutex);
    return given;
}

void quota_give_back(quota_t *quota, guint32 mark, gint64 now_ms)
{
    pthread_mutex_lock(&quota->mutex);
    struct hour *hour = find(quota, mark);
    advance(hour, now_ms / MINUTE_MS);
    if (hour->came[hour->minute % MINUTES] > 0) {
        hour->sum--;
        hour->came[hour->minute % MINUTES]--;
    }
    pthread_mutex_unlock(&quota->mutex);
}
