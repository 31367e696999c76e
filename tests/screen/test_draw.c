#include "canvas.h"
#include "stage.h"
#include <SDL_image.h>
#include <glib/gstdio.h>
#include <string.h>

static const struct control NOTHING = {CONTROL_NONE, 0};

struct fixture {
    struct stage stage;
    struct canvas canvas;
    struct layout_context context;
    struct scene scene;
};

static struct fixture *open_fixture(int width, int height, int rotation)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    bool upright = rotation % 180 == 0;
    stage_open(&fixture->stage, SOURCE_DIR "/assets/center.ini", SOURCE_DIR "/assets/words", NULL);
    canvas_open(&fixture->canvas, "dummy", upright ? width : height, upright ? height : width, false);
    fixture->context =
        stage_context(&fixture->stage, stage_panel(width, height, 476), draw_measure, fixture->canvas.draw);
    return fixture;
}

static void close_fixture(struct fixture *fixture)
{
    canvas_close(&fixture->canvas);
    stage_close(&fixture->stage);
    g_free(fixture);
}

static SDL_Surface *picture(struct fixture *fixture, const char *page, struct control pressed, int rotation)
{
    g_assert_true(stage_go(&fixture->stage, page, 0));
    layout_scene(&fixture->scene, &fixture->context, &fixture->stage.flow, fixture->stage.now);
    draw_scene(fixture->canvas.draw, &fixture->scene, pressed, rotation);
    return canvas_pixels(&fixture->canvas);
}

static const Uint8 *pixel(const SDL_Surface *surface, int x, int y)
{
    return (const Uint8 *)surface->pixels + (ptrdiff_t)y * surface->pitch + 3 * (ptrdiff_t)x;
}

static bool same(const SDL_Surface *a, const SDL_Surface *b)
{
    if (a->w != b->w || a->h != b->h)
        return false;
    for (int y = 0; y < a->h; y++) {
        if (memcmp(pixel(a, 0, y), pixel(b, 0, y), 3 * (size_t)a->w) != 0)
            return false;
    }
    return true;
}

static void a_turned_panel_shows_the_same_picture(void)
{
    static const int ROTATIONS[] = {90, 180, 270};
    enum { W = 1280, H = 800 };
    struct fixture *straight = open_fixture(W, H, 0);
    SDL_Surface *wanted = picture(straight, "idle", NOTHING, 0);
    close_fixture(straight);
    for (size_t i = 0; i < G_N_ELEMENTS(ROTATIONS); i++) {
        struct fixture *turned = open_fixture(W, H, ROTATIONS[i]);
        SDL_Surface *found = picture(turned, "idle", NOTHING, ROTATIONS[i]);
        long differing = 0;
        for (int y = 0; y < H; y++) {
            for (int x = 0; x < W; x++) {
                const Uint8 *at = ROTATIONS[i] == 90    ? pixel(found, H - 1 - y, x)
                                  : ROTATIONS[i] == 180 ? pixel(found, W - 1 - x, H - 1 - y)
                                                        : pixel(found, y, W - 1 - x);
                differing += memcmp(at, pixel(wanted, x, y), 3) != 0;
            }
        }
        g_assert_cmpint(differing, ==, 0);
        SDL_FreeSurface(found);
        close_fixture(turned);
    }
    SDL_FreeSurface(wanted);
}

static void a_pressed_control_changes_and_nothing_else_does(void)
{
    struct fixture *fixture = open_fixture(1920, 1080, 0);
    struct control face = {CONTROL_FACE, 2};
    SDL_Surface *rest = picture(fixture, "rate", NOTHING, 0), *pressed = picture(fixture, "rate", face, 0);
    struct rect rect = layout_control_rect(&fixture->scene, face);
    long inside = 0, outside = 0;
    for (int y = 0; y < rest->h; y++) {
        for (int x = 0; x < rest->w; x++) {
            bool in = x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h;
            bool differs = memcmp(pixel(rest, x, y), pixel(pressed, x, y), 3) != 0;
            inside += in && differs;
            outside += !in && differs;
        }
    }
    g_assert_cmpint(outside, ==, 0);
    g_assert_cmpint(inside, >, rect.w * rect.h / 4);
    SDL_FreeSurface(rest);
    SDL_FreeSurface(pressed);
    close_fixture(fixture);
}

