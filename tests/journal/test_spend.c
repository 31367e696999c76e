/* One-time links: what comes by one is stored once. */
#include "desk.h"
#include "raw.h"
#include "writer.h"
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 8, LINKS = 100, STORED = -1 };

static struct spend spend_of(int token, int form)
{
    struct spend spend;
    memset(&spend, 0, sizeof spend);
    memcpy(spend.token, &token, sizeof token);
    memcpy(spend.form, &form, sizeof form);
    return spend;
}

/* Appends one rating that came by the link; STORED, or the code of its error. */
static int come(journal_t *journal, int token, int form)
{
    GError *error = NULL;
    const struct spend spend = spend_of(token, form);
    struct journal_item item = {.rating = rating_at("dat-dai", 4, 0), .spend = &spend};
    g_assert_true(journal_append(journal, &item, 1, &error));
    g_assert_no_error(error);
    g_assert_true((item.error == NULL) == (item.seq > 0));
    int code = item.error != NULL ? item.error->code : STORED;
    g_clear_error(&item.error);
    return code;
}

static void expect_counted(const struct desk *desk, gint64 ratings)
{
    g_assert_cmpint(verify_sound(desk).ratings, ==, ratings);
    g_assert_cmpint(file_integer(desk->file, "SELECT count(*) FROM spent"), ==, ratings);
    g_assert_cmpint(file_integer(desk->file, "SELECT coalesce(sum(n4), 0) FROM tally"), ==, ratings);
}

static void test_once(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_assert_cmpint(come(journal, 1, 1), ==, STORED);
    g_assert_cmpint(come(journal, 1, 1), ==, JOURNAL_ERROR_REPEATED);
    g_assert_cmpint(come(journal, 1, 2), ==, JOURNAL_ERROR_SPENT);
    g_assert_cmpint(come(journal, 1, 1), ==, JOURNAL_ERROR_REPEATED);
    g_assert_cmpint(come(journal, 2, 1), ==, STORED);
    expect_counted(&desk, 2);
    journal_close(journal);
    journal = desk_open(&desk);
    g_assert_cmpint(come(journal, 2, 1), ==, JOURNAL_ERROR_REPEATED);
    g_assert_cmpint(come(journal, 2, 2), ==, JOURNAL_ERROR_SPENT);
    journal_close(journal);
    expect_counted(&desk, 2);
    desk_finish(&desk);
}

static void test_group(void)
{
    static const struct {
        int token, form, expected;
        gint64 seq;
    } cases[] = {
        {1, 1, STORED, 1}, {1, 1, JOURNAL_ERROR_REPEATED, 0}, {1, 2, JOURNAL_ERROR_SPENT, 0},
        {2, 1, STORED, 2}, {1, 1, JOURNAL_ERROR_REPEATED, 0},
    };
    struct desk desk;
    GError *error = NULL;
    struct journal_item items[G_N_ELEMENTS(cases)] = {{.seq = 0}};
    struct spend spends[G_N_ELEMENTS(cases)];
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        spends[i] = spend_of(cases[i].token, cases[i].form);
        items[i] = (struct journal_item){.rating = rating_at("dat-dai", 4, 0), .spend = &spends[i]};
    }
    g_assert_true(journal_append(journal, items, G_N_ELEMENTS(cases), &error));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(items[i].seq, ==, cases[i].seq);
        g_assert_cmpint(items[i].error != NULL ? items[i].error->code : STORED, ==, cases[i].expected);
        g_clear_error(&items[i].error);
    }
    journal_close(journal);
    expect_counted(&desk, 2);
    desk_finish(&desk);
}

/* What is refused leaves the link to whoever comes with something right. */
static void test_refused(void)
{
    struct desk desk;
    GError *error = NULL;
    const struct spend spend = spend_of(1, 1);
    g_autofree char *long_text = g_strnfill(REMARK_LETTERS + 1, 'x');
    struct journal_item items[4] = {{.seq = 0}};
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    items[0].rating = rating_at("dat-dai", 9, 0);
    items[1].rating = referring(ENTRY_CORRECTION, 7);
    items[1].rating.answers[ITEM_TTHC] = 1;
    items[2].rating = rating_at("dat-dai", 4, 0);
    items[2].remark = long_text;
    items[3].rating = rating_at("dat-dai", 4, 0);
    items[3].rating.kind = 0;
    for (int i = 0; i < 4; i++)
        items[i].spend = &spend;
    g_assert_true(journal_append(journal, items, 4, &error));
    for (int i = 0; i < 4; i++) {
        g_assert_error(items[i].error, JOURNAL_ERROR, JOURNAL_ERROR_INVALID);
        g_clear_error(&items[i].error);
    }
    expect_counted(&desk, 0);
    g_assert_cmpint(come(journal, 1, 2), ==, STORED);
    journal_close(journal);
    expect_counted(&desk, 1);
    desk_finish(&desk);
}

/* A row tells two random numbers and has no place in any order of time. */
static void test_apart(void)
{
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 4, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating); /* by no link */
    g_assert_cmpint(come(journal, 0x7a, 0x42), ==, STORED);
    journal_close(journal);
    sqlite3 *db = raw_open(desk.file);
    g_autofree char *row = raw_text(db, "SELECT hex(token) || ' ' || hex(form) FROM spent");
    g_assert_cmpstr(row, ==, "7A000000000000000000000000000000 42000000000000000000000000000000");
    g_autofree char *columns = raw_text(db, "SELECT group_concat(name) FROM pragma_table_info('spent')");
    g_assert_cmpstr(columns, ==, "token,form");
    g_autofree char *message = raw_fail(db, "SELECT rowid FROM spent");
    g_assert_nonnull(strstr(message, "no such column"));
    raw_close(db);
    desk_finish(&desk);
}

