/* The real sipas-kiosk, started as a process on SDL's dummy driver with data folders made here. */
#include "folder.h"
#include "seal.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *read_text(const char *file)
{
    char *text = NULL;
    g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
    return text;
}

static void write_text(const char *file, const char *text)
{
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

/* A whole data folder: the sample center and a key. */
static char *make_data(void)
{
    g_autoptr(GError) error = NULL;
    char *data = g_dir_make_tmp("sipas-kiosk-XXXXXX", NULL);
    g_autofree char *ini = folder_center_ini(data);
    g_autofree char *keys = folder_keys(data);
    g_autofree char *key = folder_seal_key(data);
    g_autofree char *sample = read_text(SOURCE_DIR "/assets/center.ini");
    write_text(ini, sample);
    g_assert_cmpint(g_mkdir(keys, 0700), ==, 0);
    seal_key_create(key, &error);
    g_assert_no_error(error);
    return data;
}

static void remove_all(const char *path)
{
    GDir *folder = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_all(inner);
    }
    if (folder != NULL)
        g_dir_close(folder);
    g_assert_cmpint(g_remove(path), ==, 0);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every path below a folder, sorted, one a line: what a failed start must not change. */
static void list_into(GString *out, const char *path)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    GDir *folder = g_dir_open(path, 0, NULL);
    const char *name;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL)
        g_ptr_array_add(names, g_build_filename(path, name, NULL));
    if (folder != NULL)
        g_dir_close(folder);
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_string_append_printf(out, "%s\n", (char *)names->pdata[i]);
        list_into(out, names->pdata[i]);
    }
}

static char *list(const char *path)
{
    GString *out = g_string_new(NULL);
    list_into(out, path);
    return g_string_free(out, FALSE);
}

/* Runs the kiosk to its end with up to two more words on its command line; returns its exit status. */
static int run(char **output, char **errors, const char *data, const char *first, const char *second)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, (char *)KIOSK);
    if (data != NULL) {
        g_ptr_array_add(argv, (char *)"--data");
        g_ptr_array_add(argv, (char *)data);
    }
    if (first != NULL)
        g_ptr_array_add(argv, (char *)first);
    if (second != NULL)
        g_ptr_array_add(argv, (char *)second);
    g_ptr_array_add(argv, NULL);
    int status;
    g_assert_true(g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, output, errors,
                               &status, NULL));
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* One line that names the thing, exit status 1, and nothing made or changed. */
static void assert_refused(const char *data, const char *first, const char *second, const char *naming)
{
    g_autofree char *output = NULL, *errors = NULL;
    g_autofree char *before = list(data);
    g_assert_cmpint(run(&output, &errors, data, first, second), ==, 1);
    g_autofree char *after = list(data);
    g_assert_cmpstr(output, ==, "");
    g_assert_true(g_str_has_prefix(errors, "sipas-kiosk: "));
    g_assert_cmpuint(strcspn(errors, "\n"), ==, strlen(errors) - 1);
    if (strstr(errors, naming) == NULL)
        g_error("not named %s: %s", naming, errors);
    g_test_message("%s", errors);
    g_assert_cmpstr(before, ==, after);
}

/* --- running --- */

static bool exists(const char *file)
{
    return g_file_test(file, G_FILE_TEST_EXISTS);
}

static void wait_for(const char *file, GPid kiosk)
{
    while (!exists(file)) {
        g_assert_cmpint(waitpid(kiosk, NULL, WNOHANG), ==, 0); /* still running */
        g_usleep(10000);
    }
}

static GPid start(const char *data, const char *picture, int *errors)
{
    const char *argv[] = {KIOSK, "--data", data, "--screenshot", picture, "--verbose", NULL};
    GPid kiosk;
    g_assert_true(g_spawn_async_with_pipes(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                           &kiosk, NULL, NULL, errors, NULL));
    return kiosk;
}

static char *read_to_end(int fd)
{
    GString *text = g_string_new(NULL);
    char piece[512];
    ssize_t n;
    while ((n = read(fd, piece, sizeof piece)) > 0)
        g_string_append_len(text, piece, n);
    close(fd);
    return g_string_free(text, FALSE);
}

