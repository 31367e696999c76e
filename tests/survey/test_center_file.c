/* center.ini as people write it: what is accepted, and the exact sentence for each kind of mistake. */
#include "center.h"
#include "mistakes.h"
#include "temp_file.h"
#include <string.h>

static const char least[] = "[center]\n"
                            "id = xa-a\n"
                            "name = Trung tâm\n"
                            "commune = Xã A\n"
                            "parent = Tỉnh B\n"
                            "[area dat-dai]\n"
                            "name = Đất đai\n"
                            "[item tthc]\n"
                            "[kiosk]\n"
                            "width-mm = 476\n";

static bool load(const char *file, GError **error)
{
    static center_t *const untouched = NULL;
    center_t *center = untouched;
    bool loaded = center_load(&center, file, error);
    g_assert_true(loaded == (center != untouched));
    center_free(center);
    return loaded;
}

static center_t *loaded(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_auto(temp_file_t) file = temp_file_new("center.ini", text);
    center_t *center = NULL;
    center_load(&center, file.path, &error);
    g_assert_no_error(error);
    return center;
}

static center_t *loaded_with(const char *more)
{
    g_autofree char *text = g_strconcat(least, more, NULL);
    return loaded(text);
}

#define CHECK(table) check_mistakes(least, table, G_N_ELEMENTS(table), load)

static void the_least_a_file_may_say_has_the_usual_settings(void)
{
    g_autoptr(center_t) center = loaded(least);
    const struct area *area = center_area(center, "dat-dai");
    g_assert_cmpstr(area->icon, ==, "dat-dai");
    g_assert_cmpstr(local_text_get(area->name, "vi"), ==, "Đất đai");
    g_assert_cmpstr(local_text_get(area->name, "en"), ==, "Đất đai");
    g_assert_cmpint((int)g_strv_length(center->languages), ==, 2);
    g_assert_cmpint(center->idle_seconds, ==, 30);
    g_assert_true(center->reasons);
    g_assert_cmpint(center->n_opening, ==, 0);
    g_assert_true(center->window == WINDOW_CALENDAR);
    g_assert_cmpint(center->decimals, ==, 2);
    g_assert_null(center->plans[0]);
    g_assert_cmpstr(center->web_listen, ==, "127.0.0.1:8080");
    g_assert_cmpstr(center->staff_listen, ==, "127.0.0.1:8081");
    g_assert_cmpstr(center->status_listen, ==, "127.0.0.1:8082");
    g_assert_null(center->staff_url);
    g_assert_cmpint(center->code_minutes, ==, 720);
    g_assert_cmpint(center->poster_per_hour, ==, 60);
}

