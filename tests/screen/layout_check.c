#include "layout_check.h"
#include "level.h"
#include <glib/gstdio.h>
#include <string.h>

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

/* The sample center with its areas repeated up to LAYOUT_AREAS, two of the languages, and a hotline. */
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
    for (int g = 0; n < LAYOUT_AREAS; g = groups[g + 1] == NULL ? 0 : g + 1) {
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

void layout_open(struct layout_fixture *fixture, const char *languages)
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

void layout_close(struct layout_fixture *fixture)
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
    const struct layout_fixture *fixture;
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
    if (large && box->control.kind == CONTROL_FACE && box->kind != BOX_BARE && (width < 40 || height < 40))
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

/* What stands on the paper below the square, as one word. Free with g_free. */
static char *under(const struct scene *scene, const struct box *paper, const struct box *square)
{
    GString *out = g_string_new(NULL);
    for (int i = 0; i < scene->n; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->kind == BOX_TEXT && within(paper->rect, box->rect) &&
            box->rect.y >= square->rect.y + square->rect.h)
            g_string_append(out, box->text);
    }
    return g_string_free(out, FALSE);
}

static const struct box *only(const struct scene *scene, enum box_kind kind)
{
    const struct box *found = NULL;
    for (int i = 0; i < scene->n; i++) {
        if (scene->boxes[i].kind != kind)
            continue;
        g_assert_null(found);
        found = &scene->boxes[i];
    }
    g_assert_nonnull(found);
    return found;
}

/* A code can be scanned, and nothing had to be small for it. The symbol is the square without 4 modules on
 * each side. */
static void check_code(struct checked *checked, const struct layout_code *code)
{
    const struct scene *scene = checked->scene;
    const struct box *square = only(scene, BOX_CODE), *paper = only(scene, BOX_PAPER);
    g_autofree char *address = under(scene, paper, square);
    if (square->rect.w != square->rect.h || square->rect.w != square->index * code->modules)
        fail(checked, "square not of whole modules", square);
    if (square->index < 8)
        fail(checked, "modules smaller than 8 pixels", square);
    if (mm(checked, square->index * (code->modules - 8)) < 60)
        fail(checked, "symbol smaller than 60 mm", square);
    if (!within(paper->rect, square->rect))
        fail(checked, "code not on its paper", square);
    if (strcmp(address, code->address) != 0 || strcmp(square->text, code->url) != 0)
        fail(checked, "another address", square);
    if (mm(checked, scene->type_px[TYPE_LABEL]) * 0.714 < 7.33)
        fail(checked, "type too small beside a code", square);
    for (int i = 0; i < scene->n; i++) {
        const struct box *box = &scene->boxes[i];
        bool own =
            box == paper || box == square || box->kind == BOX_SHADE || box->control.kind == CONTROL_STAY;
        if (box->kind == BOX_SHADE)
            break; /* what follows lies over all */
        if (!own && overlap(box->rect, square->rect))
            fail(checked, "in the quiet zone", box);
        if (!own && overlap(box->rect, paper->rect) && (box->kind != BOX_TEXT || box->ink != INK_ON_PAPER))
            fail(checked, "on the paper", box);
        if (box->kind == BOX_CARD && box->control.kind == CONTROL_FACE &&
            (mm(checked, box->rect.w) < 40 || mm(checked, box->rect.h) < 40))
            fail(checked, "face too small beside a code", box);
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

int layout_check(struct layout_fixture *fixture, const struct panel *panel, const char *page, int language,
                 bool test, struct scene *out)
{
    static struct scene scene;
    struct stage *stage = &fixture->stage;
    struct layout_context context = stage_context(stage, *panel, draw_measure, fixture->canvas.draw);
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
    if (scene.code)
        check_code(&checked, &stage->code);
    if (out != NULL)
        *out = scene;
    g_free(checked.about);
    return checked.failures;
}
