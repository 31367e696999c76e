/* Where the staff's pages stand: the hidden corner, the board's pages, what is live. */
#include "canvas.h"
#include "stage.h"
#include <string.h>

enum { USUAL = 8 }; /* 1920 x 1080, 476 mm wide */

struct fixture {
    struct stage stage;
    struct canvas canvas;
    struct scene scene;
};

static void open_fixture(struct fixture *fixture)
{
    stage_open(&fixture->stage, SOURCE_DIR "/assets/center.ini", SOURCE_DIR "/assets/words", NULL);
    canvas_open(&fixture->canvas, "dummy", 64, 64, false);
}

static void close_fixture(struct fixture *fixture)
{
    canvas_close(&fixture->canvas);
    stage_close(&fixture->stage);
}

static void lay_out(struct fixture *fixture, struct panel panel)
{
    struct stage *stage = &fixture->stage;
    struct layout_context context = stage_context(stage, panel, draw_measure, fixture->canvas.draw);
    layout_scene(&fixture->scene, &context, &stage->flow, stage->now);
    g_assert_true(fixture->scene.fits);
}

static void show(struct fixture *fixture, struct panel panel, const char *page)
{
    g_assert_true(stage_go(&fixture->stage, page, 0));
    lay_out(fixture, panel);
}

static struct rect rect_of(const struct fixture *fixture, enum control_kind kind, int index)
{
    return layout_control_rect(&fixture->scene, (struct control){kind, index});
}

static bool has(const struct fixture *fixture, enum control_kind kind, int index)
{
    return rect_of(fixture, kind, index).w > 0;
}

static void the_corner_is_where_nobody_is_in_a_visit(void)
{
    static struct fixture fixture;
    static const char *const WITH[] = {"home", "more", "fault", "kept", "test"};
    open_fixture(&fixture);
    for (int p = 0; p < STAGE_PANELS; p++) {
        for (const char *const *page = stage_pages(); *page != NULL; page++) {
            bool wanted = false;
            for (size_t i = 0; i < G_N_ELEMENTS(WITH); i++)
                wanted = wanted || strcmp(WITH[i], *page) == 0;
            show(&fixture, stage_sold(p), *page);
            g_assert_cmpint(has(&fixture, CONTROL_CORNER, 0), ==, wanted);
        }
    }
    close_fixture(&fixture);
}

static void the_corner_is_at_least_20_mm_and_reaches_the_edges(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    for (int p = 0; p < STAGE_PANELS; p++) {
        struct panel panel = stage_sold(p);
        show(&fixture, panel, "home");
        struct rect corner = rect_of(&fixture, CONTROL_CORNER, 0);
        g_assert_cmpint(corner.x, ==, 0);
        g_assert_cmpint(corner.y, ==, 0);
        g_assert_cmpfloat(corner.w / panel.px_per_mm, >=, 20);
        g_assert_cmpfloat(corner.h / panel.px_per_mm, >=, 20);
        struct control hit = layout_control_at(&fixture.scene, 1, 1);
        g_assert_cmpint(hit.kind, ==, CONTROL_CORNER);
    }
    close_fixture(&fixture);
}

static void without_staff_pages_there_is_no_corner(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    fixture.stage.config.staff = false;
    show(&fixture, stage_sold(0), "home");
    g_assert_false(has(&fixture, CONTROL_CORNER, 0));
    show(&fixture, stage_sold(0), "fault");
    g_assert_false(has(&fixture, CONTROL_CORNER, 0));
    close_fixture(&fixture);
}

/* Every label is a word of its own, so that it can be found again. */
static void number_board(struct staff_board *board, int n)
{
    board->n = n;
    for (int i = 0; i < n; i++) {
        board->lines[i].mood = STAFF_PLAIN;
        g_snprintf(board->lines[i].label, STAFF_TEXT_SIZE, "line-%02d", i);
        g_snprintf(board->lines[i].value, STAFF_TEXT_SIZE, "value-%02d", i);
    }
}

static void count_lines(const struct scene *scene, int met[STAFF_LINES])
{
    for (int i = 0; i < scene->n; i++) {
        const char *text = scene->boxes[i].text;
        if (scene->boxes[i].kind == BOX_TEXT && g_str_has_prefix(text, "line-"))
            met[g_ascii_strtoll(text + strlen("line-"), NULL, 10)]++;
    }
}

