#include "weeks.h"

enum { DAYS = 7, GAP_WEEKS_MAX = 53 };

struct period week_of_monday(int monday)
{
    return period_around(PERIOD_WEEK, WINDOW_CALENDAR, monday);
}

static int compare_days(gconstpointer a, gconstpointer b)
{
    const int first = *(const int *)a, second = *(const int *)b;
    return (first > second) - (first < second);
}

/* All of them or, when they are too many, none. */
static void add_between(GArray *weeks, int before, int after)
{
    const guint start = weeks->len;

    for (int monday = day_add(before, DAYS); monday < after; monday = day_add(monday, DAYS)) {
        if (weeks->len - start == GAP_WEEKS_MAX) {
            g_array_set_size(weeks, start);
            return;
        }
        g_array_append_val(weeks, monday);
    }
}

/* The weeks before `open` of the days, and those between and after them, in order, none twice. */
static GArray *rated_weeks(const GArray *days, int open)
{
    GArray *weeks = g_array_new(FALSE, FALSE, sizeof(int));
    int last = 0;

    for (guint i = 0; i < days->len; i++) {
        const int monday = week_of_monday(g_array_index(days, int, i)).from;
        if (monday == last)
            continue;
        if (monday >= open)
            break;
        if (last != 0)
            add_between(weeks, last, monday);
        g_array_append_val(weeks, monday);
        last = monday;
    }
    if (last != 0)
        add_between(weeks, last, open);
    return weeks;
}

GArray *weeks_to_file(const GArray *days, const GArray *filed, int today, int most)
{
    const int open = week_of_monday(today).from, first = most > 0 ? day_add(open, -DAYS * most) : 0;
    g_autoptr(GArray) weeks = rated_weeks(days, open);
    GArray *out = g_array_new(FALSE, FALSE, sizeof(int));

    if (filed->len > 0)
        g_array_append_vals(weeks, filed->data, filed->len);
    g_array_sort(weeks, compare_days);
    for (guint i = 0; i < weeks->len; i++) {
        const int monday = g_array_index(weeks, int, i);
        const bool twice = out->len > 0 && g_array_index(out, int, out->len - 1) == monday;
        if (monday >= first && monday < open && !twice)
            g_array_append_val(out, monday);
    }
    return out;
}
