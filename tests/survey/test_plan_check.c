#include "plan_check.h"
#include "temp_file.h"
#include <string.h>

static const char CENTER[] = "[center]\nid = mau\nname = Trung tâm\ncommune = Xã\nparent = Tỉnh\n"
                             "[area dat-dai]\nname = Đất đai\n[area xay-dung]\nname = Xây dựng\n"
                             "[area thoi-xua]\nname = Thời xưa\nactive-to = 2020-12-31\n"
                             "[area sap-toi]\nname = Sắp tới\nactive-from = 2026-01-01\n"
                             "[item tthc]\n[item phuc-vu]\nchannels = paper\n[kiosk]\nwidth-mm = 476\n";

static center_t *load_center(const char *text)
{
    g_auto(temp_file_t) file = temp_file_new("center.ini", text);
    g_autoptr(GError) error = NULL;
    center_t *center = NULL;

    center_load(&center, file.path, &error);
    g_assert_no_error(error);
    return center;
}

/* What is found in a plan of these groups. Free with g_free. */
static char *check(const char *groups, const center_t *center)
{
    g_autofree char *text = g_strconcat("[plan]\nid = mau\nname = Mẫu\nsource = Mẫu\n", groups, NULL);
    g_auto(temp_file_t) file = temp_file_new("plan.ini", text);
    g_autoptr(GError) error = NULL;
    g_autoptr(plan_t) plan = NULL;
    GString *mistakes = g_string_new(NULL);

    plan_load(&plan, file.path, &error);
    g_assert_no_error(error);
    plan_check(mistakes, plan, "F", center);
    return g_string_free(mistakes, FALSE);
}

static void assert_found(const char *groups, const char *expected)
{
    g_autoptr(center_t) center = load_center(CENTER);
    g_autofree char *found = check(groups, center);

    g_assert_cmpstr(found, ==, expected);
}

#define TARGET(id, item, areas, limit, more) "[target " id "]\n" item areas limit "sentence = s\n" more
#define TTHC                                 "item = tthc\n"
#define PHUC_VU                              "item = phuc-vu\n"
#define OVERALL                              "scope = overall\n"
#define AREAS(ids)                           "scope = areas\nareas = " ids "\n"
#define LIMIT(op, percent)                   "operator = " op "\npercent = " percent "\n"
#define DAYS(from, to)                       "from = " from "\nto = " to "\n"

static void two_figures_for_the_same_thing_on_the_same_day_contradict(void)
{
    assert_found(TARGET("a", TTHC, OVERALL, LIMIT(">=", "90"), DAYS("2025-07-01", "2025-12-31"))
                     TARGET("b", TTHC, OVERALL, LIMIT(">=", "95"), DAYS("2025-12-31", "2026-06-30")),
                 "F: [target b] percent: found 95, expected 90 as in [target a], which asks the same from "
                 "2025-12-31 to 2025-12-31\n");
    assert_found(
        TARGET("a", TTHC, OVERALL, LIMIT(">=", "90"), "") TARGET("b", TTHC, OVERALL, LIMIT(">", "90"), ""),
        "F: [target b] operator: found >, expected >= as in [target a], which asks the same on any day\n");
}

static void areas_in_another_order_are_the_same_areas(void)
{
    assert_found(TARGET("a", TTHC, AREAS("dat-dai;xay-dung"), LIMIT(">", "80"), "from = 2025-07-01\n")
                     TARGET("b", TTHC, AREAS("xay-dung;dat-dai"), LIMIT(">", "80.5"), ""),
                 "F: [target b] percent: found 80.5, expected 80 as in [target a], which asks the same from "
                 "2025-07-01\n");
}

static void the_same_twice_is_named(void)
{
    assert_found(TARGET("a", TTHC, OVERALL, LIMIT(">=", "90"), "to = 2025-12-31\n")
                     TARGET("b", TTHC, OVERALL, LIMIT(">=", "90"), ""),
                 "F: [target b] item: found the same as in [target a] to 2025-12-31, expected it once\n");
    assert_found("[target a]\noutside = true\nwhat = Y tế\noperator = >\npercent = 85\nsentence = s\n"
                 "[target b]\noutside = true\nwhat = Y tế\noperator = >\npercent = 85\nsentence = s\n",
                 "F: [target b] what: found the same as in [target a] on any day, expected it once\n");
}

