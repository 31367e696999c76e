#include "asker.h"
#include "office_internal.h"
#include <string.h>

/* The paths are the whole of what the office answers. */
static const struct page PAGES[] = {
    {.path = "/quan-ly", .heavy = true, .make = office_show_board},
    {.path = "/quan-ly/vao", .open = true, .make = office_show_log_in},
    {.path = "/quan-ly/vao", .post = true, .open = true, .heavy = true, .make = office_log_in},
    {.path = "/quan-ly/ra", .post = true, .heavy = true, .make = office_log_out},
    {.path = "/quan-ly/bao-cao", .heavy = true, .make = office_give_report},
    {.path = "/quan-ly/gop-y", .heavy = true, .make = office_show_remarks},
    {.path = "/quan-ly/gop-y/bo", .heavy = true, .make = office_ask_take_out},
    {.path = "/quan-ly/gop-y/bo", .post = true, .heavy = true, .make = office_take_out},
};

static const char LOG_IN[] = "/quan-ly/vao";
static const char COOKIE[] = "quan-ly=";

/* --- accounts --- */

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Accounts that cannot be read are none: nobody gets in, and the administrator is told why. */
static bool read_accounts(const office_t *office)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) names = accounts_names(office->accounts_file, &error);

    if (!names)
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
    return names && names[0];
}

bool office_is_open(office_t *office)
{
    struct stat now = {0};

    if (stat(office->accounts_file, &now) != 0)
        now = (struct stat){0};
    pthread_mutex_lock(&office->mutex);
    if (!same_file(&now, &office->accounts)) {
        office->accounts = now;
        office->has_account = now.st_ino != 0 && read_accounts(office);
        sessions_end_all(office->sessions);
        brake_forget(office->brake);
    }
    const bool open = office->has_account;
    pthread_mutex_unlock(&office->mutex);
    return open;
}

/* --- what the request says of where it comes from --- */

/* A browser's form says at least one of the two. */
static bool may_post(const struct visit *visit)
{
    const struct web_request *request = &visit->exchange->request;
    const char *url = visit->office->options.center->staff_url;

    return (request->origin || request->fetch_site) &&
           asker_may_post(request->origin, request->fetch_site, request->host, url);
}

/* --- who it is, in which language --- */

static void read_cookie(struct visit *visit)
{
    const char *text = visit->exchange->request.cookie;

    for (const char *at = text; at && *at; at += strspn(at, "; ")) {
        const size_t n = strcspn(at, ";");
        if (n == strlen(COOKIE) + SESSION_ID_SIZE - 1 && g_str_has_prefix(at, COOKIE))
            g_strlcpy(visit->id, at + strlen(COOKIE), sizeof visit->id);
        at += n;
    }
}

static const char *known_language(const struct visit *visit, const char *tag)
{
    for (const char *const *language = words_languages(visit->office->options.words); tag && *language;
         language++)
        if (strcmp(*language, tag) == 0)
            return *language;
    return NULL;
}

/* The language asked for stays the session's. */
static void find_out_who(struct visit *visit)
{
    office_t *office = visit->office;
    const char *asked =
        known_language(visit, form_get(visit->page->post ? &visit->body : &visit->query, "l"));
    const gint64 now = visit->exchange->request.now.mono_ms;

    read_cookie(visit);
    if (!sessions_find(office->sessions, &visit->session, visit->id, now))
        visit->session = (struct session){0};
    if (asked && visit->session.name[0])
        sessions_set_language(office->sessions, visit->id, asked);
    visit->language = asked ? asked : known_language(visit, visit->session.language);
    if (!visit->language)
        visit->language = words_languages(office->options.words)[0];
}

/* --- the way in --- */

static bool turn_away(struct visit *visit, int status)
{
    visit->exchange->response.status = status;
    return false;
}

/* Likewise with a page that says what to do. */
static bool explain(struct visit *visit, int status, const char *title, const char *text)
{
    office_refuse(visit, status, title, text);
    return false;
}

static bool explain_form(struct visit *visit, int status)
{
    return explain(visit, status, "old-form", "old-form-text");
}

/* The page of that path and method; without one the response says so. A HEAD is a GET. */
static bool find_page(struct visit *visit)
{
    const struct web_request *request = &visit->exchange->request;
    struct web_response *response = &visit->exchange->response;
    bool get = false, post = false;

    for (size_t i = 0; i < G_N_ELEMENTS(PAGES); i++) {
        if (strcmp(PAGES[i].path, request->path) != 0)
            continue;
        response->route = PAGES[i].path;
        get = get || !PAGES[i].post;
        post = post || PAGES[i].post;
        if (request->method != WEB_OTHER && PAGES[i].post == (request->method == WEB_POST))
            visit->page = &PAGES[i];
    }
    if (visit->page)
        return true;
    response->allow = get && post ? "GET, HEAD, POST" : post ? "POST" : get ? "GET, HEAD" : NULL;
    return response->allow ? turn_away(visit, 405) : explain(visit, 404, "no-page", "no-page-text");
}

/* Whether all that was sent can be read and was sent from a page of ours. */
static bool read_request(struct visit *visit)
{
    const struct web_request *request = &visit->exchange->request;

    if (strlen(request->query) > WEB_BODY_MOST ||
        !form_parse(&visit->query, request->query, strlen(request->query), NULL))
        return explain(visit, 400, "no-page", "no-page-text");
    if (!visit->page->post)
        return true;
    if (request->too_large)
        return turn_away(visit, 413);
    if (!asker_sends_form(request->content_type))
        return turn_away(visit, 415);
    if (!may_post(visit))
        return explain_form(visit, 403);
    return form_parse(&visit->body, request->body ? request->body : "", request->body_size, NULL) ||
           explain_form(visit, 400);
}

bool office_let_in(struct visit *visit, office_t *office, struct web_exchange *exchange)
{
    const struct web_request *request = &exchange->request;

    visit->office = office;
    visit->exchange = exchange;
    visit->language = words_languages(office->options.words)[0];
    exchange->response.route = "none";
    if (!office_is_open(office))
        return turn_away(visit, 404);
    switch (asker_host(request->host, office->options.center->staff_url)) {
    case HOST_BROKEN:
        return turn_away(visit, 400);
    case HOST_OTHER:
        return explain(visit, 421, "wrong-host", "wrong-host-text");
    case HOST_OURS:
        break;
    }
    if ((strcmp(request->path, "/") == 0 || strcmp(request->path, "/quan-ly/") == 0) &&
        request->method != WEB_POST && request->method != WEB_OTHER) {
        office_send_to(visit, g_strdup("/quan-ly"));
        return false;
    }
    if (!find_page(visit) || !read_request(visit))
        return false;
    find_out_who(visit);
    if (!visit->page->open && !visit->session.name[0]) {
        office_send_to(visit, g_strdup(LOG_IN));
        return false;
    }
    if (visit->page->post && !visit->page->open &&
        !session_has_mark(&visit->session, form_get(&visit->body, "dau")))
        return explain_form(visit, 403);
    return true;
}
