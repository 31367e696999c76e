#include "session.h"
#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { HASH_SIZE = 32, MARK_BYTES = (SESSION_MARK_SIZE - 1) / 2 };

struct place {
    uint8_t hash[HASH_SIZE];
    char name[ACCOUNT_NAME_SIZE]; /* "": free */
    char language[LANGUAGE_SIZE];
    gint64 begun, used;
    char seen[SESSION_SEEN_MOST][SESSION_SEEN_SIZE]; /* a ring, "" where nothing is yet */
    unsigned n_seen;
};

struct sessions {
    pthread_mutex_t mutex;
    uint8_t key[crypto_generichash_KEYBYTES];
    struct place places[SESSION_MOST];
};

sessions_t *sessions_new(void)
{
    sessions_t *sessions = g_new0(sessions_t, 1);

    if (sodium_init() < 0)
        g_error("libsodium cannot be used");
    pthread_mutex_init(&sessions->mutex, NULL);
    crypto_generichash_keygen(sessions->key);
    return sessions;
}

void sessions_free(sessions_t *sessions)
{
    if (!sessions)
        return;
    pthread_mutex_destroy(&sessions->mutex);
    sodium_memzero(sessions, sizeof *sessions);
    g_free(sessions);
}

/* `size` bytes that follow from the id and nobody can tell without the key; each size another text. */
static void derive(const sessions_t *sessions, uint8_t *out, size_t size, const char *id)
{
    crypto_generichash(out, size, (const uint8_t *)id, strlen(id), sessions->key, sizeof sessions->key);
}

static bool is_over(const struct place *place, gint64 now)
{
    return !place->name[0] || now - place->used >= SESSION_IDLE_MS || now - place->begun >= SESSION_WHOLE_MS;
}

/* Every place is compared, so that the time tells nothing. */
static struct place *find(sessions_t *sessions, const char *id)
{
    struct place *found = NULL;
    uint8_t hash[HASH_SIZE];

    if (!id || strlen(id) != SESSION_ID_SIZE - 1)
        return NULL;
    derive(sessions, hash, sizeof hash, id);
    for (size_t i = 0; i < SESSION_MOST; i++)
        if (sodium_memcmp(sessions->places[i].hash, hash, sizeof hash) == 0 && sessions->places[i].name[0])
            found = &sessions->places[i];
    return found;
}

/* A free place of its own; else that of the session unused for the longest, of this name when it has many. */
static struct place *choose_place(sessions_t *sessions, const char *name, gint64 now)
{
    struct place *free_place = NULL, *oldest = NULL, *oldest_of_name = NULL;
    int of_name = 0;

    for (size_t i = 0; i < SESSION_MOST; i++) {
        struct place *place = &sessions->places[i];
        if (is_over(place, now)) {
            free_place = place;
            continue;
        }
        if (!oldest || place->used < oldest->used)
            oldest = place;
        if (strcmp(place->name, name) != 0)
            continue;
        of_name++;
        if (!oldest_of_name || place->used < oldest_of_name->used)
            oldest_of_name = place;
    }
    if (of_name >= SESSION_MOST_OF_NAME)
        return oldest_of_name;
    return free_place ? free_place : oldest;
}

void sessions_begin(sessions_t *sessions, char id[SESSION_ID_SIZE], const char *name, const char *language,
                    const uint8_t random[WEB_RANDOM_SIZE], gint64 now)
{
    g_assert(name[0] && strlen(name) < ACCOUNT_NAME_SIZE);
    sodium_bin2hex(id, SESSION_ID_SIZE, random, WEB_RANDOM_SIZE);
    pthread_mutex_lock(&sessions->mutex);
    struct place *place = choose_place(sessions, name, now);
    *place = (struct place){.begun = now, .used = now};
    g_strlcpy(place->name, name, sizeof place->name);
    g_strlcpy(place->language, language, sizeof place->language);
    derive(sessions, place->hash, sizeof place->hash, id);
    pthread_mutex_unlock(&sessions->mutex);
}

bool sessions_find(sessions_t *sessions, struct session *out, const char *id, gint64 now)
{
    uint8_t mark[MARK_BYTES];

    pthread_mutex_lock(&sessions->mutex);
    struct place *place = find(sessions, id);
    if (place && is_over(place, now)) {
        *place = (struct place){0};
        place = NULL;
    }
    if (place) {
        place->used = now;
        g_strlcpy(out->name, place->name, sizeof out->name);
        g_strlcpy(out->language, place->language, sizeof out->language);
        derive(sessions, mark, sizeof mark, id);
        sodium_bin2hex(out->mark, sizeof out->mark, mark, sizeof mark);
    }
    pthread_mutex_unlock(&sessions->mutex);
    return place != NULL;
}

void sessions_set_language(sessions_t *sessions, const char *id, const char *language)
{
    pthread_mutex_lock(&sessions->mutex);
    struct place *place = find(sessions, id);
    if (place)
        g_strlcpy(place->language, language, sizeof place->language);
    pthread_mutex_unlock(&sessions->mutex);
}

bool sessions_has_seen(sessions_t *sessions, const char *id, const char *what)
{
    bool seen = false;

    pthread_mutex_lock(&sessions->mutex);
    const struct place *place = find(sessions, id);
    for (size_t i = 0; place && i < SESSION_SEEN_MOST; i++)
        seen = seen || strcmp(place->seen[i], what) == 0;
    pthread_mutex_unlock(&sessions->mutex);
    return seen;
}

void sessions_note_seen(sessions_t *sessions, const char *id, const char *what)
{
    g_assert(what[0] && strlen(what) < SESSION_SEEN_SIZE);
    pthread_mutex_lock(&sessions->mutex);
    struct place *place = find(sessions, id);
    if (place)
        g_strlcpy(place->seen[place->n_seen++ % SESSION_SEEN_MOST], what, SESSION_SEEN_SIZE);
    pthread_mutex_unlock(&sessions->mutex);
}

void sessions_end(sessions_t *sessions, const char *id)
{
    pthread_mutex_lock(&sessions->mutex);
    struct place *place = find(sessions, id);
    if (place)
        *place = (struct place){0};
    pthread_mutex_unlock(&sessions->mutex);
}

void sessions_end_all(sessions_t *sessions)
{
    pthread_mutex_lock(&sessions->mutex);
    memset(sessions->places, 0, sizeof sessions->places);
    pthread_mutex_unlock(&sessions->mutex);
}

bool session_has_mark(const struct session *session, const char *mark)
{
    return mark && strlen(mark) == SESSION_MARK_SIZE - 1 &&
           sodium_memcmp(session->mark, mark, SESSION_MARK_SIZE - 1) == 0;
}
