#pragma once
/* Periods: the days a report covers.
 *
 * Days are local dates, both ends inclusive, written as the number yyyymmdd. Weeks are Monday to Sunday.
 * Window "decree" is Decree 09/2019/NĐ-CP art. 12: a month runs from the 15th of the month before to the
 * 14th; quarter, half, nine months and year likewise begin on the 15th of the month before their first
 * month. Weeks and plain ranges are the same in both windows. Pure: today is an argument; any thread. */
#include <glib.h>
#include <stdbool.h>

enum period_kind {
    PERIOD_RANGE,
    PERIOD_WEEK,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF,
    PERIOD_NINE_MONTHS,
    PERIOD_YEAR
};
enum period_window { WINDOW_CALENDAR, WINDOW_DECREE };

struct period {
    enum period_kind kind;
    enum period_window window;
    int from; /* first day, yyyymmdd */
    int to;   /* last day, yyyymmdd; never before `from` */
};

#define PERIOD_ERROR period_error_quark()
GQuark period_error_quark(void);
enum period_error { PERIOD_ERROR_SYNTAX };

/* Reads a period:
 *   2025-W45 (ISO 8601 week)   week:2025-11-05 (the Monday-Sunday around that day)
 *   month:2025-11  quarter:2025-Q4  half:2025-H2  nine-months:2025  year:2025
 *   2025-11-01..2025-11-30
 *   this-week last-week, likewise -month -quarter -half -year: the one around `today`, and the one before it
 * Years 1900..9999. On failure false and PERIOD_ERROR_SYNTAX; the message names the text and what was
 * expected. */
bool period_parse(struct period *out, const char *text, enum period_window window, int today, GError **error);

/* The period of a kind that holds `day`. `kind` is not PERIOD_RANGE and not PERIOD_NINE_MONTHS. */
struct period period_around(enum period_kind kind, enum period_window window, int day);

/* The period of the same kind and window that ends the day before this one begins; for a range, the range
 * of equal length; for nine months, the nine months of the year before. */
struct period period_before(const struct period *period);

/* "week", "month", "quarter", "half", "nine-months", "year", "range"; static storage. */
const char *period_kind_id(enum period_kind kind);

/* The period as a file's name says it: "2025-W45", "2025-11", "2025-Q4", "2025-H2", "2025-9m", "2025",
 * "2025-11-01_2025-11-30"; with "-nd09" after it when the decree's window cut it. Free with g_free. */
char *period_file_name(const struct period *period);

/* "calendar" or "decree"; static storage. */
const char *period_window_id(enum period_window window);
bool period_window_from_id(enum period_window *out, const char *id);

/* --- days as yyyymmdd --- */

/* True for a number that is a date of the years 1..9999. */
bool day_is_valid(int day);

/* The day `days` after (negative: before). */
int day_add(int day, int days);

/* ISO 8601 "2025-11-05" with its end of text; writes 11 bytes. */
void day_format_iso(char out[11], int day);

/* Reads exactly "2025-11-05"; false for anything else. */
bool day_parse_iso(int *out, const char *text);
