/* Several clerks at once, on threads of their own, as the server has them. */
#include "clerk.h"
#include <pthread.h>

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

static void several_clerks_are_answered_at_once(struct clerk *clerk, gconstpointer unused)
{
    struct colleague colleagues[CLERKS];

    (void)unused;
    clerk_log_in(clerk);
    for (int i = 0; i < CLERKS; i++) {
        colleagues[i] = (struct colleague){.clerk = clerk, .number = i};
        g_assert_cmpint(pthread_create(&colleagues[i].thread, NULL, ask_again_and_again, &colleagues[i]), ==,
                        0);
    }
    for (int i = 0; i < CLERKS; i++) {
        pthread_join(colleagues[i].thread, NULL);
        g_assert_cmpint(colleagues[i].seen, ==, TIMES);
    }
    g_assert_cmpuint(clerk->audits->len, ==, 1 + CLERKS * (TIMES / 2 + 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/office/several_clerks_are_answered_at_once", struct clerk, NULL, clerk_enter,
               several_clerks_are_answered_at_once, clerk_leave);
    return g_test_run();
}
