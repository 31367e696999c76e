#include "site.h"
#include "accept.h"
#include "asker.h"
#include "form.h"
#include "peer.h"
#include "routes.h"
#include "site_internal.h"
#include <sodium.h>
#include <string.h>

enum { ADDRESS_BITS = 14, TOKEN_BITS = 12, BOARD_SECONDS = 300, MS_PER_SECOND = 1000 };

/* The board brings a style of its own, once in the page. */
struct board {
    GBytes *html;
    const char *policy; /* interned: there are as many as there are styles */
};

static void board_free(gpointer board)
{
    if (!board)
        return;
    g_bytes_unref(((struct board *)board)->html);
    g_free(board);
}

bool site_new(site_t **out, const struct site_options *options, GError **error)
{
    pages_t *pages;

    g_assert(sodium_init() >= 0);
    if (!pages_new(&pages, options->center, options->words, options->assets, error))
        return false;
    site_t *site = g_new0(site_t, 1);
    site->center = options->center;
    site->elsewhere = options->elsewhere;
    site->pages = pages;
    site->gets = limit_new(GETS_PER_MINUTE, 60 * MS_PER_SECOND, ADDRESS_BITS);
    site->posts = limit_new(POSTS_PER_MINUTE, 60 * MS_PER_SECOND, ADDRESS_BITS);
    site->by_token = limit_new(POSTS_BY_TOKEN, 600 * MS_PER_SECOND, TOKEN_BITS);
    site->posters = quota_new(options->center->poster_per_hour);
    site->spent = lately_new();
    site->told = lately_new();
    pthread_rwlock_init(&site->lock, NULL);
    site->marks = g_new0(guint32, options->center->areas->len);
    for (guint i = 0; i < options->center->areas->len; i++)
        site->marks[i] = token_area_mark(((struct area *)g_ptr_array_index(options->center->areas, i))->id);
    site->boards = g_ptr_array_new_with_free_func(board_free);
    g_ptr_array_set_size(site->boards, (int)g_strv_length(options->center->languages));
    *out = site;
    return true;
}

void site_free(site_t *site)
{
    if (!site)
        return;
    pages_free(site->pages);
    limit_free(site->gets);
    limit_free(site->posts);
    limit_free(site->by_token);
    quota_free(site->posters);
    lately_free(site->spent);
    lately_free(site->told);
    token_keys_free(site->keys);
    g_free(site->marks);
    g_ptr_array_free(site->boards, TRUE);
    pthread_rwlock_destroy(&site->lock);
    g_free(site);
}

void site_set_keys(site_t *site, token_keys_t *keys)
{
    pthread_rwlock_wrlock(&site->lock);
    token_keys_t *old = site->keys;
    site->keys = keys;
    pthread_rwlock_unlock(&site->lock);
    token_keys_free(old);
}

/* What the page of a board may do: show its own style. */
static const char *board_policy(GBytes *html)
{
    gsize size;
    const char *text = g_bytes_get_data(html, &size);
    const char *start = g_strstr_len(text, (gssize)size, "<style>");
    const char *end = start ? g_strstr_len(start, (gssize)size - (start - text), "</style>") : NULL;
    uint8_t hash[crypto_hash_sha256_BYTES];
    char name[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];

    if (!end)
        return NULL;
    start += strlen("<style>");
    crypto_hash_sha256(hash, (const uint8_t *)start, (unsigned long long)(end - start));
    sodium_bin2base64(name, sizeof name, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    g_autofree char *policy =
        g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; form-action 'none'; "
                        "base-uri 'none'; frame-ancestors 'none'",
                        name);
    return g_intern_string(policy);
}

void site_set_board(site_t *site, const char *language, GBytes *html)
{
    const int at = site_language_of(site, language);
    struct board *board = NULL;

    if (at < 0)
        return;
    if (html) {
        board = g_new0(struct board, 1);
        *board = (struct board){g_bytes_ref(html), board_policy(html)};
    }
    pthread_rwlock_wrlock(&site->lock);
    gpointer old = site->boards->pdata[at];
    site->boards->pdata[at] = board;
    pthread_rwlock_unlock(&site->lock);
    board_free(old);
}

void site_take_misuse(site_t *site, gint64 out[MISUSE_COUNT])
{
    for (int i = 0; i < MISUSE_COUNT; i++)
        out[i] = atomic_exchange(&site->misuse[i], 0);
}

void site_count(site_t *site, enum misuse misuse)
{
    atomic_fetch_add(&site->misuse[misuse], 1);
}

