/* Touches a screen with true fingers. Argument: the socket of the touch device.
 * Commands: down ID X Y | move ID X Y | up ID X Y | sleep MS, with X and Y from 0 to 65535. */
#include "finger.h"
#include "lines.h"
#include <unistd.h>

static bool obey(const char *line, void *payload)
{
    int fd = *(int *)payload, x, y, ms;
    unsigned id;
    bool done = true;
    if (sscanf(line, "down %u %d %d", &id, &x, &y) == 3)
        done = finger_send(fd, FINGER_DOWN, id, x, y);
    else if (sscanf(line, "move %u %d %d", &id, &x, &y) == 3)
        done = finger_send(fd, FINGER_MOVE, id, x, y);
    else if (sscanf(line, "up %u %d %d", &id, &x, &y) == 3)
        done = finger_send(fd, FINGER_UP, id, x, y);
    else if (sscanf(line, "sleep %d", &ms) == 1)
        usleep((useconds_t)ms * 1000);
    else
        return false;
    printf(done ? "ok" : "gone");
    return true;
}

int main(int argc, char **argv)
{
    int fd = argc == 2 ? finger_open(argv[1]) : -1;
    if (fd < 0) {
        fprintf(stderr, "tap_touch: cannot reach the touch device\n");
        return 1;
    }
    int status = lines_run(obey, &fd);
    close(fd);
    return status;
}
