#include "xlsx_sheets.h"
#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>

/* The library writes numbers and reads words as the thread's locale has them; a workbook is always in "C". */
static locale_t enter_plain_locale(locale_t *plain)
{
    *plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    g_assert(*plain);
    return uselocale(*plain);
}

static void leave_plain_locale(locale_t before, locale_t plain)
{
    uselocale(before);
    freelocale(plain);
}

/* Noon of the period's last day: the file says when its figures end, never when it was written. */
static time_t day_made(const struct period *period)
{
    g_autoptr(GDateTime) noon =
        g_date_time_new_utc(period->to / 10000, period->to / 100 % 100, period->to % 100, 12, 0, 0);
    return (time_t)g_date_time_to_unix(noon);
}

static void set_properties(const struct book *book)
{
    const struct wording *w = &book->w;
    g_autofree char *center = say_center(w);
    g_autofree char *company = plain_text(center);
    g_autofree char *period = say_period(w);
    g_autofree char *named = g_strdup_printf("%s. %s", say(w, "title"), period);
    g_autofree char *title = plain_text(named);
    lxw_doc_properties properties = {
        .title = title, .company = company, .created = day_made(&w->report->period)};

    workbook_set_properties(book->workbook, &properties);
}

static void write_sheets(struct book *book)
{
    static const char *const TRENDS[] = {"sheet-day", "sheet-day", "sheet-week", "sheet-month"};
    struct chart_data data = {.name = 0, .share = 1, .level = 2};

    lxw_worksheet *summary = book_add_sheet(book, "sheet-summary");
    write_trend(book, book_add_sheet(book, TRENDS[book->w.report->by]));
    write_reasons(book, book_add_sheet(book, "sheet-reasons"));
    write_channels(book, book_add_sheet(book, "sheet-channels"));
    data.sheet = plain_text(book_say(book, "sheet-method"));
    write_method(book, book_add_sheet(book, "sheet-method"), &data);
    write_summary(book, summary, &data);
    g_free(data.sheet);
    g_ptr_array_unref(data.lines);
}

static bool write_book(const char *file, const report_t *report, const struct face_style *style,
                       GError **error)
{
    char *folder = (char *)g_get_tmp_dir();
    lxw_workbook_options options = {.tmpdir = folder};
    struct book book = {.w = {report, style->words, style->language},
                        .workbook = workbook_new_opt(file, &options)};

    book_make_looks(&book);
    set_properties(&book);
    write_sheets(&book);
    const lxw_error failed = workbook_close(book.workbook);
    if (failed)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", file, lxw_strerror(failed));
    return !failed;
}

static bool read_back(GString *out, const char *file, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (!g_file_get_contents(file, &bytes, &length, error))
        return false;
    g_string_append_len(out, bytes, (gssize)length);
    return true;
}

bool report_xlsx(GString *out, const report_t *report, const struct face_style *style, GError **error)
{
    g_autofree char *file = NULL;
    const int fd = g_file_open_tmp("sipas-XXXXXX.xlsx", &file, error);
    locale_t plain;

    if (fd < 0)
        return false;
    close(fd);
    const locale_t before = enter_plain_locale(&plain);
    const bool done = write_book(file, report, style, error) && read_back(out, file, error);
    leave_plain_locale(before, plain);
    g_unlink(file);
    return done;
}
