#include "clock.h"
#include <string.h>

static void test_now(void)
{
    struct moment moment;
    gint64 before = g_get_real_time() / 1000;
    clock_read(&moment);
    gint64 after = g_get_real_time() / 1000;
    g_assert_cmpint(moment.utc_ms, >=, before);
    g_assert_cmpint(moment.utc_ms, <=, after);
    g_assert_cmpint(moment.day, ==, moment_local_day(moment.utc_ms));
    g_assert_cmpint(moment.trust, !=, CLOCK_GIVEN);
}

static void test_mono(void)
{
    struct moment first, second;
    g_autofree char *uptime = NULL;
    clock_read(&first);
    g_assert_true(g_file_get_contents("/proc/uptime", &uptime, NULL, NULL));
    clock_read(&second);
    gint64 kernel_ms = (gint64)(g_ascii_strtod(uptime, NULL) * 1000);
    g_assert_cmpint(first.mono_ms, <=, kernel_ms + 10); /* the file shows hundredths */
    g_assert_cmpint(second.mono_ms, >=, kernel_ms);
}

static void test_boot(void)
{
    struct moment moment;
    g_autofree char *text = NULL;
    g_autoptr(GString) digits = g_string_new(NULL);
    if (!g_file_get_contents("/proc/sys/kernel/random/boot_id", &text, NULL, NULL)) {
        g_test_skip("this system has no boot id");
        return;
    }
    clock_read(&moment);
    for (int i = 0; i < BOOT_ID_SIZE; i++)
        g_string_append_printf(digits, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x",
                               moment.boot[i]);
    g_assert_cmpstr(digits->str, ==, g_strchomp(text));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clock/the_wall_clock_is_the_systems_and_its_day_the_local_one", test_now);
    g_test_add_func("/clock/the_other_clock_counts_from_the_start_of_the_machine", test_mono);
    g_test_add_func("/clock/the_boot_id_is_the_kernels", test_boot);
    return g_test_run();
}
