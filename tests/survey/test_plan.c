#include "plan.h"
#include <string.h>

static plan_t *load(const char *id)
{
    g_autofree char *file = g_strconcat(SOURCE_DIR "/assets/plans/", id, ".ini", NULL);
    g_autoptr(GError) error = NULL;
    plan_t *plan = NULL;
    bool loaded = plan_load(&plan, file, &error);
    g_assert_no_error(error);
    g_assert_true(loaded);
    return plan;
}

static const struct target *find(const plan_t *plan, const char *id)
{
    for (guint i = 0; i < plan->targets->len; i++) {
        const struct target *target = g_ptr_array_index(plan->targets, i);
        if (strcmp(target->id, id) == 0)
            return target;
    }
    g_error("%s has no target %s", plan->id, id);
}

struct expected {
    const char *plan, *target;
    bool outside;
    enum item item;
    const char *areas, *op, *percent;
    int from, to;
    const char *sentence;
};

/* What the five plans say, transcribed from their texts. */
static const struct expected targets[] = {
    {"chi-minh", "tthc", false, ITEM_TTHC, "", ">=", "90", 20250701, 20251231, "đạt 90% trở lên"},
    {"chi-minh", "tthc-dat-dai-xay-dung", false, ITEM_TTHC, "dat-dai;xay-dung", ">", "80", 20250701, 20251231,
     "đạt trên 80%"},
    {"chi-minh", "phuc-vu", false, ITEM_PHUC_VU, "", ">", "90", 20250701, 20251231, "đạt trên 90%"},
    {"chi-minh", "y-te-giao-duc", true, ITEM_TTHC, "", ">", "85", 20250701, 20251231, "đạt trên 85%"},
    {"an-phong", "tthc", false, ITEM_TTHC, "", ">=", "90", 20250701, 20251231, "Phấn đấu … đạt 90% trở lên"},
    {"an-phong", "phuc-vu", false, ITEM_PHUC_VU, "", ">=", "95", 20250701, 20251231, "tối thiểu đạt 95%"},
    {"an-phong", "phuc-vu-dat-dai", false, ITEM_PHUC_VU, "dat-dai", ">=", "90", 20250701, 20251231,
     "tối thiểu đạt 95% (lĩnh vực đất đai 90%)"},
    {"ngoc-lien", "phuc-vu", false, ITEM_PHUC_VU, "", ">=", "100", 20250101, 20251231, "đạt 100%"},
    {"ngoc-lien", "tthc", false, ITEM_TTHC, "", ">=", "95", 20250101, 20251231, "đạt từ 95% trở lên"},
    {"ke-sat", "tthc", false, ITEM_TTHC, "", ">=", "95", 20260101, 20301231, "đạt tối thiểu 95%"},
    {"ke-sat", "tthc-dat-dai-xay-dung-dau-tu", false, ITEM_TTHC, "dat-dai;xay-dung;dau-tu", ">=", "90",
     20260101, 20301231, "đạt tối thiểu 90%"},
};

static void check_target(const struct expected *expected)
{
    g_autoptr(plan_t) plan = load(expected->plan);
    const struct target *target = find(plan, expected->target);
    char percent[PERCENT_SIZE];
    g_autofree char *areas = g_strjoinv(";", target->areas);
    target_percent_format(percent, target);
    g_assert_true(target->outside == expected->outside);
    g_assert_true((target->what != NULL) == expected->outside);
    g_assert_true(target->outside || target->item == expected->item);
    g_assert_cmpstr(areas, ==, expected->areas);
    g_assert_cmpstr(target_op_id(target->op), ==, expected->op);
    g_assert_cmpstr(percent, ==, expected->percent);
    g_assert_cmpint(target->from, ==, expected->from);
    g_assert_cmpint(target->to, ==, expected->to);
    g_assert_cmpstr(target->sentence, ==, expected->sentence);
}

static void the_five_plans_say_what_their_texts_say(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(targets); i++)
        check_target(&targets[i]);
}

static void the_five_plans_have_no_other_targets(void)
{
    static const struct {
        const char *id;
        guint targets;
    } plans[] = {{"chi-minh", 4}, {"an-phong", 3}, {"ngoc-lien", 2}, {"chan-hung", 0}, {"ke-sat", 2}};
    for (size_t i = 0; i < G_N_ELEMENTS(plans); i++) {
        g_autoptr(plan_t) plan = load(plans[i].id);
        g_assert_cmpstr(plan->id, ==, plans[i].id);
        g_assert_cmpuint(plan->targets->len, ==, plans[i].targets);
        g_assert_true(*plan->name && *plan->source);
    }
}

