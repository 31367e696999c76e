/* The command line of sipas-kiosk. */
#include "options.h"
#include <string.h>

/* Reads the words of `line` as a command line. */
static bool read_line(struct options *out, const char *line, GError **error)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    g_autofree char **argv =
        g_memdup2(words, (g_strv_length(words) + 1) * sizeof *words); /* parsing reorders it */
    return options_read(out, (int)g_strv_length(words), argv, error);
}

static void test_defaults(void)
{
    g_autoptr(GError) error = NULL;
    struct options options;
    g_unsetenv("SIPAS_DATA");
    g_assert_true(read_line(&options, "sipas-kiosk", &error));
    g_assert_cmpstr(options.data, ==, "/var/lib/sipas");
    g_assert_cmpstr(options.device, ==, "kiosk-1");
    g_assert_null(options.area);
    g_assert_null(options.screenshot);
    g_assert_false(options.window);
    g_assert_cmpint(options.rotation, ==, -1);
    options_clear(&options);
}

static void test_every_option(void)
{
    g_autoptr(GError) error = NULL;
    struct options options;
    g_assert_true(
        read_line(&options,
                  "sipas-kiosk --data /srv/x --device quay-2 --area dat-dai --window --size 1024x768 "
                  "--rotation 270 --screenshot /tmp/a.png --verbose",
                  &error));
    g_assert_cmpstr(options.data, ==, "/srv/x");
    g_assert_cmpstr(options.device, ==, "quay-2");
    g_assert_cmpstr(options.area, ==, "dat-dai");
    g_assert_true(options.window);
    g_assert_cmpint(options.width, ==, 1024);
    g_assert_cmpint(options.height, ==, 768);
    g_assert_cmpint(options.rotation, ==, 270);
    g_assert_cmpstr(options.screenshot, ==, "/tmp/a.png");
    g_assert_true(options.verbose);
    options_clear(&options);
}

static void test_data_folder_of_the_environment(void)
{
    g_autoptr(GError) error = NULL;
    struct options options;
    g_setenv("SIPAS_DATA", "/srv/commune", TRUE);
    g_assert_true(read_line(&options, "sipas-kiosk", &error));
    g_assert_cmpstr(options.data, ==, "/srv/commune");
    options_clear(&options);
    g_assert_true(read_line(&options, "sipas-kiosk --data /srv/other", &error));
    g_assert_cmpstr(options.data, ==, "/srv/other");
    options_clear(&options);
    g_unsetenv("SIPAS_DATA");
}

static void test_wrong_usage_is_named(void)
{
    static const char *const wrong[][2] = {
        {"sipas-kiosk --windows", "--windows"},
        {"sipas-kiosk --data", "--data"},
        {"sipas-kiosk now", "now"},
        {"sipas-kiosk --device Kiosk_1", "Kiosk_1"},
        {"sipas-kiosk --device ../kiosk-2", "../kiosk-2"},
        {"sipas-kiosk --rotation 45", "45"},
        {"sipas-kiosk --rotation 360", "360"},
        {"sipas-kiosk --rotation -90", "-90"},
        {"sipas-kiosk --rotation left", "left"},
        {"sipas-kiosk --size 1280x720", "--window"},
        {"sipas-kiosk --window --size 1280", "1280"},
        {"sipas-kiosk --window --size 1280x", "1280x"},
        {"sipas-kiosk --window --size 1280x720x3", "1280x720x3"},
        {"sipas-kiosk --window --size 599x720", "599x720"},
        {"sipas-kiosk --window --size 1280x3841", "1280x3841"},
        {"sipas-kiosk --window --size 99999999999x720", "99999999999x720"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        struct options options;
        g_assert_false(read_line(&options, wrong[i][0], &error));
        g_assert_nonnull(strstr(error->message, wrong[i][1]));
        g_assert_null(strchr(error->message, '\n'));
        options_clear(&options);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/options/none_are_needed", test_defaults);
    g_test_add_func("/options/every_one_is_taken", test_every_option);
    g_test_add_func("/options/the_data_folder_can_come_from_the_environment",
                    test_data_folder_of_the_environment);
    g_test_add_func("/options/wrong_usage_is_named_in_one_line", test_wrong_usage_is_named);
    return g_test_run();
}
