#include "dossiers.h"

struct dossiers {
    GHashTable *numbers; /* area id -> gint64 */
};

dossiers_t *dossiers_new_empty(void)
{
    dossiers_t *dossiers = g_new0(dossiers_t, 1);
    dossiers->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return dossiers;
}

dossiers_t *dossiers_new(gint64 whole)
{
    dossiers_t *dossiers = dossiers_new_empty();
    dossiers_add(dossiers, "", whole);
    return dossiers;
}

void dossiers_free(dossiers_t *dossiers)
{
    if (!dossiers)
        return;
    g_hash_table_unref(dossiers->numbers);
    g_free(dossiers);
}

bool dossiers_add(dossiers_t *dossiers, const char *area, gint64 number)
{
    if (g_hash_table_contains(dossiers->numbers, area))
        return false;
    return g_hash_table_insert(dossiers->numbers, g_strdup(area), g_memdup2(&number, sizeof number));
}

gint64 dossiers_of(const dossiers_t *dossiers, const char *area)
{
    const gint64 *number = g_hash_table_lookup(dossiers->numbers, area);
    return number ? *number : -1;
}
