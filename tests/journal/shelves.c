#include "shelves.h"
#include "desk.h"
#include <string.h>

void folder_init(struct center_folder *folder)
{
    GError *error = NULL;
    folder->data = g_dir_make_tmp("shelf-XXXXXX", &error);
    g_assert_no_error(error);
    memset(folder->key, 7, sizeof folder->key);
}

void folder_finish(struct center_folder *folder)
{
    remove_tree(folder->data);
    g_free(folder->data);
}

char *device_file(const struct center_folder *folder, const char *device)
{
    g_autofree char *place = g_build_filename(folder->data, "devices", device, NULL);
    g_assert_cmpint(g_mkdir_with_parents(place, 0755), ==, 0);
    return g_build_filename(place, "journal.db", NULL);
}

journal_t *open_device(const struct center_folder *folder, const char *device, const char *center)
{
    GError *error = NULL;
    journal_t *journal = NULL;
    g_autofree char *file = device_file(folder, device);
    struct journal_identity identity = {.device = device, .center = center, .key = folder->key};
    journal_open(&journal, file, &identity, &error);
    g_assert_no_error(error);
    return journal;
}

void put(journal_t *journal, int day, const char *area, enum channel channel, int level, unsigned flags)
{
    struct rating rating = rating_at(area, level, 0);
    rating.when.day = day;
    rating.channel = channel;
    rating.flags = flags;
    append_ok(journal, &rating);
}

shelf_t *open_ok(const struct center_folder *folder)
{
    GError *error = NULL;
    shelf_t *shelf = NULL;
    shelf_open(&shelf, folder->data, "chi-minh", &error);
    g_assert_no_error(error);
    g_assert_nonnull(shelf);
    return shelf;
}

void open_refused(const struct center_folder *folder, enum journal_error code, const char *words,
                  const char *more_words)
{
    GError *error = NULL;
    shelf_t *shelf = NULL;
    g_assert_false(shelf_open(&shelf, folder->data, "chi-minh", &error));
    g_assert_null(shelf);
    expect_error(&error, code, words, more_words);
}

void expect_sum(shelf_t *shelf, int from, int to, const struct tally_select *select, const char *expected)
{
    GError *error = NULL;
    g_autoptr(tally_t) tally = tally_new();
    g_assert_true(shelf_fold(shelf, tally, from, to, &error));
    g_assert_no_error(error);
    struct counts sum = tally_sum(tally, select);
    g_autofree char *text = g_strdup_printf("%d/%d/%d/%d/%d", (int)sum.n[0], (int)sum.n[1], (int)sum.n[2],
                                            (int)sum.n[3], (int)sum.n[4]);
    g_assert_cmpstr(text, ==, expected);
}

char *fold_voices(const struct center_folder *folder, int from, int to)
{
    GError *error = NULL;
    g_autoptr(shelf_t) shelf = open_ok(folder);
    g_autoptr(GArray) voices = g_array_new(FALSE, FALSE, sizeof(struct shelf_voice));
    GString *text = g_string_new(NULL);
    g_assert_true(shelf_fold_voices(shelf, voices, from, to, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < voices->len; i++) {
        const struct shelf_voice *voice = &g_array_index(voices, struct shelf_voice, i);
        g_string_append_printf(text, "%s %s%s: %d %d ", voice->area, channel_id(voice->channel),
                               voice->set_aside ? " aside" : "", (int)voice->ratings,
                               (int)voice->with_reasons);
        for (int reason = 0; reason < REASON_COUNT; reason++)
            g_string_append_printf(text, "%d%c", (int)voice->reasons[reason],
                                   reason + 1 < REASON_COUNT ? '/' : '\n');
    }
    return g_string_free(text, FALSE);
}

static bool write_line(const char *device, const struct rating *rating, void *payload, GError **error)
{
    GString *text = payload;
    (void)error;
    g_assert_cmpint(rating->kind, ==, ENTRY_RATING);
    g_string_append_printf(text, "%s %d %s %s %s %x ", device, rating->when.day, rating->area,
                           channel_id(rating->channel), rating->language, rating->flags);
    for (int item = 0; item < ITEM_COUNT; item++)
        g_string_append_c(text,
                          rating->answers[item] == LEVEL_NONE ? '.' : (char)('0' + rating->answers[item]));
    g_string_append_printf(text, " %x\n", rating->reasons);
    return true;
}

char *walk(const struct center_folder *folder, int from, int to)
{
    GError *error = NULL;
    g_autoptr(shelf_t) shelf = open_ok(folder);
    GString *text = g_string_new(NULL);
    g_assert_true(shelf_walk(shelf, from, to, write_line, text, &error));
    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}
