#include "extremes.h"
#include <glib/gstdio.h>
#include <string.h>

static const char FONTS[] = SOURCE_DIR "/fonts";

static GString *make(const struct fixture *f, const char *language)
{
    const struct face_style style = {f->words, language, FONTS};
    g_autoptr(GError) error = NULL;
    GString *pdf = g_string_new(NULL);

    report_pdf(pdf, f->report, &style, &error);
    g_assert_no_error(error);
    return pdf;
}

static char *write_bytes(const char *folder, const char *name, const GString *content)
{
    g_autoptr(GError) error = NULL;
    char *file = g_build_filename(folder, name, NULL);

    g_file_set_contents(file, content->str, (gssize)content->len, &error);
    g_assert_no_error(error);
    return file;
}

/* pdf_check.py reads both files with programs of others, and says what is wrong. */
static void check(const struct fixture *f, const char *json, const char *pdf, const char *language,
                  int sheet_pages)
{
    g_autoptr(GPtrArray) command = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    g_autofree char *said = NULL;
    int status = -1;

    g_ptr_array_add(command, g_strdup("python3"));
    g_ptr_array_add(command, g_strdup(SOURCE_DIR "/tests/report/pdf_check.py"));
    for (guint i = 0; i < f->center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(f->center->areas, i);
        g_ptr_array_add(command,
                        g_strdup_printf("--area=%s=%s", area->id, local_text_get(area->name, language)));
    }
    g_ptr_array_add(command, g_strdup_printf("--language=%s", language));
    g_ptr_array_add(command, g_strdup_printf("--sheet=%d", sheet_pages));
    g_ptr_array_add(command, g_strdup(json));
    g_ptr_array_add(command, g_strdup(pdf));
    g_ptr_array_add(command, NULL);
    g_spawn_sync(NULL, (char **)command->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, &status,
                 &error);
    g_assert_no_error(error);
    if (status != 0)
        g_test_fail_printf("%s", said);
}

/* What the plain report leaves there; the first is the PDF in Vietnamese. */
static const char *const PLAIN_FILES[] = {"plain-vi.pdf", "plain-vi.json", "plain-en.pdf", "plain-en.json"};

/* The folder to leave the files in, for those who want to look at them. */
static char *look_folder(void)
{
    return g_strdup(g_getenv("SIPAS_PDF_LOOK"));
}

/* Signed on that page or before. */
static void check_within(const struct fixture *f, const char *name, const char *language, int sheet_pages)
{
    g_autoptr(GString) pdf = make(f, language);
    g_autoptr(GString) json = g_string_new(NULL);
    g_autofree char *look = look_folder();
    g_autofree char *pdf_name = g_strdup_printf("%s-%s.pdf", name, language);
    g_autofree char *json_name = g_strdup_printf("%s-%s.json", name, language);

    report_json(json, f->report, NULL, NULL);
    g_autofree char *pdf_file = write_bytes(look ? look : f->folder, pdf_name, pdf);
    g_autofree char *json_file = write_bytes(look ? look : f->folder, json_name, json);
    check(f, json_file, pdf_file, language, sheet_pages);
    if (!look) {
        g_remove(pdf_file);
        g_remove(json_file);
    }
}

static void check_in(const struct fixture *f, const char *name, const char *language)
{
    check_within(f, name, language, 3);
}

/* --- the fixture --- */

static void the_plain_report_holds_every_figure(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    check_in(f, "plain", "vi");
    check_in(f, "plain", "en");
}

static void the_fullest_report_holds_every_figure(struct fixture *f, gconstpointer unused)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new(120);
    const struct report_request request = {.period = f->report->period,
                                           .compare = true,
                                           .by = REPORT_BY_DAY,
                                           .dossiers = dossiers,
                                           .amended = 20251117};

    (void)unused;
    dossiers_add(dossiers, "dat-dai", 40);
    fixture_rebuild_as(f, &request, NULL);
    check_in(f, "full", "vi");
    check_in(f, "full", "en");
}

static void a_narrowed_report_holds_every_figure(struct fixture *f, gconstpointer unused)
{
    const struct report_request request = {.period = f->report->period,
                                           .one_channel = true,
                                           .channel = CHANNEL_KIOSK,
                                           .area = "dat-dai",
                                           .one_item = true,
                                           .item = ITEM_TTHC};

    (void)unused;
    fixture_rebuild_as(f, &request, NULL);
    check_in(f, "narrow", "vi");
}

/* Twelve areas, and a plan of four targets in six rows. */
static void begin_week_of_twelve_areas(struct fixture *f)
{
    g_autoptr(GString) center =
        g_string_new("[center]\nid = tuan\nname = Trung tâm Phục vụ hành chính công\ncommune = Xã Tuần\n"
                     "parent = Tỉnh Tuần\n[item tthc]\n[item phuc-vu]\n[kiosk]\nwidth-mm = 476\n");

    for (int i = 1; i <= 12; i++)
        g_string_append_printf(center, "[area nhom-%d]\nname = Thi đua, khen thưởng %d\n", i, i);
    fixture_begin(f, center->str);
    fixture_add_plan(f, "[plan]\nid = tuan\nname = Kế hoạch cải cách hành chính của xã Tuần\nsource = Số 1\n"
                        "[target mot]\nitem = tthc\nscope = overall\noperator = >=\npercent = 90\n"
                        "sentence = đạt 90% trở lên\n"
                        "[target hai]\nitem = tthc\nscope = areas\nareas = nhom-1;nhom-2\noperator = >\n"
                        "percent = 80\nsentence = đạt trên 80%\n"
                        "[target ba]\nitem = phuc-vu\nscope = overall\noperator = >\npercent = 90\n"
                        "sentence = đạt trên 90%\n"
                        "[target bon]\noutside = true\nwhat = Dịch vụ y tế công\noperator = >\npercent = 85\n"
                        "sentence = đạt trên 85%\n");
}

