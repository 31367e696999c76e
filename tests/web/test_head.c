/* What the server decides without a socket: heads, addresses, headers, and how many lines there may be. */
#include "head.h"
#include "headers.h"
#include "lines.h"
#include <string.h>

static void read_peer(uint8_t out[PEER_SIZE], const char *text)
{
    g_assert_true(peer_from_text(out, text, strlen(text)));
}

static void test_addresses_are_read(void)
{
    static const uint8_t mapped[PEER_SIZE] = {
        [10] = 0xff, [11] = 0xff, [12] = 203, [13] = 0, [14] = 113, [15] = 7};
    uint8_t peer[PEER_SIZE];
    read_peer(peer, " 203.0.113.7\t");
    g_assert_true(memcmp(peer, mapped, PEER_SIZE) == 0);
    read_peer(peer, "::ffff:203.0.113.7");
    g_assert_true(memcmp(peer, mapped, PEER_SIZE) == 0);
    static const char *const wrong[] = {
        "",          " ",     "203.0.113",   "203.0.113.7:80",
        "localhost", "[::1]", "2001:db8::x", "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(peer_from_text(peer, wrong[i], strlen(wrong[i])));
}

static void test_only_this_machine_is_local(void)
{
    static const struct {
        const char *text;
        bool local;
    } cases[] = {
        {"127.0.0.1", true},  {"127.255.255.254", true}, {"::1", true},      {"::ffff:127.0.0.1", true},
        {"128.0.0.1", false}, {"10.0.0.1", false},       {"::", false},      {"::2", false},
        {"fe80::1", false},   {"192.168.1.1", false},    {"::7f00:1", false}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t peer[PEER_SIZE];
        read_peer(peer, cases[i].text);
        g_assert_true(peer_is_local(peer) == cases[i].local);
    }
}

static void fill(struct web_request *request, const char *line_peer)
{
    struct head head = {0};
    uint8_t peer[PEER_SIZE];
    memset(request, 0, sizeof *request);
    head_take(&head, "x-real-ip", "203.0.113.7");
    head_take(&head, "X-FORWARDED-PROTO", "https");
    read_peer(peer, line_peer);
    head_fill(&head, request, peer);
}

static void test_only_a_proxy_on_this_machine_is_believed(void)
{
    struct web_request request;
    uint8_t wanted[PEER_SIZE];
    fill(&request, "127.0.0.1");
    read_peer(wanted, "203.0.113.7");
    g_assert_true(request.secure);
    g_assert_true(memcmp(request.peer, wanted, PEER_SIZE) == 0);
    fill(&request, "198.51.100.9");
    read_peer(wanted, "198.51.100.9");
    g_assert_false(request.secure);
    g_assert_true(memcmp(request.peer, wanted, PEER_SIZE) == 0);
}

static void test_an_address_may_have_so_many_lines_and_this_machine_any(void)
{
    lines_t *lines = lines_new(100, 3);
    uint8_t one[PEER_SIZE], other[PEER_SIZE], here[PEER_SIZE];
    read_peer(one, "203.0.113.7");
    read_peer(other, "203.0.113.8");
    read_peer(here, "127.0.0.1");
    for (int i = 0; i < 3; i++)
        g_assert_true(lines_admit(lines, one));
    g_assert_false(lines_admit(lines, one));
    g_assert_true(lines_admit(lines, other));
    for (int i = 0; i < 50; i++)
        g_assert_true(lines_admit(lines, here));
    lines_dismiss(lines, one);
    g_assert_true(lines_admit(lines, one));
    g_assert_cmpint(lines_figures(lines).open, ==, 54);
    g_assert_cmpint(lines_figures(lines).turned_away, ==, 1);
    lines_free(lines);
}

static void test_a_network_of_ipv6_is_one_sender(void)
{
    lines_t *lines = lines_new(100, 2);
    uint8_t peers[3][PEER_SIZE], beside[PEER_SIZE];
    read_peer(peers[0], "2001:db8:1:2::1");
    read_peer(peers[1], "2001:db8:1:2:ffff::9");
    read_peer(peers[2], "2001:db8:1:2:8000::");
    read_peer(beside, "2001:db8:1:3::1");
    g_assert_true(lines_admit(lines, peers[0]));
    g_assert_true(lines_admit(lines, peers[1]));
    g_assert_false(lines_admit(lines, peers[2]));
    g_assert_true(lines_admit(lines, beside));
    lines_free(lines);
}

static void test_a_target_is_cut_to_pieces(void)
{
    static const struct {
        const char *target, *host, *path, *query;
    } cases[] = {{"/a?b=c?d", NULL, "/a", "b=c?d"},
                 {"/", NULL, "/", ""},
                 {"*", NULL, "*", ""},
                 {"", NULL, "", ""},
                 {"/http://here/a", NULL, "/http://here/a", ""},
                 {"http://here:80/a/b?c", "here:80", "/a/b", "c"},
                 {"HTTPS://here//a", "here", "//a", ""},
                 {"http://here", "here", "/", ""},
                 {"http://here?a/b", "here", "/", "a/b"},
                 {"http:///a", NULL, "http:///a", ""},
                 {"http://", NULL, "http://", ""}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup(cases[i].target);
        struct head_target target;
        head_cut_target(text, &target);
        g_assert_cmpstr(target.host, ==, cases[i].host);
        g_assert_cmpstr(target.path, ==, cases[i].path);
        g_assert_cmpstr(target.query, ==, cases[i].query);
    }
}

static void test_a_target_with_a_host_must_agree_with_the_header(void)
{
    const struct head_target target = {.host = "here", .path = "/", .query = ""};
    struct head head = {0};
    g_assert_cmpint(head_fault(&head, &target, "HTTP/1.1"), ==, 400);
    head_take(&head, "Host", "HERE");
    g_assert_cmpint(head_fault(&head, &target, "HTTP/1.1"), ==, 0);
    head.sent[HEAD_HOST] = "there";
    g_assert_cmpint(head_fault(&head, &target, "HTTP/1.1"), ==, 400);
}

static const char *find(const struct headers *headers, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < headers->n; i++)
        if (strcmp(headers->list[i].name, name) == 0) {
            g_assert_null(value); /* each comes once */
            value = headers->list[i].value;
        }
    return value;
}

