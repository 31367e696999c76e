/* Remarks as people write them, and the ids of misuse. */
#include "submission.h"
#include <string.h>

static void misuse_has_ids_that_read_back(void)
{
    static const char *const ids[] = {"forged", "expired", "replayed", "limited"};
    enum misuse read = MISUSE_FORGED;

    G_STATIC_ASSERT(G_N_ELEMENTS(ids) == MISUSE_COUNT);
    for (int i = 0; i < MISUSE_COUNT; i++) {
        g_assert_cmpstr(misuse_id((enum misuse)i), ==, ids[i]);
        g_assert_true(misuse_from_id(&read, ids[i]));
        g_assert_cmpint(read, ==, i);
    }
    g_assert_false(misuse_from_id(&read, ""));
    g_assert_false(misuse_from_id(&read, "Forged"));
}

static void assert_remark(const char *text, const char *expected)
{
    char remark[REMARK_TEXT_SIZE], again[REMARK_TEXT_SIZE];
    g_test_message("%s", text);
    g_assert_true(remark_read(remark, text));
    g_assert_cmpstr(remark, ==, expected);
    g_assert_true(remark_read(again, remark));
    g_assert_cmpstr(again, ==, remark);
}

static void a_remark_is_kept_as_written(void)
{
    assert_remark("", "");
    assert_remark("Cán bộ nhiệt tình, hướng dẫn kỹ.", "Cán bộ nhiệt tình, hướng dẫn kỹ.");
    assert_remark("<b>&amp; \"'; DROP TABLE remark; --", "<b>&amp; \"'; DROP TABLE remark; --");
    assert_remark("👍🏽 👨\u200D👩\u200D👧", "👍🏽 👨\u200D👩\u200D👧");
}

static void letters_are_composed(void)
{
    assert_remark("Ca\u0301n bo\u0323\u0302", "C\u00E1n b\u1ED9");
    assert_remark("D\u031B\u0301", "D\u031B\u0301");
    assert_remark("e\u200E\u0301", "\u00E9");
}

static void line_ends_become_one_kind_and_at_most_two(void)
{
    assert_remark("a\r\nb\rc\nd", "a\nb\nc\nd");
    assert_remark("a\n\n\n\nb", "a\n\nb");
    assert_remark("a\r\n\r\n\r\nb", "a\n\nb");
    assert_remark("a\n \n\t\n \nb", "a\n\nb");
    assert_remark("a\u2028b\u2029c\302\205d\ve\ff", "a\nb\nc\nd\ne\nf");
    assert_remark("a  \nb", "a\nb");
}

static void no_control_and_no_direction_marks_are_kept(void)
{
    assert_remark("a\x01\x02\x1b[31mb\x7f", "a[31mb");
    assert_remark("a\tb", "a b");
    assert_remark("a\u202Eb\u2066c\u2069d\u200Fe\u061Cf\u200Eg\u202A", "abcdefg");
    assert_remark("\uFEFFa", "a");
}

static void blanks_at_the_ends_are_cut(void)
{
    assert_remark("  \n\t a b \u00A0\n\n", "a b");
    assert_remark(" \n\u3000\u00A0", "");
}

static void what_is_not_utf_8_is_refused(void)
{
    static const char *const bad[] = {"\xff",   "a\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                      "ok \x80"};
    char remark[REMARK_TEXT_SIZE] = "before";
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(remark_read(remark, bad[i]));
    g_assert_cmpstr(remark, ==, "before");
}

static char *repeated(const char *text, int times)
{
    GString *all = g_string_new(NULL);
    for (int i = 0; i < times; i++)
        g_string_append(all, text);
    return g_string_free(all, FALSE);
}

static void five_hundred_characters_fit_and_no_more(void)
{
    static const char *const letters[] = {"a", "ộ", "😀", "o\u0323\u0302"};
    char remark[REMARK_TEXT_SIZE] = "before";
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
        g_autofree char *fits = repeated(letters[i], REMARK_LETTERS);
        g_autofree char *blank = g_strconcat("\n\n", fits, "   ", NULL);
        g_autofree char *more = g_strconcat(fits, "a", NULL);
        g_assert_true(remark_read(remark, fits));
        g_assert_cmpint(g_utf8_strlen(remark, -1), ==, REMARK_LETTERS);
        g_assert_true(remark_read(remark, blank));
        g_assert_cmpint(g_utf8_strlen(remark, -1), ==, REMARK_LETTERS);
        g_assert_false(remark_read(remark, more));
    }
}

/* Made up from parts that are awkward beside one another: what is read once reads the same again. */
static void a_remark_that_was_read_reads_the_same_again(void)
{
    static const char *const parts[] = {"a",      " ",      "\n",       "\r",     "\t",    "\u0301",
                                        "\u202E", "\u2028", "\u00A0",   "\u1ED9", "o",     "\u0323",
                                        "\u0302", "\uFEFF", "\302\205", "\u1100", "\u1161"};
    g_autoptr(GRand) chance = g_rand_new_with_seed(4);
    for (int i = 0; i < 20000; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (int n = g_rand_int_range(chance, 0, 12); n > 0; n--)
            g_string_append(text, parts[g_rand_int_range(chance, 0, G_N_ELEMENTS(parts))]);
        char remark[REMARK_TEXT_SIZE], again[REMARK_TEXT_SIZE];
        g_assert_true(remark_read(remark, text->str));
        g_assert_true(remark_read(again, remark));
        g_assert_cmpstr(again, ==, remark);
        g_assert_null(strstr(remark, "\n\n\n"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/submission/misuse_has_ids_that_read_back", misuse_has_ids_that_read_back);
    g_test_add_func("/submission/a_remark_is_kept_as_written", a_remark_is_kept_as_written);
    g_test_add_func("/submission/letters_are_composed", letters_are_composed);
    g_test_add_func("/submission/line_ends_become_one_kind_and_at_most_two",
                    line_ends_become_one_kind_and_at_most_two);
    g_test_add_func("/submission/no_control_and_no_direction_marks_are_kept",
                    no_control_and_no_direction_marks_are_kept);
    g_test_add_func("/submission/blanks_at_the_ends_are_cut", blanks_at_the_ends_are_cut);
    g_test_add_func("/submission/what_is_not_utf_8_is_refused", what_is_not_utf_8_is_refused);
    g_test_add_func("/submission/five_hundred_characters_fit_and_no_more",
                    five_hundred_characters_fit_and_no_more);
    g_test_add_func("/submission/a_remark_that_was_read_reads_the_same_again",
                    a_remark_that_was_read_reads_the_same_again);
    return g_test_run();
}
