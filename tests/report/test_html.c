#include "extremes.h"
#include <string.h>

static GString *write_board(const struct fixture *f, const char *language)
{
    GString *out = g_string_new(NULL);

    g_assert_true(report_html(out, f->report, &(struct face_style){f->words, language, NULL}, NULL));
    return out;
}

/* What people read: tags and the style become spaces, runs of spaces one. */
static char *read_text(const GString *board)
{
    const char *body = strstr(board->str, "<body>");
    g_autoptr(GRegex) tags = g_regex_new("<[^>]*>", 0, 0, NULL);
    g_autoptr(GRegex) spaces = g_regex_new("\\s+", 0, 0, NULL);
    g_autofree char *bare = g_regex_replace_literal(tags, body, -1, 0, " ", 0, NULL);
    return g_regex_replace_literal(spaces, bare, -1, 0, " ", 0, NULL);
}

static void assert_reads(const char *text, const char *part)
{
    if (!strstr(text, part))
        g_test_fail_printf("no \"%s\" in: %s", part, text);
}

/* 26 of 33; the interval is from a separate program. */
static void the_whole_shows_the_report_s_figures(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(GString) board = write_board(f, "vi");
    g_autofree char *text = read_text(board);

    g_assert_null(strstr(text, "report."));
    assert_reads(text, "Tuần từ 03/11/2025 đến 09/11/2025");
    assert_reads(text, "Giải quyết thủ tục hành chính 78,79% 33 lượt đánh giá Tham khảo "
                       "Khoảng tin cậy 95%: 62,25–89,32% từ 78,78% trở lên: Đạt");
    assert_reads(text, "đạt 78,78% trở lên");
    assert_reads(text, "Bổ sung ngày 17/11/2025");
}

/* 42 of 104 the week before; 26/33 - 42/104 is 38.40 points. 104 files: 33/104 is 31.73 %. */
static void the_week_before_and_who_took_part_are_shown(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(GString) board = write_board(f, "vi");
    g_autofree char *text = read_text(board);

    assert_reads(text, "Kỳ trước: từ 27/10/2025 đến 02/11/2025: 40,38% (104 lượt đánh giá); "
                       "+38,40 điểm % , Khác biệt rõ");
    assert_reads(text, "Tỷ lệ tham gia: 31,73% (33 lượt đánh giá / 104 hồ sơ đã giải quyết)");
}

/* The text of a board with so many files settled, and `more` respondents who answered nothing shown. */
static char *board_with_files(struct fixture *f, enum item item, bool one_item, gint64 more, gint64 files)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new(files);
    const struct shelf_voice voice = {"ho-tich", CHANNEL_PAPER, false, more, 0, {0}};

    g_array_append_val(f->voices, voice);
    fixture_rebuild_as(f,
                       &(struct report_request){.period = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109},
                                                .one_item = one_item,
                                                .item = item,
                                                .dossiers = dossiers},
                       NULL);
    g_autoptr(GString) board = write_board(f, "vi");
    g_array_set_size(f->voices, f->voices->len - 1);
    return read_text(board);
}

static const char TOOK_PART[] = "Tỷ lệ tham gia:";

/* Nobody answered phuc-vu; one alone m02-4, which is hidden. */
static void who_took_part_does_not_depend_on_the_question(struct fixture *f, gconstpointer unused)
{
    const enum item items[] = {ITEM_TTHC, ITEM_PHUC_VU, ITEM_M02_4};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
        g_autofree char *text = board_with_files(f, items[i], true, 0, 104);
        assert_reads(text, "Tỷ lệ tham gia: 31,73% (33 lượt đánh giá / 104 hồ sơ đã giải quyết)");
    }
}

/* 33 answered the main question: who did not would be 4. 38 of 104 are 36.54 %. */
static void a_few_who_left_a_question_out_are_hidden(struct fixture *f, gconstpointer unused)
{
    g_autofree char *four = board_with_files(f, ITEM_TTHC, false, 4, 104);
    g_autofree char *five = board_with_files(f, ITEM_TTHC, false, 5, 104);

    (void)unused;
    g_assert_null(strstr(four, TOOK_PART));
    assert_reads(five, "Tỷ lệ tham gia: 36,54% (38 lượt đánh giá / 104 hồ sơ đã giải quyết)");
}

/* 37 less 33 files were settled without a rating; 30 files tell no difference; 33 of 38 are 86.84 %. */
static void a_few_who_did_not_take_part_are_hidden(struct fixture *f, gconstpointer unused)
{
    g_autofree char *four = board_with_files(f, ITEM_TTHC, false, 0, 37);
    g_autofree char *five = board_with_files(f, ITEM_TTHC, false, 0, 38);
    g_autofree char *few_files = board_with_files(f, ITEM_TTHC, false, 0, 4);
    g_autofree char *fewer = board_with_files(f, ITEM_TTHC, false, 0, 30);

    (void)unused;
    g_assert_null(strstr(four, TOOK_PART));
    assert_reads(five, "Tỷ lệ tham gia: 86,84% (33 lượt đánh giá / 38 hồ sơ đã giải quyết)");
    g_assert_null(strstr(few_files, "hồ sơ đã giải quyết ("));
    assert_reads(fewer, "Nhiều lượt đánh giá hơn số hồ sơ đã giải quyết (30)");
}

