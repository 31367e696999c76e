/* The staff board from reports with figures known by heart, as the fixture of the report's tests tells them.
 */
#include "board.h"
#include "fixture.h"
#include "wording.h"
#include <string.h>

static struct verify_result sound(void)
{
    struct verify_result journal = {.sound = true, .entries = 49, .ratings = 35, .head_seq = 49};
    journal.head[0] = 0xab;
    journal.head[7] = 0x12;
    journal.head[8] = 0xff; /* past what is shown */
    return journal;
}

static struct staff_board board_of(const struct fixture *f, const struct verify_result *journal,
                                   gint64 free_bytes, const char *language)
{
    struct staff_board board = {.n = 99};
    board_fill(&board, &(struct board_source){.today = f->report,
                                              .week = f->report,
                                              .device = "kiosk-1",
                                              .free_bytes = free_bytes,
                                              .clock = CLOCK_NTP,
                                              .journal = journal,
                                              .words = f->words,
                                              .language = language});
    return board;
}

static bool starts(const char *label, const char *title)
{
    g_autofree char *plain = plain_text(label);
    return g_str_has_prefix(plain, title);
}

/* The line of that label after the title that begins so; fails the test when there is none. */
static const struct staff_line *line_of(const struct staff_board *board, const char *title, const char *label)
{
    bool inside = false;
    for (int i = 0; i < board->n; i++) {
        const struct staff_line *line = &board->lines[i];
        if (line->mood == STAFF_TITLE)
            inside = starts(line->label, title);
        else if (inside) {
            g_autofree char *plain = plain_text(line->label);
            if (strcmp(plain, label) == 0)
                return line;
        }
    }
    g_test_fail_printf("no line %s under %s", label, title);
    g_assert_not_reached();
}

static void says(const struct staff_board *board, const char *title, const char *label, const char *value,
                 enum staff_mood mood)
{
    const struct staff_line *line = line_of(board, title, label);
    g_autofree char *plain = plain_text(line->value);
    g_assert_cmpstr(plain, ==, value);
    g_assert_cmpint(line->mood, ==, mood);
}

/* 26 of 33 is 78.79; dat-dai and xay-dung together 19 + 4 of 30 is 76.67 (not above 80), xay-dung 4 of 5
 * is 80. */
static void figures_and_verdicts_are_the_report_s(struct fixture *f, gconstpointer unused)
{
    const struct verify_result journal = sound();
    const struct staff_board board = board_of(f, &journal, 12300000000, "vi");
    static const char week[] = "Tuần từ 03/11/2025 đến 09/11/2025", few[] = "Chưa đủ dữ liệu để kết luận";
    g_autofree char *reference = g_strdup_printf("78,79%% · n = 33 · Tham khảo");
    g_autofree char *overall = g_strdup_printf("%s · Đạt", reference);
    g_autofree char *building = g_strdup_printf("80,00%% · n = 5 · %s · Đạt", few);

    (void)unused;
    says(&board, "Hôm nay, 03/11/2025", "Giải quyết thủ tục hành chính", reference, STAFF_PLAIN);
    says(&board, week, "Giải quyết thủ tục hành chính", reference, STAFF_PLAIN);
    says(&board, week, "Không tính", "2", STAFF_PLAIN);
    says(&board, week, "Giải quyết thủ tục hành chính, Toàn trung tâm: từ 78,78% trở lên", overall,
         STAFF_GOOD);
    says(&board, week, "Giải quyết thủ tục hành chính, Đất đai + =Xây dựng; \"mới\" (tính gộp): trên 80%",
         "76,67% · n = 30 · Tham khảo · Chưa đạt", STAFF_BAD);
    says(&board, week, "Giải quyết thủ tục hành chính, =Xây dựng; \"mới\": từ 80% trở lên", building,
         STAFF_GOOD);
    says(&board, week, "Thái độ phục vụ, Toàn trung tâm: đạt 100%",
         "Chưa có dữ liệu (chỉ tiêu không áp dụng cho trọn kỳ này)", STAFF_PLAIN);
}

