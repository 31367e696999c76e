/* What a link and a form come to. */
#include "visitor.h"
#include <string.h>

#define FORM_A "00112233445566778899aabbccddeeff"
#define FORM_B "ffeeddccbbaa99887766554433221100"

static void assert_misuse(struct visitor *visitor, int forged, int expired, int replayed, int limited)
{
    gint64 misuse[MISUSE_COUNT];

    site_take_misuse(visitor->site, misuse);
    g_assert_cmpint(misuse[MISUSE_FORGED], ==, forged);
    g_assert_cmpint(misuse[MISUSE_EXPIRED], ==, expired);
    g_assert_cmpint(misuse[MISUSE_REPLAYED], ==, replayed);
    g_assert_cmpint(misuse[MISUSE_LIMITED], ==, limited);
}

static void a_filled_form_is_stored_whole_and_thanked(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 77);
    g_assert_cmpint(
        visitor_fill(&visitor, link, FORM_A,
                     "&area=dat-dai&tthc=5&phuc-vu=2&r=cho-doi&r=phi&remark=T%E1%BB%91t%0D%0Al%E1%BA%AFm",
                     SUBMISSION_STORED),
        ==, 303);
    g_assert_cmpstr(visitor.exchange.response.location, ==, "/cam-on?l=vi");
    const struct submission *it = visitor_handed_over(&visitor);
    g_assert_cmpint((int)it->rating.kind, ==, ENTRY_RATING);
    g_assert_cmpstr(it->rating.area, ==, "dat-dai");
    g_assert_cmpint((int)it->rating.channel, ==, CHANNEL_PHONE);
    g_assert_cmpstr(it->rating.language, ==, "vi");
    g_assert_cmpint(it->rating.answers[ITEM_TTHC], ==, 5);
    g_assert_cmpint(it->rating.answers[ITEM_PHUC_VU], ==, 2);
    g_assert_cmpuint(it->rating.reasons, ==, 1u << REASON_WAITING | 1u << REASON_FEES);
    g_assert_cmpint(it->rating.when.day, ==, 20251105);
    g_assert_cmpstr(it->remark, ==, "Tốt\nlắm");
    g_assert_cmpint(it->spend.token[0], ==, 77);
    g_assert_cmpint(it->spend.form[0], ==, 0x00);
    g_assert_cmpint(it->spend.form[15], ==, 0xff);
    visitor_leave(&visitor);
}

static void the_main_answer_alone_is_enough(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, "dat-dai", 600, 1);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&tthc=1&remark=", SUBMISSION_STORED), ==, 303);
    g_assert_cmpstr(visitor_handed_over(&visitor)->rating.area, ==, "dat-dai");
    g_assert_cmpstr(visitor_handed_over(&visitor)->remark, ==, "");
    visitor_leave(&visitor);
}

static void looking_at_a_form_spends_nothing(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    for (int i = 0; i < 50; i++)
        g_assert_cmpint(visitor_open(&visitor, link), ==, 200);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=3", SUBMISSION_STORED), ==, 303);
    assert_misuse(&visitor, 0, 0, 0, 0);
    visitor_leave(&visitor);
}

static void each_showing_of_a_form_has_an_id_of_its_own(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    visitor_open(&visitor, link);
    g_autofree char *first = visitor_hidden(&visitor, "form"), *token = visitor_hidden(&visitor, "token");
    visitor_open(&visitor, link);
    g_autofree char *second = visitor_hidden(&visitor, "form");
    g_assert_cmpstr(first, !=, second);
    g_assert_cmpuint(strlen(first), ==, 32);
    g_assert_cmpstr(token, ==, link);
    visitor_leave(&visitor);
}

static void the_same_form_again_is_thanked_and_stores_nothing(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=3", SUBMISSION_STORED);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=3", SUBMISSION_STORED), ==, 303);
    g_assert_cmpint((int)visitor.step, ==, WEB_READY);
    visitor.request.token_now += 3600; /* the link has ended meanwhile */
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=3", SUBMISSION_STORED), ==, 303);
    g_assert_cmpint((int)visitor.step, ==, WEB_READY);
    assert_misuse(&visitor, 0, 0, 0, 0);
    visitor_leave(&visitor);
}

static void what_storage_knows_to_be_repeated_is_thanked(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=3", SUBMISSION_REPEATED), ==, 303);
    assert_misuse(&visitor, 0, 0, 0, 0);
    visitor_leave(&visitor);
}

