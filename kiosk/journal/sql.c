#include "sql.h"
#include "disk.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { BUSY_MS = 5000, BUSY_PAUSE_US = 250 };

/* Set on each connection, then read back: SQLite passes over what it cannot do without a word. */
struct setting {
    const char *set, *get, *expected;
};

static const struct setting settings[] = {
    {"PRAGMA foreign_keys = 1", "PRAGMA foreign_keys", "1"},
    {"PRAGMA recursive_triggers = 1", "PRAGMA recursive_triggers", "1"},
    {"PRAGMA trusted_schema = 0", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check = 1", "PRAGMA cell_size_check", "1"},
    {"PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0"},
};
static const struct setting writer_settings[] = {
    {"PRAGMA busy_timeout = 5000", "PRAGMA busy_timeout", "5000"},
    {"PRAGMA journal_size_limit = 8388608", "PRAGMA journal_size_limit", "8388608"},
    {"PRAGMA secure_delete = 1", "PRAGMA secure_delete", "1"},
};
static const struct setting durable_settings[] = {
    {"PRAGMA journal_mode = wal", "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous = 2", "PRAGMA synchronous", "2"},
};
static const struct setting reader_settings[] = {
    {"PRAGMA query_only = 1", "PRAGMA query_only", "1"},
};

/* Enough for the schema and the statements of this room; one database is attached while a backup is made. */
static const struct {
    int limit, value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, 1000000},
    {SQLITE_LIMIT_SQL_LENGTH, 100000},
    {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 50},
    {SQLITE_LIMIT_COMPOUND_SELECT, 5},
    {SQLITE_LIMIT_VDBE_OP, 25000},
    {SQLITE_LIMIT_FUNCTION_ARG, 20},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 100},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

G_DEFINE_QUARK(journal_error, journal_error)

static int error_code(int result)
{
    switch (result & 0xff) {
    case SQLITE_NOTADB:
        return JOURNAL_ERROR_FOREIGN;
    case SQLITE_CORRUPT:
    case SQLITE_INTERRUPT: /* by strange_bound alone */
        return JOURNAL_ERROR_DAMAGED;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return JOURNAL_ERROR_INVALID;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return JOURNAL_ERROR_OPEN;
    default:
        return JOURNAL_ERROR_STORAGE;
    }
}

char *sql_one_line(const char *text)
{
    return g_strdelimit(g_utf8_make_valid(text, -1), "\r\n", ' ');
}

bool sql_fail(sqlite3 *db, const char *doing, GError **error)
{
    int result = sqlite3_extended_errcode(db);
    const char *file = sqlite3_db_filename(db, "main");
    g_autofree char *says = sql_one_line(sqlite3_errmsg(db));
    if ((result & 0xff) == SQLITE_NOTADB)
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_FOREIGN, "%s: not a journal: expected a SQLite file",
                    file);
    else
        g_set_error(error, JOURNAL_ERROR, error_code(result), "%s: %s: %s (SQLite %d)", file, doing, says,
                    result);
    return false;
}

bool sql_refuse(sqlite3 *db, enum journal_error code, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, JOURNAL_ERROR, (int)code, "%s: %s", sqlite3_db_filename(db, "main"), text);
    return false;
}

bool sql_run(sqlite3 *db, const char *sql, const char *doing, GError **error)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || sql_fail(db, doing, error);
}

bool sql_prepare(sqlite3_stmt **out, sqlite3 *db, const char *sql, GError **error)
{
    return sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) == SQLITE_OK ||
           sql_fail(db, "reading its tables", error);
}

bool sql_integer(gint64 *out, sqlite3 *db, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (!sql_prepare(&statement, db, sql, error))
        return false;
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    if (found)
        *out = sqlite3_column_int64(statement, 0);
    else
        sql_fail(db, "reading", error);
    sqlite3_finalize(statement);
    return found;
}

void sql_bind(sqlite3_stmt *statement, const struct value *values, int n)
{
    for (int i = 0; i < n; i++) {
        const struct value *value = &values[i];
        int result = SQLITE_OK;
        switch (value->type) {
        case VALUE_INTEGER:
            result = sqlite3_bind_int64(statement, i + 1, value->integer);
            break;
        case VALUE_TEXT:
            result = sqlite3_bind_text(statement, i + 1, value->bytes, (int)value->size, SQLITE_STATIC);
            break;
        case VALUE_BLOB:
            result = sqlite3_bind_blob(statement, i + 1, value->bytes, (int)value->size, SQLITE_STATIC);
            break;
        case VALUE_REAL:
        case VALUE_NULL:
            result = sqlite3_bind_null(statement, i + 1);
            break;
        }
        g_assert(result == SQLITE_OK);
    }
}

