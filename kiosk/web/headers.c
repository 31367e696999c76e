#include "headers.h"
#include <stdio.h>

static const char NOTHING[] =
    "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/* Referrer-Policy same-origin: with no-referrer a browser would send forms with "Origin: null". */
static const struct header ALWAYS[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

/* A header with a line end would be two: the handlers make none. */
static bool is_plain(const char *value)
{
    for (; *value != '\0'; value++)
        if ((unsigned char)*value < ' ' || *value == 0x7f)
            return false;
    return true;
}

static void add(struct headers *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    g_assert(is_plain(value) && out->n < HEADERS_MOST);
    out->list[out->n++] = (struct header){name, value};
}

static const char *cache_control(struct headers *out, const struct web_response *response)
{
    if (response->max_age <= 0)
        return "no-store";
    g_snprintf(out->cache, sizeof out->cache, "public, max-age=%d", response->max_age);
    return out->cache;
}

static const char *retry_after(struct headers *out, const struct web_response *response)
{
    if (response->retry_after <= 0)
        return NULL;
    g_snprintf(out->retry, sizeof out->retry, "%d", response->retry_after);
    return out->retry;
}

static const char *disposition(struct headers *out, const struct web_response *response)
{
    if (response->file_name != NULL)
        out->disposition = g_strdup_printf("attachment; filename=\"%s\"", response->file_name);
    return out->disposition;
}

void headers_make(struct headers *out, const struct web_response *response, bool secure)
{
    *out = (struct headers){0};
    add(out, "Content-Type", response->type);
    add(out, "Content-Security-Policy", response->policy != NULL ? response->policy : NOTHING);
    for (size_t i = 0; i < G_N_ELEMENTS(ALWAYS); i++)
        add(out, ALWAYS[i].name, ALWAYS[i].value);
    add(out, "Strict-Transport-Security", secure ? "max-age=31536000" : NULL);
    add(out, "Cache-Control", cache_control(out, response));
    add(out, "Retry-After", retry_after(out, response));
    add(out, "Allow", response->allow);
    add(out, "Location", response->location);
    add(out, "Set-Cookie", response->cookie);
    add(out, "Content-Disposition", disposition(out, response));
}

void headers_clear(struct headers *headers)
{
    g_free(headers->disposition);
}
