/* Where the code for phones stands, on every panel. */
#include "layout_check.h"
#include <string.h>

/* Of 83 letters (version 5: an address within the office), 98 (version 6), and 106, the most. */
static const char *const URLS[] = {
    "http://192.168.1.10:8080/d/AQHkZ2p0bWv3Q8xYt1LrUeN7sDf5KcVoGyPiJhMaB9nTq6wXEzRlC4Og",
    STAGE_CODE_URL,
    ("https://danhgia.phuong-tran-hung-dao.haiphong.gov.vn/d/"
     "AQHkZ2p0bWv3Q8xYt1LrUeN7sDf5KcVoGyPiJhMaB9nTq6wXEzR"),
};

/* The pages that show a code when there is room. */
static const char *const PAGES[] = {"home", "more", "thanks", "over"};

static void every_page_fits_with_a_code(gconstpointer languages)
{
    struct layout_fixture fixture;
    int failures = 0;
    layout_open(&fixture, languages);
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        for (int i = 0; i < (int)(G_N_ELEMENTS(URLS) * G_N_ELEMENTS(PAGES)); i++) {
            stage_show_code(&fixture.stage, URLS[i % (int)G_N_ELEMENTS(URLS)]);
            for (int language = 0; language < 2; language++)
                failures +=
                    layout_check(&fixture, &panel, PAGES[i / (int)G_N_ELEMENTS(URLS)], language, false, NULL);
        }
    }
    layout_close(&fixture);
    g_assert_cmpint(failures, ==, 0);
}

static void a_kiosk_of_one_area_fits_with_a_code(gconstpointer languages)
{
    struct layout_fixture fixture;
    int failures = 0;
    layout_open(&fixture, languages);
    stage_show_code(&fixture.stage, STAGE_CODE_URL);
    fixture.stage.config.bound_area = 2;
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        for (int language = 0; language < 2; language++)
            failures += layout_check(&fixture, &panel, "home", language, false, NULL);
    }
    layout_close(&fixture);
    g_assert_cmpint(failures, ==, 0);
}

/* With as many areas as the sample center has, and in both its languages. */
static void usual_panels_show_it(void)
{
    static const struct {
        int width, height;
        double mm;
        const char *page;
        int bound;
    } SHOWN[] = {
        {1920, 1080, 476, "home", -1}, {1920, 1080, 476, "home", 2},   {1920, 1080, 476, "thanks", -1},
        {1080, 1920, 268, "home", -1}, {1080, 1920, 268, "home", 2},   {1080, 1920, 268, "thanks", -1},
        {1280, 800, 344, "home", -1},  {1280, 800, 344, "thanks", -1}, {1280, 720, 476, "home", -1},
        {3840, 2160, 597, "home", -1}, {3840, 2160, 941, "home", -1},  {3840, 2160, 941, "thanks", -1},
    };
    struct layout_fixture fixture;
    static struct scene scene;
    layout_open(&fixture, "vi;en");
    stage_show_code(&fixture.stage, STAGE_CODE_URL);
    fixture.stage.config.n_areas = 12;
    for (size_t i = 0; i < G_N_ELEMENTS(SHOWN); i++) {
        struct panel panel = stage_panel(SHOWN[i].width, SHOWN[i].height, SHOWN[i].mm);
        fixture.stage.config.bound_area = SHOWN[i].bound;
        for (int language = 0; language < 2; language++) {
            g_assert_cmpint(layout_check(&fixture, &panel, SHOWN[i].page, language, false, &scene), ==, 0);
            if (!scene.code)
                g_error("no code on %s of %dx%d, %.0f mm, language %d", SHOWN[i].page, panel.width,
                        panel.height, SHOWN[i].mm, language);
        }
    }
    layout_close(&fixture);
}

/* A panel that cannot hold it shows what it would without, to the pixel. */
static void without_room_the_page_is_as_without_a_code(void)
{
    struct layout_fixture fixture;
    static struct scene with, without;
    struct panel panel = stage_panel(1024, 600, 222);
    layout_open(&fixture, "vi;en");
    for (size_t i = 0; i < G_N_ELEMENTS(PAGES); i++) {
        stage_show_code(&fixture.stage, STAGE_CODE_URL);
        layout_check(&fixture, &panel, PAGES[i], 0, false, &with);
        stage_show_code(&fixture.stage, NULL);
        layout_check(&fixture, &panel, PAGES[i], 0, false, &without);
        g_assert_false(with.code);
        g_assert_cmpint(with.n, ==, without.n);
        g_assert_cmpint(memcmp(with.boxes, without.boxes, (size_t)with.n * sizeof with.boxes[0]), ==, 0);
    }
    layout_close(&fixture);
}

