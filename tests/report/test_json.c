#include "fixture.h"
#include <json-glib/json-glib.h>

/* The JSON face read back. */
static JsonParser *parse(const struct fixture *f)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    JsonParser *parser = json_parser_new();

    report_json(text, f->report, NULL, NULL);
    json_parser_load_from_data(parser, text->str, (gssize)text->len, &error);
    g_assert_no_error(error);
    return parser;
}

static JsonObject *root_of(JsonParser *parser)
{
    return json_node_get_object(json_parser_get_root(parser));
}

static void assert_members(JsonObject *object, const char *expected)
{
    g_autoptr(GList) names = json_object_get_members(object);
    g_autoptr(GString) joined = g_string_new(NULL);

    for (GList *name = names; name; name = name->next)
        g_string_append_printf(joined, "%s%s", joined->len ? " " : "", (const char *)name->data);
    g_assert_cmpstr(joined->str, ==, expected);
}

static void assert_ints(JsonObject *object, const char *member, const char *expected)
{
    JsonArray *array = json_object_get_array_member(object, member);
    g_autoptr(GString) joined = g_string_new(NULL);

    for (guint i = 0; i < json_array_get_length(array); i++)
        g_string_append_printf(joined, "%s%" G_GINT64_FORMAT, i ? " " : "",
                               json_array_get_int_element(array, i));
    g_assert_cmpstr(joined->str, ==, expected);
}

static JsonObject *element(JsonObject *root, const char *member, guint i)
{
    return json_array_get_object_element(json_object_get_array_member(root, member), i);
}

static void keys_come_exactly_and_in_their_order(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *root = root_of(parser);

    (void)unused;
    assert_members(root, "center period rows targets journals trend channels reasons entries");
    assert_members(json_object_get_object_member(root, "center"), "id name");
    assert_members(json_object_get_object_member(root, "period"), "kind from to window");
    assert_members(element(root, "rows", 0),
                   "scope area item counts n satisfied share wilson95 set_aside basis");
    assert_members(element(root, "targets", 0),
                   "plan item outside scope areas reading op percent in_force n satisfied "
                   "share verdict basis");
    assert_members(element(root, "targets", 5),
                   "plan item outside what scope areas reading op percent in_force n "
                   "satisfied share verdict basis");
    assert_members(element(root, "journals", 0), "device first_seq last_seq ratings head");
}

static void what_is_asked_for_comes_after_what_is_always_there(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *root = root_of(parser);

    assert_members(root,
                   "center period rows targets journals compared amends trend channels reasons entries");
    assert_members(element(root, "rows", 0),
                   "scope area item counts n satisfied share wilson95 set_aside basis "
                   "before points overlap dossiers respondents participation guide");
    assert_members(element(root, "rows", 1),
                   "scope area item counts n satisfied share wilson95 set_aside basis "
                   "before points overlap");
    assert_members(json_object_get_object_member(root, "compared"), "kind from to window");
    assert_members(json_object_get_object_member(root, "trend"), "by steps");
    assert_members(element(json_object_get_object_member(root, "trend"), "steps", 0),
                   "from to item counts n satisfied share set_aside");
    assert_members(element(root, "channels", 0),
                   "channel item counts n satisfied share wilson95 set_aside basis");
    assert_members(element(root, "reasons", 0), "area respondents with_reasons reasons");
    assert_members(json_object_get_object_member(root, "entries"),
                   "all counted set_aside further reasons corrections clock notes");
}

static void the_period_gives_inclusive_iso_days(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *period = json_object_get_object_member(root_of(parser), "period");

    (void)unused;
    g_assert_cmpstr(json_object_get_string_member(period, "kind"), ==, "week");
    g_assert_cmpstr(json_object_get_string_member(period, "from"), ==, "2025-11-03");
    g_assert_cmpstr(json_object_get_string_member(period, "to"), ==, "2025-11-09");
    g_assert_cmpstr(json_object_get_string_member(period, "window"), ==, "calendar");
}

static void the_overall_row_has_hand_counted_figures(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *row = element(root_of(parser), "rows", 0);
    JsonArray *wilson = json_object_get_array_member(row, "wilson95");

    (void)unused;
    g_assert_cmpstr(json_object_get_string_member(row, "scope"), ==, "overall");
    g_assert_true(json_object_get_null_member(row, "area"));
    g_assert_cmpstr(json_object_get_string_member(row, "item"), ==, "tthc");
    assert_ints(row, "counts", "1 2 4 8 18");
    assert_ints(row, "set_aside", "1 0 0 0 1");
    g_assert_cmpint(json_object_get_int_member(row, "n"), ==, 33);
    g_assert_cmpint(json_object_get_int_member(row, "satisfied"), ==, 26);
    g_assert_cmpstr(json_object_get_string_member(row, "share"), ==, "78.79");
    g_assert_cmpstr(json_array_get_string_element(wilson, 0), ==, "62.25");
    g_assert_cmpstr(json_array_get_string_element(wilson, 1), ==, "89.32");
}

