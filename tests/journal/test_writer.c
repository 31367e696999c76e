#include "desk.h"
#include "raw.h"
#include "writer.h"
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 8, EACH = 400 };

/* What became of one submission; written by the writer's thread alone until the writer is closed. */
struct outcome {
    int answers;
    gint64 seq;
    int code; /* of the error; -1: none */
};

static void note(gint64 seq, const GError *error, void *payload)
{
    struct outcome *outcome = payload;
    outcome->answers++;
    outcome->seq = seq;
    outcome->code = error != NULL ? error->code : -1;
}

static writer_t *open_ok(const struct desk *desk)
{
    GError *error = NULL;
    writer_t *writer = NULL;
    writer_open(&writer, desk->file, &desk->identity, &error);
    g_assert_no_error(error);
    g_assert_nonnull(writer);
    return writer;
}

static void test_open_fails(void)
{
    struct desk desk;
    GError *error = NULL;
    writer_t *writer = NULL;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_assert_false(writer_open(&writer, desk.file, &desk.identity, &error));
    g_assert_null(writer);
    expect_error(&error, JOURNAL_ERROR_OPEN, desk.file, "only writer");
    journal_close(journal);
    writer_close(NULL);
    desk_finish(&desk);
}

/* Submissions in order, one refused, probes between. */
static void test_answers(void)
{
    struct desk desk;
    struct outcome outcomes[6];
    memset(outcomes, 0, sizeof outcomes);
    desk_init(&desk);
    writer_t *writer = open_ok(&desk);
    struct rating good = rating_at("dat-dai", 5, 0), bad = rating_at("dat-dai", 0, 0);
    struct rating correction = referring(ENTRY_CORRECTION, 1);
    correction.answers[ITEM_TTHC] = 1;
    writer_submit(writer, &good, note, &outcomes[0]);
    writer_probe(writer, note, &outcomes[1]);
    writer_submit(writer, &bad, note, &outcomes[2]);
    writer_submit(writer, &correction, note, &outcomes[3]);
    writer_probe(writer, note, &outcomes[4]);
    writer_submit(writer, &good, note, &outcomes[5]);
    writer_close(writer);
    const gint64 expected[] = {1, 1, 0, 2, 1, 3};
    for (int i = 0; i < 6; i++) {
        g_assert_cmpint(outcomes[i].answers, ==, 1);
        g_assert_cmpint(outcomes[i].seq, ==, expected[i]);
        g_assert_cmpint(outcomes[i].code, ==, i == 2 ? (int)JOURNAL_ERROR_INVALID : -1);
    }
    g_assert_cmpint(verify_sound(&desk).entries, ==, 3);
    desk_finish(&desk);
}

/* --- many threads --- */

struct crowd {
    writer_t *writer;
    int number;
    struct outcome outcomes[EACH];
};

static void *submit_many(void *payload)
{
    struct crowd *crowd = payload;
    for (int i = 0; i < EACH; i++) {
        struct rating rating = rating_at("dat-dai", i % 10 == 9 ? 0 : 1 + i % 5, i);
        rating.when.trust = CLOCK_GIVEN;
        writer_submit(crowd->writer, &rating, note, &crowd->outcomes[i]);
    }
    return NULL;
}

/* Each answered once; a refused one with no seq, the others each with its own, later ones with later ones. */
static void check_crowd(const struct crowd *crowd, bool *seen, gint64 last)
{
    gint64 before = 0;
    for (int i = 0; i < EACH; i++) {
        const struct outcome *outcome = &crowd->outcomes[i];
        g_assert_cmpint(outcome->answers, ==, 1);
        if (i % 10 == 9) {
            g_assert_cmpint(outcome->seq, ==, 0);
            continue;
        }
        g_assert_cmpint(outcome->seq, >, before);
        g_assert_cmpint(outcome->seq, <=, last);
        g_assert_false(seen[outcome->seq]);
        seen[outcome->seq] = true;
        before = outcome->seq;
    }
}

static void test_crowd(void)
{
    enum { STORED = THREADS * (EACH - EACH / 10) };
    struct desk desk;
    pthread_t threads[THREADS];
    g_autofree struct crowd *crowds = g_new0(struct crowd, THREADS);
    g_autofree bool *seen = g_new0(bool, STORED + 1);
    desk_init(&desk);
    writer_t *writer = open_ok(&desk);
    for (int i = 0; i < THREADS; i++) {
        crowds[i].writer = writer;
        crowds[i].number = i;
        g_assert_cmpint(pthread_create(&threads[i], NULL, submit_many, &crowds[i]), ==, 0);
    }
    for (int i = 0; i < THREADS; i++)
        g_assert_cmpint(pthread_join(threads[i], NULL), ==, 0);
    writer_close(writer); /* most still wait: closing answers them */
    for (int i = 0; i < THREADS; i++)
        check_crowd(&crowds[i], seen, STORED);
    struct verify_result result = verify_sound(&desk);
    g_assert_cmpint(result.entries, ==, STORED);
    desk_finish(&desk);
}

