#include "extremes.h"
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* The python of the distribution, which has its openpyxl. */
static const char PYTHON[] = "/usr/bin/python3";

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

static struct face_style style_of(const struct fixture *f, const char *language)
{
    return (struct face_style){f->words, language, NULL};
}

static GString *workbook_of(const struct fixture *f, const char *language)
{
    const struct face_style style = style_of(f, language);
    GString *bytes = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    report_xlsx(bytes, f->report, &style, &error);
    g_assert_no_error(error);
    return bytes;
}

static void write_file(const char *folder, const char *name, const char *ending, const GString *bytes)
{
    g_autofree char *whole = g_strconcat(name, ending, NULL);
    g_autofree char *file = g_build_filename(folder, whole, NULL);

    g_assert_true(g_file_set_contents(file, bytes->str, (gssize)bytes->len, NULL));
}

/* What the JSON does not tell: the words and the decimals for people, and the plans' own words. */
static void write_about(const struct fixture *f, const char *folder, const char *name, const char *language)
{
    g_autoptr(GString) about = g_string_new("[center]\n");

    g_string_append_printf(about, "language=%s\ndecimals=%d\n[areas]\n", language, f->center->decimals);
    for (guint i = 0; i < f->center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(f->center->areas, i);
        g_string_append_printf(about, "%s=%s\n", area->id, local_text_get(area->name, language));
    }
    g_string_append(about, "[targets]\n");
    for (guint i = 0; i < f->report->targets->len; i++) {
        const struct report_target *row = &g_array_index(f->report->targets, struct report_target, i);
        g_string_append_printf(about, "%u=%s|%s\n", i, row->plan->name, row->target->sentence);
    }
    write_file(folder, name, ".ini", about);
}

/* The report as a workbook, and beside it what it must agree with. */
static void write_report(const struct fixture *f, const char *folder, const char *name, const char *language)
{
    const struct face_style style = style_of(f, language);
    g_autoptr(GString) bytes = workbook_of(f, language);
    g_autoptr(GString) again = workbook_of(f, language);
    g_autoptr(GString) json = g_string_new(NULL);

    g_assert_true(g_string_equal(bytes, again));
    g_assert_true(report_json(json, f->report, &style, NULL));
    write_file(folder, name, ".xlsx", bytes);
    write_file(folder, name, ".json", json);
    write_about(f, folder, name, language);
}

static void rebuild(struct fixture *f, const struct report_request *request)
{
    fixture_rebuild_as(f, request, NULL);
}

/* Everything there is to ask of a report, in turn. */
static void write_requests(const char *folder)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new(400), fewer = dossiers_new(20);
    const struct period month = {PERIOD_MONTH, WINDOW_DECREE, 20251015, 20251114};
    const struct period leap_year = {PERIOD_YEAR, WINDOW_CALENDAR, 20240101, 20241231};
    struct fixture f = {0};

    fixture_open(&f, NULL);
    write_report(&f, folder, "plain", "vi");
    rebuild(
        &f,
        &(struct report_request){
            .period = WEEK, .compare = true, .by = REPORT_BY_DAY, .dossiers = dossiers, .amended = 20251117});
    write_report(&f, folder, "all-there-is", "vi");
    write_report(&f, folder, "in-english", "en");
    rebuild(&f, &(struct report_request){.period = month, .by = REPORT_BY_WEEK, .dossiers = fewer});
    write_report(&f, folder, "by-week", "vi");
    rebuild(&f, &(struct report_request){.period = month,
                                         .by = REPORT_BY_MONTH,
                                         .one_channel = true,
                                         .channel = CHANNEL_KIOSK,
                                         .area = "dat-dai",
                                         .one_item = true});
    write_report(&f, folder, "narrowed", "vi");
    rebuild(&f, &(struct report_request){.period = leap_year, .by = REPORT_BY_DAY});
    write_report(&f, folder, "leap-year", "vi");
    f.entries[ENTRY_RATING]++;
    rebuild(&f, &(struct report_request){.period = WEEK});
    write_report(&f, folder, "one-rating-too-many", "vi");
    f.entries[ENTRY_RATING]--;
    tally_add(f.tally, "xay-dung", ITEM_PHUC_VU, CHANNEL_PAPER, false, &(struct counts){{0, 0, 0, 0, 6}});
    rebuild(&f, &(struct report_request){.period = WEEK});
    write_report(&f, folder, "one-answer-too-many", "vi");
    fixture_close(&f, NULL);
}

