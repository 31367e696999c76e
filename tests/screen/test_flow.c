/* What a visit asks, stores and shows. */
#include "visit.h"
#include <string.h>

#define assert_page(visit, expected) g_assert_cmpint((visit)->flow.page, ==, expected)

static void no_reasons(struct flow_config *config)
{
    config->reasons = false;
}

static void main_item_only(struct flow_config *config)
{
    config->n_items = 1;
    config->reasons = false;
}

static void bound_to_land(struct flow_config *config)
{
    config->bound_area = 1;
}

static void test_starts_at_home(void)
{
    struct visit visit;
    visit_begin(&visit);
    assert_page(&visit, FLOW_HOME);
    g_assert_true(flow_is_home(&visit.flow));
    g_assert_cmpint(visit.flow.area, ==, -1);
    visit_assert_no_request(&visit);
}

static void test_area_leads_to_faces(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_AREA, 1));
    assert_page(&visit, FLOW_RATE);
    g_assert_cmpint(visit.flow.area, ==, 1);
    g_assert_cmpint(visit.flow.item, ==, 0);
    visit_assert_no_request(&visit);
}

static void test_face_is_handed_over_at_once(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 1);
    g_assert_true(visit_tap(&visit, CONTROL_FACE, 4));
    g_assert_cmpint(visit.flow.saving, ==, FLOW_SAVING);
    g_assert_cmpint(visit.flow.pressed_level, ==, 4);
    assert_page(&visit, FLOW_RATE);
    struct rating rating = visit_request(&visit);
    g_assert_cmpint(rating.kind, ==, ENTRY_RATING);
    g_assert_cmpint(rating.refers, ==, 0);
    g_assert_cmpstr(rating.area, ==, "dat-dai");
    g_assert_cmpint(rating.answers[ITEM_TTHC], ==, 4);
    g_assert_cmpint(rating.answers[ITEM_PHUC_VU], ==, 0);
    visit_assert_no_request(&visit);
}

static void test_further_items_refer_to_the_rating(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 2);
    assert_page(&visit, FLOW_RATE);
    g_assert_cmpint(visit.flow.item, ==, 1);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
    g_assert_cmpint(visit.flow.pressed_level, ==, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    struct rating rating = visit_request(&visit);
    g_assert_cmpint(rating.kind, ==, ENTRY_FURTHER);
    g_assert_cmpint(rating.refers, ==, 17);
    g_assert_cmpint(rating.answers[ITEM_TTHC], ==, 0);
    g_assert_cmpint(rating.answers[ITEM_PHUC_VU], ==, 5);
}

static void test_further_item_can_be_skipped(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 2);
    g_assert_true(visit_tap(&visit, CONTROL_SKIP, 0));
    assert_page(&visit, FLOW_WHY);
    visit_assert_no_request(&visit);
}

static void test_main_item_cannot_be_skipped(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_false(visit_tap(&visit, CONTROL_SKIP, 0));
    assert_page(&visit, FLOW_RATE);
}

static void test_every_level_is_asked_the_same(void)
{
    for (int level = 1; level <= 5; level++) {
        struct visit visit;
        visit_begin(&visit);
        visit_tap(&visit, CONTROL_AREA, 0);
        visit_rate(&visit, level);
        g_assert_cmpint(visit.flow.item, ==, 1);
        visit_rate(&visit, level);
        assert_page(&visit, FLOW_WHY);
        visit_tap(&visit, CONTROL_SKIP, 0);
        assert_page(&visit, FLOW_THANKS);
    }
}

static void test_reasons_page_only_when_the_center_asks(void)
{
    struct visit visit;
    visit_begin_with(&visit, no_reasons);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 3);
    visit_rate(&visit, 3);
    assert_page(&visit, FLOW_THANKS);
}

static void test_main_item_alone_leads_to_thanks(void)
{
    struct visit visit;
    visit_begin_with(&visit, main_item_only);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_rate(&visit, 1);
    assert_page(&visit, FLOW_THANKS);
}

