/* Makes the journal of a device as a busy kiosk leaves it: ratings of several days with everything that can
 * follow one, and entries that are no ratings.
 *
 * usage: export_journal DATA CENTER DEVICE COUNT SEED */
#include "folder.h"
#include "journal.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

static const gint64 START_MS = G_GINT64_CONSTANT(1761948000000); /* 2025-11-01T05:00+07:00 */
enum { STEP_MS_MAX = 90 * 1000, GROUP = 60 };

static const char *const AREAS[] = {"ho-tich", "chung-thuc", "dat-dai", "xay-dung", "khac"};
static const char *const LANGUAGES[] = {"vi", "en", "", "vi-VN", "a,b \"c\""};

struct making {
    journal_t *journal;
    GRand *chance;
    gint64 utc_ms;
    GArray *waiting; /* of struct journal_item: to be stored together */
};

static gint32 pick(struct making *making, gint32 n)
{
    return g_rand_int_range(making->chance, 0, n);
}

static struct rating begin(struct making *making, enum entry_kind kind)
{
    struct rating rating = {.kind = kind, .channel = (enum channel)pick(making, CHANNEL_COUNT)};

    making->utc_ms += pick(making, STEP_MS_MAX);
    rating.when.utc_ms = making->utc_ms;
    rating.when.day = moment_local_day(making->utc_ms);
    rating.when.trust = (enum clock_trust)pick(making, CLOCK_GIVEN + 1);
    return rating;
}

static void answer(struct rating *rating, struct making *making, int percent)
{
    for (int i = 0; i < ITEM_COUNT; i++)
        if (pick(making, 100) < percent)
            rating->answers[i] = (uint8_t)(1 + pick(making, 5));
}

static struct rating make_rating(struct making *making)
{
    struct rating rating = begin(making, ENTRY_RATING);

    g_strlcpy(rating.area, AREAS[pick(making, G_N_ELEMENTS(AREAS))], sizeof rating.area);
    g_strlcpy(rating.language, LANGUAGES[pick(making, G_N_ELEMENTS(LANGUAGES))], sizeof rating.language);
    answer(&rating, making, 15);
    rating.answers[ITEM_TTHC] = (uint8_t)(1 + pick(making, 5));
    if (pick(making, 10) == 0)
        rating.flags = (unsigned)(1 + pick(making, 255));
    if (pick(making, 4) == 0)
        rating.reasons = (unsigned)pick(making, 256);
    return rating;
}

static void add(struct making *making, const struct rating *rating)
{
    const struct journal_item item = {.rating = *rating};
    g_array_append_val(making->waiting, item);
}

static void complain(const GError *error)
{
    fprintf(stderr, "export_journal: %s\n", error->message);
    exit(1);
}

/* Stores what waits; the items are then there, with their seqs, until they are taken away. */
static struct journal_item *store(struct making *making)
{
    struct journal_item *items = (struct journal_item *)(gpointer)making->waiting->data;
    g_autoptr(GError) error = NULL;

    if (!journal_append(making->journal, items, making->waiting->len, &error))
        complain(error);
    for (guint i = 0; i < making->waiting->len; i++)
        if (items[i].error)
            complain(items[i].error);
    return items;
}

/* What the same respondent says later, and what is put right. */
static void follow(struct making *making, const struct rating *first, gint64 seq)
{
    struct rating further = begin(making, ENTRY_FURTHER), reasons = begin(making, ENTRY_REASONS),
                  correction = begin(making, ENTRY_CORRECTION);

    further.refers = reasons.refers = correction.refers = seq;
    for (int i = ITEM_M02_1; i < ITEM_COUNT; i++)
        if (first->answers[i] == 0)
            further.answers[i] = (uint8_t)pick(making, 6);
    further.channel = reasons.channel = correction.channel = first->channel;
    if (first->answers[ITEM_M02_1] == 0 && pick(making, 3) == 0) {
        further.answers[ITEM_M02_1] = (uint8_t)(1 + pick(making, 5));
        add(making, &further);
    }
    reasons.reasons = (unsigned)(1 + pick(making, 255));
    if (first->reasons == 0 && pick(making, 4) == 0)
        add(making, &reasons);
    for (int times = pick(making, 12) == 0 ? 2 : pick(making, 6) == 0; times > 0; times--) {
        correction.answers[ITEM_TTHC] = (uint8_t)(1 + pick(making, 5));
        add(making, &correction);
    }
}

static void remark(struct making *making, enum entry_kind kind)
{
    struct rating note = begin(making, kind);

    note.channel = CHANNEL_OTHER;
    g_snprintf(note.note, sizeof note.note, "remark of %" G_GINT64_FORMAT, making->utc_ms);
    add(making, &note);
}

/* What follows a rating comes some ratings later. */
static void make_some(struct making *making, guint n)
{
    for (guint i = 0; i < n; i++) {
        const struct rating rating = make_rating(making);
        add(making, &rating);
    }
    g_autofree struct journal_item *ratings = g_memdup2(store(making), n * sizeof(struct journal_item));
    g_array_set_size(making->waiting, 0);
    for (guint i = 0; i < n; i++)
        follow(making, &ratings[i].rating, ratings[i].seq);
    remark(making, pick(making, 2) == 0 ? ENTRY_NOTE : ENTRY_CLOCK);
    store(making);
    g_array_set_size(making->waiting, 0);
}

static void make_all(struct making *making, guint n)
{
    making->waiting = g_array_new(FALSE, FALSE, sizeof(struct journal_item));
    for (guint done = 0; done < n; done += GROUP)
        make_some(making, MIN(GROUP, n - done));
    g_array_unref(making->waiting);
}

int main(int argc, char **argv)
{
    uint8_t key[SEAL_KEY_SIZE];
    g_autoptr(GError) error = NULL;

    if (argc != 6)
        return 2;
    g_autofree char *key_file = folder_seal_key(argv[1]), *folder = folder_device(argv[1], argv[3]),
                    *file = folder_journal(argv[1], argv[3]);
    const struct journal_identity identity = {argv[3], argv[2], key};
    struct making making = {.chance = g_rand_new_with_seed((guint32)strtoul(argv[5], NULL, 10)),
                            .utc_ms = START_MS};
    g_mkdir(folder, 0750);
    if (!seal_key_load(key, key_file, &error) || !journal_open(&making.journal, file, &identity, &error))
        complain(error);
    make_all(&making, (guint)strtoul(argv[4], NULL, 10));
    journal_close(making.journal);
    g_rand_free(making.chance);
    return 0;
}