static void losing_the_textures_changes_no_pixel(void)
{
    struct fixture *fixture = open_fixture(1920, 1080, 0);
    SDL_Surface *before = picture(fixture, "home", NOTHING, 0);
    g_assert_cmpint(draw_textures(fixture->canvas.draw), >, 0);
    draw_lost(fixture->canvas.draw);
    g_assert_cmpint(draw_textures(fixture->canvas.draw), ==, 0);
    SDL_Surface *after = picture(fixture, "home", NOTHING, 0);
    g_assert_true(same(before, after));
    SDL_FreeSurface(before);
    SDL_FreeSurface(after);
    close_fixture(fixture);
}

/* Days of visits, each second of each idle warning with a text of its own, in both languages. */
static void textures_stay_bounded(void)
{
    struct fixture *fixture = open_fixture(1280, 800, 0);
    struct stage *stage = &fixture->stage;
    for (int round = 0; round < 40; round++) {
        for (const char *const *page = stage_pages(); *page != NULL; page++) {
            stage_go(stage, *page, round % 2);
            gint64 later = stage->now + round % 20 * 1000;
            layout_scene(&fixture->scene, &fixture->context, &stage->flow, later);
            draw_scene(fixture->canvas.draw, &fixture->scene, (struct control){CONTROL_FACE, round % 5 + 1},
                       0);
            g_assert_cmpint(draw_textures(fixture->canvas.draw), <=, DRAW_TEXTURES);
        }
    }
    close_fixture(fixture);
}

/* Every letter of the words files and of the sample center. */
static void the_fonts_hold_every_letter_shown(void)
{
    static const char *const FILES[] = {"words/vi.ini", "words/en.ini", "center.ini"};
    struct fixture *fixture = open_fixture(640, 480, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *file = g_build_filename(SOURCE_DIR "/assets", FILES[i], NULL);
        g_autofree char *text = NULL;
        g_autoptr(GError) error = NULL;
        g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
        g_assert_true(draw_can_write(fixture->canvas.draw, text, &error));
        g_assert_no_error(error);
    }
    close_fixture(fixture);
}

static void a_letter_the_fonts_lack_is_named(void)
{
    struct fixture *fixture = open_fixture(640, 480, 0);
    g_autoptr(GError) error = NULL;
    g_assert_false(draw_can_write(fixture->canvas.draw, "Xã 村", &error));
    g_assert_error(error, DRAW_ERROR, DRAW_ERROR_GLYPH);
    g_assert_nonnull(strstr(error->message, "U+6751"));
    close_fixture(fixture);
}

/* Stacked accents and low hooks end inside the line box: its top and bottom row hold no ink. */
static void accents_are_not_clipped(void)
{
    struct fixture *fixture = open_fixture(1920, 1080, 0);
    struct scene *scene = &fixture->scene;
    for (int weight = WEIGHT_REGULAR; weight <= WEIGHT_SEMIBOLD; weight++) {
        struct box box = {.kind = BOX_TEXT,
                          .text = "ẨẾỖẲẴỮ ỵụậgq",
                          .size = TYPE_QUESTION,
                          .weight = (enum type_weight)weight};
        scene->n = 1;
        scene->type_px[TYPE_QUESTION] = 60;
        struct text_extent extent = draw_measure(box.text, 60, box.weight, fixture->canvas.draw);
        box.rect = (struct rect){100, 100, extent.width, 84};
        scene->boxes[0] = box;
        draw_scene(fixture->canvas.draw, scene, NOTHING, 0);
        SDL_Surface *pixels = canvas_pixels(&fixture->canvas);
        for (int x = 0; x < pixels->w; x++) {
            g_assert_true(memcmp(pixel(pixels, x, 100), pixel(pixels, 0, 0), 3) == 0);
            g_assert_true(memcmp(pixel(pixels, x, 100 + extent.ascent + extent.descent - 1),
                                 pixel(pixels, 0, 0), 3) == 0);
        }
        SDL_FreeSurface(pixels);
    }
    close_fixture(fixture);
}