static void test_an_answer_says_what_it_was_given(void)
{
    struct web_response response = {.status = 200,
                                    .type = "text/html",
                                    .policy = "default-src 'none'; form-action 'self'",
                                    .allow = "GET",
                                    .location = (char *)"/there",
                                    .cookie = (char *)"a=b",
                                    .file_name = (char *)"a.xlsx",
                                    .retry_after = 7,
                                    .max_age = 300};
    struct headers headers;
    headers_make(&headers, &response, true);
    g_assert_cmpstr(find(&headers, "Content-Type"), ==, "text/html");
    g_assert_cmpstr(find(&headers, "Content-Security-Policy"), ==, "default-src 'none'; form-action 'self'");
    g_assert_cmpstr(find(&headers, "Allow"), ==, "GET");
    g_assert_cmpstr(find(&headers, "Location"), ==, "/there");
    g_assert_cmpstr(find(&headers, "Set-Cookie"), ==, "a=b");
    g_assert_cmpstr(find(&headers, "Content-Disposition"), ==, "attachment; filename=\"a.xlsx\"");
    g_assert_cmpstr(find(&headers, "Retry-After"), ==, "7");
    g_assert_cmpstr(find(&headers, "Cache-Control"), ==, "public, max-age=300");
    g_assert_cmpstr(find(&headers, "Strict-Transport-Security"), ==, "max-age=31536000");
    headers_clear(&headers);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/server/" #name, test_##name)
    ADD(addresses_are_read);
    ADD(only_this_machine_is_local);
    ADD(only_a_proxy_on_this_machine_is_believed);
    ADD(an_address_may_have_so_many_lines_and_this_machine_any);
    ADD(a_network_of_ipv6_is_one_sender);
    ADD(a_target_is_cut_to_pieces);
    ADD(a_target_with_a_host_must_agree_with_the_header);
    ADD(an_answer_says_what_it_was_given);
    return g_test_run();
}
