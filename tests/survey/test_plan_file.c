/* Plan files as people write them: what is accepted, and the exact sentence for each kind of mistake. */
#include "mistakes.h"
#include "plan.h"
#include "temp_file.h"
#include <string.h>

static const char right[] = "[plan]\n"
                            "id = xa-a\n"
                            "name = Kế hoạch\n"
                            "source = xã A\n"
                            "[target chung]\n"
                            "item = tthc\n"
                            "scope = overall\n"
                            "operator = >=\n"
                            "percent = 90\n"
                            "sentence = đạt 90% trở lên\n";

static bool load(const char *file, GError **error)
{
    plan_t *plan = NULL;
    bool loaded = plan_load(&plan, file, error);
    g_assert_true(loaded == (plan != NULL));
    plan_free(plan);
    return loaded;
}

#define CHECK(table) check_mistakes(right, table, G_N_ELEMENTS(table), load)

static void percents_are_read_with_point_or_comma(void)
{
    static const struct {
        const char *text;
        int hundredths;
    } table[] = {{"90", 9000},   {"92.5", 9250},    {"92,5", 9250}, {"92,05", 9205}, {"0", 0},
                 {"100", 10000}, {"100.00", 10000}, {"0,01", 1},    {"090", 9000}};
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autofree char *text =
            g_strconcat("[plan]\nid=a\nname=A\nsource=A\n[target t]\nitem=tthc\nscope=overall\n"
                        "operator=>\nsentence=s\npercent=",
                        table[i].text, "\n", NULL);
        g_auto(temp_file_t) file = temp_file_new("plan.ini", text);
        g_autoptr(plan_t) plan = NULL;
        g_assert_true(plan_load(&plan, file.path, NULL));
        const struct target *target = g_ptr_array_index(plan->targets, 0);
        g_assert_cmpint(target->percent_hundredths, ==, table[i].hundredths);
        g_assert_cmpint((int)target->op, ==, TARGET_ABOVE);
        g_assert_true(target->from == 0 && target->to == 0);
    }
}

static void targets_stay_in_the_order_of_the_file(void)
{
    static const char text[] =
        "\xEF\xBB\xBF[plan]\r\nid=a\r\nname=A\r\nname[en]=A\r\nsource=A\r\n"
        "[target z]\r\noutside=true\r\nwhat=Y tế\r\noperator=>\r\npercent=85\r\nsentence=s\r\n"
        "[target a]\r\nitem=m02-9\r\nscope=areas\r\nareas=x; y;\r\noperator=>=\r\n"
        "percent=85\r\nsentence=s\r\nsentence[en]=s\r\nfrom=2025-01-01\r\nto=2025-01-01\r\n";
    g_auto(temp_file_t) file = temp_file_new("plan.ini", text);
    g_autoptr(plan_t) plan = NULL;
    g_assert_true(plan_load(&plan, file.path, NULL));
    const struct target *z = g_ptr_array_index(plan->targets, 0), *a = g_ptr_array_index(plan->targets, 1);
    g_assert_cmpstr(z->id, ==, "z");
    g_assert_true(z->outside);
    g_assert_cmpstr(z->what, ==, "Y tế");
    g_assert_cmpstr(a->id, ==, "a");
    g_assert_cmpint((int)a->item, ==, ITEM_M02_9);
    g_assert_cmpstr(a->areas[0], ==, "x");
    g_assert_cmpstr(a->areas[1], ==, "y");
    g_assert_null(a->areas[2]);
    g_assert_true(a->from == 20250101 && a->to == 20250101);
}