static void a_used_link_counts_nothing_and_says_so(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=3", SUBMISSION_STORED);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_B, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 409);
    g_assert_cmpint((int)visitor.step, ==, WEB_READY);
    g_assert_nonnull(strstr(visitor_page(&visitor), "<h1>Mã này đã được dùng</h1>"));
    g_assert_cmpint(visitor_open(&visitor, link), ==, 410);
    g_assert_nonnull(strstr(visitor_page(&visitor), "<h1>Mã này đã được dùng</h1>"));
    assert_misuse(&visitor, 0, 0, 1, 0);
    visitor_leave(&visitor);
}

static void what_storage_knows_to_be_used_is_refused(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_B, "&area=khac&tthc=5", SUBMISSION_SPENT), ==, 409);
    assert_misuse(&visitor, 0, 0, 1, 0);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 410);
    g_assert_cmpint(visitor_fill(&visitor, link, "00000000000000000000000000000000", "&area=khac&tthc=5",
                                 SUBMISSION_STORED),
                    ==, 409);
    visitor_leave(&visitor);
}

static void what_could_not_be_stored_is_shown_again_to_be_sent_again(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_assert_cmpint(
        visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=4&r=phi&remark=Xin", SUBMISSION_REFUSED), ==,
        503);
    g_assert_cmpint(visitor.exchange.response.retry_after, >, 0);
    g_autofree char *form = visitor_hidden(&visitor, "form"), *token = visitor_hidden(&visitor, "token");
    g_assert_cmpstr(form, ==, FORM_A);
    g_assert_cmpstr(token, ==, link);
    g_assert_nonnull(strstr(visitor_page(&visitor), "name=\"area\" value=\"khac\" required checked>"));
    g_assert_nonnull(strstr(visitor_page(&visitor), "name=\"tthc\" value=\"4\" required checked>"));
    g_assert_nonnull(strstr(visitor_page(&visitor), "name=\"r\" value=\"phi\" checked>"));
    g_assert_nonnull(strstr(visitor_page(&visitor), ">\nXin</textarea>"));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=4", SUBMISSION_STORED), ==, 303);
    visitor_leave(&visitor);
}

static void what_is_missing_is_named_and_the_rest_kept(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&phuc-vu=4&r=khac", SUBMISSION_STORED), ==, 422);
    const char *page = visitor_page(&visitor);
    g_assert_nonnull(strstr(page, "<a href=\"#area\">"));
    g_assert_nonnull(strstr(page, "<a href=\"#tthc\">"));
    g_assert_nonnull(strstr(page, "id=\"area\""));
    g_assert_nonnull(strstr(page, "aria-describedby=\"tthc-error\""));
    g_assert_nonnull(strstr(page, "name=\"phuc-vu\" value=\"4\" checked>"));
    g_assert_nonnull(strstr(page, "name=\"r\" value=\"khac\" checked>"));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=4", SUBMISSION_STORED), ==, 303);
    visitor_leave(&visitor);
}

static char *long_remark(int letters)
{
    g_autoptr(GString) text = g_string_new("&area=khac&tthc=4&remark=");

    for (int i = 0; i < letters; i++)
        g_string_append(text, "%C4%91");
    return g_strdup(text->str);
}

static void a_remark_may_have_500_letters_and_no_more(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];
    g_autofree char *most = long_remark(500), *more = long_remark(501);

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, more, SUBMISSION_STORED), ==, 422);
    g_assert_nonnull(strstr(visitor_page(&visitor), "aria-invalid=\"true\""));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, most, SUBMISSION_STORED), ==, 303);
    g_assert_cmpint(g_utf8_strlen(visitor_handed_over(&visitor)->remark, -1), ==, 500);
    visitor_leave(&visitor);
}

static void a_forged_link_is_refused_and_counted_once_when_looked_at(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    link[20] = link[20] == 'A' ? 'B' : 'A';
    for (int i = 0; i < 5; i++)
        g_assert_cmpint(visitor_open(&visitor, link), ==, 404);
    g_assert_nonnull(strstr(visitor_page(&visitor), "<h1>Mã không đúng</h1>"));
    g_assert_cmpint(visitor_open(&visitor, "abc"), ==, 404);
    assert_misuse(&visitor, 2, 0, 0, 0);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 403);
    g_assert_cmpint(visitor_fill(&visitor, "%27--", FORM_A, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 403);
    assert_misuse(&visitor, 2, 0, 0, 0);
    visitor_leave(&visitor);
}

static void an_expired_link_is_refused_and_counted(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, -120, 1);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 410);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 410);
    g_assert_nonnull(strstr(visitor_page(&visitor), "<h1>Mã này đã hết hạn</h1>"));
    assert_misuse(&visitor, 0, 1, 0, 0);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 410);
    assert_misuse(&visitor, 0, 1, 0, 0);
    visitor_leave(&visitor);
}

