#include "lines.h"
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>

/* The lock is the system's and not GLib's, so that ThreadSanitizer sees it. */
struct lines {
    pthread_mutex_t lock;
    int most, most_by_address;
    GHashTable *by_sender; /* PEER_SIZE bytes to their count; senders that are not this machine */
    struct line *first;
    struct lines_figures figures;
};

/* Addresses come from anybody, but there are never more of them than connections. */
static guint hash_sender(gconstpointer key)
{
    guint64 halves[2];
    memcpy(halves, key, sizeof halves);
    return (guint)((halves[0] ^ halves[1] ^ (halves[0] >> 32) ^ (halves[1] >> 32)) * 2654435761U);
}

static gboolean same_sender(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, PEER_SIZE) == 0;
}

lines_t *lines_new(int most, int most_by_address)
{
    lines_t *lines = g_new0(lines_t, 1);
    pthread_mutex_init(&lines->lock, NULL);
    lines->most = most;
    lines->most_by_address = most_by_address;
    lines->by_sender = g_hash_table_new_full(hash_sender, same_sender, g_free, NULL);
    return lines;
}

void lines_free(lines_t *lines)
{
    g_assert(lines->first == NULL);
    g_hash_table_unref(lines->by_sender);
    pthread_mutex_destroy(&lines->lock);
    g_free(lines);
}

bool lines_are_full(lines_t *lines)
{
    pthread_mutex_lock(&lines->lock);
    bool full = lines->figures.open >= lines->most;
    pthread_mutex_unlock(&lines->lock);
    return full;
}

/* Adds `change` to the count of a sender; false when that would be too many. */
static bool count(lines_t *lines, const uint8_t peer[PEER_SIZE], int change)
{
    uint8_t sender[PEER_SIZE];
    if (peer_is_local(peer))
        return true;
    peer_sender(sender, peer);
    int n = GPOINTER_TO_INT(g_hash_table_lookup(lines->by_sender, sender)) + change;
    if (n > lines->most_by_address)
        return false;
    if (n == 0)
        g_hash_table_remove(lines->by_sender, sender);
    else
        g_hash_table_insert(lines->by_sender, g_memdup2(sender, PEER_SIZE), GINT_TO_POINTER(n));
    return true;
}

bool lines_admit(lines_t *lines, const uint8_t peer[PEER_SIZE])
{
    pthread_mutex_lock(&lines->lock);
    bool admitted = count(lines, peer, 1);
    lines->figures.open += admitted;
    lines->figures.taken += admitted;
    lines->figures.turned_away += !admitted;
    pthread_mutex_unlock(&lines->lock);
    return admitted;
}

void lines_dismiss(lines_t *lines, const uint8_t peer[PEER_SIZE])
{
    pthread_mutex_lock(&lines->lock);
    count(lines, peer, -1);
    lines->figures.open--;
    pthread_mutex_unlock(&lines->lock);
}

struct line *lines_put_in(lines_t *lines, int descriptor, const uint8_t peer[PEER_SIZE], gint64 until_ms)
{
    struct line *line = g_new0(struct line, 1);
    line->descriptor = descriptor;
    memcpy(line->peer, peer, PEER_SIZE);
    atomic_init(&line->until_ms, until_ms);
    pthread_mutex_lock(&lines->lock);
    line->next = lines->first;
    if (line->next != NULL)
        line->next->before = line;
    lines->first = line;
    pthread_mutex_unlock(&lines->lock);
    return line;
}

void lines_take_out(lines_t *lines, struct line *line)
{
    pthread_mutex_lock(&lines->lock);
    if (line->before != NULL)
        line->before->next = line->next;
    else
        lines->first = line->next;
    if (line->next != NULL)
        line->next->before = line->before;
    count(lines, line->peer, -1);
    lines->figures.open--;
    pthread_mutex_unlock(&lines->lock);
    g_free(line);
}

void lines_sweep(lines_t *lines, gint64 now_ms)
{
    pthread_mutex_lock(&lines->lock);
    for (struct line *line = lines->first; line != NULL; line = line->next) {
        gint64 until = atomic_load(&line->until_ms);
        /* Once: a line that has got more time in this very moment keeps it. */
        if (until == 0 || until > now_ms || !atomic_compare_exchange_strong(&line->until_ms, &until, 0))
            continue;
        shutdown(line->descriptor, SHUT_RDWR);
        lines->figures.cut_off++;
    }
    pthread_mutex_unlock(&lines->lock);
}

struct lines_figures lines_figures(lines_t *lines)
{
    pthread_mutex_lock(&lines->lock);
    struct lines_figures figures = lines->figures;
    pthread_mutex_unlock(&lines->lock);
    return figures;
}