/* --- answers that submit --- */

struct chain {
    writer_t *writer;
    int left;
};

static void submit_next(gint64 seq, const GError *error, void *payload)
{
    struct chain *chain = payload;
    g_assert_null(error);
    g_assert_cmpint(seq, >, 0);
    if (chain->left-- > 0) {
        struct rating rating = rating_at("dat-dai", 3, 0);
        writer_submit(chain->writer, &rating, submit_next, chain);
    }
}

static void test_chain(void)
{
    struct desk desk;
    desk_init(&desk);
    writer_t *writer = open_ok(&desk);
    struct chain chain = {writer, 10};
    struct rating rating = rating_at("dat-dai", 3, 0);
    writer_submit(writer, &rating, submit_next, &chain);
    writer_close(writer);
    g_assert_cmpint(chain.left, ==, -1);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 11);
    desk_finish(&desk);
}

/* --- a disk that does not take it --- */

struct answer {
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct outcome outcome;
};

static void give(gint64 seq, const GError *error, void *payload)
{
    struct answer *answer = payload;
    pthread_mutex_lock(&answer->lock);
    note(seq, error, &answer->outcome);
    pthread_cond_signal(&answer->given);
    pthread_mutex_unlock(&answer->lock);
}

static struct outcome wait_for(struct answer *answer)
{
    pthread_mutex_lock(&answer->lock);
    while (answer->outcome.answers == 0)
        pthread_cond_wait(&answer->given, &answer->lock);
    struct outcome outcome = answer->outcome;
    answer->outcome = (struct outcome){0};
    pthread_mutex_unlock(&answer->lock);
    return outcome;
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    limit.rlim_cur = bytes;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

static int lose_the_disk(const struct desk *desk)
{
    struct answer answer = {.lock = PTHREAD_MUTEX_INITIALIZER, .given = PTHREAD_COND_INITIALIZER};
    struct rating rating = rating_at("dat-dai", 5, 0);
    signal(SIGXFSZ, SIG_IGN);
    writer_t *writer = open_ok(desk);
    limit_files(0);
    writer_submit(writer, &rating, give, &answer);
    struct outcome outcome = wait_for(&answer);
    g_assert_cmpint(outcome.seq, ==, 0);
    g_assert_cmpint(outcome.code, ==, JOURNAL_ERROR_STORAGE);
    writer_probe(writer, give, &answer);
    g_assert_cmpint(wait_for(&answer).seq, ==, 0);
    limit_files(RLIM_INFINITY);
    writer_probe(writer, give, &answer);
    g_assert_cmpint(wait_for(&answer).seq, ==, 1);
    writer_submit(writer, &rating, give, &answer);
    g_assert_cmpint(wait_for(&answer).seq, ==, 1);
    writer_close(writer);
    return 0;
}

static void test_storage(void)
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
    g_assert_cmpint(verify_sound(&desk).entries, ==, 1);
    desk_finish(&desk);
}

/* Durable when answered: another connection sees it at that moment. */
static void test_stored_when_answered(void)
{
    struct desk desk;
    struct answer answer = {.lock = PTHREAD_MUTEX_INITIALIZER, .given = PTHREAD_COND_INITIALIZER};
    struct rating rating = rating_at("dat-dai", 5, 0);
    desk_init(&desk);
    writer_t *writer = open_ok(&desk);
    for (gint64 i = 1; i <= 5; i++) {
        writer_submit(writer, &rating, give, &answer);
        g_assert_cmpint(wait_for(&answer).seq, ==, i);
        g_assert_cmpint(file_integer(desk.file, "SELECT max(seq) FROM entry"), ==, i);
    }
    writer_close(writer);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/writer/a_journal_that_cannot_be_opened_is_told_at_once", test_open_fails);
    g_test_add_func("/writer/each_submission_is_answered_once_and_in_order", test_answers);
    g_test_add_func("/writer/a_crowd_of_threads_gets_gapless_numbers_and_closing_answers_all", test_crowd);
    g_test_add_func("/writer/an_answer_may_submit", test_chain);
    g_test_add_func("/writer/what_is_answered_is_stored", test_stored_when_answered);
    g_test_add_func("/writer/a_lost_disk_is_answered_and_found_again_by_a_probe", test_storage);
    return g_test_run();
}
