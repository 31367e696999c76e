#include "wire.h"
#include <string.h>
#include <unistd.h>

#define HOST "Host: here\r\n"

static void expect(const struct wire *wire, const char *request, int status, const char *body)
{
    g_autofree char *answer = wire_ask(wire, request);
    g_assert_cmpint(wire_status(answer), ==, status);
    if (body != NULL)
        g_assert_cmpstr(wire_body(answer), ==, body);
}

static void expect_header(const char *answer, const char *name, const char *value)
{
    g_autofree char *found = wire_header(answer, name);
    g_assert_cmpstr(found, ==, value);
}

static void test_what_is_asked_is_answered(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    expect(wire, "GET /hello HTTP/1.1\r\n" HOST "\r\n", 200, "hello");
    expect(wire, "GET /hello?a=1&b=%20 HTTP/1.1\r\n" HOST "\r\n", 200, "hello");
    expect(wire, "POST /size HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nabcde", 200, "5");
    expect(wire, "GET /nowhere HTTP/1.1\r\n" HOST "\r\n", 404, "none");
    expect(wire, "BREW /hello HTTP/1.1\r\n" HOST "\r\n", 200, "hello");
}

static void test_paths_are_handed_on_as_they_were_sent(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    expect(wire, "GET /%68ello HTTP/1.1\r\n" HOST "\r\n", 404, NULL);
    expect(wire, "GET /../hello HTTP/1.1\r\n" HOST "\r\n", 404, NULL);
    expect(wire, "GET //hello HTTP/1.1\r\n" HOST "\r\n", 404, NULL);
    expect(wire, "GET hello HTTP/1.1\r\n" HOST "\r\n", 400, NULL);
}

static void test_a_target_may_name_the_host(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    expect(wire, "GET http://here/hello HTTP/1.1\r\n" HOST "\r\n", 200, "hello");
    expect(wire, "GET http://here/hello?a=1 HTTP/1.1\r\n" HOST "\r\n", 200, "hello");
    expect(wire, "GET http://here HTTP/1.1\r\n" HOST "\r\n", 404, "none");
    expect(wire, "GET http://there/hello HTTP/1.1\r\n" HOST "\r\n", 400, NULL);
    expect(wire, "GET ftp://here/hello HTTP/1.1\r\n" HOST "\r\n", 400, NULL);
}

static void test_every_answer_has_the_security_headers(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    static const char *const requests[] = {
        "GET /hello HTTP/1.1\r\n" HOST "\r\n", "GET /nowhere HTTP/1.1\r\n" HOST "\r\n",
        "GET hello HTTP/1.1\r\n" HOST "\r\n", "POST /store HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n",
        "GET /work HTTP/1.1\r\n" HOST "\r\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(requests); i++) {
        g_autofree char *answer = wire_ask(wire, requests[i]);
        expect_header(answer, "Content-Security-Policy",
                      "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'");
        expect_header(answer, "X-Content-Type-Options", "nosniff");
        expect_header(answer, "X-Frame-Options", "DENY");
        expect_header(answer, "Referrer-Policy", "same-origin");
        expect_header(answer, "Cross-Origin-Opener-Policy", "same-origin");
        expect_header(answer, "Cross-Origin-Resource-Policy", "same-origin");
        expect_header(answer, "Cache-Control", "no-store");
        expect_header(answer, "Server", NULL);
        expect_header(answer, "Strict-Transport-Security", NULL);
        expect_header(answer, "Set-Cookie", NULL);
        g_autofree char *permissions = wire_header(answer, "Permissions-Policy");
        g_assert_nonnull(permissions);
    }
}

