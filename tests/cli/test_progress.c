#include "progress.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A terminal of ours: what is written to `theirs` is read from `ours`. */
struct terminal {
    int ours, theirs;
};

static void open_terminal(struct terminal *terminal, gconstpointer columns)
{
    const struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)GPOINTER_TO_UINT(columns)};

    terminal->ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    g_assert_cmpint(terminal->ours, >=, 0);
    g_assert_cmpint(grantpt(terminal->ours), ==, 0);
    g_assert_cmpint(unlockpt(terminal->ours), ==, 0);
    terminal->theirs = open(ptsname(terminal->ours), O_RDWR | O_NOCTTY | O_CLOEXEC);
    g_assert_cmpint(terminal->theirs, >=, 0);
    g_assert_cmpint(ioctl(terminal->theirs, TIOCSWINSZ, &size), ==, 0);
    g_assert_cmpint(fcntl(terminal->ours, F_SETFL, O_NONBLOCK), ==, 0);
}

static void close_terminal(struct terminal *terminal, gconstpointer unused)
{
    (void)unused;
    close(terminal->theirs);
    close(terminal->ours);
}

static void read_on(GString *seen, int from)
{
    char bytes[4096];
    ssize_t n;

    while ((n = read(from, bytes, sizeof bytes)) > 0)
        g_string_append_len(seen, bytes, n);
}

/* Reads until the text was seen. */
static void wait_for(GString *seen, const struct terminal *terminal, const char *text)
{
    while (!strstr(seen->str, text)) {
        g_usleep(10 * 1000);
        read_on(seen, terminal->ours);
    }
}

/* What a terminal shows on its line after these bytes: '\r' goes back to its beginning. Free with g_free. */
static char *shown(const char *bytes)
{
    GString *line = g_string_new(NULL);
    gsize at = 0;

    for (; *bytes; bytes++) {
        if (*bytes == '\r')
            at = 0;
        else if (at < line->len)
            line->str[at++] = *bytes;
        else {
            g_string_append_c(line, *bytes);
            at++;
        }
    }
    return g_strchomp(g_string_free(line, FALSE));
}

static void a_terminal_is_told_how_far_it_is(struct terminal *terminal, gconstpointer unused)
{
    progress_t *progress = progress_new(terminal->theirs, "sipas export", 400, 1);
    g_autoptr(GString) seen = g_string_new(NULL);

    (void)unused;
    wait_for(seen, terminal, "sipas export: 0 of 400 ratings (0 %), 0 s");
    progress_tell(progress, 100);
    wait_for(seen, terminal, "sipas export: 100 of 400 ratings (25 %)");
    progress_free(progress);
    read_on(seen, terminal->ours);
    g_autofree char *left = shown(seen->str);
    g_assert_cmpstr(left, ==, "");
}

static void what_is_counted_is_named(struct terminal *terminal, gconstpointer unused)
{
    progress_t *progress = progress_new(terminal->theirs, "sipas qr", 400, 1);
    g_autoptr(GString) seen = g_string_new(NULL);

    (void)unused;
    progress_count(progress, "slips");
    progress_tell(progress, 24);
    wait_for(seen, terminal, "sipas qr: 24 of 400 slips (6 %)");
    progress_free(progress);
}

static void without_a_number_the_seconds_are_told(struct terminal *terminal, gconstpointer unused)
{
    progress_t *progress = progress_new(terminal->theirs, "sipas verify: kiosk-1", 0, 1);
    g_autoptr(GString) seen = g_string_new(NULL);

    (void)unused;
    wait_for(seen, terminal, "sipas verify: kiosk-1: 0 s");
    progress_free(progress);
}

static void work_that_is_done_soon_is_not_told(struct terminal *terminal, gconstpointer unused)
{
    progress_t *progress = progress_new(terminal->theirs, "sipas export", 400, 3600 * 1000);
    g_autoptr(GString) seen = g_string_new(NULL);

    (void)unused;
    progress_tell(progress, 400);
    progress_free(progress);
    read_on(seen, terminal->ours);
    g_assert_cmpstr(seen->str, ==, "");
}

static void a_line_is_never_wider_than_the_terminal(struct terminal *terminal, gconstpointer unused)
{
    progress_t *progress = progress_new(terminal->theirs, "sipas export", 400, 1);
    g_autoptr(GString) seen = g_string_new(NULL);

    (void)unused;
    wait_for(seen, terminal, "sipas export: 0 of ");
    progress_free(progress);
    read_on(seen, terminal->ours);
    g_assert_null(strstr(seen->str, "400"));
}

static void what_is_erased_leaves_the_line_empty_and_comes_back(struct terminal *terminal,
                                                                gconstpointer unused)
{
    progress_t *progress = progress_new(terminal->theirs, "sipas import", 400, 1);
    g_autoptr(GString) seen = g_string_new(NULL);

    (void)unused;
    wait_for(seen, terminal, "0 of 400");
    progress_erase(progress);
    g_string_truncate(seen, 0);
    wait_for(seen, terminal, "0 of 400");
    progress_free(progress);
}

static void a_file_or_a_pipe_is_told_nothing(void)
{
    int ends[2];
    char byte;

    g_assert_cmpint(pipe2(ends, O_CLOEXEC), ==, 0);
    progress_t *progress = progress_new(ends[1], "sipas export", 400, 0);
    progress_tell(progress, 100);
    g_usleep(600 * 1000);
    progress_erase(progress);
    progress_free(progress);
    close(ends[1]);
    g_assert_cmpint(read(ends[0], &byte, 1), ==, 0);
    close(ends[0]);
}

#define ADD(test, columns)                                                                                   \
    g_test_add("/progress/" #test, struct terminal, GUINT_TO_POINTER(columns), open_terminal, test,          \
               close_terminal)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_terminal_is_told_how_far_it_is, 80);
    ADD(what_is_counted_is_named, 80);
    ADD(without_a_number_the_seconds_are_told, 80);
    ADD(work_that_is_done_soon_is_not_told, 80);
    ADD(a_line_is_never_wider_than_the_terminal, 20);
    ADD(what_is_erased_leaves_the_line_empty_and_comes_back, 80);
    g_test_add_func("/progress/a_file_or_a_pipe_is_told_nothing", a_file_or_a_pipe_is_told_nothing);
    return g_test_run();
}