/* 17989 of 20000 are 89.945 %: 89.95 to two decimals, which to one would be 90.0, but it is 89.9. */
static void write_decimals(const char *folder)
{
    static const char CENTER[] =
        "[center]\nid = le\nname = Lẻ\ncommune = Xã Lẻ\nparent = Tỉnh Lẻ\n[area mot]\n"
        "name = @Một\n[item tthc]\n[kiosk]\nwidth-mm = 476\n[report]\ndecimals = 1\n";
    struct fixture f = {0};

    fixture_begin(&f, CENTER);
    fixture_add_ratings(&f, 20251103, "mot", CHANNEL_KIOSK, false, (struct counts){{2011, 0, 0, 0, 17989}});
    rebuild(&f, &(struct report_request){.period = WEEK, .by = REPORT_BY_DAY});
    write_report(&f, folder, "one-decimal", "vi");
    f.center->decimals = 0;
    write_report(&f, folder, "no-decimal", "vi");
    fixture_close(&f, NULL);
}

/* A center that offers nothing in the period: the row of the whole center alone, with its target. */
static void write_no_area(const char *folder)
{
    static const char CENTER[] =
        "[center]\nid = trong\nname = Trống & \"rỗng\"\ncommune = Xã Trống\nparent = Tỉnh Trống\n"
        "[area xua]\nname = Xưa\nactive-to = 2020-12-31\n[item tthc]\n[kiosk]\nwidth-mm = 476\n";
    static const char PLAN[] =
        "[plan]\nid = trong\nname = Kế hoạch\nsource = Nguồn\n[target chung]\nitem = tthc\n"
        "scope = overall\noperator = >=\npercent = 90\nsentence = =90%\n";
    struct fixture f = {0};

    fixture_begin(&f, CENTER);
    fixture_add_plan(&f, PLAN);
    rebuild(&f, &(struct report_request){.period = WEEK});
    write_report(&f, folder, "no-area", "vi");
    fixture_close(&f, NULL);
}

static void write_extremes(const char *folder)
{
    for (const struct extreme *extreme = EXTREMES; extreme->name; extreme++) {
        struct fixture f = {0};
        extreme->open(&f, NULL);
        write_report(&f, folder, extreme->name, "vi");
        fixture_close(&f, NULL);
    }
}

