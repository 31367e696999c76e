#include "canvas.h"
#include "level.h"
#include "stage.h"
#include <glib/gstdio.h>
#include <string.h>

enum { N_AREAS = 25 };

/* --- a center and words whose every sentence is 40 % longer, as "xa" (Vietnamese) and "xb" (English) --- */

/* Longer by words of its own, as a wordier language is; no single word grows. Values to be put in are not
 * repeated. */
static char *longer(const char *text)
{
    GString *out = g_string_new(text);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    glong wanted = (g_utf8_strlen(text, -1) * 14 + 9) / 10;
    for (int i = 0; g_utf8_strlen(out->str, -1) < wanted; i = words[i + 1] == NULL ? 0 : i + 1) {
        const char *word = strchr(words[i], '{') == NULL ? words[i] : "xin";
        glong room = wanted - g_utf8_strlen(out->str, -1);
        g_autofree char *part = g_utf8_substring(word, 0, MIN(room, g_utf8_strlen(word, -1)));
        g_string_append_printf(out, " %s", part);
    }
    return g_string_free(out, FALSE);
}

static void lengthen_words(const char *folder, const char *from, const char *tag)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *source = g_strdup_printf(SOURCE_DIR "/assets/words/%s.ini", from);
    g_autofree char *target = g_strdup_printf("%s/%s.ini", folder, tag);
    g_assert_true(g_key_file_load_from_file(file, source, G_KEY_FILE_NONE, NULL));
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (int g = 0; groups[g] != NULL; g++) {
        g_auto(GStrv) keys = g_key_file_get_keys(file, groups[g], NULL, NULL);
        for (int k = 0; keys[k] != NULL; k++) {
            g_autofree char *value = g_key_file_get_string(file, groups[g], keys[k], NULL);
            bool is_language = strcmp(groups[g], "language") == 0;
            g_autofree char *more = is_language ? g_strdup(value) : longer(value);
            g_key_file_set_string(file, groups[g], keys[k], strcmp(keys[k], "tag") == 0 ? tag : more);
        }
    }
    g_assert_true(g_key_file_save_to_file(file, target, NULL));
}

static void copy_words(const char *folder, const char *tag)
{
    g_autofree char *source = g_strdup_printf(SOURCE_DIR "/assets/words/%s.ini", tag);
    g_autofree char *target = g_strdup_printf("%s/%s.ini", folder, tag);
    g_autofree char *text = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(source, &text, &length, NULL));
    g_assert_true(g_file_set_contents(target, text, (gssize)length, NULL));
}

static void lengthen_key(GKeyFile *file, const char *group, const char *key)
{
    g_autofree char *vi = g_key_file_get_string(file, group, key, NULL);
    g_autofree char *en_key = g_strdup_printf("%s[en]", key);
    g_autofree char *en = g_key_file_get_string(file, group, en_key, NULL);
    if (vi == NULL)
        return;
    g_autofree char *xa = longer(vi), *xb = longer(en != NULL ? en : vi);
    g_autofree char *xa_key = g_strdup_printf("%s[xa]", key), *xb_key = g_strdup_printf("%s[xb]", key);
    g_key_file_set_string(file, group, xa_key, xa);
    g_key_file_set_string(file, group, xb_key, xb);
}

/* The sample center with its areas repeated up to N_AREAS, two of the languages, and a hotline. */
static void write_center(const char *target, const char *languages)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_assert_true(g_key_file_load_from_file(file, SOURCE_DIR "/assets/center.ini", G_KEY_FILE_NONE, NULL));
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    int n = 0;
    for (int g = 0; groups[g] != NULL; g++) {
        lengthen_key(file, groups[g], "name");
        lengthen_key(file, groups[g], "commune");
        n += g_str_has_prefix(groups[g], "area ");
    }
    for (int g = 0; n < N_AREAS; g = groups[g + 1] == NULL ? 0 : g + 1) {
        static const char *const KEYS[] = {"name", "name[en]", "name[xa]", "name[xb]", "icon"};
        if (!g_str_has_prefix(groups[g], "area "))
            continue;
        g_autofree char *group = g_strdup_printf("area further-%d", ++n);
        for (size_t k = 0; k < G_N_ELEMENTS(KEYS); k++) {
            g_autofree char *value = g_key_file_get_string(file, groups[g], KEYS[k], NULL);
            if (value != NULL)
                g_key_file_set_string(file, group, KEYS[k], value);
        }
    }
    g_key_file_set_string(file, "center", "hotline", "0225 3888 999");
    g_key_file_set_string(file, "kiosk", "languages", languages);
    g_assert_true(g_key_file_save_to_file(file, target, NULL));
}