static void test_head_is_get_without_its_body(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    g_autofree char *get = wire_ask(wire, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
    int client = wire_connect(wire);
    wire_say(client, "HEAD /hello HTTP/1.1\r\n" HOST "\r\nGET /hello HTTP/1.1\r\n" HOST "\r\n");
    g_autofree char *head = wire_hear(client, true);
    g_autofree char *next = wire_hear(client, false);
    close(client);
    g_assert_cmpint(wire_status(head), ==, 200);
    expect_header(head, "Content-Length", "5");
    g_assert_cmpstr(wire_body(head), ==, "");
    g_assert_cmpstr(wire_body(next), ==, wire_body(get));
}

static void test_requests_sent_at_once_are_answered_in_order(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    int client = wire_connect(wire);
    wire_say(client, "GET /hello HTTP/1.1\r\n" HOST "\r\n"
                     "POST /size HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc"
                     "POST /store HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nab"
                     "GET /nowhere HTTP/1.1\r\n" HOST "\r\n"
                     "GET /work HTTP/1.1\r\n" HOST "\r\n"
                     "GET /hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
    static const struct {
        int status;
        const char *body;
    } wanted[] = {{200, "hello"}, {200, "3"}, {303, ""}, {404, "none"}, {200, "worked"}, {200, "hello"}};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        g_autofree char *answer = wire_hear(client, false);
        g_assert_cmpint(wire_status(answer), ==, wanted[i].status);
        g_assert_cmpstr(wire_body(answer), ==, wanted[i].body);
    }
    g_autofree char *rest = wire_hear_all(client);
    g_assert_cmpstr(rest, ==, "");
    close(client);
}

static void test_a_request_may_come_in_pieces(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    static const char request[] = "POST /size HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nabcde";
    int client = wire_connect(wire);
    for (size_t i = 0; i < strlen(request); i++) {
        wire_say_bytes(client, &request[i], 1);
        if (i % 8 == 0)
            g_usleep(500);
    }
    g_autofree char *answer = wire_hear(client, false);
    close(client);
    g_assert_cmpstr(wire_body(answer), ==, "5");
}

static void test_a_body_may_come_in_chunks(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    static const char head[] = "POST /size HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n";
    g_autofree char *whole = g_strconcat(head, "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n", NULL);
    expect(wire, whole, 200, "7");
    g_autofree char *trailer = g_strconcat(head, "1\r\na\r\n0\r\nX-More: 1\r\n\r\n", NULL);
    expect(wire, trailer, 200, "1");
    g_autofree char *wrong = g_strconcat(head, "zz\r\nabc\r\n0\r\n\r\n", NULL);
    expect(wire, wrong, 400, NULL);
    g_autofree char *letters = g_strnfill(4097, 'a');
    g_autofree char *large = g_strconcat(head, "1001\r\n", letters, "\r\n0\r\n\r\n", NULL);
    expect(wire, large, 413, "too large");
}

static void test_a_body_of_4096_bytes_is_taken_and_a_longer_one_is_not(struct wire *wire,
                                                                       gconstpointer unused)
{
    (void)unused;
    static const struct {
        size_t size;
        int status;
        const char *body;
    } cases[] = {{0, 200, "0"}, {4096, 200, "4096"}, {4097, 413, "too large"}, {200000, 413, "too large"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = g_strnfill(cases[i].size, 'a');
        g_autofree char *request = g_strdup_printf(
            "POST /size HTTP/1.1\r\n" HOST "Content-Length: %zu\r\n\r\n%s", cases[i].size, body);
        expect(wire, request, cases[i].status, cases[i].body);
    }
}

static void test_a_hopeless_body_is_refused_before_it_comes(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    expect(wire, "POST /size HTTP/1.1\r\n" HOST "Content-Length: 99999999\r\n\r\n", 413, "too large");
    expect(wire, "POST /size HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n", 413,
           "too large");
    expect(wire, "POST /size HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999999\r\n\r\n", 413, NULL);
}

static void test_what_is_no_request_is_refused(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *request;
        int status;
    } cases[] = {
        {"GET /hello HTTP/1.1\r\n\r\n", 400}, /* no host */
        {"GET /hello HTTP/1.1\r\n" HOST HOST "\r\n", 400},
        {"GET /hello HTTP/2.0\r\n" HOST "\r\n", 505},
        {"GET /hello HTTP/1.2\r\n" HOST "\r\n", 505},
        {"POST /size HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n", 400},
        {"POST /size HTTP/1.1\r\n" HOST "Content-Length: 1x\r\n\r\na", 400},
        {"POST /size HTTP/1.1\r\n" HOST "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
        {"POST /size HTTP/1.1\r\n" HOST "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"POST /size HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"POST /size HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip\r\n\r\n", 501},
        {"POST /size HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
        {"GET /hello HTTP/1.1\r\n" HOST "no colon\r\n\r\n", 400},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].request);
        expect(wire, cases[i].request, cases[i].status, NULL);
    }
}

/* Each is followed by a request that would be answered: by whom it is read as another, it is smuggled. */
static void test_a_crooked_header_is_refused_and_its_connection_closed(struct wire *wire,
                                                                       gconstpointer unused)
{
    (void)unused;
#define NEXT "\r\n\r\nabcdGET /hello HTTP/1.1\r\n" HOST "\r\n"
#define CROOKED(text)                                                                                        \
    {                                                                                                        \
        text NEXT, sizeof(text NEXT) - 1                                                                     \
    }
    static const struct {
        char text[200];
        size_t size;
    } cases[] = {CROOKED("POST /size HTTP/1.1\r\n" HOST "Content-Length : 4"),
                 CROOKED("POST /size HTTP/1.1\r\n" HOST "Content-Length\t: 4"),
                 CROOKED("POST /size HTTP/1.1\r\n" HOST "Content-Length:\r\n 4"),
                 CROOKED("POST /size HTTP/1.1\r\n" HOST "X: a\r\n Transfer-Encoding: chunked"),
                 CROOKED("GET /hello HTTP/1.1\r\n X: a\r\n" HOST "Y: b"),
                 CROOKED("GET /hello HTTP/1.1\r\n" HOST ": x"),
                 CROOKED("GET /hello HTTP/1.1\r\n: x\r\n" HOST "X: a"),
                 CROOKED("GET /hello HTTP/1.1\r\n" HOST "a b: x"),
                 CROOKED("GET /hello HTTP/1.1\r\n" HOST "X: a\0b"),
                 CROOKED("GET /hello HTTP/1.1\r\nHost: here\0there"),
                 CROOKED("GET /hello HTTP/1.1\r\n" HOST "X: a\rTransfer-Encoding: chunked"),
                 CROOKED("GET /hello HTTP/1.1\r\n" HOST "X: a\nY: b"),
                 CROOKED("GET /hello HTTP/1.1\r\n" HOST "X: a\001b")};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].text);
        int client = wire_connect(wire);
        wire_say_bytes(client, cases[i].text, cases[i].size);
        g_autofree char *all = wire_hear_all(client);
        close(client);
        g_assert_cmpint(wire_status(all), ==, 400);
        expect_header(all, "Connection", "close");
        g_assert_cmpstr(wire_body(all), ==, "");
    }
}