static void every_figure_says_what_it_can_bear(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *root = root_of(parser);

    (void)unused;
    g_assert_cmpstr(json_object_get_string_member(element(root, "rows", 0), "basis"), ==, "indicative");
    g_assert_cmpstr(json_object_get_string_member(element(root, "rows", 1), "basis"), ==, "none");
    g_assert_cmpstr(json_object_get_string_member(element(root, "rows", 3), "basis"), ==, "too-few");
    g_assert_cmpstr(json_object_get_string_member(element(root, "targets", 1), "basis"), ==, "indicative");
}

/* Rows go area by area, three items each: 0 overall, 3 dat-dai, 6 xay-dung, 9 ho-tich, 12 la. */
static void a_compared_row_holds_the_share_before(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *root = root_of(parser);
    JsonObject *before = json_object_get_object_member(element(root, "rows", 0), "before");

    g_assert_cmpstr(json_object_get_string_member(json_object_get_object_member(root, "compared"), "from"),
                    ==, "2025-10-27");
    g_assert_cmpstr(json_object_get_string_member(root, "amends"), ==, "2025-11-17");
    g_assert_cmpint(json_object_get_int_member(before, "n"), ==, 104);
    g_assert_cmpint(json_object_get_int_member(before, "satisfied"), ==, 42);
    g_assert_cmpstr(json_object_get_string_member(before, "share"), ==, "40.38");
    g_assert_cmpstr(json_object_get_string_member(element(root, "rows", 0), "points"), ==, "38.40");
    g_assert_false(json_object_get_boolean_member(element(root, "rows", 0), "overlap"));
    g_assert_cmpstr(json_object_get_string_member(element(root, "rows", 3), "points"), ==, "-19.00");
    g_assert_true(json_object_get_boolean_member(element(root, "rows", 3), "overlap"));
    g_assert_true(json_object_get_null_member(element(root, "rows", 9), "before"));
    g_assert_true(json_object_get_null_member(element(root, "rows", 9), "points"));
    g_assert_true(json_object_get_null_member(element(root, "rows", 9), "overlap"));
}

/* 33 of 104 is 31.73; 104 / (1 + 104/400) is 82.5; more respondents than files say nothing. */
static void files_settled_give_participation_and_guide(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *overall = element(root_of(parser), "rows", 0), *more = element(root_of(parser), "rows", 6);

    g_assert_cmpint(json_object_get_int_member(overall, "dossiers"), ==, 104);
    g_assert_cmpint(json_object_get_int_member(overall, "respondents"), ==, 33);
    g_assert_cmpstr(json_object_get_string_member(overall, "participation"), ==, "31.73");
    g_assert_cmpint(json_object_get_int_member(overall, "guide"), ==, 83);
    g_assert_cmpint(json_object_get_int_member(more, "respondents"), ==, 5);
    g_assert_true(json_object_get_null_member(more, "participation"));
    g_assert_cmpint(json_object_get_int_member(more, "guide"), ==, 4);
    g_assert_false(json_object_has_member(element(root_of(parser), "rows", 9), "dossiers"));
}

static void trend_channels_reasons_and_entries_have_hand_counted_figures(struct fixture *f,
                                                                         gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *root = root_of(parser);
    JsonObject *trend = json_object_get_object_member(root, "trend");
    JsonObject *tuesday = element(trend, "steps", 3), *phone = element(root, "channels", 1);
    JsonObject *together = element(root, "channels", 4), *land = element(root, "reasons", 1);

    g_assert_cmpstr(json_object_get_string_member(trend, "by"), ==, "day");
    g_assert_cmpuint(json_array_get_length(json_object_get_array_member(trend, "steps")), ==, 21);
    g_assert_cmpstr(json_object_get_string_member(tuesday, "from"), ==, "2025-11-04");
    assert_ints(tuesday, "counts", "0 2 1 3 6");
    g_assert_cmpstr(json_object_get_string_member(phone, "channel"), ==, "phone");
    assert_ints(phone, "counts", "0 0 0 2 3");
    g_assert_true(json_object_get_null_member(together, "channel"));
    assert_ints(together, "counts", "1 2 4 8 18");
    g_assert_cmpstr(json_object_get_string_member(land, "area"), ==, "dat-dai");
    g_assert_cmpint(json_object_get_int_member(land, "with_reasons"), ==, 8);
    g_assert_cmpint(json_object_get_int_member(json_object_get_object_member(land, "reasons"), "cho-doi"), ==,
                    5);
    g_assert_cmpint(json_object_get_int_member(json_object_get_object_member(root, "entries"), "all"), ==,
                    49);
    g_assert_cmpint(json_object_get_int_member(json_object_get_object_member(root, "entries"), "corrections"),
                    ==, 2);
}

