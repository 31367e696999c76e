/* A report's parts as sentences and figures, in Vietnamese and in English. */
#include "fixture.h"
#include "wording.h"
#include <string.h>

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

static struct wording in(const struct fixture *f, const char *language)
{
    return (struct wording){f->report, f->words, language};
}

static void assert_said(char *said, const char *expected)
{
    g_assert_cmpstr(said, ==, expected);
    g_free(said);
}

static struct report_row row_of(gint64 satisfied, gint64 n, gint64 before_satisfied, gint64 before_n)
{
    return (struct report_row){
        .share = {satisfied, n}, .before = {before_satisfied, before_n}, .dossiers = -1};
}

/* 26/33 is 78.7878..., 42/104 is 40.3846...: 38.4032 points up. */
static void points_carry_a_sign_and_the_language_s_mark(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi"), en = in(f, "en");
    const struct report_row up = row_of(26, 33, 42, 104), down = row_of(19, 25, 38, 40);
    const struct report_row same = row_of(3, 3, 4, 4), tiny = row_of(50000, 99999, 1, 2);

    (void)unused;
    assert_said(say_points(&vi, &up), "+38,40");
    assert_said(say_points(&en, &up), "+38.40");
    assert_said(say_points(&vi, &down), "−19,00");
    assert_said(say_points(&vi, &same), "0,00");
    assert_said(say_points(&vi, &tiny), "0,00"); /* 0.0005 points up */
}

static void points_have_the_center_s_decimals(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi");
    const struct report_row up = row_of(26, 33, 42, 104), down = row_of(1, 1000, 2, 1000);

    (void)unused;
    f->center->decimals = 0;
    assert_said(say_points(&vi, &up), "+38");
    assert_said(say_points(&vi, &down), "0"); /* 0.1 points down */
    f->center->decimals = 1;
    assert_said(say_points(&vi, &down), "−0,1");
}

/* Wilson at 95 %: 19/25 is 56.57 to 88.50, 38/40 is 83.50 to 98.62: they meet. 4/5 begins at 37.55, 0/60 ends
 * at 6.02. */
static void a_difference_is_one_only_when_the_intervals_are_apart(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi");
    const struct report_row meet = row_of(19, 25, 38, 40), apart = row_of(4, 5, 0, 60);

    (void)unused;
    g_assert_cmpstr(say_difference(&vi, &meet), ==, "Không khác biệt rõ");
    g_assert_cmpstr(say_difference(&vi, &apart), ==, "Khác biệt rõ");
}

static void nothing_to_compare_is_a_dash(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi");
    const struct report_row no_before = row_of(1, 1, 0, 0), no_now = row_of(0, 0, 1, 1);

    (void)unused;
    assert_said(say_points(&vi, &no_before), "–");
    assert_said(say_points(&vi, &no_now), "–");
    g_assert_cmpstr(say_difference(&vi, &no_before), ==, "–");
    g_assert_cmpstr(say_difference(&vi, &no_now), ==, "–");
}

static void what_few_ratings_bear_is_said_beside_the_figure(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi");

    (void)unused;
    g_assert_cmpstr(say_basis(&vi, BASIS_NONE), ==, "Chưa có dữ liệu");
    g_assert_cmpstr(say_basis(&vi, BASIS_TOO_FEW), ==, "Chưa đủ dữ liệu để kết luận");
    g_assert_cmpstr(say_basis(&vi, BASIS_INDICATIVE), ==, "Tham khảo");
    g_assert_cmpstr(say_basis(&vi, BASIS_ENOUGH), ==, "");
}

/* --- what the report is about --- */

static void a_plain_report_says_nothing_of_narrowing(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi");

    (void)unused;
    g_assert_null(say_narrowing(&vi));
    g_assert_null(say_amendment(&vi));
    g_assert_null(say_before(&vi));
}

static void narrowing_names_every_part(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(
        f, &(struct report_request){.period = WEEK, .one_channel = true, .channel = CHANNEL_PHONE}, NULL);
    const struct wording channel = in(f, "vi");
    assert_said(say_narrowing(&channel), "Chỉ tính: kênh điện thoại");

    fixture_rebuild_as(f,
                       &(struct report_request){.period = WEEK,
                                                .one_channel = true,
                                                .channel = CHANNEL_KIOSK,
                                                .area = "dat-dai",
                                                .one_item = true,
                                                .item = ITEM_PHUC_VU},
                       NULL);
    const struct wording vi = in(f, "vi"), en = in(f, "en");
    assert_said(say_narrowing(&vi), "Chỉ tính: kênh kiosk; lĩnh vực Đất đai; nội dung Thái độ phục vụ");
    assert_said(say_narrowing(&en), "Only: given at the kiosk; area Land; question Service by the staff");
}

