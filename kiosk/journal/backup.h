#pragma once
/* Backup: a whole, checked copy of a journal beside it, made before its schema is changed. */
#include "sql.h"

/* Copies journal.db to journal-vVERSION-UTC.db in the same folder and waits until it is on disk. What bears
 * that name is always whole: the copy is made and checked under another name first. *made is its name; free
 * with g_free. */
bool backup_make(char **made, sqlite3 *db, int version, GError **error);