static void a_week_of_twelve_areas_is_signed_on_the_second_page(struct fixture *f, gconstpointer unused)
{
    const struct report_request request = {
        .period = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109}, .compare = true, .by = REPORT_BY_DAY};
    const struct counts before = {{1, 2, 3, 40, 50}};

    (void)unused;
    begin_week_of_twelve_areas(f);
    for (int i = 1; i <= 12; i++) {
        g_autofree char *area = g_strdup_printf("nhom-%d", i);
        fixture_add_ratings(f, 20251102 + (i + 1) / 2, area, CHANNEL_KIOSK, false,
                            (struct counts){{i, 2 * i, 3 * i, 100 * i, 120 * i}});
        tally_add(f->before, area, ITEM_TTHC, CHANNEL_KIOSK, false, &before);
    }
    fixture_rebuild_as(f, &(struct report_request){.period = request.period}, NULL);
    check_within(f, "twelve", "vi", 2);
    check_within(f, "twelve", "en", 2);
    fixture_rebuild_as(f, &request, NULL);
    check_within(f, "twelve-full", "vi", 2);
}

static void equal_reports_are_equal_files(struct fixture *f, gconstpointer unused)
{
    const struct period period = f->report->period;
    g_autoptr(GString) first = make(f, "vi");

    (void)unused;
    fixture_rebuild(f, &period, false);
    g_autoptr(GString) second = make(f, "vi");
    g_assert_true(g_string_equal(first, second));
    g_assert_cmpuint(first->len, >, 1000);
}

/* Another process makes the same report in another country. */
static void no_byte_comes_from_the_locale_or_the_time_zone(struct fixture *f, gconstpointer unused)
{
    const char *const command[] = {"/proc/self/exe", "-p", "/pdf/the_plain_report_holds_every_figure", NULL};
    g_auto(GStrv) environment = g_get_environ();
    g_autofree char *there = NULL;
    g_autoptr(GString) here = make(f, "vi");
    g_autoptr(GError) error = NULL;
    gsize length;

    (void)unused;
    environment = g_environ_setenv(environment, "LC_ALL", "tr_TR.UTF-8", TRUE);
    environment = g_environ_setenv(environment, "TZ", "America/New_York", TRUE);
    environment = g_environ_setenv(environment, "SIPAS_PDF_LOOK", f->folder, TRUE);
    g_spawn_sync(NULL, (char **)command, environment, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, NULL, NULL, NULL, &error);
    g_assert_no_error(error);
    for (size_t i = 0; i < G_N_ELEMENTS(PLAIN_FILES); i++) {
        g_autofree char *file = g_build_filename(f->folder, PLAIN_FILES[i], NULL);
        if (i == 0) {
            g_file_get_contents(file, &there, &length, &error);
            g_assert_no_error(error);
            g_assert_cmpuint(length, ==, here->len);
            g_assert_true(memcmp(there, here->str, length) == 0);
        }
        g_remove(file);
    }
}

/* --- fonts --- */

static void assert_refused(const struct fixture *f, const char *fonts, const char *named)
{
    const struct face_style style = {f->words, "vi", fonts};
    g_autoptr(GString) pdf = g_string_new("as it was");
    g_autoptr(GError) error = NULL;

    g_assert_false(report_pdf(pdf, f->report, &style, &error));
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, named));
    g_assert_cmpstr(pdf->str, ==, "as it was");
}

static void a_missing_font_is_named(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    assert_refused(f, f->folder, "LiberationSerif-Regular.ttf: the font is missing");
}

static void a_broken_font_is_named(struct fixture *f, gconstpointer unused)
{
    g_autofree char *file = g_build_filename(f->folder, "LiberationSerif-Regular.ttf", NULL);

    (void)unused;
    g_assert_true(g_file_set_contents(file, "no font", -1, NULL));
    assert_refused(f, f->folder, "LiberationSerif-Regular.ttf: cannot be read as a font");
    g_remove(file);
}

/* --- the edges --- */

static void an_edge_holds_every_figure(struct fixture *f, gconstpointer payload)
{
    const struct extreme *extreme = payload;

    check_in(f, extreme->name, "vi");
}

static void add_edges(void)
{
    for (const struct extreme *extreme = EXTREMES; extreme->name; extreme++) {
        g_autofree char *path = g_strconcat("/pdf/edges/", extreme->name, NULL);
        g_test_add(path, struct fixture, extreme, extreme->open, an_edge_holds_every_figure, fixture_close);
    }
}

#define ADD(test) g_test_add("/pdf/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(the_plain_report_holds_every_figure);
    ADD(the_fullest_report_holds_every_figure);
    ADD(a_narrowed_report_holds_every_figure);
    g_test_add("/pdf/a_week_of_twelve_areas_is_signed_on_the_second_page", struct fixture, NULL, NULL,
               a_week_of_twelve_areas_is_signed_on_the_second_page, fixture_close);
    ADD(equal_reports_are_equal_files);
    ADD(no_byte_comes_from_the_locale_or_the_time_zone);
    ADD(a_missing_font_is_named);
    ADD(a_broken_font_is_named);
    add_edges();
    return g_test_run();
}
