#include "settings.h"
#include <string.h>

static void set_text(GKeyFile *ini, const char *group, const char *key, const char *text)
{
    g_key_file_set_string(ini, group, key, text ? text : "");
}

static void set_bool(GKeyFile *ini, const char *group, const char *key, bool truth)
{
    g_key_file_set_boolean(ini, group, key, truth);
}

static void set_list(GKeyFile *ini, const char *group, const char *key, char *const *texts)
{
    g_autofree char *joined = g_strjoinv(";", (char **)texts);
    set_text(ini, group, key, joined);
}

/* A language that says the same as the Vietnamese is left out: it is what it would fall back to. */
static void set_local(GKeyFile *ini, const center_t *center, const char *group, const char *key,
                      const local_text_t *text)
{
    const char *vietnamese = text ? local_text_get(text, "vi") : "";

    set_text(ini, group, key, vietnamese);
    for (char **language = center->languages; text && *language; language++) {
        const char *other = local_text_get(text, *language);
        g_autofree char *localized = g_strdup_printf("%s[%s]", key, *language);
        if (strcmp(other, vietnamese) != 0)
            set_text(ini, group, localized, other);
    }
}

static void set_day(GKeyFile *ini, const char *group, const char *key, int day)
{
    char text[11] = "";

    if (day != 0)
        day_format_iso(text, day);
    set_text(ini, group, key, text);
}

static void set_center(GKeyFile *ini, const center_t *center)
{
    set_text(ini, "center", "id", center->id);
    set_local(ini, center, "center", "name", center->name);
    set_local(ini, center, "center", "commune", center->commune);
    set_local(ini, center, "center", "parent", center->parent);
    set_text(ini, "center", "hotline", center->hotline);
}

static void set_area(GKeyFile *ini, const center_t *center, const struct area *area)
{
    g_autofree char *group = g_strconcat("area ", area->id, NULL);

    set_local(ini, center, group, "name", area->name);
    set_text(ini, group, "icon", area->icon);
    set_day(ini, group, "active-from", area->active_from);
    set_day(ini, group, "active-to", area->active_to);
}

static void set_item(GKeyFile *ini, const center_t *center, const struct center_item *item)
{
    g_autofree char *group = g_strconcat("item ", item_id(item->item), NULL);
    g_autoptr(GPtrArray) channels = g_ptr_array_new();

    for (int channel = 0; channel < CHANNEL_COUNT; channel++)
        if (item->asked[channel])
            g_ptr_array_add(channels, (char *)channel_id((enum channel)channel));
    g_ptr_array_add(channels, NULL);
    set_local(ini, center, group, "question", item->question);
    set_list(ini, group, "channels", (char **)channels->pdata);
}

/* "mon-fri 07:30-11:30"; the days of a stretch follow one another. */
static void append_opening(GString *out, const struct opening *opening)
{
    static const char *const DAYS[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const int first = g_bit_nth_lsf((gulong)opening->days, -1);
    const int last = g_bit_nth_msf((gulong)opening->days, -1);

    g_string_append_printf(out, "%s%s", out->len ? ";" : "", DAYS[first]);
    if (last > first)
        g_string_append_printf(out, "-%s", DAYS[last]);
    g_string_append_printf(out, " %02d:%02d-%02d:%02d", opening->from / 60, opening->from % 60,
                           opening->to / 60, opening->to % 60);
}

static void set_opening(GKeyFile *ini, const center_t *center)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (int i = 0; i < center->n_opening; i++)
        append_opening(text, &center->opening[i]);
    set_text(ini, "kiosk", "opening-hours", text->str);
}

static void set_kiosk(GKeyFile *ini, const center_t *center)
{
    set_list(ini, "kiosk", "languages", center->languages);
    g_key_file_set_integer(ini, "kiosk", "idle-seconds", center->idle_seconds);
    set_bool(ini, "kiosk", "reasons", center->reasons);
    set_text(ini, "kiosk", "area", center->bound_area);
    set_opening(ini, center);
    g_key_file_set_integer(ini, "kiosk", "rotation", center->rotation);
    g_key_file_set_integer(ini, "kiosk", "width-mm", center->width_mm);
    set_bool(ini, "kiosk", "high-contrast", center->high_contrast);
}

static void set_web(GKeyFile *ini, const center_t *center)
{
    set_text(ini, "web", "url", center->web_url);
    set_text(ini, "web", "device", center->web_device);
    set_text(ini, "web", "listen", center->web_listen);
    set_text(ini, "web", "staff-url", center->staff_url);
    set_text(ini, "web", "staff-listen", center->staff_listen);
    set_text(ini, "web", "status-listen", center->status_listen);
    g_key_file_set_integer(ini, "web", "code-minutes", center->code_minutes);
    g_key_file_set_integer(ini, "web", "poster-per-hour", center->poster_per_hour);
}

void settings_print(GString *out, const center_t *center)
{
    g_autoptr(GKeyFile) ini = g_key_file_new();

    set_center(ini, center);
    for (guint i = 0; i < center->areas->len; i++)
        set_area(ini, center, g_ptr_array_index(center->areas, i));
    for (guint i = 0; i < center->items->len; i++)
        set_item(ini, center, &g_array_index(center->items, struct center_item, i));
    set_kiosk(ini, center);
    set_web(ini, center);
    set_text(ini, "report", "window", period_window_id(center->window));
    g_key_file_set_integer(ini, "report", "decimals", center->decimals);
    g_key_file_set_integer(ini, "report", "few", center->few);
    g_key_file_set_integer(ini, "report", "enough", center->enough);
    set_list(ini, "report", "plans", center->plans);

    gsize size = 0;
    g_autofree char *text = g_key_file_to_data(ini, &size, NULL);
    g_string_append_len(out, text, (gssize)size);
}
