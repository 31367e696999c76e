/* The server's limits, and how it ends. */
#include "wire.h"
#include <string.h>
#include <unistd.h>

#define HELLO "GET /hello HTTP/1.1\r\nHost: here\r\n\r\n"
#define STORE "POST /store HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\n\r\na"
#define WORK  "GET /work HTTP/1.1\r\nHost: here\r\n\r\n"

static void hurry(struct server_options *options)
{
    options->request_seconds = 1;
}

static void close_soon(struct server_options *options)
{
    options->idle_seconds = 1;
}

static void keep_small(struct server_options *options)
{
    options->connections = 3;
}

/* Says a letter every tenth of a second for as long as somebody listens. */
static void *drip(void *payload)
{
    const int client = GPOINTER_TO_INT(payload);
    char heard[1];
    do
        wire_say(client, "X");
    while (recv(client, heard, sizeof heard, MSG_DONTWAIT) < 0 && (g_usleep(100000), true));
    return NULL;
}

static void expect_cut_off(int client)
{
    pthread_t thread;
    g_assert_cmpint(pthread_create(&thread, NULL, drip, GINT_TO_POINTER(client)), ==, 0);
    pthread_join(thread, NULL); /* ends when the server does not listen any more */
    close(client);
}

static void test_slow_requests_are_cut_off_while_others_are_served(void)
{
    struct wire wire;
    wire_open(&wire, hurry);
    int head = wire_connect(&wire), body = wire_connect(&wire), later = wire_connect(&wire);
    wire_say(head, "GET /hello HTTP/1.1\r\nX: ");
    wire_say(body, "POST /size HTTP/1.1\r\nHost: here\r\nContent-Length: 4000\r\n\r\n");
    wire_say(later, HELLO);
    g_autofree char *first = wire_hear(later, false);
    g_assert_cmpint(wire_status(first), ==, 200);
    expect_cut_off(head);
    g_autofree char *other = wire_ask(&wire, HELLO);
    g_assert_cmpint(wire_status(other), ==, 200);
    expect_cut_off(body);
    g_assert_cmpint(server_lines(wire.server).cut_off, ==, 2);
    close(later);
    wire_close(&wire);
}

static void slow_second(struct server_options *options)
{
    options->request_seconds = 1;
    options->idle_seconds = 1;
}

static void test_a_slow_second_request_is_cut_off_too(void)
{
    struct wire wire;
    wire_open(&wire, slow_second);
    int client = wire_connect(&wire);
    wire_say(client, HELLO);
    g_autofree char *first = wire_hear(client, false);
    g_assert_cmpint(wire_status(first), ==, 200);
    wire_say(client, "GET /hello HTTP/1.1\r\nX: ");
    expect_cut_off(client);
    g_assert_cmpint(server_lines(wire.server).cut_off, ==, 1);
    wire_close(&wire);
}

static void test_waiting_for_the_disk_is_not_slow(void)
{
    struct wire wire;
    wire_open(&wire, hurry);
    wire_hold(&wire);
    int client = wire_connect(&wire);
    wire_say(client, STORE);
    wire_wait_for(&wire, 1);
    g_usleep(2500000); /* longer than a request may take, and than the sweeps are apart */
    wire_release(&wire, SUBMISSION_STORED);
    g_autofree char *answer = wire_hear(client, false);
    g_assert_cmpint(wire_status(answer), ==, 303);
    g_assert_cmpint(server_lines(wire.server).cut_off, ==, 0);
    close(client);
    wire_close(&wire);
}

static void test_idle_connections_are_closed(void)
{
    struct wire wire;
    wire_open(&wire, close_soon);
    int client = wire_connect(&wire), silent = wire_connect(&wire);
    wire_say(client, HELLO);
    g_autofree char *all = wire_hear_all(client);
    g_autofree char *nothing = wire_hear_all(silent);
    g_assert_cmpstr(wire_body(all), ==, "hello");
    g_assert_cmpstr(nothing, ==, "");
    close(client);
    close(silent);
    wire_close(&wire);
}

