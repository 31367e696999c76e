#include "bundle_file.h"
#include "disk.h"
#include "entry.h"
#include "misuse_row.h"
#include "remark_row.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { MODE = 0640, FIRST_DAY = 10101, LAST_DAY = 99991231 };

/* --- entries --- */

static bool copy_entry(struct bundle_file *bundle, sqlite3_stmt *select, sqlite3_stmt *insert, GError **error)
{
    struct value values[ENTRY_COLUMNS];
    sql_columns(values, select, ENTRY_COLUMNS);
    if (values[ENTRY_SEQ].integer != bundle->last + 1)
        return sql_refuse(sqlite3_db_handle(select), JOURNAL_ERROR_DAMAGED, error,
                          "entry %" G_GINT64_FORMAT " is missing", bundle->last + 1);
    bundle->last++;
    sql_bind(insert, values, ENTRY_COLUMNS);
    return sql_step(insert, "writing a bundle", error);
}

static bool copy_rows(struct bundle_file *bundle, sqlite3_stmt *select, sqlite3_stmt *insert, GError **error)
{
    const struct value after = value_integer(bundle->after);
    int result = SQLITE_OK;
    sql_bind(select, &after, 1);
    while ((result = sqlite3_step(select)) == SQLITE_ROW) {
        if (!copy_entry(bundle, select, insert, error))
            return false;
    }
    return result == SQLITE_DONE || sql_fail(sqlite3_db_handle(select), "reading the entries", error);
}

static bool copy_entries(struct bundle_file *bundle, sqlite3 *journal, GError **error)
{
    sqlite3_stmt *select = NULL, *insert = NULL;
    bundle->last = bundle->after;
    bool copied = entry_prepare_select(&select, journal, "WHERE seq > ?1 ORDER BY seq", error) &&
                  entry_prepare_insert(&insert, bundle->db, error) &&
                  copy_rows(bundle, select, insert, error);
    sqlite3_finalize(select);
    sqlite3_finalize(insert);
    return copied;
}

/* Whoever asks for what comes after an entry that is not there has entries that this journal never had. */
static bool read_before(struct bundle_file *bundle, sqlite3 *journal, GError **error)
{
    sqlite3_stmt *select = NULL;
    struct value seal = value_null();
    const struct value after = value_integer(bundle->after);
    if (bundle->after == 0)
        return true;
    if (!sql_prepare(&select, journal, "SELECT seal FROM entry WHERE seq = ?1", error))
        return false;
    sql_bind(select, &after, 1);
    if (sqlite3_step(select) == SQLITE_ROW)
        sql_columns(&seal, select, 1);
    bool there = seal.type == VALUE_BLOB && seal.size == SEAL_SIZE;
    if (there)
        memcpy(bundle->before, seal.bytes, SEAL_SIZE);
    sqlite3_finalize(select);
    return there || sql_refuse(journal, JOURNAL_ERROR_INVALID, error,
                               "there is no entry %" G_GINT64_FORMAT ", expected one that others come after",
                               bundle->after);
}

/* --- what is no entry --- */

typedef bool (*prepare)(sqlite3_stmt **out, sqlite3 *db, GError **error);

/* Rows of a table that the bundle has alike, as they lie. */
static bool copy_table(struct bundle_file *bundle, sqlite3 *journal, prepare prepare_select, const char *into,
                       GError **error)
{
    enum { COLUMNS = 3 };
    sqlite3_stmt *select = NULL, *insert = NULL;
    const struct value days[] = {value_integer(FIRST_DAY), value_integer(LAST_DAY)};
    struct value values[COLUMNS];
    int result = SQLITE_DONE;
    bool copied = prepare_select(&select, journal, error) && sql_prepare(&insert, bundle->db, into, error);
    if (copied)
        sql_bind(select, days, G_N_ELEMENTS(days));
    while (copied && (result = sqlite3_step(select)) == SQLITE_ROW) {
        sql_columns(values, select, COLUMNS);
        sql_bind(insert, values, COLUMNS);
        copied = sql_step(insert, "writing a bundle", error);
    }
    if (copied && result != SQLITE_DONE)
        copied = sql_fail(journal, "reading", error);
    sqlite3_finalize(select);
    sqlite3_finalize(insert);
    return copied;
}

static bool copy_rest(struct bundle_file *bundle, sqlite3 *journal, int version, GError **error)
{
    return version < SCHEMA_LINKS ||
           (copy_table(bundle, journal, remark_row_prepare,
                       "INSERT INTO remark(id, week, text) VALUES (?1, ?2, ?3)", error) &&
            copy_table(bundle, journal, misuse_row_prepare,
                       "INSERT INTO misuse(day, what, n) VALUES (?1, ?2, ?3)", error));
}

/* --- the whole --- */

static bool copy_all(struct bundle_file *bundle, sqlite3 *journal, GError **error)
{
    int version = 0;
    return sql_run(journal, "BEGIN", "reading", error) &&
           schema_look(&version, journal, &schema_steps, error) &&
           device_read(&bundle->device, journal, error) &&
           bundle_file_make(bundle->db, &bundle->device, error) && read_before(bundle, journal, error) &&
           copy_entries(bundle, journal, error) && copy_rest(bundle, journal, version, error) &&
           bundle_file_mark(bundle, error);
}

/* The draft is nobody's until it is whole and on disk: until then nothing need be safe. */
static bool fill_draft(struct bundle_about *out, const char *draft, sqlite3 *journal, gint64 after,
                       GError **error)
{
    struct bundle_file bundle = {.after = after};
    bool filled = sql_make_file(&bundle.db, draft, error) &&
                  sql_run(bundle.db, "PRAGMA journal_mode = memory; PRAGMA synchronous = off; BEGIN",
                          "making a bundle", error) &&
                  copy_all(&bundle, journal, error) &&
                  sql_run(bundle.db, "COMMIT", "writing a bundle", error) &&
                  bundle_file_about(out, &bundle, error);
    bundle_file_close(&bundle);
    return filled;
}

static bool settle(const char *draft, const char *file, GError **error)
{
    if (disk_sync_file(draft) && g_rename(draft, file) == 0 && disk_sync_folder_of(file))
        return true;
    g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE, "%s: cannot be written: %s", file,
                g_strerror(errno));
    return false;
}

static bool write_draft(struct bundle_about *out, const char *file, sqlite3 *journal, gint64 after,
                        GError **error)
{
    g_autofree char *draft = g_strconcat(file, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(draft, O_RDWR | O_CLOEXEC, MODE);
    if (fd < 0) {
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE, "%s: cannot be written: %s", file,
                    g_strerror(errno));
        return false;
    }
    close(fd);
    if (fill_draft(out, draft, journal, after, error) && settle(draft, file, error))
        return true;
    unlink(draft);
    return false;
}

bool bundle_write(struct bundle_about *out, const char *file, const char *journal, gint64 after,
                  GError **error)
{
    struct bundle_about about;
    sqlite3 *db = NULL;
    g_assert(after >= 0);
    bool written = sql_open_reader(&db, journal, error) && write_draft(&about, file, db, after, error);
    sql_close(db);
    if (written && out != NULL)
        *out = about;
    return written;
}