struct judged {
    const char *plan, *target;
    gint64 satisfied, n;
    enum verdict verdict;
};

/* At, just under and just over each limit; worked out by hand. */
static const struct judged boundary[] = {
    {"chi-minh", "tthc", 90, 100, VERDICT_MET},
    {"chi-minh", "tthc", 89, 100, VERDICT_MISSED},
    {"chi-minh", "tthc", 91, 100, VERDICT_MET},
    {"chi-minh", "tthc", 9, 10, VERDICT_MET},
    {"chi-minh", "tthc", 899996, 1000000, VERDICT_MISSED}, /* prints 90.00 */
    {"chi-minh", "tthc", 899999, 1000000, VERDICT_MISSED},
    {"chi-minh", "tthc", 900000, 1000000, VERDICT_MET},
    {"chi-minh", "tthc", 0, 0, VERDICT_NO_DATA},
    {"chi-minh", "tthc-dat-dai-xay-dung", 80, 100, VERDICT_MISSED},
    {"chi-minh", "tthc-dat-dai-xay-dung", 4, 5, VERDICT_MISSED},
    {"chi-minh", "tthc-dat-dai-xay-dung", 81, 100, VERDICT_MET},
    {"chi-minh", "tthc-dat-dai-xay-dung", 79, 100, VERDICT_MISSED},
    {"chi-minh", "tthc-dat-dai-xay-dung", 800000, 1000000, VERDICT_MISSED},
    {"chi-minh", "tthc-dat-dai-xay-dung", 800001, 1000000, VERDICT_MET}, /* prints 80.00 */
    {"chi-minh", "tthc-dat-dai-xay-dung", 0, 0, VERDICT_NO_DATA},
    {"chi-minh", "phuc-vu", 90, 100, VERDICT_MISSED},
    {"chi-minh", "phuc-vu", 89, 100, VERDICT_MISSED},
    {"chi-minh", "phuc-vu", 91, 100, VERDICT_MET},
    {"chi-minh", "phuc-vu", 900001, 1000000, VERDICT_MET},
    {"chi-minh", "y-te-giao-duc", 100, 100, VERDICT_NO_DATA}, /* not measured here, so never judged */
    {"an-phong", "tthc", 90, 100, VERDICT_MET},
    {"an-phong", "tthc", 89, 100, VERDICT_MISSED},
    {"an-phong", "tthc", 91, 100, VERDICT_MET},
    {"an-phong", "phuc-vu", 95, 100, VERDICT_MET},
    {"an-phong", "phuc-vu", 94, 100, VERDICT_MISSED},
    {"an-phong", "phuc-vu", 19, 20, VERDICT_MET},
    {"an-phong", "phuc-vu", 949999, 1000000, VERDICT_MISSED},
    {"an-phong", "phuc-vu-dat-dai", 90, 100, VERDICT_MET},
    {"an-phong", "phuc-vu-dat-dai", 89, 100, VERDICT_MISSED},
    {"an-phong", "phuc-vu-dat-dai", 91, 100, VERDICT_MET},
    {"ngoc-lien", "phuc-vu", 100, 100, VERDICT_MET},
    {"ngoc-lien", "phuc-vu", 99, 100, VERDICT_MISSED},
    {"ngoc-lien", "phuc-vu", 1, 1, VERDICT_MET},
    {"ngoc-lien", "phuc-vu", 999999, 1000000, VERDICT_MISSED}, /* prints 100.00 */
    {"ngoc-lien", "phuc-vu", 0, 0, VERDICT_NO_DATA},
    {"ngoc-lien", "tthc", 95, 100, VERDICT_MET},
    {"ngoc-lien", "tthc", 94, 100, VERDICT_MISSED},
    {"ngoc-lien", "tthc", 96, 100, VERDICT_MET},
    {"ke-sat", "tthc", 95, 100, VERDICT_MET},
    {"ke-sat", "tthc", 94, 100, VERDICT_MISSED},
    {"ke-sat", "tthc", 96, 100, VERDICT_MET},
    {"ke-sat", "tthc", 9499999999999, 10000000000000, VERDICT_MISSED},
    {"ke-sat", "tthc", 9500000000000, 10000000000000, VERDICT_MET},
    {"ke-sat", "tthc-dat-dai-xay-dung-dau-tu", 90, 100, VERDICT_MET},
    {"ke-sat", "tthc-dat-dai-xay-dung-dau-tu", 89, 100, VERDICT_MISSED},
    {"ke-sat", "tthc-dat-dai-xay-dung-dau-tu", 91, 100, VERDICT_MET},
};