static void every_setting_is_read(void)
{
    g_autoptr(center_t) center = loaded_with(
        "high-contrast = true\nrotation = 270\nreasons = false\nidle-seconds = 600\nlanguages = en ; vi;\n"
        "area = dat-dai\n"
        "opening-hours = mon-fri 07:30-11:30; mon-fri 13:30-17:00;sat 08:00-24:00\n"
        "[area ho-tich]\nname = Hộ tịch\nname[en] = Civil status\nicon = ho\nactive-from = 2025-07-01\n"
        "active-to = 2025-07-01\n"
        "[item m02-1]\nquestion = Thái độ?\nquestion[en] = Attitude?\nchannels = paper;phone\n"
        "[web]\nurl = https://danhgia.example.vn/xa-a\nlisten = [::1]:80\n"
        "staff-url = http://quanly.lan/\nstaff-listen = 192.168.1.10:8081\nstatus-listen = [::1]:82\n"
        "code-minutes = 10080\nposter-per-hour = 1\n"
        "[report]\nwindow = decree\ndecimals = 0\nplans = chi-minh; /etc/plan.ini\n");
    const struct area *area = center_area(center, "ho-tich");
    const struct center_item *item = center_item(center, ITEM_M02_1);
    g_assert_true(center->high_contrast && !center->reasons);
    g_assert_cmpint(center->rotation, ==, 270);
    g_assert_cmpint(center->idle_seconds, ==, 600);
    g_assert_cmpstr(center->languages[0], ==, "en");
    g_assert_cmpstr(center->languages[1], ==, "vi");
    g_assert_null(center->languages[2]);
    g_assert_cmpstr(center->bound_area, ==, "dat-dai");
    g_assert_cmpstr(local_text_get(area->name, "en"), ==, "Civil status");
    g_assert_cmpstr(local_text_get(area->name, "fr"), ==, "Hộ tịch");
    g_assert_cmpstr(area->icon, ==, "ho");
    g_assert_true(area->active_from == 20250701 && area->active_to == 20250701);
    g_assert_cmpstr(local_text_get(item->question, "en"), ==, "Attitude?");
    g_assert_true(!item->asked[CHANNEL_KIOSK] && item->asked[CHANNEL_PHONE]);
    g_assert_true(item->asked[CHANNEL_PAPER] && !item->asked[CHANNEL_OTHER]);
    g_assert_cmpstr(center->web_url, ==, "https://danhgia.example.vn/xa-a");
    g_assert_cmpstr(center->web_listen, ==, "[::1]:80");
    g_assert_cmpstr(center->staff_url, ==, "http://quanly.lan");
    g_assert_cmpstr(center->staff_listen, ==, "192.168.1.10:8081");
    g_assert_cmpstr(center->status_listen, ==, "[::1]:82");
    g_assert_cmpint(center->code_minutes, ==, 10080);
    g_assert_cmpint(center->poster_per_hour, ==, 1);
    g_assert_true(center->window == WINDOW_DECREE);
    g_assert_cmpint(center->decimals, ==, 0);
    g_assert_cmpstr(center->plans[1], ==, "/etc/plan.ini");
}

static void opening_hours_are_days_and_minutes(void)
{
    g_autoptr(center_t) center = loaded_with("opening-hours = mon-fri 07:30-11:30; sun 00:00-24:00\n");
    g_assert_cmpint(center->n_opening, ==, 2);
    g_assert_cmpint(center->opening[0].days, ==, 1 + 2 + 4 + 8 + 16);
    g_assert_cmpint(center->opening[0].from, ==, 450);
    g_assert_cmpint(center->opening[0].to, ==, 690);
    g_assert_cmpint(center->opening[1].days, ==, 64);
    g_assert_cmpint(center->opening[1].from, ==, 0);
    g_assert_cmpint(center->opening[1].to, ==, 1440);
}

static void a_poster_asks_what_a_phone_asks(void)
{
    g_autoptr(center_t) center = loaded_with("[item phuc-vu]\nchannels = phone\n[item m02-1]\nquestion = "
                                             "Thái độ?\nchannels = kiosk;paper;other\n");
    const struct center_item *phone = center_item(center, ITEM_PHUC_VU),
                             *other = center_item(center, ITEM_M02_1);
    g_assert_true(center_item_is_asked(phone, CHANNEL_POSTER) && center_item_is_asked(phone, CHANNEL_PHONE));
    g_assert_false(center_item_is_asked(phone, CHANNEL_KIOSK));
    g_assert_false(center_item_is_asked(other, CHANNEL_POSTER) || center_item_is_asked(other, CHANNEL_PHONE));
    g_assert_true(center_item_is_asked(other, CHANNEL_PAPER));
}

static void an_address_loses_the_slash_at_its_end(void)
{
    static const char *const urls[] = {"https://a.vn", "https://a.vn/", "https://a.vn//"};
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_autofree char *more = g_strdup_printf("[web]\nurl = %s\nstaff-url = %s\n", urls[i], urls[i]);
        g_autoptr(center_t) center = loaded_with(more);
        g_assert_cmpstr(center->web_url, ==, "https://a.vn");
        g_assert_cmpstr(center->staff_url, ==, "https://a.vn");
    }
}

