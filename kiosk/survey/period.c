#include "period.h"
#include <string.h>

G_DEFINE_QUARK(period_error, period_error)

enum { MONTHS_QUARTER = 3, MONTHS_HALF = 6, MONTHS_NINE = 9, MONTHS_YEAR = 12 };
enum { DECREE_FIRST_DAY = 15 };

/* --- days --- */

static int day_of(int year, int month, int day)
{
    return year * 10000 + month * 100 + day;
}

bool day_is_valid(int day)
{
    int year = day / 10000, month = day / 100 % 100;
    return day > 0 && year >= 1 && year <= 9999 && month <= 12 &&
           g_date_valid_dmy((GDateDay)(day % 100), (GDateMonth)month, (GDateYear)year);
}

static void to_date(GDate *out, int day)
{
    g_assert(day_is_valid(day));
    g_date_clear(out, 1);
    g_date_set_dmy(out, (GDateDay)(day % 100), (GDateMonth)(day / 100 % 100), (GDateYear)(day / 10000));
}

static int from_date(const GDate *date)
{
    return day_of(g_date_get_year(date), (int)g_date_get_month(date), g_date_get_day(date));
}

int day_add(int day, int days)
{
    GDate date;
    to_date(&date, day);
    if (days >= 0)
        g_date_add_days(&date, (guint)days);
    else
        g_date_subtract_days(&date, (guint)-days);
    return from_date(&date);
}

static int days_between(int from, int to)
{
    GDate first, last;
    to_date(&first, from);
    to_date(&last, to);
    return g_date_days_between(&first, &last);
}

