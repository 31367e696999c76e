/* How long a log-in waits after wrong passwords, and that nobody is kept out for good. */
#include "brake.h"
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

struct address {
    uint8_t bytes[16];
};

/* 10.0.HIGH.LOW */
static struct address ipv4(int number)
{
    return (struct address){{[10] = 0xff, 0xff, 10, 0, (uint8_t)(number >> 8), (uint8_t)number}};
}

/* A try of that name, with a wrong password when it is heard. */
static int try_wrong(brake_t *brake, const char *name, int sender, gint64 now)
{
    return brake_try(brake, name, ipv4(sender).bytes, now);
}

static bool try_right(brake_t *brake, const char *name, int sender, gint64 now)
{
    if (brake_try(brake, name, ipv4(sender).bytes, now) > 0)
        return false;
    brake_right(brake, name, ipv4(sender).bytes, now);
    return true;
}

static void waits_of_a_name_grow_as_those_of_the_pin(void)
{
    static const int waits[] = {2, 5, 15, 30, 60, 120, 300, 900, 900};
    brake_t *brake = brake_new();
    gint64 now = 1000;

    for (size_t i = 0; i < G_N_ELEMENTS(waits); i++) {
        g_assert_cmpint(try_wrong(brake, "lan", 1, now), ==, 0);
        g_assert_cmpint(try_wrong(brake, "lan", 1, now), ==, waits[i]);
        now += waits[i] * SECOND;
        g_assert_cmpint(try_wrong(brake, "lan", 1, now - 1), ==, 1);
    }
    brake_free(brake);
}

static void a_try_that_is_not_heard_makes_nothing_longer(void)
{
    brake_t *brake = brake_new();

    g_assert_cmpint(try_wrong(brake, "lan", 1, 0), ==, 0);
    for (int i = 0; i < 1000; i++)
        g_assert_cmpint(try_wrong(brake, "lan", 1, 1), >, 0);
    g_assert_cmpint(try_wrong(brake, "lan", 1, 2 * SECOND), ==, 0);
    brake_free(brake);
}

static void the_right_password_ends_the_wait(void)
{
    brake_t *brake = brake_new();

    g_assert_cmpint(try_wrong(brake, "lan", 1, 0), ==, 0);
    g_assert_true(try_right(brake, "lan", 1, 2 * SECOND));
    g_assert_cmpint(try_wrong(brake, "lan", 1, 2 * SECOND), ==, 0);
    g_assert_cmpint(try_wrong(brake, "lan", 1, 2 * SECOND), ==, 2);
    brake_free(brake);
}

/* Somebody guesses at a name without a pause from one address: the owner, at another, does not notice. */
static void who_guesses_from_one_place_keeps_out_nobody_elsewhere(void)
{
    brake_t *brake = brake_new();
    int heard = 0;

    for (gint64 now = 0; now < 24 * HOUR; now += SECOND) {
        heard += try_wrong(brake, "lan", 666, now) == 0;
        if (now % HOUR == 0)
            g_assert_true(try_right(brake, "lan", 1, now));
    }
    /* 8 tries, then one each 15 minutes, and a few more that were forgiven. */
    g_assert_cmpint(heard, <, 8 + 24 * 4 + 24);
    brake_free(brake);
}

/* From very many addresses: a name that logged in before at its own desk still does. */
static void who_guesses_from_everywhere_keeps_out_nobody_at_his_desk(void)
{
    brake_t *brake = brake_new();
    int heard = 0;

    g_assert_true(try_right(brake, "lan", 1, 0));
    for (gint64 now = SECOND; now < HOUR; now += 100) {
        heard += try_wrong(brake, "lan", 100 + (int)(now / 100) % 20000, now) == 0;
        if (now % (10 * MINUTE) == 0)
            g_assert_true(try_right(brake, "lan", 1, now));
    }
    /* 20 without a wait, then the table up to a minute: at most one a minute, and the six forgiven. */
    g_assert_cmpint(heard, <=, 20 + 60 + 12);
    g_assert_cmpint(heard, >=, 20);
    brake_free(brake);
}

static void all_names_together_are_braked_too(void)
{
    brake_t *brake = brake_new();
    int heard = 0;

    for (gint64 now = 0; now < HOUR; now += 100) {
        g_autofree char *name = g_strdup_printf("ten-%d", (int)(now / 100));
        heard += try_wrong(brake, name, (int)(now / 100) % 60000, now) == 0;
    }
    /* One each five seconds after the first fifty and the few with a shorter wait. */
    g_assert_cmpint(heard, <=, 50 + 720 + 70);
    g_assert_cmpint(heard, >=, 50 + 600);
    brake_free(brake);
}