static void test_signal_ends_it_well(gconstpointer signal)
{
    g_autofree char *data = make_data();
    g_autofree char *picture = g_build_filename(data, "screen.png", NULL);
    g_autofree char *journal = folder_journal(data, "kiosk-1");
    int errors, status;
    GPid kiosk = start(data, picture, &errors);
    wait_for(journal, kiosk); /* signals are held back by then */
    kill(kiosk, SIGUSR1);
    wait_for(picture, kiosk);
    kill(kiosk, GPOINTER_TO_INT(signal));
    g_assert_cmpint(waitpid(kiosk, &status, 0), ==, kiosk);
    g_autofree char *said = read_to_end(errors);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        g_error("status %d: %s", status, said);
    g_assert_true(g_str_has_prefix(said, "SDL 2."));
    g_assert_nonnull(strstr(said, "video dummy, renderer software, HarfBuzz "));
    remove_all(data);
}

static void test_second_kiosk_of_a_device_is_refused(void)
{
    g_autofree char *data = make_data();
    g_autofree char *picture = g_build_filename(data, "screen.png", NULL);
    g_autofree char *journal = folder_journal(data, "kiosk-1");
    g_autofree char *output = NULL, *said = NULL;
    int errors;
    GPid kiosk = start(data, picture, &errors);
    wait_for(journal, kiosk);
    kill(kiosk, SIGUSR1);
    wait_for(picture, kiosk);
    g_assert_cmpint(run(&output, &said, data, NULL, NULL), ==, 1);
    g_assert_nonnull(strstr(said, "journal"));
    kill(kiosk, SIGTERM);
    waitpid(kiosk, NULL, 0);
    close(errors);
    remove_all(data);
}

/* --- refused starts --- */

static void test_missing_data_folder(void)
{
    g_autofree char *folder = g_dir_make_tmp("sipas-kiosk-XXXXXX", NULL);
    g_autofree char *data = g_build_filename(folder, "nowhere", NULL);
    assert_refused(data, NULL, NULL, "nowhere");
    g_assert_false(exists(data));
    remove_all(folder);
}

static void test_missing_center_ini(void)
{
    g_autofree char *data = make_data();
    g_autofree char *ini = folder_center_ini(data);
    remove_all(ini);
    assert_refused(data, NULL, NULL, "center.ini");
    remove_all(data);
}

static void test_wrong_center_ini(void)
{
    g_autofree char *data = make_data();
    g_autofree char *ini = folder_center_ini(data);
    g_autofree char *sample = read_text(ini);
    char **parts = g_strsplit(sample, "idle-seconds = 30", 2);
    g_autofree char *changed = g_strjoinv("idle-seconds = never", parts);
    g_strfreev(parts);
    g_assert_cmpstr(changed, !=, sample);
    write_text(ini, changed);
    assert_refused(data, NULL, NULL, "idle-seconds");
    remove_all(data);
}

static void test_language_without_words(void)
{
    g_autofree char *data = make_data();
    g_autofree char *ini = folder_center_ini(data);
    g_autofree char *sample = read_text(ini);
    char **parts = g_strsplit(sample, "languages = vi;en", 2);
    g_autofree char *changed = g_strjoinv("languages = vi;km", parts);
    g_strfreev(parts);
    g_assert_cmpstr(changed, !=, sample);
    write_text(ini, changed);
    assert_refused(data, NULL, NULL, "km");
    remove_all(data);
}

static void test_unknown_area(void)
{
    g_autofree char *data = make_data();
    assert_refused(data, "--area", "khong-co", "khong-co");
    remove_all(data);
}

static void test_missing_key(void)
{
    g_autofree char *data = make_data();
    g_autofree char *key = folder_seal_key(data);
    remove_all(key);
    assert_refused(data, NULL, NULL, "seal.key");
    remove_all(data);
}

static void test_key_that_others_can_read(void)
{
    g_autofree char *data = make_data();
    g_autofree char *key = folder_seal_key(data);
    g_chmod(key, 0644);
    assert_refused(data, NULL, NULL, "seal.key");
    remove_all(data);
}

/* A file where the folder should be stops even an administrator. */
static void test_folder_that_cannot_be_made(void)
{
    g_autofree char *data = make_data();
    g_autofree char *devices = folder_devices(data);
    write_text(devices, "not a folder");
    assert_refused(data, NULL, NULL, "devices");
    remove_all(data);
}