/* --- a disk that does not take it --- */

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    limit.rlim_cur = bytes;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

/* Two of a group came by one link; the group is not stored, and nobody is told that it was used. */
static void expect_not_taken(journal_t *journal)
{
    GError *error = NULL;
    const struct spend spends[] = {spend_of(1, 1), spend_of(1, 1), spend_of(1, 2)};
    struct journal_item items[3] = {{.seq = 0}};
    for (int i = 0; i < 3; i++)
        items[i] = (struct journal_item){
            .rating = rating_at("dat-dai", 4, 0), .spend = &spends[i], .remark = "Đã chờ lâu"};
    g_assert_false(journal_append(journal, items, 3, &error));
    g_assert_error(error, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE);
    g_clear_error(&error);
    for (int i = 0; i < 3; i++) {
        g_assert_cmpint(items[i].seq, ==, 0);
        g_assert_no_error(items[i].error);
    }
}

static int lose_the_disk(const struct desk *desk)
{
    signal(SIGXFSZ, SIG_IGN);
    journal_t *journal = desk_open(desk);
    g_assert_cmpint(come(journal, 9, 9), ==, STORED);
    limit_files(0);
    expect_not_taken(journal);
    limit_files(RLIM_INFINITY);
    g_assert_cmpint(come(journal, 1, 3), ==, STORED);
    g_assert_cmpint(come(journal, 1, 1), ==, JOURNAL_ERROR_SPENT);
    g_assert_cmpint(come(journal, 9, 9), ==, JOURNAL_ERROR_REPEATED);
    journal_close(journal);
    expect_counted(desk, 2);
    g_assert_cmpint(file_integer(desk->file, "SELECT count(*) FROM remark"), ==, 0);
    return 0;
}

static void test_lost_disk(void)
{
    struct desk desk;
    int status = 0;
    desk_init(&desk);
    pid_t child = fork();
    if (child == 0)
        _exit(lose_the_disk(&desk));
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    desk_finish(&desk);
}

/* --- many at once --- */

struct outcome {
    int answers, code;
    gint64 seq;
};

/* Comes by every link with a form of its own, and sends each form twice. */
struct visitor {
    writer_t *writer;
    int number;
    struct outcome first[LINKS], second[LINKS];
};

static void note(gint64 seq, const GError *error, void *payload)
{
    struct outcome *outcome = payload;
    outcome->answers++;
    outcome->seq = seq;
    outcome->code = error != NULL ? error->code : STORED;
}

static void *visit(void *payload)
{
    struct visitor *visitor = payload;
    struct submission submission = {.rating = rating_at("dat-dai", 4, 0)};
    submission.rating.when.trust = CLOCK_GIVEN;
    for (int i = 0; i < LINKS; i++) {
        int link = (i * 7 + visitor->number * 13) % LINKS;
        submission.spend = spend_of(link, visitor->number + 1);
        submission.remark[0] = '\0';
        if (link % 2 == 0)
            g_snprintf(submission.remark, sizeof submission.remark, "góp ý %d", link);
        writer_submit_whole(visitor->writer, &submission, note, &visitor->first[link]);
        writer_submit_whole(visitor->writer, &submission, note, &visitor->second[link]);
    }
    return NULL;
}

/* One visitor's first is stored and its second repeated; to all others the link is spent, both times. */
static void check_link(const struct visitor *visitors, int link)
{
    int stored = 0;
    for (int i = 0; i < THREADS; i++) {
        const struct outcome *first = &visitors[i].first[link], *second = &visitors[i].second[link];
        bool won = first->code == STORED;
        g_assert_cmpint(first->answers + second->answers, ==, 2);
        g_assert_cmpint(second->code, ==, won ? JOURNAL_ERROR_REPEATED : JOURNAL_ERROR_SPENT);
        g_assert_true(won == (first->seq > 0));
        g_assert_true(won || first->code == JOURNAL_ERROR_SPENT);
        g_assert_cmpint(second->seq, ==, 0);
        stored += won;
    }
    g_assert_cmpint(stored, ==, 1);
}

static void test_crowd(void)
{
    struct desk desk;
    GError *error = NULL;
    writer_t *writer = NULL;
    pthread_t threads[THREADS];
    g_autofree struct visitor *visitors = g_new0(struct visitor, THREADS);
    desk_init(&desk);
    g_assert_true(writer_open(&writer, desk.file, &desk.identity, &error));
    for (int i = 0; i < THREADS; i++) {
        visitors[i].writer = writer;
        visitors[i].number = i;
        g_assert_cmpint(pthread_create(&threads[i], NULL, visit, &visitors[i]), ==, 0);
    }
    for (int i = 0; i < THREADS; i++)
        g_assert_cmpint(pthread_join(threads[i], NULL), ==, 0);
    writer_close(writer);
    for (int link = 0; link < LINKS; link++)
        check_link(visitors, link);
    expect_counted(&desk, LINKS);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(DISTINCT text) FROM remark"), ==, LINKS / 2);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM remark"), ==, LINKS / 2);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/spend/a_link_stores_once_and_knows_its_form_again_after_a_restart_too", test_once);
    g_test_add_func("/spend/in_one_group_each_is_told_its_own", test_group);
    g_test_add_func("/spend/what_is_refused_does_not_use_up_its_link", test_refused);
    g_test_add_func("/spend/nothing_ties_a_link_to_its_rating_or_time", test_apart);
    g_test_add_func("/spend/a_commit_that_fails_uses_up_no_link", test_lost_disk);
    g_test_add_func("/spend/of_eight_who_come_by_one_link_at_once_one_is_stored", test_crowd);
    return g_test_run();
}