/* The longest that leaves room for a code beside it; without the last slash 47 letters. */
static void an_address_of_47_letters_is_the_longest(void)
{
    static const char longest[] = "https://danhgia.xa-chi-minh.haiphong.gov.vn/abc/";
    g_autofree char *more = g_strdup_printf("[web]\nurl = %s\nstaff-url = %sdefgh\n", longest, longest);
    g_autoptr(center_t) center = loaded_with(more);
    g_assert_cmpuint(strlen(center->web_url), ==, 47);
    g_assert_cmpuint(strlen(center->staff_url), ==, 53);
}

static void a_bom_and_crlf_and_blanks_are_accepted(void)
{
    g_auto(GStrv) lines = g_strsplit(least, "\n", -1);
    g_autofree char *crlf = g_strjoinv(" \t\r\n", lines);
    g_autofree char *text = g_strconcat("\xEF\xBB\xBF", crlf, NULL);
    g_autoptr(center_t) center = loaded(text);
    g_assert_cmpstr(center->id, ==, "xa-a");
    g_assert_cmpstr(local_text_get(center->name, "vi"), ==, "Trung tâm");
    g_assert_cmpint(center->width_mm, ==, 476);
}

static void an_empty_value_is_a_value_not_given(void)
{
    g_autoptr(center_t) center =
        loaded_with("area =\nlanguages =\nidle-seconds = \n[report]\nplans =\n[web]\nurl=\n");
    g_assert_null(center->bound_area);
    g_assert_cmpstr(center->languages[0], ==, "vi");
    g_assert_cmpint(center->idle_seconds, ==, 30);
    g_assert_null(center->plans[0]);
    g_assert_null(center->web_url);
}

static void a_missing_key_is_named(void)
{
    static const struct mistake table[] = {
        {"id = xa-a\n", "", "[center] id: found nothing, expected 1 to 31 of a-z, 0-9 and -"},
        {"id = xa-a\n", "id =\n", "[center] id: found nothing, expected 1 to 31 of a-z, 0-9 and -"},
        {"name = Trung tâm\n", "name[en] = Center\n",
         "[center] name: found nothing, expected the center's name"},
        {"commune = Xã A\n", "", "[center] commune: found nothing, expected the commune's name"},
        {"parent = Tỉnh B\n", "", "[center] parent: found nothing, expected the province's or city's name"},
        {"name = Đất đai\n", "", "[area dat-dai] name: found nothing, expected the area's name"},
        {"width-mm = 476\n", "", "[kiosk] width-mm: found nothing, expected a whole number from 100 to 2000"},
        {NULL, "[item m02-3]\n", "[item m02-3] question: found nothing, expected a question"},
    };
    CHECK(table);
}

