#include "web_board.h"
#include "clock.h"
#include "face.h"
#include "folder.h"
#include "in_force.h"
#include "latest.h"
#include "report.h"
#include "web_filed.h"
#include <glib/gstdio.h>
#include <pthread.h>
#include <string.h>
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

/* The board that was filed of a week; NULL without `error`: none. */
static GBytes *read_filed(const web_board_t *board, char **name, const struct period *week, GError **error)
{
    g_autofree char *reports = folder_reports(board->options.data);
    g_autofree char *period = period_file_name(week);
    g_autofree char *folder = g_build_filename(reports, period, NULL);
    return web_filed_board(name, folder, error);
}

/* There once a filed board was shown: from then on none is made here, though reports may be away. */
static char *filed_mark(const web_board_t *board)
{
    g_autofree char *folder = folder_device(board->options.data, board->options.device);
    return g_build_filename(folder, "boards-are-filed", NULL);
}

static void set_mark(web_board_t *board)
{
    g_autofree char *mark = filed_mark(board);
    g_autoptr(GError) error = NULL;
    if (!g_file_test(mark, G_FILE_TEST_EXISTS) && !g_file_set_contents(mark, "", 0, &error))
        complain(board, error);
}

static void take_filed(web_board_t *board, const struct period *week, GBytes *html, char **name)
{
    set_mark(board);
    if (board->week == week->from && g_strcmp0(board->filed, *name) == 0)
        return;
    show_for_all(board, html);
    board->week = week->from;
    g_free(board->filed);
    board->filed = g_steal_pointer(name);
}

static int compare_weeks(gconstpointer a, gconstpointer b)
{
    const struct period *one = a, *other = b;
    return (one->from < other->from) - (one->from > other->from);
}

/* The weeks with a folder of reports, up to `last`, the latest first. Of struct period; NULL on failure. */
static GArray *list_weeks(const web_board_t *board, const struct period *last, GError **error)
{
    g_autofree char *reports = folder_reports(board->options.data);
    g_autoptr(GError) problem = NULL;
    g_autoptr(GDir) dir = g_dir_open(reports, 0, &problem);
    struct period week;
    if (problem != NULL && !g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return NULL;
    }
    GArray *weeks = g_array_new(FALSE, FALSE, sizeof(struct period));
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
        if (period_parse(&week, name, WINDOW_CALENDAR, last->to, NULL) && week.kind == PERIOD_WEEK &&
            week.from <= last->from)
            g_array_append_val(weeks, week);
    g_array_sort(weeks, compare_weeks);
    return weeks;
}

/* True when something is filed of any week, sound or not, or nobody can tell: then nothing else is to be
 * shown. */
static bool show_filed(web_board_t *board, const struct period *last)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(GArray) weeks = list_weeks(board, last, &problem);
    if (weeks == NULL) {
        complain(board, problem);
        return true;
    }
    for (guint i = 0; i < weeks->len; i++) {
        const struct period *week = &g_array_index(weeks, struct period, i);
        g_autoptr(GError) error = NULL;
        g_autofree char *name = NULL;
        g_autoptr(GBytes) html = read_filed(board, &name, week, &error);
        if (error != NULL)
            complain(board, error);
        if (html != NULL)
            take_filed(board, week, html, &name);
        if (html != NULL || error != NULL)
            return true;
    }
    return false;
}

/* --- what is made here --- */

/* The day on which it was made stands in the name. */
static char *kept_file(const web_board_t *board, const struct period *week, int made, const char *language)
{
    g_autofree char *folder = folder_device(board->options.data, board->options.device);
    g_autofree char *period = period_file_name(week);
    g_autofree char *name = g_strdup_printf("board-%s-%08d-%s.html", period, made, language);
    return g_build_filename(folder, name, NULL);
}

struct kept {
    struct period week;
    int made;       /* yyyymmdd */
    char *language; /* free with g_free */
};

static bool read_kept_name(struct kept *out, const char *name)
{
    enum { BOARD, YEAR, WEEK, DAY, REST, PARTS };
    g_auto(GStrv) parts = g_strsplit(name, "-", PARTS);
    guint64 made;
    if (g_strv_length(parts) != PARTS || strcmp(parts[BOARD], "board") != 0 ||
        !g_str_has_suffix(parts[REST], ".html") ||
        !g_ascii_string_to_unsigned(parts[DAY], 10, 10000101, 99991231, &made, NULL))
        return false;
    g_autofree char *week = g_strconcat(parts[YEAR], "-", parts[WEEK], NULL);
    if (!period_parse(&out->week, week, WINDOW_CALENDAR, (int)made, NULL) || out->week.kind != PERIOD_WEEK)
        return false;
    out->made = (int)made;
    out->language = g_strndup(parts[REST], strlen(parts[REST]) - strlen(".html"));
    return true;
}

