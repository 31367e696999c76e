#include "bundle_file.h"
#include "schema.h"
#include <string.h>

enum { APPLICATION_ID = 0x53495042 /* "SIPB" */, VERSION = 1, COLUMNS = 3 };

/* The columns are those of a journal, which explains them; what may stand in them is for the journal that the
 * entries come into to say. A bundle is compared with these statements word for word: any change of them is
 * another VERSION. */
static const char *const tables[] = {
    "CREATE TABLE bundle( -- what this file is: entries of one device, on their way to its center\n"
    "  id      INTEGER PRIMARY KEY CHECK (id = 1),\n"
    "  after   INTEGER NOT NULL, -- it holds the entries that come after this one\n"
    "  last    INTEGER NOT NULL, -- up to this one\n"
    "  before  BLOB              -- seal of the entry `after`; NULL: they begin with the first\n"
    ") STRICT",
    "CREATE TABLE device( -- as in the journal\n"
    "  id      INTEGER PRIMARY KEY CHECK (id = 1),\n"
    "  device  TEXT NOT NULL,\n"
    "  center  TEXT NOT NULL,\n"
    "  made    INTEGER NOT NULL,\n"
    "  program TEXT NOT NULL,\n"
    "  format  INTEGER NOT NULL\n"
    ") STRICT",
    "CREATE TABLE entry( -- as in the journal, seals too\n"
    "  seq INTEGER PRIMARY KEY, kind INTEGER, utc_ms INTEGER, day INTEGER, mono_ms INTEGER, boot BLOB,\n"
    "  trust INTEGER, area TEXT, channel TEXT, language TEXT, flags INTEGER,\n"
    "  tthc INTEGER, phuc_vu INTEGER, m02_1 INTEGER, m02_2 INTEGER, m02_3 INTEGER, m02_4 INTEGER,\n"
    "  m02_5 INTEGER, m02_6 INTEGER, m02_7 INTEGER, m02_8 INTEGER, m02_9 INTEGER,\n"
    "  reasons INTEGER, refers INTEGER, note TEXT, seal BLOB\n"
    ") STRICT",
    "CREATE TABLE remark( -- as in the journal: those of weeks that have ended; text NULL: taken out\n"
    "  id BLOB NOT NULL PRIMARY KEY, week INTEGER NOT NULL, text TEXT\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE INDEX remark_week ON remark(week DESC, id)",
    "CREATE TABLE misuse( -- as in the journal: all counts as they stand\n"
    "  day INTEGER NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (day, what)\n"
    ") STRICT, WITHOUT ROWID",
    NULL};

bool bundle_file_make(sqlite3 *db, const struct device *device, GError **error)
{
    return schema_run(db, tables, "making a bundle", error) && device_store(db, device, error);
}

static bool store_row(const struct bundle_file *bundle, GError **error)
{
    sqlite3_stmt *insert = NULL;
    const struct value values[COLUMNS] = {value_integer(bundle->after), value_integer(bundle->last),
                                          bundle->after == 0 ? value_null()
                                                             : value_blob(bundle->before, SEAL_SIZE)};
    if (!sql_prepare(&insert, bundle->db,
                     "INSERT INTO bundle(id, after, last, before) VALUES (1, ?1, ?2, ?3)", error))
        return false;
    sql_bind(insert, values, COLUMNS);
    bool stored = sql_step(insert, "making a bundle", error);
    sqlite3_finalize(insert);
    return stored;
}

bool bundle_file_mark(const struct bundle_file *bundle, GError **error)
{
    g_autofree char *mark = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            (int)APPLICATION_ID, (int)VERSION);
    return store_row(bundle, error) && sql_run(bundle->db, mark, "making a bundle", error);
}

/* --- reading --- */

