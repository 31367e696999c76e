#include "old_version.h"
#include "raw.h"
#include "schema.h"
#include <glib/gstdio.h>

static void make_tables(sqlite3 *db, int version)
{
    for (int i = 0; i < version; i++) {
        for (const char *const *sql = schema_steps.sql[i]; *sql != NULL; sql++)
            raw_run(db, *sql);
    }
    g_autofree char *mark = g_strdup_printf("PRAGMA application_id = 0x53495041; PRAGMA user_version = %d; "
                                            "PRAGMA journal_mode = wal",
                                            version);
    raw_run(db, mark);
}

void old_version_make(const char *out, const char *file, int version)
{
    static const struct {
        const char *name;
        int since;
    } tables[] = {{"device", 1}, {"entry", 1}, {"tally", 1}, {"daybook", 1}, {"respondent", 2}};
    sqlite3 *db = raw_open(out);
    g_autofree char *attach = g_strdup_printf("ATTACH '%s' AS later", file);
    make_tables(db, version);
    raw_run(db, attach);
    for (size_t i = 0; i < G_N_ELEMENTS(tables) && tables[i].since <= version; i++) {
        g_autofree char *copy =
            g_strdup_printf("INSERT INTO main.%s SELECT * FROM later.%s", tables[i].name, tables[i].name);
        raw_run(db, copy);
    }
    raw_close(db);
}

void old_version_turn(const char *file, int version)
{
    g_autofree char *later = g_strconcat(file, ".later", NULL);
    g_assert_cmpint(g_rename(file, later), ==, 0);
    old_version_make(file, later, version);
    g_assert_cmpint(g_unlink(later), ==, 0);
}