static void turning_the_board_meets_every_line_once(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    for (int p = 0; p < STAGE_PANELS; p++) {
        for (int n = 1; n <= STAFF_LINES; n++) {
            int met[STAFF_LINES] = {0}, pages = 1;
            g_assert_true(stage_go(&fixture.stage, "board", 0));
            number_board(&fixture.stage.flow.staff.board, n);
            for (int page = 0; page < pages; page++) {
                if (page > 0)
                    flow_tap(&fixture.stage.flow, (struct control){CONTROL_BOARD, page}, fixture.stage.now);
                lay_out(&fixture, stage_sold(p));
                pages = fixture.scene.tiles_pages;
                count_lines(&fixture.scene, met);
                g_assert_cmpint(has(&fixture, CONTROL_BOARD, page + 1), ==, page + 1 < pages);
                g_assert_cmpint(has(&fixture, CONTROL_BOARD, page - 1), ==, page > 0);
            }
            for (int i = 0; i < STAFF_LINES; i++)
                g_assert_cmpint(met[i], ==, i < n ? 1 : 0);
        }
    }
    close_fixture(&fixture);
}

/* A heading alone under a column says nothing. */
static void a_heading_stands_over_its_first_line(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    for (int p = 0; p < STAGE_PANELS; p++) {
        for (int heading = 0; heading < STAFF_LINES - 1; heading++) {
            int met[STAFF_LINES], pages = 1;
            g_assert_true(stage_go(&fixture.stage, "board", 0));
            number_board(&fixture.stage.flow.staff.board, STAFF_LINES);
            fixture.stage.flow.staff.board.lines[heading].mood = STAFF_TITLE;
            for (int page = 0; page < pages; page++) {
                memset(met, 0, sizeof met);
                fixture.stage.flow.staff.board_page = page;
                lay_out(&fixture, stage_sold(p));
                pages = fixture.scene.tiles_pages;
                count_lines(&fixture.scene, met);
                g_assert_true(met[heading] == 0 || met[heading + 1] == 1);
            }
        }
    }
    close_fixture(&fixture);
}

static bool writes(const struct scene *scene, const char *text)
{
    for (int i = 0; i < scene->n; i++) {
        if (scene->boxes[i].kind == BOX_TEXT && strcmp(scene->boxes[i].text, text) == 0)
            return true;
    }
    return false;
}

/* However long a text from elsewhere is, and were it one word, the page holds it. */
static void any_text_of_the_board_finds_room(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    for (int p = 0; p < STAGE_PANELS; p++) {
        g_assert_true(stage_go(&fixture.stage, "board", 0));
        struct staff_board *board = &fixture.stage.flow.staff.board;
        for (int i = 0; i < STAFF_LINES; i++) {
            memset(board->lines[i].label, 'W', STAFF_TEXT_SIZE - 1);
            memset(board->lines[i].value, 'W', STAFF_TEXT_SIZE - 1);
            if (i % 2 == 0)
                board->lines[i].value[0] = '\0';
        }
        lay_out(&fixture, stage_sold(p));
    }
    close_fixture(&fixture);
}

static int circles(const struct scene *scene, enum box_kind kind)
{
    int n = 0;
    for (int i = 0; i < scene->n; i++) {
        const struct box *box = &scene->boxes[i];
        n += box->kind == kind && box->control.kind == CONTROL_NONE && box->rect.w == box->rect.h;
    }
    return n;
}

static void digits_are_dots_and_never_written(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    for (int digits = 0; digits <= STAFF_PIN_MAX; digits++) {
        g_assert_true(stage_go(&fixture.stage, "pin", 0));
        for (int i = 0; i < digits; i++)
            flow_tap(&fixture.stage.flow, (struct control){CONTROL_DIGIT, 7}, ++fixture.stage.now);
        lay_out(&fixture, stage_sold(USUAL));
        g_assert_cmpint(circles(&fixture.scene, BOX_PRIMARY), ==, digits);
        g_assert_cmpint(circles(&fixture.scene, BOX_CARD), ==, MAX(0, FLOW_PIN_LEAST - digits));
        int sevens = 0;
        for (int i = 0; i < fixture.scene.n; i++)
            sevens +=
                fixture.scene.boxes[i].kind == BOX_TEXT && strchr(fixture.scene.boxes[i].text, '7') != NULL;
        g_assert_cmpint(sevens, ==, 1); /* the key */
    }
    close_fixture(&fixture);
}