static void test_a_header_may_have_blanks_around_its_value(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    expect(wire,
           "POST /size HTTP/1.1\r\nX:\r\nY: \t\r\n" HOST "Z: \xc3\xa1 \t\r\nContent-Length:4\r\n\r\nabcd",
           200, "4");
    expect(wire,
           "POST /size HTTP/1.1\r\nHost:  here \r\nX: \t 4 \r\nContent-Length: \t 4\r\nEnd:\r\n\r\nabcd", 200,
           "4");
}

/* No answer is owed to these; what counts is that the next is served. */
static void test_noise_harms_nobody(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    static const char *const noise[] = {"\r\n\r\n\r\n",
                                        "GET",
                                        "\x16\x03\x01\x02\x01\x01",
                                        "GET / HTTP/1.1\r\nHost",
                                        "POST /size HTTP/1.1\r\n" HOST "Content-Length: 100\r\n\r\nonly this",
                                        "GET /a b c HTTP/1.1\r\n" HOST "\r\n",
                                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(noise); i++) {
        int client = wire_connect(wire);
        wire_say(client, noise[i]);
        wire_say_bytes(client, "\0\xff\0", 3);
        close(client);
    }
    expect(wire, "GET /hello HTTP/1.1\r\n" HOST "\r\n", 200, "hello");
}

