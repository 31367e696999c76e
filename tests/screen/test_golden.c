/* Every page, size and language against a picture that somebody has looked at. With GOLDEN_UPDATE=1 the
 * pictures are written anew; a change to one is a change to be reviewed. On SDL's dummy driver: no display is
 * needed. */
#include "canvas.h"
#include "stage.h"
#include <SDL_image.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* One panel and the pages shown on it, separated by spaces. */
struct series {
    const char *name;
    int width, height;
    double mm;
    const char *pages;
    const char *bound_area;
    bool high_contrast, english, code;
};

#define MAIN_PAGES "home rate slow rate2 correct why ticked thanks over fault kept idle"

#define STAFF_PAGES "pin pin4 checking wrong figures board testing confirm exporting result test"

static const struct series SERIES[] = {
    {"1920x1080", 1920, 1080, 476, MAIN_PAGES, NULL, false, true, false},
    {"1920x1080", 1920, 1080, 476, "more pressed sending", NULL, false, false, false},
    {"1080x1920", 1080, 1920, 268, MAIN_PAGES, NULL, false, true, false},
    {"1280x800", 1280, 800, 217, MAIN_PAGES, NULL, false, true, false},
    {"1920x1080", 1920, 1080, 476, STAFF_PAGES, NULL, false, true, false},
    {"1080x1920", 1080, 1920, 268, STAFF_PAGES, NULL, false, true, false},
    {"1280x800", 1280, 800, 217, STAFF_PAGES " no-pin board2", NULL, false, true, false},
    {"1024x600", 1024, 600, 222, "home rate ticked thanks", NULL, false, false, false},
    {"3840x2160", 3840, 2160, 941, "home", NULL, false, false, false},
    {"contrast", 1920, 1080, 476, "home pressed ticked idle", NULL, true, false, false},
    {"contrast", 1920, 1080, 476, "checking testing test", NULL, true, false, false},
    {"bound", 1920, 1080, 476, "rate", "dat-dai", false, false, false},
    {"code-1920x1080", 1920, 1080, 476, "home thanks over", NULL, false, true, true},
    {"code-1080x1920", 1080, 1920, 268, "home thanks", NULL, false, true, true},
    {"code-1280x800", 1280, 800, 344, "home thanks", NULL, false, true, true},
    {"code-contrast", 1920, 1080, 476, "home thanks", NULL, true, false, true},
    {"code-bound", 1920, 1080, 476, "rate", "dat-dai", false, true, true},
    {"code-bound-standing", 1080, 1920, 268, "rate", "dat-dai", false, true, true},
};

/* The sample center with more areas than a page of tiles holds. */
static char *center_with_many_areas(const char *folder)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    char *target = g_build_filename(folder, "center.ini", NULL);
    g_assert_true(g_key_file_load_from_file(file, SOURCE_DIR "/assets/center.ini", G_KEY_FILE_NONE, NULL));
    for (int i = 1; i <= 5; i++) {
        g_autofree char *group = g_strdup_printf("area them-%d", i),
                        *name = g_strdup_printf("Lĩnh vực thứ %d", i);
        g_key_file_set_string(file, group, "name", name);
        g_key_file_set_string(file, group, "icon", "khac");
    }
    g_assert_true(g_key_file_save_to_file(file, target, NULL));
    return target;
}

static SDL_Surface *paint(struct canvas *canvas, struct stage *stage, struct panel panel, const char *page,
                          int language)
{
    static struct scene scene;
    struct layout_context context = stage_context(stage, panel, draw_measure, canvas->draw);
    g_assert_true(stage_go(stage, page, language));
    layout_scene(&scene, &context, &stage->flow, stage->now);
    draw_scene(canvas->draw, &scene, stage_pressed(page), 0);
    return canvas_pixels(canvas);
}

