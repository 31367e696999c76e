#include "web_app.h"
#include "account.h"
#include "center.h"
#include "folder.h"
#include "latest.h"
#include "office.h"
#include "server.h"
#include "site.h"
#include "web_board.h"
#include "web_chores.h"
#include "web_sockets.h"
#include "web_status.h"
#include "web_store.h"
#include "words.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

enum {
    REQUEST_SECONDS = 20,
    IDLE_SECONDS = 15,
    END_SECONDS = 20, /* for what is under way at the end */
    PUBLIC_LINES = 2048,
    PUBLIC_LINES_BY_ADDRESS = 64,
    INNER_LINES = 100, /* of the staff's server and of the status server */
    INNER_LINES_BY_ADDRESS = 50,
    STAFF_SECONDS = 5,   /* between looks whether there is an account */
    SILENT_SECONDS = 60, /* of a writer that hangs */
    FILES_BESIDE = 256   /* open files that are no connections of the public */
};

/* What a server's log is called with. */
struct side {
    web_app_t *app;
    enum web_side side;
};

struct web_app {
    const struct web_options *options;
    const char *device;
    center_t *center;
    words_t *words;
    char *assets, *fonts;
    web_time_t *time;
    web_figures_t *figures;
    struct web_store store;
    site_t *site;
    office_t *office;
    struct web_status status;
    struct side sides[WEB_SIDE_COUNT];
    int sockets[WEB_SIDE_COUNT]; /* handed over and not opened yet, else -1 */
    pthread_mutex_t lock;        /* of `servers` */
    server_t *servers[WEB_SIDE_COUNT];
    web_board_t *board;
    web_chores_t *chores;
    bool running;     /* all is open */
    gint64 staff_due; /* by g_get_monotonic_time */
    char *complaint;  /* why accounts could not be read when they were last looked at; NULL: they could */
};

G_DEFINE_QUARK(web_app_error, web_app_error)

static bool fail(GError **error, const char *what, const char *expected)
{
    g_set_error(error, WEB_APP_ERROR, WEB_APP_ERROR_DATA, "%s: expected %s", what, expected);
    return false;
}

/* --- what the servers ask for --- */

static void read_now(struct web_request *request, void *payload)
{
    const struct side *side = payload;
    web_time_read(side->app->time, &request->now, &request->token_now);
    randombytes_buf(request->random, sizeof request->random);
}

static void submit(const struct submission *submission, server_stored stored, void *ticket, void *payload)
{
    const struct side *side = payload;
    web_store_submit(submission, stored, ticket, &side->app->store);
}

static void log_answer(const char *method, const char *route, int status, void *payload)
{
    const struct side *side = payload;
    web_figures_answered(side->app->figures, side->side, route, status);
    if (side->app->options->verbose)
        g_printerr("%s %s %d\n", method, route, status);
}

static void read_lines(struct lines_figures out[WEB_SIDE_COUNT], void *payload)
{
    web_app_t *app = payload;
    pthread_mutex_lock(&app->lock);
    for (size_t i = 0; i < WEB_SIDE_COUNT; i++)
        if (app->servers[i] != NULL)
            out[i] = server_lines(app->servers[i]);
    pthread_mutex_unlock(&app->lock);
}

static void show_board(const char *language, GBytes *html, void *payload)
{
    web_app_t *app = payload;
    site_set_board(app->site, language, html);
}

/* --- opening --- */

static bool open_center(web_app_t *app, GError **error)
{
    const char *data = app->options->data;
    g_autofree char *file = folder_center_ini(data);
    if (!g_file_test(data, G_FILE_TEST_IS_DIR))
        return fail(error, data, "the data folder of a center, as \"sipas init\" makes it");
    return center_load(&app->center, file, error);
}

/* The device of this machine when it joined another's center; NULL: it is the center's own. Free with g_free.
 */
static char *joined_as(const char *data)
{
    g_autofree char *file = folder_joined(data);
    char *device = NULL;
    return g_file_get_contents(file, &device, NULL, NULL) ? g_strchomp(device) : NULL;
}

