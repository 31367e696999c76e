#include "center_internal.h"
#include "local_text_internal.h"
#include "token.h"
#include <string.h>

G_DEFINE_QUARK(center_error, center_error)
G_STATIC_ASSERT(TOKEN_BASE_MOST == 47); /* the number in the words below */
G_STATIC_ASSERT((int)CENTER_ERROR_FILE == INI_ERROR_FILE && (int)CENTER_ERROR_CONTENT == INI_ERROR_CONTENT);

/* --- the tables: every key center.ini may hold --- */

#define CENTER(field) G_STRUCT_OFFSET(struct center, field)
#define AREA(field)   G_STRUCT_OFFSET(struct area, field)
#define ITEM(field)   G_STRUCT_OFFSET(struct center_item, field)

static const char a_day[] = "a date such as 2025-07-01";
static const char true_or_false[] = "true or false";

static const struct ini_key center_keys[] = {
    {"id", INI_REQUIRED, ini_read_id, CENTER(id), "1 to 31 of a-z, 0-9 and -", 0, 0},
    {"name", INI_REQUIRED | INI_LOCAL, ini_read_local, CENTER(name), "the center's name", 0, 0},
    {"commune", INI_REQUIRED | INI_LOCAL, ini_read_local, CENTER(commune), "the commune's name", 0, 0},
    {"parent", INI_REQUIRED | INI_LOCAL, ini_read_local, CENTER(parent), "the province's or city's name", 0,
     0},
    {"hotline", 0, ini_read_text, CENTER(hotline), "a telephone number", 0, 0},
};

static const struct ini_key area_keys[] = {
    {"name", INI_REQUIRED | INI_LOCAL, ini_read_local, AREA(name), "the area's name", 0, 0},
    {"icon", 0, ini_read_id, AREA(icon), "an icon's file name without its ending, of a-z, 0-9 and -", 0, 0},
    {"active-from", 0, ini_read_day, AREA(active_from), a_day, 0, 0},
    {"active-to", 0, ini_read_day, AREA(active_to), a_day, 0, 0},
};

static const struct ini_key item_keys[] = {
    {"question", INI_LOCAL, ini_read_local, ITEM(question), "a question", 0, 0},
    {"channels", 0, center_read_channels, ITEM(asked), "kiosk, phone, paper, other, with ; between", 0, 0},
};

static const struct ini_key kiosk_keys[] = {
    {"languages", 0, center_read_languages, CENTER(languages),
     "language tags such as vi;en, at least one, none twice", 0, 0},
    {"idle-seconds", 0, ini_read_int, CENTER(idle_seconds), "a whole number from 10 to 600", 10, 600},
    {"reasons", 0, ini_read_bool, CENTER(reasons), true_or_false, 0, 0},
    {"area", 0, ini_read_id, CENTER(bound_area), "the id of an area", 0, 0},
    {"opening-hours", 0, center_read_opening, 0, "at most 4 times such as mon-fri 07:30-11:30 with ; between",
     0, 0},
    {"rotation", 0, center_read_rotation, CENTER(rotation), "0, 90, 180 or 270", 0, 270},
    {"width-mm", INI_REQUIRED, ini_read_int, CENTER(width_mm), "a whole number from 100 to 2000", 100, 2000},
    {"high-contrast", 0, ini_read_bool, CENTER(high_contrast), true_or_false, 0, 0},
};

static const struct ini_key web_keys[] = {
    {"url", 0, center_read_url, CENTER(web_url),
     "an address of at most 47 letters such as https://danhgia.example.vn, in ASCII, without ? and #", 0,
     TOKEN_BASE_MOST},
    {"device", 0, ini_read_id, CENTER(web_device), "a device's id, 1 to 31 of a-z, 0-9 and -", 0, 0},
    {"listen", 0, center_read_listen, CENTER(web_listen), "an IP address and a port such as 127.0.0.1:8080",
     0, 0},
    {"staff-url", 0, center_read_url, CENTER(staff_url),
     "an address such as https://quanly.example.vn, in ASCII, without ? and #", 0, G_MAXINT},
    {"staff-listen", 0, center_read_listen, CENTER(staff_listen),
     "an IP address and a port such as 192.168.1.10:8081", 0, 0},
    {"status-listen", 0, center_read_listen, CENTER(status_listen),
     "an IP address and a port such as 127.0.0.1:8082", 0, 0},
    {"code-minutes", 0, ini_read_int, CENTER(code_minutes), "a whole number from 10 to 10080", 10, 10080},
    {"poster-per-hour", 0, ini_read_int, CENTER(poster_per_hour), "a whole number from 1 to 10000", 1, 10000},
};