int site_language_of(const site_t *site, const char *tag)
{
    char **languages = site->center->languages;

    for (int i = 0; tag && languages[i]; i++) {
        if (strcmp(languages[i], tag) == 0)
            return i;
    }
    return -1;
}

int site_language(const site_t *site, const struct web_request *request)
{
    struct form query;
    int language = -1;

    if (request->query && form_parse(&query, request->query, strlen(request->query), NULL))
        language = site_language_of(site, form_get(&query, "l"));
    if (language >= 0)
        return language;
    return accept_choose(request->accept_language, (const char *const *)site->center->languages);
}

void site_answer(struct web_exchange *exchange, const site_t *site, int status, GBytes *body)
{
    exchange->response.status = status;
    exchange->response.body = body;
    exchange->response.type = "text/html; charset=utf-8";
    exchange->response.policy = pages_policy(site->pages);
}

void site_say(struct web_exchange *exchange, const site_t *site, int status, enum pages_message message,
              int language)
{
    site_answer(exchange, site, status, g_bytes_ref(pages_message(site->pages, message, language)));
}

bool site_read_token(site_t *site, const char *text, gint64 now, struct token *out,
                     enum token_verdict *verdict)
{
    pthread_rwlock_rdlock(&site->lock);
    const bool there = site->keys != NULL;
    if (there)
        *verdict = token_read(out, text, site->keys, now);
    pthread_rwlock_unlock(&site->lock);
    return there;
}

bool site_token_area(const site_t *site, const struct token *token, int day, const struct area **out)
{
    const GPtrArray *areas = site->center->areas;

    *out = NULL;
    for (guint i = 0; token->area && i < areas->len; i++) {
        if (site->marks[i] == token->area)
            *out = g_ptr_array_index(areas, i);
    }
    return *out ? area_is_active(*out, day) : token->area == 0;
}

/* Looking at a link that is no good counts once, so that a phone's preview of it does not count again. */
static void count_look(site_t *site, enum misuse misuse, const char *link)
{
    uint8_t hash[TOKEN_ID_SIZE];

    crypto_generichash(hash, sizeof hash, (const uint8_t *)link, strlen(link), NULL, 0);
    if (lately_find(site->told, hash, NULL) != LATELY_BY_NONE)
        return;
    lately_note(site->told, hash, NULL);
    site_count(site, misuse);
}

/* What a showing of a poster's form sends, in place of the poster's own link; false without keys. */
static bool make_visit(site_t *site, const struct web_request *request, const struct token *poster,
                       char out[TOKEN_TEXT_SIZE])
{
    struct token visit = {.kind = TOKEN_VISIT,
                          .channel = CHANNEL_POSTER,
                          .area = poster->area,
                          .expires = request->token_now + VISIT_SECONDS};

    memcpy(visit.id, request->random, TOKEN_ID_SIZE);
    pthread_rwlock_rdlock(&site->lock);
    const bool there = site->keys != NULL;
    if (there)
        token_write(out, &visit, site->keys);
    pthread_rwlock_unlock(&site->lock);
    return there;
}

static void say_closed(struct web_exchange *exchange, const site_t *site, int language)
{
    site_say(exchange, site, 503, MESSAGE_CLOSED, language);
    exchange->response.retry_after = FAILED_RETRY_SECONDS;
}

G_STATIC_ASSERT(TOKEN_ID_SIZE + FORM_ID_SIZE <= WEB_RANDOM_SIZE);

static void show_form(site_t *site, struct web_exchange *exchange, const struct token *token,
                      const char *link, const struct area *area, int language)
{
    const struct web_request *request = &exchange->request;
    char form_id[PAGES_FORM_ID_LETTERS + 1], visit[TOKEN_TEXT_SIZE];
    struct pages_form form = {.language = language,
                              .remark_only = token->kind == TOKEN_REMARK,
                              .area = area,
                              .day = request->now.day,
                              .link = link,
                              .token = link,
                              .form_id = form_id};

    sodium_bin2hex(form_id, sizeof form_id, request->random + TOKEN_ID_SIZE, FORM_ID_SIZE);
    if (token->kind == TOKEN_POSTER) {
        form.token = visit;
        if (!make_visit(site, request, token, visit)) {
            say_closed(exchange, site, language);
            return;
        }
    }
    site_answer(exchange, site, 200, pages_form(site->pages, &form));
}

