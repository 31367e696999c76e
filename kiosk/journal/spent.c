#include "spent.h"
#include <string.h>

struct spent {
    sqlite3 *db;
    sqlite3_stmt *use, *find;
};

bool spent_new(spent_t **out, sqlite3 *db, GError **error)
{
    spent_t *spent = g_new0(spent_t, 1);
    spent->db = db;
    if (sql_prepare(&spent->use, db, "INSERT INTO spent(token, form) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    error) &&
        sql_prepare(&spent->find, db, "SELECT form FROM spent WHERE token = ?1", error)) {
        *out = spent;
        return true;
    }
    spent_free(spent);
    return false;
}

void spent_free(spent_t *spent)
{
    if (spent == NULL)
        return;
    sqlite3_finalize(spent->use);
    sqlite3_finalize(spent->find);
    g_free(spent);
}

/* Says by whom the link was used, which is there. */
static bool refuse(spent_t *spent, const struct spend *spend, GError **error)
{
    bool found = sqlite3_step(spent->find) == SQLITE_ROW;
    const void *form = found ? sqlite3_column_blob(spent->find, 0) : NULL;
    bool same = form != NULL && sqlite3_column_bytes(spent->find, 0) == FORM_ID_SIZE &&
                memcmp(form, spend->form, FORM_ID_SIZE) == 0;
    if (!found)
        sql_fail(spent->db, "looking up a link", error);
    else if (same)
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_REPEATED, "its form was stored before");
    else
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_SPENT, "its link was used by another form");
    sqlite3_reset(spent->find);
    return false;
}

bool spent_use(spent_t *spent, const struct spend *spend, GError **error)
{
    const struct value values[] = {value_blob(spend->token, sizeof spend->token),
                                   value_blob(spend->form, sizeof spend->form)};
    sql_bind(spent->use, values, G_N_ELEMENTS(values));
    if (!sql_step(spent->use, "using up a link", error))
        return false;
    if (sqlite3_changes(spent->db) == 1)
        return true;
    sql_bind(spent->find, values, 1);
    return refuse(spent, spend, error);
}