static void test_too_many_headers_are_refused(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    GString *flood = g_string_new("GET /hello HTTP/1.1\r\n" HOST);
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(flood, "X-%d: %d\r\n", i, i);
    g_string_append(flood, "\r\n");
    expect(wire, flood->str, 431, NULL);
    g_string_free(flood, TRUE);
    g_autofree char *letters = g_strnfill(20000, 'a');
    g_autofree char *one = g_strconcat("GET /hello HTTP/1.1\r\n" HOST "Cookie: ", letters, "\r\n\r\n", NULL);
    expect(wire, one, 431, NULL);
    g_autofree char *target = g_strconcat("GET /", letters, " HTTP/1.1\r\n" HOST "\r\n", NULL);
    expect(wire, target, 414, NULL);
    letters[300] = '\0';
    g_autofree char *path = g_strconcat("GET /", letters, " HTTP/1.1\r\n" HOST "\r\n", NULL);
    expect(wire, path, 414, NULL);
    g_autofree char *more = g_strnfill(2049, 'a');
    g_autofree char *query = g_strconcat("GET /hello?", more, " HTTP/1.1\r\n" HOST "\r\n", NULL);
    expect(wire, query, 414, NULL);
    g_autofree char *most = g_strconcat("GET /hello?", more + 1, " HTTP/1.1\r\n" HOST "\r\n", NULL);
    expect(wire, most, 200, NULL);
}

/* libmicrohttpd has no room for so many pieces: that harms neither the server nor its end, which would wait
 * for them, and what is lost of them a leak checker sees. */
static void test_a_flood_of_pieces_harms_nobody(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    GString *query = g_string_new("GET /hello?"),
            *cookie = g_string_new("GET /hello HTTP/1.1\r\n" HOST "Cookie: ");
    for (int i = 0; i < 800; i++) {
        g_string_append(query, "a&");
        g_string_append(cookie, "a=b;");
    }
    g_string_append(query, " HTTP/1.1\r\n" HOST "\r\n");
    g_string_append(cookie, "\r\n\r\n");
    expect(wire, query->str, 200, "hello");
    for (int i = 0; i < 5; i++) {
        g_autofree char *cut_off = wire_ask(wire, cookie->str);
        g_assert_cmpint(wire_status(cut_off), !=, 200);
    }
    expect(wire, "GET /hello?a=1&b=2 HTTP/1.1\r\n" HOST "Cookie: a=b; c=d\r\n\r\n", 200, "hello");
    server_close(g_steal_pointer(&wire->server), 3600);
    g_string_free(query, TRUE);
    g_string_free(cookie, TRUE);
}

static void test_a_client_of_http_1_0_is_answered_and_closed_unless_it_asks_otherwise(struct wire *wire,
                                                                                      gconstpointer unused)
{
    (void)unused;
    int client = wire_connect(wire);
    wire_say(client, "GET /hello HTTP/1.0\r\n\r\n");
    g_autofree char *only = wire_hear_all(client);
    close(client);
    g_assert_cmpstr(wire_body(only), ==, "hello");

    client = wire_connect(wire);
    wire_say(client, "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    g_autofree char *first = wire_hear(client, false);
    expect_header(first, "Connection", "Keep-Alive");
    wire_say(client, "GET /nowhere HTTP/1.0\r\n\r\n");
    g_autofree char *second = wire_hear_all(client);
    close(client);
    g_assert_cmpstr(wire_body(second), ==, "none");
}

static void test_a_proxy_on_this_machine_is_believed(struct wire *wire, gconstpointer unused)
{
    (void)unused;
#define ASK(headers) "GET /peer HTTP/1.1\r\n" HOST headers "\r\n"
    expect(wire, ASK(""), 200, "00000000000000000000ffff7f000001");
    expect(wire, ASK("X-Real-IP: 203.0.113.7\r\n"), 200, "00000000000000000000ffffcb007107");
    expect(wire, ASK("X-Forwarded-For: 10.0.0.1, 2001:db8::5\r\n"), 200, "20010db8000000000000000000000005");
    expect(wire, ASK("X-Forwarded-For: nobody\r\n"), 200, "00000000000000000000ffff7f000001");
    expect(wire, ASK("X-Forwarded-Proto: https\r\n"), 200, "00000000000000000000ffff7f000001 https");
    g_autofree char *secure = wire_ask(wire, ASK("X-Forwarded-Proto: https\r\n"));
    expect_header(secure, "Strict-Transport-Security", "max-age=31536000");
}

static void test_the_log_holds_method_route_and_status_only(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    expect(wire, "GET /hello?secret=1 HTTP/1.1\r\n" HOST "Cookie: secret\r\n\r\n", 200, NULL);
    expect(wire, "GET /secret HTTP/1.1\r\n" HOST "\r\n", 404, NULL);
    expect(wire, "BREW /hello HTTP/1.1\r\n" HOST "\r\n", 200, NULL);
    expect(wire, "GET /secret HTTP/1.1\r\nsecret\r\n\r\n", 400, NULL);
    server_close(g_steal_pointer(&wire->server), 10);
    g_assert_cmpstr(wire->log->str, ==, "GET /hello 200\nGET none 404\nOTHER /hello 200\nOTHER none 400\n");
}

static void test_many_that_are_ready_at_once_are_all_answered(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    enum { CLIENTS = 400 };
    int clients[CLIENTS];
    for (int i = 0; i < CLIENTS; i++)
        clients[i] = wire_connect(wire);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < CLIENTS; i++)
            wire_say(clients[i], "POST /store HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\na");
        for (int i = 0; i < CLIENTS; i++) {
            g_autofree char *answer = wire_hear(clients[i], false);
            g_assert_cmpint(wire_status(answer), ==, 303);
        }
    }
    for (int i = 0; i < CLIENTS; i++)
        close(clients[i]);
}

