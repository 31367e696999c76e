/* What HTTP gets to see: which answer each request has. */
#include "visitor.h"
#include <string.h>

static const struct web_response *answer_of(const struct visitor *visitor)
{
    return &visitor->exchange.response;
}

static void assert_get(struct visitor *visitor, const char *path, int status, const char *route)
{
    const int found = visitor_get(visitor, path);

    if (found != status || strcmp(answer_of(visitor)->route, route) != 0)
        g_error("%s: %d of %s, not %d of %s", path, found, answer_of(visitor)->route, status, route);
}

static void each_page_is_at_its_path(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_autofree char *form = g_strconcat("/d/", link, NULL);
    assert_get(&visitor, "/", 200, "/");
    assert_get(&visitor, "/?l=en", 200, "/");
    assert_get(&visitor, form, 200, "/d");
    assert_get(&visitor, "/cam-on", 200, "/cam-on");
    assert_get(&visitor, "/ket-qua", 404, "/ket-qua");
    g_assert_cmpstr(answer_of(&visitor)->type, ==, "text/html; charset=utf-8");
    g_assert_cmpint(answer_of(&visitor)->max_age, ==, 0);
    visitor_leave(&visitor);
}

static void another_way_to_write_a_path_is_no_path(void)
{
    static const char *const paths[] = {"",
                                        "*",
                                        "/d/",
                                        "//",
                                        "//d",
                                        "/d//abc",
                                        "/d/../d",
                                        "/d/..",
                                        "/./",
                                        "/cam-on/",
                                        "/CAM-ON",
                                        "/cam%2don",
                                        "/cam-on%00",
                                        "/%2e",
                                        "/%2e%2e/d",
                                        "/d/%2e%2e/cam-on",
                                        "/d/a%62",
                                        "/d/abc/",
                                        "/d/a.b",
                                        "/d/a+b",
                                        "/d/a;b",
                                        "/ket-qua/",
                                        "/ket-qua.html",
                                        "/index.html",
                                        "/d/a b",
                                        "/d/a\r\nb",
                                        "/quan-ly",
                                        "/healthz",
                                        "/favicon.ico",
                                        "/d/\xc3\xa1",
                                        "http://x/d/a",
                                        "/cam-on;x",
                                        "\\d",
                                        "/d\\abc",
                                        "/d/'--",
                                        "/d/<script>",
                                        "/..",
                                        "/etc/passwd"};
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        visitor.request.peer[15]++;
        assert_get(&visitor, paths[i], 404, "none");
    }
    visitor_leave(&visitor);
}

static void head_is_answered_as_get(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_autofree char *form = g_strconcat("/d/", link, NULL);
    visitor.request.method = WEB_HEAD;
    assert_get(&visitor, form, 200, "/d");
    assert_get(&visitor, "/cam-on", 200, "/cam-on");
    assert_get(&visitor, "/nothing", 404, "none");
    visitor_leave(&visitor);
}

static void another_method_is_405_and_says_which(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    assert_get(&visitor, "/d", 405, "/d");
    g_assert_cmpstr(answer_of(&visitor)->allow, ==, "POST");
    visitor.request.method = WEB_OTHER;
    assert_get(&visitor, "/d", 405, "/d");
    assert_get(&visitor, "/", 405, "/");
    g_assert_cmpstr(answer_of(&visitor)->allow, ==, "GET, HEAD");
    visitor.request.method = WEB_POST;
    visitor.request.path = "/cam-on";
    web_exchange_clear(&visitor.exchange);
    visitor.exchange = (struct web_exchange){.request = visitor.request};
    g_assert_cmpint((int)SITE_HANDLER.answer(&visitor.exchange, visitor.site), ==, WEB_READY);
    g_assert_cmpint(answer_of(&visitor)->status, ==, 405);
    visitor_leave(&visitor);
}

static void a_form_of_another_type_is_415(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    visitor.request.content_type = "multipart/form-data; boundary=x";
    g_assert_cmpint(visitor_post(&visitor, "token=a"), ==, 415);
    visitor.request.content_type = NULL;
    g_assert_cmpint(visitor_post(&visitor, "token=a"), ==, 415);
    visitor_leave(&visitor);
}

static void too_large_a_form_is_413_and_says_what_to_do(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    visitor.request.too_large = true;
    g_assert_cmpint(visitor_post(&visitor, ""), ==, 413);
    g_assert_nonnull(strstr(visitor_page(&visitor), "viết ngắn hơn"));
    visitor_leave(&visitor);
}

static void a_host_that_is_not_ours_is_421_or_400(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    visitor.request.host = "evil.test";
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 421);
    g_assert_cmpint(visitor_get(&visitor, "/nothing"), ==, 421);
    visitor.request.host = NULL;
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 400);
    visitor.request.host = "a b";
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 400);
    visitor.request.host = "192.168.1.5:8080";
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    visitor_leave(&visitor);
}

static void a_form_from_elsewhere_is_403(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    visitor.request.origin = "https://evil.test";
    g_assert_cmpint(visitor_post(&visitor, "token=a"), ==, 403);
    visitor.request.origin = NULL;
    visitor.request.fetch_site = "cross-site";
    g_assert_cmpint(visitor_post(&visitor, "token=a"), ==, 403);
    visitor_leave(&visitor);
}

static void a_link_followed_from_elsewhere_is_answered(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    visitor.request.fetch_site = "cross-site";
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    visitor_leave(&visitor);
}

static void an_address_that_asks_too_often_is_429_until_it_waits(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    for (int i = 0; i < 600; i++)
        g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 429);
    g_assert_cmpint(answer_of(&visitor)->retry_after, ==, 1);
    g_assert_cmpint(visitor_get(&visitor, "/nothing"), ==, 429);
    visitor.request.now.mono_ms += 1000;
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    visitor_leave(&visitor);
}

