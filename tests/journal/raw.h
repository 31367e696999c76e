#pragma once
/* SQLite with none of our settings: how somebody with a shell sees, and can harm, a journal. */
#include <glib.h>
#include <sqlite3.h>

/* Opens read-write; a failure ends the test. */
sqlite3 *raw_open(const char *file);
void raw_close(sqlite3 *db);

/* Runs SQL that must succeed. */
void raw_run(sqlite3 *db, const char *sql);

/* Runs SQL that must fail; the message, to be freed with g_free. */
char *raw_fail(sqlite3 *db, const char *sql);

/* The first column of the only row. The text is freed with g_free. */
gint64 raw_integer(sqlite3 *db, const char *sql);
char *raw_text(sqlite3 *db, const char *sql);

/* Likewise, on a connection of its own. */
gint64 file_integer(const char *file, const char *sql);
char *file_text(const char *file, const char *sql);
void file_run(const char *file, const char *sql);