static void go_to_why(struct visit *visit)
{
    visit_begin(visit);
    visit_tap(visit, CONTROL_AREA, 2);
    visit_rate(visit, 4);
    visit_tap(visit, CONTROL_SKIP, 0);
    assert_page(visit, FLOW_WHY);
}

static void test_reasons_are_sent_as_an_entry_that_refers(void)
{
    struct visit visit;
    go_to_why(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_REASON, REASON_WAITING));
    visit_tap(&visit, CONTROL_REASON, REASON_FEES);
    visit_tap(&visit, CONTROL_REASON, REASON_OTHER);
    visit_tap(&visit, CONTROL_REASON, REASON_FEES); /* taken back */
    visit_assert_no_request(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_SEND, 0));
    assert_page(&visit, FLOW_WHY);
    struct rating rating = visit_request(&visit);
    g_assert_cmpint(rating.kind, ==, ENTRY_REASONS);
    g_assert_cmpint(rating.refers, ==, 17);
    g_assert_cmpuint(rating.reasons, ==, 1u << 0 | 1u << 7);
    flow_answer(&visit.flow, visit.flow.ticket, FLOW_STORED, 18, visit.now);
    assert_page(&visit, FLOW_THANKS);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
}

static void test_sending_no_reason_stores_nothing(void)
{
    struct visit visit;
    go_to_why(&visit);
    visit_tap(&visit, CONTROL_SEND, 0);
    assert_page(&visit, FLOW_THANKS);
    visit_assert_no_request(&visit);
}

static void test_skipping_reasons_drops_the_ticked(void)
{
    struct visit visit;
    go_to_why(&visit);
    visit_tap(&visit, CONTROL_REASON, REASON_PAPERS);
    visit_tap(&visit, CONTROL_SKIP, 0);
    assert_page(&visit, FLOW_THANKS);
    visit_assert_no_request(&visit);
}

static void test_back_keeps_language_and_tiles(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_LANGUAGE, 1);
    visit_tap(&visit, CONTROL_PAGE, 1);
    visit_tap(&visit, CONTROL_AREA, 2);
    g_assert_true(visit_tap(&visit, CONTROL_BACK, 0));
    assert_page(&visit, FLOW_HOME);
    g_assert_cmpint(visit.flow.area, ==, -1);
    g_assert_cmpint(visit.flow.language, ==, 1);
    g_assert_cmpint(visit.flow.tiles_page, ==, 1);
    visit_assert_no_request(&visit);
}

static void test_no_way_back_once_rated(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 2);
    visit_rate(&visit, 5);
    g_assert_false(visit_tap(&visit, CONTROL_BACK, 0));
    g_assert_cmpint(visit.flow.item, ==, 1);
}

static void test_bound_kiosk_starts_with_the_faces(void)
{
    struct visit visit;
    visit_begin_with(&visit, bound_to_land);
    assert_page(&visit, FLOW_RATE);
    g_assert_true(flow_is_home(&visit.flow));
    g_assert_false(visit_tap(&visit, CONTROL_BACK, 0));
    assert_page(&visit, FLOW_RATE);
    visit_tap(&visit, CONTROL_FACE, 1);
    g_assert_cmpstr(visit_request(&visit).area, ==, "dat-dai");
}

static void test_bound_kiosk_comes_back_to_the_faces(void)
{
    struct visit visit;
    visit_begin_with(&visit, bound_to_land);
    visit_to_thanks(&visit, 4);
    g_assert_false(flow_is_home(&visit.flow));
    visit_pass(&visit, FLOW_THANKS_MS);
    assert_page(&visit, FLOW_RATE);
    g_assert_true(flow_is_home(&visit.flow));
    g_assert_cmpint(visit.flow.item, ==, 0);
    g_assert_cmpint(visit.flow.area, ==, 1);
}

