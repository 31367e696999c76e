/* What the staff see, take away and take out. The figures are worked out by hand in clerk.h. */
#include "clerk.h"
#include "face.h"
#include "folder.h"
#include <string.h>

static void enter(struct clerk *clerk, gconstpointer unused)
{
    clerk_enter(clerk, unused);
    clerk_log_in(clerk);
}

/* --- the board --- */

static void this_week_stands_beside_the_last(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_assert_true(clerk->worked);
    g_assert_true(clerk_sees(clerk, "<h1>Tuần từ 10/11/2025 đến 16/11/2025</h1>"));
    g_assert_true(clerk_sees(clerk, "Kỳ trước: từ 03/11/2025 đến 09/11/2025"));
    g_assert_true(clerk_sees(clerk, "Kỳ chưa kết thúc"));
    g_assert_true(clerk_sees(clerk, "<p class=\"big\">66,67%"));
    g_assert_true(clerk_sees(clerk, "80,00% <small>(10)</small>"));
    /* In the plan's table: 2 of 3 miss 90 %, and so do 8 of 10. */
    g_assert_true(clerk_sees(clerk, "Đối chiếu với Kế hoạch mẫu"));
    g_assert_true(clerk_sees(clerk, "<td class=\"share\">66,67%</td><td class=\"n\">3</td>"));
    g_assert_true(clerk_sees(clerk, "<td class=\"share\">80,00%</td><td class=\"n\">10</td>"));
    g_assert_true(clerk_sees(clerk, "Chưa đạt"));
    g_assert_false(clerk_sees(clerk, "</svg> Đạt"));
}

static void last_week_shows_what_was_set_aside(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly?ky=2025-W45"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<p class=\"big\">80,00%"));
    g_assert_true(clerk_sees(clerk, "<dt>Không tính</dt><dd>1</dd>"));
    g_assert_false(clerk_sees(clerk, "Kỳ chưa kết thúc"));
    g_assert_true(clerk_sees(clerk, "href=\"/quan-ly?ky=2025-W46\""));
    g_assert_true(clerk_sees(clerk, "href=\"/quan-ly?ky=2025-W44\""));
    /* The way in with its set-aside rating, and nobody before. */
    g_assert_true(
        clerk_sees(clerk, "<th scope=\"row\">Kiosk</th><td class=\"share\">80,00%</td><td class=\"n\">10</td>"
                          "<td class=\"n\">1</td><td class=\"n soft\">0</td>"));
}

static void reasons_ways_and_misuse_are_told_for_both_weeks(struct clerk *clerk, gconstpointer unused)
{
    static const char *const misuse[] = {"2", "3", "5", "7"}, *const now[] = {"1", "0", "0", "0"};
    static const char *const names[] = {"Giả mạo", "Hết hạn", "Dùng lại", "Quá nhiều"};

    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_assert_true(clerk_sees(clerk, "2 trong 3 người đánh giá nêu lý do"));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *at = strstr(clerk_page(clerk), names[i]);
        g_assert_nonnull(at);
        g_autofree char *row = g_strndup(at, strcspn(at, "\n"));
        g_autofree char *cells =
            g_strdup_printf("<td class=\"n\">%s</td><td class=\"n soft\">%s</td>", now[i], misuse[i]);
        g_assert_nonnull(strstr(row, cells));
    }
    g_assert_true(clerk_sees(
        clerk, "<th scope=\"row\">Điện thoại</th><td class=\"share\">66,67%</td><td class=\"n\">3</td>"));
}

/* By the hour: 10:00 of the last rating at each device, 12/11 and 05/11. */
static void each_device_says_when_it_was_used_last(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<th scope=\"row\">quay-1</th>"));
    g_assert_true(clerk_sees(clerk, "<td>05/11/2025, 10 giờ</td><td class=\"n\">11</td>"));
    g_assert_true(clerk_sees(clerk, "<td>12/11/2025, 10 giờ</td><td class=\"n\">3</td>"));
    g_assert_true(clerk_sees(clerk, "Đang chạy"));
    g_assert_true(clerk_sees(clerk, "Hôm nay chưa có lượt"));
}

