#include "import_rows.h"
#include "level.h"
#include "period.h"
#include <string.h>

static const char LOCAL_OFFSET[] = "+07:00";
enum { FIRST_YEAR = 1900 };

/* --- the header --- */

static int *find_column(struct import_columns *columns, const char *name)
{
    enum item item;

    if (strcmp(name, "taken_at") == 0)
        return &columns->taken_at;
    if (strcmp(name, "area") == 0)
        return &columns->area;
    if (strcmp(name, "channel") == 0)
        return &columns->channel;
    return item_from_id(&item, name) ? &columns->items[item] : NULL;
}

static bool take_name(struct import_columns *columns, const char *name, int field, import_complain complain,
                      void *payload)
{
    int *column = find_column(columns, name);

    if (!column)
        complain("header", name, "taken_at, area, channel or an item such as tthc", payload);
    else if (*column >= 0)
        complain("header", name, "every column once", payload);
    if (!column || *column >= 0)
        return false;
    *column = field;
    return true;
}

static bool require(int column, const char *name, import_complain complain, void *payload)
{
    if (column < 0)
        complain(name, "no such column", "a column of that name", payload);
    return column >= 0;
}

static bool has_item(const struct import_columns *columns)
{
    for (int item = 0; item < ITEM_COUNT; item++)
        if (columns->items[item] >= 0)
            return true;
    return false;
}

bool import_header(struct import_columns *out, const csv_t *record, import_complain complain, void *payload)
{
    bool good = true;

    *out = (struct import_columns){-1, -1, -1, {0}, csv_n_fields(record)};
    memset(out->items, -1, sizeof out->items);
    for (size_t i = 0; i < out->n; i++)
        good &= take_name(out, csv_field(record, i), (int)i, complain, payload);
    good &= require(out->taken_at, "taken_at", complain, payload);
    good &= require(out->area, "area", complain, payload);
    good &= require(out->channel, "channel", complain, payload);
    if (!has_item(out)) {
        complain("header", "no item", "at least one column of an item such as tthc", payload);
        good = false;
    }
    return good;
}

/* --- a row --- */

/* The time with everything GLib wants to see: a bare date gets noon, which lies inside the local day whatever
 * is later done with the hour; minutes get seconds. */
static char *whole_time(const char *text)
{
    const size_t minutes = strlen("2025-11-05T09:30");
    int day = 0;

    if (day_parse_iso(&day, text))
        return g_strconcat(text, "T12:00:00", NULL);
    if (strlen(text) < minutes || text[minutes - 3] != ':' || text[minutes] == ':')
        return g_strdup(text);
    return g_strdup_printf("%.*s:00%s", (int)minutes, text, text + minutes);
}

/* GLib takes the 60 of a leap second and makes it the second before; no form is filled in then. */
static bool is_leap_second(const char *whole)
{
    const char *time = strpbrk(whole, "Tt ");
    const char *seconds = time && strlen(time) > 3 && time[3] == ':' ? "xHH:MM:" : "xHHMM";

    return time && strlen(time) > strlen(seconds) && time[strlen(seconds)] == '6';
}

static bool parse_time(struct moment *out, const char *text)
{
    g_autofree char *whole = whole_time(text);
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(LOCAL_OFFSET);
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(whole, zone);

    if (!time || is_leap_second(whole))
        return false;
    out->utc_ms = g_date_time_to_unix(time) * 1000 + g_date_time_get_microsecond(time) / 1000;
    out->day = moment_local_day(out->utc_ms);
    out->trust = CLOCK_GIVEN;
    return day_is_valid(out->day) && out->day / 10000 >= FIRST_YEAR;
}

static bool read_time(struct moment *out, const char *text, import_complain complain, void *payload)
{
    if (parse_time(out, text))
        return true;
    complain("taken_at", text, "a date such as 2025-11-05 or a time such as 2025-11-05T09:30+07:00", payload);
    return false;
}

static bool read_area(struct rating *out, const char *text, const center_t *center, import_complain complain,
                      void *payload)
{
    if (center_area(center, text)) {
        g_strlcpy(out->area, text, sizeof out->area);
        return true;
    }
    complain("area", text, "an area of center.ini", payload);
    return false;
}

static bool read_channel(enum channel *out, const char *text, import_complain complain, void *payload)
{
    if (channel_from_id(out, text) && *out != CHANNEL_POSTER)
        return true;
    complain("channel", text, "paper, kiosk, phone or other", payload);
    return false;
}

static bool read_answer(uint8_t *out, const char *text, const char *item, import_complain complain,
                        void *payload)
{
    if (text[0] == '\0')
        return true;
    if (text[1] == '\0' && level_is_valid(text[0] - '0')) {
        *out = (uint8_t)(text[0] - '0');
        return true;
    }
    complain(item, text, "1 to 5 or nothing", payload);
    return false;
}

static bool read_answers(struct rating *out, const struct import_columns *columns, const csv_t *record,
                         import_complain complain, void *payload)
{
    bool good = true, answered = false;

    for (int item = 0; item < ITEM_COUNT; item++) {
        if (columns->items[item] < 0)
            continue;
        good &= read_answer(&out->answers[item], csv_field(record, (size_t)columns->items[item]),
                            item_id((enum item)item), complain, payload);
        answered |= out->answers[item] != LEVEL_NONE;
    }
    if (good && !answered)
        complain("answers", "none", "at least one", payload);
    return good && answered;
}

bool import_row(struct rating *out, const struct import_columns *columns, const csv_t *record,
                const center_t *center, import_complain complain, void *payload)
{
    if (csv_n_fields(record) != columns->n) {
        g_autofree char *found = g_strdup_printf("%zu fields", csv_n_fields(record));
        g_autofree char *expected = g_strdup_printf("%zu as in the header", columns->n);
        complain("row", found, expected, payload);
        return false;
    }
    *out = (struct rating){.kind = ENTRY_RATING};
    bool good = read_time(&out->when, csv_field(record, (size_t)columns->taken_at), complain, payload);
    good &= read_area(out, csv_field(record, (size_t)columns->area), center, complain, payload);
    good &= read_channel(&out->channel, csv_field(record, (size_t)columns->channel), complain, payload);
    good &= read_answers(out, columns, record, complain, payload);
    return good;
}
