#include "fixture.h"
#include "table.h"
#include <string.h>

static char *text_of(const struct fixture *f, const char *language)
{
    GString *text = g_string_new(NULL);

    report_text(text, f->report, &(struct face_style){f->words, language, NULL}, NULL);
    return g_string_free(text, FALSE);
}

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        g_test_message("%s", text);
    g_assert_nonnull(strstr(text, part));
}

/* The first line that begins so, its runs of spaces made one. */
static char *line_of(const char *text, const char *beginning)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GRegex) spaces = g_regex_new(" +", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

    for (char **line = lines; *line; line++)
        if (g_str_has_prefix(*line, beginning))
            return g_regex_replace_literal(spaces, *line, -1, 0, " ", G_REGEX_MATCH_DEFAULT, NULL);
    g_test_fail_printf("no line begins with %s in\n%s", beginning, text);
    g_assert_not_reached();
}

static void the_head_names_center_and_both_days(struct fixture *f, gconstpointer unused)
{
    g_autofree char *text = text_of(f, "vi");

    (void)unused;
    assert_holds(text, "Trung tâm mẫu, Xã Mẫu, Tỉnh Mẫu\nTuần từ 03/11/2025 đến 09/11/2025\n");
}

static void a_row_shows_counts_percent_interval_and_set_aside(struct fixture *f, gconstpointer unused)
{
    g_autofree char *text = text_of(f, "vi");
    g_autofree char *overall = line_of(text, "Toàn trung tâm");
    g_autofree char *construction = line_of(text, "=Xây dựng");
    g_autofree char *registration = line_of(text, "Hộ tịch");

    (void)unused;
    g_assert_cmpstr(overall, ==, "Toàn trung tâm 33 1 2 4 8 18 78,79 62,25–89,32 Tham khảo 2");
    g_assert_cmpstr(construction, ==,
                    "=Xây dựng; \"mới\" 5 0 0 1 2 2 80,00 37,55–96,38 "
                    "Chưa đủ dữ liệu để kết luận 2");
    g_assert_cmpstr(registration, ==, "Hộ tịch 0 0 0 0 0 0 – – Chưa có dữ liệu 0");
}

static void targets_are_told_in_words(struct fixture *f, gconstpointer unused)
{
    g_autofree char *text = text_of(f, "vi");

    (void)unused;
    g_autofree char *tight =
        line_of(strstr(text, "Đối chiếu với Kế hoạch mẫu"), "Giải quyết thủ tục hành chính");
    g_assert_cmpstr(tight, ==,
                    "Giải quyết thủ tục hành chính Toàn trung tâm từ 78,78% trở lên 33 78,79 "
                    "Tham khảo Đạt");
    assert_holds(text, "Đất đai + =Xây dựng; \"mới\" (tính gộp)  trên 80%");
    assert_holds(text, "đạt 100%");
    assert_holds(text, "Chưa đạt\n");
    assert_holds(text, "Ngoài kiosk\n");
    assert_holds(text, "Chưa có dữ liệu (chỉ tiêu không áp dụng cho trọn kỳ này)\n");
}

static void a_plan_without_a_target_is_shown_as_such(struct fixture *f, gconstpointer unused)
{
    g_autofree char *text = text_of(f, "vi");

    (void)unused;
    assert_holds(text, "Kế hoạch không số\nKế hoạch không nêu chỉ tiêu bằng con số");
}

static void the_formula_and_the_heads_are_printed(struct fixture *f, gconstpointer unused)
{
    g_autofree char *text = text_of(f, "vi");

    (void)unused;
    assert_holds(text, "kiosk-1  1–36  ab00000000000000\n");
    assert_holds(text, "Tỷ lệ hài lòng = (Hài lòng + Rất hài lòng) / tổng số lượt");
}

/* The first line under a heading that begins so, its runs of spaces made one. */
static char *line_under(const char *text, const char *heading, const char *beginning)
{
    const char *at = strstr(text, heading);

    if (!at)
        g_test_message("%s", text);
    g_assert_nonnull(at);
    return line_of(at, beginning);
}

static void assert_under(const char *text, const char *heading, const char *beginning, const char *expected)
{
    g_autofree char *line = line_under(text, heading, beginning);
    g_assert_cmpstr(line, ==, expected);
}

static void the_period_before_stands_beside_this_one(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autofree char *text = text_of(f, "vi");

    assert_holds(text, "\nKỳ trước: từ 27/10/2025 đến 02/11/2025\n");
    assert_under(text, "So với kỳ trước: Giải quyết", "Toàn trung tâm",
                 "Toàn trung tâm 104 40,38 78,79 +38,40 Khác biệt rõ");
    assert_under(text, "So với kỳ trước: Giải quyết", "Đất đai",
                 "Đất đai 40 95,00 76,00 −19,00 Không khác biệt rõ");
    assert_under(text, "So với kỳ trước: Giải quyết", "Hộ tịch", "Hộ tịch 0 – – – –");
}

