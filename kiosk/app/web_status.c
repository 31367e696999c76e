#include "web_status.h"
#include "asker.h"
#include <string.h>

static void say(struct web_response *response, int status, const char *text)
{
    response->status = status;
    response->type = "text/plain; charset=utf-8";
    response->body = g_bytes_new(text, strlen(text));
}

static void healthz(struct web_response *response, const struct web_status *status)
{
    response->route = "/healthz";
    if (web_figures_storage_takes(status->figures))
        say(response, 200, "ok\n");
    else
        say(response, 503, "storage does not take writes\n");
}

static void metrics(struct web_response *response, const struct web_status *status)
{
    struct lines_figures lines[WEB_SIDE_COUNT] = {0};
    status->lines(lines, status->payload);
    GString *text = web_figures_text(status->figures, lines);
    *response = (struct web_response){.status = 200,
                                      .route = "/metrics",
                                      .type = "text/plain; version=0.0.4; charset=utf-8",
                                      .body = g_string_free_to_bytes(text)};
}

static enum web_step answer(struct web_exchange *exchange, void *payload)
{
    const char *path = exchange->request.path;
    const bool is_healthz = strcmp(path, "/healthz") == 0;
    exchange->response.route = "none";
    if (asker_host(exchange->request.host, NULL) != HOST_OURS) {
        say(&exchange->response, 421, "ask by IP address or as localhost\n");
    } else if (!is_healthz && strcmp(path, "/metrics") != 0) {
        say(&exchange->response, 404, "not found\n");
    } else if (exchange->request.method > WEB_HEAD) {
        exchange->response.allow = "GET, HEAD";
        say(&exchange->response, 405, "GET only\n");
    } else if (is_healthz) {
        healthz(&exchange->response, payload);
    } else {
        metrics(&exchange->response, payload);
    }
    return WEB_READY;
}

const struct web_handler WEB_STATUS_HANDLER = {.answer = answer};
