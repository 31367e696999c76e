#include "device.h"
#include "field.h"
#include "folder.h"
#include "schema.h"
#include "shelf_internal.h"
#include "tally_row.h"
#include <string.h>

static void volume_close(gpointer data)
{
    struct volume *volume = data;
    sqlite3_finalize(volume->tally);
    sql_close(volume->db);
}

void shelf_close(shelf_t *shelf)
{
    if (shelf == NULL)
        return;
    g_array_unref(shelf->volumes);
    g_array_unref(shelf->journals);
    g_free(shelf);
}

/* --- opening --- */

static bool read_head(struct shelf_journal *journal, sqlite3 *db, GError **error)
{
    sqlite3_stmt *last = NULL;
    if (!sql_prepare(&last, db, "SELECT seq, seal FROM entry ORDER BY seq DESC LIMIT 1", error))
        return false;
    int result = sqlite3_step(last);
    if (result == SQLITE_ROW) {
        journal->last_seq = sqlite3_column_int64(last, 0);
        const void *seal = sqlite3_column_blob(last, 1);
        if (seal != NULL && sqlite3_column_bytes(last, 1) == SEAL_SIZE)
            memcpy(journal->head, seal, SEAL_SIZE);
    } else if (result != SQLITE_DONE) {
        sql_fail(db, "reading the last entry", error);
    }
    sqlite3_finalize(last);
    return result == SQLITE_ROW || result == SQLITE_DONE;
}

/* total() cannot overflow, as sum() would of counts that cannot be. */
static bool read_ratings(struct shelf_journal *journal, sqlite3 *db, GError **error)
{
    gint64 least = 0, all = 0;
    if (!sql_integer(&least, db, "SELECT coalesce(min(entries), 0) FROM daybook", error) ||
        !sql_integer(&all, db, "SELECT total(entries) FROM daybook", error))
        return false;
    if (least < 0 || all > field_sum_most)
        return sql_refuse(db, JOURNAL_ERROR_DAMAGED, error,
                          "damaged: its daybook counts %" G_GINT64_FORMAT " entries",
                          least < 0 ? least : all);
    return sql_integer(&journal->ratings, db, "SELECT coalesce(sum(entries), 0) FROM daybook WHERE kind = 1",
                       error) &&
           sql_integer(
               &journal->last_rating, db,
               "SELECT coalesce((SELECT utc_ms FROM entry WHERE kind = 1 ORDER BY seq DESC LIMIT 1), 0)",
               error);
}

static bool read_journal(struct shelf_journal *journal, struct volume *volume, const char *wanted_device,
                         const char *wanted_center, GError **error)
{
    sqlite3 *db = volume->db;
    struct device device;
    if (!sql_run(db, "BEGIN", "reading", error) || !schema_look(&volume->version, db, &schema_steps, error) ||
        !device_read(&device, db, error) || !device_check(&device, db, wanted_device, wanted_center, error) ||
        !read_head(journal, db, error) ||
        !sql_integer(&journal->first_seq, db, "SELECT coalesce(min(seq), 0) FROM entry", error))
        return false;
    g_strlcpy(journal->device, device.device, sizeof journal->device);
    return read_ratings(journal, db, error);
}

static bool open_volume(shelf_t *shelf, const char *file, const char *device, const char *center,
                        GError **error)
{
    struct volume volume = {NULL, 0, NULL};
    struct shelf_journal journal = {.device = ""};
    if (!sql_open_reader(&volume.db, file, error))
        return false;
    if (!read_journal(&journal, &volume, device, center, error) ||
        !tally_row_prepare(&volume.tally, volume.db, error)) {
        volume_close(&volume);
        return false;
    }
    g_array_append_val(shelf->volumes, volume);
    g_array_append_val(shelf->journals, journal);
    return true;
}

static bool open_all(shelf_t *shelf, const char *data, const GPtrArray *devices, const char *center,
                     GError **error)
{
    for (guint i = 0; i < devices->len; i++) {
        const char *device = devices->pdata[i];
        g_autofree char *file = folder_journal(data, device);
        if (!open_volume(shelf, file, device, center, error))
            return false;
    }
    return true;
}