static void test_those_beyond_the_most_wait_until_one_has_left(void)
{
    struct wire wire;
    wire_open(&wire, keep_small);
    int inside[3];
    for (int i = 0; i < 3; i++) {
        inside[i] = wire_connect(&wire);
        wire_say(inside[i], HELLO);
        g_autofree char *answer = wire_hear(inside[i], false);
        g_assert_cmpint(wire_status(answer), ==, 200);
    }
    int outside = wire_connect(&wire);
    wire_say(outside, HELLO);
    char letter;
    g_usleep(300000);
    g_assert_cmpint(recv(outside, &letter, 1, MSG_DONTWAIT), ==, -1);
    close(inside[1]);
    g_autofree char *answer = wire_hear(outside, false);
    g_assert_cmpint(wire_status(answer), ==, 200);
    g_assert_cmpint(server_lines(wire.server).taken, ==, 4);
    close(inside[0]);
    close(inside[2]);
    close(outside);
    wire_close(&wire);
}

/* --- storing and working --- */

static void test_the_answer_comes_after_it_was_stored(void)
{
    struct wire wire;
    wire_open(&wire, NULL);
    wire_hold(&wire);
    int client = wire_connect(&wire);
    char letter;
    wire_say(client, STORE);
    wire_wait_for(&wire, 1);
    g_autofree char *other = wire_ask(&wire, HELLO);
    g_assert_cmpint(wire_status(other), ==, 200);
    g_assert_cmpint(recv(client, &letter, 1, MSG_DONTWAIT), ==, -1);
    wire_release(&wire, SUBMISSION_REFUSED);
    g_autofree char *answer = wire_hear(client, false);
    g_assert_cmpint(wire_status(answer), ==, 503);
    close(client);
    wire_close(&wire);
}

static void test_a_client_that_left_while_it_was_stored_harms_nobody(void)
{
    struct wire wire;
    wire_open(&wire, NULL);
    wire_hold(&wire);
    for (int i = 0; i < 20; i++) {
        int client = wire_connect(&wire);
        wire_say(client, STORE);
        wire_wait_for(&wire, i + 1);
        close(client);
    }
    wire_release(&wire, SUBMISSION_STORED);
    g_autofree char *answer = wire_ask(&wire, STORE);
    g_assert_cmpint(wire_status(answer), ==, 303);
    wire_close(&wire);
}

static void test_when_too_much_work_waits_more_is_refused(void)
{
    enum { CLIENTS = 60 };
    struct wire wire;
    int clients[CLIENTS], worked = 0, refused = 0;
    wire_open(&wire, NULL);
    wire_hold(&wire);
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = wire_connect(&wire);
        wire_say(clients[i], WORK);
    }
    wire_wait_for(&wire, 2);
    /* The refused are answered now: those that wait are two at work and the queue of 32. */
    g_autofree char *other = wire_ask(&wire, HELLO);
    g_assert_cmpint(wire_status(other), ==, 200);
    while (server_lines(wire.server).open < CLIENTS)
        g_usleep(1000);
    g_usleep(200000);
    wire_release(&wire, SUBMISSION_STORED);
    for (int i = 0; i < CLIENTS; i++) {
        g_autofree char *answer = wire_hear(clients[i], false);
        worked += wire_status(answer) == 200;
        refused += wire_status(answer) == 503;
        close(clients[i]);
    }
    g_assert_cmpint(worked, ==, wire.n_worked);
    g_assert_cmpint(worked + refused, ==, CLIENTS);
    g_assert_cmpint(worked, >=, 32);
    g_assert_cmpint(refused, >, 0);
    wire_close(&wire);
}

/* --- the end --- */

struct ending {
    struct wire *wire;
    int seconds;
};

static void *end(void *payload)
{
    const struct ending *ending = payload;
    server_close(ending->wire->server, ending->seconds);
    return NULL;
}