/* Two machines that write one device would take a link twice, and neither journal would be whole. */
static bool choose_device(web_app_t *app, GError **error)
{
    const char *data = app->options->data;
    app->device = app->options->device != NULL ? app->options->device : app->center->web_device;
    g_autofree char *what = g_strdup_printf("device %s", app->device);
    g_autofree char *key = folder_device_seal_key(data, app->device);
    g_autofree char *joined = joined_as(data);
    if (g_file_test(key, G_FILE_TEST_EXISTS)) {
        g_autofree char *expected = g_strdup_printf(
            "a device of this machine, but %s is there: another machine writes it; for the staff pages alone "
            "name another device with --device",
            key);
        return fail(error, what, expected);
    }
    if (joined == NULL || strcmp(joined, app->device) == 0)
        return true;
    g_autofree char *expected = g_strdup_printf(
        "%s, as which this machine joined the center: name it in center.ini, [web] device, or with --device",
        joined);
    return fail(error, what, expected);
}

static bool is_elsewhere(const web_app_t *app)
{
    return strcmp(app->device, app->center->web_device) != 0;
}

static void say_elsewhere(const web_app_t *app)
{
    const char *url = app->center->web_url;
    if (is_elsewhere(app))
        g_printerr("%s: the phone page is off: center.ini gives it to the device %s%s%s\n", g_get_prgname(),
                   app->center->web_device, url != NULL ? " at " : "", url != NULL ? url : "");
}

static bool open_words(web_app_t *app, GError **error)
{
    g_autofree char *folder = g_build_filename(app->assets, "words", NULL);
    if (!words_load(&app->words, folder, error))
        return false;
    for (char **language = app->center->languages; *language != NULL; language++) {
        g_autofree char *what = g_strdup_printf("center.ini: [kiosk] languages: %s", *language);
        if (!words_has_language(app->words, *language))
            return fail(error, what, "a language that there are words of");
    }
    return true;
}

static bool open_site(web_app_t *app, GError **error)
{
    const struct site_options site = {
        .center = app->center, .words = app->words, .assets = app->assets, .elsewhere = is_elsewhere(app)};
    return site_new(&app->site, &site, error);
}

static void prepare_store(web_app_t *app)
{
    g_autofree char *latest = latest_file(app->options->data, app->device);
    app->time = web_time_new(latest);
    app->figures = web_figures_new();
    app->store.time = app->time;
    app->store.figures = app->figures;
    app->store.center = app->center;
}

static void open_office(web_app_t *app)
{
    const struct office_options office = {.data = app->options->data,
                                          .device = app->device,
                                          .center = app->center,
                                          .words = app->words,
                                          .fonts = app->fonts,
                                          .audit = web_store_audit,
                                          .take_out = web_store_take_out,
                                          .payload = &app->store};
    app->office = office_new(&office);
}

static bool open_chores(web_app_t *app, GError **error)
{
    const struct web_chores_options chores = {
        .data = app->options->data, .device = app->device, .site = app->site, .store = &app->store};
    return web_chores_new(&app->chores, &chores, error);
}

static bool make_device_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0750) == 0)
        return true;
    g_autofree char *expected =
        g_strdup_printf("a folder that can be made and written: %s", g_strerror(errno));
    return fail(error, folder, expected);
}

static bool open_writer(web_app_t *app, GError **error)
{
    const struct web_options *options = app->options;
    g_autofree char *key_file = folder_seal_key(options->data);
    g_autofree char *folder = folder_device(options->data, app->device);
    g_autofree char *journal = folder_journal(options->data, app->device);
    uint8_t key[SEAL_KEY_SIZE];
    if (!seal_key_load(key, key_file, error) || !make_device_folder(folder, error))
        return false;
    const struct journal_identity identity = {.device = app->device, .center = app->center->id, .key = key};
    bool opened = writer_open(&app->store.writer, journal, &identity, error);
    explicit_bzero(key, sizeof key);
    return opened;
}

