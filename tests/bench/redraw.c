/* What a full redraw of a page costs on X11 beside one memcpy of the frame; they take turns.
 * Arguments: CENTER.INI WIDTHxHEIGHT WIDTH-MM ROUNDS. Prints both medians in microseconds. */
#include "canvas.h"
#include "stage.h"
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_size(const void *a, const void *b)
{
    gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
    return (x > y) - (x < y);
}

static gint64 redraw(struct canvas *canvas, const struct scene *scene)
{
    gint64 since = g_get_monotonic_time();
    draw_scene(canvas->draw, scene, (struct control){CONTROL_NONE, 0}, 0);
    SDL_RenderPresent(canvas->renderer);
    return g_get_monotonic_time() - since;
}

static gint64 copy(void *to, const void *from, size_t size)
{
    gint64 since = g_get_monotonic_time();
    memcpy(to, from, size);
    return g_get_monotonic_time() - since;
}

int main(int argc, char **argv)
{
    int width, height;
    if (argc != 5 || sscanf(argv[2], "%dx%d", &width, &height) != 2)
        g_error("usage: redraw CENTER.INI WIDTHxHEIGHT WIDTH-MM ROUNDS");
    int rounds = (int)strtol(argv[4], NULL, 10);
    size_t frame = (size_t)width * (size_t)height * 4;
    static struct stage stage;
    static struct scene scene;
    struct canvas canvas;
    stage_open(&stage, argv[1], SOURCE_DIR "/assets/words", NULL);
    canvas_open(&canvas, "x11", width, height, false);
    struct layout_context context = {.center = stage.center,
                                     .words = stage.words,
                                     .panel = stage_panel(width, height, g_ascii_strtod(argv[3], NULL)),
                                     .measure = draw_measure,
                                     .payload = canvas.draw};
    stage_go(&stage, "rate", 0);
    layout_scene(&scene, &context, &stage.flow, stage.now);
    g_autofree gint64 *ours = g_new(gint64, rounds), *plain = g_new(gint64, rounds);
    g_autofree char *from = g_malloc(frame), *to = g_malloc(frame);
    memset(from, 1, frame);
    memset(to, 2, frame);
    for (int i = 0; i < rounds; i++) {
        ours[i] = redraw(&canvas, &scene);
        plain[i] = copy(to, from, frame);
    }
    qsort(ours, (size_t)rounds, sizeof *ours, by_size);
    qsort(plain, (size_t)rounds, sizeof *plain, by_size);
    g_print("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d\n", ours[rounds / 2], plain[rounds / 2],
            to[frame / 2]);
    canvas_close(&canvas);
    stage_close(&stage);
    return 0;
}
