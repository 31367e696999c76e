#include "asker.h"
#include <glib.h>

#define URL "https://danhgia.example.vn"

static void the_public_name_localhost_and_addresses_are_ours(void)
{
    static const char *const ours[] = {"danhgia.example.vn",
                                       "DANHGIA.example.VN",
                                       "danhgia.example.vn:443",
                                       "danhgia.example.vn:",
                                       "localhost",
                                       "LocalHost:8080",
                                       "127.0.0.1",
                                       "192.168.1.5:8080",
                                       "[::1]",
                                       "[fe80::1]:8080",
                                       "10.0.0.1"};

    for (size_t i = 0; i < G_N_ELEMENTS(ours); i++) {
        if (asker_host(ours[i], URL) != HOST_OURS)
            g_error("not ours: %s", ours[i]);
    }
    g_assert_cmpint((int)asker_host("danhgia.example.vn", "http://danhgia.example.vn:8080"), ==, HOST_OURS);
    g_assert_cmpint((int)asker_host("192.168.1.5", NULL), ==, HOST_OURS);
}

static void another_name_is_another_host(void)
{
    static const char *const others[] = {"example.vn",          "danhgia.example.vn.evil.test",
                                         "evil.test",           "danhgia.example.v",
                                         "localhost.evil.test", "127.0.0.1.nip.io",
                                         "xdanhgia.example.vn", "1.2.3"};

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (asker_host(others[i], URL) != HOST_OTHER)
            g_error("not another host: %s", others[i]);
    }
    g_assert_cmpint((int)asker_host("danhgia.example.vn", NULL), ==, HOST_OTHER);
}

static void what_names_no_host_is_broken(void)
{
    static const char *const broken[] = {"",
                                         ":80",
                                         "[::1",
                                         "[::1]x",
                                         "host:80a",
                                         "a b",
                                         "a/b",
                                         "user@localhost",
                                         "[evil.test]",
                                         "h\xc3\xb4",
                                         "a,b",
                                         "localhost:80:80",
                                         "%6c"};

    g_assert_cmpint((int)asker_host(NULL, URL), ==, HOST_BROKEN);
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        if (asker_host(broken[i], URL) != HOST_BROKEN)
            g_error("not broken: %s", broken[i]);
    }
}

static void a_form_may_come_from_our_own_pages(void)
{
    g_assert_true(asker_may_post(NULL, NULL, "localhost", URL));
    g_assert_true(asker_may_post(URL, "same-origin", "danhgia.example.vn", URL));
    g_assert_true(asker_may_post("http://192.168.1.5:8080", NULL, "192.168.1.5:8080", URL));
    g_assert_true(asker_may_post("https://192.168.1.5:8080", "same-origin", "192.168.1.5:8080", NULL));
    g_assert_true(asker_may_post(NULL, "none", "localhost", URL));
    g_assert_true(asker_may_post("null", "same-origin", "localhost", URL));
}

static void a_form_may_not_come_from_elsewhere(void)
{
    static const char *const elsewhere[] = {"https://evil.test",
                                            "http://danhgia.example.vn",
                                            "https://danhgia.example.vn:8443",
                                            "https://danhgia.example.vn.evil.test",
                                            "https://danhgia.example.v",
                                            "https://192.168.1.50:8080",
                                            "192.168.1.5:8080",
                                            "file://192.168.1.5:8080",
                                            "null",
                                            ""};

    for (size_t i = 0; i < G_N_ELEMENTS(elsewhere); i++) {
        if (asker_may_post(elsewhere[i], NULL, "192.168.1.5:8080", URL))
            g_error("may post: %s", elsewhere[i]);
    }
    g_assert_false(asker_may_post(URL, "cross-site", "danhgia.example.vn", URL));
    g_assert_false(asker_may_post(NULL, "cross-site", "danhgia.example.vn", URL));
    g_assert_false(asker_may_post("null", "same-site", "danhgia.example.vn", URL));
}

static void only_a_form_in_utf_8_is_a_form(void)
{
    static const char *const yes[] = {
        "application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=\"utf-8\"", "application/x-www-form-urlencoded ;"};
    static const char *const no[] = {"",
                                     "text/plain",
                                     "multipart/form-data; boundary=x",
                                     "application/json",
                                     "application/x-www-form-urlencodedx",
                                     "application/x-www-form-urlencoded; charset=windows-1258",
                                     "application/x-www-form-urlencoded, text/plain"};

    g_assert_false(asker_sends_form(NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
        g_assert_true(asker_sends_form(yes[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
        g_assert_false(asker_sends_form(no[i]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/asker/the_public_name_localhost_and_addresses_are_ours",
                    the_public_name_localhost_and_addresses_are_ours);
    g_test_add_func("/asker/another_name_is_another_host", another_name_is_another_host);
    g_test_add_func("/asker/what_names_no_host_is_broken", what_names_no_host_is_broken);
    g_test_add_func("/asker/a_form_may_come_from_our_own_pages", a_form_may_come_from_our_own_pages);
    g_test_add_func("/asker/a_form_may_not_come_from_elsewhere", a_form_may_not_come_from_elsewhere);
    g_test_add_func("/asker/only_a_form_in_utf_8_is_a_form", only_a_form_in_utf_8_is_a_form);
    return g_test_run();
}