static const struct ini_key report_keys[] = {
    {"window", 0, center_read_window, CENTER(window), "calendar or decree", 0, 0},
    {"decimals", 0, ini_read_int, CENTER(decimals), "0, 1 or 2", 0, 2},
    {"few", 0, ini_read_int, CENTER(few), "a whole number from 1 to 1000", 1, 1000},
    {"enough", 0, ini_read_int, CENTER(enough), "a whole number from 1 to 100000", 1, 100000},
    {"plans", 0, ini_read_list, CENTER(plans), "ids or files of plans with ; between", 0, 0},
};

/* --- areas and items --- */

static void area_free(gpointer data)
{
    struct area *area = data;
    local_text_free(area->name);
    g_free(area->icon);
    g_free(area);
}

static void item_clear(gpointer data)
{
    struct center_item *item = data;
    local_text_free(item->question);
}

static void *begin_area(struct ini *ini, const char *group, const char *id, void *root)
{
    struct center *center = root;
    if (!area_id_is_valid(id)) {
        ini_mistake(ini, group, NULL, "found \"%s\", expected an id of 1 to 31 of a-z, 0-9 and -", id);
        return NULL;
    }
    struct area *area = g_new0(struct area, 1);
    g_strlcpy(area->id, id, sizeof area->id);
    area->icon = g_strdup(id);
    g_ptr_array_add(center->areas, area);
    return area;
}

static void end_area(struct ini *ini, const char *group, void *into)
{
    const struct area *area = into;
    char from[11];
    if (area->active_to && area->active_from > area->active_to) {
        day_format_iso(from, area->active_from);
        ini_mistake(ini, group, "active-to", "found a day before active-from, expected %s or later", from);
    }
}

static void *begin_item(struct ini *ini, const char *group, const char *id, void *root)
{
    struct center *center = root;
    struct center_item item = {
        .asked = {
            [CHANNEL_KIOSK] = true, [CHANNEL_PHONE] = true, [CHANNEL_PAPER] = true, [CHANNEL_OTHER] = true}};
    if (!item_from_id(&item.item, id)) {
        ini_mistake(ini, group, NULL, "found \"%s\", expected tthc, phuc-vu or m02-1 to m02-9", id);
        return NULL;
    }
    g_array_append_val(center->items, item);
    return &g_array_index(center->items, struct center_item, center->items->len - 1);
}

static void end_item(struct ini *ini, const char *group, void *into)
{
    const struct center_item *item = into;
    bool worded = item->item == ITEM_TTHC || item->item == ITEM_PHUC_VU;
    if (!item->question && !worded)
        ini_mistake(ini, group, "question", "found nothing, expected a question");
    for (int i = 0; item->item == ITEM_TTHC && i < CHANNEL_COUNT; i++) {
        if (!item->asked[i] && i != CHANNEL_POSTER)
            ini_mistake(ini, group, "channels",
                        "found no \"%s\", expected every channel: the main question is asked everywhere",
                        channel_id((enum channel)i));
    }
}

static const struct ini_group groups[] = {
    {"center", center_keys, G_N_ELEMENTS(center_keys), NULL, NULL},
    {"area", area_keys, G_N_ELEMENTS(area_keys), begin_area, end_area},
    {"item", item_keys, G_N_ELEMENTS(item_keys), begin_item, end_item},
    {"kiosk", kiosk_keys, G_N_ELEMENTS(kiosk_keys), NULL, NULL},
    {"web", web_keys, G_N_ELEMENTS(web_keys), NULL, NULL},
    {"report", report_keys, G_N_ELEMENTS(report_keys), NULL, NULL},
};

/* --- the whole --- */

static center_t *center_new(void)
{
    center_t *center = g_new0(center_t, 1);
    center->areas = g_ptr_array_new_with_free_func(area_free);
    center->items = g_array_new(FALSE, TRUE, sizeof(struct center_item));
    g_array_set_clear_func(center->items, item_clear);
    center->hotline = g_strdup("");
    center->languages = g_strsplit("vi;en", ";", -1);
    center->idle_seconds = 30;
    center->reasons = true;
    center->web_device = g_strdup("web");
    center->web_listen = g_strdup("127.0.0.1:8080");
    center->staff_listen = g_strdup("127.0.0.1:8081");
    center->status_listen = g_strdup("127.0.0.1:8082");
    center->code_minutes = 720;
    center->poster_per_hour = 60;
    center->decimals = 2;
    center->few = 30;
    center->enough = 100;
    center->plans = g_new0(char *, 1);
    return center;
}

void center_free(center_t *center)
{
    if (!center)
        return;
    g_free(center->id);
    local_text_free(center->name);
    local_text_free(center->commune);
    local_text_free(center->parent);
    g_free(center->hotline);
    g_ptr_array_unref(center->areas);
    g_array_unref(center->items);
    g_strfreev(center->languages);
    g_free(center->bound_area);
    g_free(center->web_url);
    g_free(center->web_device);
    g_free(center->web_listen);
    g_free(center->staff_url);
    g_free(center->staff_listen);
    g_free(center->status_listen);
    g_strfreev(center->plans);
    g_free(center);
}

