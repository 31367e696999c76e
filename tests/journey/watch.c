/* Watches an X screen from outside, as a camera would. A picture is told by a hash of all its pixels.
 * Commands: size | hash | leave HASH MS STILL (until the picture is another one that has stood still for
 * STILL milliseconds) | reach HASH MS (until the picture is that one) | save FILE (as PPM). The answer to
 * leave and reach is the picture's hash, or "timeout HASH". */
#include "lines.h"
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_EVERY_MS = 20 };

static XImage *look(Display *display)
{
    XWindowAttributes root;
    XGetWindowAttributes(display, DefaultRootWindow(display), &root);
    return XGetImage(display, DefaultRootWindow(display), 0, 0, (unsigned)root.width, (unsigned)root.height,
                     0xffffff, ZPixmap);
}

static uint64_t picture(Display *display)
{
    XImage *image = look(display);
    if (!image)
        return 0;
    uint64_t hash = 1469598103934665603u;
    size_t words = (size_t)image->bytes_per_line * (size_t)image->height / sizeof(uint32_t);
    const uint32_t *pixels = (const uint32_t *)(const void *)image->data;
    for (size_t i = 0; i < words; i++)
        hash = (hash ^ (pixels[i] & 0xffffff)) * 1099511628211u;
    XDestroyImage(image);
    return hash;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void leave(Display *display, uint64_t from, int64_t ms, int64_t still_ms)
{
    int64_t end = now_ms() + ms, since = now_ms();
    uint64_t before = from, seen;
    do {
        seen = picture(display);
        if (seen != before)
            since = now_ms();
        before = seen;
        if (seen != from && now_ms() - since >= still_ms) {
            printf("%016" PRIx64, seen);
            return;
        }
        usleep(LOOK_EVERY_MS * 1000);
    } while (now_ms() < end);
    printf("timeout %016" PRIx64, seen);
}

static void reach(Display *display, uint64_t wanted, int64_t ms)
{
    int64_t end = now_ms() + ms;
    uint64_t seen;
    while ((seen = picture(display)) != wanted && now_ms() < end)
        usleep(LOOK_EVERY_MS * 1000);
    printf(seen == wanted ? "%016" PRIx64 : "timeout %016" PRIx64, seen);
}

static void save(Display *display, const char *name)
{
    XImage *image = look(display);
    FILE *file = image ? fopen(name, "wb") : NULL;
    if (file) {
        fprintf(file, "P6\n%d %d\n255\n", image->width, image->height);
        for (int y = 0; y < image->height; y++)
            for (int x = 0; x < image->width; x++) {
                unsigned long pixel = XGetPixel(image, x, y);
                fputc((int)(pixel >> 16 & 0xff), file);
                fputc((int)(pixel >> 8 & 0xff), file);
                fputc((int)(pixel & 0xff), file);
            }
        fclose(file);
    }
    if (image)
        XDestroyImage(image);
    printf(file ? "ok" : "failed");
}

static bool obey(const char *line, void *payload)
{
    Display *display = payload;
    uint64_t hash;
    int ms, still;
    char name[256];
    if (strncmp(line, "size", 4) == 0)
        printf("%d %d", DisplayWidth(display, DefaultScreen(display)),
               DisplayHeight(display, DefaultScreen(display)));
    else if (strncmp(line, "hash", 4) == 0)
        printf("%016" PRIx64, picture(display));
    else if (sscanf(line, "leave %" SCNx64 " %d %d", &hash, &ms, &still) == 3)
        leave(display, hash, ms, still);
    else if (sscanf(line, "reach %" SCNx64 " %d", &hash, &ms) == 2)
        reach(display, hash, ms);
    else if (sscanf(line, "save %255s", name) == 1)
        save(display, name);
    else
        return false;
    return true;
}

int main(void)
{
    Display *display = XOpenDisplay(NULL);
    if (!display) {
        fprintf(stderr, "watch: no display\n");
        return 1;
    }
    int status = lines_run(obey, display);
    XCloseDisplay(display);
    return status;
}