static void test_taps_while_saving_are_not_heard(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    visit_tap(&visit, CONTROL_FACE, 5);
    guint64 ticket = visit.flow.ticket;
    g_assert_false(visit_tap(&visit, CONTROL_FACE, 1));
    g_assert_false(visit_tap(&visit, CONTROL_BACK, 0));
    g_assert_false(visit_tap(&visit, CONTROL_LANGUAGE, 1));
    g_assert_cmpuint(visit.flow.ticket, ==, ticket);
    g_assert_cmpint(visit.flow.language, ==, 0);
    g_assert_cmpint(visit_request(&visit).answers[ITEM_TTHC], ==, 5);
}

static void test_stale_tickets_are_ignored(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_false(flow_answer(&visit.flow, 1, FLOW_STORED, 5, visit.now));
    visit_rate(&visit, 5);
    visit_tap(&visit, CONTROL_FACE, 3);
    g_assert_false(flow_answer(&visit.flow, visit.flow.ticket - 1, FLOW_STORED, 5, visit.now));
    g_assert_cmpint(visit.flow.saving, ==, FLOW_SAVING);
    g_assert_cmpint(visit.flow.rating_seq, ==, 17);
}

static void test_language_switches_on_every_page(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_true(visit_tap(&visit, CONTROL_LANGUAGE, 1));
    g_assert_false(visit_tap(&visit, CONTROL_LANGUAGE, 1));
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_true(visit_tap(&visit, CONTROL_LANGUAGE, 0));
    visit_rate(&visit, 5);
    visit_tap(&visit, CONTROL_SKIP, 0);
    visit_tap(&visit, CONTROL_REASON, 2);
    g_assert_true(visit_tap(&visit, CONTROL_LANGUAGE, 1));
    g_assert_cmpuint(visit.flow.reasons, ==, 1u << 2);
    visit_tap(&visit, CONTROL_SKIP, 0);
    g_assert_true(visit_tap(&visit, CONTROL_LANGUAGE, 0));
    assert_page(&visit, FLOW_THANKS);
}

static void test_language_returns_to_the_default_after_thanks(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_tap(&visit, CONTROL_LANGUAGE, 1);
    visit_to_thanks(&visit, 3);
    g_assert_cmpint(visit.flow.language, ==, 1);
    visit_pass(&visit, FLOW_THANKS_MS);
    assert_page(&visit, FLOW_HOME);
    g_assert_cmpint(visit.flow.language, ==, 0);
}

static void test_controls_that_cannot_be_are_ignored(void)
{
    struct visit visit;
    visit_begin(&visit);
    g_assert_false(visit_tap(&visit, CONTROL_AREA, 3));
    g_assert_false(visit_tap(&visit, CONTROL_AREA, -1));
    g_assert_false(visit_tap(&visit, CONTROL_LANGUAGE, 2));
    g_assert_false(visit_tap(&visit, CONTROL_FACE, 3));
    g_assert_false(visit_tap(&visit, CONTROL_NONE, 0));
    visit_tap(&visit, CONTROL_AREA, 0);
    g_assert_false(visit_tap(&visit, CONTROL_FACE, 0));
    g_assert_false(visit_tap(&visit, CONTROL_FACE, 6));
    g_assert_false(visit_tap(&visit, CONTROL_SEND, 0));
    visit_assert_no_request(&visit);
}

static void test_page_changes_raise_the_serial(void)
{
    struct visit visit;
    visit_begin(&visit);
    guint64 serial = visit.flow.serial;
    visit_tap(&visit, CONTROL_PAGE, 1);
    g_assert_cmpuint(visit.flow.serial, >, serial);
    serial = visit.flow.serial;
    visit_tap(&visit, CONTROL_AREA, 1);
    g_assert_cmpuint(visit.flow.serial, >, serial);
    serial = visit.flow.serial;
    visit_tap(&visit, CONTROL_FACE, 1);
    g_assert_cmpuint(visit.flow.serial, ==, serial);
    visit_store(&visit);
    g_assert_cmpuint(visit.flow.serial, >, serial);
    g_assert_cmpint(visit.flow.page_since, ==, visit.now);
}