bool shelf_open(shelf_t **out, const char *data, const char *center, GError **error)
{
    g_autoptr(GPtrArray) devices = shelf_devices(data, error);
    shelf_t *shelf = g_new0(shelf_t, 1);
    shelf->volumes = g_array_new(FALSE, TRUE, sizeof(struct volume));
    shelf->journals = g_array_new(FALSE, TRUE, sizeof(struct shelf_journal));
    g_array_set_clear_func(shelf->volumes, volume_close);
    if (devices != NULL && open_all(shelf, data, devices, center, error)) {
        *out = shelf;
        return true;
    }
    shelf_close(shelf);
    return false;
}

const struct shelf_journal *shelf_journals(const shelf_t *shelf, size_t *n)
{
    *n = shelf->journals->len;
    return &g_array_index(shelf->journals, struct shelf_journal, 0);
}

/* --- folding --- */

/* Sums of one area. */
struct bin {
    char area[AREA_ID_SIZE];
    struct counts at[ITEM_COUNT][CHANNEL_COUNT][2];
};

void *shelf_bin(GPtrArray *bins, size_t size, const char *area, guint *last)
{
    for (guint i = 0; i < bins->len; i++) {
        guint at = (*last + i) % bins->len;
        if (strcmp(bins->pdata[at], area) == 0) {
            *last = at;
            return bins->pdata[at];
        }
    }
    void *bin = g_malloc0(size);
    g_strlcpy(bin, area, AREA_ID_SIZE);
    g_ptr_array_add(bins, bin);
    *last = bins->len - 1;
    return bin;
}

static void empty_bin(tally_t *tally, const struct bin *bin)
{
    for (int item = 0; item < ITEM_COUNT; item++) {
        for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
            for (int aside = 0; aside < 2; aside++) {
                const struct counts *counts = &bin->at[item][channel][aside];
                if (counts_total(counts) != 0)
                    tally_add(tally, bin->area, (enum item)item, (enum channel)channel, aside != 0, counts);
            }
        }
    }
}

void shelf_bind_days(sqlite3_stmt *statement, int from, int to)
{
    const struct value days[] = {value_integer(from), value_integer(to)};
    sqlite3_reset(statement);
    sql_bind(statement, days, G_N_ELEMENTS(days));
}

/* Steps to the next row: false at the end, and with `error` set when it cannot be read. */
static bool next_row(struct tally_row *out, sqlite3_stmt *tally, GError **error)
{
    sqlite3 *db = sqlite3_db_handle(tally);
    int result = sqlite3_step(tally);
    if (result == SQLITE_DONE)
        return false;
    if (result != SQLITE_ROW)
        return sql_fail(db, "reading the tally", error);
    return tally_row_read(out, tally) ||
           sql_refuse(db, JOURNAL_ERROR_DAMAGED, error,
                      "damaged: the tally of day %d has a row that cannot be", out->day);
}

/* Counts a row's answers to those of all rows before it: false when there cannot be so many. */
static bool count_row(gint64 *all, const struct tally_row *row, sqlite3_stmt *tally, GError **error)
{
    *all += counts_total(&row->counts);
    return *all <= field_sum_most ||
           sql_refuse(sqlite3_db_handle(tally), JOURNAL_ERROR_DAMAGED, error,
                      "damaged: with the tally of day %d there are more answers than can be", row->day);
}

static bool fold_volume(GPtrArray *bins, gint64 *all, sqlite3_stmt *tally, int from, int to, GError **error)
{
    struct tally_row row;
    GError *problem = NULL;
    guint last = 0;
    shelf_bind_days(tally, from, to);
    while (next_row(&row, tally, &problem) && count_row(all, &row, tally, &problem)) {
        struct bin *bin = shelf_bin(bins, sizeof *bin, row.area, &last);
        counts_add(&bin->at[row.item][row.channel][row.aside], &row.counts);
    }
    sqlite3_reset(tally);
    if (problem == NULL)
        return true;
    g_propagate_error(error, problem);
    return false;
}