static void a_wrong_value_is_named_with_what_was_expected(void)
{
    static const struct mistake table[] = {
        {"id = xa-a", "id = Xã A", "[center] id: found \"Xã A\", expected 1 to 31 of a-z, 0-9 and -"},
        {"= 476", "= 99", "[kiosk] width-mm: found \"99\", expected a whole number from 100 to 2000"},
        {"= 476", "= 2001", "[kiosk] width-mm: found \"2001\", expected a whole number from 100 to 2000"},
        {"= 476", "= 47,6", "[kiosk] width-mm: found \"47,6\", expected a whole number from 100 to 2000"},
        {"= 476", "= 476 mm", "[kiosk] width-mm: found \"476 mm\", expected a whole number from 100 to 2000"},
        {NULL, "idle-seconds = 9\n",
         "[kiosk] idle-seconds: found \"9\", expected a whole number from 10 to 600"},
        {NULL, "reasons = yes\n", "[kiosk] reasons: found \"yes\", expected true or false"},
        {NULL, "high-contrast = True\n", "[kiosk] high-contrast: found \"True\", expected true or false"},
        {NULL, "rotation = 45\n", "[kiosk] rotation: found \"45\", expected 0, 90, 180 or 270"},
        {NULL, "rotation = 360\n", "[kiosk] rotation: found \"360\", expected 0, 90, 180 or 270"},
        {NULL, "languages = vi;vi\n",
         "[kiosk] languages: found \"vi;vi\", expected language tags such as vi;en, at least one, none "
         "twice"},
        {NULL, "languages = vi,en\n",
         "[kiosk] languages: found \"vi,en\", expected language tags such as vi;en, at least one, none "
         "twice"},
        {NULL, "languages = viet\n",
         "[kiosk] languages: found \"viet\", expected language tags such as vi;en, at least one, none twice"},
        {NULL, "languages = ;\n",
         "[kiosk] languages: found \";\", expected language tags such as vi;en, at least one, none twice"},
        {NULL, "area = y-te\n", "[kiosk] area: found \"y-te\", expected the id of an [area ...]"},
        {NULL, "area = Đất\n", "[kiosk] area: found \"Đất\", expected the id of an area"},
        {NULL, "[report]\nwindow = lịch\n", "[report] window: found \"lịch\", expected calendar or decree"},
        {NULL, "[report]\nfew = 0\n", "[report] few: found \"0\", expected a whole number from 1 to 1000"},
        {NULL, "[report]\nfew = 200\n", "[report] few: found 200, expected at most enough (100)"},
        {NULL, "[report]\ndecimals = 3\n", "[report] decimals: found \"3\", expected 0, 1 or 2"},
        {"[item tthc]\n", "[item tthc]\n[item phuc-vu]\nchannels = kiosk;fax\n",
         "[item phuc-vu] channels: found \"kiosk;fax\", expected kiosk, phone, paper, other, with ; between"},
        {"name = Đất đai\n", "name = Đất đai\nactive-from = 1/7/2025\n",
         "[area dat-dai] active-from: found \"1/7/2025\", expected a date such as 2025-07-01"},
        {"name = Đất đai\n", "name = Đất đai\nicon = dat.svg\n",
         "[area dat-dai] icon: found \"dat.svg\", expected an icon's file name without its ending, of a-z, "
         "0-9 and -"},
        {"name = Đất đai\n", "name = Đất đai\nname[en] =\n",
         "[area dat-dai] name[en]: found nothing, expected the area's name"},
        {"name = Đất đai\n", "name = Đất đai\nname[en] = \\q\n",
         "[area dat-dai] name[en]: found \"\\q\", expected \"\\\" only in \\s, \\n, \\t, \\r or \\\\"},
        {"name = Đất đai\n", "name = Đất\\đai\n",
         "[area dat-dai] name: found \"Đất\\đai\", expected \"\\\" only in \\s, \\n, \\t, \\r or \\\\"},
    };
    CHECK(table);
}

static void wrong_opening_hours_are_named(void)
{
    static const char *const wrong[] = {
        "07:30-11:30",
        "mon-fri",
        "mon-fri 7:30-11:30",
        "mon-fri 07:30 11:30",
        "mon-fri 11:30-07:30",
        "mon-fri 07:30-07:30",
        "mon-fri 07:60-11:30",
        "mon-fri 07:30-24:01",
        "fri-mon 07:30-11:30",
        "mon-xyz 07:30-11:30",
        "mon-fri 07:30-11:30 x",
        "t2-t6 07:30-11:30",
        "mon 01:00-02:00; tue 01:00-02:00; wed 01:00-02:00; thu 01:00-02:00; fri 01:00-02:00",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *line = g_strdup_printf("opening-hours = %s\n", wrong[i]);
        g_autofree char *message =
            g_strdup_printf("[kiosk] opening-hours: found \"%s\", expected at most 4 times such "
                            "as mon-fri 07:30-11:30 with ; between",
                            wrong[i]);
        struct mistake mistake = {NULL, line, message};
        check_mistakes(least, &mistake, 1, load);
    }
}

