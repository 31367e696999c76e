#include "extremes.h"
#include <string.h>

/* Every edge says in its overall row what stands beside it. */
static void the_overall_row_is_as_told(struct fixture *f, gconstpointer payload)
{
    const struct extreme *extreme = payload;
    const struct report_row *row = fixture_row(f, "", ITEM_TTHC);
    char share[PERCENT_SIZE];

    g_assert_cmpint(row->share.n, ==, extreme->n);
    g_assert_cmpint(row->share.satisfied, ==, extreme->satisfied);
    g_assert_cmpint(counts_total(&row->set_aside), ==, extreme->set_aside);
    if (extreme->share) {
        share_format(share, row->share, 2);
        g_assert_cmpstr(share, ==, extreme->share);
    }
    g_assert_cmpint(f->report->entries.counted, ==, extreme->n);
    g_assert_cmpint(f->report->entries.set_aside, ==, extreme->set_aside);
}

/* Whatever has words is filled in, and a share is never shown where nobody rated. */
static void the_faces_for_reading_stay_whole(struct fixture *f, gconstpointer payload)
{
    const struct extreme *extreme = payload;
    const char *const languages[] = {"vi", "en"};

    (void)extreme;
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        const struct face_style style = {f->words, languages[i], NULL};
        g_autoptr(GString) text = g_string_new(NULL);
        g_assert_true(report_text(text, f->report, &style, NULL));
        g_assert_true(report_csv(text, f->report, &style, NULL));
        g_assert_true(report_json(text, f->report, &style, NULL));
        g_assert_true(g_utf8_validate(text->str, (gssize)text->len, NULL));
        g_assert_null(strstr(text->str, "report."));
        g_assert_null(strstr(text->str, "nan"));
        g_assert_null(strstr(text->str, "Chỉ số SIPAS"));
        if (!extreme->share)
            g_assert_null(strstr(text->str, "100,00"));
    }
}

static void the_long_name_has_120_characters(void)
{
    g_assert_cmpint(g_utf8_strlen(LONG_NAME, -1), ==, 120);
}

/* 25 areas x (1 0 (i mod 3) 10 i): the third level is 8 times 1 + 2 + 0, and 1. */
static void many_areas_add_up(struct fixture *f, gconstpointer unused)
{
    const struct report_row *row = fixture_row(f, "", ITEM_TTHC);
    const gint64 expected[LEVEL_COUNT] = {25, 0, 25, 250, 325};

    (void)unused;
    g_assert_cmpuint(f->report->rows->len, ==, 26);
    for (int i = 0; i < LEVEL_COUNT; i++)
        g_assert_cmpint(row->counts.n[i], ==, expected[i]);
}

static void a_plan_expired_in_mid_period_is_judged_and_marked(struct fixture *f, gconstpointer unused)
{
    const struct report_target *target = &g_array_index(f->report->targets, struct report_target, 0);

    (void)unused;
    g_assert_false(target->in_force);
    g_assert_cmpint(target->verdict, ==, VERDICT_MET);
}

static void two_plans_are_both_judged(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpuint(f->report->targets->len, ==, 2);
    g_assert_cmpint(g_array_index(f->report->targets, struct report_target, 0).verdict, ==, VERDICT_MET);
    g_assert_cmpint(g_array_index(f->report->targets, struct report_target, 1).verdict, ==, VERDICT_MISSED);
}

static const struct extreme *find(const char *name)
{
    for (const struct extreme *extreme = EXTREMES; extreme->name; extreme++)
        if (g_str_equal(extreme->name, name))
            return extreme;
    g_assert_not_reached();
}

static void add(const char *name, const char *test, void (*check)(struct fixture *, gconstpointer))
{
    const struct extreme *extreme = find(name);
    g_autofree char *path = g_strdup_printf("/extremes/%s/%s", name, test);

    g_test_add(path, struct fixture, extreme, extreme->open, check, fixture_close);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (const struct extreme *extreme = EXTREMES; extreme->name; extreme++) {
        add(extreme->name, "the_overall_row_is_as_told", the_overall_row_is_as_told);
        add(extreme->name, "the_faces_for_reading_stay_whole", the_faces_for_reading_stay_whole);
    }
    g_test_add_func("/extremes/the_long_name_has_120_characters", the_long_name_has_120_characters);
    add("many-areas", "add_up", many_areas_add_up);
    add("plan-expired", "judged_and_marked", a_plan_expired_in_mid_period_is_judged_and_marked);
    add("two-plans", "both_judged", two_plans_are_both_judged);
    return g_test_run();
}
