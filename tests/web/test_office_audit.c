/* What the staff do stands in the journal before they are given it; the disk may be full. */
#include "clerk.h"
#include <string.h>

enum { UNTIL_MONDAY = 5 };

static void enter(struct clerk *clerk, gconstpointer unused)
{
    clerk_enter(clerk, unused);
    clerk_log_in(clerk);
}

static void assert_nothing_given(const struct clerk *clerk)
{
    g_assert_cmpint(clerk->exchange.response.status, ==, 503);
    g_assert_null(clerk->exchange.response.file_name);
    g_assert_true(clerk_sees(clerk, "không đưa ra được gì"));
    g_assert_false(clerk_sees(clerk, REMARK_ELSEWHERE));
    g_assert_false(clerk_sees(clerk, "80,00"));
}

static void what_cannot_be_written_down_is_not_given(struct clerk *clerk, gconstpointer unused)
{
    static const char *const asked[] = {"/quan-ly?ky=2025-W45", "/quan-ly/bao-cao?ky=2025-W45&dang=csv",
                                        "/quan-ly/gop-y?tu=2025-W45"};
    const guint audits = clerk->audits->len;

    (void)unused;
    clerk->disk_full = true;
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
        clerk_get(clerk, asked[i]);
        assert_nothing_given(clerk);
    }
    g_assert_cmpuint(clerk->audits->len, ==, audits);
    clerk->disk_full = false;
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++)
        g_assert_cmpint(clerk_get(clerk, asked[i]), ==, 200);
    g_assert_cmpuint(clerk->audits->len, ==, audits + G_N_ELEMENTS(asked));
}

static void a_remark_stays_when_its_taking_out_cannot_be_written_down(struct clerk *clerk,
                                                                      gconstpointer unused)
{
    (void)unused;
    clerk->days = UNTIL_MONDAY;
    g_autofree char *link = clerk_take_out_link(clerk);
    g_assert_cmpint(clerk_get(clerk, link), ==, 200);
    g_autofree char *mark = clerk_hidden(clerk, "dau");
    g_autofree char *id = clerk_hidden(clerk, "so");
    g_autofree char *form = g_strdup_printf("dau=%s&so=%s&tu=2025-W46&ly-do=insult", mark, id);
    clerk->disk_full = true;
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", form), ==, 503);
    g_assert_true(clerk_journal_holds(clerk, REMARK_1));
    g_assert_true(clerk_journal_holds(clerk, REMARK_2));
    clerk->disk_full = false;
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", form), ==, 303);
}

static void a_remark_is_not_shown_alone_without_a_trace(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk->days = UNTIL_MONDAY;
    g_autofree char *link = clerk_take_out_link(clerk);
    const guint audits = clerk->audits->len;
    g_assert_cmpint(clerk_get(clerk, link), ==, 200);
    g_assert_cmpuint(clerk->audits->len, ==, audits);
    clerk_log_in(clerk);
    clerk->disk_full = true;
    g_assert_cmpint(clerk_get(clerk, link), ==, 503);
    g_assert_false(clerk_sees(clerk, "tận tình"));
    g_assert_false(clerk_sees(clerk, "Chờ lâu"));
    clerk->disk_full = false;
    g_assert_cmpint(clerk_get(clerk, link), ==, 200);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: remarks read 2025-W46");
}

static void a_look_at_a_period_is_written_down_once_a_session(struct clerk *clerk, gconstpointer unused)
{
    const guint audits = clerk->audits->len;

    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: board 2025-W46");
    for (int i = 0; i < 3; i++) {
        g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
        g_assert_cmpint(clerk_get(clerk, "/quan-ly?ky=2025-W46&l=en"), ==, 200);
    }
    g_assert_cmpuint(clerk->audits->len, ==, audits + 1);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly?ky=month:2025-11"), ==, 200);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: board month:2025-11");
    g_assert_cmpint(clerk_get(clerk, "/quan-ly?ky=x"), ==, 400);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_assert_cmpuint(clerk->audits->len, ==, audits + 2);
    clerk_log_in(clerk);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: board 2025-W46");
    g_assert_cmpuint(clerk->audits->len, ==, audits + 4);
}

#define ADD(name) g_test_add("/office/" #name, struct clerk, NULL, enter, name, clerk_leave)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(what_cannot_be_written_down_is_not_given);
    ADD(a_remark_stays_when_its_taking_out_cannot_be_written_down);
    ADD(a_remark_is_not_shown_alone_without_a_trace);
    ADD(a_look_at_a_period_is_written_down_once_a_session);
    return g_test_run();
}