static void an_empty_period_has_no_percentage(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly?ky=year:2023"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<p class=\"big\">–"));
    g_assert_false(clerk_sees(clerk, "<p class=\"big\">0"));
    g_assert_true(clerk_sees(clerk, "Chưa có dữ liệu"));
}

static void the_picker_leads_to_an_address_that_can_be_kept(struct clerk *clerk, gconstpointer unused)
{
    static const char *const picks[][2] = {
        {"loai=week&tu=2025-11-05&den=2025-11-05", "2025-W45"},
        {"loai=month&tu=2025-11-05&den=", "month:2025-11"},
        {"loai=quarter&tu=2025-11-05", "quarter:2025-Q4"},
        {"loai=half&tu=2025-11-05", "half:2025-H2"},
        {"loai=year&tu=2025-11-05", "year:2025"},
        {"loai=range&tu=2025-11-05&den=2025-11-20", "2025-11-05..2025-11-20"},
    };

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(picks); i++) {
        g_autofree char *asked = g_strconcat("/quan-ly?", picks[i][0], NULL);
        g_autofree char *expected = g_strconcat("/quan-ly?ky=", picks[i][1], NULL);
        g_assert_cmpint(clerk_get(clerk, asked), ==, 303);
        g_assert_cmpstr(clerk->exchange.response.location, ==, expected);
        g_assert_cmpint(clerk_get(clerk, expected), ==, 200);
    }
}

static void what_is_no_period_is_refused(struct clerk *clerk, gconstpointer unused)
{
    static const char *const wrong[] = {"ky=",
                                        "ky=x",
                                        "ky=2025-W99",
                                        "ky=../../etc/passwd",
                                        "ky=%3Cscript%3E",
                                        "ky=1900-01-01..9999-12-31",
                                        "ky=2000-01-01..2025-01-01",
                                        "loai=range&tu=2025-11-20&den=2025-11-05",
                                        "loai=range&tu=2025-11-20",
                                        "loai=week",
                                        "loai=week&tu=9999-12-31",
                                        "loai=x&tu=2025-11-05&den=2025-11-06",
                                        "loai=week&tu=%2Fetc"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *board = g_strconcat("/quan-ly?", wrong[i], NULL);
        g_autofree char *report = g_strconcat("/quan-ly/bao-cao?dang=csv&", wrong[i], NULL);
        g_assert_cmpint(clerk_get(clerk, board), ==, 400);
        g_assert_false(clerk_sees(clerk, "<script"));
        g_assert_false(clerk_sees(clerk, "/etc"));
        g_assert_cmpint(clerk_get(clerk, report), ==, 400);
    }
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: log-in");
}

/* --- reports --- */

/* As `sipas report --period 2025-W45 --compare --by day` makes it. */
static GString *report_of_last_week(const struct clerk *clerk, const struct face *face, const char *language)
{
    const struct face_style style = {clerk->words, language, clerk->fonts};
    struct report_request request = {.compare = true, .by = REPORT_BY_DAY};
    g_autoptr(GPtrArray) plans = g_ptr_array_new();
    g_autoptr(plan_t) plan = NULL;
    g_autoptr(shelf_t) shelf = NULL;
    g_autoptr(report_t) report = NULL;
    g_autofree char *file = folder_find_plan(clerk->data, "mau");
    GString *text = g_string_new(NULL);
    GError *error = NULL;

    plan_load(&plan, file, &error);
    g_assert_no_error(error);
    g_ptr_array_add(plans, plan);
    period_parse(&request.period, "2025-W45", WINDOW_CALENDAR, 20251112, &error);
    g_assert_no_error(error);
    shelf_open(&shelf, clerk->data, clerk->center->id, &error);
    g_assert_no_error(error);
    report_read(&report, shelf, clerk->center, plans, &request, &error);
    g_assert_no_error(error);
    face->write(text, report, &style, &error);
    g_assert_no_error(error);
    return text;
}