static void an_amendment_and_the_period_before_name_their_days(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .compare = true, .amended = 20251117},
                       NULL);
    const struct wording vi = in(f, "vi");
    assert_said(say_amendment(&vi), "Bổ sung ngày 17/11/2025, thay số liệu đã lập trước đó");
    assert_said(say_before(&vi), "Kỳ trước: từ 27/10/2025 đến 02/11/2025");
}

static void a_step_is_one_day_or_two_with_a_dash(struct fixture *f, gconstpointer unused)
{
    (void)f;
    (void)unused;
    assert_said(say_step(&(struct report_step){.from = 20251103, .to = 20251103}), "03/11/2025");
    assert_said(say_step(&(struct report_step){.from = 20251103, .to = 20251109}), "03/11/2025–09/11/2025");
}

static void ways_in_reasons_and_entries_have_names(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi");

    (void)unused;
    g_assert_cmpstr(say_channel(&vi, &(struct report_channel){.channel = CHANNEL_PAPER}), ==, "Phiếu giấy");
    g_assert_cmpstr(say_channel(&vi, &(struct report_channel){.together = true}), ==, "Tất cả các kênh");
    g_assert_cmpstr(say_kind(&vi, ENTRY_CORRECTION), ==, "Sửa lại");
    g_autofree char *reason = plain_text(say_reason(&vi, REASON_WAITING));
    g_assert_cmpstr(reason, ==, "Thời gian chờ");
}

static void a_plan_says_why_it_shows_no_target(struct fixture *f, gconstpointer unused)
{
    const struct plan *with = g_ptr_array_index(f->plans, 0), *without = g_ptr_array_index(f->plans, 1);
    const struct wording plain = in(f, "vi");

    (void)unused;
    g_assert_null(say_plan_empty(&plain, with));
    g_assert_cmpstr(say_plan_empty(&plain, without), ==,
                    "Kế hoạch không nêu chỉ tiêu bằng con số: chỉ công bố tỷ lệ, không kết luận.");
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .area = "ho-tich"}, NULL);
    const struct wording narrowed = in(f, "vi");
    g_assert_cmpstr(say_plan_empty(&narrowed, with), ==, "Kế hoạch không có chỉ tiêu nào cho phần đang xem.");
}

/* --- how many took part --- */

static char *participation_of(const struct fixture *f, gint64 respondents, gint64 dossiers)
{
    const struct wording vi = in(f, "vi");
    struct report_row row = row_of(0, 1, 0, 0);

    row.respondents = respondents;
    row.dossiers = dossiers;
    return say_participation(&vi, &row);
}

static void participation_is_respondents_against_files(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_null(participation_of(f, 33, -1));
    assert_said(participation_of(f, 33, 88), "37,50%");
    assert_said(participation_of(f, 88, 88), "100,00%");
    assert_said(participation_of(f, 0, 88), "0,00%");
    assert_said(participation_of(f, 0, 0), "–");
    assert_said(participation_of(f, 89, 88), "Nhiều lượt đánh giá hơn số hồ sơ");
    assert_said(participation_of(f, 1, 0), "Nhiều lượt đánh giá hơn số hồ sơ");
}

/* 4100 / (1 + 4100 / 400) is 364.4, rounded up; 500000 / 1251 is 399.7. */
static void the_guide_is_the_ministry_s(struct fixture *f, gconstpointer unused)
{
    const struct wording vi = in(f, "vi");
    struct report_row row = row_of(1, 1, 0, 0);

    (void)unused;
    g_assert_null(say_guide(&vi, &row));
    row.dossiers = 4100;
    assert_said(say_guide(&vi, &row), "365");
    row.dossiers = 500000;
    assert_said(say_guide(&vi, &row), "400");
}

/* --- remarks --- */

static char *notes_of(const struct fixture *f, const char *language)
{
    const struct wording w = in(f, language);
    g_auto(GStrv) notes = say_notes(&w);

    for (char **note = notes; *note; note++) {
        g_assert_null(strchr(*note, '{'));
        g_assert_null(strstr(*note, "report."));
        g_assert_true(g_str_has_suffix(*note, "."));
    }
    return g_strjoinv("\n", notes);
}

static void notes_fill_in_the_center_s_limits(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    f->center->few = 40;
    f->center->enough = 1200;
    g_autofree char *notes = notes_of(f, "vi");
    g_assert_nonnull(strstr(notes, "Dưới 40 lượt đánh giá"));
    g_assert_nonnull(strstr(notes, "Từ 40 đến dưới 1.200 lượt đánh giá"));
}

