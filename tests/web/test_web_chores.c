/* What sipas-web does from time to time, on a real journal. The clock is handed in. */
#include "folder.h"
#include "shelf.h"
#include "web_chores.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/resource.h>

/* In place of web_time.c: the moment that the test says it is. */
struct web_time {
    struct moment now;
};

void web_time_read(web_time_t *time, struct moment *now, gint64 *token_now)
{
    *now = time->now;
    if (token_now != NULL)
        *token_now = time->now.utc_ms / 1000;
}

bool web_time_keep(web_time_t *time, GError **error)
{
    (void)time;
    (void)error;
    return true;
}

struct house {
    char *data;
    center_t *center;
    words_t *words;
    site_t *site;
    struct web_time time;
    struct web_store store;
    web_chores_t *chores;
};

static void open_center(struct house *house)
{
    GError *error = NULL;
    g_autofree char *keys = folder_keys(house->data), *tokens = folder_token_keys(house->data);
    center_load(&house->center, SOURCE_DIR "/assets/center.ini", &error);
    g_assert_no_error(error);
    words_load(&house->words, SOURCE_DIR "/assets/words", &error);
    g_assert_no_error(error);
    g_assert_cmpint(g_mkdir_with_parents(keys, 0700), ==, 0);
    token_keys_create(tokens, &error);
    g_assert_no_error(error);
    const struct site_options site = {
        .center = house->center, .words = house->words, .assets = SOURCE_DIR "/assets"};
    site_new(&house->site, &site, &error);
    g_assert_no_error(error);
}

/* Wednesday 2025-11-05, 23:59:59 in Việt Nam. */
static void open_house(struct house *house)
{
    static const uint8_t key[SEAL_KEY_SIZE] = {7};
    GError *error = NULL;
    *house = (struct house){.data = g_dir_make_tmp("chores-XXXXXX", NULL)};
    g_autofree char *device = folder_device(house->data, "web"), *file = folder_journal(house->data, "web");
    const struct journal_identity identity = {"web", "chi-minh", key};
    open_center(house);
    house->time.now =
        (struct moment){.utc_ms = G_GINT64_CONSTANT(1762361999000), .day = 20251105, .mono_ms = 1};
    house->store =
        (struct web_store){.figures = web_figures_new(), .time = &house->time, .center = house->center};
    g_assert_cmpint(g_mkdir_with_parents(device, 0700), ==, 0);
    writer_open(&house->store.writer, file, &identity, &error);
    g_assert_no_error(error);
    const struct web_chores_options options = {
        .data = house->data, .device = "web", .site = house->site, .store = &house->store};
    web_chores_new(&house->chores, &options, &error);
    g_assert_no_error(error);
}

static void close_house(struct house *house)
{
    const char *const remove[] = {"rm", "-r", house->data, NULL};
    web_chores_free(house->chores);
    writer_close(house->store.writer);
    site_free(house->site);
    web_figures_free(house->store.figures);
    words_free(house->words);
    center_free(house->center);
    g_assert_true(
        g_spawn_sync(NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
    g_free(house->data);
}

static void note_answer(enum submission_outcome outcome, void *ticket)
{
    g_assert_cmpint(outcome, ==, SUBMISSION_STORED);
    g_atomic_int_set((int *)ticket, 1);
}

static void send_remark(struct house *house)
{
    struct submission submission = {.remark = "Ghế chờ"};
    int answered = 0;
    randombytes_buf(&submission.spend, sizeof submission.spend);
    web_store_submit(&submission, note_answer, &answered, &house->store);
    while (!g_atomic_int_get(&answered))
        g_usleep(1000);
}

static gint64 log_size(const struct house *house)
{
    g_autofree char *journal = folder_journal(house->data, "web");
    g_autofree char *log = g_strconcat(journal, "-wal", NULL);
    GStatBuf state;
    return g_stat(log, &state) == 0 ? state.st_size : 0;
}

/* Waits until the writer has done all it was given. */
static void do_chores(struct house *house)
{
    web_chores_do(house->chores);
    send_remark(house);
}

/* Order of arrival is gone from the log when the log is empty: what follows is one remark alone. */
static void the_journal_is_made_tidy_when_a_day_begins(void)
{
    struct house house;
    open_house(&house);
    do_chores(&house);
    for (int i = 0; i < 20; i++)
        do_chores(&house);
    const gint64 full = log_size(&house);
    house.time.now.utc_ms += 1000;
    house.time.now.day = 20251106;
    do_chores(&house);
    const gint64 after = log_size(&house);
    g_assert_cmpint(after, <, full / 2);
    do_chores(&house);
    g_assert_cmpint(log_size(&house), >, after);
    close_house(&house);
}

static void limit_files(rlim_t most)
{
    struct rlimit limit;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    limit.rlim_cur = most;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

static void await_answer(struct house *house)
{
    const gint64 before = atomic_load(&house->store.heard_us);
    web_store_probe(&house->store);
    while (atomic_load(&house->store.heard_us) == before)
        g_usleep(1000);
    g_usleep(20000);
}

static void assert_stored_misuse(const struct house *house, const gint64 expected[MISUSE_COUNT])
{
    gint64 counts[MISUSE_COUNT] = {0};
    GError *error = NULL;
    shelf_t *shelf = NULL;
    shelf_open(&shelf, house->data, "chi-minh", &error);
    g_assert_no_error(error);
    g_assert_true(shelf_fold_misuse(shelf, counts, 20251105, 20251105, &error));
    for (int i = 0; i < MISUSE_COUNT; i++)
        g_assert_cmpint(counts[i], ==, expected[i]);
    shelf_close(shelf);
}

static void misuse_that_the_disk_refused_is_counted_when_it_takes_writes_again(void)
{
    static const gint64 some[MISUSE_COUNT] = {3, 1, 0, 2}, none[MISUSE_COUNT];
    struct house house;
    open_house(&house);
    send_remark(&house);
    limit_files(4096);
    web_store_misuse(&house.store, some);
    await_answer(&house);
    limit_files(RLIM_INFINITY);
    assert_stored_misuse(&house, none);
    web_chores_free(g_steal_pointer(&house.chores));
    await_answer(&house);
    assert_stored_misuse(&house, some);
    close_house(&house);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(sodium_init(), >=, 0);
    signal(SIGXFSZ, SIG_IGN);
    g_test_add_func("/web-chores/the_journal_is_made_tidy_when_a_day_begins",
                    the_journal_is_made_tidy_when_a_day_begins);
    g_test_add_func("/web-chores/misuse_that_the_disk_refused_is_counted_when_it_takes_writes_again",
                    misuse_that_the_disk_refused_is_counted_when_it_takes_writes_again);
    return g_test_run();
}