static void every_face_can_be_taken_and_is_written_down_first(struct clerk *clerk, gconstpointer unused)
{
    static const char *const types[][2] = {
        {"text", "text/plain; charset=utf-8"},
        {"csv", "text/csv; charset=utf-8"},
        {"json", "application/json"},
        {"html", "text/html; charset=utf-8"},
        {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"pdf", "application/pdf"}};

    (void)unused;
    for (const struct face *face = faces; face->id; face++) {
        g_autofree char *asked = g_strconcat("/quan-ly/bao-cao?ky=2025-W45&dang=", face->id, NULL);
        g_autofree char *name = g_strconcat("hai-long-chi-minh-2025-W45", face->ending, NULL);
        g_autofree char *audit = g_strconcat("staff lan: report 2025-W45 ", face->id, NULL);
        g_assert_cmpint(clerk_get(clerk, asked), ==, 200);
        g_assert_true(clerk->worked);
        g_assert_cmpstr(clerk->exchange.response.file_name, ==, name);
        g_assert_cmpstr(clerk->exchange.response.type, ==, types[face - faces][1]);
        g_assert_cmpstr(face->id, ==, types[face - faces][0]);
        g_assert_cmpstr(clerk_audit(clerk), ==, audit);
        g_assert_cmpint(clerk->exchange.response.max_age, ==, 0);
        GString *expected = report_of_last_week(clerk, face, "vi");
        gsize size = 0;
        const void *given = g_bytes_get_data(clerk->exchange.response.body, &size);
        g_assert_cmpuint(size, ==, expected->len);
        g_assert_true(memcmp(given, expected->str, size) == 0);
        g_string_free(expected, TRUE);
    }
}

static void an_unknown_face_is_refused(struct clerk *clerk, gconstpointer unused)
{
    static const char *const wrong[] = {
        "", "&dang=", "&dang=exe", "&dang=../xlsx", "&dang=xlsx%0d%0aX: y", "&dang=XLSX"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *asked = g_strconcat("/quan-ly/bao-cao?ky=2025-W45", wrong[i], NULL);
        g_assert_cmpint(clerk_get(clerk, asked), ==, 400);
        g_assert_null(clerk->exchange.response.file_name);
    }
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/bao-cao?loai=week&tu=2025-11-05&dang=csv"), ==, 400);
    g_assert_cmpuint(clerk->audits->len, ==, 1);
}

/* --- remarks --- */

enum { UNTIL_MONDAY = 5 };

static void assert_nothing_to_read(const struct clerk *clerk)
{
    g_assert_false(clerk_sees(clerk, "tận tình"));
    g_assert_false(clerk_sees(clerk, "Chờ lâu"));
    g_assert_false(clerk_sees(clerk, "góp ý trong tuần"));
}

static void remarks_are_read_when_their_week_has_ended(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y"), ==, 200);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: remarks read 2025-W45");
    g_assert_true(clerk_sees(clerk, "Góp ý được đọc khi tuần đã hết, để không đoán được của ai."));
    g_assert_false(clerk_sees(clerk, "tu=2025-W46"));
    const guint audits = clerk->audits->len;
    for (clerk->days = 0; clerk->days < UNTIL_MONDAY; clerk->days++) {
        g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y?tu=2025-W46"), ==, 200);
        g_assert_true(clerk_sees(clerk, "17/11/2025"));
        assert_nothing_to_read(clerk);
    }
    g_assert_cmpuint(clerk->audits->len, ==, audits);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y"), ==, 200);
    g_assert_true(clerk_sees(clerk, "2 góp ý trong tuần"));
}