void day_format_iso(char out[11], int day)
{
    g_assert(day_is_valid(day));
    g_snprintf(out, 11, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

/* --- names --- */

static char *base_name(const struct period *period)
{
    char from[11], to[11];
    const int year = period->to / 10000, month = period->to / 100 % 100;
    GDate first;

    switch (period->kind) {
    case PERIOD_WEEK: /* the ISO year of a week is that of its Thursday */
        to_date(&first, period->from);
        return g_strdup_printf("%d-W%02u", day_add(period->from, 3) / 10000,
                               g_date_get_iso8601_week_of_year(&first));
    case PERIOD_MONTH:
        return g_strdup_printf("%d-%02d", year, month);
    case PERIOD_QUARTER:
        return g_strdup_printf("%d-Q%d", year, (month - 1) / MONTHS_QUARTER + 1);
    case PERIOD_HALF:
        return g_strdup_printf("%d-H%d", year, (month - 1) / MONTHS_HALF + 1);
    case PERIOD_NINE_MONTHS:
        return g_strdup_printf("%d-9m", year);
    case PERIOD_YEAR:
        return g_strdup_printf("%d", year);
    case PERIOD_RANGE:
        day_format_iso(from, period->from);
        day_format_iso(to, period->to);
        return g_strdup_printf("%s_%s", from, to);
    }
    g_assert_not_reached();
}

char *period_file_name(const struct period *period)
{
    const bool whole = period->kind == PERIOD_WEEK || period->kind == PERIOD_RANGE;
    g_autofree char *name = base_name(period);
    return g_strconcat(name, period->window == WINDOW_DECREE && !whole ? "-nd09" : NULL, NULL);
}

/* --- periods from numbers --- */

static int monday_of(int day)
{
    GDate date;
    to_date(&date, day);
    return day_add(day, G_DATE_MONDAY - (int)g_date_get_weekday(&date));
}

static struct period week_from(int monday, enum period_window window)
{
    return (struct period){PERIOD_WEEK, window, monday, day_add(monday, 6)};
}

/* The months first .. first + n - 1 of a year; first + n - 1 is at most 12. */
static struct period months_from(enum period_kind kind, enum period_window window, int year, int first, int n)
{
    struct period period = {.kind = kind, .window = window};
    if (window == WINDOW_DECREE) {
        period.from =
            first > 1 ? day_of(year, first - 1, DECREE_FIRST_DAY) : day_of(year - 1, 12, DECREE_FIRST_DAY);
        period.to = day_of(year, first + n - 1, DECREE_FIRST_DAY - 1);
    } else {
        int last = first + n - 1;
        int days = g_date_get_days_in_month((GDateMonth)last, (GDateYear)year);
        period.from = day_of(year, first, 1);
        period.to = day_of(year, last, days);
    }
    return period;
}

static int months_in(enum period_kind kind)
{
    switch (kind) {
    case PERIOD_MONTH:
        return 1;
    case PERIOD_QUARTER:
        return MONTHS_QUARTER;
    case PERIOD_HALF:
        return MONTHS_HALF;
    case PERIOD_NINE_MONTHS:
        return MONTHS_NINE;
    case PERIOD_YEAR:
        return MONTHS_YEAR;
    case PERIOD_RANGE:
    case PERIOD_WEEK:
    default:
        g_assert_not_reached();
    }
}

struct period period_around(enum period_kind kind, enum period_window window, int day)
{
    g_assert(kind != PERIOD_RANGE && kind != PERIOD_NINE_MONTHS && day_is_valid(day));
    if (kind == PERIOD_WEEK)
        return week_from(monday_of(day), window);

    int year = day / 10000, month = day / 100 % 100;
    if (window == WINDOW_DECREE && day % 100 >= DECREE_FIRST_DAY) {
        year += month == 12;
        month = month % 12 + 1;
    }
    int n = months_in(kind);
    return months_from(kind, window, year, (month - 1) / n * n + 1, n);
}

struct period period_before(const struct period *period)
{
    if (period->kind == PERIOD_NINE_MONTHS)
        return months_from(PERIOD_NINE_MONTHS, period->window, period->to / 10000 - 1, 1, MONTHS_NINE);

    int last = day_add(period->from, -1);
    if (period->kind != PERIOD_RANGE)
        return period_around(period->kind, period->window, last);
    int length = days_between(period->from, period->to);
    return (struct period){PERIOD_RANGE, period->window, day_add(last, -length), last};
}

/* --- periods from text --- */

static const char *const kind_ids[] = {"range", "week", "month", "quarter", "half", "nine-months", "year"};
static const char *const window_ids[] = {"calendar", "decree"};

const char *period_kind_id(enum period_kind kind)
{
    g_assert((unsigned)kind < G_N_ELEMENTS(kind_ids));
    return kind_ids[kind];
}

const char *period_window_id(enum period_window window)
{
    g_assert((unsigned)window < G_N_ELEMENTS(window_ids));
    return window_ids[window];
}

bool period_window_from_id(enum period_window *out, const char *id)
{
    for (size_t i = 0; i < G_N_ELEMENTS(window_ids); i++) {
        if (strcmp(window_ids[i], id) == 0) {
            *out = (enum period_window)i;
            return true;
        }
    }
    return false;
}

enum { NUMBERS_MAX = 6 };

/* Whether the text has the pattern's form, '#' standing for a digit; every run of '#' gives one number. */
static bool match(const char *pattern, const char *text, int numbers[NUMBERS_MAX])
{
    int n = -1;
    for (char before = '\0'; *pattern; before = *pattern, pattern++, text++) {
        if (*pattern != '#') {
            if (*text != *pattern)
                return false;
            continue;
        }
        if (!g_ascii_isdigit(*text))
            return false;
        if (before != '#')
            numbers[++n] = 0;
        numbers[n] = numbers[n] * 10 + g_ascii_digit_value(*text);
    }
    return *text == '\0';
}

bool day_parse_iso(int *out, const char *text)
{
    int n[NUMBERS_MAX];
    if (!match("####-##-##", text, n) || !day_is_valid(day_of(n[0], n[1], n[2])))
        return false;
    *out = day_of(n[0], n[1], n[2]);
    return true;
}

static bool year_is_read(int year)
{
    return year >= 1900 && year <= 9999;
}

static bool build_months(struct period *out, enum period_kind kind, int year, int which)
{
    int n = months_in(kind);
    int first = (which - 1) * n + 1;
    if (!year_is_read(year) || which < 1 || first + n - 1 > 12)
        return false;
    *out = months_from(kind, out->window, year, first, n);
    return true;
}

static bool build_month(struct period *out, const int *n)
{
    return build_months(out, PERIOD_MONTH, n[0], n[1]);
}

static bool build_quarter(struct period *out, const int *n)
{
    return build_months(out, PERIOD_QUARTER, n[0], n[1]);
}

static bool build_half(struct period *out, const int *n)
{
    return build_months(out, PERIOD_HALF, n[0], n[1]);
}

static bool build_nine_months(struct period *out, const int *n)
{
    return build_months(out, PERIOD_NINE_MONTHS, n[0], 1);
}

static bool build_year(struct period *out, const int *n)
{
    return build_months(out, PERIOD_YEAR, n[0], 1);
}

/* The last Monday whose Sunday still has a year of four digits. */
enum { LAST_MONDAY = 99991220 };

static bool build_week_around(struct period *out, const int *n)
{
    int day = day_of(n[0], n[1], n[2]);
    if (!year_is_read(n[0]) || !day_is_valid(day) || monday_of(day) > LAST_MONDAY)
        return false;
    *out = week_from(monday_of(day), out->window);
    return true;
}

/* ISO 8601: week 1 is the week of 4 January; a week belongs to the year of its Thursday. */
static bool build_iso_week(struct period *out, const int *n)
{
    if (!year_is_read(n[0]) || n[1] < 1 || n[1] > 53)
        return false;
    int monday = day_add(monday_of(day_of(n[0], 1, 4)), 7 * (n[1] - 1));
    if (day_add(monday, 3) / 10000 != n[0] || monday > LAST_MONDAY)
        return false;
    *out = week_from(monday, out->window);
    return true;
}

static bool build_range(struct period *out, const int *n)
{
    int from = day_of(n[0], n[1], n[2]), to = day_of(n[3], n[4], n[5]);
    if (!year_is_read(n[0]) || !year_is_read(n[3]) || !day_is_valid(from) || !day_is_valid(to) || from > to)
        return false;
    *out = (struct period){PERIOD_RANGE, out->window, from, to};
    return true;
}

static const struct {
    const char *pattern;
    bool (*build)(struct period *out, const int *numbers);
    const char *expected;
} forms[] = {
    {"####-W##", build_iso_week, "an ISO week that the year has, 01 to 52 or 53"},
    {"week:####-##-##", build_week_around, "a date that there is, such as week:2025-11-05"},
    {"month:####-##", build_month, "a month from 01 to 12"},
    {"quarter:####-Q#", build_quarter, "a quarter from Q1 to Q4"},
    {"half:####-H#", build_half, "a half from H1 to H2"},
    {"nine-months:####", build_nine_months, "a year"},
    {"year:####", build_year, "a year"},
    {"####-##-##..####-##-##", build_range, "two dates that there are, the first not after the last"},
};

static const char any_form[] =
    "2025-W45, week:2025-11-05, month:2025-11, quarter:2025-Q4, half:2025-H2, nine-months:2025, year:2025, "
    "2025-11-01..2025-11-30, or this- or last- with week, month, quarter, half or year";

static bool parse_relative(struct period *out, const char *text, int today)
{
    bool last = g_str_has_prefix(text, "last-");
    if (!last && !g_str_has_prefix(text, "this-"))
        return false;
    for (size_t kind = PERIOD_WEEK; kind < G_N_ELEMENTS(kind_ids); kind++) {
        if (kind != PERIOD_NINE_MONTHS && strcmp(text + strlen("last-"), kind_ids[kind]) == 0) {
            *out = period_around((enum period_kind)kind, out->window, today);
            if (last)
                *out = period_before(out);
            return true;
        }
    }
    return false;
}

bool period_parse(struct period *out, const char *text, enum period_window window, int today, GError **error)
{
    struct period period = {.window = window};
    int numbers[NUMBERS_MAX];
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (!match(forms[i].pattern, text, numbers))
            continue;
        if (forms[i].build(&period, numbers)) {
            *out = period;
            return true;
        }
        g_set_error(error, PERIOD_ERROR, PERIOD_ERROR_SYNTAX,
                    "period: found \"%s\", expected %s (years 1900 to 9999)", text, forms[i].expected);
        return false;
    }
    if (parse_relative(&period, text, today)) {
        *out = period;
        return true;
    }
    g_set_error(error, PERIOD_ERROR, PERIOD_ERROR_SYNTAX, "period: found \"%s\", expected %s", text,
                any_form);
    return false;
}