/* Four came, and 100 files were settled. */
static void a_few_who_took_part_are_hidden(void)
{
    struct fixture f = {0};

    fixture_begin(&f, "[center]\nid = it\nname = Ít\ncommune = Xã Ít\nparent = Tỉnh Ít\n"
                      "[area a]\nname = A\n[item tthc]\n[item phuc-vu]\n[kiosk]\nwidth-mm = 476\n");
    fixture_add_ratings(&f, 20251103, "a", CHANNEL_KIOSK, false, (struct counts){{0, 0, 0, 2, 2}});
    g_autofree char *main_question = board_with_files(&f, ITEM_TTHC, true, 0, 100);
    g_autofree char *unanswered = board_with_files(&f, ITEM_PHUC_VU, true, 0, 100);
    g_assert_null(strstr(main_question, TOOK_PART));
    g_assert_null(strstr(unanswered, TOOK_PART));
    fixture_close(&f, NULL);
}

/* Levels 1 2 4 8 18. */
static void small_levels_are_one_sum(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GString) board = write_board(f, "vi");
    g_autofree char *text = read_text(board);

    assert_reads(text, "Rất không hài lòng + Không hài lòng + Bình thường 7 21,21% Hài lòng 8 24,24% "
                       "Rất hài lòng 18 54,55%");
}

/* dat-dai 25, xay-dung 5, "la" 3: with "la" goes xay-dung; 4 of each is what 8 may not look like, so the last
 * goes too, and with it ho-tich, which has none. */
static void areas_that_would_give_each_other_away_are_hidden(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GString) board = write_board(f, "vi");
    g_autofree char *text = read_text(board);

    assert_reads(text, "Kết luận Đất đai Không công bố – =Xây dựng; &quot;mới&quot; Không công bố – "
                       "Hộ tịch Không công bố – la Không công bố –");
}

/* Monday 8 and Sunday 3 go together; Tuesday 9/3, Wednesday and Friday 4/1. */
static void small_days_are_hidden(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_rebuild_full(f);
    g_autoptr(GString) board = write_board(f, "vi");
    g_autofree char *text = read_text(board);

    assert_reads(text, "03/11/2025 Không công bố – 04/11/2025 Không công bố Chưa đủ dữ liệu để kết luận 12 "
                       "05/11/2025 Không công bố Chưa đủ dữ liệu để kết luận 5 06/11/2025 Chưa có dữ liệu 0 "
                       "07/11/2025 Không công bố Chưa đủ dữ liệu để kết luận 5 08/11/2025 Chưa có dữ liệu 0 "
                       "09/11/2025 Không công bố –");
}

/* Waiting was named by 6 of 33, nothing else by 5; two ratings are set aside. */
static void small_reasons_and_what_is_set_aside_are_hidden(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GString) board = write_board(f, "vi");
    g_autofree char *text = read_text(board);

    assert_reads(text, "Thời gian chờ 6 Giấy tờ yêu cầu Không công bố Thái độ phục vụ Không công bố "
                       "Hướng dẫn Không công bố");
    assert_reads(text, "Không tính một số lượt nghi vấn, dưới 5 lượt.");
}

static void the_foot_names_seals_and_no_numbers_of_entries(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GString) board = write_board(f, "en");
    const struct shelf_journal *first = &g_array_index(f->journals, struct shelf_journal, 0);
    char head[SEAL_TEXT_SIZE];
    g_autofree char *text = read_text(board);

    seal_format(head, first->head);
    head[16] = '\0';
    g_autofree char *named = g_strdup_printf("%s %s", first->device, head);
    assert_reads(text, named);
    g_assert_null(strstr(text, "1–36"));
}

/* --- what may stand between tags --- */

static const char HOSTILE[] = "[center]\nid = xau\nname = <script>alert(1)</script>\n"
                              "commune = Xã \"A\" & 'B' <b>\nparent = </style></title>\n"
                              "[area a]\nname = \"><img src=x onerror=alert(1)>\n[item tthc]\n"
                              "[kiosk]\nwidth-mm = 476\n";