static bool check_kind(sqlite3 *db, GError **error)
{
    gint64 id = 0, version = 0;
    if (!sql_integer(&id, db, "PRAGMA application_id", error) ||
        !sql_integer(&version, db, "PRAGMA user_version", error))
        return false;
    if (id != APPLICATION_ID || version < 1)
        return sql_refuse(db, JOURNAL_ERROR_FOREIGN, error,
                          "not a bundle: application id 0x%08x, expected 0x%08x", (unsigned)id,
                          (unsigned)APPLICATION_ID);
    return version == VERSION ||
           sql_refuse(db, JOURNAL_ERROR_NEWER, error,
                      "written by a newer program: version %d of bundles, this program knows version %d",
                      (int)version, (int)VERSION);
}

static bool fill_row(struct bundle_file *out, const struct value values[COLUMNS])
{
    const struct value *before = &values[2];
    out->after = values[0].integer;
    out->last = values[1].integer;
    if (out->after < 0 || out->last < out->after)
        return false;
    if (out->after == 0)
        return before->type == VALUE_NULL;
    if (before->type != VALUE_BLOB || before->size != SEAL_SIZE)
        return false;
    memcpy(out->before, before->bytes, SEAL_SIZE);
    return true;
}

static bool read_row(struct bundle_file *out, GError **error)
{
    sqlite3_stmt *select = NULL;
    struct value values[COLUMNS];
    if (!sql_prepare(&select, out->db, "SELECT after, last, before FROM bundle", error))
        return false;
    bool read = sqlite3_step(select) == SQLITE_ROW;
    if (read) {
        sql_columns(values, select, COLUMNS);
        read = fill_row(out, values);
    }
    sqlite3_finalize(select);
    return read || sql_refuse(out->db, JOURNAL_ERROR_DAMAGED, error,
                              "damaged: it does not say which entries it holds");
}

bool bundle_file_open(struct bundle_file *out, const char *file, GError **error)
{
    *out = (struct bundle_file){.db = NULL};
    const char *const *const lists[] = {tables};
    if (sql_open_reader(&out->db, file, error) && strange_bound(&out->strange, out->db, error) &&
        sql_run(out->db, "BEGIN", "reading", error) && check_kind(out->db, error) &&
        strange_check(out->db, lists, G_N_ELEMENTS(lists), error) &&
        device_read(&out->device, out->db, error) && read_row(out, error))
        return true;
    bundle_file_close(out);
    return false;
}

void bundle_file_close(struct bundle_file *bundle)
{
    sql_close(bundle->db);
    bundle->db = NULL;
}

bool bundle_file_about(struct bundle_about *out, const struct bundle_file *bundle, GError **error)
{
    const bool any = bundle->last > bundle->after;
    *out = (struct bundle_about){
        .after = bundle->after, .first_seq = any ? bundle->after + 1 : 0, .last_seq = any ? bundle->last : 0};
    g_strlcpy(out->device, bundle->device.device, sizeof out->device);
    g_strlcpy(out->center, bundle->device.center, sizeof out->center);
    return sql_integer(&out->remarks, bundle->db, "SELECT count(*) FROM remark", error);
}

char *bundle_comment(const struct bundle_about *about)
{
    if (about->last_seq == 0)
        return g_strdup_printf("device %s of center %s, no entry", about->device, about->center);
    return g_strdup_printf("device %s of center %s, entries %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                           about->device, about->center, about->first_seq, about->last_seq);
}

bool bundle_look(struct bundle_about *out, const char *file, GError **error)
{
    struct bundle_file bundle;
    if (!bundle_file_open(&bundle, file, error))
        return false;
    bool looked = bundle_file_about(out, &bundle, error);
    bundle_file_close(&bundle);
    return looked;
}

bool bundle_last(gint64 *out, const char *journal, GError **error)
{
    sqlite3 *db = NULL;
    int version = 0;
    *out = 0;
    if (!g_file_test(journal, G_FILE_TEST_EXISTS))
        return true;
    bool found = sql_open_reader(&db, journal, error) && schema_look(&version, db, &schema_steps, error) &&
                 sql_integer(out, db, "SELECT coalesce(max(seq), 0) FROM entry", error);
    sql_close(db);
    return found;
}
