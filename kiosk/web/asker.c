#include "asker.h"
#include <glib.h>
#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"

/* Of HOST, HOST:PORT, [IPV6] or [IPV6]:PORT: where the host begins and how long it is. */
static bool split_host(const char *text, const char **host, size_t *size)
{
    const bool bracketed = *text == '[';
    const char *end;

    *host = text + bracketed;
    *size = strcspn(*host, bracketed ? "]" : ":");
    end = *host + *size;
    if (*size == 0 || *size > 253 || (bracketed && *end++ != ']'))
        return false;
    if (*end == ':')
        end += 1 + strspn(end + 1, "0123456789");
    return *end == '\0';
}

static bool is_address(const char *host, size_t size)
{
    g_autofree char *text = g_strndup(host, size);
    return g_hostname_is_ip_address(text);
}

static bool is_name(const char *host, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isalnum(host[i]) && host[i] != '-' && host[i] != '.')
            return false;
    }
    return true;
}

/* The rest of an address behind "http://" or "https://". */
static const char *behind_scheme(const char *url)
{
    const char *colon = strstr(url, "://");
    return colon ? colon + strlen("://") : url;
}

/* The length of HOST:PORT in what stands behind the scheme. */
static size_t authority_size(const char *text)
{
    return strcspn(text, "/?#");
}

static bool is_of_url(const char *host, size_t size, const char *url)
{
    const char *own = behind_scheme(url);
    g_autofree char *authority = g_strndup(own, authority_size(own));
    const char *own_host;
    size_t own_size;

    return split_host(authority, &own_host, &own_size) && own_size == size &&
           g_ascii_strncasecmp(own_host, host, size) == 0;
}

enum asker_host asker_host(const char *text, const char *url)
{
    const char *host;
    size_t size;

    if (!text || !split_host(text, &host, &size))
        return HOST_BROKEN;
    if (is_address(host, size))
        return HOST_OURS;
    if (*text == '[' || !is_name(host, size))
        return HOST_BROKEN;
    if (size == strlen("localhost") && g_ascii_strncasecmp(host, "localhost", size) == 0)
        return HOST_OURS;
    return url && is_of_url(host, size, url) ? HOST_OURS : HOST_OTHER;
}

static bool is_origin_of_url(const char *origin, const char *url)
{
    const char *own = behind_scheme(url);
    const size_t size = (size_t)(own - url) + authority_size(own);

    return strlen(origin) == size && g_ascii_strncasecmp(origin, url, size) == 0;
}

/* Whether it was asked over http or https does not say where the page came from: a proxy may hide it. */
static bool is_origin_of_host(const char *origin, const char *host)
{
    const char *own = behind_scheme(origin);

    if (!g_str_has_prefix(origin, "http://") && !g_str_has_prefix(origin, "https://"))
        return false;
    return host && g_ascii_strcasecmp(own, host) == 0;
}

bool asker_may_post(const char *origin, const char *fetch_site, const char *host, const char *url)
{
    if (fetch_site && strcmp(fetch_site, "cross-site") == 0)
        return false;
    if (!origin)
        return true;
    if (strcmp(origin, "null") == 0)
        return fetch_site && strcmp(fetch_site, "same-origin") == 0;
    return (url && is_origin_of_url(origin, url)) || is_origin_of_host(origin, host);
}

bool asker_sends_form(const char *type)
{
    const size_t size = strlen(FORM_TYPE);

    if (!type || g_ascii_strncasecmp(type, FORM_TYPE, size) != 0)
        return false;
    type += size + strspn(type + size, " \t");
    if (*type == '\0')
        return true;
    if (*type != ';')
        return false;
    type += 1 + strspn(type + 1, " \t");
    return *type == '\0' || g_ascii_strcasecmp(type, "charset=utf-8") == 0 ||
           g_ascii_strcasecmp(type, "charset=\"utf-8\"") == 0;
}
