#include "bulk.h"
#include "folder.h"
#include "tree.h"

/* While the journal is held nobody else can write to it, so that an empty one is surely nobody's. */
static void forget_if_empty(const journal_t *journal, const char *folder)
{
    uint8_t seal[SEAL_SIZE];

    if (journal_head(journal, seal) == 0)
        tree_remove(folder);
}

bool bulk_store(const struct place *place, const char *device, const struct rating *note, journal_next next,
                void *payload, GError **error)
{
    g_autofree char *folder = folder_device(place->data, device);
    const bool is_new = !g_file_test(folder, G_FILE_TEST_EXISTS);
    journal_t *journal = NULL;
    gint64 stored = 0;

    if (!place_open_journal(&journal, place, device, error))
        return false;
    const bool done = journal_append_all(journal, note, next, payload, &stored, error);
    if (!done && is_new)
        forget_if_empty(journal, folder);
    journal_close(journal);
    return done;
}
