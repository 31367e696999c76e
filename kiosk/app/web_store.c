#include "web_store.h"
#include "doubt.h"
#include <pthread.h>
#include <string.h>

/* A submission on its way through the writer. */
struct errand {
    struct web_store *store;
    server_stored stored;
    void *ticket;
};

/* Whether storage is well, though it may not have taken this one. */
static bool is_well(const GError *error)
{
    return error == NULL || (error->domain == JOURNAL_ERROR &&
                             (error->code == JOURNAL_ERROR_REPEATED || error->code == JOURNAL_ERROR_SPENT ||
                              error->code == JOURNAL_ERROR_INVALID));
}

/* Says when storage begins to fail and when it is well again, not once for each that failed. */
static void note_storage(struct web_store *store, const GError *error)
{
    const bool takes = is_well(error);
    atomic_store(&store->heard_us, g_get_monotonic_time());
    const bool took = web_figures_set_storage(store->figures, takes);
    if (took && !takes)
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
    else if (!took && takes)
        g_printerr("%s: storage takes writes again\n", g_get_prgname());
}

static enum submission_outcome outcome_of(const GError *error)
{
    if (error == NULL)
        return SUBMISSION_STORED;
    if (g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_REPEATED))
        return SUBMISSION_REPEATED;
    if (g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_SPENT))
        return SUBMISSION_SPENT;
    return SUBMISSION_REFUSED;
}

static void answered(gint64 seq, const GError *error, void *payload)
{
    g_autofree struct errand *errand = payload;
    const enum submission_outcome outcome = outcome_of(error);
    (void)seq;
    note_storage(errand->store, error);
    web_figures_stored(errand->store->figures, outcome);
    errand->stored(outcome, errand->ticket);
}

void web_store_submit(const struct submission *submission, server_stored stored, void *ticket, void *payload)
{
    struct web_store *store = payload;
    struct submission whole = *submission;
    struct errand *errand = g_new(struct errand, 1);
    *errand = (struct errand){store, stored, ticket};
    web_time_read(store->time, &whole.rating.when, NULL);
    if (whole.rating.kind == ENTRY_RATING)
        whole.rating.flags |= doubt_flags(store->center, &whole.rating.when, doubt_earliest()) & FLAG_CLOCK;
    web_figures_handed_over(store->figures);
    writer_submit_whole(store->writer, &whole, answered, errand);
}

static void tried(gint64 seq, const GError *error, void *payload)
{
    (void)seq;
    note_storage(payload, error);
}

static struct rating make_note(struct web_store *store, const char *text)
{
    struct rating note = {.kind = ENTRY_NOTE, .channel = CHANNEL_PHONE};
    web_time_read(store->time, &note.when, NULL);
    g_strlcpy(note.note, text, sizeof note.note);
    return note;
}

/* Counts of misuse on their way. */
struct counted {
    struct web_store *store;
    gint64 counts[MISUSE_COUNT];
};

static void added(gint64 seq, const GError *error, void *payload)
{
    g_autofree struct counted *counted = payload;
    for (size_t i = 0; error != NULL && i < MISUSE_COUNT; i++)
        atomic_fetch_add(&counted->store->unstored[i], counted->counts[i]);
    tried(seq, error, counted->store);
}

void web_store_misuse(struct web_store *store, const gint64 counts[MISUSE_COUNT])
{
    struct counted *counted = g_new0(struct counted, 1);
    struct moment now;
    counted->store = store;
    memcpy(counted->counts, counts, sizeof counted->counts);
    web_time_read(store->time, &now, NULL);
    writer_add_misuse(store->writer, now.day, counts, added, counted);
}

void web_store_tidy(struct web_store *store)
{
    writer_tidy(store->writer, tried, store);
}

void web_store_probe(struct web_store *store)
{
    writer_probe(store->writer, tried, store);
}

/* --- one who waits --- */

struct wait {
    struct web_store *store;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool over;
    GError *error;
};

static void end_wait(gint64 seq, const GError *error, void *payload)
{
    struct wait *wait = payload;
    (void)seq;
    note_storage(wait->store, error);
    pthread_mutex_lock(&wait->lock);
    wait->over = true;
    wait->error = error != NULL ? g_error_copy(error) : NULL;
    pthread_cond_signal(&wait->changed);
    pthread_mutex_unlock(&wait->lock);
}

static void begin_waiting(struct wait *wait, struct web_store *store)
{
    *wait = (struct wait){.store = store};
    pthread_mutex_init(&wait->lock, NULL);
    pthread_cond_init(&wait->changed, NULL);
}

/* Waits for the answer. */
static bool wait_for(struct wait *wait, GError **error)
{
    pthread_mutex_lock(&wait->lock);
    while (!wait->over)
        pthread_cond_wait(&wait->changed, &wait->lock);
    pthread_mutex_unlock(&wait->lock);
    pthread_cond_destroy(&wait->changed);
    pthread_mutex_destroy(&wait->lock);
    if (wait->error == NULL)
        return true;
    g_propagate_error(error, wait->error);
    return false;
}

bool web_store_audit(const char *text, void *payload, GError **error)
{
    struct web_store *store = payload;
    const struct rating note = make_note(store, text);
    struct wait wait;
    begin_waiting(&wait, store);
    writer_submit(store->writer, &note, end_wait, &wait);
    return wait_for(&wait, error);
}

bool web_store_take_out(const uint8_t id[REMARK_ID_SIZE], const char *text, void *payload, GError **error)
{
    struct web_store *store = payload;
    const struct rating note = make_note(store, text);
    struct wait wait;
    begin_waiting(&wait, store);
    writer_take_out_remark(store->writer, id, &note, end_wait, &wait);
    return wait_for(&wait, error);
}
