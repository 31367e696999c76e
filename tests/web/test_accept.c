#include "accept.h"
#include <glib.h>

static const char *const VI_EN[] = {"vi", "en", NULL};

static void assert_choice(const char *header, const char *expected)
{
    const char *found = VI_EN[accept_choose(header, VI_EN)];

    if (g_strcmp0(found, expected) != 0)
        g_error("\"%s\" chose %s, not %s", header, found, expected);
}

static void the_highest_weight_wins(void)
{
    assert_choice("en-US,en;q=0.9,vi;q=0.8", "en");
    assert_choice("en;q=0.7,vi;q=0.8", "vi");
    assert_choice("fr-FR,fr;q=0.9,en;q=0.5,vi;q=0.501", "vi");
    assert_choice("en;q=0.125, vi;q=0.124", "en");
    assert_choice("vi;q=0,en;q=0.001", "en");
}

static void of_equal_weights_the_first_named_wins(void)
{
    assert_choice("en,vi", "en");
    assert_choice("vi,en", "vi");
    assert_choice("en;q=0.5,vi;q=0.5", "en");
}

static void a_language_serves_who_asks_for_a_land_of_it(void)
{
    static const char *const lands[] = {"vi", "pt-BR", NULL};

    assert_choice("EN-gb", "en");
    assert_choice("en-Latn-US", "en");
    g_assert_cmpint(accept_choose("pt", lands), ==, 1);
    g_assert_cmpint(accept_choose("pt-br", lands), ==, 1);
    g_assert_cmpint(accept_choose("pt-PT", lands), ==, 0);
}

static void a_language_that_only_begins_alike_is_another(void)
{
    assert_choice("enm", "vi");
    assert_choice("e", "vi");
    assert_choice("english;q=1", "vi");
}

static void the_first_language_serves_who_asks_for_none_that_there_is(void)
{
    assert_choice(NULL, "vi");
    assert_choice("", "vi");
    assert_choice("ko-KR,ko;q=0.9", "vi");
    assert_choice("*", "vi");
    assert_choice("en;q=0", "vi");
}

static void what_is_not_well_formed_is_passed_over(void)
{
    static const char *const broken[] = {"en;q=1.5",   "en;q=-1",  "en;q=",      "en;q=0.1234", "en;q=a",
                                         "en;;q=1",    "en q=1",   "en;level=1", ";q=1",        ",,,",
                                         "en;q=1.001", "\xff\xfe", "en=1;q=1",   "<en>",        "en;q=0x1",
                                         "en;q",       "en;q=00"};

    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autofree char *with_rest = g_strconcat(broken[i], ", en;q=0.2", NULL);
        assert_choice(broken[i], "vi");
        assert_choice(with_rest, "en");
    }
}

static void blanks_are_allowed_where_http_allows_them(void)
{
    assert_choice(" en ; q=0.9 ,\tvi;q=0.8", "en");
    assert_choice("en\t;\tQ=0.9", "en");
}

static void a_header_without_end_is_read_only_so_far(void)
{
    g_autoptr(GString) header = g_string_new("fr");

    for (int i = 0; i < 100000; i++)
        g_string_append(header, ",fr");
    g_string_append(header, ",en");
    assert_choice(header->str, "vi");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/accept/the_highest_weight_wins", the_highest_weight_wins);
    g_test_add_func("/accept/of_equal_weights_the_first_named_wins", of_equal_weights_the_first_named_wins);
    g_test_add_func("/accept/a_language_serves_who_asks_for_a_land_of_it",
                    a_language_serves_who_asks_for_a_land_of_it);
    g_test_add_func("/accept/a_language_that_only_begins_alike_is_another",
                    a_language_that_only_begins_alike_is_another);
    g_test_add_func("/accept/the_first_language_serves_who_asks_for_none_that_there_is",
                    the_first_language_serves_who_asks_for_none_that_there_is);
    g_test_add_func("/accept/what_is_not_well_formed_is_passed_over", what_is_not_well_formed_is_passed_over);
    g_test_add_func("/accept/blanks_are_allowed_where_http_allows_them",
                    blanks_are_allowed_where_http_allows_them);
    g_test_add_func("/accept/a_header_without_end_is_read_only_so_far",
                    a_header_without_end_is_read_only_so_far);
    return g_test_run();
}
