#include "link.h"
#include "alive.h"
#include "doubt.h"
#include "folder.h"
#include "latest.h"
#include <stdatomic.h>
#include <sys/random.h>

struct link {
    const char *data, *device;
    const center_t *center;
    bool verbose;
    enum link_state made;        /* of the latest address asked for */
    bool home_room, thanks_room; /* as far as is known */
    atomic_int state;
    int said; /* the state that was told last; -1: none yet */
};

static const gint64 MS = 1000, MINUTE = 60;

link_t *link_new(const char *data, const char *device, const center_t *center, bool verbose)
{
    link_t *link = g_new0(link_t, 1);
    *link = (link_t){
        .data = data, .device = device, .center = center, .verbose = verbose, .home_room = true, .said = -1};
    link->made = center->web_url != NULL ? LINK_SHOWN : LINK_NO_ADDRESS;
    atomic_init(&link->state, (int)link->made);
    return link;
}

void link_free(link_t *link)
{
    g_free(link);
}

enum link_state link_state(const link_t *link)
{
    return (enum link_state)atomic_load(&link->state);
}

static void say(const link_t *link, enum link_state state, const GError *error)
{
    static const char *const SENTENCES[LINK_STATES] = {
        [LINK_SHOWN] = "shown",
        [LINK_NO_ADDRESS] = "hidden: center.ini gives no web address",
        [LINK_NO_KEYS] = "hidden: no keys for one-time links",
        [LINK_TOO_LONG] = "hidden: the web address is too long",
        [LINK_CLOCK] = "hidden: the clock cannot be right",
        [LINK_NO_SERVER] = "hidden: the web server of this machine does not run",
        [LINK_NO_ROOM] = "hidden: the panel has no room for it",
        [LINK_THANKS_ONLY] = "only on the thanks page: the first page has no room for it",
    };
    if (link->verbose)
        g_printerr("code for phones %s%s%s\n", SENTENCES[state], error != NULL ? ": " : "",
                   error != NULL ? error->message : "");
}

static void settle(link_t *link, const GError *error)
{
    enum link_state state = link->made;
    if (state == LINK_SHOWN && !link->home_room)
        state = link->thanks_room ? LINK_THANKS_ONLY : LINK_NO_ROOM;
    if ((int)state != link->said)
        say(link, state, error);
    link->said = (int)state;
    atomic_store(&link->state, (int)state);
}

static enum alive server_state(const link_t *link, const struct moment *now)
{
    g_autofree char *file = alive_file(link->data, link->center->web_device);
    return alive_read(file, now);
}

/* Whether the clock shows less than this kiosk, or the phone's server on this machine, once knew. */
static bool is_behind(const link_t *link, const struct moment *now)
{
    const char *const devices[] = {link->device, link->center->web_device};
    for (size_t i = 0; now->trust != CLOCK_NTP && i < G_N_ELEMENTS(devices); i++) {
        g_autofree char *file = latest_file(link->data, devices[i]);
        if (now->utc_ms < latest_read(file))
            return true;
    }
    return false;
}

/* The end is rounded up to a whole minute by token_write. */
static enum link_state write_url(const link_t *link, char url[TOKEN_URL_SIZE], enum token_kind kind,
                                 const char *area, const token_keys_t *keys, const struct moment *now)
{
    struct token token = {.kind = kind,
                          .channel = CHANNEL_PHONE,
                          .area = token_area_mark(area),
                          .expires = now->utc_ms / MS + link->center->code_minutes * MINUTE};
    char text[TOKEN_TEXT_SIZE];
    if (getrandom(token.id, sizeof token.id, 0) != (ssize_t)sizeof token.id)
        return LINK_NO_KEYS;
    token_write(text, &token, keys);
    return token_url(url, link->center->web_url, text) ? LINK_SHOWN : LINK_TOO_LONG;
}

static enum link_state make(const link_t *link, char url[TOKEN_URL_SIZE], enum token_kind kind,
                            const char *area, const struct moment *now, GError **error)
{
    g_autofree char *file = folder_token_keys(link->data);
    g_autoptr(token_keys_t) keys = NULL;
    if (link->center->web_url == NULL)
        return LINK_NO_ADDRESS;
    if (server_state(link, now) == ALIVE_STALE)
        return LINK_NO_SERVER;
    if ((doubt_flags(link->center, now, doubt_earliest()) & FLAG_CLOCK) != 0 || is_behind(link, now))
        return LINK_CLOCK;
    if (!token_keys_load(&keys, file, error))
        return LINK_NO_KEYS;
    return write_url(link, url, kind, area, keys, now);
}

bool link_make(link_t *link, char url[TOKEN_URL_SIZE], enum token_kind kind, const char *area,
               const struct moment *now)
{
    g_autoptr(GError) error = NULL;
    link->made = make(link, url, kind, area, now, &error);
    settle(link, error);
    return link->made == LINK_SHOWN;
}

void link_shown(link_t *link, enum token_kind kind, bool shown)
{
    *(kind == TOKEN_RATE ? &link->home_room : &link->thanks_room) = shown;
    settle(link, NULL);
}
