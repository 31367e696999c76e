/* What a durable rating costs, beside what SQLite itself costs. Rounds of ours and of the yardstick take
 * turns. Arguments: FOLDER (on the disk to measure) ROUNDS PER-ROUND. Prints NAME and microseconds a row,
 * medians over the rounds: single    journal_append of one rating with two answers, its seal and tally
 *   waiting   the writer with 64 ratings waiting at any time
 *   bare      one small row through bare SQLite, WAL and synchronous=FULL
 *   bare-bulk one small row of many in one transaction, bare SQLite */
#include "clock.h"
#include "journal.h"
#include "writer.h"
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING = 64, BULK = 200 };

static double now_us(void)
{
    return (double)g_get_monotonic_time();
}

static struct rating a_rating(int i)
{
    struct rating rating = {.kind = ENTRY_RATING, .channel = CHANNEL_KIOSK};
    clock_read(&rating.when);
    g_snprintf(rating.area, sizeof rating.area, "area-%d", i % 12);
    g_strlcpy(rating.language, "vi", sizeof rating.language);
    rating.answers[ITEM_TTHC] = (uint8_t)(1 + i % 5);
    rating.answers[ITEM_PHUC_VU] = (uint8_t)(1 + i % 3);
    return rating;
}

static double single_round(journal_t *journal, int n)
{
    double since = now_us();
    for (int i = 0; i < n; i++) {
        struct journal_item item = {.rating = a_rating(i)};
        g_autoptr(GError) error = NULL;
        if (!journal_append(journal, &item, 1, &error) || item.seq == 0)
            g_error("journal_append: %s", error ? error->message : item.error->message);
    }
    return (now_us() - since) / n;
}

/* Ratings handed over so far and answered so far; the answers come on the writer's thread. */
struct crowd {
    writer_t *writer;
    GMutex mutex;
    GCond done;
    int submitted, answered, n;
};

static void answered(gint64 seq, const GError *error, void *payload)
{
    struct crowd *crowd = payload;
    if (seq == 0)
        g_error("writer: %s", error->message);
    g_mutex_lock(&crowd->mutex);
    crowd->answered++;
    bool more = crowd->submitted < crowd->n;
    int i = more ? crowd->submitted++ : 0;
    if (crowd->answered == crowd->n)
        g_cond_signal(&crowd->done);
    g_mutex_unlock(&crowd->mutex);
    if (more) {
        struct rating rating = a_rating(i);
        writer_submit(crowd->writer, &rating, answered, crowd);
    }
}

static double waiting_round(const char *file, const struct journal_identity *identity, int n)
{
    struct crowd crowd = {.submitted = WAITING, .n = n};
    g_autoptr(GError) error = NULL;
    if (!writer_open(&crowd.writer, file, identity, &error))
        g_error("writer_open: %s", error->message);
    g_mutex_init(&crowd.mutex);
    g_cond_init(&crowd.done);
    double since = now_us();
    for (int i = 0; i < WAITING; i++) {
        struct rating rating = a_rating(i);
        writer_submit(crowd.writer, &rating, answered, &crowd);
    }
    g_mutex_lock(&crowd.mutex);
    while (crowd.answered < n)
        g_cond_wait(&crowd.done, &crowd.mutex);
    g_mutex_unlock(&crowd.mutex);
    double each = (now_us() - since) / n;
    writer_close(crowd.writer);
    g_mutex_clear(&crowd.mutex);
    g_cond_clear(&crowd.done);
    return each;
}

static void sql(sqlite3 *database, const char *text)
{
    if (sqlite3_exec(database, text, NULL, NULL, NULL) != SQLITE_OK)
        g_error("%s: %s", text, sqlite3_errmsg(database));
}

/* `together` rows a transaction; 1 leaves every row its own. */
static double bare_round(sqlite3 *database, int n, int together)
{
    sqlite3_stmt *insert = NULL;
    sqlite3_prepare_v2(database, "INSERT INTO rating(at, level) VALUES(?1, ?2)", -1, &insert, NULL);
    double since = now_us();
    for (int i = 0; i < n; i++) {
        if (together > 1 && i % together == 0)
            sql(database, "BEGIN");
        sqlite3_bind_int64(insert, 1, g_get_real_time());
        sqlite3_bind_int(insert, 2, 1 + i % 5);
        if (sqlite3_step(insert) != SQLITE_DONE)
            g_error("insert: %s", sqlite3_errmsg(database));
        sqlite3_reset(insert);
        if (together > 1 && i % together == together - 1)
            sql(database, "COMMIT");
    }
    double each = (now_us() - since) / n;
    sqlite3_finalize(insert);
    return each;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_median(const char *name, double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_size);
    g_print("%s %.3f\n", name, values[n / 2]);
}

static journal_t *open_journal(const char *file, const struct journal_identity *identity)
{
    journal_t *journal = NULL;
    g_autoptr(GError) error = NULL;
    if (!journal_open(&journal, file, identity, &error))
        g_error("journal_open: %s", error->message);
    return journal;
}

static sqlite3 *open_bare(const char *file)
{
    sqlite3 *database = NULL;
    if (sqlite3_open(file, &database) != SQLITE_OK)
        g_error("%s: %s", file, sqlite3_errmsg(database));
    sql(database, "PRAGMA journal_mode=WAL");
    sql(database, "PRAGMA synchronous=FULL");
    sql(database, "CREATE TABLE rating(at INTEGER, level INTEGER)");
    return database;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        g_error("usage: store FOLDER ROUNDS PER-ROUND");
    size_t rounds = (size_t)g_ascii_strtoull(argv[2], NULL, 10);
    int n = (int)strtol(argv[3], NULL, 10);
    static const uint8_t key[SEAL_KEY_SIZE] = {1, 2, 3};
    const struct journal_identity one = {"bench-one", "bench", key}, many = {"bench-many", "bench", key};
    g_autofree char *one_file = g_build_filename(argv[1], "one.db", NULL);
    g_autofree char *many_file = g_build_filename(argv[1], "many.db", NULL);
    g_autofree char *bare_file = g_build_filename(argv[1], "bare.db", NULL);
    journal_t *journal = open_journal(one_file, &one);
    sqlite3 *bare = open_bare(bare_file);
    g_autofree double *values = g_new(double, 4 * rounds);
    for (size_t r = 0; r < rounds; r++) {
        values[r] = single_round(journal, n);
        values[rounds + r] = bare_round(bare, n, 1);
        values[2 * rounds + r] = waiting_round(many_file, &many, n * 10);
        values[3 * rounds + r] = bare_round(bare, n * BULK, n * BULK);
    }
    journal_close(journal);
    sqlite3_close(bare);
    print_median("single", values, rounds);
    print_median("bare", values + rounds, rounds);
    print_median("waiting", values + 2 * rounds, rounds);
    print_median("bare-bulk", values + 3 * rounds, rounds);
    return 0;
}
