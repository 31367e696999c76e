#include "finger.h"
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <xorg/xf86-input-inputtest-protocol.h>

static bool put(int fd, const void *event, size_t size)
{
    return write(fd, event, size) == (ssize_t)size;
}

static bool get(int fd, enum xf86ITResponseType wanted)
{
    xf86ITResponseAny answer;
    size_t have = 0, need = sizeof answer.header;
    while (have < need) {
        ssize_t n = read(fd, (char *)&answer + have, need - have);
        if (n <= 0)
            return false;
        have += (size_t)n;
        if (have == sizeof answer.header)
            need = answer.header.length <= sizeof answer ? answer.header.length : 0;
    }
    return need > 0 && answer.header.type == wanted;
}

int finger_open(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        return -1;
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        return -1;
    xf86ITEventClientVersion version = {
        .header = {.length = sizeof version, .type = XF86IT_EVENT_CLIENT_VERSION},
        .major = XF86IT_PROTOCOL_VERSION_MAJOR,
        .minor = XF86IT_PROTOCOL_VERSION_MINOR,
    };
    return put(fd, &version, sizeof version) && get(fd, XF86IT_RESPONSE_SERVER_VERSION) ? fd : -1;
}

/* Waits until the server has handled everything sent so far. */
static bool sync_server(int fd)
{
    xf86ITEventWaitForSync wait = {.header = {.length = sizeof wait, .type = XF86IT_EVENT_WAIT_FOR_SYNC}};
    return put(fd, &wait, sizeof wait) && get(fd, XF86IT_RESPONSE_SYNC_FINISHED);
}

bool finger_send(int fd, enum finger_event event, unsigned id, int x, int y)
{
    xf86ITEventTouch touch = {
        .header = {.length = sizeof touch, .type = XF86IT_EVENT_TOUCH},
        .touchid = id,
        .touch_type = event,
        .valuators = {.mask = {3}, .valuators = {x, y}},
    };
    return put(fd, &touch, sizeof touch) && sync_server(fd);
}