static void a_limit_that_marks_nothing_is_not_spoken_of(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    f->center->few = f->center->enough = 1;
    g_autofree char *none = notes_of(f, "vi");
    g_assert_null(strstr(none, "Chưa đủ dữ liệu"));
    g_assert_null(strstr(none, "Tham khảo"));
    f->center->enough = 50;
    g_autofree char *one = notes_of(f, "vi");
    g_assert_null(strstr(one, "Chưa đủ dữ liệu"));
    g_assert_nonnull(strstr(one, "\nDưới 50 lượt đánh giá thì ghi “Tham khảo”"));
}

static void notes_tell_the_formula_and_what_is_not_to_be_read_into_it(struct fixture *f, gconstpointer unused)
{
    g_autofree char *notes = notes_of(f, "vi");

    (void)unused;
    g_assert_true(g_str_has_prefix(notes, "Tỷ lệ hài lòng = (Hài lòng + Rất hài lòng) / tổng số lượt"));
    g_assert_nonnull(strstr(notes, "không xếp hạng"));
    g_assert_nonnull(strstr(notes, "không phải chỉ số hài lòng do Bộ Nội vụ công bố"));
    g_assert_null(strstr(notes, "một kênh"));
    g_assert_null(strstr(notes, "Tỷ lệ tham gia"));
}

static void notes_speak_of_one_channel_and_of_files_when_they_matter(struct fixture *f, gconstpointer unused)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new(100);

    (void)unused;
    fixture_rebuild_as(
        f,
        &(struct report_request){
            .period = WEEK, .one_channel = true, .channel = CHANNEL_PAPER, .dossiers = dossiers},
        NULL);
    g_autofree char *notes = notes_of(f, "vi");
    g_assert_nonnull(strstr(notes, "chỉ tính một kênh đánh giá"));
    g_assert_nonnull(strstr(notes, "Tỷ lệ tham gia là số lượt đánh giá so với số hồ sơ"));
}

static void notes_say_that_a_poster_is_weaker_when_it_brought_ratings(struct fixture *f, gconstpointer unused)
{
    static const struct counts one = {{0, 0, 0, 1, 0}};
    const struct report_request plain = {.period = WEEK},
                                by_phone = {.period = WEEK, .one_channel = true, .channel = CHANNEL_PHONE};

    (void)unused;
    g_autofree char *without = notes_of(f, "vi");
    g_assert_null(strstr(without, "áp phích"));
    tally_add(f->tally, "dat-dai", ITEM_TTHC, CHANNEL_POSTER, true, &one);
    fixture_rebuild_as(f, &plain, NULL);
    g_autofree char *with = notes_of(f, "vi"), *english = notes_of(f, "en");
    g_assert_nonnull(strstr(with, "Lượt đánh giá qua áp phích đến từ một liên kết cố định"));
    g_assert_nonnull(strstr(english, "Ratings by poster come through a fixed link"));
    fixture_rebuild_as(f, &by_phone, NULL);
    g_autofree char *narrowed = notes_of(f, "vi");
    g_assert_null(strstr(narrowed, "áp phích"));
}

static void nothing_is_called_the_ministry_s_index(struct fixture *f, gconstpointer unused)
{
    const char *const languages[] = {"vi", "en"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *notes = notes_of(f, languages[i]);
        g_assert_null(strstr(notes, "SIPAS"));
    }
}

#define ADD(test) g_test_add("/wording/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(points_carry_a_sign_and_the_language_s_mark);
    ADD(points_have_the_center_s_decimals);
    ADD(a_difference_is_one_only_when_the_intervals_are_apart);
    ADD(nothing_to_compare_is_a_dash);
    ADD(what_few_ratings_bear_is_said_beside_the_figure);
    ADD(a_plain_report_says_nothing_of_narrowing);
    ADD(narrowing_names_every_part);
    ADD(an_amendment_and_the_period_before_name_their_days);
    ADD(a_step_is_one_day_or_two_with_a_dash);
    ADD(ways_in_reasons_and_entries_have_names);
    ADD(a_plan_says_why_it_shows_no_target);
    ADD(participation_is_respondents_against_files);
    ADD(the_guide_is_the_ministry_s);
    ADD(notes_fill_in_the_center_s_limits);
    ADD(a_limit_that_marks_nothing_is_not_spoken_of);
    ADD(notes_tell_the_formula_and_what_is_not_to_be_read_into_it);
    ADD(notes_speak_of_one_channel_and_of_files_when_they_matter);
    ADD(notes_say_that_a_poster_is_weaker_when_it_brought_ratings);
    ADD(nothing_is_called_the_ministry_s_index);
    return g_test_run();
}
