#include "catalogue.h"
#include "screen.h"
#include <string.h>

G_STATIC_ASSERT((int)CENTER_AREAS_MAX == (int)FLOW_MAX_AREAS); /* so that none is left out */

static void fill_areas(struct flow_config *out, const center_t *center, int today)
{
    for (guint i = 0; i < center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(center->areas, i);
        if (area_is_active(area, today))
            g_strlcpy(out->areas[out->n_areas++], area->id, AREA_ID_SIZE);
    }
}

static void fill_items(struct flow_config *out, const center_t *center)
{
    for (guint i = 0; i < center->items->len && out->n_items < FLOW_MAX_ITEMS; i++) {
        const struct center_item *asked = &g_array_index(center->items, struct center_item, i);
        if (!asked->asked[CHANNEL_KIOSK])
            continue;
        int place = out->n_items++;
        if (asked->item == ITEM_TTHC) {
            memmove(out->items + 1, out->items, (size_t)place * sizeof *out->items);
            place = 0;
        }
        out->items[place] = asked->item;
    }
}

static bool bind_area(struct flow_config *out, const char *id, int today, GError **error)
{
    out->bound_area = -1;
    if (id == NULL)
        return true;
    for (int i = 0; i < out->n_areas; i++) {
        if (strcmp(out->areas[i], id) == 0)
            out->bound_area = i;
    }
    if (out->bound_area < 0)
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_CENTER,
                    "area %s: expected an [area ...] of center.ini that is active on %d", id, today);
    return out->bound_area >= 0;
}

bool catalogue_fill(struct flow_config *out, const center_t *center, const char *bound_area, int today,
                    GError **error)
{
    *out = (struct flow_config){
        .reasons = center->reasons,
        .n_languages = (int)g_strv_length(center->languages),
        .idle_ms = center->idle_seconds * G_GINT64_CONSTANT(1000),
    };
    fill_areas(out, center, today);
    fill_items(out, center);
    if (out->n_areas == 0) {
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_CENTER,
                    "center.ini: expected an area that is active on %d", today);
        return false;
    }
    return bind_area(out, bound_area != NULL ? bound_area : center->bound_area, today, error);
}