static void the_device_tells_how_it_is(struct fixture *f, gconstpointer unused)
{
    const struct verify_result journal = sound();
    const struct staff_board board = board_of(f, &journal, 12300000000, "en");

    (void)unused;
    says(&board, "Device kiosk-1", "Clock", "synchronised with a time server", STAFF_PLAIN);
    says(&board, "Device kiosk-1", "Journal check", "whole, 49 entries", STAFF_GOOD);
    says(&board, "Device kiosk-1", "Last seal", "ab00000000000012 (entry 49)", STAFF_PLAIN);
    g_assert_nonnull(strstr(line_of(&board, "Device kiosk-1", "Free disk space")->value, "12"));
}

static void what_needs_a_person_is_marked(struct fixture *f, gconstpointer unused)
{
    struct verify_result journal = sound();

    (void)unused;
    journal.sound = false;
    struct staff_board board = board_of(f, &journal, 999999999, "en");
    says(&board, "Device kiosk-1", "Journal check", "something is wrong, tell the administrator", STAFF_BAD);
    g_assert_cmpint(line_of(&board, "Device kiosk-1", "Free disk space")->mood, ==, STAFF_BAD);
    board = board_of(f, NULL, -1, "en");
    says(&board, "Device kiosk-1", "Journal check", "something is wrong, tell the administrator", STAFF_BAD);
    says(&board, "Device kiosk-1", "Free disk space", "–", STAFF_BAD);
}

/* Forty targets do not push the state of the device off the board. */
static void the_device_keeps_its_lines(struct fixture *f, gconstpointer unused)
{
    const struct verify_result journal = sound();
    g_autoptr(GString) plan = g_string_new("[plan]\nid = nhieu\nname = Nhiều\nsource = Mẫu\n");

    (void)unused;
    for (int i = 0; i < 40; i++)
        g_string_append_printf(plan,
                               "[target t%d]\nitem = tthc\nscope = overall\noperator = >=\npercent = %d\n"
                               "from = %d-01-01\nto = %d-12-31\nsentence = x\n",
                               i, 50 + i, 2030 + i, 2030 + i);
    fixture_add_plan(f, plan->str);
    fixture_rebuild_as(f, &(struct report_request){.period = f->report->period}, NULL);
    struct staff_board board = board_of(f, &journal, 12300000000, "en");
    g_assert_cmpint(board.n, ==, STAFF_LINES - 1);
    board_add_link(&board, LINK_SHOWN, f->words, "en");
    g_assert_cmpint(board.n, ==, STAFF_LINES);
    says(&board, "Device kiosk-1", "Journal check", "whole, 49 entries", STAFF_GOOD);
    g_assert_cmpstr(line_of(&board, "Week", "For the other targets see the report")->value, ==, "");
}

/* All eleven items answered and more targets than there is room for. */
static void eleven_items_and_many_targets_fit(struct fixture *f, gconstpointer unused)
{
    const struct verify_result journal = sound();
    g_autoptr(GString) plan = g_string_new("[plan]\nid = nhieu\nname = Nhiều\nsource = Mẫu\n");

    (void)unused;
    for (int item = 0; item < ITEM_COUNT; item++)
        tally_add(f->tally, "dat-dai", (enum item)item, CHANNEL_KIOSK, false,
                  &(struct counts){{0, 0, 0, 0, 1}});
    for (int i = 0; i < 12; i++)
        g_string_append_printf(plan,
                               "[target t%d]\nitem = tthc\nscope = overall\noperator = >=\npercent = %d\n"
                               "sentence = x\n",
                               i, 50 + i);
    fixture_add_plan(f, plan->str);
    fixture_rebuild_as(f, &(struct report_request){.period = f->report->period}, NULL);
    struct staff_board board = board_of(f, &journal, 12300000000, "en");
    g_assert_cmpint(board.n, ==, STAFF_LINES - 1);
    board_add_link(&board, LINK_SHOWN, f->words, "en");
    g_assert_cmpint(board.n, ==, STAFF_LINES);
    says(&board, "Device kiosk-1", "Journal check", "whole, 49 entries", STAFF_GOOD);
    g_assert_cmpint(line_of(&board, "Week", "For the other targets see the report")->mood, ==, STAFF_PLAIN);
}