static void test_nothing_of_a_visitor_is_left_for_the_next(void)
{
    struct visit visit;
    visit_begin(&visit);
    visit_to_thanks(&visit, 1);
    visit_tap(&visit, CONTROL_UNDO, 0);
    visit_rate(&visit, 5);
    visit_tap(&visit, CONTROL_SKIP, 0);
    visit_pass(&visit, FLOW_THANKS_MS);
    const uint8_t none[ITEM_COUNT] = {0};
    g_assert_true(memcmp(visit.flow.answers, none, sizeof none) == 0);
    g_assert_cmpint(visit.flow.rating_seq, ==, 0);
    g_assert_cmpint(visit.flow.area, ==, -1);
    g_assert_cmpint(visit.flow.corrections, ==, FLOW_CORRECTIONS);
    g_assert_false(visit.flow.correcting);
    visit_tap(&visit, CONTROL_AREA, 2);
    visit_tap(&visit, CONTROL_FACE, 2);
    g_assert_cmpint(visit_request(&visit).kind, ==, ENTRY_RATING);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flow/starts_at_home", test_starts_at_home);
    g_test_add_func("/flow/an_area_leads_to_the_faces", test_area_leads_to_faces);
    g_test_add_func("/flow/a_face_is_handed_over_at_once", test_face_is_handed_over_at_once);
    g_test_add_func("/flow/further_items_refer_to_the_rating", test_further_items_refer_to_the_rating);
    g_test_add_func("/flow/a_further_item_can_be_skipped", test_further_item_can_be_skipped);
    g_test_add_func("/flow/the_main_item_cannot_be_skipped", test_main_item_cannot_be_skipped);
    g_test_add_func("/flow/every_level_is_asked_the_same", test_every_level_is_asked_the_same);
    g_test_add_func("/flow/reasons_are_asked_only_when_the_center_does",
                    test_reasons_page_only_when_the_center_asks);
    g_test_add_func("/flow/the_main_item_alone_leads_to_thanks", test_main_item_alone_leads_to_thanks);
    g_test_add_func("/flow/reasons_are_sent_as_an_entry_that_refers",
                    test_reasons_are_sent_as_an_entry_that_refers);
    g_test_add_func("/flow/sending_no_reason_stores_nothing", test_sending_no_reason_stores_nothing);
    g_test_add_func("/flow/skipping_reasons_drops_the_ticked", test_skipping_reasons_drops_the_ticked);
    g_test_add_func("/flow/back_keeps_language_and_tiles", test_back_keeps_language_and_tiles);
    g_test_add_func("/flow/there_is_no_way_back_once_rated", test_no_way_back_once_rated);
    g_test_add_func("/flow/a_bound_kiosk_starts_with_the_faces", test_bound_kiosk_starts_with_the_faces);
    g_test_add_func("/flow/a_bound_kiosk_comes_back_to_the_faces", test_bound_kiosk_comes_back_to_the_faces);
    g_test_add_func("/flow/taps_while_saving_are_not_heard", test_taps_while_saving_are_not_heard);
    g_test_add_func("/flow/stale_tickets_are_ignored", test_stale_tickets_are_ignored);
    g_test_add_func("/flow/language_switches_on_every_page", test_language_switches_on_every_page);
    g_test_add_func("/flow/language_returns_to_the_default_after_thanks",
                    test_language_returns_to_the_default_after_thanks);
    g_test_add_func("/flow/controls_that_cannot_be_are_ignored", test_controls_that_cannot_be_are_ignored);
    g_test_add_func("/flow/page_changes_raise_the_serial", test_page_changes_raise_the_serial);
    g_test_add_func("/flow/nothing_of_a_visitor_is_left_for_the_next",
                    test_nothing_of_a_visitor_is_left_for_the_next);
    return g_test_run();
}