static void participation_stands_beside_the_guide(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autofree char *text = text_of(f, "vi");

    assert_under(text, "\nTỷ lệ tham gia\n", "Toàn trung tâm", "Toàn trung tâm 33 104 31,73% 83");
    assert_under(text, "\nTỷ lệ tham gia\n", "=Xây dựng",
                 "=Xây dựng; \"mới\" 5 4 Nhiều lượt đánh giá hơn số hồ sơ 4");
}

static void the_trend_has_a_table_an_item(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autofree char *text = text_of(f, "vi");

    assert_under(text, "Diễn biến theo ngày: Giải quyết", "04/11/2025", "04/11/2025 12 75,00 0");
    assert_under(text, "Diễn biến theo ngày: Giải quyết", "06/11/2025", "06/11/2025 0 – 0");
    assert_under(text, "Diễn biến theo ngày: Kết quả", "07/11/2025", "07/11/2025 1 100,00 0");
}

static void channels_reasons_and_entries_are_always_there(struct fixture *f, gconstpointer unused)
{
    g_autofree char *text = text_of(f, "vi");

    (void)unused;
    assert_under(
        text, "\nTheo kênh đánh giá\n", "Giải quyết thủ tục hành chính  Điện thoại",
        "Giải quyết thủ tục hành chính Điện thoại 5 100,00 56,55–100,00 Chưa đủ dữ liệu để kết luận 0");
    assert_under(text, "\nLý do người đánh giá nêu", "=Xây dựng",
                 "=Xây dựng; \"mới\" 5 1 Thời gian chờ 1 · Khác 1");
    assert_under(text, "\nĐối chiếu số bản ghi\n", "Lượt đánh giá không tính", "Lượt đánh giá không tính 2");
    assert_holds(text, "\nGhi chú\n- Tỷ lệ hài lòng = ");
    assert_holds(text, "\n- Đây là kết quả người dân tự nguyện đánh giá");
}

static void the_head_says_what_is_amended_and_narrowed(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_as(
        f, &(struct report_request){.period = f->report->period, .area = "dat-dai", .amended = 20251117},
        NULL);
    g_autofree char *text = text_of(f, "vi");

    assert_holds(text, "HÀI LÒNG\nBổ sung ngày 17/11/2025, thay số liệu đã lập trước đó\n");
    assert_holds(text, "09/11/2025\nChỉ tính: lĩnh vực Đất đai\n");
    g_assert_null(strstr(text, "Toàn trung tâm"));
}

static void english_has_its_own_words_and_marks(struct fixture *f, gconstpointer unused)
{
    g_autofree char *text = text_of(f, "en");
    g_autofree char *land = line_of(text, "Land");

    (void)unused;
    assert_holds(text, "Sample center, Mẫu Commune, Tỉnh Mẫu\n");
    g_assert_cmpstr(land, ==, "Land 25 1 2 3 6 13 76.00 56.57–88.50 Not enough data to conclude 0");
}

static void thousands_are_marked_in_the_language_s_way(struct fixture *f, gconstpointer unused)
{
    const struct counts many = {{0, 0, 0, 1234567 - 33 + 8, 0}};
    const struct period week = f->report->period;

    (void)unused;
    tally_add(f->tally, "la", ITEM_TTHC, CHANNEL_OTHER, false, &many);
    fixture_rebuild(f, &week, false);
    g_autofree char *vietnamese = text_of(f, "vi");
    g_autofree char *english = text_of(f, "en");
    assert_holds(vietnamese, "1.234.575");
    assert_holds(english, "1,234,575");
}

static const struct {
    struct period period;
    const char *sentence;
} PERIODS[] = {
    {{PERIOD_MONTH, WINDOW_CALENDAR, 20251101, 20251130}, "Tháng 11/2025, từ 01/11/2025 đến 30/11/2025\n"},
    {{PERIOD_MONTH, WINDOW_DECREE, 20251215, 20260114},
     "Tháng 01/2026, từ 15/12/2025 đến 14/01/2026\nThời gian chốt số liệu theo Điều 12"},
    {{PERIOD_QUARTER, WINDOW_DECREE, 20250615, 20250914}, "Quý III/2025, từ 15/06/2025 đến 14/09/2025\n"},
    {{PERIOD_QUARTER, WINDOW_CALENDAR, 20251001, 20251231}, "Quý IV/2025, từ 01/10/2025 đến 31/12/2025\n"},
    {{PERIOD_HALF, WINDOW_DECREE, 20241215, 20250614},
     "6 tháng đầu năm 2025, từ 15/12/2024 đến 14/06/2025\n"},
    {{PERIOD_HALF, WINDOW_CALENDAR, 20250701, 20251231},
     "6 tháng cuối năm 2025, từ 01/07/2025 đến 31/12/2025\n"},
    {{PERIOD_NINE_MONTHS, WINDOW_DECREE, 20241215, 20250914},
     "9 tháng năm 2025, từ 15/12/2024 đến 14/09/2025\n"},
    {{PERIOD_YEAR, WINDOW_DECREE, 20241215, 20251214}, "Năm 2025, từ 15/12/2024 đến 14/12/2025\n"},
    {{PERIOD_RANGE, WINDOW_DECREE, 20251101, 20251103}, "Từ 01/11/2025 đến 03/11/2025\n\n"}};

