#include "raw.h"

sqlite3 *raw_open(const char *file)
{
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), ==,
                    SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    return db;
}

void raw_close(sqlite3 *db)
{
    g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

void raw_run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &message);
    g_assert_cmpstr(message, ==, NULL);
}

char *raw_fail(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, &message), !=, SQLITE_OK);
    char *copy = g_strdup(message);
    sqlite3_free(message);
    return copy;
}

static sqlite3_stmt *first_row(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        g_error("%s: %s", sql, sqlite3_errmsg(db));
    g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
    return statement;
}

gint64 raw_integer(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = first_row(db, sql);
    gint64 integer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return integer;
}

char *raw_text(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = first_row(db, sql);
    char *text = g_strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

gint64 file_integer(const char *file, const char *sql)
{
    sqlite3 *db = raw_open(file);
    gint64 integer = raw_integer(db, sql);
    raw_close(db);
    return integer;
}

char *file_text(const char *file, const char *sql)
{
    sqlite3 *db = raw_open(file);
    char *text = raw_text(db, sql);
    raw_close(db);
    return text;
}

void file_run(const char *file, const char *sql)
{
    sqlite3 *db = raw_open(file);
    raw_run(db, sql);
    raw_close(db);
}
