/* Sessions of the staff's pages: how they begin, how they end, and that nobody guesses one. */
#include "session.h"
#include <string.h>

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

/* Random bits that differ for each number. */
static void begin(sessions_t *sessions, char id[SESSION_ID_SIZE], const char *name, int number, gint64 now)
{
    uint8_t random[WEB_RANDOM_SIZE] = {(uint8_t)number, (uint8_t)(number >> 8), 0xab};
    sessions_begin(sessions, id, name, "vi", random, now);
}

static void one_that_began_is_found_by_its_id(void)
{
    sessions_t *sessions = sessions_new();
    char id[SESSION_ID_SIZE];
    struct session session = {0};

    begin(sessions, id, "lan", 1, 0);
    g_assert_cmpuint(strlen(id), ==, 64);
    g_assert_true(sessions_find(sessions, &session, id, 1));
    g_assert_cmpstr(session.name, ==, "lan");
    g_assert_cmpstr(session.language, ==, "vi");
    g_assert_cmpuint(strlen(session.mark), ==, 32);
    g_assert_null(strstr(id, session.mark));
    sessions_free(sessions);
}

static void a_quarter_of_an_hour_without_a_request_ends_it(void)
{
    sessions_t *sessions = sessions_new();
    char id[SESSION_ID_SIZE];
    struct session session;

    begin(sessions, id, "lan", 1, 0);
    g_assert_true(sessions_find(sessions, &session, id, 15 * MINUTE - 1));
    g_assert_true(sessions_find(sessions, &session, id, 30 * MINUTE - 2));
    g_assert_false(sessions_find(sessions, &session, id, 45 * MINUTE - 2));
    g_assert_false(sessions_find(sessions, &session, id, 45 * MINUTE - 2));
    sessions_free(sessions);
}

static void eight_hours_end_it_however_busy_it_is(void)
{
    sessions_t *sessions = sessions_new();
    char id[SESSION_ID_SIZE];
    struct session session;
    gint64 now = 5;

    begin(sessions, id, "lan", 1, 5);
    for (; now < 8 * HOUR; now += 10 * MINUTE)
        g_assert_true(sessions_find(sessions, &session, id, now));
    g_assert_true(sessions_find(sessions, &session, id, 8 * HOUR + 4));
    g_assert_false(sessions_find(sessions, &session, id, 8 * HOUR + 5));
    sessions_free(sessions);
}

static void no_other_text_is_taken_for_an_id(void)
{
    sessions_t *sessions = sessions_new();
    char id[SESSION_ID_SIZE], wrong[SESSION_ID_SIZE];
    struct session session;

    g_assert_false(sessions_find(sessions, &session, "", 0));
    g_assert_false(sessions_find(sessions, &session, NULL, 0));
    /* A free place must not be found by an id that hashes to nothing. */
    memset(wrong, '0', sizeof wrong - 1);
    wrong[sizeof wrong - 1] = '\0';
    g_assert_false(sessions_find(sessions, &session, wrong, 0));
    begin(sessions, id, "lan", 1, 0);
    for (size_t i = 0; i < strlen(id); i++) {
        g_strlcpy(wrong, id, sizeof wrong);
        wrong[i] = wrong[i] == 'a' ? 'b' : 'a';
        g_assert_false(sessions_find(sessions, &session, wrong, 0));
    }
    g_autofree char *upper = g_ascii_strup(id, -1);
    g_assert_cmpstr(upper, !=, id);
    g_assert_false(sessions_find(sessions, &session, upper, 0));
    g_autofree char *longer = g_strconcat(id, "0", NULL);
    g_assert_false(sessions_find(sessions, &session, longer, 0));
    sessions_free(sessions);
}

static void one_servers_id_is_nothing_to_another(void)
{
    sessions_t *here = sessions_new(), *there = sessions_new();
    char id[SESSION_ID_SIZE], other[SESSION_ID_SIZE];
    struct session session, at_other;

    begin(here, id, "lan", 1, 0);
    g_assert_false(sessions_find(there, &session, id, 0));
    begin(there, other, "lan", 1, 0);
    g_assert_cmpstr(other, ==, id);
    g_assert_true(sessions_find(here, &session, id, 0));
    g_assert_true(sessions_find(there, &at_other, id, 0));
    g_assert_cmpstr(session.mark, !=, at_other.mark);
    sessions_free(here);
    sessions_free(there);
}

static void ending_one_leaves_the_others(void)
{
    sessions_t *sessions = sessions_new();
    char first[SESSION_ID_SIZE], second[SESSION_ID_SIZE];
    struct session session;

    begin(sessions, first, "lan", 1, 0);
    begin(sessions, second, "minh", 2, 0);
    sessions_end(sessions, first);
    sessions_end(sessions, "nothing");
    g_assert_false(sessions_find(sessions, &session, first, 0));
    g_assert_true(sessions_find(sessions, &session, second, 0));
    sessions_end_all(sessions);
    g_assert_false(sessions_find(sessions, &session, second, 0));
    sessions_free(sessions);
}

