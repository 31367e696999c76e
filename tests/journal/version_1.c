#include "version_1.h"
#include "raw.h"
#include "schema.h"

void version_1_make(const char *out, const char *file)
{
    static const char *const tables[] = {"device", "entry", "tally", "daybook"};
    sqlite3 *db = raw_open(out);
    g_autofree char *attach = g_strdup_printf("ATTACH '%s' AS later", file);
    for (const char *const *sql = schema_steps.sql[0]; *sql != NULL; sql++)
        raw_run(db, *sql);
    raw_run(db, "PRAGMA application_id = 0x53495041; PRAGMA user_version = 1; PRAGMA journal_mode = wal");
    raw_run(db, attach);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *copy =
            g_strdup_printf("INSERT INTO main.%s SELECT * FROM later.%s", tables[i], tables[i]);
        raw_run(db, copy);
    }
    raw_close(db);
}