static void a_wrong_address_is_named(void)
{
    static const char *const urls[] = {
        "danhgia.example.vn", "ftp://a.vn",
        "https://",           "https://a.vn/?x=1",
        "https://a.vn/#x",    "https://đánh-giá.vn",
        "https://u@a.vn/",    "https://a.vn/a b",
        "https:///",          "https://danhgia.xa-chi-minh.haiphong.gov.vn/abcd"};
    static const char *const listens[] = {
        "8080",           "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "localhost:8080",
        "127.0.0.1:http", "::1:8080",  "[::1]",       ":8080",           "[]:80"};
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_autofree char *line = g_strdup_printf("[web]\nurl = %s\n", urls[i]);
        g_autofree char *message =
            g_strdup_printf("[web] url: found \"%s\", expected an address of at most 47 letters such as "
                            "https://danhgia.example.vn, in ASCII, without ? and #",
                            urls[i]);
        struct mistake mistake = {NULL, line, message};
        check_mistakes(least, &mistake, 1, load);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(listens); i++) {
        g_autofree char *line = g_strdup_printf("[web]\nlisten = %s\n", listens[i]);
        g_autofree char *message = g_strdup_printf(
            "[web] listen: found \"%s\", expected an IP address and a port such as 127.0.0.1:8080",
            listens[i]);
        struct mistake mistake = {NULL, line, message};
        check_mistakes(least, &mistake, 1, load);
    }
}

static void an_unknown_key_or_group_is_named_with_the_nearest_known(void)
{
    static const struct mistake table[] = {
        {NULL, "idle-second = 30\n",
         "[kiosk] idle-second: found an unknown key, expected \"idle-seconds\" (did you mean that?)"},
        {NULL, "colour = red\n",
         "[kiosk] colour: found an unknown key, expected one of languages, idle-seconds, reasons, area, "
         "opening-hours, rotation, width-mm, high-contrast"},
        {NULL, "width-mm[en] = 500\n",
         "[kiosk] width-mm[en]: found an unknown key, expected one of languages, idle-seconds, reasons, "
         "area, "
         "opening-hours, rotation, width-mm, high-contrast"},
        {NULL, "[reports]\n", "[reports]: found an unknown group, expected \"report\" (did you mean that?)"},
        {NULL, "[aera ho-tich]\n",
         "[aera ho-tich]: found an unknown group, expected \"area\" (did you mean that?)"},
        {NULL, "[area]\n", "[area]: found an unknown group, expected \"area\" (did you mean that?)"},
        {NULL, "[printer]\n",
         "[printer]: found an unknown group, expected one of [center], [area ...], [item ...], [kiosk], "
         "[web], "
         "[report]"},
    };
    CHECK(table);
}