static void open_link(site_t *site, struct web_exchange *exchange, const char *link)
{
    const struct web_request *request = &exchange->request;
    const int language = site_language(site, request);
    enum token_verdict verdict;
    const struct area *area;
    struct token token;

    if (!site_read_token(site, link, request->token_now, &token, &verdict)) {
        say_closed(exchange, site, language);
    } else if (verdict == TOKEN_FORGED) {
        count_look(site, MISUSE_FORGED, link);
        site_say(exchange, site, 404, MESSAGE_FORGED, language);
    } else if (lately_find(site->spent, token.id, NULL) != LATELY_BY_NONE) {
        site_say(exchange, site, 410, MESSAGE_USED, language);
    } else if (verdict == TOKEN_EXPIRED) {
        count_look(site, MISUSE_EXPIRED, link);
        site_say(exchange, site, 410, MESSAGE_EXPIRED, language);
    } else if (!site_token_area(site, &token, request->now.day, &area)) {
        site_say(exchange, site, 410, MESSAGE_NO_AREA, language);
    } else {
        show_form(site, exchange, &token, link, area, language);
    }
}

static void show_board(site_t *site, struct web_exchange *exchange)
{
    const int language = site_language(site, &exchange->request);

    pthread_rwlock_rdlock(&site->lock);
    const struct board *board = g_ptr_array_index(site->boards, (guint)language);
    if (board) {
        site_answer(exchange, site, 200, g_bytes_ref(board->html));
        exchange->response.policy = board->policy;
        exchange->response.max_age = BOARD_SECONDS;
    }
    pthread_rwlock_unlock(&site->lock);
    if (!board)
        site_say(exchange, site, 404, MESSAGE_NO_BOARD, language);
}

static bool is_too_many(site_t *site, struct web_exchange *exchange)
{
    const struct web_request *request = &exchange->request;
    limit_t *limit = request->method == WEB_POST ? site->posts : site->gets;
    uint8_t sender[PEER_SIZE];
    gint64 wait_ms;

    peer_sender(sender, request->peer);
    /* A proxy on this machine may stand for everybody. */
    if (peer_is_local(request->peer) ||
        limit_take(limit, sender, sizeof sender, request->now.mono_ms, &wait_ms))
        return false;
    if (request->method == WEB_POST)
        site_count(site, MISUSE_LIMITED);
    site_say(exchange, site, 429, MESSAGE_MANY, site_language(site, request));
    exchange->response.retry_after = (int)((wait_ms + MS_PER_SECOND - 1) / MS_PER_SECOND);
    return true;
}

/* Why the request is not answered before anything is looked at; 0: it is. */
static int refusal(const site_t *site, const struct web_request *request, enum route route)
{
    const char *url = site->center->web_url;
    const enum asker_host host = asker_host(request->host, url);

    if (host != HOST_OURS)
        return host == HOST_BROKEN ? 400 : 421;
    if (route == ROUTE_NONE)
        return 404;
    if (!route_takes(route, request->method))
        return 405;
    if (request->method != WEB_POST)
        return 0;
    if (!asker_sends_form(request->content_type))
        return 415;
    if (request->too_large)
        return 413;
    return asker_may_post(request->origin, request->fetch_site, request->host, url) ? 0 : 403;
}

static void refuse(site_t *site, struct web_exchange *exchange, enum route route, int status)
{
    enum pages_message message = MESSAGE_BAD;

    if (status == 404 || status == 405)
        message = MESSAGE_MISSING;
    else if (status == 413)
        message = MESSAGE_LARGE;
    site_say(exchange, site, status, message, site_language(site, &exchange->request));
    if (status == 405)
        exchange->response.allow = route_allow(route);
}

static enum web_step answer(struct web_exchange *exchange, void *payload)
{
    site_t *site = payload;
    const char *rest = NULL;
    const enum route route = route_find(exchange->request.path, &rest);
    const int status = refusal(site, &exchange->request, route);

    exchange->response.route = route_name(route);
    if (is_too_many(site, exchange))
        return WEB_READY;
    if (status)
        refuse(site, exchange, route, status);
    else if (site->elsewhere && (route == ROUTE_SEND || route == ROUTE_FORM))
        site_say(exchange, site, 503, MESSAGE_ELSEWHERE, site_language(site, &exchange->request));
    else if (route == ROUTE_SEND)
        return site_take_form(site, exchange);
    else if (route == ROUTE_FORM)
        open_link(site, exchange, rest);
    else if (route == ROUTE_BOARD)
        show_board(site, exchange);
    else
        site_say(exchange, site, 200, route == ROUTE_START ? MESSAGE_START : MESSAGE_THANKS,
                 site_language(site, &exchange->request));
    return WEB_READY;
}

static void stored(struct web_exchange *exchange, enum submission_outcome outcome, void *payload)
{
    site_stored(payload, exchange, outcome);
}

const struct web_handler SITE_HANDLER = {.answer = answer, .stored = stored};
