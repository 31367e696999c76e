#include "office_period.h"
#include <string.h>

static gint64 day_number(int day)
{
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)(day % 100), (GDateMonth)(day / 100 % 100), (GDateYear)(day / 10000));
    return g_date_get_julian(&date);
}

int office_days(int from, int to)
{
    return (int)(day_number(to) - day_number(from) + 1);
}

/* What the picker offers; a range has none. */
static bool kind_from_id(enum period_kind *out, const char *id)
{
    static const enum period_kind KINDS[] = {PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF,
                                             PERIOD_YEAR};

    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (strcmp(period_kind_id(KINDS[i]), id) != 0)
            continue;
        *out = KINDS[i];
        return true;
    }
    return false;
}

/* The days whose periods period_parse takes too. */
static bool read_day(int *out, const char *text)
{
    enum { FIRST_DAY = 19010101, LAST_DAY = 99981231 };
    return text && day_parse_iso(out, text) && *out >= FIRST_DAY && *out <= LAST_DAY;
}

static bool pick(struct period *out, const struct form *query, enum period_window window)
{
    const char *kind = form_get(query, "loai");
    enum period_kind found = PERIOD_WEEK;
    int from = 0, to = 0;

    if (!read_day(&from, form_get(query, "tu")))
        return false;
    if (kind_from_id(&found, kind)) {
        *out = period_around(found, window, from);
        return true;
    }
    if (strcmp(kind, period_kind_id(PERIOD_RANGE)) != 0 || !read_day(&to, form_get(query, "den")) ||
        to < from)
        return false;
    *out = (struct period){PERIOD_RANGE, window, from, to};
    return true;
}

enum office_period office_period_read(struct period *out, const struct form *query, enum period_window window,
                                      int today)
{
    const char *given = form_get(query, "ky");
    const bool picked = form_get(query, "loai") != NULL;
    const bool read = picked ? pick(out, query, window)
                             : period_parse(out, given ? given : "this-week", window, today, NULL);

    if (!read || office_days(out->from, out->to) > OFFICE_PERIOD_DAYS_MOST)
        return OFFICE_PERIOD_WRONG;
    return picked ? OFFICE_PERIOD_PICKED : OFFICE_PERIOD_GIVEN;
}

char *office_period_key(const struct period *period)
{
    struct period plain = *period;
    char from[11], to[11];

    plain.window = WINDOW_CALENDAR; /* the window is the center's, and not part of the name */
    day_format_iso(from, period->from);
    day_format_iso(to, period->to);
    if (period->kind == PERIOD_RANGE)
        return g_strdup_printf("%s..%s", from, to);
    g_autofree char *name = period_file_name(&plain);
    if (period->kind == PERIOD_WEEK)
        return g_steal_pointer(&name);
    if (period->kind == PERIOD_NINE_MONTHS)
        name[strlen(name) - strlen("-9m")] = '\0';
    return g_strdup_printf("%s:%s", period_kind_id(period->kind), name);
}

bool office_period_after(struct period *out, const struct period *period)
{
    enum { LAST_YEAR = 9998 };
    const int next = day_add(period->to, 1);

    if (period->kind == PERIOD_NINE_MONTHS || period->to / 10000 >= LAST_YEAR)
        return false;
    if (period->kind != PERIOD_RANGE)
        *out = period_around(period->kind, period->window, next);
    else
        *out = (struct period){PERIOD_RANGE, period->window, next,
                               day_add(next, office_days(period->from, period->to) - 1)};
    return true;
}