static void groups_that_do_not_fit_together_are_named(void)
{
    static const struct mistake table[] = {
        {"[area dat-dai]\nname = Đất đai\n", "", "[area ...]: found none, expected at least one area"},
        {"[item tthc]\n", "", "[item tthc]: found none, expected the main question"},
        {"[item tthc]\n", "[item phuc-vu]\n[item tthc]\n",
         "[item tthc]: found after another item, expected first: it is the main question"},
        {"[item tthc]\n", "[item tthc]\nchannels = kiosk;paper;other\n",
         "[item tthc] channels: found no \"phone\", expected every channel: the main question is asked "
         "everywhere"},
        {"[item tthc]\n", "[item tthc]\n[item phuc-vu]\nchannels = phone;poster\n",
         "[item phuc-vu] channels: found \"phone;poster\", expected kiosk, phone, paper, other, with ; "
         "between"},
        {NULL, "[area khu-68934]\nname = A\n[area khu-97393]\nname = B\n",
         "[area khu-97393]: found an id whose mark in codes is that of [area khu-68934], expected another "
         "id"},
        {NULL, "[web]\nstaff-listen = 127.0.0.1:8080\n",
         "[web] staff-listen: found \"127.0.0.1:8080\", expected another address than that of listen"},
        {NULL, "[web]\nlisten = 127.0.0.1:8082\n",
         "[web] status-listen: found \"127.0.0.1:8082\", expected another address than those of listen and "
         "staff-listen"},
        {NULL, "[web]\nstatus-listen = 127.0.0.1:8081\n",
         "[web] status-listen: found \"127.0.0.1:8081\", expected another address than those of listen and "
         "staff-listen"},
        {NULL, "[web]\ncode-minutes = 9\nposter-per-hour = 0\nstaff-url = x\nstatus-listen = 80\n",
         "[web] staff-url: found \"x\", expected an address such as https://quanly.example.vn, in ASCII, "
         "without ? and #\n"
         "[web] status-listen: found \"80\", expected an IP address and a port such as 127.0.0.1:8082\n"
         "[web] code-minutes: found \"9\", expected a whole number from 10 to 10080\n"
         "[web] poster-per-hour: found \"0\", expected a whole number from 1 to 10000"},
        {NULL, "[item tuoi]\n", "[item tuoi]: found \"tuoi\", expected tthc, phuc-vu or m02-1 to m02-9"},
        {NULL, "[area Hộ tịch]\nname = x\n",
         "[area Hộ tịch]: found \"Hộ tịch\", expected an id of 1 to 31 of a-z, 0-9 and -"},
        {"name = Đất đai\n", "name = Đất đai\nactive-from = 2025-07-02\nactive-to = 2025-07-01\n",
         "[area dat-dai] active-to: found a day before active-from, expected 2025-07-02 or later"},
        {NULL, "[area dat-dai]\nname = Đất\n",
         "[area dat-dai]: found twice, expected once\n[area dat-dai] name: found twice, expected once"},
        {NULL, "width-mm = 500\n", "[kiosk] width-mm: found twice, expected once"},
    };
    CHECK(table);
}

static void all_mistakes_are_named_at_once(void)
{
    static const struct mistake table[] = {
        {"id = xa-a\nname = Trung tâm\n", "id = Xã\n[report]\ndecimals = 9\n[prnt]\n[center]\n",
         "[center]: found twice, expected once\n"
         "[prnt]: found an unknown group, expected one of [center], [area ...], [item ...], [kiosk], [web], "
         "[report]\n"
         "[center] id: found \"Xã\", expected 1 to 31 of a-z, 0-9 and -\n"
         "[center] name: found nothing, expected the center's name\n"
         "[report] decimals: found \"9\", expected 0, 1 or 2"},
    };
    CHECK(table);
}

static void a_file_that_is_no_key_file_is_named(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(temp_file_t) file = temp_file_new("center.ini", "[center]\nid xa-a\n");
    g_assert_false(load(file.path, &error));
    g_assert_error(error, CENTER_ERROR, CENTER_ERROR_CONTENT);
    g_autofree char *message = g_strconcat(
        file.path, ": Key file contains line “id xa-a” which is not a key-value pair, group, or comment",
        NULL);
    g_assert_cmpstr(error->message, ==, message);
}

static void bytes_that_are_no_utf8_are_named_with_their_place(void)
{
    static const struct mistake table[] = {
        {"[center]\n", "# \xff\n[center]\n",
         "found a byte that is not UTF-8 text at offset 2, expected UTF-8"},
    };
    CHECK(table);
}

static void an_empty_file_misses_everything(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(temp_file_t) file = temp_file_new("center.ini", "");
    g_assert_false(load(file.path, &error));
    g_auto(GStrv) lines = g_strsplit(error->message, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 7); /* id name commune parent, width-mm, an area, the item */
}

