#include "progress.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { TICK_MS = 250, WIDTH = 80 };

struct progress {
    int descriptor;
    char *what;
    gint64 total, started_us, first_us;
    _Atomic gint64 done;
    bool on_terminal; /* the thread runs */
    pthread_t thread;
    pthread_mutex_t lock; /* on what follows */
    pthread_cond_t ended;
    bool ending;
    const char *things; /* that are counted */
    glong shown;        /* characters of the line that is there now */
};

/* A terminal that takes no more is no reason to stop. */
static void put(const struct progress *progress, const char *text)
{
    const ssize_t written = write(progress->descriptor, text, strlen(text));
    (void)written;
}

static void erase(struct progress *progress)
{
    if (progress->shown > 0) {
        g_autofree char *blank = g_strdup_printf("\r%*s\r", (int)progress->shown, "");
        put(progress, blank);
    }
    progress->shown = 0;
}

static char *line(const struct progress *progress)
{
    const gint64 seconds = (g_get_monotonic_time() - progress->started_us) / G_USEC_PER_SEC;
    const gint64 done = MIN(atomic_load(&progress->done), progress->total);

    if (progress->total == 0)
        return g_strdup_printf("%s: %" G_GINT64_FORMAT " s", progress->what, seconds);
    return g_strdup_printf("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " %s (%" G_GINT64_FORMAT
                           " %%), %" G_GINT64_FORMAT " s",
                           progress->what, done, progress->total, progress->things,
                           done * 100 / progress->total, seconds);
}

/* A line that reaches the edge would go on below, where it cannot be erased. */
static glong room(const struct progress *progress)
{
    struct winsize size;
    const bool known = ioctl(progress->descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;

    return (known ? size.ws_col : WIDTH) - 1;
}

/* Written over the line before, so that nothing flickers. */
static void show(struct progress *progress)
{
    g_autofree char *whole = line(progress);
    g_autofree char *fitting = g_utf8_substring(whole, 0, MIN(g_utf8_strlen(whole, -1), room(progress)));
    const glong length = g_utf8_strlen(fitting, -1);
    g_autofree char *over = g_strdup_printf("\r%s%*s", fitting, (int)MAX(progress->shown - length, 0), "");

    put(progress, over);
    progress->shown = length;
}

/* False when it is time for the line. */
static bool wait_until(struct progress *progress, gint64 us)
{
    const struct timespec time = {.tv_sec = us / G_USEC_PER_SEC, .tv_nsec = us % G_USEC_PER_SEC * 1000};

    return pthread_cond_timedwait(&progress->ended, &progress->lock, &time) == 0;
}

static void *keep_up(void *data)
{
    struct progress *progress = data;
    gint64 next = progress->first_us;

    pthread_mutex_lock(&progress->lock);
    while (!progress->ending) {
        if (wait_until(progress, next))
            continue;
        show(progress);
        next = g_get_monotonic_time() + TICK_MS * G_TIME_SPAN_MILLISECOND;
    }
    erase(progress);
    pthread_mutex_unlock(&progress->lock);
    return NULL;
}

static void init_lock(struct progress *progress)
{
    pthread_condattr_t attributes;

    pthread_mutex_init(&progress->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&progress->ended, &attributes);
    pthread_condattr_destroy(&attributes);
}

progress_t *progress_new(int descriptor, const char *what, gint64 total, guint after_ms)
{
    progress_t *progress = g_new0(progress_t, 1);

    progress->descriptor = descriptor;
    progress->what = g_strdup(what);
    progress->total = total;
    progress->things = "ratings";
    progress->started_us = g_get_monotonic_time();
    progress->first_us = progress->started_us + after_ms * G_TIME_SPAN_MILLISECOND;
    init_lock(progress);
    progress->on_terminal =
        isatty(descriptor) == 1 && pthread_create(&progress->thread, NULL, keep_up, progress) == 0;
    return progress;
}

void progress_count(progress_t *progress, const char *things)
{
    pthread_mutex_lock(&progress->lock);
    progress->things = things;
    pthread_mutex_unlock(&progress->lock);
}

void progress_tell(progress_t *progress, gint64 done)
{
    atomic_store_explicit(&progress->done, done, memory_order_relaxed);
}

void progress_erase(progress_t *progress)
{
    pthread_mutex_lock(&progress->lock);
    erase(progress);
    pthread_mutex_unlock(&progress->lock);
}

static void end_thread(progress_t *progress)
{
    pthread_mutex_lock(&progress->lock);
    progress->ending = true;
    pthread_cond_signal(&progress->ended);
    pthread_mutex_unlock(&progress->lock);
    pthread_join(progress->thread, NULL);
}

void progress_free(progress_t *progress)
{
    if (!progress)
        return;
    if (progress->on_terminal)
        end_thread(progress);
    pthread_cond_destroy(&progress->ended);
    pthread_mutex_destroy(&progress->lock);
    g_free(progress->what);
    g_free(progress);
}