static void a_remark_only_link_takes_only_a_remark(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_REMARK, NULL, 600, 1);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 200);
    g_assert_null(strstr(visitor_page(&visitor), "type=\"radio\""));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&tthc=5&remark=a", SUBMISSION_STORED), ==, 400);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&r=phi&remark=a", SUBMISSION_STORED), ==, 400);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&remark=+%0D%0A+", SUBMISSION_STORED), ==, 422);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&remark=a", SUBMISSION_STORED), ==, 303);
    g_assert_cmpint((int)visitor_handed_over(&visitor)->rating.kind, ==, 0);
    g_assert_cmpstr(visitor_handed_over(&visitor)->remark, ==, "a");
    visitor_leave(&visitor);
}

static void a_poster_makes_a_link_of_its_own_for_each_showing(void)
{
    struct visitor visitor;
    char poster[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, poster, TOKEN_POSTER, "dat-dai", 0, 1);
    visitor_open(&visitor, poster);
    g_autofree char *first = visitor_hidden(&visitor, "token");
    visitor_open(&visitor, poster);
    g_autofree char *second = visitor_hidden(&visitor, "token");
    g_assert_cmpstr(first, !=, second);
    g_assert_cmpstr(first, !=, poster);
    g_assert_cmpint(visitor_fill(&visitor, first, FORM_A, "&tthc=5", SUBMISSION_STORED), ==, 303);
    g_assert_cmpint((int)visitor_handed_over(&visitor)->rating.channel, ==, CHANNEL_POSTER);
    g_assert_cmpstr(visitor_handed_over(&visitor)->rating.area, ==, "dat-dai");
    g_assert_cmpint(visitor_fill(&visitor, second, FORM_B, "&tthc=1", SUBMISSION_STORED), ==, 303);
    g_assert_cmpint(visitor_open(&visitor, poster), ==, 200);
    g_assert_cmpint(visitor_fill(&visitor, poster, FORM_A, "&tthc=5", SUBMISSION_STORED), ==, 403);
    visitor_leave(&visitor);
}

static void a_posters_form_is_good_for_two_hours(void)
{
    struct visitor visitor;
    char poster[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, poster, TOKEN_POSTER, "dat-dai", 0, 1);
    visitor_open(&visitor, poster);
    g_autofree char *visit = visitor_hidden(&visitor, "token");
    visitor.request.token_now += 2 * 3600 + 60;
    g_assert_cmpint(visitor_fill(&visitor, visit, FORM_A, "&tthc=5", SUBMISSION_STORED), ==, 410);
    g_assert_cmpint(visitor_open(&visitor, poster), ==, 200);
    visitor_leave(&visitor);
}

static int rate_by_poster(struct visitor *visitor, const char *poster, enum submission_outcome outcome)
{
    visitor_open(visitor, poster);
    g_autofree char *visit = visitor_hidden(visitor, "token");
    g_autofree char *form = visitor_hidden(visitor, "form");
    return visitor_fill(visitor, visit, form, "&tthc=5&remark=Xin", outcome);
}

static void a_poster_brings_only_so_many_an_hour(void)
{
    struct visitor visitor;
    char poster[TOKEN_TEXT_SIZE], other[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, (const char *const[]){"web", "poster-per-hour", "3", NULL});
    visitor_link(&visitor, poster, TOKEN_POSTER, "dat-dai", 0, 1);
    visitor_link(&visitor, other, TOKEN_POSTER, "khac", 0, 2);
    g_assert_cmpint(rate_by_poster(&visitor, poster, SUBMISSION_REFUSED), ==, 503);
    for (int i = 0; i < 3; i++)
        g_assert_cmpint(rate_by_poster(&visitor, poster, SUBMISSION_STORED), ==, 303);
    g_assert_cmpint(rate_by_poster(&visitor, poster, SUBMISSION_STORED), ==, 429);
    g_assert_cmpint(visitor.exchange.response.retry_after, >, 3000);
    g_assert_nonnull(strstr(visitor_page(&visitor), ">\nXin</textarea>"));
    g_assert_cmpint(rate_by_poster(&visitor, other, SUBMISSION_STORED), ==, 303);
    assert_misuse(&visitor, 0, 0, 0, 1);
    visitor.request.now.mono_ms += 62 * 60 * 1000;
    g_assert_cmpint(rate_by_poster(&visitor, poster, SUBMISSION_STORED), ==, 303);
    visitor_leave(&visitor);
}

static void one_link_may_be_tried_20_times(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 6000, 1);
    for (int i = 0; i < 20; i++)
        g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&tthc=5", SUBMISSION_STORED), ==, 422);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&tthc=5", SUBMISSION_STORED), ==, 429);
    g_assert_cmpint(visitor.exchange.response.retry_after, ==, 30);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 6000, 2);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&tthc=5", SUBMISSION_STORED), ==, 422);
    visitor_leave(&visitor);
}

