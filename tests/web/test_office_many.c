/* Several clerks at once, on threads of their own, as the server has them. */
#include "clerk.h"
#include <pthread.h>
#include <string.h>

enum { CLERKS = 4, TIMES = 5 };

struct colleague {
    struct clerk *clerk;
    pthread_t thread;
    int number, seen;
};

/* Each asks for the board and the file of a week of their own. */
static void *ask_again_and_again(void *data)
{
    struct colleague *me = data;
    g_autofree char *query = g_strdup_printf("ky=2025-W%d&dang=csv", 43 + me->number);

    for (int i = 0; i < TIMES; i++) {
        struct web_exchange exchange = {.request = {.method = WEB_GET,
                                                    .path = i % 2 ? "/quan-ly" : "/quan-ly/bao-cao",
                                                    .query = query,
                                                    .host = "192.168.1.5:8081",
                                                    .cookie = me->clerk->cookie,
                                                    .now = {.day = 20251112, .mono_ms = me->clerk->now}}};
        if (OFFICE_HANDLER.answer(&exchange, me->clerk->office) == WEB_WORK)
            OFFICE_HANDLER.work(&exchange, me->clerk->office);
        me->seen += exchange.response.status == 200;
        web_exchange_clear(&exchange);
    }
    return NULL;
}

static void send_colleagues(struct clerk *clerk, void *(*do_work)(void *), int seen)
{
    struct colleague colleagues[CLERKS];

    for (int i = 0; i < CLERKS; i++) {
        colleagues[i] = (struct colleague){.clerk = clerk, .number = i};
        g_assert_cmpint(pthread_create(&colleagues[i].thread, NULL, do_work, &colleagues[i]), ==, 0);
    }
    for (int i = 0; i < CLERKS; i++) {
        pthread_join(colleagues[i].thread, NULL);
        g_assert_cmpint(colleagues[i].seen, ==, seen);
    }
}

static void several_clerks_are_answered_at_once(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk_log_in(clerk);
    send_colleagues(clerk, ask_again_and_again, TIMES);
    /* The log-in, each file, and of each board the first look. */
    g_assert_cmpuint(clerk->audits->len, ==, 1 + CLERKS * (TIMES / 2 + 1 + 1));
}

/* From a desk of their own. */
static void *log_in_once(void *data)
{
    static const char form[] = "ten=lan&mat-khau=" PASSWORD_SENT;
    struct colleague *me = data;
    struct web_exchange exchange = {.request = {.method = WEB_POST,
                                                .path = "/quan-ly/vao",
                                                .query = "",
                                                .host = "192.168.1.5:8081",
                                                .origin = "http://192.168.1.5:8081",
                                                .content_type = "application/x-www-form-urlencoded",
                                                .body = form,
                                                .body_size = strlen(form),
                                                .peer = {[10] = 0xff, 0xff, 192, 168, 1},
                                                .random = {1},
                                                .now = {.day = 20251112, .mono_ms = me->clerk->now}}};

    exchange.request.peer[15] = (uint8_t)(100 + me->number);
    exchange.request.random[1] = (uint8_t)me->number;
    if (OFFICE_HANDLER.answer(&exchange, me->clerk->office) == WEB_WORK)
        OFFICE_HANDLER.work(&exchange, me->clerk->office);
    me->seen = exchange.response.status == 303;
    web_exchange_clear(&exchange);
    return NULL;
}

static void nobody_is_turned_away_because_others_log_in(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    send_colleagues(clerk, log_in_once, 1);
    g_assert_cmpuint(clerk->audits->len, ==, CLERKS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/office/several_clerks_are_answered_at_once", struct clerk, NULL, clerk_enter,
               several_clerks_are_answered_at_once, clerk_leave);
    g_test_add("/office/nobody_is_turned_away_because_others_log_in", struct clerk, NULL, clerk_enter,
               nobody_is_turned_away_because_others_log_in, clerk_leave);
    return g_test_run();
}
