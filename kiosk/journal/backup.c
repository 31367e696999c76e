#include "backup.h"
#include "disk.h"
#include <errno.h>
#include <unistd.h>

/* Always the same, so that a program that is killed while it migrates, again and again, leaves one. */
static char *backup_name(const char *file, int version)
{
    size_t stem = g_str_has_suffix(file, ".db") ? strlen(file) - strlen(".db") : strlen(file);
    return g_strdup_printf("%.*s-v%d.db", (int)stem, file, version);
}

/* The copy is attached while it is made, which the connection otherwise may not do. */
static bool copy_into(sqlite3 *db, const char *file, GError **error)
{
    sqlite3_stmt *statement = NULL;
    const struct value name = value_text(file);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1);
    bool copied = sql_prepare(&statement, db, "VACUUM INTO ?1", error);
    if (copied) {
        sql_bind(statement, &name, 1);
        copied = sql_step(statement, "making a backup", error);
    }
    sqlite3_finalize(statement);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    return copied;
}

static bool check_copy(const char *file, GError **error)
{
    sqlite3 *copy = NULL;
    g_autofree char *finding = NULL;
    if (!sql_open_reader(&copy, file, error))
        return false;
    bool whole = sql_is_whole(copy, &finding, error);
    if (finding != NULL)
        sql_refuse(copy, JOURNAL_ERROR_DAMAGED, error, "the backup is damaged: %s", finding);
    sql_close(copy);
    return whole;
}

/* VACUUM INTO takes an empty file, and would make one that everybody may read. */
static bool make_draft(const char *draft, GError **error)
{
    if (disk_make_file(draft))
        return true;
    g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE, "%s: making a backup: %s", draft,
                g_strerror(errno));
    return false;
}

bool backup_make(char **made, sqlite3 *db, int version, GError **error)
{
    g_autofree char *file = backup_name(sqlite3_db_filename(db, "main"), version);
    g_autofree char *draft = g_strconcat(file, ".part", NULL);
    unlink(draft); /* of a backup that was cut off */
    if (make_draft(draft, error) && copy_into(db, draft, error) && check_copy(draft, error) &&
        disk_settle(draft, file, "making a backup", error)) {
        *made = g_steal_pointer(&file);
        return true;
    }
    unlink(draft);
    return false;
}
