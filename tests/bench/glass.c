/* Times the screen from outside, by looking at the X server's pixels.
 *   first COMMAND...              milliseconds from starting the command until its first pixel shows; then
 * ends it touch SOCKET X Y W H N        microseconds from a finger landing in the rectangle until a pixel in
 * it has changed: median and 95th percentile of N, the finger each time slid off to the corner */
#include "finger.h"
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GIVE_UP_US = 10 * 1000 * 1000, SETTLE_US = 60 * 1000 };

static guint64 look(Display *display, int x, int y, int w, int h)
{
    XImage *image =
        XGetImage(display, DefaultRootWindow(display), x, y, (unsigned)w, (unsigned)h, 0xffffff, ZPixmap);
    if (!image)
        g_error("cannot look at the screen");
    guint64 hash = 0;
    for (int row = 0; row < h; row++)
        for (int column = 0; column < w; column++)
            hash = hash * 1099511628211u + (XGetPixel(image, column, row) & 0xffffff);
    XDestroyImage(image);
    return hash;
}

/* When it changed, or 0 when it did not. */
static gint64 wait_other(Display *display, guint64 from, int x, int y, int w, int h)
{
    gint64 since = g_get_monotonic_time();
    while (look(display, x, y, w, h) == from) {
        if (g_get_monotonic_time() - since > GIVE_UP_US)
            return 0;
    }
    return g_get_monotonic_time();
}

static int first(Display *display, char **command)
{
    guint64 empty = look(display, 8, 8, 1, 1);
    gint64 since = g_get_monotonic_time();
    pid_t child = fork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    gint64 shown = wait_other(display, empty, 8, 8, 1, 1);
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    if (shown == 0)
        g_error("%s: nothing changed on the screen", command[0]);
    while (look(display, 8, 8, 1, 1) != empty)
        g_usleep(1000);
    g_print("%.2f\n", (double)(shown - since) / 1000);
    return 0;
}

static int by_size(const void *a, const void *b)
{
    gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
    return (x > y) - (x < y);
}

static int touch(Display *display, int finger, const int rect[4], int n)
{
    int wide = DisplayWidth(display, DefaultScreen(display)),
        high = DisplayHeight(display, DefaultScreen(display));
    int x = (rect[0] + rect[2] / 2) * FINGER_AXIS / (wide - 1),
        y = (rect[1] + rect[3] / 2) * FINGER_AXIS / (high - 1);
    g_autofree gint64 *took = g_new(gint64, n);
    for (int i = 0; i < n; i++) {
        unsigned id = (unsigned)i + 1;
        guint64 before = look(display, rect[0], rect[1], rect[2], rect[3]);
        gint64 since = g_get_monotonic_time();
        finger_send(finger, FINGER_DOWN, id, x, y);
        took[i] = wait_other(display, before, rect[0], rect[1], rect[2], rect[3]) - since;
        if (took[i] < 0)
            g_error("a touch changed nothing on the screen");
        finger_send(finger, FINGER_MOVE, id, FINGER_AXIS / 2, FINGER_AXIS - 200);
        finger_send(finger, FINGER_UP, id, FINGER_AXIS / 2, FINGER_AXIS - 200);
        gint64 end = g_get_monotonic_time() + GIVE_UP_US;
        while (look(display, rect[0], rect[1], rect[2], rect[3]) != before && g_get_monotonic_time() < end)
            g_usleep(1000);
        g_usleep(SETTLE_US);
    }
    qsort(took, (size_t)n, sizeof *took, by_size);
    g_print("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", took[n / 2], took[n * 95 / 100]);
    return 0;
}

int main(int argc, char **argv)
{
    Display *display = XOpenDisplay(NULL);
    if (!display)
        g_error("no display");
    if (argc > 2 && strcmp(argv[1], "first") == 0)
        return first(display, argv + 2);
    if (argc == 8 && strcmp(argv[1], "touch") == 0) {
        int rect[4];
        for (int i = 0; i < 4; i++)
            rect[i] = (int)strtol(argv[3 + i], NULL, 10);
        int finger = finger_open(argv[2]);
        if (finger < 0)
            g_error("cannot reach the touch device");
        return touch(display, finger, rect, (int)strtol(argv[7], NULL, 10));
    }
    g_error("usage: glass first COMMAND... | touch SOCKET X Y W H N");
}
