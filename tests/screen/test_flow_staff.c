/* The staff page: what is asked, what is said, what waits. */
#include "visit.h"

#define assert_page(visit, expected)    g_assert_cmpint((visit)->flow.page, ==, expected)
#define assert_sheet(visit, expected)   g_assert_cmpint((visit)->flow.staff.sheet, ==, expected)
#define assert_request(visit, expected) g_assert_cmpint(visit_errand(visit).request, ==, expected)

static const struct staff_answer GRANTED = {.granted = true};
static const struct staff_answer DENIED = {.granted = false};

static void test_the_figures_are_shown_when_they_come(void)
{
    struct visit visit;
    struct staff_answer answer = {.granted = true, .board = {.n = 2}};
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    visit_errand(&visit);
    visit_tell(&visit, GRANTED);
    assert_request(&visit, STAFF_FIGURES);
    g_strlcpy(answer.board.lines[1].label, "Hộ tịch", STAFF_TEXT_SIZE);
    g_assert_true(visit_tell(&visit, answer));
    g_assert_cmpint(visit.flow.staff.figures, ==, FLOW_FIGURES_HERE);
    g_assert_cmpint(visit.flow.staff.board.n, ==, 2);
    g_assert_cmpstr(visit.flow.staff.board.lines[1].label, ==, "Hộ tịch");
}

static void test_while_the_figures_come_one_can_only_leave(void)
{
    static const enum control_kind DEEDS[] = {CONTROL_EXPORT, CONTROL_TEST, CONTROL_RESTART,
                                              CONTROL_SHUT_DOWN, CONTROL_BOARD};
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    visit_errand(&visit);
    visit_tell(&visit, GRANTED);
    visit_errand(&visit);
    for (size_t i = 0; i < G_N_ELEMENTS(DEEDS); i++)
        g_assert_false(visit_tap(&visit, DEEDS[i], 1));
    visit_assert_no_errand(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_LEAVE, 0));
    assert_page(&visit, FLOW_HOME);
    g_assert_false(visit_tell(&visit, (struct staff_answer){.granted = true, .board = {.n = 2}}));
    g_assert_cmpint(visit.flow.staff.board.n, ==, 0);
}

static void test_figures_that_cannot_be_had_leave_the_page_usable(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_hold(&visit);
    visit_enter_pin(&visit, "2468");
    visit_errand(&visit);
    visit_tell(&visit, GRANTED);
    visit_errand(&visit);
    g_assert_true(visit_tell(&visit, (struct staff_answer){.message = "Không đọc được số liệu."}));
    g_assert_cmpint(visit.flow.staff.figures, ==, FLOW_FIGURES_NONE);
    g_assert_cmpstr(visit.flow.staff.board_said.message, ==, "Không đọc được số liệu.");
    g_assert_true(visit_tap(&visit, CONTROL_EXPORT, 0));
}

static void test_the_board_turns_its_pages(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    guint64 serial = visit.flow.serial;
    g_assert_true(visit_tap(&visit, CONTROL_BOARD, 1));
    g_assert_cmpint(visit.flow.staff.board_page, ==, 1);
    g_assert_cmpuint(visit.flow.serial, >, serial);
    g_assert_false(visit_tap(&visit, CONTROL_BOARD, 1));
    g_assert_false(visit_tap(&visit, CONTROL_BOARD, -1));
    g_assert_false(visit_tap(&visit, CONTROL_BOARD, STAFF_LINES));
}

static void test_an_export_works_then_says_and_the_figures_are_asked_again(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_EXPORT, 0));
    assert_sheet(&visit, FLOW_SHEET_WORKING);
    assert_request(&visit, STAFF_EXPORT);
    g_assert_true(visit_tell(&visit, (struct staff_answer){.granted = true, .message = "Có thể rút USB."}));
    assert_sheet(&visit, FLOW_SHEET_RESULT);
    g_assert_cmpstr(visit.flow.staff.said.message, ==, "Có thể rút USB.");
    assert_request(&visit, STAFF_FIGURES);
    visit_tell(&visit, (struct staff_answer){.message = "Không đọc được số liệu."});
    g_assert_cmpstr(visit.flow.staff.said.message, ==, "Có thể rút USB."); /* still what the sheet says */
    g_assert_true(visit_tap(&visit, CONTROL_OK, 0));
    assert_sheet(&visit, FLOW_SHEET_NONE);
    assert_page(&visit, FLOW_STAFF);
}