static void missing_files_are_named(void)
{
    struct fixture *fixture = open_fixture(640, 480, 0);
    draw_t *draw = NULL;
    g_autoptr(GError) font = NULL, face = NULL;
    g_assert_false(
        draw_open(&draw, fixture->canvas.renderer, SOURCE_DIR "/assets", "/nowhere", false, &font));
    g_assert_error(font, DRAW_ERROR, DRAW_ERROR_FONT);
    g_assert_nonnull(strstr(font->message, "/nowhere/NotoSans-Regular.ttf"));
    g_assert_false(draw_open(&draw, fixture->canvas.renderer, "/nowhere", SOURCE_DIR "/fonts", false, &face));
    g_assert_error(face, DRAW_ERROR, DRAW_ERROR_PICTURE);
    g_assert_nonnull(strstr(face->message, "/nowhere/faces/1.svg"));
    close_fixture(fixture);
}

/* nanosvg draws none of these and says nothing. */
static void pictures_are_flat_paths(void)
{
    static const char *const FOLDERS[] = {"faces", "icons"};
    static const char *const REFUSED[] = {"<text", "Gradient", "<image", "<use", "<style", "currentColor"};
    int n = 0;
    for (size_t f = 0; f < G_N_ELEMENTS(FOLDERS); f++) {
        g_autofree char *folder = g_build_filename(SOURCE_DIR "/assets", FOLDERS[f], NULL);
        g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
        for (const char *name; (name = g_dir_read_name(dir)) != NULL; n++) {
            g_autofree char *file = g_build_filename(folder, name, NULL);
            g_autofree char *text = NULL;
            g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
            for (size_t i = 0; i < G_N_ELEMENTS(REFUSED); i++)
                g_assert_null(strstr(text, REFUSED[i]));
        }
    }
    g_assert_cmpint(n, >=, 5 + 12);
}

static void every_icon_named_has_a_file(void)
{
    struct fixture *fixture = open_fixture(1920, 1080, 0);
    for (const char *const *page = stage_pages(); *page != NULL; page++) {
        stage_go(&fixture->stage, *page, 0);
        layout_scene(&fixture->scene, &fixture->context, &fixture->stage.flow, fixture->stage.now);
        for (int i = 0; i < fixture->scene.n; i++) {
            const struct box *box = &fixture->scene.boxes[i];
            g_autofree char *file = g_strdup_printf(SOURCE_DIR "/assets/icons/%s.svg", box->text);
            if (box->kind == BOX_ICON)
                g_assert_true(g_file_test(file, G_FILE_TEST_IS_REGULAR));
        }
    }
    close_fixture(fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/a_turned_panel_shows_the_same_picture", a_turned_panel_shows_the_same_picture);
    g_test_add_func("/draw/a_pressed_control_changes_and_nothing_else_does",
                    a_pressed_control_changes_and_nothing_else_does);
    g_test_add_func("/draw/losing_the_textures_changes_no_pixel", losing_the_textures_changes_no_pixel);
    g_test_add_func("/draw/textures_stay_bounded", textures_stay_bounded);
    g_test_add_func("/draw/the_fonts_hold_every_letter_shown", the_fonts_hold_every_letter_shown);
    g_test_add_func("/draw/a_letter_the_fonts_lack_is_named", a_letter_the_fonts_lack_is_named);
    g_test_add_func("/draw/accents_are_not_clipped", accents_are_not_clipped);
    g_test_add_func("/draw/missing_files_are_named", missing_files_are_named);
    g_test_add_func("/draw/pictures_are_flat_paths", pictures_are_flat_paths);
    g_test_add_func("/draw/every_icon_named_has_a_file", every_icon_named_has_a_file);
    return g_test_run();
}