static void verdicts_turn_exactly_at_the_limit(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(boundary); i++) {
        g_autoptr(plan_t) plan = load(boundary[i].plan);
        const struct target *target = find(plan, boundary[i].target);
        enum verdict verdict = target_judge(target, (struct share){boundary[i].satisfied, boundary[i].n});
        g_test_message("%s %s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, boundary[i].plan,
                       boundary[i].target, boundary[i].satisfied, boundary[i].n);
        g_assert_cmpstr(verdict_id(verdict), ==, verdict_id(boundary[i].verdict));
    }
}

/* Every count of up to 120 respondents against every whole percent. */
static void at_least_and_above_differ_only_on_the_limit_itself(void)
{
    for (int percent = 0; percent <= 100; percent++) {
        struct target target = {.percent_hundredths = percent * 100};
        for (gint64 n = 1; n <= 120; n++) {
            for (gint64 satisfied = 0; satisfied <= n; satisfied++) {
                struct share share = {satisfied, n};
                target.op = TARGET_AT_LEAST;
                bool at_least = target_judge(&target, share) == VERDICT_MET;
                target.op = TARGET_ABOVE;
                bool above = target_judge(&target, share) == VERDICT_MET;
                g_assert_true(at_least == (satisfied * 100 >= percent * n));
                g_assert_true((at_least && !above) == (satisfied * 100 == percent * n));
            }
        }
    }
}

static void a_target_is_in_force_when_the_whole_period_lies_inside(void)
{
    struct target target = {.from = 20250701, .to = 20251231};
    g_assert_true(target_in_force(&target, &(struct period){.from = 20250701, .to = 20251231}));
    g_assert_true(target_in_force(&target, &(struct period){.from = 20251103, .to = 20251109}));
    g_assert_false(target_in_force(&target, &(struct period){.from = 20250630, .to = 20250706}));
    g_assert_false(target_in_force(&target, &(struct period){.from = 20251229, .to = 20260104}));
    g_assert_false(target_in_force(&target, &(struct period){.from = 20250101, .to = 20261231}));
    target.to = 0;
    g_assert_true(target_in_force(&target, &(struct period){.from = 20250701, .to = 99991231}));
    target = (struct target){.to = 20251231};
    g_assert_true(target_in_force(&target, &(struct period){.from = 10101, .to = 20251231}));
    g_assert_false(target_in_force(&target, &(struct period){.from = 10101, .to = 20260101}));
}

static void a_percent_prints_as_short_as_it_can(void)
{
    static const struct {
        int hundredths;
        const char *text;
    } table[] = {{9000, "90"}, {9250, "92.5"}, {9205, "92.05"}, {9225, "92.25"},
                 {0, "0"},     {10000, "100"}, {5, "0.05"}};
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        char text[PERCENT_SIZE];
        target_percent_format(text, &(struct target){.percent_hundredths = table[i].hundredths});
        g_assert_cmpstr(text, ==, table[i].text);
    }
}

static void the_ids_are_the_ones_reports_hold(void)
{
    g_assert_cmpstr(verdict_id(VERDICT_MET), ==, "met");
    g_assert_cmpstr(verdict_id(VERDICT_MISSED), ==, "missed");
    g_assert_cmpstr(verdict_id(VERDICT_NO_DATA), ==, "no-data");
    g_assert_cmpstr(target_op_id(TARGET_AT_LEAST), ==, ">=");
    g_assert_cmpstr(target_op_id(TARGET_ABOVE), ==, ">");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/the_five_plans_say_what_their_texts_say", the_five_plans_say_what_their_texts_say);
    g_test_add_func("/plan/the_five_plans_have_no_other_targets", the_five_plans_have_no_other_targets);
    g_test_add_func("/verdict/turns_exactly_at_the_limit", verdicts_turn_exactly_at_the_limit);
    g_test_add_func("/verdict/at_least_and_above_differ_only_on_the_limit_itself",
                    at_least_and_above_differ_only_on_the_limit_itself);
    g_test_add_func("/target/is_in_force_when_the_whole_period_lies_inside",
                    a_target_is_in_force_when_the_whole_period_lies_inside);
    g_test_add_func("/target/a_percent_prints_as_short_as_it_can", a_percent_prints_as_short_as_it_can);
    g_test_add_func("/target/the_ids_are_the_ones_reports_hold", the_ids_are_the_ones_reports_hold);
    return g_test_run();
}