static void open_board(web_app_t *app)
{
    const struct web_board_options board = {.data = app->options->data,
                                            .device = app->device,
                                            .center = app->center,
                                            .words = app->words,
                                            .fonts = app->fonts,
                                            .show = show_board,
                                            .payload = app};
    app->board = web_board_open(&board);
}

/* --- the servers --- */

/* Connections need open files, and a system gives few unless asked. */
static int public_lines(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return PUBLIC_LINES;
    limit.rlim_cur = MIN(limit.rlim_max, PUBLIC_LINES + INNER_LINES + INNER_LINES + FILES_BESIDE);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return INNER_LINES;
    const rlim_t left = limit.rlim_cur - MIN(limit.rlim_cur, INNER_LINES + INNER_LINES + FILES_BESIDE);
    return (int)CLAMP(left, INNER_LINES, PUBLIC_LINES);
}

static const char *address_of(const web_app_t *app, enum web_side side)
{
    const struct web_options *options = app->options;
    const char *const given[] = {options->listen, options->staff_listen, options->status_listen};
    const char *const configured[] = {app->center->web_listen, app->center->staff_listen,
                                      app->center->status_listen};
    return given[side] != NULL ? given[side] : configured[side];
}

static void say_port(const web_app_t *app, enum web_side side)
{
    if (app->servers[side] != NULL)
        g_printerr("%s: %s: port %d\n", g_get_prgname(), web_side_name(side),
                   server_port(app->servers[side]));
}

static bool open_server(web_app_t *app, enum web_side side, const struct web_handler *handler, void *payload,
                        GError **error)
{
    const bool is_public = side == WEB_SIDE_PUBLIC;
    const struct server_options options = {.listen = address_of(app, side),
                                           .descriptor = app->sockets[side],
                                           .threads = is_public ? 2 : 1,
                                           .connections = is_public ? public_lines() : INNER_LINES,
                                           .connections_by_address =
                                               is_public ? PUBLIC_LINES_BY_ADDRESS : INNER_LINES_BY_ADDRESS,
                                           .request_seconds = REQUEST_SECONDS,
                                           .idle_seconds = IDLE_SECONDS,
                                           .now = read_now,
                                           .store = submit,
                                           .log = log_answer,
                                           .payload = &app->sides[side]};
    server_t *server = NULL;
    if (!server_open(&server, &options, handler, payload, error))
        return false;
    app->sockets[side] = -1;
    pthread_mutex_lock(&app->lock);
    app->servers[side] = server;
    pthread_mutex_unlock(&app->lock);
    if (app->running)
        say_port(app, side);
    return true;
}

/* Says it once, and again when it has become another. */
static void note_accounts(web_app_t *app, const GError *error)
{
    const char *complaint = error != NULL ? error->message : NULL;
    if (g_strcmp0(app->complaint, complaint) == 0)
        return;
    if (complaint != NULL)
        g_printerr("%s: %s\n", g_get_prgname(), complaint);
    g_free(app->complaint);
    app->complaint = g_strdup(complaint);
}

static bool has_accounts(web_app_t *app)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = folder_accounts(app->options->data);
    g_auto(GStrv) names = accounts_names(file, &error);
    note_accounts(app, error);
    return names != NULL && names[0] != NULL;
}

/* The staff's server is not there before there is an account: what nobody may use does not listen. A socket
 * that was handed over listens already, and is answered. */
static bool open_staff(web_app_t *app, GError **error)
{
    if (app->servers[WEB_SIDE_STAFF] != NULL || (app->sockets[WEB_SIDE_STAFF] < 0 && !has_accounts(app)))
        return true;
    return open_server(app, WEB_SIDE_STAFF, &OFFICE_HANDLER, app->office, error);
}

