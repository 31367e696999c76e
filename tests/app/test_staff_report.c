/* What the staff board makes of the plans that center.ini puts in force, on a real data folder. */
#include "folder.h"
#include "staff_report.h"
#include <glib/gstdio.h>

static const char PLAN[] =
    "[plan]\nid = mot\nname = Một\nsource = Mẫu\n"
    "[target x]\nitem = tthc\nscope = areas\nareas = %s\noperator = >\npercent = 80\nsentence = x\n";

static void write_text(const char *folder, const char *name, const char *text)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

/* The mood of the board's first line: a title where the figures could be read. */
static enum staff_mood first_line(const char *in_force, const char *areas)
{
    g_autofree char *data = g_dir_make_tmp("sipas-board-XXXXXX", NULL), *plan = g_strdup_printf(PLAN, areas);
    g_autofree char *center =
        g_strdup_printf("[center]\nid = mau\nname = A\ncommune = B\nparent = C\n"
                        "[area dat-dai]\nname = D\n[item tthc]\n[kiosk]\nwidth-mm = 476\n"
                        "[report]\nplans = %s\n",
                        in_force);
    g_autofree char *ini = folder_center_ini(data);
    g_autoptr(center_t) loaded = NULL;
    g_autoptr(words_t) words = NULL;
    g_autofree struct staff_board *board = g_new0(struct staff_board, 1);

    write_text(data, "center.ini", center);
    write_text(data, "mot.ini", plan);
    write_text(data, "hai.ini", plan);
    g_assert_true(center_load(&loaded, ini, NULL));
    g_assert_true(words_load(&words, SOURCE_DIR "/assets/words", NULL));
    const struct staff_options options = {
        .data = data, .device = "kiosk-1", .center = loaded, .words = words};
    staff_report_board(board, &options, "vi");
    static const char *const names[] = {"center.ini", "mot.ini", "hai.ini"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(data, names[i], NULL);
        g_remove(file);
    }
    g_assert_cmpint(g_rmdir(data), ==, 0);
    return board->lines[0].mood;
}

static void a_right_plan_is_judged(void)
{
    g_assert_cmpint(first_line("./mot.ini", "dat-dai"), ==, STAFF_TITLE);
}

static void a_plan_over_an_unknown_area_is_not_judged_over_what_is_left(void)
{
    g_assert_cmpint(first_line("./mot.ini", "dat-dai;nowhere"), ==, STAFF_BAD);
}

static void a_plan_is_not_judged_twice(void)
{
    g_assert_cmpint(first_line("./mot.ini;./hai.ini", "dat-dai"), ==, STAFF_BAD);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/staff_report/a_right_plan_is_judged", a_right_plan_is_judged);
    g_test_add_func("/staff_report/a_plan_over_an_unknown_area_is_not_judged_over_what_is_left",
                    a_plan_over_an_unknown_area_is_not_judged_over_what_is_left);
    g_test_add_func("/staff_report/a_plan_is_not_judged_twice", a_plan_is_not_judged_twice);
    return g_test_run();
}