/* On which day the board of the week was made; 0: it was not. */
static int find_made(const web_board_t *board, const struct period *week)
{
    g_autofree char *folder = folder_device(board->options.data, board->options.device);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    int made = 0;
    struct kept kept;
    for (const char *name; made == 0 && dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (!read_kept_name(&kept, name))
            continue;
        if (kept.week.from == week->from && strcmp(kept.language, board->options.center->languages[0]) == 0)
            made = kept.made;
        g_free(kept.language);
    }
    return made;
}

/* A clock that ran ahead made the board of a week that was not over. */
static void drop_early(web_board_t *board, int today)
{
    g_autofree char *folder = folder_device(board->options.data, board->options.device);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    struct kept kept;
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (!read_kept_name(&kept, name))
            continue;
        g_free(kept.language);
        if (kept.made <= today && kept.made > kept.week.to)
            continue;
        g_autofree char *file = g_build_filename(folder, name, NULL);
        g_unlink(file);
        if (board->week == kept.week.from && board->filed == NULL) {
            show_for_all(board, NULL);
            board->week = 0;
        }
    }
}

/* The first language's file is written last: when it is there, all are. */
static bool show_kept(const web_board_t *board, const struct period *week, int made)
{
    char **languages = board->options.center->languages;
    g_autoptr(GBytes) first = NULL;
    for (char **language = languages; *language != NULL; language++) {
        g_autofree char *file = kept_file(board, week, made, *language);
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

static bool keep(const web_board_t *board, const report_t *report, const struct period *week, int made,
                 const char *language, GError **error)
{
    const struct face_style style = {
        .words = board->options.words, .language = language, .fonts = board->options.fonts};
    g_autofree char *file = kept_file(board, week, made, language);
    g_autoptr(GString) html = g_string_new(NULL);
    return report_html(html, report, &style, error) &&
           g_file_set_contents_full(file, html->str, (gssize)html->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0640,
                                    error);
}

static bool keep_all(const web_board_t *board, const report_t *report, const struct period *week, int made,
                     GError **error)
{
    char **languages = board->options.center->languages;
    for (guint i = g_strv_length(languages); i > 0; i--)
        if (!keep(board, report, week, made, languages[i - 1], error))
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
static bool make(const web_board_t *board, const struct period *week, int made, GError **error)
{
    g_autoptr(GPtrArray) plans = in_force_load(board->options.data, board->options.center, error);
    g_autoptr(report_t) report = plans != NULL ? read_report(board, plans, week, error) : NULL;
    return report != NULL && report->entries.all > 0 && keep_all(board, report, week, made, error);
}

/* True when a board of the week was made here: what is filed of it later would be a second one. */
static bool show_made(web_board_t *board, const struct period *week)
{
    const int made = find_made(board, week);
    if (made == 0)
        return false;
    if (board->week == week->from && board->filed == NULL)
        return true;
    if (!show_kept(board, week, made))
        return false;
    board->week = week->from;
    g_clear_pointer(&board->filed, g_free);
    return true;
}

/* A machine that joined the center has a part of its ratings. */
static bool may_make(const web_board_t *board)
{
    g_autofree char *joined = folder_joined(board->options.data), *mark = filed_mark(board);
    return !g_file_test(joined, G_FILE_TEST_EXISTS) && !g_file_test(mark, G_FILE_TEST_EXISTS);
}

static void make_first(web_board_t *board, const struct period *week, int today)
{
    g_autoptr(GError) error = NULL;
    if (make(board, week, today, &error))
        show_made(board, week);
    else if (error != NULL)
        complain(board, error);
}

/* Whether something vouches for the clock, and it is not behind what is known to have been. */
static bool is_sound(const web_board_t *board, const struct moment *now)
{
    g_autofree char *file = latest_file(board->options.data, board->options.device);
    return now->trust == CLOCK_NTP || (now->trust != CLOCK_UNKNOWN && now->utc_ms >= latest_read(file));
}

/* --- the thread --- */

static void look(web_board_t *board)
{
    struct moment now;
    clock_read(&now);
    const struct period this_week = period_around(PERIOD_WEEK, WINDOW_CALENDAR, now.day);
    const struct period week = period_before(&this_week);
    const bool sound = is_sound(board, &now);
    if (sound)
        drop_early(board, now.day);
    if (!show_made(board, &week) && !show_filed(board, &week) && sound && may_make(board))
        make_first(board, &week, now.day);
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