G_STATIC_ASSERT((int)VALUE_INTEGER == SQLITE_INTEGER && (int)VALUE_REAL == SQLITE_FLOAT &&
                (int)VALUE_TEXT == SQLITE_TEXT && (int)VALUE_BLOB == SQLITE_BLOB &&
                (int)VALUE_NULL == SQLITE_NULL);

void sql_columns(struct value *out, sqlite3_stmt *statement, int n)
{
    for (int i = 0; i < n; i++) {
        out[i] = (struct value){.type = (enum value_type)sqlite3_column_type(statement, i)};
        if (out[i].type == VALUE_INTEGER || out[i].type == VALUE_REAL) {
            out[i].integer = sqlite3_column_int64(statement, i);
        } else if (out[i].type != VALUE_NULL) {
            const void *bytes = sqlite3_column_blob(statement, i); /* NULL when there is none */
            out[i].bytes = bytes != NULL ? bytes : "";
            out[i].size = (size_t)sqlite3_column_bytes(statement, i);
        }
    }
}

bool sql_step(sqlite3_stmt *statement, const char *doing, GError **error)
{
    bool done = sqlite3_step(statement) == SQLITE_DONE;
    if (!done)
        sql_fail(sqlite3_db_handle(statement), doing, error);
    sqlite3_reset(statement);
    return done;
}

bool sql_is_whole(sqlite3 *db, char **finding, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (!sql_prepare(&statement, db, "PRAGMA quick_check(1)", error))
        return false;
    int result = sqlite3_step(statement);
    const char *text = result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    bool whole = g_strcmp0(text, "ok") == 0;
    if (text != NULL && !whole)
        *finding = sql_one_line(text);
    if (text == NULL)
        sql_fail(db, "checking", error);
    sqlite3_finalize(statement);
    return whole;
}

static bool apply_one(sqlite3 *db, const struct setting *setting, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (!sql_run(db, setting->set, setting->set, error) || !sql_prepare(&statement, db, setting->get, error))
        return false;
    int result = sqlite3_step(statement);
    const char *got = result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : "nothing";
    bool taken = g_strcmp0(got, setting->expected) == 0;
    if (!taken)
        sql_refuse(db, JOURNAL_ERROR_OPEN, error, "SQLite does not take \"%s\": it says %s", setting->set,
                   got);
    sqlite3_finalize(statement);
    return taken;
}

static bool apply(sqlite3 *db, const struct setting *some, size_t n, GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!apply_one(db, &some[i], error))
            return false;
    }
    return true;
}

/* What has no PRAGMA: options of the connection and its limits. */
static bool harden(sqlite3 *db, GError **error)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        int taken = -1;
        sqlite3_db_config(db, options[i].option, options[i].value, &taken);
        if (taken != options[i].value)
            return sql_refuse(db, JOURNAL_ERROR_OPEN, error, "SQLite does not take option %d",
                              options[i].option);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
        sqlite3_limit(db, limits[i].limit, limits[i].value);
        if (sqlite3_limit(db, limits[i].limit, -1) != limits[i].value)
            return sql_refuse(db, JOURNAL_ERROR_OPEN, error, "SQLite does not take limit %d",
                              limits[i].limit);
    }
    return apply(db, settings, G_N_ELEMENTS(settings), error);
}

/* `name` is the file, or its URI when the flags say so. Only memory can fail before there is a handle to ask.
 */
static bool open_any(sqlite3 **out, const char *name, int flags, GError **error)
{
    sqlite3 *db = NULL;
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int result = sqlite3_open_v2(name, &db, flags, NULL);
    g_assert(db != NULL);
    if (result != SQLITE_OK)
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN, "%s: cannot be opened: %s", name,
                    sqlite3_errmsg(db));
    else if (harden(db, error)) {
        *out = db;
        return true;
    }
    sql_close(db);
    return false;
}

