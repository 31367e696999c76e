/* A machine that is reached and then says nothing more is given up. */
#include "remote.h"
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

static void assert_given_up(const char *ssh, const char *why)
{
    struct remote remote = {.host = (char *)"machine", .folder = (char *)"", .patience = 1};
    g_autofree char *folder = g_dir_make_tmp("sipas-remote-XXXXXX", NULL);
    g_autofree char *bundle = g_build_filename(folder, "bundle", NULL);
    g_autoptr(GError) error = NULL;
    bool any = true;

    g_setenv("SIPAS_SSH", ssh, TRUE);
    g_assert_false(remote_fetch(&any, &remote, "web", 0, bundle, &error));
    g_assert_false(any);
    g_assert_error(error, REMOTE_ERROR, REMOTE_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, why));
    g_unlink(bundle);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void silence_is_given_up(void)
{
    assert_given_up("sh -c 'exec sleep 1000' ssh", "sent nothing for 1 second");
}

/* What is said beside the bundle is no byte of it. */
static void talk_without_a_bundle_is_given_up(void)
{
    assert_given_up("sh -c 'while echo still there; do sleep 0.1; done >&2' ssh",
                    "sent nothing for 1 second");
}

static void a_stream_that_stands_still_is_given_up(void)
{
    assert_given_up("sh -c 'head -c 512 /dev/zero; exec sleep 1000' ssh", "sent nothing for 1 second");
}

/* The stream has ended and its program has not: it is ended, too. */
static void a_program_that_does_not_end_is_ended(void)
{
    assert_given_up("sh -c 'exec >&-; exec sleep 1000' ssh", "ended with 137");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/remote/silence_is_given_up", silence_is_given_up);
    g_test_add_func("/remote/talk_without_a_bundle_is_given_up", talk_without_a_bundle_is_given_up);
    g_test_add_func("/remote/a_stream_that_stands_still_is_given_up", a_stream_that_stands_still_is_given_up);
    g_test_add_func("/remote/a_program_that_does_not_end_is_ended", a_program_that_does_not_end_is_ended);
    return g_test_run();
}