static void test_folder_that_cannot_be_written(void)
{
    if (geteuid() == 0) {
        g_test_skip("an administrator can write everywhere");
        return;
    }
    g_autofree char *data = make_data();
    g_chmod(data, 0500);
    assert_refused(data, NULL, NULL, "devices");
    g_chmod(data, 0700);
    remove_all(data);
}

static void test_file_that_is_no_journal(void)
{
    g_autofree char *data = make_data();
    g_autofree char *folder = folder_device(data, "kiosk-1");
    g_autofree char *journal = folder_journal(data, "kiosk-1");
    g_autofree char *output = NULL, *errors = NULL;
    g_assert_cmpint(g_mkdir_with_parents(folder, 0750), ==, 0);
    write_text(journal, "This is a letter and not a journal, however long it may be.\n");
    g_assert_cmpint(run(&output, &errors, data, NULL, NULL), ==, 1);
    g_assert_true(g_str_has_prefix(errors, "sipas-kiosk: "));
    g_assert_nonnull(strstr(errors, "journal.db"));
    g_autofree char *after = read_text(journal);
    g_assert_cmpstr(after, ==, "This is a letter and not a journal, however long it may be.\n");
    remove_all(data);
}

static void test_no_display(void)
{
    g_autofree char *data = make_data();
    g_setenv("SDL_VIDEODRIVER", "no-such-driver", TRUE);
    assert_refused(data, NULL, NULL, "video: expected ");
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    remove_all(data);
}

static void test_wrong_usage(void)
{
    g_autofree char *output = NULL, *errors = NULL;
    g_assert_cmpint(run(&output, &errors, NULL, "--fullscreen", NULL), ==, 2);
    g_assert_cmpstr(output, ==, "");
    g_assert_nonnull(strstr(errors, "--fullscreen"));
    g_assert_cmpuint(strcspn(errors, "\n"), ==, strlen(errors) - 1);
}

static void test_help_and_version(void)
{
    g_autofree char *help = NULL, *version = NULL, *errors = NULL, *none = NULL;
    g_assert_cmpint(run(&help, &errors, NULL, "--help", NULL), ==, 0);
    g_assert_nonnull(strstr(help, "--screenshot=FILE"));
    g_assert_cmpint(run(&version, &none, NULL, "--version", NULL), ==, 0);
    g_assert_cmpstr(version, ==, "sipas-kiosk " SIPAS_VERSION "\n");
}

int main(int argc, char **argv)
{
    g_setenv("SDL_VIDEODRIVER", "dummy", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/kiosk/sigterm_ends_it_well", GINT_TO_POINTER(SIGTERM), test_signal_ends_it_well);
    g_test_add_data_func("/kiosk/sighup_ends_it_well", GINT_TO_POINTER(SIGHUP), test_signal_ends_it_well);
    g_test_add_func("/kiosk/a_second_one_of_the_same_device_is_refused",
                    test_second_kiosk_of_a_device_is_refused);
    g_test_add_func("/kiosk/refuses/a_missing_data_folder", test_missing_data_folder);
    g_test_add_func("/kiosk/refuses/a_missing_center_ini", test_missing_center_ini);
    g_test_add_func("/kiosk/refuses/a_wrong_center_ini", test_wrong_center_ini);
    g_test_add_func("/kiosk/refuses/a_language_without_words", test_language_without_words);
    g_test_add_func("/kiosk/refuses/an_unknown_area", test_unknown_area);
    g_test_add_func("/kiosk/refuses/a_missing_key", test_missing_key);
    g_test_add_func("/kiosk/refuses/a_key_that_others_can_read", test_key_that_others_can_read);
    g_test_add_func("/kiosk/refuses/a_folder_that_cannot_be_made", test_folder_that_cannot_be_made);
    g_test_add_func("/kiosk/refuses/a_folder_that_cannot_be_written", test_folder_that_cannot_be_written);
    g_test_add_func("/kiosk/refuses/a_file_that_is_no_journal", test_file_that_is_no_journal);
    g_test_add_func("/kiosk/refuses/to_run_without_a_display", test_no_display);
    g_test_add_func("/kiosk/wrong_usage_ends_with_two", test_wrong_usage);
    g_test_add_func("/kiosk/tells_help_and_version", test_help_and_version);
    return g_test_run();
}