static bool open_servers(web_app_t *app, GError **error)
{
    app->status = (struct web_status){.figures = app->figures, .lines = read_lines, .payload = app};
    return open_server(app, WEB_SIDE_STATUS, &WEB_STATUS_HANDLER, &app->status, error) &&
           open_staff(app, error) && open_server(app, WEB_SIDE_PUBLIC, &SITE_HANDLER, app->site, error);
}

static web_app_t *web_app_new(const struct web_options *options)
{
    web_app_t *app = g_new0(web_app_t, 1);
    app->options = options;
    app->assets = folder_assets();
    app->fonts = folder_fonts();
    pthread_mutex_init(&app->lock, NULL);
    for (int side = 0; side < WEB_SIDE_COUNT; side++)
        app->sides[side] = (struct side){app, (enum web_side)side};
    web_sockets_take(app->sockets);
    return app;
}

static bool open_parts(web_app_t *app, GError **error)
{
    if (!open_center(app, error) || !choose_device(app, error) || !open_words(app, error) ||
        !open_site(app, error))
        return false;
    prepare_store(app);
    if (!open_chores(app, error) || !open_writer(app, error))
        return false;
    open_office(app);
    open_board(app);
    return true;
}

bool web_app_open(web_app_t **out, const struct web_options *options, GError **error)
{
    web_app_t *app = web_app_new(options);
    if (sodium_init() < 0)
        g_error("libsodium does not start");
    if (open_parts(app, error) && open_servers(app, error)) {
        *out = app;
        return true;
    }
    web_app_close(app);
    return false;
}

/* --- running --- */

static sigset_t end_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

void web_app_hold_signals(void)
{
    const sigset_t set = end_signals();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void let_signals_end(void)
{
    const sigset_t set = end_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* The watchdog is told of the writer, too: a server whose disk hangs for good is of no use. */
static void tell_watchdog(web_app_t *app)
{
    const gint64 silent = g_get_monotonic_time() - atomic_load(&app->store.heard_us);
    if (silent < SILENT_SECONDS * G_USEC_PER_SEC)
        sd_notify(0, "WATCHDOG=1");
}

static void mind_staff(web_app_t *app)
{
    g_autoptr(GError) error = NULL;
    const gint64 now = g_get_monotonic_time();
    if (now < app->staff_due)
        return;
    app->staff_due = now + STAFF_SECONDS * G_USEC_PER_SEC;
    if (!open_staff(app, &error))
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
}

void web_app_run(web_app_t *app)
{
    const sigset_t set = end_signals();
    const struct timespec second = {.tv_sec = 1};
    atomic_store(&app->store.heard_us, g_get_monotonic_time());
    app->running = true;
    for (int side = 0; side < WEB_SIDE_COUNT; side++)
        say_port(app, (enum web_side)side);
    say_elsewhere(app);
    sd_notify(0, "READY=1");
    do {
        web_chores_do(app->chores);
        mind_staff(app);
        tell_watchdog(app);
    } while (sigtimedwait(&set, NULL, &second) < 0);
    sd_notify(0, "STOPPING=1");
    let_signals_end();
}

static void close_servers(web_app_t *app)
{
    for (int side = 0; side < WEB_SIDE_COUNT; side++) {
        pthread_mutex_lock(&app->lock);
        server_t *server = g_steal_pointer(&app->servers[side]);
        pthread_mutex_unlock(&app->lock);
        server_close(server, END_SECONDS);
    }
}

void web_app_close(web_app_t *app)
{
    if (app == NULL)
        return;
    close_servers(app);
    web_board_close(app->board);
    web_chores_free(app->chores);
    office_free(app->office);
    writer_close(app->store.writer); /* what waits is stored */
    site_free(app->site);
    web_figures_free(app->figures);
    web_time_free(app->time);
    words_free(app->words);
    center_free(app->center);
    for (int side = 0; side < WEB_SIDE_COUNT; side++)
        if (app->sockets[side] >= 0)
            close(app->sockets[side]);
    pthread_mutex_destroy(&app->lock);
    g_free(app->complaint);
    g_free(app->assets);
    g_free(app->fonts);
    g_free(app);
}
