#pragma once
/* SQL: a connection with every setting a journal needs, and SQLite's answers as errors of the journal.
 *
 * A connection belongs to one thread. Values reach SQL through bound parameters alone; text that is put
 * together comes from tables in the program. */
#include "chain.h"
#include "journal.h"
#include <sqlite3.h>

/* Opens a file that is there for writing. Changes nothing in it. Pages and rows that the connection frees are
 * overwritten with zeros. */
bool sql_open_writer(sqlite3 **out, const char *file, GError **error);

/* Likewise, making the file, for its owner and group alone. */
bool sql_make_file(sqlite3 **out, const char *file, GError **error);

/* An empty database in memory, with none of a file's settings. To be closed whatever comes. */
bool sql_open_memory(sqlite3 **out, GError **error);

/* Makes the writer's file a write-ahead log with full synchronisation; only for a file known to be ours. */
bool sql_make_durable(sqlite3 *db, GError **error);

/* Empties the log into the file, without waiting for anybody: false when readers or the disk do not let it,
 * and it is worth another try. */
bool sql_empty_log(sqlite3 *db);

/* Opens read-only. What a living writer has committed is seen. In a folder that cannot be written to
 * the file is read as it lies, which is right only while no log lies beside it; with one it is refused. */
bool sql_open_reader(sqlite3 **out, const char *file, GError **error);

void sql_close(sqlite3 *db); /* NULL is fine */

/* Whether a log with something in it lies beside the file. */
bool sql_has_log(const char *file);

/* What SQLite says may hold line ends and, of a damaged file, any bytes: as one line of UTF-8. Free with
 * g_free. */
char *sql_one_line(const char *text);

/* Sets *error to what SQLite last said on the connection: "FILE: DOING: what it says". Returns false. */
bool sql_fail(sqlite3 *db, const char *doing, GError **error);

/* Likewise for a finding of ours: "FILE: text". Returns false. */
bool sql_refuse(sqlite3 *db, enum journal_error code, GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Runs statements that give no rows. */
bool sql_run(sqlite3 *db, const char *sql, const char *doing, GError **error);

/* A statement kept for the connection's life; free with sqlite3_finalize. */
bool sql_prepare(sqlite3_stmt **out, sqlite3 *db, const char *sql, GError **error);

/* One integer, the first column of the first row. A statement without a row is a failure. */
bool sql_integer(gint64 *out, sqlite3 *db, const char *sql, GError **error);

/* Binds values to the parameters 1, 2, ...; bytes must live until the statement is reset. */
void sql_bind(sqlite3_stmt *statement, const struct value *values, int n);

/* Reads columns 0, 1, ... of the row; bytes live until the next step. */
void sql_columns(struct value *out, sqlite3_stmt *statement, int n);

/* Steps a statement that gives no row, and resets it. */
bool sql_step(sqlite3_stmt *statement, const char *doing, GError **error);

/* Whether SQLite finds the file whole. On false with no error *finding (caller frees) is its first complaint.
 */
bool sql_is_whole(sqlite3 *db, char **finding, GError **error);