static void a_wrong_value_is_named_with_what_was_expected(void)
{
    static const struct mistake table[] = {
        {"id = xa-a", "id = xã", "[plan] id: found \"xã\", expected 1 to 31 of a-z, 0-9 and -"},
        {"name = Kế hoạch\n", "", "[plan] name: found nothing, expected the plan's name"},
        {"source = xã A\n", "", "[plan] source: found nothing, expected where the plan is from"},
        {"[target chung]", "[target Chung]",
         "[target Chung]: found \"Chung\", expected an id of 1 to 31 of a-z, 0-9 and -"},
        {"operator = >=\n", "", "[target chung] operator: found nothing, expected >= or >"},
        {"operator = >=", "operator = ≥", "[target chung] operator: found \"≥\", expected >= or >"},
        {"operator = >=", "operator = =>", "[target chung] operator: found \"=>\", expected >= or >"},
        {"percent = 90\n", "",
         "[target chung] percent: found nothing, expected a number from 0 to 100 with at most two decimals"},
        {"percent = 90", "percent = 90%",
         "[target chung] percent: found \"90%\", expected a number from 0 to 100 with at most two decimals"},
        {"percent = 90", "percent = 100,01",
         "[target chung] percent: found \"100,01\", expected a number from 0 to 100 with at most two "
         "decimals"},
        {"percent = 90", "percent = 90.",
         "[target chung] percent: found \"90.\", expected a number from 0 to 100 with at most two decimals"},
        {"percent = 90", "percent = .9",
         "[target chung] percent: found \".9\", expected a number from 0 to 100 with at most two decimals"},
        {"percent = 90", "percent = 90.125",
         "[target chung] percent: found \"90.125\", expected a number from 0 to 100 with at most two "
         "decimals"},
        {"percent = 90", "percent = -1",
         "[target chung] percent: found \"-1\", expected a number from 0 to 100 with at most two decimals"},
        {"percent = 90", "percent = 0090",
         "[target chung] percent: found \"0090\", expected a number from 0 to 100 with at most two decimals"},
        {"sentence = đạt 90% trở lên\n", "",
         "[target chung] sentence: found nothing, expected the words of the plan"},
        {NULL, "from = 2025-02-30\n",
         "[target chung] from: found \"2025-02-30\", expected a date such as 2025-07-01"},
        {NULL, "from = 2025-02-02\nto = 2025-02-01\n",
         "[target chung] to: found a day before from, expected from or later"},
        {NULL, "percnt = 90\n",
         "[target chung] percnt: found an unknown key, expected \"percent\" (did you mean that?)"},
        {NULL, "[targets]\n", "[targets]: found an unknown group, expected \"target\" (did you mean that?)"},
        {NULL, "[target chung]\n", "[target chung]: found twice, expected once"},
    };
    CHECK(table);
}

static void a_target_that_contradicts_itself_is_named(void)
{
    static const struct mistake table[] = {
        {"item = tthc\n", "",
         "[target chung] item: found nothing, expected the id of an item, or outside = true"},
        {"item = tthc", "item = y-te",
         "[target chung] item: found \"y-te\", expected tthc, phuc-vu or m02-1 to m02-9"},
        {"scope = overall\n", "", "[target chung] scope: found \"\", expected overall or areas"},
        {"scope = overall", "scope = all", "[target chung] scope: found \"all\", expected overall or areas"},
        {"scope = overall", "scope = areas",
         "[target chung] areas: found nothing, expected ids of areas with ; between"},
        {NULL, "areas = dat-dai\n",
         "[target chung] areas: found \"dat-dai\", expected nothing: the scope is overall"},
        {"scope = overall", "scope = areas\nareas = a;b;a",
         "[target chung] areas: found \"a;b;a\", expected ids of areas with ; between, none twice"},
        {NULL, "what = Y tế\n",
         "[target chung] what: found \"Y tế\", expected nothing: the target is not outside = true"},
        {"item = tthc\nscope = overall", "outside = true",
         "[target chung] what: found nothing, expected what the target is about"},
        {"item = tthc", "outside = true\nwhat = Y tế\nitem = tthc\nareas = a",
         "[target chung] item: found \"tthc\", expected nothing: the target is outside = true\n"
         "[target chung] scope: found \"overall\", expected nothing: the target is outside = true\n"
         "[target chung] areas: found \"a\", expected nothing: the target is outside = true"},
    };
    CHECK(table);
}

static void a_file_that_cannot_be_read_is_named(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(load("/nonexistent/plan.ini", &error));
    g_assert_error(error, PLAN_ERROR, PLAN_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, "/nonexistent/plan.ini"));
}

static void a_wrong_content_has_its_own_code(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(temp_file_t) file = temp_file_new("plan.ini", "[plan]\n");
    g_assert_false(load(file.path, &error));
    g_assert_error(error, PLAN_ERROR, PLAN_ERROR_CONTENT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/percents_are_read_with_point_or_comma", percents_are_read_with_point_or_comma);
    g_test_add_func("/plan/targets_stay_in_the_order_of_the_file", targets_stay_in_the_order_of_the_file);
    g_test_add_func("/mistake/a_wrong_value_is_named_with_what_was_expected",
                    a_wrong_value_is_named_with_what_was_expected);
    g_test_add_func("/mistake/a_target_that_contradicts_itself_is_named",
                    a_target_that_contradicts_itself_is_named);
    g_test_add_func("/mistake/a_file_that_cannot_be_read_is_named", a_file_that_cannot_be_read_is_named);
    g_test_add_func("/mistake/a_wrong_content_has_its_own_code", a_wrong_content_has_its_own_code);
    return g_test_run();
}
