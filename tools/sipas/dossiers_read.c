#include "dossiers_read.h"
#include "command.h"
#include "csv_read.h"
#include "place.h"
#include "plain_file.h"
#include <errno.h>
#include <string.h>

enum { FOUND_MAX = 40 }; /* bytes of a wrong value that are shown */

static const guint64 MOST = 1000000000;

/* A file under way. */
struct reading {
    const char *file;
    const center_t *center;
    csv_t *csv;
    dossiers_t *out;
    int area, dossiers; /* which field; -1: no such column */
    gint64 rows, bad_rows;
};

static bool fail(GError **error, const struct reading *reading, const char *what)
{
    g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s", reading->file, what);
    return false;
}

static bool tell(const struct reading *reading, const char *column, const char *found, const char *expected)
{
    g_autofree char *file = command_shown(reading->file, -1);
    g_autofree char *shown = command_shown(found, (gssize)strnlen(found, FOUND_MAX));

    fprintf(stderr, "%s:%" G_GINT64_FORMAT ": %s: found %s, expected %s\n", file, csv_line(reading->csv),
            column, shown[0] ? shown : "nothing", expected);
    return false;
}

bool dossiers_number(gint64 *out, const char *text)
{
    guint64 number = 0;

    if (!g_ascii_string_to_unsigned(text, 10, 0, MOST, &number, NULL) || !g_ascii_isdigit(text[0]))
        return false;
    *out = (gint64)number;
    return true;
}

bool dossiers_like_number(const char *text)
{
    return strspn(text, "0123456789+-.,eE ") == strlen(text) && strpbrk(text, "0123456789");
}

/* --- the header --- */

static bool take_name(struct reading *reading, const char *name, int field)
{
    int *column = strcmp(name, "area") == 0       ? &reading->area
                  : strcmp(name, "dossiers") == 0 ? &reading->dossiers
                                                  : NULL;

    if (!column)
        return tell(reading, "header", name, "area or dossiers");
    if (*column >= 0)
        return tell(reading, "header", name, "every column once");
    *column = field;
    return true;
}

static bool read_header(struct reading *reading, GError **error)
{
    const enum csv_result result = csv_next(reading->csv);
    bool good = result == CSV_RECORD;

    if (result == CSV_FAILED)
        return fail(error, reading, g_strerror(errno));
    if (result == CSV_END)
        return fail(error, reading, "empty, expected a header line");
    if (result == CSV_MALFORMED)
        tell(reading, "header", csv_problem(reading->csv), "column names in UTF-8");
    for (size_t i = 0; good && i < csv_n_fields(reading->csv); i++)
        good &= take_name(reading, csv_field(reading->csv, i), (int)i);
    if (good && reading->area < 0)
        good = tell(reading, "area", "no such column", "a column of that name");
    if (good && reading->dossiers < 0)
        good = tell(reading, "dossiers", "no such column", "a column of that name");
    return good || fail(error, reading, "bad header");
}

/* --- the rows --- */

static bool read_row(struct reading *reading)
{
    gint64 number = 0;

    if (csv_n_fields(reading->csv) != 2) {
        g_autofree char *found = g_strdup_printf("%zu fields", csv_n_fields(reading->csv));
        return tell(reading, "row", found, "2 as in the header");
    }
    const char *area = csv_field(reading->csv, (size_t)reading->area);
    const char *text = csv_field(reading->csv, (size_t)reading->dossiers);
    if (area[0] && !center_area(reading->center, area))
        return tell(reading, "area", area, "an area of center.ini, or nothing for the whole center");
    if (!dossiers_number(&number, text))
        return tell(reading, "dossiers", text, "a whole number from 0 to 1000000000");
    return dossiers_add(reading->out, area, number) || tell(reading, "area", area, "every area once");
}

static void take_record(struct reading *reading, enum csv_result result)
{
    reading->rows++;
    if (result == CSV_MALFORMED)
        tell(reading, "row", csv_problem(reading->csv), "fields as RFC 4180 writes them");
    else if (read_row(reading))
        return;
    reading->bad_rows++;
    if (result == CSV_RECORD)
        csv_resume(reading->csv);
}

static bool read_all(struct reading *reading, GError **error)
{
    enum csv_result result;

    if (!read_header(reading, error))
        return false;
    while ((result = csv_next(reading->csv)) == CSV_RECORD || result == CSV_MALFORMED)
        take_record(reading, result);
    if (result == CSV_FAILED)
        return fail(error, reading, g_strerror(errno));
    g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT " bad of %" G_GINT64_FORMAT " rows",
                                             reading->bad_rows, reading->rows);
    if (reading->bad_rows > 0)
        return fail(error, reading, count);
    return reading->rows > 0 || fail(error, reading, "no number in it, expected a row an area");
}

bool dossiers_read(dossiers_t **out, const char *file, const center_t *center, GError **error)
{
    struct reading reading = {.file = file, .center = center, .area = -1, .dossiers = -1};
    FILE *in = plain_file_open(file, error);

    if (!in)
        return false;
    g_autoptr(csv_t) csv = csv_new(in);
    g_autoptr(dossiers_t) dossiers = dossiers_new_empty();
    reading.csv = csv;
    reading.out = dossiers;
    const bool good = read_all(&reading, error);
    fclose(in);
    if (good)
        *out = g_steal_pointer(&dossiers);
    return good;
}