static void remarks_are_listed_by_week_as_they_were_written(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk->days = UNTIL_MONDAY;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y"), ==, 200);
    g_assert_true(clerk->worked);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: remarks read 2025-W46");
    g_assert_true(clerk_sees(clerk, "Cán bộ &lt;b&gt;tận tình&lt;/b&gt; &amp; chu đáo"));
    g_assert_true(clerk_sees(clerk, "Chờ lâu, &quot;ồn&quot; và nóng"));
    g_assert_false(clerk_sees(clerk, REMARK_ELSEWHERE));
    g_assert_true(clerk_sees(clerk, "2 góp ý trong tuần; đã bỏ 0."));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y?tu=2025-W45"), ==, 200);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: remarks read 2025-W45");
    g_assert_true(clerk_sees(clerk, REMARK_ELSEWHERE));
    g_assert_false(clerk_sees(clerk, "tận tình"));
    g_assert_false(clerk_sees(clerk, "/quan-ly/gop-y/bo?"));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y?ngay=2025-11-05"), ==, 200);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: remarks read 2025-W45");
}

static void what_is_no_week_is_refused(struct clerk *clerk, gconstpointer unused)
{
    static const char *const wrong[] = {"tu=",
                                        "tu=month:2025-11",
                                        "tu=x",
                                        "ngay=",
                                        "ngay=2025-13-01",
                                        "tu=2025-W45&trang=0",
                                        "tu=2025-W45&trang=-1",
                                        "tu=2025-W45&trang=9999999999999999999999"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *asked = g_strconcat("/quan-ly/gop-y?", wrong[i], NULL);
        g_assert_cmpint(clerk_get(clerk, asked), ==, 400);
    }
    g_assert_cmpuint(clerk->audits->len, ==, 1);
}

static void a_remark_is_taken_out_after_a_question_and_with_a_reason(struct clerk *clerk,
                                                                     gconstpointer unused)
{
    (void)unused;
    clerk->days = UNTIL_MONDAY;
    g_autofree char *link = clerk_take_out_link(clerk);
    clerk->days = 0;
    g_assert_cmpint(clerk_get(clerk, link), ==, 404);
    assert_nothing_to_read(clerk);
    clerk->days = UNTIL_MONDAY;
    g_assert_cmpint(clerk_get(clerk, link), ==, 200);
    const bool first = clerk_sees(clerk, "tận tình");
    const char *text = first ? REMARK_1 : REMARK_2, *kept = first ? REMARK_2 : REMARK_1;
    g_assert_true(clerk_journal_holds(clerk, text));
    g_autofree char *mark = clerk_hidden(clerk, "dau");
    g_autofree char *id = clerk_hidden(clerk, "so");
    g_autofree char *unmarked = g_strdup_printf("so=%s&tu=2025-W46&ly-do=insult", id);
    g_autofree char *no_reason = g_strdup_printf("dau=%s&so=%s&tu=2025-W46", mark, id);
    g_autofree char *own_reason = g_strdup_printf("dau=%s&so=%s&tu=2025-W46&ly-do=Nguyen+Van+A", mark, id);
    g_autofree char *whole = g_strdup_printf("dau=%s&so=%s&tu=2025-W46&ly-do=insult", mark, id);

    const guint audits = clerk->audits->len;
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", unmarked), ==, 403);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", no_reason), ==, 400);
    g_assert_true(clerk_sees(clerk, "Xin chọn một lý do."));
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", own_reason), ==, 400);
    g_assert_cmpuint(clerk->audits->len, ==, audits);
    g_assert_true(clerk_journal_holds(clerk, text));
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", whole), ==, 303);
    g_assert_cmpstr(clerk->exchange.response.location, ==, "/quan-ly/gop-y?tu=2025-W46");
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: remark taken out insult");
    g_assert_false(clerk_journal_holds(clerk, text));
    g_assert_true(clerk_journal_holds(clerk, kept));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y?tu=2025-W46"), ==, 200);
    g_assert_true(clerk_sees(clerk, "1 góp ý trong tuần; đã bỏ 1."));
    g_assert_cmpint(clerk_get(clerk, link), ==, 404);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", whole), ==, 404);
}

