#include "web_sockets.h"
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

static int side_of(const char *name, int n)
{
    for (int side = 0; side < WEB_SIDE_COUNT; side++)
        if (strcmp(name, web_side_name((enum web_side)side)) == 0)
            return side;
    return n == 1 ? WEB_SIDE_PUBLIC : -1;
}

void web_sockets_take(int out[WEB_SIDE_COUNT])
{
    char **names = NULL;
    const int n = sd_listen_fds_with_names(1, &names);
    for (int side = 0; side < WEB_SIDE_COUNT; side++)
        out[side] = -1;
    for (int i = 0; i < n; i++) {
        const int side = side_of(names[i], n);
        if (side >= 0 && out[side] < 0)
            out[side] = SD_LISTEN_FDS_START + i;
        else
            close(SD_LISTEN_FDS_START + i);
        free(names[i]);
    }
    free(names);
}
