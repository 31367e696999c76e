#include "web_figures.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Routes are few and static: more than fit are counted as one. */
enum { ANSWERS_MOST = 128 };

struct answers {
    enum web_side side;
    const char *route;
    int status;
    gint64 n;
};

struct web_figures {
    pthread_mutex_t lock; /* the system's, so that ThreadSanitizer sees it */
    struct answers answers[ANSWERS_MOST];
    size_t n_answers;
    gint64 submissions[SUBMISSION_REFUSED + 1];
    gint64 misuse[MISUSE_COUNT];
    gint64 waiting;
    bool storage_takes;
    gint64 started; /* seconds since 1970-01-01T00:00Z */
};

const char *web_side_name(enum web_side side)
{
    static const char *const names[] = {"web", "staff", "status"};
    return names[side];
}

web_figures_t *web_figures_new(void)
{
    web_figures_t *figures = g_new0(web_figures_t, 1);
    pthread_mutex_init(&figures->lock, NULL);
    figures->storage_takes = true;
    figures->started = g_get_real_time() / G_USEC_PER_SEC;
    return figures;
}

void web_figures_free(web_figures_t *figures)
{
    if (figures == NULL)
        return;
    pthread_mutex_destroy(&figures->lock);
    g_free(figures);
}

static struct answers *find(web_figures_t *figures, enum web_side side, const char *route, int status)
{
    struct answers *at = figures->answers, *end = at + figures->n_answers;
    while (at < end && (at->side != side || at->status != status || strcmp(at->route, route) != 0))
        at++;
    if (at == end && figures->n_answers + 1 < ANSWERS_MOST) {
        *at = (struct answers){.side = side, .route = route, .status = status};
        figures->n_answers++;
    } else if (at == end) {
        figures->n_answers = ANSWERS_MOST;
        at = &figures->answers[ANSWERS_MOST - 1];
        *at = (struct answers){.side = side, .route = "other", .status = 0, .n = at->n};
    }
    return at;
}

void web_figures_answered(web_figures_t *figures, enum web_side side, const char *route, int status)
{
    pthread_mutex_lock(&figures->lock);
    find(figures, side, route, status)->n++;
    pthread_mutex_unlock(&figures->lock);
}

void web_figures_handed_over(web_figures_t *figures)
{
    pthread_mutex_lock(&figures->lock);
    figures->waiting++;
    pthread_mutex_unlock(&figures->lock);
}

void web_figures_stored(web_figures_t *figures, enum submission_outcome outcome)
{
    pthread_mutex_lock(&figures->lock);
    figures->waiting--;
    figures->submissions[outcome]++;
    pthread_mutex_unlock(&figures->lock);
}

bool web_figures_set_storage(web_figures_t *figures, bool takes)
{
    pthread_mutex_lock(&figures->lock);
    bool before = figures->storage_takes;
    figures->storage_takes = takes;
    pthread_mutex_unlock(&figures->lock);
    return before;
}

bool web_figures_storage_takes(web_figures_t *figures)
{
    pthread_mutex_lock(&figures->lock);
    bool takes = figures->storage_takes;
    pthread_mutex_unlock(&figures->lock);
    return takes;
}

void web_figures_misused(web_figures_t *figures, const gint64 counts[MISUSE_COUNT])
{
    pthread_mutex_lock(&figures->lock);
    for (size_t i = 0; i < MISUSE_COUNT; i++)
        figures->misuse[i] += counts[i];
    pthread_mutex_unlock(&figures->lock);
}

/* --- as text --- */

