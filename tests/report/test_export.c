#include "export.h"
#include <glib/gstdio.h>
#include <string.h>

static const gint64 HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000;
/* 2025-11-05T09:17:41.234+07:00 and 2025-11-05T00:00+07:00, as date(1) has them. */
static const gint64 WEDNESDAY_MS = G_GINT64_CONSTANT(1762309061234),
                    MIDNIGHT_MS = G_GINT64_CONSTANT(1762275600000);
static const char HEADER[] =
    "device,hour,area,channel,language,set_aside,flags,clock,tthc,phuc-vu,m02-1,m02-2,m02-3,"
    "m02-4,m02-5,m02-6,m02-7,m02-8,m02-9,reasons\n";

static struct rating make(gint64 utc_ms, const char *area, uint8_t level)
{
    struct rating rating = {.kind = ENTRY_RATING, .channel = CHANNEL_KIOSK, .language = "vi"};

    rating.when =
        (struct moment){.utc_ms = utc_ms, .day = moment_local_day(utc_ms), .mono_ms = 5, .trust = CLOCK_NTP};
    g_strlcpy(rating.area, area, sizeof rating.area);
    rating.answers[ITEM_TTHC] = level;
    return rating;
}

/* --- what is written --- */

static bool write_all(enum export_format format, FILE *stream, guint32 sheet_rows,
                      const struct rating *ratings, size_t n, GError **error)
{
    g_autoptr(export_t) out = NULL;

    bool good = export_open(&out, format, stream, sheet_rows, error);
    for (size_t i = 0; good && i < n; i++)
        good = export_add("kiosk-1", &ratings[i], out, error);
    return good && export_finish(out, error) && fflush(stream) == 0;
}

/* Free with g_free. The length of an XLSX goes to *length, which may be NULL. */
static char *written(enum export_format format, guint32 sheet_rows, const struct rating *ratings, size_t n,
                     size_t *length)
{
    size_t own_length = 0;
    char *bytes = NULL;
    FILE *stream = open_memstream(&bytes, length ? length : &own_length);
    g_autoptr(GError) error = NULL;

    write_all(format, stream, sheet_rows, ratings, n, &error);
    g_assert_no_error(error);
    fclose(stream);
    return bytes;
}

static char *csv(const struct rating *ratings, size_t n)
{
    return written(EXPORT_CSV, EXPORT_SHEET_ROWS, ratings, n, NULL);
}

static void check_csv_rows(const struct rating *ratings, size_t n, const char *rows)
{
    g_autofree char *found = csv(ratings, n);

    g_assert_true(g_str_has_prefix(found, HEADER));
    g_assert_cmpstr(found + strlen(HEADER), ==, rows);
}

