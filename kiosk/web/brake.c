#include "brake.h"
#include "peer.h"
#include "pin.h"
#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { COUNTS = 1024, KNOWN = 64, MINUTE_MS = 60 * 1000, HASHED_MOST = 64 };

/* What a count is about, and how it brakes: the first `free` failures cost nothing, no wait is longer than
 * `most` seconds, and a failure is forgiven every `forgive` minutes. */
enum about { OF_BOTH, OF_SENDER, OF_NAME, OF_ALL, ABOUT_COUNT };

static const struct {
    int free, most, forgive;
} RULES[ABOUT_COUNT] = {
    [OF_BOTH] = {0, 900, 180}, [OF_SENDER] = {10, 900, 180}, [OF_NAME] = {20, 60, 10}, [OF_ALL] = {50, 5, 1}};

struct count {
    guint64 key; /* 0: free */
    int failures;
    gint64 last;     /* failure */
    gint64 forgiven; /* up to when failures were forgiven */
};

struct brake {
    pthread_mutex_t mutex;
    uint8_t key[crypto_shorthash_KEYBYTES];
    struct count counts[COUNTS];
    struct count all; /* never gives way to others */
    struct {
        guint64 key;
        gint64 since;
    } known[KNOWN];
};

brake_t *brake_new(void)
{
    brake_t *brake = g_new0(brake_t, 1);

    if (sodium_init() < 0)
        g_error("libsodium cannot be used");
    pthread_mutex_init(&brake->mutex, NULL);
    crypto_shorthash_keygen(brake->key);
    return brake;
}

void brake_free(brake_t *brake)
{
    if (!brake)
        return;
    pthread_mutex_destroy(&brake->mutex);
    g_free(brake);
}

/* Never 0. A name longer than any account's is told apart by its beginning. */
static guint64 hash(const brake_t *brake, enum about about, const char *name, const uint8_t *sender)
{
    uint8_t text[1 + PEER_SIZE + HASHED_MOST] = {(uint8_t)about};
    guint64 key = 0;

    if (about == OF_BOTH || about == OF_SENDER)
        peer_sender(text + 1, sender);
    if (about == OF_BOTH || about == OF_NAME)
        memcpy(text + 1 + PEER_SIZE, name, strnlen(name, HASHED_MOST));
    crypto_shorthash((uint8_t *)&key, text, sizeof text, brake->key);
    return key ? key : 1;
}

static struct count *find(brake_t *brake, guint64 key)
{
    for (size_t i = 0; i < COUNTS; i++)
        if (brake->counts[i].key == key)
            return &brake->counts[i];
    return NULL;
}

/* A fresh count in a free place, or in that of the count unused for the longest. Only tries that are heard
 * make one: who has to wait cannot push out what makes him wait. */
static struct count *add(brake_t *brake, guint64 key, gint64 now)
{
    struct count *place = &brake->counts[0];

    for (size_t i = 0; i < COUNTS && place->key; i++)
        if (!brake->counts[i].key || brake->counts[i].last < place->last)
            place = &brake->counts[i];
    *place = (struct count){.key = key, .last = now, .forgiven = now};
    return place;
}

static void forgive(struct count *count, enum about about, gint64 now)
{
    const gint64 each = (gint64)RULES[about].forgive * MINUTE_MS;
    const gint64 n = (now - count->forgiven) / each;

    if (n <= 0)
        return;
    count->failures = (int)MAX(0, count->failures - n);
    count->forgiven += n * each;
}

static gint64 wait_ms(const struct count *count, enum about about, gint64 now)
{
    const int counted = MAX(0, count->failures - RULES[about].free);
    const int seconds = MIN(pin_wait_seconds(counted), RULES[about].most);
    return MAX(0, count->last + (gint64)seconds * 1000 - now);
}

static void add_failure(struct count *count, gint64 now)
{
    if (count->failures == 0)
        count->forgiven = now;
    count->failures++;
    count->last = now;
}

static bool is_known(const brake_t *brake, guint64 key)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (brake->known[i].key == key)
            return true;
    return false;
}

static void make_known(brake_t *brake, guint64 key, gint64 now)
{
    size_t at = 0;

    for (size_t i = 0; i < KNOWN; i++) {
        if (brake->known[i].key == key) {
            at = i;
            break;
        }
        if (brake->known[at].key && (!brake->known[i].key || brake->known[i].since < brake->known[at].since))
            at = i;
    }
    brake->known[at].key = key;
    brake->known[at].since = now;
}

/* The counts that hold for a try, by enum about; NULL: nothing to count there yet. */
struct held {
    guint64 keys[ABOUT_COUNT];
    struct count *counts[ABOUT_COUNT];
    size_t n;
};

static struct held hold(brake_t *brake, const char *name, const uint8_t *sender, gint64 now)
{
    struct held held = {.n = ABOUT_COUNT};

    for (size_t i = 0; i < ABOUT_COUNT; i++) {
        const enum about about = (enum about)i;
        held.keys[i] = hash(brake, about, name, sender);
        held.counts[i] = about == OF_ALL ? &brake->all : find(brake, held.keys[i]);
        if (held.counts[i])
            forgive(held.counts[i], about, now);
    }
    if (is_known(brake, held.keys[OF_BOTH]))
        held.n = OF_BOTH + 1;
    return held;
}

int brake_try(brake_t *brake, const char *name, const uint8_t sender[16], gint64 now)
{
    gint64 wait = 0;

    pthread_mutex_lock(&brake->mutex);
    const struct held held = hold(brake, name, sender, now);
    for (size_t i = 0; i < held.n; i++)
        if (held.counts[i])
            wait = MAX(wait, wait_ms(held.counts[i], (enum about)i, now));
    for (size_t i = 0; i < held.n && wait == 0; i++)
        add_failure(held.counts[i] ? held.counts[i] : add(brake, held.keys[i], now), now);
    pthread_mutex_unlock(&brake->mutex);
    return (int)((wait + 999) / 1000);
}

void brake_right(brake_t *brake, const char *name, const uint8_t sender[16], gint64 now)
{
    pthread_mutex_lock(&brake->mutex);
    const struct held held = hold(brake, name, sender, now);
    for (size_t i = 0; i < held.n; i++)
        if (held.counts[i] && held.counts[i]->failures > 0)
            held.counts[i]->failures = i == OF_BOTH ? 0 : held.counts[i]->failures - 1;
    make_known(brake, held.keys[OF_BOTH], now);
    pthread_mutex_unlock(&brake->mutex);
}

void brake_forget(brake_t *brake)
{
    pthread_mutex_lock(&brake->mutex);
    memset(brake->counts, 0, sizeof brake->counts);
    memset(brake->known, 0, sizeof brake->known);
    brake->all = (struct count){0};
    pthread_mutex_unlock(&brake->mutex);
}