static void what_is_no_remark_is_refused(struct clerk *clerk, gconstpointer unused)
{
    static const char *const wrong[] = {"",
                                        "tu=2025-W46",
                                        "so=&tu=2025-W46",
                                        "so=zz&tu=2025-W46",
                                        "so=0000000000000000000000000000000&tu=2025-W46",
                                        "so=00000000000000000000000000000000&tu=x"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *asked = g_strconcat("/quan-ly/gop-y/bo?", wrong[i], NULL);
        g_assert_cmpint(clerk_get(clerk, asked), ==, 400);
    }
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y/bo?so=00000000000000000000000000000000&tu=2025-W46"), ==,
                    404);
}

/* --- all pages --- */

static void each_page_lets_its_own_style_apply_and_nothing_else(struct clerk *clerk, gconstpointer unused)
{
    static const char *const asked[] = {"/quan-ly", "/quan-ly/gop-y", "/quan-ly?ky=x"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
        clerk_get(clerk, asked[i]);
        const char *style = strstr(clerk_page(clerk), "<style>") + strlen("<style>");
        g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
        guint8 digest[32];
        gsize size = sizeof digest;
        g_checksum_update(sum, (const guchar *)style, strstr(style, "</style>") - style);
        g_checksum_get_digest(sum, digest, &size);
        g_autofree char *hash = g_base64_encode(digest, size);
        g_autofree char *expected = g_strdup_printf("style-src 'sha256-%s'", hash);
        const char *policy = clerk->exchange.response.policy;
        g_assert_nonnull(strstr(policy, expected));
        g_assert_true(g_str_has_prefix(policy, "default-src 'none'; "));
        g_assert_nonnull(strstr(policy, "form-action 'self'"));
        g_assert_nonnull(strstr(policy, "frame-ancestors 'none'"));
        g_assert_null(strstr(policy, "unsafe"));
        g_assert_false(clerk_sees(clerk, " style=\""));
        g_assert_false(clerk_sees(clerk, "<script"));
        g_assert_cmpint(clerk->exchange.response.max_age, ==, 0);
    }
}

static void a_journal_that_cannot_be_read_is_said_plainly(struct clerk *clerk, gconstpointer unused)
{
    g_autofree char *file = folder_journal(clerk->data, "quay-1");

    (void)unused;
    g_assert_true(g_file_set_contents(file, "no journal", -1, NULL));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 503);
    g_assert_true(clerk_sees(clerk, "Không đọc được số liệu"));
    g_assert_false(clerk_sees(clerk, clerk->data));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/bao-cao?ky=2025-W45&dang=csv"), ==, 503);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y"), ==, 503);
    g_assert_cmpuint(clerk->audits->len, ==, 1);
}

#define ADD(name) g_test_add("/office/" #name, struct clerk, NULL, enter, name, clerk_leave)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(this_week_stands_beside_the_last);
    ADD(last_week_shows_what_was_set_aside);
    ADD(reasons_ways_and_misuse_are_told_for_both_weeks);
    ADD(each_device_says_when_it_was_used_last);
    ADD(an_empty_period_has_no_percentage);
    ADD(the_picker_leads_to_an_address_that_can_be_kept);
    ADD(what_is_no_period_is_refused);
    ADD(every_face_can_be_taken_and_is_written_down_first);
    ADD(an_unknown_face_is_refused);
    ADD(remarks_are_read_when_their_week_has_ended);
    ADD(remarks_are_listed_by_week_as_they_were_written);
    ADD(what_is_no_week_is_refused);
    ADD(a_remark_is_taken_out_after_a_question_and_with_a_reason);
    ADD(what_is_no_remark_is_refused);
    ADD(each_page_lets_its_own_style_apply_and_nothing_else);
    ADD(a_journal_that_cannot_be_read_is_said_plainly);
    return g_test_run();
}
