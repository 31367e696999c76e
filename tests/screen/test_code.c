/* The code for phones as it is on the panel, pixel by pixel, and read by a reader that is not ours. */
#include "canvas.h"
#include "qr.h"
#include "stage.h"
#include <SDL_image.h>
#include <glib/gstdio.h>
#include <string.h>

struct look {
    struct stage stage;
    struct canvas canvas;
    struct layout_context context;
    struct scene scene;
    SDL_Surface *pixels;
    int rotation;
};

/* The page on a panel of 1920 x 1080 pixels, 476 mm wide, as the reader sees it. */
static struct look *look_at(const char *page, int rotation, bool high_contrast)
{
    struct look *look = g_new0(struct look, 1);
    bool upright = rotation % 180 == 0;
    stage_open(&look->stage, SOURCE_DIR "/assets/center.ini", SOURCE_DIR "/assets/words", NULL);
    stage_show_code(&look->stage, STAGE_CODE_URL);
    canvas_open(&look->canvas, "dummy", upright ? 1920 : 1080, upright ? 1080 : 1920, high_contrast);
    look->context =
        stage_context(&look->stage, stage_panel(1920, 1080, 476), draw_measure, look->canvas.draw);
    look->rotation = rotation;
    g_assert_true(stage_go(&look->stage, page, 0));
    layout_scene(&look->scene, &look->context, &look->stage.flow, look->stage.now);
    draw_scene(look->canvas.draw, &look->scene, (struct control){CONTROL_NONE, 0}, rotation);
    look->pixels = canvas_pixels(&look->canvas);
    return look;
}

static void look_away(struct look *look)
{
    SDL_FreeSurface(look->pixels);
    canvas_close(&look->canvas);
    stage_close(&look->stage);
    g_free(look);
}

static const struct box *square_of(const struct look *look)
{
    for (int i = 0; i < look->scene.n; i++) {
        if (look->scene.boxes[i].kind == BOX_CODE)
            return &look->scene.boxes[i];
    }
    g_assert_not_reached();
}

/* The pixel that the reader sees at (x, y), as the panel has it. */
static guint32 pixel(const struct look *look, int x, int y)
{
    const int right = 1919 - x, down = 1079 - y;
    int px = look->rotation == 0 ? x : look->rotation == 90 ? down : look->rotation == 180 ? right : y;
    int py = look->rotation == 0 ? y : look->rotation == 90 ? x : look->rotation == 180 ? down : right;
    const guint8 *at = (const guint8 *)look->pixels->pixels + (ptrdiff_t)py * look->pixels->pitch + 3 * px;
    return (guint32)at[0] << 16 | (guint32)at[1] << 8 | at[2];
}

/* Every pixel of a module is of one colour, and that is the module's: no blur, no half pixels. */
static void every_pixel_is_its_module(gconstpointer rotation)
{
    struct look *look = look_at("home", GPOINTER_TO_INT(rotation), false);
    const struct box *square = square_of(look);
    struct qr qr;
    g_assert_true(qr_make(&qr, STAGE_CODE_URL));
    g_assert_cmpint(square->rect.w, ==, qr.side * square->index);
    for (int y = 0; y < square->rect.h; y++) {
        for (int x = 0; x < square->rect.w; x++) {
            bool dark = qr.module[y / square->index][x / square->index] != 0;
            guint32 found = pixel(look, square->rect.x + x, square->rect.y + y);
            g_assert_cmphex(found, ==, dark ? 0x14353A : 0xFFFFFF);
        }
    }
    look_away(look);
}

static void dark_on_light_in_high_contrast_too(void)
{
    struct look *look = look_at("home", 0, true);
    const struct box *square = square_of(look);
    int px = square->index;
    g_assert_cmphex(pixel(look, square->rect.x, square->rect.y), ==, 0xFFFFFF);
    g_assert_cmphex(pixel(look, square->rect.x + 4 * px, square->rect.y + 4 * px), ==, 0x000000);
    g_assert_cmphex(pixel(look, square->rect.x - 60, square->rect.y), ==, 0x000000); /* the theme's ground */
    look_away(look);
}

