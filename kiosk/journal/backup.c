#include "backup.h"
#include "disk.h"
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static char *backup_name(const char *file, int version)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *time = g_date_time_format(now, "%Y%m%dT%H%M%SZ");
    size_t stem = g_str_has_suffix(file, ".db") ? strlen(file) - strlen(".db") : strlen(file);
    return g_strdup_printf("%.*s-v%d-%s.db", (int)stem, file, version, time);
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

static bool settle(const char *draft, const char *file, GError **error)
{
    if (disk_sync_file(draft) && rename(draft, file) == 0 && disk_sync_folder_of(file))
        return true;
    g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_STORAGE, "%s: making a backup: %s", file,
                g_strerror(errno));
    return false;
}

bool backup_make(char **made, sqlite3 *db, int version, GError **error)
{
    g_autofree char *file = backup_name(sqlite3_db_filename(db, "main"), version);
    g_autofree char *draft = g_strconcat(file, ".part", NULL);
    unlink(draft); /* of a backup that was cut off within the same second */
    if (copy_into(db, draft, error) && check_copy(draft, error) && settle(draft, file, error)) {
        *made = g_steal_pointer(&file);
        return true;
    }
    unlink(draft);
    return false;
}