static void a_file_that_cannot_be_read_is_named(void)
{
    g_autoptr(GError) error = NULL, of_folder = NULL;
    g_assert_false(load("/nonexistent/center.ini", &error));
    g_assert_error(error, CENTER_ERROR, CENTER_ERROR_FILE);
    g_assert_cmpstr(error->message, ==,
                    "/nonexistent/center.ini: expected a file that can be read: No such file or directory");
    g_assert_false(load(SOURCE_DIR, &of_folder));
    g_assert_error(of_folder, CENTER_ERROR, CENTER_ERROR_FILE);
    g_assert_cmpstr(of_folder->message, ==, SOURCE_DIR ": expected a file that can be read: Is a directory");
}

static char *with_areas(int n)
{
    GString *text = g_string_new(least); /* which holds one */
    for (int i = 1; i < n; i++)
        g_string_append_printf(text, "[area a-%d]\nname = A\n", i);
    return g_string_free(text, FALSE);
}

static void more_areas_than_a_kiosk_can_show_are_a_mistake(void)
{
    g_autofree char *most = with_areas(200), *more = with_areas(202);
    g_autoptr(center_t) center = loaded(most);
    g_assert_cmpuint(center->areas->len, ==, 200);
    g_auto(temp_file_t) file = temp_file_new("center.ini", more);
    g_autoptr(GError) error = NULL;
    g_assert_false(load(file.path, &error));
    g_autofree char *message = g_strconcat(file.path, ": [area ...]: found 202, expected at most 200", NULL);
    g_assert_cmpstr(error->message, ==, message);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/center/the_least_a_file_may_say_has_the_usual_settings",
                    the_least_a_file_may_say_has_the_usual_settings);
    g_test_add_func("/center/every_setting_is_read", every_setting_is_read);
    g_test_add_func("/center/opening_hours_are_days_and_minutes", opening_hours_are_days_and_minutes);
    g_test_add_func("/center/a_poster_asks_what_a_phone_asks", a_poster_asks_what_a_phone_asks);
    g_test_add_func("/center/an_address_loses_the_slash_at_its_end", an_address_loses_the_slash_at_its_end);
    g_test_add_func("/center/an_address_of_47_letters_is_the_longest",
                    an_address_of_47_letters_is_the_longest);
    g_test_add_func("/center/a_bom_and_crlf_and_blanks_are_accepted", a_bom_and_crlf_and_blanks_are_accepted);
    g_test_add_func("/center/an_empty_value_is_a_value_not_given", an_empty_value_is_a_value_not_given);
    g_test_add_func("/mistake/a_missing_key_is_named", a_missing_key_is_named);
    g_test_add_func("/mistake/a_wrong_value_is_named_with_what_was_expected",
                    a_wrong_value_is_named_with_what_was_expected);
    g_test_add_func("/mistake/wrong_opening_hours_are_named", wrong_opening_hours_are_named);
    g_test_add_func("/mistake/a_wrong_address_is_named", a_wrong_address_is_named);
    g_test_add_func("/mistake/an_unknown_key_or_group_is_named_with_the_nearest_known",
                    an_unknown_key_or_group_is_named_with_the_nearest_known);
    g_test_add_func("/mistake/groups_that_do_not_fit_together_are_named",
                    groups_that_do_not_fit_together_are_named);
    g_test_add_func("/mistake/more_areas_than_a_kiosk_can_show",
                    more_areas_than_a_kiosk_can_show_are_a_mistake);
    g_test_add_func("/mistake/all_mistakes_are_named_at_once", all_mistakes_are_named_at_once);
    g_test_add_func("/mistake/a_file_that_is_no_key_file_is_named", a_file_that_is_no_key_file_is_named);
    g_test_add_func("/mistake/bytes_that_are_no_utf8_are_named_with_their_place",
                    bytes_that_are_no_utf8_are_named_with_their_place);
    g_test_add_func("/mistake/an_empty_file_misses_everything", an_empty_file_misses_everything);
    g_test_add_func("/mistake/a_file_that_cannot_be_read_is_named", a_file_that_cannot_be_read_is_named);
    return g_test_run();
}
