/* A writer killed at any moment has lost nothing that it said was stored. */
#include "desk.h"
#include "raw.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 20, GROUP = 3 };

/* A link that nobody came by before. */
static struct spend new_link(int i)
{
    struct spend spend = {.form = {1}};
    const int number[] = {getpid(), i};
    memcpy(spend.token, number, sizeof number);
    return spend;
}

/* Appends groups for ever, in each of which one came by a link and left a remark, and tells the last seq of
 * each after it was acknowledged. */
static void append_for_ever(const struct desk *desk, int told)
{
    journal_t *journal = desk_open(desk);
    for (int i = 0;; i++) {
        struct journal_item items[GROUP];
        const struct spend spend = new_link(i);
        memset(items, 0, sizeof items);
        for (int k = 0; k < GROUP; k++)
            items[k].rating = rating_at(k == 0 ? "dat-dai" : "ho-tich", 1 + (i + k) % 5, i);
        items[0].spend = &spend;
        items[0].remark = "Chờ lâu";
        if (!journal_append(journal, items, GROUP, NULL) ||
            write(told, &items[GROUP - 1].seq, sizeof items[0].seq) != (ssize_t)sizeof items[0].seq)
            _exit(1);
    }
}

/* The last seq the child told before it was killed. */
static gint64 kill_after(const struct desk *desk, gulong pause_us)
{
    int pipes[2], status = 0;
    gint64 seq = 0, last = 0;
    g_assert_cmpint(pipe(pipes), ==, 0);
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0)
        append_for_ever(desk, pipes[1]);
    close(pipes[1]);
    g_assert_cmpint(read(pipes[0], &last, sizeof last), ==, sizeof last);
    g_usleep(pause_us);
    g_assert_cmpint(kill(child, SIGKILL), ==, 0);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFSIGNALED(status));
    while (read(pipes[0], &seq, sizeof seq) == (ssize_t)sizeof seq)
        last = seq;
    close(pipes[0]);
    return last;
}

static void test_kill(void)
{
    struct desk desk;
    desk_init(&desk);
    for (int round = 0; round < ROUNDS; round++) {
        gint64 told = kill_after(&desk, (gulong)g_test_rand_int_range(0, 20000));
        struct verify_result result = verify_sound(&desk);
        g_assert_cmpint(result.head_seq, >=, told);
        g_assert_cmpint(result.entries, ==, result.head_seq);
        g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM spent"), ==, result.entries / GROUP);
        g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM remark"), ==, result.entries / GROUP);
    }
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/kill/what_was_acknowledged_is_there_after_each_of_twenty_kills", test_kill);
    return g_test_run();
}