static void posts_have_a_limit_of_their_own(void)
{
    struct visitor visitor;
    gint64 misuse[MISUSE_COUNT];

    visitor_enter(&visitor, NULL);
    for (int i = 0; i < 300; i++)
        g_assert_cmpint(visitor_post(&visitor, "x"), ==, 400);
    g_assert_cmpint(visitor_post(&visitor, "x"), ==, 429);
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    site_take_misuse(visitor.site, misuse);
    g_assert_cmpint(misuse[MISUSE_LIMITED], ==, 1);
    visitor_leave(&visitor);
}

static void other_addresses_and_this_machine_are_not_limited_with_it(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    for (int i = 0; i < 601; i++)
        visitor_get(&visitor, "/");
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 429);
    visitor.request.peer[15]++;
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    visitor.request.peer[12] = 127;
    for (int i = 0; i < 700; i++)
        g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    visitor_leave(&visitor);
}

static void a_network_of_ipv6_is_one_sender(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    memset(visitor.request.peer, 0x20, sizeof visitor.request.peer);
    for (int i = 0; i < 600; i++) {
        visitor.request.peer[15] = (uint8_t)i;
        visitor.request.peer[9] = (uint8_t)(i >> 3);
        visitor_get(&visitor, "/");
    }
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 429);
    visitor.request.peer[7]++;
    g_assert_cmpint(visitor_get(&visitor, "/"), ==, 200);
    visitor_leave(&visitor);
}

static void the_board_is_shown_once_there_is_one(void)
{
    static const char HTML[] = "<!DOCTYPE html><style>p{color:red}</style><p>93,45%</p>";
    g_autoptr(GBytes) html = g_bytes_new_static(HTML, strlen(HTML));
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    site_set_board(visitor.site, "vi", html);
    g_assert_cmpint(visitor_get(&visitor, "/ket-qua"), ==, 200);
    g_assert_cmpstr(visitor_page(&visitor), ==, HTML);
    g_assert_cmpint(answer_of(&visitor)->max_age, >, 0);
    /* printf 'p{color:red}' | openssl dgst -sha256 -binary | base64 */
    g_assert_nonnull(
        strstr(answer_of(&visitor)->policy, "'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='"));
    g_assert_cmpint(visitor_get(&visitor, "/ket-qua?l=en"), ==, 404);
    site_set_board(visitor.site, "fr", html);
    site_set_board(visitor.site, "vi", NULL);
    g_assert_cmpint(visitor_get(&visitor, "/ket-qua"), ==, 404);
    visitor_leave(&visitor);
}

static void the_language_is_that_of_the_address_else_the_browsers(void)
{
    struct visitor visitor;

    visitor_enter(&visitor, NULL);
    visitor_get(&visitor, "/");
    g_assert_nonnull(strstr(visitor_page(&visitor), "<html lang=\"vi\">"));
    visitor_get(&visitor, "/?l=en");
    g_assert_nonnull(strstr(visitor_page(&visitor), "<html lang=\"en\">"));
    visitor.request.accept_language = "en-US,en;q=0.9";
    visitor_get(&visitor, "/");
    g_assert_nonnull(strstr(visitor_page(&visitor), "<html lang=\"en\">"));
    visitor_get(&visitor, "/?fbclid=x&l=vi");
    g_assert_nonnull(strstr(visitor_page(&visitor), "<html lang=\"vi\">"));
    visitor_get(&visitor, "/?l=%22%3E%3Cscript%3E");
    g_assert_nonnull(strstr(visitor_page(&visitor), "<html lang=\"en\">"));
    g_assert_null(strstr(visitor_page(&visitor), "<script"));
    visitor_leave(&visitor);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/routes/each_page_is_at_its_path", each_page_is_at_its_path);
    g_test_add_func("/routes/another_way_to_write_a_path_is_no_path", another_way_to_write_a_path_is_no_path);
    g_test_add_func("/routes/head_is_answered_as_get", head_is_answered_as_get);
    g_test_add_func("/routes/another_method_is_405_and_says_which", another_method_is_405_and_says_which);
    g_test_add_func("/routes/a_form_of_another_type_is_415", a_form_of_another_type_is_415);
    g_test_add_func("/routes/too_large_a_form_is_413_and_says_what_to_do",
                    too_large_a_form_is_413_and_says_what_to_do);
    g_test_add_func("/routes/a_host_that_is_not_ours_is_421_or_400", a_host_that_is_not_ours_is_421_or_400);
    g_test_add_func("/routes/a_form_from_elsewhere_is_403", a_form_from_elsewhere_is_403);
    g_test_add_func("/routes/a_link_followed_from_elsewhere_is_answered",
                    a_link_followed_from_elsewhere_is_answered);
    g_test_add_func("/routes/an_address_that_asks_too_often_is_429_until_it_waits",
                    an_address_that_asks_too_often_is_429_until_it_waits);
    g_test_add_func("/routes/posts_have_a_limit_of_their_own", posts_have_a_limit_of_their_own);
    g_test_add_func("/routes/other_addresses_and_this_machine_are_not_limited_with_it",
                    other_addresses_and_this_machine_are_not_limited_with_it);
    g_test_add_func("/routes/a_network_of_ipv6_is_one_sender", a_network_of_ipv6_is_one_sender);
    g_test_add_func("/routes/the_board_is_shown_once_there_is_one", the_board_is_shown_once_there_is_one);
    g_test_add_func("/routes/the_language_is_that_of_the_address_else_the_browsers",
                    the_language_is_that_of_the_address_else_the_browsers);
    return g_test_run();
}
