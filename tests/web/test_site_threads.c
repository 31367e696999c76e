/* Event threads ask while keys, board and counts are changed by another: nothing is torn, nothing is lost. */
#include "visitor.h"
#include <string.h>

enum { ASKERS = 4, ASKS = 3000, CHANGES = 100 };

struct asker {
    const struct visitor *visitor;
    int number;
    const char *link, *poster;
    int spoiled; /* answers that cannot be */
    int replayed;
};

static int ask(const struct asker *asker, const char *path, const char *body)
{
    struct web_exchange exchange = {.request = asker->visitor->request};
    static const uint8_t HERE[16] = {[15] = 1};

    memcpy(exchange.request.peer, HERE, sizeof HERE);
    randombytes_buf(exchange.request.random, sizeof exchange.request.random);
    exchange.request.path = path;
    if (body) {
        exchange.request.method = WEB_POST;
        exchange.request.body = body;
        exchange.request.body_size = strlen(body);
    }
    if (SITE_HANDLER.answer(&exchange, asker->visitor->site) == WEB_STORE)
        SITE_HANDLER.stored(&exchange, SUBMISSION_SPENT, asker->visitor->site);
    const int status = exchange.response.status;
    web_exchange_clear(&exchange);
    return status;
}

/* A used link may be tried so often, so each thread has links of its own. */
static void replay(struct asker *asker, int i)
{
    char link[TOKEN_TEXT_SIZE];

    visitor_link(asker->visitor, link, TOKEN_RATE, "khac", 600, asker->number * ASKS + i);
    g_autofree char *body =
        g_strdup_printf("token=%s&form=00112233445566778899aabbccddeeff&l=vi&tthc=5", link);
    asker->spoiled += ask(asker, "/d", body) != 409;
    asker->replayed++;
}

static gpointer go(gpointer data)
{
    struct asker *asker = data;

    for (int i = 0; i < ASKS; i++) {
        const int board = ask(asker, "/ket-qua", NULL);
        asker->spoiled += ask(asker, asker->link, NULL) != 200;
        asker->spoiled += ask(asker, asker->poster, NULL) != 200;
        asker->spoiled += board != 200 && board != 404;
        if (i % 10 == 0)
            replay(asker, i);
    }
    return NULL;
}

static gint64 change(struct visitor *visitor)
{
    g_autoptr(GBytes) html = g_bytes_new_static("<style>p{}</style>", 18);
    g_autofree char *file = g_build_filename(visitor->folder, "token.ini", NULL);
    gint64 replayed = 0, misuse[MISUSE_COUNT];

    for (int i = 0; i < CHANGES; i++) {
        token_keys_t *keys = NULL;
        g_assert_true(token_keys_load(&keys, file, NULL));
        site_set_keys(visitor->site, keys);
        site_set_board(visitor->site, "vi", i % 2 ? html : NULL);
        site_take_misuse(visitor->site, misuse);
        replayed += misuse[MISUSE_REPLAYED];
        g_usleep(1000);
    }
    return replayed;
}

static void askers_and_changes_do_not_disturb_each_other(void)
{
    struct visitor visitor;
    struct asker askers[ASKERS];
    GThread *threads[ASKERS];
    char link[TOKEN_TEXT_SIZE], poster[TOKEN_TEXT_SIZE];
    gint64 misuse[MISUSE_COUNT], expected = 0;

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, "khac", 600, -1);
    visitor_link(&visitor, poster, TOKEN_POSTER, "khac", 0, -2);
    g_autofree char *link_path = g_strconcat("/d/", link, NULL),
                    *poster_path = g_strconcat("/d/", poster, NULL);
    for (int i = 0; i < ASKERS; i++) {
        askers[i] =
            (struct asker){.visitor = &visitor, .number = i, .link = link_path, .poster = poster_path};
        threads[i] = g_thread_new("asker", go, &askers[i]);
    }
    gint64 replayed = change(&visitor);
    for (int i = 0; i < ASKERS; i++) {
        g_thread_join(threads[i]);
        g_assert_cmpint(askers[i].spoiled, ==, 0);
        expected += askers[i].replayed;
    }
    site_take_misuse(visitor.site, misuse);
    g_assert_cmpint(replayed + misuse[MISUSE_REPLAYED], ==, expected);
    visitor_leave(&visitor);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site/askers_and_changes_do_not_disturb_each_other",
                    askers_and_changes_do_not_disturb_each_other);
    return g_test_run();
}