/* A code that is replaced leaves no texture behind. */
static void fresh_codes_cost_no_textures(void)
{
    struct look *look = look_at("home", 0, false);
    int before = draw_textures(look->canvas.draw);
    for (int i = 0; i < 300; i++) {
        g_autofree char *url = g_strdup_printf("https://danhgia.chiminh.haiphong.gov.vn/d/"
                                               "AQHkZ2p0bWv3Q8xYt1LrUeN7sDf5KcVoGyPiJhMaB9nTq6wXEz%04d",
                                               i);
        g_assert_true(layout_code_read(&look->stage.code, url));
        layout_scene(&look->scene, &look->context, &look->stage.flow, look->stage.now);
        draw_scene(look->canvas.draw, &look->scene, (struct control){CONTROL_NONE, 0}, 0);
    }
    g_assert_cmpint(draw_textures(look->canvas.draw), ==, before);
    look_away(look);
}

/* --- scanning --- */

static bool have(const char *program)
{
    g_autofree char *path = g_find_program_in_path(program);
    return path != NULL;
}

/* What zbarimg reads in a picture, without the line's end. Free with g_free. */
static char *scan(const char *file)
{
    const char *argv[] = {"zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", file, NULL};
    char *text = NULL;
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, &text, NULL, NULL, NULL));
    return g_strchomp(text);
}

/* The picture as a phone may see it: `how` is what ImageMagick does to it. */
static void alter(const char *file, const char *how, const char *altered)
{
    g_auto(GStrv) words = g_strsplit(how, " ", -1);
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    int status = 1;
    g_ptr_array_add(argv, (char *)"convert");
    g_ptr_array_add(argv, (char *)file);
    for (char **word = words; *word != NULL; word++)
        g_ptr_array_add(argv, *word);
    g_ptr_array_add(argv, (char *)altered);
    g_ptr_array_add(argv, NULL);
    g_assert_true(g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                               &status, NULL));
    g_assert_cmpint(status, ==, 0);
}

static void a_reader_reads_the_panel(gconstpointer page)
{
    static const char *const WAYS[] = {"-resize 50%", "-blur 0x2", "-background gray40 -rotate 15",
                                       "-background gray40 -rotate -15 -blur 0x1", "-modulate 55"};
    struct look *look = look_at(page, 0, false);
    g_autofree char *folder = g_dir_make_tmp("code-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "panel.png", NULL);
    g_autofree char *altered = g_build_filename(folder, "altered.png", NULL);
    g_assert_cmpint(IMG_SavePNG(look->pixels, file), ==, 0);
    look_away(look);
    if (!have("zbarimg") || !have("convert")) {
        g_test_skip("zbarimg or ImageMagick is not installed");
    } else {
        g_autofree char *plain = scan(file);
        g_assert_cmpstr(plain, ==, STAGE_CODE_URL);
        for (size_t i = 0; i < G_N_ELEMENTS(WAYS); i++) {
            alter(file, WAYS[i], altered);
            g_autofree char *text = scan(altered);
            if (strcmp(text, STAGE_CODE_URL) != 0)
                g_error("not read after %s: \"%s\"", WAYS[i], text);
        }
        g_remove(altered);
    }
    g_remove(file);
    g_rmdir(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/code/every_pixel_is_its_module", GINT_TO_POINTER(0), every_pixel_is_its_module);
    g_test_add_data_func("/code/turned_by_90_every_pixel_is_its_module", GINT_TO_POINTER(90),
                         every_pixel_is_its_module);
    g_test_add_data_func("/code/turned_by_180_every_pixel_is_its_module", GINT_TO_POINTER(180),
                         every_pixel_is_its_module);
    g_test_add_data_func("/code/turned_by_270_every_pixel_is_its_module", GINT_TO_POINTER(270),
                         every_pixel_is_its_module);
    g_test_add_func("/code/dark_on_light_in_high_contrast_too", dark_on_light_in_high_contrast_too);
    g_test_add_func("/code/fresh_codes_cost_no_textures", fresh_codes_cost_no_textures);
    g_test_add_data_func("/code/a_reader_reads_the_first_page", "home", a_reader_reads_the_panel);
    g_test_add_data_func("/code/a_reader_reads_the_thanks_page", "thanks", a_reader_reads_the_panel);
    return g_test_run();
}
