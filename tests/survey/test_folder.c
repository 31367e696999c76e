#include "folder.h"
#include "temp_file.h"
#include <glib/gstdio.h>

static void is(char *made, const char *expected)
{
    g_assert_cmpstr(made, ==, expected);
    g_free(made);
}

static void a_data_folder_has_its_places(void)
{
    is(folder_center_ini("/d"), "/d/center.ini");
    is(folder_plans("/d"), "/d/plans");
    is(folder_keys("/d"), "/d/keys");
    is(folder_seal_key("/d/"), "/d/keys/seal.key");
    is(folder_devices("/d"), "/d/devices");
    is(folder_device("/d", "k1"), "/d/devices/k1");
    is(folder_journal("/d", "k1"), "/d/devices/k1/journal.db");
    is(folder_reports("/d"), "/d/reports");
}

static void the_data_folder_is_the_given_else_the_set_else_the_usual(void)
{
    g_setenv("SIPAS_DATA", "/set", TRUE);
    is(folder_data("/given"), "/given");
    is(folder_data(NULL), "/set");
    g_setenv("SIPAS_DATA", "", TRUE);
    is(folder_data(NULL), "/var/lib/sipas");
    g_unsetenv("SIPAS_DATA");
    is(folder_data(NULL), "/var/lib/sipas");
}

static void fonts_lie_in_the_assets_or_beside_them(void)
{
    g_autofree char *root = g_dir_make_tmp("assets-XXXXXX", NULL);
    g_autofree char *assets = g_build_filename(root, "assets", NULL);
    g_autofree char *inside = g_build_filename(assets, "fonts", NULL);
    g_autofree char *beside = g_build_filename(root, "fonts", NULL);
    g_autofree char *slashed = g_strconcat(assets, "/", NULL);
    g_assert_cmpint(g_mkdir(assets, 0700), ==, 0);
    g_setenv("SIPAS_ASSETS", slashed, TRUE);
    is(folder_assets(), slashed);
    is(folder_fonts(), beside);
    g_assert_cmpint(g_mkdir(inside, 0700), ==, 0);
    g_autofree char *found = folder_fonts();
    g_assert_true(g_file_test(found, G_FILE_TEST_IS_DIR));
    g_assert_cmpint(g_rmdir(inside) | g_rmdir(assets) | g_rmdir(root), ==, 0);
}

static void without_a_setting_the_assets_hold_words_and_plans(void)
{
    g_unsetenv("SIPAS_ASSETS");
    g_autofree char *assets = folder_assets();
    g_autofree char *words = g_build_filename(assets, "words", "vi.ini", NULL);
    g_autofree char *plan = g_build_filename(assets, "plans", "chi-minh.ini", NULL);
    g_autofree char *fonts = folder_fonts();
    g_assert_true(g_file_test(words, G_FILE_TEST_IS_REGULAR));
    g_assert_true(g_file_test(plan, G_FILE_TEST_IS_REGULAR));
    g_assert_true(g_file_test(fonts, G_FILE_TEST_IS_DIR));
}

static void a_plan_is_the_centers_own_before_the_shipped_one(void)
{
    g_auto(temp_file_t) own = temp_file_new("ke-sat.ini", "");
    g_autofree char *plans = g_build_filename(own.folder, "plans", NULL);
    g_autofree char *in_plans = g_build_filename(plans, "ke-sat.ini", NULL);
    g_setenv("SIPAS_ASSETS", SOURCE_DIR "/assets", TRUE);
    is(folder_find_plan(own.folder, "ke-sat"), SOURCE_DIR "/assets/plans/ke-sat.ini");
    g_assert_cmpint(g_mkdir(plans, 0700), ==, 0);
    g_assert_true(g_file_set_contents(in_plans, "", 0, NULL));
    is(folder_find_plan(own.folder, "ke-sat"), in_plans);
    is(folder_find_plan(NULL, "ke-sat"), SOURCE_DIR "/assets/plans/ke-sat.ini");
    g_assert_cmpint(g_unlink(in_plans) | g_rmdir(plans), ==, 0);
}

static void a_plan_given_as_a_file_is_that_file(void)
{
    g_auto(temp_file_t) file = temp_file_new("mine.ini", "");
    is(folder_find_plan("/d", file.path), file.path);
    g_assert_null(folder_find_plan("/d", "/nonexistent/mine"));
    g_assert_null(folder_find_plan("/d", "nonexistent.ini"));
    g_assert_null(folder_find_plan("/d", "nonexistent"));
    g_assert_null(folder_find_plan("/d", file.folder)); /* a folder is no plan */
}

static void a_relative_file_in_center_ini_lies_beside_it(void)
{
    g_auto(temp_file_t) file = temp_file_new("mine.ini", "");
    g_autofree char *dotted = g_build_filename(file.folder, "./mine.ini", NULL);
    g_autofree char *before = g_get_current_dir();
    is(folder_find_plan(file.folder, "mine.ini"), file.path);
    is(folder_find_plan(file.folder, "./mine.ini"), dotted);
    g_assert_null(folder_find_given_plan(file.folder, "mine.ini"));
    g_assert_cmpint(g_chdir(file.folder), ==, 0);
    g_assert_null(folder_find_plan("/d", "mine.ini"));
    is(folder_find_given_plan("/d", "mine.ini"), "mine.ini");
    is(folder_find_given_plan("/d", "./mine.ini"), "./mine.ini");
    is(folder_find_given_plan("/d", file.path), file.path);
    g_assert_null(folder_find_given_plan("/d", "other.ini"));
    g_assert_cmpint(g_chdir(before), ==, 0);
    is(folder_find_given_plan("/d", "ke-sat"), SOURCE_DIR "/assets/plans/ke-sat.ini");
}

static void a_device_id_cannot_leave_its_folder(void)
{
    g_assert_true(device_id_is_valid("kiosk-1"));
    g_assert_false(device_id_is_valid(""));
    g_assert_false(device_id_is_valid(".."));
    g_assert_false(device_id_is_valid("a/b"));
    g_assert_false(device_id_is_valid("Kiosk"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/folder/a_data_folder_has_its_places", a_data_folder_has_its_places);
    g_test_add_func("/folder/the_data_folder_is_the_given_else_the_set_else_the_usual",
                    the_data_folder_is_the_given_else_the_set_else_the_usual);
    g_test_add_func("/folder/fonts_lie_in_the_assets_or_beside_them", fonts_lie_in_the_assets_or_beside_them);
    g_test_add_func("/folder/without_a_setting_the_assets_hold_words_and_plans",
                    without_a_setting_the_assets_hold_words_and_plans);
    g_test_add_func("/folder/a_plan_is_the_centers_own_before_the_shipped_one",
                    a_plan_is_the_centers_own_before_the_shipped_one);
    g_test_add_func("/folder/a_plan_given_as_a_file_is_that_file", a_plan_given_as_a_file_is_that_file);
    g_test_add_func("/folder/a_relative_file_in_center_ini_lies_beside_it",
                    a_relative_file_in_center_ini_lies_beside_it);
    g_test_add_func("/folder/a_device_id_cannot_leave_its_folder", a_device_id_cannot_leave_its_folder);
    return g_test_run();
}
