#include "layout_check.h"
#include "level.h"
#include <string.h>

static void every_page_fits(gconstpointer languages)
{
    struct layout_fixture fixture;
    int failures = 0;
    layout_open(&fixture, languages);
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        for (const char *const *page = stage_pages(); *page != NULL; page++) {
            for (int language = 0; language < 2; language++)
                failures += layout_check(&fixture, &panel, *page, language, false, NULL) +
                            layout_check(&fixture, &panel, *page, language, true, NULL);
        }
    }
    layout_close(&fixture);
    g_assert_cmpint(failures, ==, 0);
}

static void any_number_of_areas_fits(gconstpointer languages)
{
    struct layout_fixture fixture;
    int failures = 0;
    layout_open(&fixture, languages);
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        for (int n = 1; n <= LAYOUT_AREAS; n++) {
            fixture.stage.config.n_areas = n;
            failures += layout_check(&fixture, &panel, "home", n % 2, n % 3 == 0, NULL);
        }
    }
    layout_close(&fixture);
    g_assert_cmpint(failures, ==, 0);
}

/* Turning through all pages of tiles meets every area once, and no page holds more than twelve tiles. */
static void paging_reaches_every_area_once(void)
{
    struct layout_fixture fixture;
    static struct scene scene;
    layout_open(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    for (int p = 0; p < STAGE_PANELS; p += 2) {
        struct panel panel = stage_sold(p);
        struct layout_context context = stage_context(stage, panel, draw_measure, fixture.canvas.draw);
        for (int n = 1; n <= LAYOUT_AREAS; n++) {
            int met[LAYOUT_AREAS] = {0}, pages = 1;
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
    layout_close(&fixture);
}

static void usual_panel_has_the_sizes_for_600_mm(void)
{
    struct layout_fixture fixture;
    static struct scene scene;
    layout_open(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    struct panel panel = stage_panel(1920, 1080, 476);
    struct layout_context context = stage_context(stage, panel, draw_measure, fixture.canvas.draw);
    stage->config.n_areas = 12;
    for (const char *const *page = stage_pages(); *page != NULL; page++) {
        stage_go(stage, *page, 0);
        layout_scene(&scene, &context, &stage->flow, stage->now);
        g_assert_cmpfloat(scene.type_px[TYPE_QUESTION] * 0.714 / panel.px_per_mm, >=, 9.0);
        g_assert_cmpfloat(scene.type_px[TYPE_LABEL] * 0.714 / panel.px_per_mm, >=, 7.3);
        g_assert_cmpfloat(scene.type_px[TYPE_BODY] * 0.714 / panel.px_per_mm, >=, 6.1);
        g_assert_cmpint(scene.tiles_pages, ==, 1);
    }
    layout_close(&fixture);
}

static void a_point_finds_its_control_and_the_warning_covers_all(void)
{
    struct layout_fixture fixture;
    static struct scene scene;
    layout_open(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    struct layout_context context =
        stage_context(stage, stage_panel(1920, 1080, 476), draw_measure, fixture.canvas.draw);
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
    layout_close(&fixture);
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
    struct layout_fixture fixture;
    static struct scene scene;
    static const struct {
        const char *page;
        bool back, skip, undo;
    } CASES[] = {{"rate", true, false, false},    {"rate2", false, true, false},
                 {"correct", true, false, false}, {"thanks", false, false, true},
                 {"over", false, false, false},   {"fault", false, false, false}};
    layout_open(&fixture, "vi;en");
    struct stage *stage = &fixture.stage;
    struct layout_context context =
        stage_context(stage, stage_panel(1920, 1080, 476), draw_measure, fixture.canvas.draw);
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
    layout_close(&fixture);
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