static void figures_that_cannot_be_read_leave_the_device(struct fixture *f, gconstpointer unused)
{
    const struct verify_result journal = sound();
    struct staff_board board;

    (void)unused;
    board_fill(&board, &(struct board_source){.device = "kiosk-1",
                                              .free_bytes = 12300000000,
                                              .clock = CLOCK_RTC,
                                              .journal = &journal,
                                              .words = f->words,
                                              .language = "en"});
    g_assert_cmpstr(board.lines[0].label, ==, "The figures could not be read, tell the administrator.");
    g_assert_cmpint(board.lines[0].mood, ==, STAFF_BAD);
    says(&board, "Device kiosk-1", "Clock", "clock of the machine", STAFF_PLAIN);
}

static void a_long_text_is_cut_between_characters(struct fixture *f, gconstpointer unused)
{
    g_autofree char *fits = g_strnfill(STAFF_TEXT_SIZE - 1, 'a');
    g_autofree char *odd =
        g_strdup_printf("a%s", "ộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộ"
                               "ộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộộ");
    char out[STAFF_TEXT_SIZE];

    (void)f;
    (void)unused;
    staff_text(out, fits);
    g_assert_cmpstr(out, ==, fits);
    for (const char *text = odd; g_utf8_strlen(text, -1) > 110; text = g_utf8_next_char(text)) {
        staff_text(out, text);
        g_assert_true(g_utf8_validate(out, -1, NULL));
        g_assert_true(g_str_has_suffix(out, "…"));
        g_assert_cmpuint(strlen(out), >, STAFF_TEXT_SIZE - 8);
    }
}

static void add(const char *sentence, void (*test)(struct fixture *, gconstpointer))
{
    g_test_add(sentence, struct fixture, NULL, fixture_open, test, fixture_close);
}

static void the_code_on_the_screen_is_told(struct fixture *f, gconstpointer unused)
{
    const struct verify_result journal = sound();
    struct staff_board board = board_of(f, &journal, 12300000000, "vi");

    (void)unused;
    board_add_link(&board, LINK_SHOWN, f->words, "vi");
    says(&board, "Thiết bị kiosk-1", "Mã QR trên màn hình", "đang hiện", STAFF_PLAIN);
    for (int state = 0; state < LINK_STATES; state++) {
        board = board_of(f, &journal, 12300000000, "en");
        board_add_link(&board, (enum link_state)state, f->words, "en");
        g_assert_cmpstr(board.lines[board.n - 1].label, ==, "QR code on the screen");
        g_assert_cmpuint(strlen(board.lines[board.n - 1].value), >, 4);
    }
    board_add_link(&board, LINK_NO_SERVER, f->words, "en");
    g_assert_cmpint(board.lines[board.n - 1].mood, ==, STAFF_BAD);
    board_add_link(&board, LINK_NO_ADDRESS, f->words, "en");
    g_assert_cmpint(board.lines[board.n - 1].mood, ==, STAFF_PLAIN);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/board/figures_and_verdicts_are_the_report_s", figures_and_verdicts_are_the_report_s);
    add("/board/the_device_tells_how_it_is", the_device_tells_how_it_is);
    add("/board/what_needs_a_person_is_marked", what_needs_a_person_is_marked);
    add("/board/the_device_keeps_its_lines", the_device_keeps_its_lines);
    add("/board/eleven_items_and_many_targets_fit", eleven_items_and_many_targets_fit);
    add("/board/figures_that_cannot_be_read_leave_the_device", figures_that_cannot_be_read_leave_the_device);
    add("/board/the_code_on_the_screen_is_told", the_code_on_the_screen_is_told);
    add("/board/a_long_text_is_cut_between_characters", a_long_text_is_cut_between_characters);
    return g_test_run();
}