struct fixture {
    char *folder;
    char *center_file;
    struct stage stage;
    struct canvas canvas;
};

static void open_fixture(struct fixture *fixture, const char *languages)
{
    static const char *const TAGS[] = {"vi", "en"};
    fixture->folder = g_dir_make_tmp("layout-XXXXXX", NULL);
    fixture->center_file = g_build_filename(fixture->folder, "center.ini", NULL);
    g_autofree char *words = g_build_filename(fixture->folder, "words", NULL);
    g_assert_cmpint(g_mkdir(words, 0700), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(TAGS); i++)
        copy_words(words, TAGS[i]);
    lengthen_words(words, "vi", "xa");
    lengthen_words(words, "en", "xb");
    write_center(fixture->center_file, languages);
    stage_open(&fixture->stage, fixture->center_file, words, NULL);
    canvas_open(&fixture->canvas, "dummy", 64, 64, false);
}

static void remove_tree(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
    }
    g_remove(path);
}

static void close_fixture(struct fixture *fixture)
{
    canvas_close(&fixture->canvas);
    stage_close(&fixture->stage);
    remove_tree(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->center_file);
}

/* --- what must hold for every scene --- */

static bool overlap(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool within(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

/* Pixels between two rectangles that do not overlap, along the nearer axis. */
static int distance(struct rect a, struct rect b)
{
    int dx = MAX(MAX(b.x - (a.x + a.w), a.x - (b.x + b.w)), 0);
    int dy = MAX(MAX(b.y - (a.y + a.h), a.y - (b.y + b.h)), 0);
    return MAX(dx, dy);
}

struct checked {
    const struct fixture *fixture;
    const struct layout_context *context;
    const struct scene *scene;
    char *about; /* names the scene in a failure */
    int failures;
};

static void fail(struct checked *checked, const char *what, const struct box *box)
{
    if (++checked->failures <= 3)
        g_printerr("%s: %s: box kind %d control %d/%d at %d,%d %dx%d \"%s\"\n", checked->about, what,
                   (int)box->kind, (int)box->control.kind, box->control.index, box->rect.x, box->rect.y,
                   box->rect.w, box->rect.h, box->text);
}

static double mm(const struct checked *checked, int pixels)
{
    return pixels / checked->context->panel.px_per_mm;
}

static void check_control(struct checked *checked, const struct box *box)
{
    double least = box->control.kind == CONTROL_AREA || box->control.kind == CONTROL_PAGE ? 30 : 20;
    double width = mm(checked, box->rect.w), height = mm(checked, box->rect.h);
    if (width < least || (height < least && box->kind != BOX_BARE))
        fail(checked, "control too small", box);
    const struct panel *panel = &checked->context->panel;
    bool large = mm(checked, MIN(panel->width, panel->height)) >= 250;
    if (large && box->control.kind == CONTROL_FACE && (width < 40 || height < 40))
        fail(checked, "face too small for such a panel", box);
    bool answer = box->control.kind == CONTROL_FACE || box->control.kind == CONTROL_AREA ||
                  box->control.kind == CONTROL_REASON;
    int top = panel->height * (panel->height > panel->width ? 35 : 30) / 100,
        bottom = panel->height * 85 / 100;
    if (large && answer && (box->rect.y < top || box->rect.y + box->rect.h > bottom))
        fail(checked, "answer out of easy reach", box);
}

static void check_text(struct checked *checked, const struct box *box)
{
    int em = checked->scene->type_px[box->size];
    struct text_extent extent =
        checked->context->measure(box->text, em, box->weight, checked->context->payload);
    if (extent.width > box->rect.w || extent.ascent + extent.descent > box->rect.h)
        fail(checked, "text larger than its box", box);
    if (box->rect.h < 1.4 * em)
        fail(checked, "line box lower than 1.4 em", box);
    if (mm(checked, em) * 0.714 < 4.9 - 1e-9)
        fail(checked, "type too small", box);
}

static void check_pair(struct checked *checked, const struct box *a, const struct box *b)
{
    bool a_text = a->kind == BOX_TEXT, b_text = b->kind == BOX_TEXT;
    bool a_control = a->control.kind != CONTROL_NONE, b_control = b->control.kind != CONTROL_NONE;
    if (a_text && b_text && overlap(a->rect, b->rect))
        fail(checked, "texts overlap", b);
    if (a_control && b_text && overlap(a->rect, b->rect) && !within(a->rect, b->rect) && a->kind != BOX_BARE)
        fail(checked, "text leaves its control", b);
    if (!a_control || !b_control)
        return;
    if (overlap(a->rect, b->rect))
        fail(checked, "controls overlap", b);
    bool one_switch = a->control.kind == CONTROL_LANGUAGE && b->control.kind == CONTROL_LANGUAGE;
    if (!one_switch && !control_equal(a->control, b->control) &&
        mm(checked, distance(a->rect, b->rect)) < 5 - 1e-9)
        fail(checked, "controls nearer than 5 mm", b);
}

static bool is_picture(const struct box *box)
{
    return box->kind == BOX_ICON || box->kind == BOX_FACE;
}

static void check_scene(struct checked *checked)
{
    const struct scene *scene = checked->scene;
    struct rect panel = {0, 0, checked->context->panel.width, checked->context->panel.height};
    int layer = 0;
    if (!scene->fits)
        fail(checked, "does not fit", &scene->boxes[0]);
    for (int i = 0; i < scene->n; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->kind == BOX_SHADE)
            layer = i;
        if (!within(panel, box->rect))
            fail(checked, "outside the panel", box);
        if (box->control.kind != CONTROL_NONE)
            check_control(checked, box);
        if (box->kind == BOX_TEXT)
            check_text(checked, box);
        for (int j = layer; j < i; j++) {
            check_pair(checked, &scene->boxes[j], box);
            bool drawn = box->kind == BOX_TEXT || is_picture(box);
            if (drawn && is_picture(&scene->boxes[j]) && overlap(scene->boxes[j].rect, box->rect))
                fail(checked, "picture covered", box);
        }
    }
}

/* Five faces of one size, evenly spaced, in order. */
static void check_faces(struct checked *checked)
{
    const struct rect *first = NULL;
    struct rect faces[LEVEL_COUNT];
    for (int i = checked->scene->n - 1; i >= 0; i--) {
        const struct box *box = &checked->scene->boxes[i];
        if (box->kind == BOX_FACE)
            faces[box->index - LEVEL_MIN] = box->rect;
    }
    first = &faces[0];
    bool portrait = checked->context->panel.height > checked->context->panel.width;
    for (int i = 1; i < LEVEL_COUNT; i++) {
        g_assert_cmpint(faces[i].w, ==, first->w);
        g_assert_cmpint(faces[i].h, ==, first->h);
        g_assert_cmpint(portrait ? faces[i].x : faces[i].y, ==, portrait ? first->x : first->y);
        g_assert_true(portrait ? faces[i].y < faces[i - 1].y : faces[i].x > faces[i - 1].x);
    }
}

/* Cut to its size it may end within a letter, which no text that reaches the flow does. */
static void lengthen(char text[STAFF_TEXT_SIZE])
{
    g_autofree char *more = longer(text);
    const char *end;
    g_strlcpy(text, more, STAFF_TEXT_SIZE);
    if (!g_utf8_validate(text, -1, &end))
        text[end - text] = '\0';
}

static void lengthen_answers(struct flow_staff *staff)
{
    lengthen(staff->said.message);
    for (int i = 0; i < staff->board.n; i++) {
        lengthen(staff->board.lines[i].label);
        lengthen(staff->board.lines[i].value);
    }
}

static int check_page(struct fixture *fixture, const struct panel *panel, const char *page, int language,
                      bool test)
{
    static struct scene scene;
    struct stage *stage = &fixture->stage;
    struct layout_context context = {stage->center, stage->words, *panel, draw_measure, fixture->canvas.draw};
    g_assert_true(stage_go(stage, page, language));
    if (test)
        stage->flow.staff.test_end = G_MAXINT64;
    if (stage->center->languages[language][0] == 'x')
        lengthen_answers(&stage->flow.staff);
    layout_scene(&scene, &context, &stage->flow, stage->now);
    struct checked checked = {fixture, &context, &scene, NULL, 0};
    checked.about = g_strdup_printf("%dx%d of %.0f mm, %s%s, %s, %d areas", panel->width, panel->height,
                                    panel->width / panel->px_per_mm, test ? "test mode, " : "", page,
                                    stage->center->languages[language], stage->config.n_areas);
    check_scene(&checked);
    if (stage->flow.page == FLOW_RATE && scene.fits)
        check_faces(&checked);
    g_free(checked.about);
    return checked.failures;
}

/* --- the tests --- */

static void every_page_fits(gconstpointer languages)
{
    struct fixture fixture;
    int failures = 0;
    open_fixture(&fixture, languages);
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        for (const char *const *page = stage_pages(); *page != NULL; page++) {
            for (int language = 0; language < 2; language++)
                failures += check_page(&fixture, &panel, *page, language, false) +
                            check_page(&fixture, &panel, *page, language, true);
        }
    }
    close_fixture(&fixture);
    g_assert_cmpint(failures, ==, 0);
}