static SDL_Surface *load(const char *file)
{
    SDL_Surface *raw = IMG_Load(file);
    SDL_Surface *surface = raw != NULL ? SDL_ConvertSurfaceFormat(raw, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    SDL_FreeSurface(raw);
    return surface;
}

static long differing_rows(const SDL_Surface *a, const SDL_Surface *b)
{
    long rows = 0;
    if (a->w != b->w || a->h != b->h)
        return a->h;
    for (ptrdiff_t y = 0; y < a->h; y++)
        rows +=
            memcmp((char *)a->pixels + y * a->pitch, (char *)b->pixels + y * b->pitch, 3 * (size_t)a->w) != 0;
    return rows;
}

static void compare(SDL_Surface *found, const char *name)
{
    g_autofree char *golden = g_strdup_printf(SOURCE_DIR "/tests/screen/golden/%s.png", name);
    if (g_getenv("GOLDEN_UPDATE") != NULL) {
        g_assert_cmpint(IMG_SavePNG(found, golden), ==, 0);
        return;
    }
    SDL_Surface *wanted = load(golden);
    long rows = wanted != NULL ? differing_rows(found, wanted) : found->h;
    SDL_FreeSurface(wanted);
    if (rows == 0)
        return;
    g_autofree char *written = g_strdup_printf("%s/golden-%s.png", g_get_tmp_dir(), name);
    IMG_SavePNG(found, written);
    g_printerr("%s: %ld rows differ; the new picture is %s\n", golden, rows, written);
    g_test_fail();
}

static void pages_look_as_before(gconstpointer data)
{
    const struct series *series = data;
    struct stage stage, many;
    struct canvas canvas;
    g_autofree char *folder = g_dir_make_tmp("golden-XXXXXX", NULL);
    g_autofree char *many_file = center_with_many_areas(folder);
    g_auto(GStrv) pages = g_strsplit(series->pages, " ", -1);
    stage_open(&stage, SOURCE_DIR "/assets/center.ini", SOURCE_DIR "/assets/words", series->bound_area);
    stage_show_code(&stage, series->code ? STAGE_CODE_URL : NULL);
    stage_open(&many, many_file, SOURCE_DIR "/assets/words", NULL);
    canvas_open(&canvas, "dummy", series->width, series->height, series->high_contrast);
    for (int i = 0; pages[i] != NULL; i++) {
        for (int language = 0; language <= series->english; language++) {
            g_autofree char *name =
                g_strdup_printf("%s-%s-%s", series->name, pages[i], stage.center->languages[language]);
            struct stage *actor = strcmp(pages[i], "more") == 0 ? &many : &stage;
            SDL_Surface *found = paint(&canvas, actor, stage_panel(series->width, series->height, series->mm),
                                       pages[i], language);
            compare(found, name);
            SDL_FreeSurface(found);
        }
    }
    canvas_close(&canvas);
    stage_close(&stage);
    stage_close(&many);
    g_remove(many_file);
    g_rmdir(folder);
}

/* --- the same on an X server --- */

enum { X_WIDTH = 1280, X_HEIGHT = 800 };

struct server {
    pid_t process;
    char *folder;
    char display[16];
};

/* On a display number that the server finds free, its frame buffer in a file of the folder. False without
 * Xvfb. */
static bool start_server(struct server *server)
{
    int numbers[2];
    g_autofree char *xvfb = g_find_program_in_path("Xvfb");
    if (xvfb == NULL)
        return false;
    server->folder = g_dir_make_tmp("golden-x-XXXXXX", NULL);
    g_assert_cmpint(pipe(numbers), ==, 0);
    server->process = fork();
    if (server->process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        g_autofree char *fd = g_strdup_printf("%d", numbers[1]);
        execl(xvfb, xvfb, "-displayfd", fd, "-screen", "0", "1280x800x24", "-fbdir", server->folder,
              "-nolisten", "tcp", (char *)NULL);
        _exit(127);
    }
    close(numbers[1]);
    memset(server->display, 0, sizeof server->display);
    server->display[0] = ':';
    for (size_t i = 1; read(numbers[0], server->display + i, 1) == 1 && server->display[i] != '\n'; i++)
        g_assert_cmpuint(i, <, sizeof server->display - 2);
    close(numbers[0]);
    g_strchomp(server->display);
    g_assert_cmpuint(strlen(server->display), >, 1);
    return true;
}

static void stop_server(struct server *server)
{
    g_autofree char *file = g_build_filename(server->folder, "Xvfb_screen0", NULL);
    kill(server->process, SIGTERM);
    waitpid(server->process, NULL, 0);
    g_remove(file);
    g_rmdir(server->folder);
    g_free(server->folder);
}

static guint32 big_endian(const char *bytes)
{
    guint32 value;
    memcpy(&value, bytes, sizeof value);
    return GUINT32_FROM_BE(value);
}

/* What the server shows, read from its frame buffer: an XWD file with 32 bits a pixel, blue first. */
static SDL_Surface *server_pixels(const struct server *server)
{
    g_autofree char *file = g_build_filename(server->folder, "Xvfb_screen0", NULL);
    g_autofree char *bytes = NULL;
    g_assert_true(g_file_get_contents(file, &bytes, NULL, NULL));
    gsize start = big_endian(bytes) + (gsize)12 * big_endian(bytes + 76);
    int pitch = (int)big_endian(bytes + 48);
    SDL_Surface *view = SDL_CreateRGBSurfaceWithFormatFrom(bytes + start, X_WIDTH, X_HEIGHT, 32, pitch,
                                                           SDL_PIXELFORMAT_RGB888);
    SDL_Surface *copy = SDL_ConvertSurfaceFormat(view, SDL_PIXELFORMAT_RGB24, 0);
    SDL_FreeSurface(view);
    return copy;
}

static long rows_that_differ_on_the_server(const struct server *server, struct stage *stage, const char *page)
{
    struct canvas canvas;
    struct panel panel = stage_panel(X_WIDTH, X_HEIGHT, 344);
    canvas_open(&canvas, "dummy", X_WIDTH, X_HEIGHT, false);
    SDL_Surface *wanted = paint(&canvas, stage, panel, page, 0);
    canvas_close(&canvas);
    g_setenv("DISPLAY", server->display, TRUE);
    canvas_open(&canvas, "x11", X_WIDTH, X_HEIGHT, false);
    g_assert_cmpstr(SDL_GetCurrentVideoDriver(), ==, "x11");
    long rows = X_HEIGHT;
    for (int i = 0; i < 100 && rows > 0; i++) {
        SDL_PumpEvents();
        SDL_FreeSurface(paint(&canvas, stage, panel, page, 0));
        SDL_RenderPresent(canvas.renderer);
        SDL_Surface *found = server_pixels(server);
        rows = differing_rows(found, wanted);
        SDL_FreeSurface(found);
        SDL_Delay(rows > 0 ? 20 : 0);
    }
    canvas_close(&canvas);
    SDL_FreeSurface(wanted);
    return rows;
}

static void an_x_server_shows_the_very_same_pixels(void)
{
    static const char *const PAGES[] = {"home", "rate", "idle"};
    struct server server;
    struct stage stage;
    if (!start_server(&server)) {
        g_test_skip("Xvfb is not installed");
        return;
    }
    stage_open(&stage, SOURCE_DIR "/assets/center.ini", SOURCE_DIR "/assets/words", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(PAGES); i++)
        g_assert_cmpint(rows_that_differ_on_the_server(&server, &stage, PAGES[i]), ==, 0);
    stage_close(&stage);
    stop_server(&server);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(SERIES); i++) {
        g_autofree char *path = g_strdup_printf("/golden/%s/%s", SERIES[i].name, SERIES[i].pages);
        g_test_add_data_func(path, &SERIES[i], pages_look_as_before);
    }
    g_test_add_func("/golden/an_x_server_shows_the_very_same_pixels", an_x_server_shows_the_very_same_pixels);
    return g_test_run();
}
