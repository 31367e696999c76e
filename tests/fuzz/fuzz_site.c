/* Any bytes as a whole request, through the route table to the answer. The parts stand one a line: method,
 * path, query, Host, Origin, Sec-Fetch-Site, Content-Type, Accept-Language, body; "-" is a header that was
 * not sent.
 * "@R" and the like stand for links of this site, so that what lies behind the seal is met too. */
#include "visitor.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    METHOD,
    PATH,
    QUERY,
    HOST,
    ORIGIN,
    FETCH_SITE,
    CONTENT_TYPE,
    LANGUAGE,
    BODY,
    PARTS,
    HOUR_MS = 3600 * 1000
};

static const struct {
    const char *mark;
    enum token_kind kind;
    const char *area;
    gint64 seconds;
} LINKS[] = {{"@R", TOKEN_RATE, NULL, 600},   {"@A", TOKEN_RATE, "dat-dai", 600},
             {"@O", TOKEN_RATE, "y-te", 600}, {"@E", TOKEN_RATE, NULL, -600},
             {"@M", TOKEN_REMARK, NULL, 600}, {"@P", TOKEN_POSTER, "khac", 0},
             {"@V", TOKEN_VISIT, "khac", 600}};

/* Made once for the life of the program. */
static struct visitor *the_visitor(void)
{
    static struct visitor visitor;
    static gsize once;

    if (g_once_init_enter(&once)) {
        visitor_enter(&visitor, NULL);
        g_once_init_leave(&once, 1);
    }
    return &visitor;
}

static void put_links(const struct visitor *visitor, GString *text, guint number)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LINKS); i++) {
        char link[TOKEN_TEXT_SIZE];
        visitor_link(visitor, link, LINKS[i].kind, LINKS[i].area, LINKS[i].seconds, (int)(number + i));
        g_string_replace(text, LINKS[i].mark, link, 0);
    }
}

static const char *header(const char *part)
{
    return strcmp(part, "-") == 0 ? NULL : part;
}

static void fill(struct web_request *request, char **parts)
{
    static const char *const methods[] = {"GET", "HEAD", "POST"};

    request->method = WEB_OTHER;
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        if (strcmp(parts[METHOD], methods[i]) == 0)
            request->method = (enum web_method)i;
    }
    request->path = parts[PATH];
    request->query = parts[QUERY];
    request->host = header(parts[HOST]);
    request->origin = header(parts[ORIGIN]);
    request->fetch_site = header(parts[FETCH_SITE]);
    request->content_type = header(parts[CONTENT_TYPE]);
    request->accept_language = header(parts[LANGUAGE]);
    request->body_size = strlen(parts[BODY]);
    request->too_large = request->body_size > WEB_BODY_MOST;
    request->body = request->method == WEB_POST && !request->too_large ? parts[BODY] : NULL;
}

static void check_submission(const struct submission *submission)
{
    char again[REMARK_TEXT_SIZE];
    const char *why;

    g_assert_nonnull(submission);
    g_assert_true(submission->rating.kind == 0 || rating_is_valid(&submission->rating, &why));
    g_assert_true(submission->rating.kind != 0 || *submission->remark);
    g_assert_true(remark_read(again, submission->remark));
    g_assert_cmpstr(again, ==, submission->remark);
}

static void check_response(const struct web_response *response)
{
    static const int statuses[] = {200, 303, 400, 403, 404, 405, 409, 410, 413, 415, 421, 422, 429, 503};
    bool known = false;

    for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++)
        known |= response->status == statuses[i];
    g_assert_true(known);
    g_assert_nonnull(response->route);
    g_assert_true((response->status == 303) == (response->location != NULL));
    g_assert_true(response->location == NULL || g_str_has_prefix(response->location, "/cam-on?l="));
    g_assert_true((response->status == 405) == (response->allow != NULL));
    g_assert_true((response->status == 429 || response->status == 503) == (response->retry_after > 0));
    g_assert_null(response->cookie);
    if (response->body) {
        gsize size;
        const char *text = g_bytes_get_data(response->body, &size);
        g_assert_nonnull(response->policy);
        g_assert_true(g_utf8_validate(text, (gssize)size, NULL));
        g_assert_null(g_strstr_len(text, (gssize)size, "<script"));
        g_assert_null(g_strstr_len(text, (gssize)size, "<img"));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct visitor *visitor = the_visitor();
    g_autofree char *plain = g_strndup((const char *)data, MIN(size, 6000));
    g_autoptr(GString) text = g_string_new(plain);
    const guint number = g_str_hash(plain);

    put_links(visitor, text, number & ~7u);
    g_auto(GStrv) parts = g_strsplit(text->str, "\n", PARTS);
    if (g_strv_length(parts) != PARTS)
        return 0;
    web_exchange_clear(&visitor->exchange);
    fill(&visitor->request, parts);
    visitor->request.now.mono_ms += HOUR_MS;
    visitor->exchange = (struct web_exchange){.request = visitor->request};
    if (SITE_HANDLER.answer(&visitor->exchange, visitor->site) == WEB_STORE) {
        g_assert_true(visitor->request.method == WEB_POST && strcmp(parts[PATH], "/d") == 0);
        check_submission(visitor->exchange.submission);
        SITE_HANDLER.stored(&visitor->exchange, (enum submission_outcome)(number % 4), visitor->site);
    }
    check_response(&visitor->exchange.response);
    return 0;
}
