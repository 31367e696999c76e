/* The same server and the same site, but each rating in a transaction of its own: what group commit is worth.
 * web_single DATA PORT; ends at the end of its input. */
#include "center.h"
#include "clock.h"
#include "folder.h"
#include "journal.h"
#include "server.h"
#include "site.h"
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

struct errand {
    struct submission submission;
    server_stored stored;
    void *ticket;
};

static gpointer store_each(gpointer payload)
{
    GAsyncQueue *queue = ((gpointer *)payload)[0];
    journal_t *journal = ((gpointer *)payload)[1];
    for (;;) {
        struct errand *errand = g_async_queue_pop(queue);
        g_autoptr(GError) error = NULL;
        struct journal_item item = {.rating = errand->submission.rating, .spend = &errand->submission.spend};
        bool stored = journal_append(journal, &item, 1, &error) && item.error == NULL;
        errand->stored(stored ? SUBMISSION_STORED : SUBMISSION_REFUSED, errand->ticket);
        g_clear_error(&item.error);
        g_free(errand);
    }
    return NULL;
}

static void store(const struct submission *submission, server_stored stored, void *ticket, void *payload)
{
    struct errand *errand = g_new(struct errand, 1);
    *errand = (struct errand){.submission = *submission, .stored = stored, .ticket = ticket};
    g_async_queue_push(payload, errand);
}

static void now(struct web_request *request, void *payload)
{
    (void)payload;
    clock_read(&request->now);
    request->token_now = request->now.utc_ms / 1000;
    randombytes_buf(request->random, sizeof request->random);
}

/* Whatever goes wrong here goes wrong at once, and says so. */
#define MUST(call)                                                                                           \
    do {                                                                                                     \
        GError *error_ = NULL;                                                                               \
        GError **error = &error_;                                                                            \
        if (!(call))                                                                                         \
            g_error("%s", error_->message);                                                                  \
    } while (0)

static journal_t *open_journal(const char *data, const center_t *center)
{
    g_autofree char *key_file = folder_seal_key(data), *folder = folder_device(data, "single"),
                    *file = folder_journal(data, "single");
    uint8_t key[SEAL_KEY_SIZE];
    const struct journal_identity identity = {.device = "single", .center = center->id, .key = key};
    journal_t *journal = NULL;
    g_mkdir_with_parents(folder, 0750);
    MUST(seal_key_load(key, key_file, error));
    MUST(journal_open(&journal, file, &identity, error));
    return journal;
}

static site_t *open_site(const char *data, const center_t *center, const words_t *words, const char *assets)
{
    const struct site_options options = {.center = center, .words = words, .assets = assets};
    g_autofree char *file = folder_token_keys(data);
    token_keys_t *keys = NULL;
    site_t *site = NULL;
    MUST(token_keys_load(&keys, file, error));
    MUST(site_new(&site, &options, error));
    site_set_keys(site, keys);
    return site;
}

int main(int argc, char **argv)
{
    center_t *center = NULL;
    words_t *words = NULL;
    server_t *server = NULL;
    if (argc != 3 || sodium_init() < 0)
        return 2;
    g_autofree char *ini = folder_center_ini(argv[1]), *assets = folder_assets(),
                    *word_folder = g_build_filename(assets, "words", NULL),
                    *listen = g_strconcat("127.0.0.1:", argv[2], NULL);
    MUST(center_load(&center, ini, error));
    MUST(words_load(&words, word_folder, error));
    site_t *site = open_site(argv[1], center, words, assets);
    gpointer storing[] = {g_async_queue_new(), open_journal(argv[1], center)};
    g_thread_new("store", store_each, storing);
    const struct server_options options = {.listen = listen,
                                           .descriptor = -1,
                                           .threads = 2,
                                           .connections = 2048,
                                           .connections_by_address = 2048,
                                           .request_seconds = 20,
                                           .idle_seconds = 20,
                                           .now = now,
                                           .store = store,
                                           .payload = storing[0]};
    MUST(server_open(&server, &options, &SITE_HANDLER, site, error));
    while (getchar() != EOF)
        ;
    exit(0);
}
