#include "web_time.h"
#include "clock.h"
#include "latest.h"
#include "token_clock.h"
#include <pthread.h>
#include <string.h>
#include <time.h>

enum { LOOK_MS = 1000 };

struct web_time {
    char *file;
    pthread_mutex_t lock; /* of the rest; the system's, so that ThreadSanitizer sees it */
    struct token_clock tokens;
    struct moment looked; /* when the clock was last asked what it is worth */
};

static gint64 clock_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

web_time_t *web_time_new(const char *file)
{
    web_time_t *time = g_new0(web_time_t, 1);
    time->file = g_strdup(file);
    pthread_mutex_init(&time->lock, NULL);
    time->tokens.floor_ms = latest_read(file);
    clock_read(&time->looked);
    return time;
}

void web_time_free(web_time_t *time)
{
    if (time == NULL)
        return;
    pthread_mutex_destroy(&time->lock);
    g_free(time->file);
    g_free(time);
}

void web_time_read(web_time_t *time, struct moment *now, gint64 *token_now)
{
    pthread_mutex_lock(&time->lock);
    const gint64 mono_ms = clock_ms(CLOCK_BOOTTIME);
    if (mono_ms - time->looked.mono_ms >= LOOK_MS)
        clock_read(&time->looked);
    *now = time->looked;
    now->utc_ms = clock_ms(CLOCK_REALTIME);
    now->mono_ms = mono_ms;
    now->day = moment_local_day(now->utc_ms);
    if (token_now != NULL)
        *token_now = token_clock_now(&time->tokens, now);
    pthread_mutex_unlock(&time->lock);
}

bool web_time_keep(web_time_t *time, GError **error)
{
    struct moment now;
    web_time_read(time, &now, NULL);
    return now.trust != CLOCK_NTP || latest_write(time->file, now.utc_ms, error);
}