static void begin(GString *text, const char *name, const char *type, const char *help)
{
    g_string_append_printf(text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(GString *text, const char *name, const char *type, const char *help, gint64 value)
{
    begin(text, name, type, help);
    g_string_append_printf(text, "%s %" G_GINT64_FORMAT "\n", name, value);
}

/* No value of ours needs escaping: routes, outcomes and kinds are plain. */
static void labelled(GString *text, const char *name, const char *label, const char *is, gint64 value)
{
    g_string_append_printf(text, "%s{%s=\"%s\"} %" G_GINT64_FORMAT "\n", name, label, is, value);
}

static void append_answers(GString *text, const web_figures_t *figures)
{
    begin(text, "sipas_web_requests_total", "counter", "Requests answered.");
    for (size_t i = 0; i < figures->n_answers; i++) {
        const struct answers *answers = &figures->answers[i];
        g_string_append_printf(
            text, "sipas_web_requests_total{server=\"%s\",route=\"%s\",status=\"%d\"} %" G_GINT64_FORMAT "\n",
            web_side_name(answers->side), answers->route, answers->status, answers->n);
    }
}

static void append_submissions(GString *text, const web_figures_t *figures)
{
    static const char *const outcomes[] = {"stored", "repeated", "spent", "refused"};
    begin(text, "sipas_web_submissions_total", "counter",
          "Filled forms handed to storage, by what became of them.");
    for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++)
        labelled(text, "sipas_web_submissions_total", "outcome", outcomes[i], figures->submissions[i]);
    begin(text, "sipas_web_links_misused_total", "counter", "Links that were turned away, by reason.");
    for (size_t i = 0; i < MISUSE_COUNT; i++)
        labelled(text, "sipas_web_links_misused_total", "kind", misuse_id((enum misuse)i),
                 figures->misuse[i]);
    one(text, "sipas_web_submissions_waiting", "gauge", "Filled forms that wait for the disk.",
        figures->waiting);
    one(text, "sipas_web_storage_takes", "gauge", "Whether storage took what it was last given.",
        figures->storage_takes);
}

static void append_lines(GString *text, const struct lines_figures lines[WEB_SIDE_COUNT])
{
    begin(text, "sipas_web_connections", "gauge", "Open connections.");
    for (int i = 0; i < WEB_SIDE_COUNT; i++)
        labelled(text, "sipas_web_connections", "server", web_side_name((enum web_side)i), lines[i].open);
    begin(text, "sipas_web_connections_total", "counter", "Connections taken.");
    for (int i = 0; i < WEB_SIDE_COUNT; i++)
        labelled(text, "sipas_web_connections_total", "server", web_side_name((enum web_side)i),
                 lines[i].taken);
    begin(text, "sipas_web_connections_turned_away_total", "counter",
          "Connections refused because their address had too many.");
    for (int i = 0; i < WEB_SIDE_COUNT; i++)
        labelled(text, "sipas_web_connections_turned_away_total", "server", web_side_name((enum web_side)i),
                 lines[i].turned_away);
    begin(text, "sipas_web_connections_cut_off_total", "counter",
          "Connections ended because a request took too long.");
    for (int i = 0; i < WEB_SIDE_COUNT; i++)
        labelled(text, "sipas_web_connections_cut_off_total", "server", web_side_name((enum web_side)i),
                 lines[i].cut_off);
}

/* Pages of memory in use, the second number of the kernel's line; 0 when it does not tell. */
static gint64 resident_bytes(void)
{
    g_autofree char *text = NULL;
    gint64 whole, resident;
    if (!g_file_get_contents("/proc/self/statm", &text, NULL, NULL) ||
        sscanf(text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &whole, &resident) != 2)
        return 0;
    return resident * sysconf(_SC_PAGESIZE);
}

GString *web_figures_text(web_figures_t *figures, const struct lines_figures lines[WEB_SIDE_COUNT])
{
    GString *text = g_string_new(NULL);
    begin(text, "sipas_web_info", "gauge", "The program.");
    labelled(text, "sipas_web_info", "version", SIPAS_VERSION, 1);
    pthread_mutex_lock(&figures->lock);
    append_answers(text, figures);
    append_submissions(text, figures);
    one(text, "process_start_time_seconds", "gauge", "When the program started, in seconds since 1970.",
        figures->started);
    pthread_mutex_unlock(&figures->lock);
    append_lines(text, lines);
    one(text, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
    return text;
}