static void test_a_long_answer_comes_whole(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    g_autofree char *answer = wire_ask(wire, "GET /long HTTP/1.1\r\n" HOST "\r\n");
    g_assert_cmpuint(strlen(wire_body(answer)), ==, 300000);
    g_assert_cmpuint(strspn(wire_body(answer), "x"), ==, 300000);
}

static void open_plain(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    wire_open(wire, NULL);
}

static void close_plain(struct wire *wire, gconstpointer unused)
{
    (void)unused;
    wire_close(wire);
}

static void add(const char *path, void (*test)(struct wire *wire, gconstpointer unused))
{
    g_test_add(path, struct wire, NULL, open_plain, test, close_plain);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/server/what_is_asked_is_answered", test_what_is_asked_is_answered);
    add("/server/paths_are_handed_on_as_they_were_sent", test_paths_are_handed_on_as_they_were_sent);
    add("/server/a_target_may_name_the_host", test_a_target_may_name_the_host);
    add("/server/every_answer_has_the_security_headers", test_every_answer_has_the_security_headers);
    add("/server/head_is_get_without_its_body", test_head_is_get_without_its_body);
    add("/server/requests_sent_at_once_are_answered_in_order",
        test_requests_sent_at_once_are_answered_in_order);
    add("/server/a_request_may_come_in_pieces", test_a_request_may_come_in_pieces);
    add("/server/a_body_may_come_in_chunks", test_a_body_may_come_in_chunks);
    add("/server/a_body_of_4096_bytes_is_taken_and_a_longer_one_is_not",
        test_a_body_of_4096_bytes_is_taken_and_a_longer_one_is_not);
    add("/server/a_hopeless_body_is_refused_before_it_comes",
        test_a_hopeless_body_is_refused_before_it_comes);
    add("/server/what_is_no_request_is_refused", test_what_is_no_request_is_refused);
    add("/server/a_crooked_header_is_refused_and_its_connection_closed",
        test_a_crooked_header_is_refused_and_its_connection_closed);
    add("/server/a_header_may_have_blanks_around_its_value", test_a_header_may_have_blanks_around_its_value);
    add("/server/noise_harms_nobody", test_noise_harms_nobody);
    add("/server/too_many_headers_are_refused", test_too_many_headers_are_refused);
    add("/server/a_flood_of_pieces_harms_nobody", test_a_flood_of_pieces_harms_nobody);
    add("/server/a_client_of_http_1_0_is_answered_and_closed_unless_it_asks_otherwise",
        test_a_client_of_http_1_0_is_answered_and_closed_unless_it_asks_otherwise);
    add("/server/a_proxy_on_this_machine_is_believed", test_a_proxy_on_this_machine_is_believed);
    add("/server/the_log_holds_method_route_and_status_only",
        test_the_log_holds_method_route_and_status_only);
    add("/server/many_that_are_ready_at_once_are_all_answered",
        test_many_that_are_ready_at_once_are_all_answered);
    add("/server/a_long_answer_comes_whole", test_a_long_answer_comes_whole);
    return g_test_run();
}
