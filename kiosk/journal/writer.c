#include "writer.h"
#include <pthread.h>
#include <string.h>

/* As many as go into one commit: enough that the disk's share in each is small, few enough that the first
 * does not wait long for the last. */
enum { GROUP_MAX = 256 };

enum work { STORE, STORE_WHOLE, PROBE, ADD_MISUSE, TAKE_OUT, TIDY };

/* What is to be done. Small, for all that wait lie in one array; only a remark lies elsewhere. */
struct request {
    enum work work;
    struct rating rating; /* to store; the note of TAKE_OUT; of ADD_MISUSE the day alone */
    union {
        struct spend spend;          /* of STORE_WHOLE */
        uint8_t id[REMARK_ID_SIZE];  /* of TAKE_OUT */
        gint64 counts[MISUSE_COUNT]; /* of ADD_MISUSE */
    } with;
    char *remark; /* of STORE_WHOLE; owned; NULL: none */
    writer_answer answer;
    void *payload;
};

enum state { OPENING, OPEN, FAILED, CLOSING };

/* The lock and the condition are the system's and not GLib's, so that ThreadSanitizer sees them. */
struct writer {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed; /* `state` or `waiting` */
    enum state state;
    GArray *waiting; /* of struct request, in the order submitted */

    /* The thread's own. */
    char *file;
    const struct journal_identity *identity; /* until the journal is open */
    GError *problem;                         /* why it could not be opened */
    journal_t *journal;
    struct journal_item group[GROUP_MAX];
};

static void answer(const struct request *request, gint64 seq, const GError *error)
{
    request->answer(seq, error, request->payload);
}

static bool is_stored(const struct request *request)
{
    return request->work == STORE || request->work == STORE_WHOLE;
}

/* What does not go into a group. */
static void do_single(writer_t *writer, const struct request *request)
{
    g_autoptr(GError) error = NULL;
    gint64 seq = 0;
    switch (request->work) {
    case PROBE:
        seq = journal_probe(writer->journal, &error);
        break;
    case ADD_MISUSE:
        journal_add_misuse(writer->journal, request->rating.when.day, request->with.counts, &error);
        break;
    case TAKE_OUT:
        journal_take_out_remark(writer->journal, request->with.id, &request->rating, &error);
        break;
    case TIDY:
        journal_tidy(writer->journal, &error);
        break;
    case STORE:
    case STORE_WHOLE:
        g_assert_not_reached();
    }
    answer(request, seq, error);
}

static struct journal_item item_of(const struct request *request)
{
    return (struct journal_item){.rating = request->rating,
                                 .spend = request->work == STORE_WHOLE ? &request->with.spend : NULL,
                                 .remark = request->remark};
}

static void do_group(writer_t *writer, struct request *requests, size_t n)
{
    g_autoptr(GError) error = NULL;
    for (size_t i = 0; i < n; i++)
        writer->group[i] = item_of(&requests[i]);
    journal_append(writer->journal, writer->group, n, &error);
    for (size_t i = 0; i < n; i++) {
        struct journal_item *item = &writer->group[i];
        answer(&requests[i], item->seq, error != NULL ? error : item->error);
        g_clear_error(&item->error);
        g_clear_pointer(&requests[i].remark, g_free);
    }
}

/* How many requests from the first on go together: what is stored, up to the size of a group. */
static size_t group_size(const struct request *requests, size_t n)
{
    size_t size = 0;
    while (size < n && size < GROUP_MAX && is_stored(&requests[size]))
        size++;
    return size;
}

static void do_all(writer_t *writer, struct request *requests, size_t n)
{
    while (n > 0) {
        size_t size = group_size(requests, n);
        if (size == 0) {
            do_single(writer, requests);
            size = 1;
        } else {
            do_group(writer, requests, size);
        }
        requests += size;
        n -= size;
    }
}

/* Waits for requests and takes all of them for the empty array `taken`; false when there will be no more. */
static bool take(writer_t *writer, GArray **taken)
{
    pthread_mutex_lock(&writer->lock);
    while (writer->waiting->len == 0 && writer->state == OPEN)
        pthread_cond_wait(&writer->changed, &writer->lock);
    GArray *requests = writer->waiting;
    writer->waiting = *taken;
    pthread_mutex_unlock(&writer->lock);
    *taken = requests;
    return requests->len > 0;
}