/* A token names its area by its mark: two areas of one mark would get each other's ratings. */
static void check_marks(struct ini *ini, const center_t *center)
{
    guint32 marks[CENTER_AREAS_MAX];
    const guint n = MIN(center->areas->len, CENTER_AREAS_MAX);
    for (guint i = 0; i < n; i++) {
        const struct area *area = g_ptr_array_index(center->areas, i);
        g_autofree char *group = g_strconcat("area ", area->id, NULL);
        marks[i] = token_area_mark(area->id);
        for (guint j = 0; j < i; j++) {
            const struct area *other = g_ptr_array_index(center->areas, j);
            if (marks[i] == marks[j])
                ini_mistake(ini, group, NULL,
                            "found an id whose mark in codes is that of [area %s], expected another id",
                            other->id);
        }
    }
}

/* No two of the server's doors can be the same. */
static void check_doors(struct ini *ini, const center_t *center)
{
    if (strcmp(center->staff_listen, center->web_listen) == 0)
        ini_mistake(ini, "web", "staff-listen", "found \"%s\", expected another address than that of listen",
                    center->staff_listen);
    if (strcmp(center->status_listen, center->web_listen) == 0 ||
        strcmp(center->status_listen, center->staff_listen) == 0)
        ini_mistake(ini, "web", "status-listen",
                    "found \"%s\", expected another address than those of listen and staff-listen",
                    center->status_listen);
}

/* What no single group can show. */
static void check_whole(struct ini *ini, const center_t *center)
{
    if (center->areas->len == 0)
        ini_mistake(ini, "area ...", NULL, "found none, expected at least one area");
    if (center->areas->len > CENTER_AREAS_MAX)
        ini_mistake(ini, "area ...", NULL, "found %u, expected at most %d", center->areas->len,
                    CENTER_AREAS_MAX);
    if (center->bound_area && !center_area(center, center->bound_area))
        ini_mistake(ini, "kiosk", "area", "found \"%s\", expected the id of an [area ...]",
                    center->bound_area);
    if (center->few > center->enough)
        ini_mistake(ini, "report", "few", "found %d, expected at most enough (%d)", center->few,
                    center->enough);
    if (!center_item(center, ITEM_TTHC))
        ini_mistake(ini, "item tthc", NULL, "found none, expected the main question");
    else if (g_array_index(center->items, struct center_item, 0).item != ITEM_TTHC)
        ini_mistake(ini, "item tthc", NULL,
                    "found after another item, expected first: it is the main question");
    check_marks(ini, center);
    check_doors(ini, center);
}

bool center_load(center_t **out, const char *file, GError **error)
{
    struct ini ini;
    if (!ini_open(&ini, file, CENTER_ERROR, error))
        return false;
    g_autoptr(center_t) center = center_new();
    ini_read(&ini, groups, G_N_ELEMENTS(groups), center);
    check_whole(&ini, center);
    if (!ini_close(&ini, error))
        return false;
    *out = g_steal_pointer(&center);
    return true;
}

const struct area *center_area(const center_t *center, const char *id)
{
    for (guint i = 0; i < center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(center->areas, i);
        if (strcmp(area->id, id) == 0)
            return area;
    }
    return NULL;
}

bool area_is_active(const struct area *area, int day)
{
    return (!area->active_from || day >= area->active_from) && (!area->active_to || day <= area->active_to);
}

bool center_is_open(const center_t *center, gint64 utc_ms)
{
    const gint64 minute_ms = 60000, offset = 7 * 60, day = 24 * 60, thursday = 3; /* 1970-01-01 */
    gint64 minutes = utc_ms / minute_ms - (utc_ms % minute_ms < 0) + offset;
    gint64 days = minutes / day - (minutes % day < 0);
    int weekday = (int)((days % 7 + 7 + thursday) % 7), minute = (int)(minutes - days * day);
    for (int i = 0; i < center->n_opening; i++) {
        const struct opening *opening = &center->opening[i];
        if ((opening->days & 1 << weekday) && minute >= opening->from && minute < opening->to)
            return true;
    }
    return center->n_opening == 0;
}

bool center_item_is_asked(const struct center_item *item, enum channel channel)
{
    return item->asked[channel == CHANNEL_POSTER ? CHANNEL_PHONE : channel];
}

const struct center_item *center_item(const center_t *center, enum item item)
{
    for (guint i = 0; i < center->items->len; i++) {
        const struct center_item *asked = &g_array_index(center->items, struct center_item, i);
        if (asked->item == item)
            return asked;
    }
    return NULL;
}