static void what_only_looks_alike_is_right(void)
{
    assert_found(
        TARGET("day-after", TTHC, OVERALL, LIMIT(">=", "90"), DAYS("2025-07-01", "2025-12-31")) TARGET(
            "next-day", TTHC, OVERALL, LIMIT(">=", "95"),
            DAYS("2026-01-01",
                 "2026-12-31")) TARGET("other-item", PHUC_VU, OVERALL, LIMIT(">=", "95"),
                                       "") TARGET("one-area", TTHC, AREAS("dat-dai"), LIMIT(">", "80"),
                                                  "") TARGET("more-areas", TTHC, AREAS("dat-dai;xay-dung"),
                                                             LIMIT(">=", "85"),
                                                             "") TARGET("all", PHUC_VU, AREAS("dat-dai"),
                                                                        LIMIT(">=", "100"), "")
            TARGET("some", PHUC_VU, AREAS("xay-dung"), LIMIT(">", "0"),
                   "") "[target outside]\noutside = true\nwhat = Y tế\noperator = >\npercent = 85\nsentence "
                       "= s\n"
                       "[target other-outside]\noutside = true\nwhat = Giáo dục\noperator = >\npercent = 80\n"
                       "sentence = s\n",
        "");
}

static void a_limit_that_nobody_can_reach_or_miss_is_named(void)
{
    assert_found(
        TARGET("a", TTHC, OVERALL, LIMIT(">", "100"), ""),
        "F: [target a] percent: found > 100, expected >= 100 or less than 100: nothing is above all\n");
    assert_found(TARGET("a", TTHC, OVERALL, LIMIT(">=", "0"), ""),
                 "F: [target a] percent: found >= 0, expected more than 0: nothing is below\n");
}

static void an_area_must_be_the_center_s_and_offered_while_the_target_holds(void)
{
    assert_found(
        TARGET("a", TTHC, AREAS("dat-dai;tau-vu-tru;thoi-xua;sap-toi"), LIMIT(">", "80"),
               DAYS("2025-07-01", "2025-12-31")),
        "F: [target a] areas: found tau-vu-tru, expected an area of center.ini\n"
        "F: [target a] areas: found thoi-xua, expected an area that center.ini offers on some day from "
        "2025-07-01 to 2025-12-31\n"
        "F: [target a] areas: found sap-toi, expected an area that center.ini offers on some day from "
        "2025-07-01 to 2025-12-31\n");
    assert_found(
        TARGET("a", TTHC, AREAS("thoi-xua;sap-toi"), LIMIT(">", "80"), DAYS("2020-12-31", "2026-01-01")), "");
}

static void an_item_must_be_one_that_the_center_asks(void)
{
    assert_found(TARGET("a", "item = m02-4\n", OVERALL, LIMIT(">=", "90"), ""),
                 "F: [target a] item: found m02-4, expected an item that center.ini asks\n");
    assert_found(TARGET("a", PHUC_VU, OVERALL, LIMIT(">=", "90"), ""), "");
}

static void without_a_center_areas_and_items_are_not_compared(void)
{
    g_autofree char *found =
        check(TARGET("a", "item = m02-4\n", AREAS("tau-vu-tru"), LIMIT(">", "80"), ""), NULL);
    g_assert_cmpstr(found, ==, "");
}

static void the_shipped_plans_are_right_for_the_sample_center(void)
{
    static const char *const IDS[] = {"chi-minh", "an-phong", "ngoc-lien", "chan-hung", "ke-sat"};
    g_autoptr(center_t) center = NULL;
    g_autoptr(GString) mistakes = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    center_load(&center, SOURCE_DIR "/assets/center.ini", &error);
    g_assert_no_error(error);
    for (size_t i = 0; i < G_N_ELEMENTS(IDS); i++) {
        g_autofree char *file = g_strconcat(SOURCE_DIR "/assets/plans/", IDS[i], ".ini", NULL);
        g_autoptr(plan_t) plan = NULL;
        plan_load(&plan, file, &error);
        g_assert_no_error(error);
        plan_check(mistakes, plan, file, center);
    }
    g_assert_cmpstr(mistakes->str, ==, "");
}

#define ADD(test) g_test_add_func("/plan_check/" #test, test)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(two_figures_for_the_same_thing_on_the_same_day_contradict);
    ADD(areas_in_another_order_are_the_same_areas);
    ADD(the_same_twice_is_named);
    ADD(what_only_looks_alike_is_right);
    ADD(a_limit_that_nobody_can_reach_or_miss_is_named);
    ADD(an_area_must_be_the_center_s_and_offered_while_the_target_holds);
    ADD(an_item_must_be_one_that_the_center_asks);
    ADD(without_a_center_areas_and_items_are_not_compared);
    ADD(the_shipped_plans_are_right_for_the_sample_center);
    return g_test_run();
}
