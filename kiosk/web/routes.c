#include "routes.h"
#include <string.h>

enum { LINK_LETTERS_MOST = 200 };

#define LINK_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

static const struct row {
    const char *path;
    bool rest; /* a link's letters follow */
    bool post; /* else it is read */
    const char *name;
} TABLE[] = {
    [ROUTE_NONE] = {NULL, false, false, "none"},
    [ROUTE_START] = {"/", false, false, "/"},
    [ROUTE_FORM] = {"/d/", true, false, "/d"},
    [ROUTE_SEND] = {"/d", false, true, "/d"},
    [ROUTE_THANKS] = {"/cam-on", false, false, "/cam-on"},
    [ROUTE_BOARD] = {"/ket-qua", false, false, "/ket-qua"},
};

static bool is_link(const char *text)
{
    const size_t size = strlen(text);
    return size > 0 && size <= LINK_LETTERS_MOST && strspn(text, LINK_LETTERS) == size;
}

static bool matches(const struct row *row, const char *path)
{
    const size_t size = strlen(row->path);

    if (!row->rest)
        return strcmp(path, row->path) == 0;
    return strncmp(path, row->path, size) == 0 && is_link(path + size);
}

enum route route_find(const char *path, const char **rest)
{
    for (size_t i = ROUTE_START; i < G_N_ELEMENTS(TABLE); i++) {
        if (matches(&TABLE[i], path)) {
            if (rest)
                *rest = path + strlen(TABLE[i].path);
            return (enum route)i;
        }
    }
    return ROUTE_NONE;
}

const char *route_name(enum route route)
{
    return TABLE[route].name;
}

const char *route_allow(enum route route)
{
    return TABLE[route].post ? "POST" : "GET, HEAD";
}

bool route_takes(enum route route, enum web_method method)
{
    return TABLE[route].post ? method == WEB_POST : method == WEB_GET || method == WEB_HEAD;
}
