#include "form.h"
#include <string.h>

static bool parse(struct form *form, const char *body)
{
    return form_parse(form, body, strlen(body), "r");
}

static void a_form_is_taken_apart_in_its_order(void)
{
    struct form form;

    g_assert_true(parse(&form, "token=abc&tthc=5&r=phi&r=khac&remark="));
    g_assert_cmpint(form.count, ==, 5);
    g_assert_cmpstr(form_get(&form, "token"), ==, "abc");
    g_assert_cmpstr(form_get(&form, "tthc"), ==, "5");
    g_assert_cmpstr(form_get(&form, "remark"), ==, "");
    g_assert_cmpstr(form.fields[3].name, ==, "r");
    g_assert_cmpstr(form.fields[3].value, ==, "khac");
    g_assert_null(form_get(&form, "area"));
}

static void no_body_is_a_form_without_fields(void)
{
    struct form form;

    g_assert_true(form_parse(&form, NULL, 0, NULL));
    g_assert_cmpint(form.count, ==, 0);
}

static void plus_and_percent_are_decoded(void)
{
    struct form form;

    g_assert_true(parse(&form, "remark=C%E1%BA%A3m+%c6%a1n%0D%0A1%2B1%3D2%26%25&a%3Db=c=d"));
    g_assert_cmpstr(form_get(&form, "remark"), ==, "Cảm ơn\r\n1+1=2&%");
    g_assert_cmpstr(form_get(&form, "a=b"), ==, "c=d");
}

static void what_is_not_strictly_a_form_is_refused(void)
{
    static const char *const bodies[] = {
        "token",          /* no '=' */
        "=abc",           /* no name */
        "a=1&",           /* ends in nothing */
        "&a=1",           /* begins with nothing */
        "a=1&&b=2",       /* nothing between */
        "a=1&a=2",        /* twice */
        "a=1&%61=2",      /* twice, written otherwise */
        "a=%",            /* cut */
        "a=%4",           /* cut */
        "a=%4g",          /* no hexadecimal digit */
        "a=%zz",          /* likewise */
        "a=% 1",          /* likewise */
        "a=%00",          /* NUL */
        "a%00b=1",        /* NUL in a name */
        "a=%ff",          /* not UTF-8 */
        "a=%c3",          /* half a letter */
        "a=%c0%af",       /* '/' in two bytes */
        "a=%ed%a0%80",    /* half of a pair of UTF-16 */
        "%e1%ba=1",       /* half a letter in a name */
        "{\"token\": 1}", /* JSON */
    };
    struct form form;

    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        if (parse(&form, bodies[i]))
            g_error("taken for a form: %s", bodies[i]);
    }
    g_assert_false(form_parse(&form, "a=\0b", 4, NULL));
}

static void percent_at_the_end_reads_no_further(void)
{
    g_autofree char *exact = g_memdup2("a=%41", 4);
    struct form form;

    g_assert_false(form_parse(&form, exact, 4, NULL));
}

static void only_the_named_field_may_come_again(void)
{
    struct form form;

    g_assert_true(form_parse(&form, "r=1&r=2", 7, "r"));
    g_assert_false(form_parse(&form, "r=1&r=2", 7, NULL));
    g_assert_false(form_parse(&form, "l=1&l=2", 7, "r"));
}

static void a_form_has_at_most_so_many_fields(void)
{
    g_autoptr(GString) body = g_string_new("r=1");
    struct form form;

    for (int i = 1; i < FORM_FIELDS_MOST; i++)
        g_string_append(body, "&r=1");
    g_assert_true(parse(&form, body->str));
    g_assert_cmpint(form.count, ==, FORM_FIELDS_MOST);
    g_string_append(body, "&r=1");
    g_assert_false(parse(&form, body->str));
}

static void a_form_has_at_most_4096_bytes(void)
{
    g_autofree char *body = g_strnfill(4097, 'a');
    struct form form;

    body[1] = '=';
    g_assert_true(form_parse(&form, body, 4096, NULL));
    g_assert_cmpuint(strlen(form_get(&form, "a")), ==, 4094);
    g_assert_false(form_parse(&form, body, 4097, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/form/a_form_is_taken_apart_in_its_order", a_form_is_taken_apart_in_its_order);
    g_test_add_func("/form/no_body_is_a_form_without_fields", no_body_is_a_form_without_fields);
    g_test_add_func("/form/plus_and_percent_are_decoded", plus_and_percent_are_decoded);
    g_test_add_func("/form/what_is_not_strictly_a_form_is_refused", what_is_not_strictly_a_form_is_refused);
    g_test_add_func("/form/percent_at_the_end_reads_no_further", percent_at_the_end_reads_no_further);
    g_test_add_func("/form/only_the_named_field_may_come_again", only_the_named_field_may_come_again);
    g_test_add_func("/form/a_form_has_at_most_so_many_fields", a_form_has_at_most_so_many_fields);
    g_test_add_func("/form/a_form_has_at_most_4096_bytes", a_form_has_at_most_4096_bytes);
    return g_test_run();
}
