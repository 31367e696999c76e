#include "pin.h"
#include <glib.h>
#include <string.h>

static void a_pin_is_4_to_12_digits_and_no_run(void)
{
    static const char *const good[] = {"2749",   "274951", "112233",      "123455",
                                       "123465", "890123", "274951836405"};
    static const char *const bad[] = {"",       "274",      "2749518364052", "27a9",    " 2749",
                                      "2749 ",  "２７４９", "0000",          "7777777", "1234",
                                      "456789", "9876",     "43210"};

    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_true(pin_is_acceptable(good[i], NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        const char *why = NULL;
        g_assert_false(pin_is_acceptable(bad[i], &why));
        g_assert_nonnull(why);
    }
}

static void a_hash_knows_its_pin_and_no_other(void)
{
    char hash[PIN_HASH_SIZE], again[PIN_HASH_SIZE];

    g_assert_true(pin_hash(hash, "274951"));
    g_assert_true(g_str_has_prefix(hash, "$argon2id$"));
    g_assert_null(strstr(hash, "274951"));
    g_assert_true(pin_matches(hash, "274951"));
    g_assert_false(pin_matches(hash, "274950"));
    g_assert_false(pin_matches(hash, "27495"));
    g_assert_false(pin_matches(hash, ""));
    g_assert_true(pin_hash(again, "274951"));
    g_assert_cmpstr(hash, !=, again);
}

/* Made by the argon2 program of another hand: printf 274951 | argon2 saltsaltsalt -id -t 3 -k 32768 -p 1 -l
 * 32 -e */
static void a_hash_of_another_program_is_understood(void)
{
    static const char hash[] = "$argon2id$v=19$m=32768,t=3,p=1$c2FsdHNhbHRzY"
                               "Wx0$qcfglK9YQnR5QR1z6GPw3VwTK5ackVtl7wiXkiNT19A";
    g_assert_true(pin_matches(hash, "274951"));
    g_assert_false(pin_matches(hash, "274952"));
}

static void what_is_no_hash_matches_nothing(void)
{
    char *const bad[] = {"", "274951", "$argon2id$", "$argon2id$v=19$m=32768,t=3,p=1$AAAA$AAAA"};
    g_autofree char *endless = g_strnfill(5000, 'A');

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(pin_matches(bad[i], "274951"));
    g_assert_false(pin_matches(endless, "274951"));
}

static void the_wait_grows_to_fifteen_minutes_and_stays(void)
{
    static const int waits[] = {0, 2, 5, 15, 30, 60, 120, 300, 900, 900};

    for (size_t i = 0; i < G_N_ELEMENTS(waits); i++)
        g_assert_cmpint(pin_wait_seconds((int)i), ==, waits[i]);
    g_assert_cmpint(pin_wait_seconds(G_MAXINT), ==, 900);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pin/a_pin_is_4_to_12_digits_and_no_run", a_pin_is_4_to_12_digits_and_no_run);
    g_test_add_func("/pin/a_hash_knows_its_pin_and_no_other", a_hash_knows_its_pin_and_no_other);
    g_test_add_func("/pin/a_hash_of_another_program_is_understood", a_hash_of_another_program_is_understood);
    g_test_add_func("/pin/what_is_no_hash_matches_nothing", what_is_no_hash_matches_nothing);
    g_test_add_func("/pin/the_wait_grows_to_fifteen_minutes_and_stays",
                    the_wait_grows_to_fifteen_minutes_and_stays);
    return g_test_run();
}
