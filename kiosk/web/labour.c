#include "labour.h"
#include <glib.h>
#include <pthread.h>

/* The lock and the condition are the system's and not GLib's, so that ThreadSanitizer sees them. */
struct labour {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    GQueue waiting;
    unsigned most;
    bool ending;
    labour_do act;
    void *payload;
    size_t n_threads;
    pthread_t *threads;
};

static void *take(labour_t *labour)
{
    pthread_mutex_lock(&labour->lock);
    while (!labour->ending && g_queue_is_empty(&labour->waiting))
        pthread_cond_wait(&labour->changed, &labour->lock);
    void *job = labour->ending ? NULL : g_queue_pop_head(&labour->waiting);
    pthread_mutex_unlock(&labour->lock);
    return job;
}

static void *work(void *payload)
{
    labour_t *labour = payload;
    for (void *job; (job = take(labour)) != NULL;)
        labour->act(job, labour->payload);
    return NULL;
}

labour_t *labour_new(int threads, int most, labour_do act, void *payload)
{
    labour_t *labour = g_new0(labour_t, 1);
    pthread_mutex_init(&labour->lock, NULL);
    pthread_cond_init(&labour->changed, NULL);
    g_queue_init(&labour->waiting);
    labour->most = (unsigned)most;
    labour->act = act;
    labour->payload = payload;
    labour->n_threads = (size_t)threads;
    labour->threads = g_new(pthread_t, labour->n_threads);
    for (size_t i = 0; i < labour->n_threads; i++)
        if (pthread_create(&labour->threads[i], NULL, work, labour) != 0)
            g_error("no thread for the server's work");
    return labour;
}

bool labour_has_room(labour_t *labour)
{
    pthread_mutex_lock(&labour->lock);
    bool has_room = g_queue_get_length(&labour->waiting) < labour->most;
    pthread_mutex_unlock(&labour->lock);
    return has_room;
}

void labour_give(labour_t *labour, void *job)
{
    pthread_mutex_lock(&labour->lock);
    g_queue_push_tail(&labour->waiting, job);
    pthread_cond_signal(&labour->changed);
    pthread_mutex_unlock(&labour->lock);
}

void labour_free(labour_t *labour)
{
    if (labour == NULL)
        return;
    pthread_mutex_lock(&labour->lock);
    labour->ending = true;
    pthread_cond_broadcast(&labour->changed);
    pthread_mutex_unlock(&labour->lock);
    for (size_t i = 0; i < labour->n_threads; i++)
        pthread_join(labour->threads[i], NULL);
    g_queue_clear(&labour->waiting);
    pthread_cond_destroy(&labour->changed);
    pthread_mutex_destroy(&labour->lock);
    g_free(labour->threads);
    g_free(labour);
}
