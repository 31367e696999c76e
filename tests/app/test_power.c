/* Power with a stand-in for systemctl on PATH that writes down what it was asked. */
#include "power.h"
#include <glib/gstdio.h>

static char *folder;

static void stand_in(const char *script)
{
    g_autofree char *file = g_build_filename(folder, "systemctl", NULL);
    g_assert_true(g_file_set_contents_full(file, script, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0755, NULL));
}

static void the_word_is_handed_over(void)
{
    g_autofree char *said = g_build_filename(folder, "said", NULL);
    g_autofree char *script = g_strdup_printf("#!/bin/sh\necho \"$*\" >%s\n", said);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    stand_in(script);
    g_assert_true(power_command("poweroff", &error));
    g_assert_no_error(error);
    g_assert_true(g_file_get_contents(said, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "poweroff\n");
    g_remove(said);
}

static void a_refusal_is_told(void)
{
    g_autoptr(GError) error = NULL;

    stand_in("#!/bin/sh\nexit 1\n");
    g_assert_false(power_command("reboot", &error));
    g_assert_nonnull(error);
}

static void a_machine_without_systemctl_is_told(void)
{
    g_autofree char *file = g_build_filename(folder, "systemctl", NULL);
    g_autoptr(GError) error = NULL;

    g_remove(file);
    g_assert_false(power_command("reboot", &error));
    g_assert_nonnull(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sipas-power-XXXXXX", NULL);
    g_setenv("PATH", folder, TRUE); /* nothing of the machine may be found here */
    g_test_add_func("/power/the_word_is_handed_over", the_word_is_handed_over);
    g_test_add_func("/power/a_refusal_is_told", a_refusal_is_told);
    g_test_add_func("/power/a_machine_without_systemctl_is_told", a_machine_without_systemctl_is_told);
    int status = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return status;
}
