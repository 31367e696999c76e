/* Prints where the controls of a page stand, for tests that tap from outside: `kind index x y w h` a line.
 *
 * where CENTER.INI WIDTHxHEIGHT WIDTH-MM LANGUAGE-INDEX PAGE [PICTURE.png]; with PICTURE the page is drawn
 * there too. $WHERE_CODE is the address of a code for the pages that may show one, $WHERE_AREA the one area
 * that the kiosk stands for. */
#include "canvas.h"
#include "stage.h"
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

static const char *kind_name(enum control_kind kind)
{
    static const char *const NAMES[] = {[CONTROL_NONE] = "none",
                                        [CONTROL_LANGUAGE] = "language",
                                        [CONTROL_AREA] = "area",
                                        [CONTROL_PAGE] = "page",
                                        [CONTROL_FACE] = "face",
                                        [CONTROL_REASON] = "reason",
                                        [CONTROL_SEND] = "send",
                                        [CONTROL_SKIP] = "skip",
                                        [CONTROL_BACK] = "back",
                                        [CONTROL_UNDO] = "undo",
                                        [CONTROL_DONE] = "done",
                                        [CONTROL_STAY] = "stay",
                                        [CONTROL_CORNER] = "corner",
                                        [CONTROL_DIGIT] = "digit",
                                        [CONTROL_DELETE] = "delete",
                                        [CONTROL_ENTER] = "enter",
                                        [CONTROL_LEAVE] = "leave",
                                        [CONTROL_BOARD] = "board",
                                        [CONTROL_EXPORT] = "export",
                                        [CONTROL_TEST] = "test",
                                        [CONTROL_RESTART] = "restart",
                                        [CONTROL_SHUT_DOWN] = "shut-down",
                                        [CONTROL_YES] = "yes",
                                        [CONTROL_NO] = "no",
                                        [CONTROL_OK] = "ok"};
    return NAMES[kind];
}

static void print_controls(const struct scene *scene)
{
    for (int i = 0; i < scene->n; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->control.kind != CONTROL_NONE)
            printf("%s %d %d %d %d %d\n", kind_name(box->control.kind), box->control.index, box->rect.x,
                   box->rect.y, box->rect.w, box->rect.h);
    }
}

static bool save(const struct canvas *canvas, const struct scene *scene, const char *page, const char *file)
{
    draw_scene(canvas->draw, scene, stage_pressed(page), 0);
    SDL_Surface *pixels = canvas_pixels(canvas);
    bool saved = IMG_SavePNG(pixels, file) == 0;
    SDL_FreeSurface(pixels);
    return saved;
}

int main(int argc, char **argv)
{
    int width, height;
    if (argc < 6 || argc > 7 || sscanf(argv[2], "%dx%d", &width, &height) != 2 || atof(argv[3]) <= 0) {
        fputs("usage: where CENTER.INI WIDTHxHEIGHT WIDTH-MM LANGUAGE-INDEX PAGE [PICTURE.png]\n", stderr);
        return 2;
    }
    static struct stage stage;
    static struct scene scene;
    struct canvas canvas;
    stage_open(&stage, argv[1], SOURCE_DIR "/assets/words", g_getenv("WHERE_AREA"));
    stage_show_code(&stage, g_getenv("WHERE_CODE"));
    canvas_open(&canvas, "dummy", width, height, stage.center->high_contrast);
    struct layout_context context =
        stage_context(&stage, stage_panel(width, height, atof(argv[3])), draw_measure, canvas.draw);
    bool known = stage_go(&stage, argv[5], (int)g_ascii_strtoll(argv[4], NULL, 10));
    if (known) {
        layout_scene(&scene, &context, &stage.flow, stage.now);
        print_controls(&scene);
        if (!scene.fits)
            fputs("where: the page does not fit\n", stderr);
        if (argc == 7)
            known = save(&canvas, &scene, argv[5], argv[6]);
    }
    canvas_close(&canvas);
    stage_close(&stage);
    return known ? 0 : 2;
}