static void an_area_that_is_not_offered_today_is_not_taken(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, (const char *const[]){"area khac", "active-to", "2025-11-04", NULL});
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 6000, 1);
    visitor_open(&visitor, link);
    g_assert_null(strstr(visitor_page(&visitor), "value=\"khac\" required"));
    g_assert_nonnull(strstr(visitor_page(&visitor), "value=\"dat-dai\" required"));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 422);
    visitor_link(&visitor, link, TOKEN_RATE, "khac", 6000, 2);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 410);
    g_assert_null(strstr(visitor_page(&visitor), "hết hạn"));
    g_assert_nonnull(strstr(visitor_page(&visitor), "<h1>Lĩnh\u00a0vực này hiện không tiếp\u00a0nhận</h1>"));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&tthc=5", SUBMISSION_STORED), ==, 410);
    g_assert_nonnull(strstr(visitor_page(&visitor), "<h1>Lĩnh\u00a0vực này hiện không tiếp\u00a0nhận</h1>"));
    visitor_link(&visitor, link, TOKEN_RATE, "y-te", 6000, 3);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 410);
    visitor_leave(&visitor);
}

static void a_link_with_an_area_takes_no_other(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, "dat-dai", 600, 1);
    visitor_open(&visitor, link);
    g_assert_null(strstr(visitor_page(&visitor), "name=\"area\""));
    g_assert_nonnull(strstr(visitor_page(&visitor), "<b>Đất\u00a0đai</b>"));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 400);
    visitor_leave(&visitor);
}

static void nothing_is_taken_before_there_are_keys(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    site_set_keys(visitor.site, NULL);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 503);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 503);
    g_assert_cmpint((int)visitor.step, ==, WEB_READY);
    visitor_leave(&visitor);
}

static void another_machine_says_where_to_go_and_takes_nothing(void)
{
    static const char FORM[] = "00112233445566778899aabbccddeeff";
    gint64 misuse[MISUSE_COUNT];
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE], ended[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_go_elsewhere(&visitor);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    visitor_link(&visitor, ended, TOKEN_RATE, NULL, -600, 2);
    g_assert_cmpint(visitor_open(&visitor, link), ==, 503);
    g_assert_nonnull(strstr(visitor_page(&visitor), "https://danhgia.example.vn"));
    g_assert_null(strstr(visitor_page(&visitor), "<form"));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM, "&area=khac&tthc=4", SUBMISSION_STORED), ==, 503);
    g_assert_cmpint((int)visitor.step, ==, WEB_READY);
    g_assert_cmpint(visitor_open(&visitor, ended), ==, 503);
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    g_assert_cmpint(visitor_get(&visitor, "/ket-qua"), ==, 404);
    site_take_misuse(visitor.site, misuse);
    for (int i = 0; i < MISUSE_COUNT; i++)
        g_assert_cmpint(misuse[i], ==, 0);
    visitor_leave(&visitor);
}

#define TEST(name) g_test_add_func("/site/" #name, name)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST(a_filled_form_is_stored_whole_and_thanked);
    TEST(the_main_answer_alone_is_enough);
    TEST(looking_at_a_form_spends_nothing);
    TEST(each_showing_of_a_form_has_an_id_of_its_own);
    TEST(the_same_form_again_is_thanked_and_stores_nothing);
    TEST(what_storage_knows_to_be_repeated_is_thanked);
    TEST(a_used_link_counts_nothing_and_says_so);
    TEST(what_storage_knows_to_be_used_is_refused);
    TEST(what_could_not_be_stored_is_shown_again_to_be_sent_again);
    TEST(what_is_missing_is_named_and_the_rest_kept);
    TEST(a_remark_may_have_500_letters_and_no_more);
    TEST(a_forged_link_is_refused_and_counted_once_when_looked_at);
    TEST(an_expired_link_is_refused_and_counted);
    TEST(a_remark_only_link_takes_only_a_remark);
    TEST(a_poster_makes_a_link_of_its_own_for_each_showing);
    TEST(a_posters_form_is_good_for_two_hours);
    TEST(a_poster_brings_only_so_many_an_hour);
    TEST(one_link_may_be_tried_20_times);
    TEST(an_area_that_is_not_offered_today_is_not_taken);
    TEST(a_link_with_an_area_takes_no_other);
    TEST(nothing_is_taken_before_there_are_keys);
    TEST(another_machine_says_where_to_go_and_takes_nothing);
    return g_test_run();
}