static bool open_writer(sqlite3 **out, const char *file, int flags, GError **error)
{
    sqlite3 *db = NULL;
    if (!open_any(&db, file, SQLITE_OPEN_READWRITE | flags, error))
        return false;
    if (sqlite3_db_readonly(db, "main") == 1)
        sql_refuse(db, JOURNAL_ERROR_OPEN, error, "cannot be written to: expected the right to write");
    else if (apply(db, writer_settings, G_N_ELEMENTS(writer_settings), error)) {
        *out = db;
        return true;
    }
    sql_close(db);
    return false;
}

bool sql_open_writer(sqlite3 **out, const char *file, GError **error)
{
    return open_writer(out, file, 0, error);
}

bool sql_open_memory(sqlite3 **out, GError **error)
{
    int result = sqlite3_open_v2(":memory:", out,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    g_assert(*out != NULL);
    return result == SQLITE_OK || sql_fail(*out, "opening", error);
}

/* SQLite would let everybody read it. Its log and what else lies beside get the rights of the file. */
bool sql_make_file(sqlite3 **out, const char *file, GError **error)
{
    if (!disk_make_file(file)) {
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN, "%s: cannot be opened: %s", file,
                    g_strerror(errno));
        return false;
    }
    return open_writer(out, file, SQLITE_OPEN_CREATE, error);
}

bool sql_make_durable(sqlite3 *db, GError **error)
{
    return apply(db, durable_settings, G_N_ELEMENTS(durable_settings), error);
}

bool sql_empty_log(sqlite3 *db)
{
    sqlite3_busy_timeout(db, 0);
    int result = sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(db, BUSY_MS);
    return result == SQLITE_OK;
}

/* SQLite's own handler backs off to 100 ms, in which a busy writer comes first again and again. */
static int wait_a_little(void *payload, int times)
{
    (void)payload;
    g_usleep(BUSY_PAUSE_US);
    return times < BUSY_MS * 1000 / BUSY_PAUSE_US;
}

/* Reading must not tidy up after the writer, or two connections would be changing one log. */
static bool open_reader(sqlite3 **out, const char *name, int flags, GError **error)
{
    sqlite3 *db = NULL;
    int taken = 0;
    gint64 any = 0;
    if (!open_any(&db, name, SQLITE_OPEN_READONLY | flags, error))
        return false;
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &taken);
    sqlite3_busy_handler(db, wait_a_little, NULL);
    if (taken == 1 && apply(db, reader_settings, G_N_ELEMENTS(reader_settings), error) &&
        sql_integer(&any, db, "SELECT count(*) FROM sqlite_schema", error)) {
        *out = db;
        return true;
    }
    sql_close(db);
    return false;
}

/* Only stat: opening the journal by hand would drop SQLite's locks on it. */
bool sql_has_log(const char *file)
{
    g_autofree char *log = g_strconcat(file, "-wal", NULL);
    struct stat about;
    return stat(log, &about) == 0 && about.st_size > 0;
}

/* The file as it lies, which SQLite then expects nobody to write to. */
static bool open_as_it_lies(sqlite3 **out, const char *file)
{
    g_autofree char *whole = g_canonicalize_filename(file, NULL);
    g_autofree char *path = g_uri_escape_string(whole, "/", FALSE);
    g_autofree char *uri = g_strconcat("file:", path, "?immutable=1", NULL);
    return open_reader(out, uri, SQLITE_OPEN_URI, NULL);
}

bool sql_open_reader(sqlite3 **out, const char *file, GError **error)
{
    GError *problem = NULL;
    if (open_reader(out, file, 0, &problem))
        return true;
    bool unwritable = g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_OPEN) ||
                      g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE);
    if (unwritable && sql_has_log(file)) {
        struct stat about;
        bool lost = stat(file, &about) != 0 && errno == ENOENT;
        g_clear_error(&problem);
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN, "%s: %s", file,
                    lost ? "missing, while its log (-wal) is there: expected both or neither"
                         : "its log (-wal) cannot be read: expected its program running, or the right to "
                           "write in its folder");
        return false;
    }
    if (unwritable && open_as_it_lies(out, file)) {
        g_clear_error(&problem);
        return true;
    }
    g_propagate_error(error, problem);
    return false;
}

void sql_close(sqlite3 *db)
{
    /* An unfinalised statement would keep the connection, and its locks, open. */
    int result = sqlite3_close(db);
    g_assert(result == SQLITE_OK);
}
