#include "web_board.h"
#include "face.h"
#include "folder.h"
#include "in_force.h"
#include "report.h"
#include "web_filed.h"
#include <pthread.h>
#include <time.h>

enum { LOOK_SECONDS = 60 };

struct web_board {
    struct web_board_options options;
    pthread_t thread;
    pthread_mutex_t lock; /* of `ending`; the system's, so that ThreadSanitizer sees it */
    pthread_cond_t changed;
    bool ending;

    /* The thread's own. */
    int week;        /* the Monday of what is shown, 0: nothing yet */
    char *filed;     /* the file that is shown; NULL: one made here */
    char *complaint; /* the last; said once */
};

static void complain(web_board_t *board, const GError *error)
{
    if (g_strcmp0(board->complaint, error->message) == 0)
        return;
    g_printerr("%s: board: %s\n", g_get_prgname(), error->message);
    g_free(board->complaint);
    board->complaint = g_strdup(error->message);
}

static void show(const web_board_t *board, const char *language, GBytes *html)
{
    board->options.show(language, html, board->options.payload);
}

static void show_for_all(const web_board_t *board, GBytes *html)
{
    for (char **language = board->options.center->languages; *language != NULL; language++)
        show(board, *language, html);
}

/* --- what was filed --- */

/* True when something is filed of the week, sound or not: then nothing else is to be shown. */
static bool show_filed(web_board_t *board, const struct period *week)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *reports = folder_reports(board->options.data);
    g_autofree char *period = period_file_name(week);
    g_autofree char *folder = g_build_filename(reports, period, NULL);
    g_autofree char *name = NULL;
    g_autoptr(GBytes) html = web_filed_board(&name, folder, &error);

    if (error != NULL)
        complain(board, error);
    if (html == NULL)
        return error != NULL;
    if (board->week != week->from || g_strcmp0(board->filed, name) != 0) {
        show_for_all(board, html);
        board->week = week->from;
        g_free(board->filed);
        board->filed = g_steal_pointer(&name);
    }
    return true;
}

/* --- what is made here --- */

static char *kept_file(const web_board_t *board, const struct period *week, const char *language)
{
    g_autofree char *folder = folder_device(board->options.data, board->options.device);
    g_autofree char *period = period_file_name(week);
    g_autofree char *name = g_strdup_printf("board-%s-%s.html", period, language);
    return g_build_filename(folder, name, NULL);
}

/* The first language's file is written last: when it is there, all are. */
static bool show_kept(const web_board_t *board, const struct period *week)
{
    char **languages = board->options.center->languages;
    g_autoptr(GBytes) first = NULL;
    for (char **language = languages; *language != NULL; language++) {
        g_autofree char *file = kept_file(board, week, *language);
        char *html;
        gsize size;
        if (!g_file_get_contents(file, &html, &size, NULL)) {
            if (first == NULL)
                return false;
            show(board, *language, first); /* a language that was added since */
            continue;
        }
        g_autoptr(GBytes) bytes = g_bytes_new_take(html, size);
        show(board, *language, bytes);
        if (first == NULL)
            first = g_bytes_ref(bytes);
    }
    return first != NULL;
}

static bool keep(const web_board_t *board, const report_t *report, const struct period *week,
                 const char *language, GError **error)
{
    const struct face_style style = {
        .words = board->options.words, .language = language, .fonts = board->options.fonts};
    g_autofree char *file = kept_file(board, week, language);
    g_autoptr(GString) html = g_string_new(NULL);
    return report_html(html, report, &style, error) &&
           g_file_set_contents_full(file, html->str, (gssize)html->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0640,
                                    error);
}

static bool keep_all(const web_board_t *board, const report_t *report, const struct period *week,
                     GError **error)
{
    char **languages = board->options.center->languages;
    for (guint i = g_strv_length(languages); i > 0; i--)
        if (!keep(board, report, week, languages[i - 1], error))
            return false;
    return true;
}

static report_t *read_report(const web_board_t *board, const GPtrArray *plans, const struct period *week,
                             GError **error)
{
    const struct web_board_options *options = &board->options;
    const struct report_request request = {.period = *week, .compare = true, .by = REPORT_BY_DAY};
    g_autoptr(shelf_t) shelf = NULL;
    report_t *report = NULL;
    if (shelf_open(&shelf, options->data, options->center->id, error))
        report_read(&report, shelf, options->center, plans, &request, error);
    return report;
}

/* A week without a rating gets no board: what comes in later would be the first that is told of it. */
static bool make(const web_board_t *board, const struct period *week, GError **error)
{
    g_autoptr(GPtrArray) plans = in_force_load(board->options.data, board->options.center, error);
    g_autoptr(report_t) report = plans != NULL ? read_report(board, plans, week, error) : NULL;
    return report != NULL && report->entries.all > 0 && keep_all(board, report, week, error);
}

static void show_made(web_board_t *board, const struct period *week)
{
    g_autoptr(GError) error = NULL;
    if (board->week == week->from)
        return;
    if (show_kept(board, week) || (make(board, week, &error) && show_kept(board, week))) {
        board->week = week->from;
        g_clear_pointer(&board->filed, g_free);
    } else if (error != NULL) {
        complain(board, error);
    }
}

/* --- the thread --- */

static void look(web_board_t *board)
{
    const int today = moment_local_day(g_get_real_time() / 1000);
    const struct period this_week = period_around(PERIOD_WEEK, WINDOW_CALENDAR, today);
    const struct period week = period_before(&this_week);
    if (!show_filed(board, &week))
        show_made(board, &week);
}

/* False when it is time to end. */
static bool wait_a_while(web_board_t *board)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_SECONDS;
    int status = 0;
    pthread_mutex_lock(&board->lock);
    while (!board->ending && status == 0)
        status = pthread_cond_clockwait(&board->changed, &board->lock, CLOCK_MONOTONIC, &until);
    bool go_on = !board->ending;
    pthread_mutex_unlock(&board->lock);
    return go_on;
}

static void *run(void *payload)
{
    do
        look(payload);
    while (wait_a_while(payload));
    return NULL;
}

web_board_t *web_board_open(const struct web_board_options *options)
{
    web_board_t *board = g_new0(web_board_t, 1);
    board->options = *options;
    pthread_mutex_init(&board->lock, NULL);
    pthread_cond_init(&board->changed, NULL);
    if (pthread_create(&board->thread, NULL, run, board) != 0)
        g_error("no thread for the board");
    return board;
}

void web_board_close(web_board_t *board)
{
    if (board == NULL)
        return;
    pthread_mutex_lock(&board->lock);
    board->ending = true;
    pthread_cond_signal(&board->changed);
    pthread_mutex_unlock(&board->lock);
    pthread_join(board->thread, NULL);
    pthread_cond_destroy(&board->changed);
    pthread_mutex_destroy(&board->lock);
    g_free(board->filed);
    g_free(board->complaint);
    g_free(board);
}
