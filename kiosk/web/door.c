#include "door.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { SWEEP_MS = 200, FULL_MS = 20, SERIES = 64 };

struct door {
    pthread_t thread;
    int listening, end; /* `end` is an eventfd */
    lines_t *lines;
    door_give give;
    void *payload;
    gint64 swept_ms;
};

static gint64 now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

/* False when there is nobody before the door, or no descriptor left to take them with. */
static bool take_one(door_t *door)
{
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;
    uint8_t peer[PEER_SIZE];
    int descriptor =
        accept4(door->listening, (struct sockaddr *)&address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0)
        return errno == ECONNABORTED || errno == EINTR;
    peer_of_socket(peer, (const struct sockaddr *)&address);
    if (lines_admit(door->lines, peer))
        door->give(descriptor, (const struct sockaddr *)&address, size, door->payload);
    else
        close(descriptor);
    return true;
}

static void take_some(door_t *door)
{
    for (int i = 0; i < SERIES && !lines_are_full(door->lines); i++)
        if (!take_one(door)) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                g_usleep(FULL_MS * 1000);
            return;
        }
}

static void sweep(door_t *door)
{
    const gint64 now = now_ms();
    if (now - door->swept_ms < SWEEP_MS)
        return;
    door->swept_ms = now;
    lines_sweep(door->lines, now);
}

static void *run(void *payload)
{
    door_t *door = payload;
    struct pollfd look[] = {{.fd = door->end, .events = POLLIN}, {.fd = door->listening, .events = POLLIN}};
    while (look[0].revents == 0) {
        const bool full = lines_are_full(door->lines);
        look[1].revents = 0;
        if (poll(look, full ? 1 : 2, full ? FULL_MS : SWEEP_MS) > 0 && look[1].revents != 0)
            take_some(door);
        sweep(door);
    }
    return NULL;
}

door_t *door_open(int listening, lines_t *lines, door_give give, void *payload)
{
    door_t *door = g_new0(door_t, 1);
    door->listening = listening;
    door->lines = lines;
    door->give = give;
    door->payload = payload;
    door->end = eventfd(0, EFD_CLOEXEC);
    if (door->end < 0 || pthread_create(&door->thread, NULL, run, door) != 0)
        g_error("no thread for the server's door");
    return door;
}

void door_close(door_t *door)
{
    if (eventfd_write(door->end, 1) != 0)
        g_error("the server's door does not hear");
    pthread_join(door->thread, NULL);
    close(door->end);
    close(door->listening);
    g_free(door);
}