static void test_what_is_under_way_at_the_end_is_answered(void)
{
    struct wire wire;
    pthread_t thread;
    wire_open(&wire, NULL);
    wire_hold(&wire);
    int storing = wire_connect(&wire), working = wire_connect(&wire), half = wire_connect(&wire);
    wire_say(storing, STORE);
    wire_say(working, WORK);
    wire_say(half, "POST /size HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\na");
    wire_wait_for(&wire, 2);
    struct ending ending = {&wire, 60};
    g_assert_cmpint(pthread_create(&thread, NULL, end, &ending), ==, 0);
    g_usleep(300000);
    wire_say(half, "bc");
    wire_release(&wire, SUBMISSION_STORED);
    g_autofree char *stored = wire_hear_all(storing);
    g_autofree char *worked = wire_hear_all(working);
    g_autofree char *whole = wire_hear_all(half);
    pthread_join(thread, NULL);
    wire.server = NULL;
    g_assert_cmpint(wire_status(stored), ==, 303);
    g_assert_cmpstr(wire_body(worked), ==, "worked");
    g_assert_cmpstr(wire_body(whole), ==, "3");
    g_autofree char *connection = wire_header(stored, "Connection");
    g_assert_cmpstr(connection, ==, "close");
    close(storing);
    close(working);
    close(half);
    wire_close(&wire);
}

static void test_a_storage_that_never_answers_does_not_keep_the_server_from_ending(void)
{
    struct wire wire;
    wire_open(&wire, NULL);
    wire_hold(&wire);
    int clients[5];
    for (int i = 0; i < 5; i++) {
        clients[i] = wire_connect(&wire);
        wire_say(clients[i], STORE);
    }
    wire_wait_for(&wire, 5);
    server_close(g_steal_pointer(&wire.server), 0);
    for (int i = 0; i < 5; i++) {
        g_autofree char *answer = wire_hear_all(clients[i]);
        g_assert_true(wire_status(answer) == 503 || answer[0] == '\0');
        close(clients[i]);
    }
    wire_release(&wire, SUBMISSION_STORED); /* too late, and harmless */
    wire_close(&wire);
}

static void test_idle_connections_do_not_keep_the_server_from_ending(void)
{
    struct wire wire;
    wire_open(&wire, NULL);
    int silent = wire_connect(&wire), idle = wire_connect(&wire);
    wire_say(idle, HELLO);
    g_autofree char *answer = wire_hear(idle, false);
    g_assert_cmpint(wire_status(answer), ==, 200);
    server_close(g_steal_pointer(&wire.server), 60);
    g_autofree char *rest = wire_hear_all(idle);
    g_autofree char *nothing = wire_hear_all(silent);
    g_assert_cmpstr(rest, ==, "");
    g_assert_cmpstr(nothing, ==, "");
    close(silent);
    close(idle);
    wire_close(&wire);
}

static void test_an_address_that_is_none_is_refused(void)
{
    static const char *const addresses[] = {"",        "127.0.0.1", ":80", "localhost:80", "127.0.0.1:x",
                                            "[::1:80", "::1]:80"};
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        const struct server_options options = {.listen = addresses[i], .descriptor = -1};
        static const struct web_handler none;
        g_autoptr(GError) error = NULL;
        server_t *server = NULL;
        g_assert_false(server_open(&server, &options, &none, NULL, &error));
        g_assert_nonnull(error);
        g_assert_null(server);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/server/" #name, test_##name)
    ADD(slow_requests_are_cut_off_while_others_are_served);
    ADD(a_slow_second_request_is_cut_off_too);
    ADD(waiting_for_the_disk_is_not_slow);
    ADD(idle_connections_are_closed);
    ADD(those_beyond_the_most_wait_until_one_has_left);
    ADD(the_answer_comes_after_it_was_stored);
    ADD(a_client_that_left_while_it_was_stored_harms_nobody);
    ADD(when_too_much_work_waits_more_is_refused);
    ADD(what_is_under_way_at_the_end_is_answered);
    ADD(a_storage_that_never_answers_does_not_keep_the_server_from_ending);
    ADD(idle_connections_do_not_keep_the_server_from_ending);
    ADD(an_address_that_is_none_is_refused);
    return g_test_run();
}