static void remove_tree(const char *folder)
{
    char *command[] = {"rm", "-r", "--", (char *)folder, NULL};
    int status = 1;

    g_assert_true(
        g_spawn_sync(NULL, command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
    g_assert_cmpint(status, ==, 0);
}

static void openpyxl_and_libreoffice_read_the_figures_of_the_json(void)
{
    g_autofree char *folder = g_dir_make_tmp("sipas-xlsx-XXXXXX", NULL);
    char *command[] = {(char *)PYTHON,
                       "-B",
                       SOURCE_DIR "/tests/report/xlsx_check.py",
                       folder,
                       SOURCE_DIR "/assets/words",
                       NULL};
    g_autofree char *said = NULL, *wrong = NULL;
    int status = 1;

    write_requests(folder);
    write_decimals(folder);
    write_no_area(folder);
    write_extremes(folder);
    g_assert_true(
        g_spawn_sync(NULL, command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &wrong, &status, NULL));
    if (status != 0)
        g_test_message("%s%s", said, wrong);
    g_assert_cmpint(status, ==, 0);
    g_assert_true(g_str_has_prefix(said, "22 workbooks, 0 problems"));
    remove_tree(folder);
}

static void adds_to_what_is_there_and_leaves_no_file_behind(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GString) bytes = workbook_of(f, "vi"), more = g_string_new("before");
    const struct face_style style = style_of(f, "vi");

    (void)unused;
    g_assert_true(report_xlsx(more, f->report, &style, NULL));
    g_assert_true(g_str_has_prefix(more->str, "beforePK"));
    g_string_erase(more, 0, (gssize)strlen("before"));
    g_assert_true(g_string_equal(more, bytes));
    g_autoptr(GDir) folder = g_dir_open(g_get_tmp_dir(), 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        g_assert_false(g_str_has_suffix(name, ".xlsx"));
}

static bool make_locale(const char *folder)
{
    g_autofree char *locale = g_build_filename(folder, "vi_VN.UTF-8", NULL);
    char *command[] = {"localedef", "-i", "vi_VN", "-f", "UTF-8", locale, NULL};
    const GSpawnFlags quiet = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;

    if (!g_spawn_sync(NULL, command, NULL, quiet, NULL, NULL, NULL, NULL, NULL, NULL))
        return false;
    g_setenv("LOCPATH", folder, TRUE);
    return setlocale(LC_NUMERIC, "vi_VN.UTF-8") != NULL;
}

/* A program may have taken over a locale whose numbers have a comma. */
static void is_the_same_in_every_locale(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GString) plain = workbook_of(f, "vi");

    (void)unused;
    if (make_locale(f->folder)) {
        g_assert_cmpstr(localeconv()->decimal_point, ==, ",");
        g_autoptr(GString) local = workbook_of(f, "vi");
        g_assert_cmpstr(localeconv()->decimal_point, ==, ",");
        g_assert_true(g_string_equal(local, plain));
    } else {
        g_test_skip("no locale with a decimal comma can be made");
    }
    setlocale(LC_NUMERIC, "C");
    g_autofree char *locale = g_build_filename(f->folder, "vi_VN.UTF-8", NULL);
    if (g_file_test(locale, G_FILE_TEST_IS_DIR))
        remove_tree(locale);
}

/* The folder for temporary files taken away. */
static void without_a_place_to_write_it_fails(struct fixture *f, gconstpointer unused)
{
    g_autofree char *away = g_strconcat(g_get_tmp_dir(), "-away", NULL);
    const struct face_style style = style_of(f, "vi");
    g_autoptr(GString) out = g_string_new("before");
    g_autoptr(GError) error = NULL;

    (void)unused;
    g_assert_cmpint(g_rename(g_get_tmp_dir(), away), ==, 0);
    const bool done = report_xlsx(out, f->report, &style, &error);
    g_assert_cmpint(g_rename(away, g_get_tmp_dir()), ==, 0);
    g_assert_false(done);
    g_assert_nonnull(error);
    g_assert_cmpstr(out->str, ==, "before");
}

/* As on a full disk: no file may grow over so many bytes. */
static void on_a_full_disk_it_fails(struct fixture *f, gconstpointer unused)
{
    const struct face_style style = style_of(f, "vi");
    g_autoptr(GString) out = g_string_new("before");
    g_autoptr(GError) error = NULL;
    struct rlimit usual, full;

    (void)unused;
    getrlimit(RLIMIT_FSIZE, &usual);
    full = (struct rlimit){.rlim_cur = 4096, .rlim_max = usual.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &full);
    const bool done = report_xlsx(out, f->report, &style, &error);
    setrlimit(RLIMIT_FSIZE, &usual);
    g_assert_false(done);
    g_assert_nonnull(error);
    g_assert_cmpstr(out->str, ==, "before");
}

/* A place of its own for temporary files, so that one left behind shows. */
int main(int argc, char **argv)
{
    char place[] = "/tmp/sipas-xlsx-tmp-XXXXXX";

    g_assert_nonnull(g_mkdtemp(place));
    g_setenv("TMPDIR", place, TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xlsx/openpyxl_and_libreoffice_read_the_figures_of_the_json",
                    openpyxl_and_libreoffice_read_the_figures_of_the_json);
#define WITH_FIXTURE(name, test) g_test_add(name, struct fixture, NULL, fixture_open, test, fixture_close)
    WITH_FIXTURE("/xlsx/adds_to_what_is_there_and_leaves_no_file_behind",
                 adds_to_what_is_there_and_leaves_no_file_behind);
    WITH_FIXTURE("/xlsx/is_the_same_in_every_locale", is_the_same_in_every_locale);
    WITH_FIXTURE("/xlsx/without_a_place_to_write_it_fails", without_a_place_to_write_it_fails);
    WITH_FIXTURE("/xlsx/on_a_full_disk_it_fails", on_a_full_disk_it_fails);
    const int status = g_test_run();
    g_rmdir(place);
    return status;
}
