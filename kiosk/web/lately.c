#include "lately.h"
#include <pthread.h>
#include <string.h>

struct entry {
    uint8_t token[TOKEN_ID_SIZE];
    bool known; /* whether `form` is */
    uint8_t form[FORM_ID_SIZE];
};

struct lately {
    pthread_mutex_t mutex; /* of what follows */
    GHashTable *by_token;  /* entries of the ring by their tokens */
    guint64 count;         /* ever noted; the next goes to count % LATELY_MOST */
    struct entry ring[LATELY_MOST];
};

/* Ids are random already. */
static guint entry_hash(gconstpointer entry)
{
    guint hash;

    memcpy(&hash, ((const struct entry *)entry)->token, sizeof hash);
    return hash;
}

static gboolean entry_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(((const struct entry *)a)->token, ((const struct entry *)b)->token, TOKEN_ID_SIZE) == 0;
}

lately_t *lately_new(void)
{
    lately_t *lately = g_new0(lately_t, 1);

    pthread_mutex_init(&lately->mutex, NULL);
    lately->by_token = g_hash_table_new(entry_hash, entry_equal);
    return lately;
}

void lately_free(lately_t *lately)
{
    if (!lately)
        return;
    g_hash_table_destroy(lately->by_token);
    pthread_mutex_destroy(&lately->mutex);
    g_free(lately);
}

static struct entry *lookup(lately_t *lately, const uint8_t token[TOKEN_ID_SIZE])
{
    struct entry key;

    memcpy(key.token, token, TOKEN_ID_SIZE);
    return g_hash_table_lookup(lately->by_token, &key);
}

void lately_note(lately_t *lately, const uint8_t token[TOKEN_ID_SIZE], const uint8_t *form)
{
    pthread_mutex_lock(&lately->mutex);
    if (!lookup(lately, token)) {
        struct entry *entry = &lately->ring[lately->count % LATELY_MOST];
        if (lately->count >= LATELY_MOST)
            g_hash_table_remove(lately->by_token, entry);
        memcpy(entry->token, token, TOKEN_ID_SIZE);
        entry->known = form != NULL;
        if (form)
            memcpy(entry->form, form, FORM_ID_SIZE);
        g_hash_table_add(lately->by_token, entry);
        lately->count++;
    }
    pthread_mutex_unlock(&lately->mutex);
}

enum lately_by lately_find(lately_t *lately, const uint8_t token[TOKEN_ID_SIZE], const uint8_t *form)
{
    enum lately_by by = LATELY_BY_NONE;

    pthread_mutex_lock(&lately->mutex);
    const struct entry *entry = lookup(lately, token);
    if (entry)
        by = form && entry->known && memcmp(entry->form, form, FORM_ID_SIZE) == 0 ? LATELY_BY_SAME
                                                                                  : LATELY_BY_OTHER;
    pthread_mutex_unlock(&lately->mutex);
    return by;
}