/* A part of an XLSX, unpacked by another program, which checks sizes and sums too. */
static char *part(const char *bytes, size_t n, const char *name)
{
    static const char UNZIP[] =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
        "sys.stdout.write(z.read(sys.argv[2]).decode())";
    g_autofree char *file = NULL, *errors = NULL;
    char *out = NULL;
    int status = -1;
    g_autoptr(GError) error = NULL;

    g_close(g_file_open_tmp("sipas-XXXXXX.xlsx", &file, NULL), NULL);
    g_assert_true(g_file_set_contents(file, bytes, (gssize)n, NULL));
    const char *const command[] = {"python3", "-c", UNZIP, file, name, NULL};
    g_spawn_sync(NULL, (char **)(gpointer)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &errors,
                 &status, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(errors, ==, "");
    g_unlink(file);
    return out;
}

static int count(const char *text, const char *what)
{
    int n = 0;

    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

/* --- rows --- */

static void a_row_says_what_the_rating_says(void)
{
    struct rating rating = make(WEDNESDAY_MS, "dat-dai", 4);

    check_csv_rows(&rating, 1, "kiosk-1,2025-11-05T09,dat-dai,kiosk,vi,0,,ntp,4,,,,,,,,,,,\n");
    rating.channel = CHANNEL_PHONE;
    rating.when.trust = CLOCK_RTC;
    rating.flags = FLAG_COOLDOWN | FLAG_STAFF_TEST;
    rating.answers[ITEM_PHUC_VU] = 1;
    rating.answers[ITEM_M02_9] = 5;
    rating.reasons = 1U << REASON_WAITING | 1U << REASON_COURTESY;
    check_csv_rows(
        &rating, 1,
        "kiosk-1,2025-11-05T09,dat-dai,phone,vi,1,cooldown+staff-test,rtc,4,1,,,,,,,,,5,cho-doi+thai-do\n");
    rating.flags = 0xff;
    rating.reasons = 0xff;
    check_csv_rows(&rating, 1,
                   "kiosk-1,2025-11-05T09,dat-dai,phone,vi,1,"
                   "cooldown+burst+same-run+alternating+held+closed+staff-test+clock,rtc,4,1,,,,,,,,,5,"
                   "cho-doi+giay-to+thai-do+huong-dan+dung-hen+phi+co-so+khac\n");
}

static void a_json_line_says_the_same(void)
{
    struct rating rating = make(WEDNESDAY_MS, "dat-dai", 4);

    rating.flags = FLAG_BURST | FLAG_HELD;
    rating.reasons = 1U << REASON_OTHER;
    g_strlcpy(rating.language, "v\"\\i", sizeof rating.language);
    g_autofree char *found = written(EXPORT_JSONL, EXPORT_SHEET_ROWS, &rating, 1, NULL);
    g_assert_cmpstr(
        found, ==,
        "{\"device\":\"kiosk-1\",\"hour\":\"2025-11-05T09\",\"area\":\"dat-dai\",\"channel\":\"kiosk\","
        "\"language\":\"v\\\"\\\\i\",\"set_aside\":1,\"flags\":[\"burst\",\"held\"],\"clock\":\"ntp\","
        "\"tthc\":4,\"phuc-vu\":null,\"m02-1\":null,\"m02-2\":null,\"m02-3\":null,\"m02-4\":null,"
        "\"m02-5\":null,\"m02-6\":null,\"m02-7\":null,\"m02-8\":null,\"m02-9\":null,"
        "\"reasons\":[\"khac\"]}\n");
}

static void an_hour_is_local_and_begins_at_its_first_millisecond(void)
{
    const struct rating ratings[] = {
        make(MIDNIGHT_MS - 1, "dat-dai", 1),           make(MIDNIGHT_MS, "dat-dai", 2),
        make(MIDNIGHT_MS + HOUR_MS - 1, "dat-dai", 3), make(MIDNIGHT_MS + 23 * HOUR_MS, "dat-dai", 4),
        make(-7 * HOUR_MS - 1, "dat-dai", 5),
    };

    check_csv_rows(ratings, G_N_ELEMENTS(ratings),
                   "kiosk-1,1969-12-31T23,dat-dai,kiosk,vi,0,,ntp,5,,,,,,,,,,,\n"
                   "kiosk-1,2025-11-04T23,dat-dai,kiosk,vi,0,,ntp,1,,,,,,,,,,,\n"
                   "kiosk-1,2025-11-05T00,dat-dai,kiosk,vi,0,,ntp,2,,,,,,,,,,,\n"
                   "kiosk-1,2025-11-05T00,dat-dai,kiosk,vi,0,,ntp,3,,,,,,,,,,,\n"
                   "kiosk-1,2025-11-05T23,dat-dai,kiosk,vi,0,,ntp,4,,,,,,,,,,,\n");
}

/* A bare date is stored as noon. A clock that shows noon has shown an hour. */
static void a_date_alone_gets_no_hour(void)
{
    struct rating ratings[] = {make(MIDNIGHT_MS + 12 * HOUR_MS, "dat-dai", 1),
                               make(MIDNIGHT_MS + 12 * HOUR_MS + MINUTE_MS, "dat-dai", 2),
                               make(MIDNIGHT_MS + 12 * HOUR_MS, "dat-dai", 3)};

    ratings[0].when.trust = ratings[1].when.trust = CLOCK_GIVEN;
    check_csv_rows(ratings, G_N_ELEMENTS(ratings),
                   "kiosk-1,2025-11-05,dat-dai,kiosk,vi,0,,given,1,,,,,,,,,,,\n"
                   "kiosk-1,2025-11-05T12,dat-dai,kiosk,vi,0,,ntp,3,,,,,,,,,,,\n"
                   "kiosk-1,2025-11-05T12,dat-dai,kiosk,vi,0,,given,2,,,,,,,,,,,\n");
}

static void a_text_that_could_split_a_csv_row_is_quoted(void)
{
    struct rating rating = make(WEDNESDAY_MS, "dat-dai", 4);

    g_strlcpy(rating.language, "a,\"b\"\n\xff", sizeof rating.language);
    check_csv_rows(
        &rating, 1,
        "kiosk-1,2025-11-05T09,dat-dai,kiosk,\"a,\"\"b\"\"\xEF\xBF\xBD\xEF\xBF\xBD\",0,,ntp,4,,,,,,,,,,,\n");
}

static void without_a_rating_there_is_the_header_alone(void)
{
    size_t n = 0;
    g_autofree char *lines = written(EXPORT_JSONL, EXPORT_SHEET_ROWS, NULL, 0, NULL);
    g_autofree char *book = written(EXPORT_XLSX, EXPORT_SHEET_ROWS, NULL, 0, &n);
    g_autofree char *sheet = part(book, n, "xl/worksheets/sheet1.xml");

    check_csv_rows(NULL, 0, "");
    g_assert_cmpstr(lines, ==, "");
    g_assert_cmpint(count(sheet, "<row "), ==, 1);
}

/* --- order --- */

static void shuffle(struct rating *ratings, size_t n, GRand *chance)
{
    for (size_t i = n; i > 1; i--) {
        const size_t other = (size_t)g_rand_int_range(chance, 0, (gint32)i);
        const struct rating held = ratings[i - 1];
        ratings[i - 1] = ratings[other];
        ratings[other] = held;
    }
}

/* `an_hour` ratings in each of `hours` hours, in order of time. */
static struct rating *many(size_t hours, size_t an_hour, GRand *chance)
{
    static const char *const AREAS[] = {"xay-dung", "dat-dai", "ho-tich", "khac"};
    static const char *const LANGUAGES[] = {"vi", "en", ""};
    struct rating *ratings = g_new0(struct rating, hours * an_hour);

    for (size_t i = 0; i < hours * an_hour; i++) {
        const gint64 utc_ms = MIDNIGHT_MS + (gint64)(i / an_hour) * HOUR_MS + (gint64)(i % an_hour);
        ratings[i] =
            make(utc_ms, AREAS[g_rand_int_range(chance, 0, 4)], (uint8_t)g_rand_int_range(chance, 1, 6));
        g_strlcpy(ratings[i].language, LANGUAGES[g_rand_int_range(chance, 0, 3)], LANGUAGE_SIZE);
        ratings[i].channel = (enum channel)g_rand_int_range(chance, 0, CHANNEL_COUNT);
        ratings[i].flags = (unsigned)(g_rand_int_range(chance, 0, 20) == 0) << g_rand_int_range(chance, 0, 8);
        ratings[i].reasons = (unsigned)g_rand_int_range(chance, 0, 256);
        ratings[i].answers[ITEM_PHUC_VU] = (uint8_t)g_rand_int_range(chance, 0, 6);
    }
    return ratings;
}

static void the_order_of_storing_does_not_show(void)
{
    g_autoptr(GRand) chance = g_rand_new_with_seed(1);
    g_autofree struct rating *ratings = many(3, 1000, chance);

    for (int format = EXPORT_CSV; format <= EXPORT_XLSX; format++) {
        size_t n = 0, m = 0;
        g_autofree char *before = written((enum export_format)format, EXPORT_SHEET_ROWS, ratings, 3000, &n);
        shuffle(ratings, 3000, chance);
        g_autofree char *after = written((enum export_format)format, EXPORT_SHEET_ROWS, ratings, 3000, &m);
        g_assert_true(n == m && memcmp(before, after, n) == 0);
    }
}

/* More rows than are held back, in hours that are. */
static void no_hour_is_cut_in_two_in_a_long_journal(void)
{
    const size_t n_hours = 40, an_hour = 2500;
    g_autoptr(GRand) chance = g_rand_new_with_seed(2);
    g_autofree struct rating *ratings = many(n_hours, an_hour, chance);
    g_autofree char *before = csv(ratings, n_hours * an_hour);

    for (size_t hour = 0; hour < n_hours; hour++)
        shuffle(ratings + hour * an_hour, an_hour, chance);
    g_autofree char *after = csv(ratings, n_hours * an_hour);
    g_assert_true(g_str_equal(before, after));
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The row of a rating of `many`, in no hurry. */
static char *row_of(const struct rating *rating)
{
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(rating->when.utc_ms / 1000);
    g_autoptr(GDateTime) local = g_date_time_add_hours(utc, 7);
    g_autofree char *hour = g_date_time_format(local, "%Y-%m-%dT%H");
    g_autoptr(GString) row = g_string_new(NULL);
    const char *const flags[] = {"cooldown", "burst",  "same-run",   "alternating",
                                 "held",     "closed", "staff-test", "clock"};
    const char *const reasons[] = {"cho-doi",  "giay-to", "thai-do", "huong-dan",
                                   "dung-hen", "phi",     "co-so",   "khac"};
    const char *between = "";

    g_string_printf(row, "kiosk-1,%s,%s,%s,%s,%d,%s,ntp,%d,", hour, rating->area, channel_id(rating->channel),
                    rating->language, rating->flags != 0,
                    rating->flags ? flags[g_bit_nth_lsf(rating->flags, -1)] : "", rating->answers[0]);
    if (rating->answers[1] > 0)
        g_string_append_printf(row, "%d", rating->answers[1]);
    g_string_append(row, ",,,,,,,,,,");
    for (int i = 0; i < 8; i++)
        if (rating->reasons >> i & 1) {
            g_string_append_printf(row, "%s%s", between, reasons[i]);
            between = "+";
        }
    return g_strdup(row->str);
}

static GPtrArray *rows_of(const struct rating *ratings, size_t n)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);

    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(rows, row_of(&ratings[i]));
    g_ptr_array_sort(rows, by_text);
    return rows;
}

static void check_all_there(const struct rating *ratings, size_t n)
{
    g_autofree char *all = csv(ratings, n);
    g_autoptr(GPtrArray) expected = rows_of(ratings, n);
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    char *end = NULL;

    for (char *line = all + strlen(HEADER); *line; line = end + 1) {
        end = strchr(line, '\n');
        g_ptr_array_add(found, g_strndup(line, (size_t)(end - line)));
    }
    g_ptr_array_sort(found, by_text);
    g_assert_cmpuint(found->len, ==, expected->len);
    for (guint i = 0; i < found->len; i++)
        g_assert_cmpstr(found->pdata[i], ==, expected->pdata[i]);
}

static void every_rating_is_there_however_hours_come(void)
{
    enum { HOURS = 20, AN_HOUR = 3500, N = HOURS * AN_HOUR };
    g_autoptr(GRand) chance = g_rand_new_with_seed(3);
    g_autofree struct rating *in_order = many(HOURS, AN_HOUR, chance);
    g_autofree struct rating *one_hour = many(1, N, chance);

    shuffle(in_order, N, chance);
    check_all_there(in_order, N);
    check_all_there(one_hour, N);
}

/* Many more texts than there are areas and languages in earnest. */
static void every_rating_is_there_however_many_texts_there_are(void)
{
    enum { N = 20000 };
    g_autoptr(GRand) chance = g_rand_new_with_seed(4);
    g_autofree struct rating *ratings = many(2, N / 2, chance);

    for (int i = 0; i < N; i++)
        g_snprintf(ratings[i].area, sizeof ratings[i].area, "area-%d", i * 7 % N);
    check_all_there(ratings, N);
}

static void devices_are_kept_apart(void)
{
    const struct rating late = make(WEDNESDAY_MS + HOUR_MS, "dat-dai", 1),
                        early = make(WEDNESDAY_MS, "dat-dai", 2);
    char *bytes = NULL;
    size_t n = 0;
    FILE *stream = open_memstream(&bytes, &n);
    export_t *out = NULL;

    g_assert_true(export_open(&out, EXPORT_CSV, stream, EXPORT_SHEET_ROWS, NULL));
    g_assert_true(export_add("kiosk-1", &late, out, NULL));
    g_assert_true(export_add("phone", &early, out, NULL));
    g_assert_true(export_finish(out, NULL));
    export_free(out);
    fclose(stream);
    g_assert_cmpstr(bytes + strlen(HEADER), ==,
                    "kiosk-1,2025-11-05T10,dat-dai,kiosk,vi,0,,ntp,1,,,,,,,,,,,\n"
                    "phone,2025-11-05T09,dat-dai,kiosk,vi,0,,ntp,2,,,,,,,,,,,\n");
    free(bytes);
}

/* --- xlsx --- */

static void an_xlsx_has_numbers_for_answers_and_text_for_the_rest(void)
{
    struct rating rating = make(WEDNESDAY_MS, "dat-dai", 4);
    size_t n = 0;

    g_strlcpy(rating.language, "=1<&2", sizeof rating.language);
    g_autofree char *book = written(EXPORT_XLSX, EXPORT_SHEET_ROWS, &rating, 1, &n);
    g_autofree char *sheet = part(book, n, "xl/worksheets/sheet1.xml");
    g_assert_nonnull(strstr(sheet, "<c r=\"B2\" t=\"inlineStr\"><is><t>2025-11-05T09</t></is></c>"));
    g_assert_nonnull(strstr(sheet, "<c r=\"E2\" t=\"inlineStr\"><is><t>=1&lt;&amp;2</t></is></c>"));
    g_assert_nonnull(strstr(sheet, "<c r=\"F2\" s=\"2\"><v>0</v></c>"));
    g_assert_nonnull(strstr(sheet, "<c r=\"I2\" s=\"2\"><v>4</v></c></row></sheetData>"));
    g_assert_null(strstr(sheet, "<f>"));
}

/* Of 4 rows with the header: 3, 3 and 1 ratings. */
static void an_xlsx_goes_on_where_a_sheet_ends(void)
{
    g_autoptr(GRand) chance = g_rand_new_with_seed(5);
    g_autofree struct rating *ratings = many(1, 7, chance);
    size_t n = 0;
    g_autofree char *book = written(EXPORT_XLSX, 4, ratings, 7, &n);
    const int rows[] = {4, 4, 2};

    for (int i = 0; i < 3; i++) {
        g_autofree char *name = g_strdup_printf("xl/worksheets/sheet%d.xml", i + 1);
        g_autofree char *sheet = part(book, n, name);
        g_assert_cmpint(count(sheet, "<row "), ==, rows[i]);
        g_assert_cmpint(count(sheet, "<t>device</t>"), ==, 1);
    }
    g_autofree char *workbook = part(book, n, "xl/workbook.xml");
    g_assert_cmpint(count(workbook, "<sheet "), ==, 3);
    g_assert_nonnull(strstr(workbook, "name=\"ratings-3\""));
}

static void a_full_sheet_is_not_followed_by_an_empty_one(void)
{
    g_autoptr(GRand) chance = g_rand_new_with_seed(6);
    g_autofree struct rating *ratings = many(1, 6, chance);
    size_t n = 0;
    g_autofree char *book = written(EXPORT_XLSX, 4, ratings, 6, &n);
    g_autofree char *workbook = part(book, n, "xl/workbook.xml");

    g_assert_cmpint(count(workbook, "<sheet "), ==, 2);
}

/* --- trouble --- */

static void a_full_disk_is_an_error_in_every_format(void)
{
    g_autoptr(GRand) chance = g_rand_new_with_seed(7);
    g_autofree struct rating *ratings = many(10, 10000, chance);

    for (int format = EXPORT_CSV; format <= EXPORT_XLSX; format++) {
        FILE *full = g_fopen("/dev/full", "wbe");
        g_autoptr(GError) error = NULL;
        g_assert_false(
            write_all((enum export_format)format, full, EXPORT_SHEET_ROWS, ratings, 100000, &error));
        g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
        fclose(full);
    }
}

/* The end of a zip is a record of its own (APPNOTE.TXT 4.3.16). */
static void an_xlsx_that_was_not_finished_has_no_end(void)
{
    static const char END[] = "PK\5\6";
    const struct rating rating = make(WEDNESDAY_MS, "dat-dai", 4);
    char *bytes = NULL;
    size_t n = 0;
    export_t *out = NULL;

    g_autofree char *whole = written(EXPORT_XLSX, EXPORT_SHEET_ROWS, &rating, 1, &n);
    g_assert_nonnull(memmem(whole, n, END, strlen(END)));
    FILE *stream = open_memstream(&bytes, &n);
    g_assert_true(export_open(&out, EXPORT_XLSX, stream, EXPORT_SHEET_ROWS, NULL));
    g_assert_true(export_add("kiosk-1", &rating, out, NULL));
    export_free(out);
    fclose(stream);
    g_assert_null(memmem(bytes, n, END, strlen(END)));
    free(bytes);
}

static void a_format_is_found_by_its_name(void)
{
    enum export_format format = EXPORT_CSV;

    g_assert_true(export_format_from_id(&format, "xlsx"));
    g_assert_cmpint(format, ==, EXPORT_XLSX);
    g_assert_false(export_format_from_id(&format, "xls"));
    g_assert_cmpint(format, ==, EXPORT_XLSX);
}

#define ADD(test) g_test_add_func("/export/" #test, test)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_row_says_what_the_rating_says);
    ADD(a_json_line_says_the_same);
    ADD(an_hour_is_local_and_begins_at_its_first_millisecond);
    ADD(a_date_alone_gets_no_hour);
    ADD(a_text_that_could_split_a_csv_row_is_quoted);
    ADD(without_a_rating_there_is_the_header_alone);
    ADD(the_order_of_storing_does_not_show);
    ADD(no_hour_is_cut_in_two_in_a_long_journal);
    ADD(every_rating_is_there_however_hours_come);
    ADD(every_rating_is_there_however_many_texts_there_are);
    ADD(devices_are_kept_apart);
    ADD(an_xlsx_has_numbers_for_answers_and_text_for_the_rest);
    ADD(an_xlsx_goes_on_where_a_sheet_ends);
    ADD(a_full_sheet_is_not_followed_by_an_empty_one);
    ADD(a_full_disk_is_an_error_in_every_format);
    ADD(an_xlsx_that_was_not_finished_has_no_end);
    ADD(a_format_is_found_by_its_name);
    return g_test_run();
}
