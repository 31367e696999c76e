#include "bundle_file.h"
#include "clock.h"
#include "disk.h"
#include "entry.h"
#include "field.h"
#include "misuse_row.h"
#include "period.h"
#include "remark_row.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { MODE = 0640 };

/* A journal that a bundle is made of. */
struct source {
    sqlite3 *db;
    struct strange strange;
    bool sealed; /* only what carries a seal is believed of it */
    int version;
};

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
static bool copy_table(struct bundle_file *bundle, sqlite3 *journal, prepare prepare_select, int last,
                       const char *into, GError **error)
{
    enum { COLUMNS = 3 };
    sqlite3_stmt *select = NULL, *insert = NULL;
    const struct value days[] = {value_integer(FIELD_FIRST_DAY), value_integer(last)};
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

/* The Monday before this one, by the wall clock. */
static int last_week(void)
{
    struct moment now;
    clock_read(&now);
    return day_add(remark_row_week(now.day), -7);
}

static bool copy_rest(struct bundle_file *bundle, const struct source *source, GError **error)
{
    return source->version < SCHEMA_LINKS || source->sealed ||
           (copy_table(bundle, source->db, remark_row_prepare, last_week(),
                       "INSERT INTO remark(id, week, text) VALUES (?1, ?2, ?3)", error) &&
            copy_table(bundle, source->db, misuse_row_prepare, FIELD_LAST_DAY,
                       "INSERT INTO misuse(day, what, n) VALUES (?1, ?2, ?3)", error));
}

/* --- the whole --- */

/* The tables of every version that came before are made by their steps. */
static bool check_source(const struct source *source, GError **error)
{
    const char *const **lists = g_newa(const char *const *, source->version + 1);
    bool copy = false;
    if (!source->sealed)
        return true;
    if (!schema_is_copy(&copy, source->db, error))
        return false;
    memcpy(lists, schema_steps.sql, (size_t)source->version * sizeof *lists);
    lists[source->version] = schema_copy;
    return strange_check(source->db, lists, source->version + (copy ? 1 : 0), error);
}

static bool open_source(struct source *source, const char *file, GError **error)
{
    return sql_open_reader(&source->db, file, error) &&
           (!source->sealed || strange_bound(&source->strange, source->db, error)) &&
           sql_run(source->db, "BEGIN", "reading", error) &&
           schema_look(&source->version, source->db, &schema_steps, error) && check_source(source, error);
}

static bool copy_all(struct bundle_file *bundle, const struct source *source, GError **error)
{
    return device_read(&bundle->device, source->db, error) &&
           bundle_file_make(bundle->db, &bundle->device, error) && read_before(bundle, source->db, error) &&
           copy_entries(bundle, source->db, error) && copy_rest(bundle, source, error) &&
           bundle_file_mark(bundle, error);
}

/* The draft is nobody's until it is whole and on disk: until then nothing need be safe. */
static bool fill_draft(struct bundle_about *out, const char *draft, const struct source *source, gint64 after,
                       GError **error)
{
    struct bundle_file bundle = {.after = after};
    bool filled = sql_make_file(&bundle.db, draft, error) &&
                  sql_run(bundle.db, "PRAGMA journal_mode = memory; PRAGMA synchronous = off; BEGIN",
                          "making a bundle", error) &&
                  copy_all(&bundle, source, error) &&
                  sql_run(bundle.db, "COMMIT", "writing a bundle", error) &&
                  bundle_file_about(out, &bundle, error);
    bundle_file_close(&bundle);
    return filled;
}

static bool write_draft(struct bundle_about *out, const char *file, const struct source *source, gint64 after,
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
    if (fill_draft(out, draft, source, after, error) && disk_settle(draft, file, "writing a bundle", error))
        return true;
    unlink(draft);
    return false;
}

static bool write_from(struct source *source, struct bundle_about *out, const char *file, const char *journal,
                       gint64 after, GError **error)
{
    struct bundle_about about;
    g_assert(after >= 0);
    bool written = open_source(source, journal, error) && write_draft(&about, file, source, after, error);
    sql_close(source->db);
    if (written && out != NULL)
        *out = about;
    return written;
}

bool bundle_write(struct bundle_about *out, const char *file, const char *journal, gint64 after,
                  GError **error)
{
    struct source source = {.sealed = false};
    return write_from(&source, out, file, journal, after, error);
}

bool bundle_write_sealed(struct bundle_about *out, const char *file, const char *journal, gint64 after,
                         GError **error)
{
    struct source source = {.sealed = true};
    return write_from(&source, out, file, journal, after, error);
}