static void test_an_export_without_a_sentence_still_says_how_it_went(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_EXPORT, 0);
    visit_errand(&visit);
    visit_tell(&visit, DENIED);
    assert_sheet(&visit, FLOW_SHEET_RESULT);
    g_assert_cmpint(visit.flow.staff.said.saying, ==, FLOW_SAY_FAILED);
}

static void test_while_it_exports_one_can_only_leave(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_EXPORT, 0);
    visit_errand(&visit);
    g_assert_false(visit_tap(&visit, CONTROL_EXPORT, 0));
    g_assert_false(visit_tap(&visit, CONTROL_SHUT_DOWN, 0));
    g_assert_false(visit_tap(&visit, CONTROL_OK, 0));
    g_assert_true(visit_tap(&visit, CONTROL_LEAVE, 0));
    assert_page(&visit, FLOW_HOME);
    guint64 export = visit.staff_ticket;
    assert_request(&visit, STAFF_LEFT);
    visit.staff_ticket = export;
    g_assert_false(visit_tell(&visit, GRANTED)); /* it ends when nobody looks any more */
    assert_page(&visit, FLOW_HOME);
    visit_assert_no_errand(&visit);
}

static void asks_once_more(enum control_kind button, enum staff_request request)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    guint64 serial = visit.flow.serial;
    g_assert_true(visit_tap(&visit, button, 0));
    assert_sheet(&visit, FLOW_SHEET_CONFIRM);
    g_assert_cmpuint(visit.flow.serial, >, serial); /* no finger that is down confirms */
    visit_assert_no_errand(&visit);
    g_assert_false(visit_tap(&visit, CONTROL_LEAVE, 0));
    g_assert_true(visit_tap(&visit, CONTROL_NO, 0));
    assert_sheet(&visit, FLOW_SHEET_NONE);
    visit_assert_no_errand(&visit);
    visit_tap(&visit, button, 0);
    g_assert_true(visit_tap(&visit, CONTROL_YES, 0));
    assert_sheet(&visit, FLOW_SHEET_WORKING);
    assert_request(&visit, request);
    visit_tell(&visit, GRANTED);
    assert_sheet(&visit, FLOW_SHEET_WORKING); /* until the machine goes down */
    g_assert_true(visit_tap(&visit, CONTROL_LEAVE, 0));
}

static void test_restart_and_shut_down_ask_once_more(void)
{
    asks_once_more(CONTROL_RESTART, STAFF_RESTART);
    asks_once_more(CONTROL_SHUT_DOWN, STAFF_SHUT_DOWN);
}

static void test_a_machine_that_does_not_go_down_says_why(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_staff(&visit);
    visit_tap(&visit, CONTROL_SHUT_DOWN, 0);
    visit_tap(&visit, CONTROL_YES, 0);
    assert_request(&visit, STAFF_SHUT_DOWN);
    visit_tell(&visit, (struct staff_answer){.message = "Máy không cho phép."});
    assert_sheet(&visit, FLOW_SHEET_RESULT);
    g_assert_cmpstr(visit.flow.staff.said.message, ==, "Máy không cho phép.");
    visit_assert_no_errand(&visit);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name, function) g_test_add_func("/flow/staff/" name, function)
    TEST("the_figures_are_shown_when_they_come", test_the_figures_are_shown_when_they_come);
    TEST("while_the_figures_come_one_can_only_leave", test_while_the_figures_come_one_can_only_leave);
    TEST("figures_that_cannot_be_had_leave_the_page_usable",
         test_figures_that_cannot_be_had_leave_the_page_usable);
    TEST("the_board_turns_its_pages", test_the_board_turns_its_pages);
    TEST("an_export_works_then_says_and_the_figures_are_asked_again",
         test_an_export_works_then_says_and_the_figures_are_asked_again);
    TEST("an_export_without_a_sentence_still_says_how_it_went",
         test_an_export_without_a_sentence_still_says_how_it_went);
    TEST("while_it_exports_one_can_only_leave", test_while_it_exports_one_can_only_leave);
    TEST("restart_and_shut_down_ask_once_more", test_restart_and_shut_down_ask_once_more);
    TEST("a_machine_that_does_not_go_down_says_why", test_a_machine_that_does_not_go_down_says_why);
    return g_test_run();
}