static void one_page_of_tiles_stays_one(void)
{
    struct layout_fixture fixture;
    static struct scene with, without;
    layout_open(&fixture, "vi;en");
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        for (int n = 1; n <= 13; n += 2) {
            fixture.stage.config.n_areas = n;
            stage_show_code(&fixture.stage, NULL);
            layout_check(&fixture, &panel, "home", 0, false, &without);
            stage_show_code(&fixture.stage, STAGE_CODE_URL);
            g_assert_cmpint(layout_check(&fixture, &panel, "home", 0, false, &with), ==, 0);
            if (without.tiles_pages == 1)
                g_assert_cmpint(with.tiles_pages, ==, 1);
        }
    }
    layout_close(&fixture);
}

static void the_address_is_what_people_can_type(void)
{
    struct layout_code code;
    g_assert_true(layout_code_read(&code, "https://danhgia.example.vn/d/AbC"));
    g_assert_cmpstr(code.address, ==, "danhgia.example.vn");
    g_assert_true(layout_code_read(&code, "http://10.0.0.5:8080/hai-long/d/AbC"));
    g_assert_cmpstr(code.address, ==, "10.0.0.5:8080/hai-long");
    g_assert_cmpstr(code.url, ==, "http://10.0.0.5:8080/hai-long/d/AbC");
    g_assert_true(layout_code_read(&code, "https://a.vn/d/b/d/AbC"));
    g_assert_cmpstr(code.address, ==, "a.vn/d/b");
    g_assert_false(layout_code_read(&code, "danhgia.example.vn/d/AbC"));
    g_assert_false(layout_code_read(&code, "https://danhgia.example.vn/"));
}

/* Its button is there once nothing can be changed any more, and only where the page stays longer. */
static void the_longer_thanks_can_be_left(void)
{
    struct layout_fixture fixture;
    static struct scene scene;
    struct panel panel = stage_panel(1920, 1080, 476);
    const struct control undo = {CONTROL_UNDO, 0}, done = {CONTROL_DONE, 0};
    layout_open(&fixture, "vi;en");
    stage_show_code(&fixture.stage, STAGE_CODE_URL);
    layout_check(&fixture, &panel, "thanks", 0, false, &scene);
    g_assert_cmpint(layout_control_rect(&scene, undo).w, >, 0);
    g_assert_cmpint(layout_control_rect(&scene, done).w, ==, 0);
    layout_check(&fixture, &panel, "over", 0, false, &scene);
    g_assert_cmpint(layout_control_rect(&scene, undo).w, ==, 0);
    g_assert_cmpint(layout_control_rect(&scene, done).w, >, 0);
    stage_show_code(&fixture.stage, NULL);
    layout_check(&fixture, &panel, "over", 0, false, &scene);
    g_assert_cmpint(layout_control_rect(&scene, done).w, ==, 0);
    layout_close(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/layout_code/every_page_fits", "vi;en", every_page_fits_with_a_code);
    g_test_add_data_func("/layout_code/every_page_fits_with_sentences_40_percent_longer", "xa;xb",
                         every_page_fits_with_a_code);
    g_test_add_data_func("/layout_code/a_kiosk_of_one_area_fits", "vi;en",
                         a_kiosk_of_one_area_fits_with_a_code);
    g_test_add_data_func("/layout_code/a_kiosk_of_one_area_fits_with_sentences_40_percent_longer", "xa;xb",
                         a_kiosk_of_one_area_fits_with_a_code);
    g_test_add_func("/layout_code/usual_panels_show_it", usual_panels_show_it);
    g_test_add_func("/layout_code/without_room_the_page_is_as_without_a_code",
                    without_room_the_page_is_as_without_a_code);
    g_test_add_func("/layout_code/one_page_of_tiles_stays_one", one_page_of_tiles_stays_one);
    g_test_add_func("/layout_code/the_address_is_what_people_can_type", the_address_is_what_people_can_type);
    g_test_add_func("/layout_code/the_longer_thanks_can_be_left", the_longer_thanks_can_be_left);
    return g_test_run();
}