static void a_sender_with_many_names_is_braked(void)
{
    brake_t *brake = brake_new();
    int heard = 0;

    for (int i = 0; i < 100; i++) {
        g_autofree char *name = g_strdup_printf("ten-%d", i);
        heard += try_wrong(brake, name, 1, i) == 0;
    }
    g_assert_cmpint(heard, ==, 11); /* ten cost nothing, the next one makes the wait */
    g_assert_cmpint(try_wrong(brake, "khac", 2, 100), ==, 0);
    brake_free(brake);
}

static void an_ipv6_line_is_one_sender(void)
{
    brake_t *brake = brake_new();
    struct address a = {{0x20, 0x01, 0xd, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}, b = a;

    memset(b.bytes + 8, 0xee, 8);
    g_assert_cmpint(brake_try(brake, "lan", a.bytes, 0), ==, 0);
    g_assert_cmpint(brake_try(brake, "lan", b.bytes, 0), ==, 2);
    b.bytes[7] = 5;
    g_assert_cmpint(brake_try(brake, "lan", b.bytes, 0), ==, 0);
    brake_free(brake);
}

/* Who has to wait cannot push out what makes him wait by naming thousands of names. */
static void a_flood_of_names_frees_nobody(void)
{
    brake_t *brake = brake_new();

    for (gint64 now = 0, i = 0; i < 8; i++) {
        while (try_wrong(brake, "lan", 1, now) > 0)
            now += SECOND;
        if (i == 7) {
            for (int n = 0; n < 5000; n++) {
                g_autofree char *name = g_strdup_printf("ten-%d", n);
                try_wrong(brake, name, 1, now);
            }
            g_assert_cmpint(try_wrong(brake, "lan", 1, now), >, 800);
        }
    }
    brake_free(brake);
}

static void changed_accounts_free_everybody(void)
{
    brake_t *brake = brake_new();

    g_assert_cmpint(try_wrong(brake, "lan", 1, 0), ==, 0);
    g_assert_cmpint(try_wrong(brake, "lan", 1, 0), ==, 2);
    brake_forget(brake);
    g_assert_cmpint(try_wrong(brake, "lan", 1, 0), ==, 0);
    brake_free(brake);
}

static void a_name_of_any_length_is_heard_and_counted(void)
{
    brake_t *brake = brake_new();
    g_autofree char *name = g_strnfill(5000, 'a');

    g_assert_cmpint(try_wrong(brake, name, 1, 0), ==, 0);
    g_assert_cmpint(try_wrong(brake, name, 1, 0), ==, 2);
    g_assert_cmpint(try_wrong(brake, "", 1, 0), ==, 0);
    brake_free(brake);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/brake/waits_of_a_name_grow_as_those_of_the_pin",
                    waits_of_a_name_grow_as_those_of_the_pin);
    g_test_add_func("/brake/a_try_that_is_not_heard_makes_nothing_longer",
                    a_try_that_is_not_heard_makes_nothing_longer);
    g_test_add_func("/brake/the_right_password_ends_the_wait", the_right_password_ends_the_wait);
    g_test_add_func("/brake/who_guesses_from_one_place_keeps_out_nobody_elsewhere",
                    who_guesses_from_one_place_keeps_out_nobody_elsewhere);
    g_test_add_func("/brake/who_guesses_from_everywhere_keeps_out_nobody_at_his_desk",
                    who_guesses_from_everywhere_keeps_out_nobody_at_his_desk);
    g_test_add_func("/brake/all_names_together_are_braked_too", all_names_together_are_braked_too);
    g_test_add_func("/brake/a_sender_with_many_names_is_braked", a_sender_with_many_names_is_braked);
    g_test_add_func("/brake/an_ipv6_line_is_one_sender", an_ipv6_line_is_one_sender);
    g_test_add_func("/brake/a_flood_of_names_frees_nobody", a_flood_of_names_frees_nobody);
    g_test_add_func("/brake/changed_accounts_free_everybody", changed_accounts_free_everybody);
    g_test_add_func("/brake/a_name_of_any_length_is_heard_and_counted",
                    a_name_of_any_length_is_heard_and_counted);
    return g_test_run();
}
