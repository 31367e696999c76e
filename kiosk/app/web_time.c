#include "web_time.h"
#include "clock.h"
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

/* The moment in the file, 0 when it holds none. */
static gint64 read_floor(const char *file)
{
    g_autofree char *text = NULL;
    gint64 floor_ms = 0;
    if (g_file_get_contents(file, &text, NULL, NULL) &&
        g_ascii_string_to_signed(g_strchomp(text), 10, 0, G_MAXINT64 / 2, &floor_ms, NULL))
        return floor_ms;
    return 0;
}

web_time_t *web_time_new(const char *file)
{
    web_time_t *time = g_new0(web_time_t, 1);
    time->file = g_strdup(file);
    pthread_mutex_init(&time->lock, NULL);
    time->tokens.floor_ms = read_floor(file);
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
    if (now.trust != CLOCK_NTP)
        return true;
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "\n", now.utc_ms);
    return g_file_set_contents_full(time->file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0640, error);
}