static void a_narrowed_report_says_to_what(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(
        f,
        &(struct report_request){
            .period = f->report->period, .one_channel = true, .channel = CHANNEL_PAPER, .area = "xay-dung"},
        NULL);
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *narrowed = json_object_get_object_member(root_of(parser), "narrowed");

    assert_members(root_of(parser),
                   "center period rows targets journals narrowed trend channels reasons entries");
    g_assert_cmpstr(json_object_get_string_member(narrowed, "channel"), ==, "paper");
    g_assert_cmpstr(json_object_get_string_member(narrowed, "area"), ==, "xay-dung");
    g_assert_true(json_object_get_null_member(narrowed, "item"));
    g_assert_cmpstr(json_object_get_string_member(element(root_of(parser), "rows", 0), "scope"), ==, "area");
}

static void nobody_asked_is_null_and_not_a_percentage(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *row = element(root_of(parser), "rows", 1);

    (void)unused;
    g_assert_cmpstr(json_object_get_string_member(row, "item"), ==, "phuc-vu");
    g_assert_cmpint(json_object_get_int_member(row, "n"), ==, 0);
    g_assert_true(json_object_get_null_member(row, "share"));
    g_assert_true(json_object_get_null_member(row, "wilson95"));
}

static void targets_name_the_areas_they_were_judged_over(struct fixture *f, gconstpointer unused)
{
    const char *const areas[] = {"", "dat-dai xay-dung", "dat-dai", "xay-dung", "xay-dung", "", ""};
    const char *const readings[] = {"pooled", "pooled", "each", "each", "pooled", "pooled", "pooled"};
    const char *const verdicts[] = {"met", "missed", "missed", "missed", "met", "no-data", "no-data"};
    g_autoptr(JsonParser) parser = parse(f);

    (void)unused;
    for (guint i = 0; i < G_N_ELEMENTS(areas); i++) {
        JsonObject *row = element(root_of(parser), "targets", i);
        JsonArray *array = json_object_get_array_member(row, "areas");
        g_autoptr(GString) joined = g_string_new(NULL);
        for (guint j = 0; j < json_array_get_length(array); j++)
            g_string_append_printf(joined, "%s%s", j ? " " : "", json_array_get_string_element(array, j));
        g_assert_cmpstr(joined->str, ==, areas[i]);
        g_assert_cmpstr(json_object_get_string_member(row, "scope"), ==, joined->len ? "areas" : "overall");
        g_assert_cmpstr(json_object_get_string_member(row, "reading"), ==, readings[i]);
        g_assert_cmpstr(json_object_get_string_member(row, "verdict"), ==, verdicts[i]);
    }
}

static void a_target_keeps_its_percent_and_operator_as_written(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);

    (void)unused;
    g_assert_cmpstr(json_object_get_string_member(element(root_of(parser), "targets", 0), "percent"), ==,
                    "78.78");
    g_assert_cmpstr(json_object_get_string_member(element(root_of(parser), "targets", 0), "op"), ==, ">=");
    g_assert_cmpstr(json_object_get_string_member(element(root_of(parser), "targets", 1), "percent"), ==,
                    "80");
    g_assert_cmpstr(json_object_get_string_member(element(root_of(parser), "targets", 1), "op"), ==, ">");
}

static void a_target_outside_is_shown_without_an_item(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *row = element(root_of(parser), "targets", 5);

    (void)unused;
    g_assert_true(json_object_get_boolean_member(row, "outside"));
    g_assert_true(json_object_get_null_member(row, "item"));
    g_assert_cmpstr(json_object_get_string_member(row, "what"), ==, "+Y tế");
    g_assert_true(json_object_get_null_member(row, "share"));
    g_assert_false(json_object_get_boolean_member(element(root_of(parser), "targets", 6), "in_force"));
}

static void a_journal_shows_its_whole_head(struct fixture *f, gconstpointer unused)
{
    g_autoptr(JsonParser) parser = parse(f);
    JsonObject *journal = element(root_of(parser), "journals", 0);

    (void)unused;
    g_assert_cmpstr(json_object_get_string_member(journal, "device"), ==, "kiosk-1");
    g_assert_cmpint(json_object_get_int_member(journal, "last_seq"), ==, 36);
    g_assert_cmpint(json_object_get_int_member(journal, "ratings"), ==, 35);
    g_assert_cmpstr(json_object_get_string_member(journal, "head"), ==,
                    "ab00000000000000000000000000000000000000000000000000000000000001");
}

#define ADD(test) g_test_add("/json/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(keys_come_exactly_and_in_their_order);
    ADD(what_is_asked_for_comes_after_what_is_always_there);
    ADD(every_figure_says_what_it_can_bear);
    ADD(a_compared_row_holds_the_share_before);
    ADD(files_settled_give_participation_and_guide);
    ADD(trend_channels_reasons_and_entries_have_hand_counted_figures);
    ADD(a_narrowed_report_says_to_what);
    ADD(the_period_gives_inclusive_iso_days);
    ADD(the_overall_row_has_hand_counted_figures);
    ADD(nobody_asked_is_null_and_not_a_percentage);
    ADD(targets_name_the_areas_they_were_judged_over);
    ADD(a_target_keeps_its_percent_and_operator_as_written);
    ADD(a_target_outside_is_shown_without_an_item);
    ADD(a_journal_shows_its_whole_head);
    return g_test_run();
}