static void set_state(writer_t *writer, enum state state)
{
    pthread_mutex_lock(&writer->lock);
    writer->state = state;
    pthread_cond_broadcast(&writer->changed);
    pthread_mutex_unlock(&writer->lock);
}

static void *run(void *payload)
{
    writer_t *writer = payload;
    if (!journal_open(&writer->journal, writer->file, writer->identity, &writer->problem)) {
        set_state(writer, FAILED);
        return NULL;
    }
    set_state(writer, OPEN);
    GArray *taken = g_array_new(FALSE, FALSE, sizeof(struct request));
    while (take(writer, &taken)) {
        do_all(writer, &g_array_index(taken, struct request, 0), taken->len);
        g_array_set_size(taken, 0);
    }
    g_array_unref(taken);
    journal_close(writer->journal);
    return NULL;
}

static void writer_free(writer_t *writer)
{
    pthread_join(writer->thread, NULL);
    g_array_unref(writer->waiting);
    pthread_cond_destroy(&writer->changed);
    pthread_mutex_destroy(&writer->lock);
    g_free(writer->file);
    g_free(writer);
}

static enum state wait_until_open(writer_t *writer)
{
    pthread_mutex_lock(&writer->lock);
    while (writer->state == OPENING)
        pthread_cond_wait(&writer->changed, &writer->lock);
    enum state state = writer->state;
    pthread_mutex_unlock(&writer->lock);
    return state;
}

bool writer_open(writer_t **out, const char *file, const struct journal_identity *identity, GError **error)
{
    writer_t *writer = g_new0(writer_t, 1);
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->changed, NULL);
    writer->waiting = g_array_new(FALSE, FALSE, sizeof(struct request));
    writer->file = g_strdup(file);
    writer->identity = identity;
    if (pthread_create(&writer->thread, NULL, run, writer) != 0)
        g_error("no thread for the writer");
    if (wait_until_open(writer) == OPEN) {
        *out = writer;
        return true;
    }
    GError *problem = writer->problem;
    writer_free(writer);
    g_propagate_error(error, problem);
    return false;
}

void writer_close(writer_t *writer)
{
    if (writer == NULL)
        return;
    set_state(writer, CLOSING);
    writer_free(writer);
}

static void submit(writer_t *writer, const struct request *request)
{
    pthread_mutex_lock(&writer->lock);
    g_array_append_vals(writer->waiting, request, 1);
    pthread_cond_broadcast(&writer->changed);
    pthread_mutex_unlock(&writer->lock);
}

void writer_submit(writer_t *writer, const struct rating *rating, writer_answer answer_to, void *payload)
{
    submit(writer,
           &(struct request){.work = STORE, .rating = *rating, .answer = answer_to, .payload = payload});
}

void writer_submit_whole(writer_t *writer, const struct submission *submission, writer_answer answer_to,
                         void *payload)
{
    submit(writer,
           &(struct request){.work = STORE_WHOLE,
                             .rating = submission->rating,
                             .with.spend = submission->spend,
                             .remark = submission->remark[0] != '\0' ? g_strdup(submission->remark) : NULL,
                             .answer = answer_to,
                             .payload = payload});
}

void writer_add_misuse(writer_t *writer, int day, const gint64 counts[MISUSE_COUNT], writer_answer answer_to,
                       void *payload)
{
    struct request request = {
        .work = ADD_MISUSE, .rating.when.day = day, .answer = answer_to, .payload = payload};
    memcpy(request.with.counts, counts, sizeof request.with.counts);
    submit(writer, &request);
}

void writer_take_out_remark(writer_t *writer, const uint8_t id[REMARK_ID_SIZE], const struct rating *note,
                            writer_answer answer_to, void *payload)
{
    struct request request = {.work = TAKE_OUT, .rating = *note, .answer = answer_to, .payload = payload};
    memcpy(request.with.id, id, sizeof request.with.id);
    submit(writer, &request);
}

void writer_probe(writer_t *writer, writer_answer answer_to, void *payload)
{
    submit(writer, &(struct request){.work = PROBE, .answer = answer_to, .payload = payload});
}

void writer_tidy(writer_t *writer, writer_answer answer_to, void *payload)
{
    submit(writer, &(struct request){.work = TIDY, .answer = answer_to, .payload = payload});
}