static void the_fifth_of_a_name_ends_its_oldest(void)
{
    sessions_t *sessions = sessions_new();
    char ids[SESSION_MOST_OF_NAME + 1][SESSION_ID_SIZE], other[SESSION_ID_SIZE];
    struct session session;

    begin(sessions, other, "minh", 99, 0);
    for (int i = 0; i < SESSION_MOST_OF_NAME; i++)
        begin(sessions, ids[i], "lan", i, i);
    g_assert_true(
        sessions_find(sessions, &session, ids[0], 10)); /* the second is now the one unused longest */
    begin(sessions, ids[SESSION_MOST_OF_NAME], "lan", SESSION_MOST_OF_NAME, 11);
    g_assert_false(sessions_find(sessions, &session, ids[1], 12));
    for (int i = 0; i <= SESSION_MOST_OF_NAME; i++)
        g_assert_true(i == 1 || sessions_find(sessions, &session, ids[i], 12));
    g_assert_true(sessions_find(sessions, &session, other, 12));
    sessions_free(sessions);
}

static void when_all_places_are_taken_the_idlest_gives_way(void)
{
    sessions_t *sessions = sessions_new();
    char ids[SESSION_MOST + 1][SESSION_ID_SIZE];
    struct session session;

    for (int i = 0; i <= SESSION_MOST; i++) {
        g_autofree char *name = g_strdup_printf("ten-%d", i);
        begin(sessions, ids[i], name, i, i);
    }
    g_assert_false(sessions_find(sessions, &session, ids[0], 100));
    for (int i = 1; i <= SESSION_MOST; i++)
        g_assert_true(sessions_find(sessions, &session, ids[i], 100));
    sessions_free(sessions);
}

static void a_mark_is_only_its_own_sessions(void)
{
    sessions_t *sessions = sessions_new();
    char first[SESSION_ID_SIZE], second[SESSION_ID_SIZE];
    struct session one, other;

    begin(sessions, first, "lan", 1, 0);
    begin(sessions, second, "lan", 2, 0);
    g_assert_true(sessions_find(sessions, &one, first, 0));
    g_assert_true(sessions_find(sessions, &other, second, 0));
    g_assert_true(session_has_mark(&one, one.mark));
    g_assert_false(session_has_mark(&one, other.mark));
    g_assert_false(session_has_mark(&one, ""));
    g_assert_false(session_has_mark(&one, NULL));
    one.mark[0] = '\0';
    g_assert_false(session_has_mark(&one, ""));
    sessions_free(sessions);
}

static void its_language_stays(void)
{
    sessions_t *sessions = sessions_new();
    char id[SESSION_ID_SIZE];
    struct session session;

    begin(sessions, id, "lan", 1, 0);
    sessions_set_language(sessions, id, "en");
    sessions_set_language(sessions, "nothing", "vi");
    g_assert_true(sessions_find(sessions, &session, id, 1));
    g_assert_cmpstr(session.language, ==, "en");
    sessions_free(sessions);
}

static void what_it_has_seen_is_its_own_and_the_oldest_is_forgotten(void)
{
    sessions_t *sessions = sessions_new();
    char first[SESSION_ID_SIZE], second[SESSION_ID_SIZE];

    begin(sessions, first, "lan", 1, 0);
    begin(sessions, second, "lan", 2, 0);
    g_assert_false(sessions_has_seen(sessions, first, "2025-W45"));
    sessions_note_seen(sessions, first, "2025-W45");
    g_assert_true(sessions_has_seen(sessions, first, "2025-W45"));
    g_assert_false(sessions_has_seen(sessions, first, "2025-W4"));
    g_assert_false(sessions_has_seen(sessions, second, "2025-W45"));
    for (int i = 0; i < 16; i++) {
        g_autofree char *what = g_strdup_printf("2024-W%d", 10 + i);
        g_assert_true(sessions_has_seen(sessions, first, "2025-W45"));
        sessions_note_seen(sessions, first, what);
    }
    g_assert_false(sessions_has_seen(sessions, first, "2025-W45"));
    g_assert_true(sessions_has_seen(sessions, first, "2024-W10"));
    sessions_end(sessions, first);
    sessions_note_seen(sessions, first, "2025-W45");
    g_assert_false(sessions_has_seen(sessions, first, "2025-W45"));
    sessions_free(sessions);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/session/one_that_began_is_found_by_its_id", one_that_began_is_found_by_its_id);
    g_test_add_func("/session/a_quarter_of_an_hour_without_a_request_ends_it",
                    a_quarter_of_an_hour_without_a_request_ends_it);
    g_test_add_func("/session/eight_hours_end_it_however_busy_it_is", eight_hours_end_it_however_busy_it_is);
    g_test_add_func("/session/no_other_text_is_taken_for_an_id", no_other_text_is_taken_for_an_id);
    g_test_add_func("/session/one_servers_id_is_nothing_to_another", one_servers_id_is_nothing_to_another);
    g_test_add_func("/session/ending_one_leaves_the_others", ending_one_leaves_the_others);
    g_test_add_func("/session/the_fifth_of_a_name_ends_its_oldest", the_fifth_of_a_name_ends_its_oldest);
    g_test_add_func("/session/when_all_places_are_taken_the_idlest_gives_way",
                    when_all_places_are_taken_the_idlest_gives_way);
    g_test_add_func("/session/a_mark_is_only_its_own_sessions", a_mark_is_only_its_own_sessions);
    g_test_add_func("/session/its_language_stays", its_language_stays);
    g_test_add_func("/session/what_it_has_seen_is_its_own_and_the_oldest_is_forgotten",
                    what_it_has_seen_is_its_own_and_the_oldest_is_forgotten);
    return g_test_run();
}
