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

int head_fault(const struct head *head, const char *path, const char *version)
{
    const char *encoding = head->sent[HEAD_TRANSFER_ENCODING];
    const bool is_1_1 = strcmp(version, "HTTP/1.1") == 0;
    if (!is_1_1 && strcmp(version, "HTTP/1.0") != 0)
        return 505;
    if (head->twice || path[0] != '/')
        return 400;
    if (strlen(path) > WEB_PATH_MOST)
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
