#include "item.h"
#include <glib.h>
#include <string.h>

static const char *const item_ids[] = {"tthc",  "phuc-vu", "m02-1", "m02-2", "m02-3", "m02-4",
                                       "m02-5", "m02-6",   "m02-7", "m02-8", "m02-9"};
static const char *const reason_ids[] = {"cho-doi",  "giay-to", "thai-do", "huong-dan",
                                         "dung-hen", "phi",     "co-so",   "khac"};
G_STATIC_ASSERT(G_N_ELEMENTS(item_ids) == ITEM_COUNT);
G_STATIC_ASSERT(G_N_ELEMENTS(reason_ids) == REASON_COUNT);

static int position(const char *const *ids, int count, const char *id)
{
    int i = 0;
    while (i < count && strcmp(ids[i], id) != 0)
        i++;
    return i;
}

const char *item_id(enum item item)
{
    g_assert((unsigned)item < ITEM_COUNT);
    return item_ids[item];
}

bool item_from_id(enum item *out, const char *id)
{
    int i = position(item_ids, ITEM_COUNT, id);
    if (i == ITEM_COUNT)
        return false;
    *out = (enum item)i;
    return true;
}

const char *reason_id(enum reason reason)
{
    g_assert((unsigned)reason < REASON_COUNT);
    return reason_ids[reason];
}

bool reason_from_id(enum reason *out, const char *id)
{
    int i = position(reason_ids, REASON_COUNT, id);
    if (i == REASON_COUNT)
        return false;
    *out = (enum reason)i;
    return true;
}
