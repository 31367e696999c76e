#include "fixture.h"
#include <string.h>

/* A reader of its own gives rows of cells: ";" between them, CRLF after each; quotes taken off. */

static void free_row(gpointer row)
{
    g_ptr_array_unref(row);
}

static GPtrArray *read_row(const char **at)
{
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
    GString *cell = g_string_new(NULL);
    bool quoted = false;

    for (; quoted || !g_str_has_prefix(*at, "\r\n"); (*at)++) {
        g_assert_cmpint(**at, !=, '\0');
        if (**at == '"' && quoted && (*at)[1] == '"')
            g_string_append_c(cell, *++*at);
        else if (**at == '"')
            quoted = !quoted;
        else if (**at == ';' && !quoted) {
            g_ptr_array_add(row, g_string_free(cell, FALSE));
            cell = g_string_new(NULL);
        } else
            g_string_append_c(cell, **at);
    }
    *at += strlen("\r\n");
    g_ptr_array_add(row, g_string_free(cell, FALSE));
    return row;
}

static GPtrArray *read_sheet(const struct fixture *f, const char *language)
{
    g_autoptr(GString) text = g_string_new(NULL);
    GPtrArray *sheet = g_ptr_array_new_with_free_func(free_row);

    report_csv(text, f->report, &(struct face_style){f->words, language, NULL}, NULL);
    g_assert_true(g_str_has_prefix(text->str, "\xEF\xBB\xBF"));
    for (const char *at = text->str + 3; *at;)
        g_ptr_array_add(sheet, read_row(&at));
    return sheet;
}

static const char *cell(GPtrArray *row, guint i)
{
    g_assert_cmpuint(i, <, row->len);
    return g_ptr_array_index(row, i);
}

/* The row whose cells begin with these two. */
static GPtrArray *find(GPtrArray *sheet, const char *first, const char *second)
{
    for (guint i = 0; i < sheet->len; i++) {
        GPtrArray *row = g_ptr_array_index(sheet, i);
        if (row->len >= 2 && strcmp(cell(row, 0), first) == 0 && strcmp(cell(row, 1), second) == 0)
            return row;
    }
    g_test_fail_printf("no row %s; %s", first, second);
    g_assert_not_reached();
}

static void assert_cells(GPtrArray *row, guint from, const char *expected)
{
    g_autoptr(GString) joined = g_string_new(NULL);

    for (guint i = from; i < row->len; i++)
        g_string_append_printf(joined, "%s%s", i > from ? "|" : "", cell(row, i));
    g_assert_cmpstr(joined->str, ==, expected);
}

static void rows_show_hand_counted_figures_with_decimal_commas(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    (void)unused;
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Toàn trung tâm"), 2,
                 "|1|2|4|8|18|33|26|78,79|62,25|89,32|Tham khảo|1|0|0|0|1");
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Đất đai"), 2,
                 "dat-dai|1|2|3|6|13|25|19|76,00|56,57|88,50|Chưa đủ dữ liệu để kết luận|0|0|0|0|0");
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "la"), 2,
                 "la|0|0|0|0|3|3|3|100,00|43,85|100,00|Chưa đủ dữ liệu để kết luận|0|0|0|0|0");
}

static void no_answer_leaves_the_percentages_empty(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    (void)unused;
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Hộ tịch"), 2,
                 "ho-tich|0|0|0|0|0|0|0||||Chưa có dữ liệu|0|0|0|0|0");
}

static void text_is_never_taken_for_a_formula(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    (void)unused;
    find(sheet, "Giải quyết thủ tục hành chính", "'=Xây dựng; \"mới\"");
    find(sheet, "Kế hoạch mẫu", "'+Y tế");
    for (guint i = 0; i < sheet->len; i++) {
        GPtrArray *row = g_ptr_array_index(sheet, i);
        for (guint j = 0; j < row->len; j++)
            g_assert_null(strchr("=+-@\t", cell(row, j)[0] ? cell(row, j)[0] : 'x'));
    }
}