bool shelf_fold(shelf_t *shelf, tally_t *tally, int from, int to, GError **error)
{
    g_autoptr(GPtrArray) bins = g_ptr_array_new_with_free_func(g_free);
    gint64 all = 0;
    for (guint i = 0; i < shelf->volumes->len; i++) {
        if (!fold_volume(bins, &all, g_array_index(shelf->volumes, struct volume, i).tally, from, to, error))
            return false;
    }
    for (guint i = 0; i < bins->len; i++)
        empty_bin(tally, bins->pdata[i]);
    return true;
}

/* --- remarks --- */

static bool has_note(bool *out, sqlite3 *db, const char *note, GError **error)
{
    sqlite3_stmt *find = NULL;
    const struct value text = value_text(note);
    if (!sql_prepare(&find, db, "SELECT 1 FROM entry WHERE kind = 6 AND note = ?1", error))
        return false;
    sql_bind(find, &text, 1);
    int result = sqlite3_step(find);
    *out = result == SQLITE_ROW;
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        sql_fail(db, "looking for a remark", error);
    sqlite3_finalize(find);
    return result == SQLITE_ROW || result == SQLITE_DONE;
}

bool shelf_find_note(const char **device, shelf_t *shelf, const char *note, GError **error)
{
    bool found = false;
    *device = NULL;
    for (guint i = 0; i < shelf->volumes->len && !found; i++) {
        if (!has_note(&found, g_array_index(shelf->volumes, struct volume, i).db, note, error))
            return false;
        if (found)
            *device = g_array_index(shelf->journals, struct shelf_journal, i).device;
    }
    return true;
}

/* --- day by day --- */

/* Where each journal's scan stands; all go forward together, one day at a time. */
struct cursor {
    sqlite3_stmt *tally;
    bool has_row;
    struct tally_row row;
};

static int first_day(const struct cursor *cursors, guint n)
{
    int day = 0;
    for (guint i = 0; i < n; i++) {
        if (cursors[i].has_row && (day == 0 || cursors[i].row.day < day))
            day = cursors[i].row.day;
    }
    return day;
}

static bool advance(struct cursor *cursor, GError **error)
{
    GError *problem = NULL;
    cursor->has_row = next_row(&cursor->row, cursor->tally, &problem);
    if (problem == NULL)
        return true;
    g_propagate_error(error, problem);
    return false;
}

/* Adds the rows of one day, and their answers to *all. */
static bool fold_day(tally_t *tally, gint64 *all, struct cursor *cursors, guint n, int day, GError **error)
{
    for (guint i = 0; i < n; i++) {
        struct cursor *cursor = &cursors[i];
        const struct tally_row *row = &cursor->row;
        while (cursor->has_row && row->day == day) {
            if (!count_row(all, row, cursor->tally, error))
                return false;
            tally_add(tally, row->area, row->item, row->channel, row->aside, &row->counts);
            if (!advance(cursor, error))
                return false;
        }
    }
    return true;
}

static bool fold_each_day(struct cursor *cursors, guint n, shelf_day each, void *payload, GError **error)
{
    gint64 all = 0;
    for (int day = first_day(cursors, n); day != 0; day = first_day(cursors, n)) {
        g_autoptr(tally_t) tally = tally_new();
        gint64 before = all;
        if (!fold_day(tally, &all, cursors, n, day, error))
            return false;
        if (all > before)
            each(day, tally, payload);
    }
    return true;
}

bool shelf_fold_days(shelf_t *shelf, int from, int to, shelf_day each, void *payload, GError **error)
{
    guint n = shelf->volumes->len;
    g_autofree struct cursor *cursors = g_new0(struct cursor, n);
    bool done = true;
    for (guint i = 0; i < n && done; i++) {
        cursors[i].tally = g_array_index(shelf->volumes, struct volume, i).tally;
        shelf_bind_days(cursors[i].tally, from, to);
        done = advance(&cursors[i], error);
    }
    done = done && fold_each_day(cursors, n, each, payload, error);
    for (guint i = 0; i < n; i++)
        sqlite3_reset(g_array_index(shelf->volumes, struct volume, i).tally);
    return done;
}