static void names_cannot_become_markup(void)
{
    struct fixture f = {0};

    fixture_begin(&f, HOSTILE);
    const struct report_request request = {.period = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109}};
    fixture_rebuild_as(&f, &request, NULL);
    g_autoptr(GString) board = write_board(&f, "vi");
    g_assert_nonnull(strstr(board->str, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    g_assert_nonnull(strstr(board->str, "&quot;A&quot; &amp; &apos;B&apos; &lt;b&gt;"));
    g_assert_nonnull(strstr(board->str, "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"));
    g_assert_null(strstr(board->str, "<script"));
    g_assert_null(strstr(board->str, "<img"));
    g_assert_null(strstr(strstr(board->str, "</style>") + 1, "</style>"));
    fixture_close(&f, NULL);
}

/* --- every edge --- */

static guint count_of(const char *text, const char *part)
{
    guint n = 0;

    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

/* A number of ratings stands in a cell of its own class, in <b> with its word, or in a remark. */
static void assert_no_small_number(const char *board)
{
    g_autoptr(GRegex) cells = g_regex_new("<td class=\"n\">[1-4]</td>", 0, 0, NULL);
    g_autoptr(GRegex) answers = g_regex_new(">[1-4] (lượt đánh giá|ratings)", 0, 0, NULL);

    g_assert_false(g_regex_match(cells, board, 0, NULL));
    g_assert_false(g_regex_match(answers, board, 0, NULL));
}

static void assert_self_contained(const char *board)
{
    static const char *const NEVER[] = {
        "<script", "http:", "https:", "src=", "url(", "@import", "javascript"};

    for (size_t i = 0; i < G_N_ELEMENTS(NEVER); i++)
        g_assert_null(strstr(board, NEVER[i]));
    g_assert_nonnull(strstr(board, "default-src 'none'; style-src 'unsafe-inline'"));
}

static void stays_whole_at_the_edge(struct fixture *f, gconstpointer unused)
{
    const char *const languages[] = {"vi", "en"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autoptr(GString) board = write_board(f, languages[i]), again = write_board(f, languages[i]);
        g_autofree char *lang = g_strdup_printf("<!DOCTYPE html>\n<html lang=\"%s\">", languages[i]);
        g_assert_true(g_string_equal(board, again));
        g_assert_true(g_str_has_prefix(board->str, lang));
        g_assert_true(g_str_has_suffix(board->str, "</html>\n"));
        g_assert_true(g_utf8_validate(board->str, (gssize)board->len, NULL));
        g_assert_null(strchr(strstr(board->str, "</style>"), '{'));
        g_assert_null(strstr(board->str, "board."));
        g_assert_null(strstr(board->str, "report."));
        g_assert_cmpuint(count_of(board->str, "<h1>"), ==, 1);
        g_assert_cmpuint(board->len, <, 60000);
        assert_self_contained(board->str);
        assert_no_small_number(board->str);
    }
}

/* What the edge's overall row has to say, unless it is one of few. */
static void shows_the_share_of_the_edge(struct fixture *f, gconstpointer payload)
{
    const struct extreme *extreme = payload;
    g_autoptr(GString) board = write_board(f, "en");
    g_autofree char *text = read_text(board);
    const gint64 others = extreme->n - extreme->satisfied;
    const bool small = (extreme->satisfied > 0 && extreme->satisfied < 5) || (others > 0 && others < 5);
    g_autofree char *share =
        g_strdup_printf("<p class=\"big\">%s%%</p>", extreme->share ? extreme->share : "");

    if (extreme->n == 0)
        assert_reads(text, "No data");
    else if (small)
        g_assert_null(strstr(board->str, share));
    else
        assert_reads(board->str, share);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*test)(struct fixture *f, gconstpointer unused);
    } TESTS[] = {
        {"the_whole_shows_the_report_s_figures", the_whole_shows_the_report_s_figures},
        {"the_week_before_and_who_took_part_are_shown", the_week_before_and_who_took_part_are_shown},
        {"who_took_part_does_not_depend_on_the_question", who_took_part_does_not_depend_on_the_question},
        {"a_few_who_left_a_question_out_are_hidden", a_few_who_left_a_question_out_are_hidden},
        {"a_few_who_did_not_take_part_are_hidden", a_few_who_did_not_take_part_are_hidden},
        {"small_levels_are_one_sum", small_levels_are_one_sum},
        {"areas_that_would_give_each_other_away_are_hidden",
         areas_that_would_give_each_other_away_are_hidden},
        {"small_days_are_hidden", small_days_are_hidden},
        {"small_reasons_and_what_is_set_aside_are_hidden", small_reasons_and_what_is_set_aside_are_hidden},
        {"the_foot_names_seals_and_no_numbers_of_entries", the_foot_names_seals_and_no_numbers_of_entries},
    };

    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(TESTS); i++) {
        g_autofree char *path = g_strconcat("/html/", TESTS[i].name, NULL);
        g_test_add(path, struct fixture, NULL, fixture_open, TESTS[i].test, fixture_close);
    }
    g_test_add_func("/html/a_few_who_took_part_are_hidden", a_few_who_took_part_are_hidden);
    g_test_add_func("/html/names_cannot_become_markup", names_cannot_become_markup);
    for (const struct extreme *extreme = EXTREMES; extreme->name; extreme++) {
        g_autofree char *whole = g_strdup_printf("/html/%s/stays_whole", extreme->name);
        g_autofree char *share = g_strdup_printf("/html/%s/shows_the_share", extreme->name);
        g_test_add(whole, struct fixture, extreme, extreme->open, stays_whole_at_the_edge, fixture_close);
        g_test_add(share, struct fixture, extreme, extreme->open, shows_the_share_of_the_edge, fixture_close);
    }
    return g_test_run();
}
