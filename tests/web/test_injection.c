/* What is sent to break in is refused or is just text. */
#include "visitor.h"
#include <string.h>

#define FORM_A "00112233445566778899aabbccddeeff"

static void what_no_form_of_ours_sends_is_refused(void)
{
    static const char *const bodies[] = {"&area=khac&tthc=0",
                                         "&area=khac&tthc=6",
                                         "&area=khac&tthc=55",
                                         "&area=khac&tthc=",
                                         "&area=khac&tthc=%35%00",
                                         "&area=khac&tthc=5&tthc=1",
                                         "&area=khac&tthc=5&m02-1=5",
                                         "&area=khac&tthc=5&r=moi",
                                         "&area=khac&tthc=5&r=phi&r=phi",
                                         "&area=y-te&tthc=5",
                                         "&area=khac&tthc=5&x=1",
                                         "&area=khac&tthc=5&channel=kiosk",
                                         "&area='%3BDROP+TABLE+rating%3B--&tthc=5",
                                         "&area=khac&tthc=5&r=%3Cscript%3E",
                                         "&area=khac%0D%0ASet-Cookie%3A+a%3Db&tthc=5",
                                         "&area=khac&tthc=five",
                                         "&area=khac&tthc=+5",
                                         "&area=khac&tthc=5&form=ffeeddccbbaa99887766554433221100"};
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, (int)i);
        const int status = visitor_fill(&visitor, link, FORM_A, bodies[i], SUBMISSION_STORED);
        if (status != 400 || visitor.step != WEB_READY)
            g_error("%s: %d", bodies[i], status);
    }
    visitor_leave(&visitor);
}

static void a_form_id_is_32_hexadecimal_digits(void)
{
    static const char *const ids[] = {"",
                                      "00",
                                      FORM_A "0",
                                      "0011223344556677 899aabbccddeeff",
                                      "zz112233445566778899aabbccddeeff",
                                      "'OR'1'='1'--0000000000000000000",
                                      "00:11:22:33:44:55:66:77:88:99:a"};
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_autofree char *id = g_uri_escape_string(ids[i], NULL, FALSE);
        g_assert_cmpint(visitor_fill(&visitor, link, id, "&area=khac&tthc=5", SUBMISSION_STORED), ==, 400);
    }
    visitor_leave(&visitor);
}

static void what_is_said_back_is_escaped(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_assert_cmpint(
        visitor_fill(
            &visitor, link, FORM_A,
            "&remark=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%26%0D%0ASet-Cookie%3A+a",
            SUBMISSION_STORED),
        ==, 422);
    g_assert_null(strstr(visitor_page(&visitor), "<script"));
    g_assert_nonnull(strstr(visitor_page(&visitor), "\n&lt;/textarea&gt;&lt;script&gt;"));
    g_assert_null(visitor.exchange.response.cookie);
    g_assert_null(visitor.exchange.response.location);
    visitor_leave(&visitor);
}

static void sql_and_html_in_a_remark_are_just_text(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    visitor_fill(&visitor, link, FORM_A, "&area=khac&tthc=5&remark=%27%29%3BDROP+TABLE+remark%3B--%3Cb%3E",
                 SUBMISSION_STORED);
    g_assert_cmpstr(visitor_handed_over(&visitor)->remark, ==, "');DROP TABLE remark;--<b>");
    visitor_leave(&visitor);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/injection/what_no_form_of_ours_sends_is_refused",
                    what_no_form_of_ours_sends_is_refused);
    g_test_add_func("/injection/a_form_id_is_32_hexadecimal_digits", a_form_id_is_32_hexadecimal_digits);
    g_test_add_func("/injection/what_is_said_back_is_escaped", what_is_said_back_is_escaped);
    g_test_add_func("/injection/sql_and_html_in_a_remark_are_just_text",
                    sql_and_html_in_a_remark_are_just_text);
    return g_test_run();
}
