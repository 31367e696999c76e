#include "head.h"
#include <string.h>

static const char *const NAMES[] = {
    "Host",   "Origin", "Sec-Fetch-Site", "Content-Type",      "Content-Length",  "Transfer-Encoding",
    "Cookie", "Expect", "X-Real-IP",      "X-Forwarded-Proto", "X-Forwarded-For", "Accept-Language"};
G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == HEAD_COUNT);

static const char *const METHODS[] = {
    [WEB_GET] = "GET", [WEB_HEAD] = "HEAD", [WEB_POST] = "POST", [WEB_OTHER] = "OTHER"};

void head_take(struct head *head, const char *name, const char *value)
{
    for (size_t i = 0; i < HEAD_COUNT; i++)
        if (g_ascii_strcasecmp(name, NAMES[i]) == 0) {
            head->twice |= i < HEAD_ONCE && head->sent[i] != NULL;
            head->sent[i] = value != NULL ? value : "";
        }
}

static bool is_known(const char *version)
{
    return strcmp(version, "HTTP/1.1") == 0 || strcmp(version, "HTTP/1.0") == 0;
}

static bool is_token(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] == '\0' || (!g_ascii_isalnum(text[i]) && strchr("!#$%&'*+-.^_`|~", text[i]) == NULL))
            return false;
    return size > 0;
}

static bool is_plain(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (g_ascii_iscntrl(text[i]) && text[i] != '\t')
            return false;
    return true;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* What is behind the line's end at that place; NULL: there is none. */
static const char *skip_end(const char *end)
{
    return end[0] == '\0' && (end[1] == '\0' || end[1] == '\n') ? end + 2 : NULL;
}

void head_walk(struct head *head, const char *version)
{
    head->next = is_known(version) ? skip_end(version + strlen(version)) : NULL;
}

/* libmicrohttpd ends a value at a NUL and a line at a CR alone, puts a folded value together elsewhere, and
 * forgets a header without a name: what stands around a value tells. */
void head_step(struct head *head, const char *name, size_t name_size, const char *value, size_t value_size)
{
    const bool straight = name == head->next && is_token(name, name_size) && name[name_size] == '\0' &&
                          value == skip_blanks(name + name_size + 1) && is_plain(value, value_size);
    head->next = straight ? skip_end(skip_blanks(value + value_size)) : NULL;
}

void head_arrive(struct head *head)
{
    head->crooked = head->next == NULL || skip_end(head->next) == NULL;
}

static size_t scheme_size(const char *target)
{
    if (g_ascii_strncasecmp(target, "http://", 7) == 0)
        return 7;
    return g_ascii_strncasecmp(target, "https://", 8) == 0 ? 8 : 0;
}

void head_cut_target(char *target, struct head_target *out)
{
    const size_t skipped = scheme_size(target), host_size = strcspn(target + skipped, "/?");
    char *question = strchr(target, '?');
    *out = (struct head_target){.path = target, .query = ""};
    if (question != NULL) {
        *question = '\0';
        out->query = question + 1;
    }
    if (skipped == 0 || host_size == 0)
        return;
    /* One letter to the left, so that there is room for an end before the path. */
    char *host = memmove(target + skipped - 1, target + skipped, host_size);
    out->host = host;
    out->path = host[host_size + 1] == '/' ? host + host_size + 1 : "/";
    host[host_size] = '\0';
}

/* A target with a host must agree with the header, by which the handler goes. */
static bool is_whole(const struct head *head, const struct head_target *target)
{
    const char *host = head->sent[HEAD_HOST];
    if (target->host != NULL && (host == NULL || g_ascii_strcasecmp(host, target->host) != 0))
        return false;
    return !head->twice && !head->crooked && target->path[0] == '/';
}

int head_fault(const struct head *head, const struct head_target *target, const char *version)
{
    const char *encoding = head->sent[HEAD_TRANSFER_ENCODING];
    const bool is_1_1 = strcmp(version, "HTTP/1.1") == 0;
    if (!is_known(version))
        return 505;
    if (!is_whole(head, target))
        return 400;
    if (strlen(target->path) > WEB_PATH_MOST || strlen(target->query) > HEAD_QUERY_MOST)
        return 414;
    if (encoding == NULL)
        return 0;
    /* Two ways to say where a body ends are how one request is smuggled behind another. */
    if (!is_1_1 || head->sent[HEAD_CONTENT_LENGTH] != NULL)
        return 400;
    return g_ascii_strcasecmp(encoding, "chunked") == 0 ? 0 : 501;
}

bool head_announces_more(const struct head *head, guint64 most)
{
    const char *length = head->sent[HEAD_CONTENT_LENGTH];
    return length != NULL && g_ascii_strtoull(length, NULL, 10) > most;
}

void head_fill(const struct head *head, struct web_request *request, const uint8_t line_peer[PEER_SIZE])
{
    const char *const *sent = head->sent;
    request->host = sent[HEAD_HOST];
    request->origin = sent[HEAD_ORIGIN];
    request->fetch_site = sent[HEAD_FETCH_SITE];
    request->content_type = sent[HEAD_CONTENT_TYPE];
    request->accept_language = sent[HEAD_ACCEPT_LANGUAGE];
    request->cookie = sent[HEAD_COOKIE];
    memcpy(request->peer, line_peer, PEER_SIZE);
    if (!peer_is_local(line_peer))
        return;
    request->secure = g_strcmp0(sent[HEAD_FORWARDED_PROTO], "https") == 0;
    peer_from_proxy(request->peer, sent[HEAD_REAL_IP], sent[HEAD_FORWARDED_FOR]);
}

enum web_method head_method(const char *text)
{
    enum web_method method = WEB_GET;
    while (method < WEB_OTHER && strcmp(METHODS[method], text) != 0)
        method++;
    return method;
}

const char *head_method_name(enum web_method method)
{
    return METHODS[method];
}