static void every_kind_of_period_is_named_with_both_days(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(PERIODS); i++) {
        fixture_rebuild(f, &PERIODS[i].period, false);
        g_autofree char *text = text_of(f, "vi");
        assert_holds(text, PERIODS[i].sentence);
    }
}

/* Every sentence the faces ask for is there: a missing one would show as its key. */
static void no_key_shows_in_place_of_its_sentence(struct fixture *f, gconstpointer unused)
{
    const char *const languages[] = {"vi", "en"};

    (void)unused;
    fixture_rebuild_full(f);
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        report_text(text, f->report, &(struct face_style){f->words, languages[i], NULL}, NULL);
        report_csv(text, f->report, &(struct face_style){f->words, languages[i], NULL}, NULL);
        g_assert_null(strstr(text->str, "report."));
        g_assert_null(strstr(text->str, "{"));
    }
}

/* --- the table --- */

static void width_counts_columns_and_not_bytes(void)
{
    g_assert_cmpuint(display_width("Đất đai"), ==, 7);
    g_assert_cmpuint(display_width("Đa\u0302\u0301t đai"), ==, 7);
    g_assert_cmpuint(display_width("漢字"), ==, 4);
    g_assert_cmpuint(display_width(""), ==, 0);
}

static void columns_line_up_whatever_the_accents(void)
{
    g_autoptr(table_t) table = table_new("lrl");
    g_autoptr(GString) out = g_string_new(NULL);
    const char *const cells[] = {"A",     "n", "x", "Hộ tịch", "7", "y", "Ho\u0323\u0302 ti\u0323ch",
                                 "1.000", ""};

    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
        table_add(table, cells[i]);
    table_append(out, table);
    g_assert_cmpstr(out->str, ==,
                    "A            n  x\n"
                    "─────────────────\n"
                    "Hộ tịch      7  y\n"
                    "Ho\u0323\u0302 ti\u0323ch  1.000\n");
}

/* 12 words of 9 letters: six of them take 6 * 9 + 5 = 59 columns. */
static void a_long_text_goes_on_in_the_next_line(void)
{
    const char *const word = "Nguyễnabc";
    g_autoptr(table_t) table = table_new("lr");
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) name = g_string_new(word);

    for (int i = 1; i < 12; i++)
        g_string_append_printf(name, " %s", word);
    table_add(table, "A");
    table_add(table, "n");
    table_add(table, name->str);
    table_add(table, "7");
    table_append(out, table);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 5);
    g_assert_cmpuint(display_width(lines[2]), ==, 59 + 2 + 1);
    g_assert_true(g_str_has_suffix(lines[2], "Nguyễnabc  7"));
    g_assert_cmpuint(display_width(lines[3]), ==, 59);
}

#define ADD(test) g_test_add("/text/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(the_head_names_center_and_both_days);
    ADD(a_row_shows_counts_percent_interval_and_set_aside);
    ADD(targets_are_told_in_words);
    ADD(a_plan_without_a_target_is_shown_as_such);
    ADD(the_formula_and_the_heads_are_printed);
    ADD(the_period_before_stands_beside_this_one);
    ADD(participation_stands_beside_the_guide);
    ADD(the_trend_has_a_table_an_item);
    ADD(channels_reasons_and_entries_are_always_there);
    ADD(the_head_says_what_is_amended_and_narrowed);
    ADD(english_has_its_own_words_and_marks);
    ADD(thousands_are_marked_in_the_language_s_way);
    ADD(every_kind_of_period_is_named_with_both_days);
    ADD(no_key_shows_in_place_of_its_sentence);
    g_test_add_func("/table/width_counts_columns_and_not_bytes", width_counts_columns_and_not_bytes);
    g_test_add_func("/table/columns_line_up_whatever_the_accents", columns_line_up_whatever_the_accents);
    g_test_add_func("/table/a_long_text_goes_on_in_the_next_line", a_long_text_goes_on_in_the_next_line);
    return g_test_run();
}
