#pragma once
/* Asker: whether a request may come from where it says: its Host, Origin, Sec-Fetch-Site and Content-Type.
 *
 * A page of somebody else that a browser shows must not speak for that browser's user, and a name that is
 * made to point at this machine must not open it. Pure. */
#include <stdbool.h>

enum asker_host {
    HOST_OURS, /* the host of the public address, localhost, or an IP address; any port */
    HOST_OTHER,
    HOST_BROKEN /* not sent, or no HOST or HOST:PORT */
};

/* `url` is the public address, or NULL. */
enum asker_host asker_host(const char *host, const char *url);

/* Whether a POST may come from there: Origin, when sent, is that of `url` or that of `host`; a browser that
 * hides it ("null") must vouch that the page was ours; Sec-Fetch-Site, when sent, is not "cross-site". */
bool asker_may_post(const char *origin, const char *fetch_site, const char *host, const char *url);

/* Whether it is application/x-www-form-urlencoded, in UTF-8 if it says; false for NULL. */
bool asker_sends_form(const char *content_type);