static void any_number_of_areas_fits(gconstpointer languages)
{
    struct fixture fixture;
    int failures = 0;
    open_fixture(&fixture, languages);
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        for (int n = 1; n <= N_AREAS; n++) {
            fixture.stage.config.n_areas = n;
            failures += check_page(&fixture, &panel, "home", n % 2, n % 3 == 0);
        }
    }
    close_fixture(&fixture);
    g_assert_cmpint(failures, ==, 0);
}

/* Turning through all pages of tiles meets every area once, and no page holds more than twelve tiles. */
static void paging_reaches_every_area_once(void)
{
    struct fixture fixture;
    static struct scene scene;
    open_fixture(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    for (int p = 0; p < STAGE_PANELS; p += 2) {
        struct panel panel = stage_sold(p);
        struct layout_context context = {stage->center, stage->words, panel, draw_measure,
                                         fixture.canvas.draw};
        for (int n = 1; n <= N_AREAS; n++) {
            int met[N_AREAS] = {0}, pages = 1;
            stage->config.n_areas = n;
            stage_go(stage, "home", 0);
            for (int page = 0; page < pages; page++) {
                int tiles = 0;
                if (page > 0)
                    flow_tap(&stage->flow, (struct control){CONTROL_PAGE, page}, stage->now);
                layout_scene(&scene, &context, &stage->flow, stage->now);
                pages = scene.tiles_pages;
                for (int i = 0; i < scene.n; i++) {
                    struct control control = scene.boxes[i].control;
                    tiles += control.kind == CONTROL_AREA || control.kind == CONTROL_PAGE;
                    if (control.kind == CONTROL_AREA)
                        met[control.index]++;
                }
                g_assert_cmpint(tiles, <=, 12);
                bool next = layout_control_rect(&scene, (struct control){CONTROL_PAGE, page + 1}).w > 0;
                bool previous = layout_control_rect(&scene, (struct control){CONTROL_PAGE, page - 1}).w > 0;
                g_assert_cmpint(next, ==, page + 1 < pages);
                g_assert_cmpint(previous, ==, page > 0);
            }
            for (int i = 0; i < n; i++)
                g_assert_cmpint(met[i], ==, 1);
        }
    }
    close_fixture(&fixture);
}

static void usual_panel_has_the_sizes_for_600_mm(void)
{
    struct fixture fixture;
    static struct scene scene;
    open_fixture(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    struct panel panel = stage_panel(1920, 1080, 476);
    struct layout_context context = {stage->center, stage->words, panel, draw_measure, fixture.canvas.draw};
    stage->config.n_areas = 12;
    for (const char *const *page = stage_pages(); *page != NULL; page++) {
        stage_go(stage, *page, 0);
        layout_scene(&scene, &context, &stage->flow, stage->now);
        g_assert_cmpfloat(scene.type_px[TYPE_QUESTION] * 0.714 / panel.px_per_mm, >=, 9.0);
        g_assert_cmpfloat(scene.type_px[TYPE_LABEL] * 0.714 / panel.px_per_mm, >=, 7.3);
        g_assert_cmpfloat(scene.type_px[TYPE_BODY] * 0.714 / panel.px_per_mm, >=, 6.1);
        g_assert_cmpint(scene.tiles_pages, ==, 1);
    }
    close_fixture(&fixture);
}

static void a_point_finds_its_control_and_the_warning_covers_all(void)
{
    struct fixture fixture;
    static struct scene scene;
    open_fixture(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    struct layout_context context = {stage->center, stage->words, stage_panel(1920, 1080, 476), draw_measure,
                                     fixture.canvas.draw};
    stage_go(stage, "rate", 0);
    layout_scene(&scene, &context, &stage->flow, stage->now);
    struct rect face = layout_control_rect(&scene, (struct control){CONTROL_FACE, 5});
    struct control hit = layout_control_at(&scene, face.x, face.y);
    g_assert_true(control_equal(hit, (struct control){CONTROL_FACE, 5}));
    hit = layout_control_at(&scene, face.x + face.w - 1, face.y + face.h - 1);
    g_assert_true(control_equal(hit, (struct control){CONTROL_FACE, 5}));
    g_assert_cmpint(layout_control_at(&scene, face.x + face.w, face.y).kind, ==, CONTROL_NONE);
    g_assert_cmpint(layout_control_at(&scene, -1, -1).kind, ==, CONTROL_NONE);
    stage_go(stage, "idle", 0);
    layout_scene(&scene, &context, &stage->flow, stage->now);
    g_assert_cmpint(layout_control_at(&scene, face.x, face.y).kind, ==, CONTROL_STAY);
    g_assert_cmpint(layout_control_at(&scene, 0, 0).kind, ==, CONTROL_STAY);
    close_fixture(&fixture);
}

static bool scene_has(const struct scene *scene, enum control_kind kind)
{
    for (int i = 0; i < scene->n; i++) {
        if (scene->boxes[i].control.kind == kind)
            return true;
    }
    return false;
}

static void ways_around_a_question_are_the_ones_that_work(void)
{
    struct fixture fixture;
    static struct scene scene;
    static const struct {
        const char *page;
        bool back, skip, undo;
    } CASES[] = {{"rate", true, false, false},    {"rate2", false, true, false},
                 {"correct", true, false, false}, {"thanks", false, false, true},
                 {"over", false, false, false},   {"fault", false, false, false}};
    open_fixture(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    struct layout_context context = {stage->center, stage->words, stage_panel(1920, 1080, 476), draw_measure,
                                     fixture.canvas.draw};
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        stage_go(stage, CASES[i].page, 0);
        layout_scene(&scene, &context, &stage->flow, stage->now);
        g_assert_cmpint(scene_has(&scene, CONTROL_BACK), ==, CASES[i].back);
        g_assert_cmpint(scene_has(&scene, CONTROL_SKIP), ==, CASES[i].skip);
        g_assert_cmpint(scene_has(&scene, CONTROL_UNDO), ==, CASES[i].undo);
    }
    stage->config.bound_area = 0;
    stage_go(stage, "rate", 0);
    layout_scene(&scene, &context, &stage->flow, stage->now);
    g_assert_false(scene_has(&scene, CONTROL_BACK));
    close_fixture(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/layout/every_page_fits_every_panel_in_vietnamese_and_english", "vi;en",
                         every_page_fits);
    g_test_add_data_func("/layout/every_page_fits_every_panel_with_sentences_40_percent_longer", "xa;xb",
                         every_page_fits);
    g_test_add_data_func("/layout/any_number_of_areas_fits", "vi;en", any_number_of_areas_fits);
    g_test_add_data_func("/layout/any_number_of_areas_with_names_40_percent_longer_fits", "xa;xb",
                         any_number_of_areas_fits);
    g_test_add_func("/layout/paging_reaches_every_area_once", paging_reaches_every_area_once);
    g_test_add_func("/layout/usual_panel_has_the_sizes_for_600_mm", usual_panel_has_the_sizes_for_600_mm);
    g_test_add_func("/layout/a_point_finds_its_control_and_the_warning_covers_all",
                    a_point_finds_its_control_and_the_warning_covers_all);
    g_test_add_func("/layout/ways_around_a_question_are_the_ones_that_work",
                    ways_around_a_question_are_the_ones_that_work);
    return g_test_run();
}