static void targets_say_what_is_required_and_how_it_ended(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");
    GPtrArray *overall = find(sheet, "Kế hoạch mẫu", "Giải quyết thủ tục hành chính");

    (void)unused;
    assert_cells(overall, 2,
                 "Toàn trung tâm|từ 78,78% trở lên|78,78|33|26|78,79|Tham khảo|Đạt|đạt 78,78% trở lên");
    assert_cells(find(sheet, "Kế hoạch mẫu", "'+Y tế"), 2, "–|trên 85%|85|0|0|||Ngoài kiosk|trên 85%");
    assert_cells(find(sheet, "Kế hoạch mẫu", "Thái độ phục vụ"), 2,
                 "Toàn trung tâm|đạt 100%|100|0|0||Chưa có dữ liệu|Chưa có dữ liệu (chỉ tiêu không áp dụng "
                 "cho trọn kỳ "
                 "này)|'-đạt 100%");
}

static void english_changes_the_words_and_not_the_figures(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "en");

    (void)unused;
    assert_cells(find(sheet, "Handling of the procedure", "Land"), 2,
                 "dat-dai|1|2|3|6|13|25|19|76,00|56,57|88,50|Not enough data to conclude|0|0|0|0|0");
}

static void a_compared_row_ends_with_the_period_before_and_the_files(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Toàn trung tâm"), 19,
                 "104|40,38|38,40|Khác biệt rõ|104|33|31,73|83");
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Đất đai"), 19,
                 "40|95,00|-19,00|Không khác biệt rõ|100|25|25,00|80");
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "'=Xây dựng; \"mới\""), 19,
                 "60|0,00|80,00|Khác biệt rõ|4|5|Nhiều lượt đánh giá hơn số hồ sơ|4");
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Hộ tịch"), 19, "0|||||||");
    assert_cells(find(sheet, "Kết quả đúng quy định", "Toàn trung tâm"), 19, "0|||||||");
}

static void the_head_says_what_is_amended_and_compared(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    assert_cells(g_ptr_array_index(sheet, 1), 0, "Bổ sung ngày 17/11/2025, thay số liệu đã lập trước đó");
    assert_cells(g_ptr_array_index(sheet, 4), 0, "Kỳ trước: từ 27/10/2025 đến 02/11/2025");
}

static void steps_have_iso_days(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "2025-11-04"), 2,
                 "2025-11-04|0|2|1|3|6|12|9|75,00|0");
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "2025-11-06"), 2,
                 "2025-11-06|0|0|0|0|0|0|0||0");
}

static void channels_reasons_and_entries_are_there(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    (void)unused;
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Kiosk"), 2,
                 "1|2|3|4|10|20|14|70,00|48,10|85,45|Chưa đủ dữ liệu để kết luận|1|0|0|0|1");
    assert_cells(find(sheet, "Giải quyết thủ tục hành chính", "Tất cả các kênh"), 2,
                 "1|2|4|8|18|33|26|78,79|62,25|89,32|Tham khảo|1|0|0|0|1");
    assert_cells(find(sheet, "Đất đai", "dat-dai"), 2, "25|8|5|2|1|0|1|0|0|0");
    assert_cells(find(sheet, "Tổng số bản ghi trong kỳ", "49"), 0, "Tổng số bản ghi trong kỳ|49");
    assert_cells(find(sheet, "Lượt đánh giá được tính", "33"), 0, "Lượt đánh giá được tính|33");
    assert_cells(find(sheet, "Sửa lại", "2"), 0, "Sửa lại|2");
}

static void a_plan_without_a_figure_says_so(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    (void)unused;
    find(sheet, "Kế hoạch không số",
         "Kế hoạch không nêu chỉ tiêu bằng con số: chỉ công bố tỷ lệ, không kết luận.");
}

static void the_journal_is_named_with_its_whole_head(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GPtrArray) sheet = read_sheet(f, "vi");

    (void)unused;
    assert_cells(find(sheet, "kiosk-1", "1"), 2,
                 "36|35|ab00000000000000000000000000000000000000000000000000000000000001");
}

#define ADD(test) g_test_add("/csv/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(rows_show_hand_counted_figures_with_decimal_commas);
    ADD(no_answer_leaves_the_percentages_empty);
    ADD(text_is_never_taken_for_a_formula);
    ADD(targets_say_what_is_required_and_how_it_ended);
    ADD(english_changes_the_words_and_not_the_figures);
    ADD(a_compared_row_ends_with_the_period_before_and_the_files);
    ADD(the_head_says_what_is_amended_and_compared);
    ADD(steps_have_iso_days);
    ADD(channels_reasons_and_entries_are_there);
    ADD(a_plan_without_a_figure_says_so);
    ADD(the_journal_is_named_with_its_whole_head);
    return g_test_run();
}
