/* Taps, keys and requests to close on an X display, through XTEST: what a mouse, a keyboard and a window
 * manager do. Commands: move X Y | down X Y | up X Y | key NAME... (all held, then let go) | close | sleep MS
 */
#include "lines.h"
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void button(Display *display, int x, int y, bool press)
{
    XTestFakeMotionEvent(display, -1, x, y, 0);
    XTestFakeButtonEvent(display, 1, press, 0);
}

static bool keys(Display *display, char *names)
{
    KeyCode held[4];
    int n = 0;
    char *rest = NULL;
    for (char *name = strtok_r(names, " \n", &rest); name && n < 4; name = strtok_r(NULL, " \n", &rest)) {
        held[n] = XKeysymToKeycode(display, XStringToKeysym(name));
        if (!held[n])
            return false;
        XTestFakeKeyEvent(display, held[n++], True, 0);
    }
    while (n > 0)
        XTestFakeKeyEvent(display, held[--n], False, 0);
    return true;
}

static void ask_to_close(Display *display, Window window)
{
    XEvent event = {0};
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.message_type = XInternAtom(display, "WM_PROTOCOLS", False);
    event.xclient.format = 32;
    event.xclient.data.l[0] = (long)XInternAtom(display, "WM_DELETE_WINDOW", False);
    event.xclient.data.l[1] = CurrentTime;
    XSendEvent(display, window, False, NoEventMask, &event);
}

static void ask_all_to_close(Display *display)
{
    Window root, parent, *children = NULL;
    unsigned n = 0;
    if (!XQueryTree(display, DefaultRootWindow(display), &root, &parent, &children, &n))
        return;
    for (unsigned i = 0; i < n; i++) {
        XWindowAttributes attributes;
        if (XGetWindowAttributes(display, children[i], &attributes) && attributes.map_state == IsViewable)
            ask_to_close(display, children[i]);
    }
    if (children)
        XFree(children);
}

static bool obey(const char *line, void *payload)
{
    Display *display = payload;
    int x, y, ms;
    char names[128];
    if (sscanf(line, "move %d %d", &x, &y) == 2)
        XTestFakeMotionEvent(display, -1, x, y, 0);
    else if (sscanf(line, "down %d %d", &x, &y) == 2)
        button(display, x, y, true);
    else if (sscanf(line, "up %d %d", &x, &y) == 2)
        button(display, x, y, false);
    else if (sscanf(line, "sleep %d", &ms) == 1)
        usleep((useconds_t)ms * 1000);
    else if (strncmp(line, "close", 5) == 0)
        ask_all_to_close(display);
    else if (sscanf(line, "key %127[^\n]", names) != 1 || !keys(display, names))
        return false;
    XSync(display, False);
    printf("ok");
    return true;
}

int main(void)
{
    Display *display = XOpenDisplay(NULL);
    if (!display) {
        fprintf(stderr, "tap_x: no display\n");
        return 1;
    }
    int status = lines_run(obey, display);
    XCloseDisplay(display);
    return status;
}