static void keys_stand_as_on_a_telephone(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    for (int p = 0; p < STAGE_PANELS; p++) {
        show(&fixture, stage_sold(p), "pin");
        struct rect one = rect_of(&fixture, CONTROL_DIGIT, 1);
        for (int digit = 1; digit <= 9; digit++) {
            struct rect key = rect_of(&fixture, CONTROL_DIGIT, digit);
            struct rect above = rect_of(&fixture, CONTROL_DIGIT, digit - 3);
            struct rect before = rect_of(&fixture, CONTROL_DIGIT, digit - 1);
            g_assert_true(key.w == one.w && key.h == one.h);
            if (digit > 3)
                g_assert_true(key.x == above.x && key.y > above.y);
            if (digit % 3 != 1)
                g_assert_true(key.y == before.y && key.x > before.x);
        }
        struct rect zero = rect_of(&fixture, CONTROL_DIGIT, 0), eight = rect_of(&fixture, CONTROL_DIGIT, 8);
        g_assert_true(zero.x == eight.x && zero.y > eight.y);
    }
    close_fixture(&fixture);
}

static void only_what_is_heard_can_be_pressed(void)
{
    static const struct {
        const char *page;
        enum control_kind control;
        bool live;
    } CASES[] = {{"pin", CONTROL_ENTER, false},      {"pin", CONTROL_DELETE, false},
                 {"pin", CONTROL_DIGIT, true},       {"pin", CONTROL_LEAVE, true},
                 {"pin4", CONTROL_ENTER, true},      {"pin4", CONTROL_DELETE, true},
                 {"checking", CONTROL_DIGIT, false}, {"checking", CONTROL_ENTER, false},
                 {"checking", CONTROL_LEAVE, false}, {"wrong", CONTROL_DIGIT, false},
                 {"wrong", CONTROL_LEAVE, true},     {"figures", CONTROL_EXPORT, false},
                 {"figures", CONTROL_TEST, false},   {"figures", CONTROL_LEAVE, true},
                 {"board", CONTROL_EXPORT, true},    {"board", CONTROL_TEST, true},
                 {"board", CONTROL_RESTART, true},   {"board", CONTROL_SHUT_DOWN, true},
                 {"confirm", CONTROL_YES, true},     {"confirm", CONTROL_NO, true},
                 {"exporting", CONTROL_LEAVE, true}, {"exporting", CONTROL_OK, false},
                 {"result", CONTROL_OK, true},       {"result", CONTROL_YES, false}};
    static struct fixture fixture;
    open_fixture(&fixture);
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        show(&fixture, stage_sold(USUAL), CASES[i].page);
        g_assert_cmpint(has(&fixture, CASES[i].control, 0), ==, CASES[i].live);
    }
    close_fixture(&fixture);
}

/* Under a sheet nothing can be tapped. */
static void a_sheet_covers_the_buttons(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    show(&fixture, stage_sold(USUAL), "board");
    struct rect button = rect_of(&fixture, CONTROL_SHUT_DOWN, 0);
    show(&fixture, stage_sold(USUAL), "confirm");
    struct control hit = layout_control_at(&fixture.scene, button.x + 5, button.y + 5);
    g_assert_cmpint(hit.kind, ==, CONTROL_STAY);
    close_fixture(&fixture);
}

static void test_mode_is_said_on_every_page_of_a_visit(void)
{
    static struct fixture fixture;
    open_fixture(&fixture);
    const char *full = words_get(fixture.stage.words, "vi", "staff.test"),
               *less = words_get(fixture.stage.words, "vi", "staff.test-short");
    for (int p = 0; p < STAGE_PANELS; p++) {
        for (const char *const *page = stage_pages(); *page != NULL; page++) {
            g_assert_true(stage_go(&fixture.stage, *page, 0));
            fixture.stage.flow.staff.test_end = G_MAXINT64;
            lay_out(&fixture, stage_sold(p));
            bool said = writes(&fixture.scene, full) || writes(&fixture.scene, less);
            g_assert_cmpint(said, ==, !flow_is_staff(&fixture.stage.flow));
            fixture.stage.flow.staff.test_end = 0;
            lay_out(&fixture, stage_sold(p));
            g_assert_false(writes(&fixture.scene, full) || writes(&fixture.scene, less));
        }
    }
    close_fixture(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(function) g_test_add_func("/layout/staff/" #function, function)
    TEST(the_corner_is_where_nobody_is_in_a_visit);
    TEST(the_corner_is_at_least_20_mm_and_reaches_the_edges);
    TEST(without_staff_pages_there_is_no_corner);
    TEST(turning_the_board_meets_every_line_once);
    TEST(a_heading_stands_over_its_first_line);
    TEST(any_text_of_the_board_finds_room);
    TEST(digits_are_dots_and_never_written);
    TEST(keys_stand_as_on_a_telephone);
    TEST(only_what_is_heard_can_be_pressed);
    TEST(a_sheet_covers_the_buttons);
    TEST(test_mode_is_said_on_every_page_of_a_visit);
    return g_test_run();
}
