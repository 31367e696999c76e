/* Board: the lines that tell the staff how things stand, in one column or two, on as many pages as they need.
 */
#include "page.h"

enum { ENTRY_LINES = 3 }; /* of a label or a value, at most */

static const double ENTRY_PAD_MM = 0.8, TITLE_APART_MM = 4, SIGN_APART_MM = 2;

/* One line of the board as it stands in a column. */
struct entry {
    const struct staff_line *line;
    struct text_block label, value;
    char label_cut[BOX_TEXT_SIZE], value_cut[BOX_TEXT_SIZE];
    int sign;     /* side of the sign before the value, 0: none */
    bool stacked; /* the value stands under the label */
    int height;
    int page, column, y;
};

struct board {
    struct entry entries[STAFF_LINES];
    int n, pages;
    int columns, width; /* of a column */
    int apart;          /* between columns */
};

static void entry_make(const struct page *page, struct entry *entry, const struct staff_line *line, int width,
                       int lines)
{
    enum type_weight weight = line->mood == STAFF_TITLE ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR;
    bool marked = line->mood == STAFF_GOOD || line->mood == STAFF_BAD;
    int pad = page_mm(page, ENTRY_PAD_MM), between = page_mm(page, 4);
    entry->line = line;
    entry->sign = marked ? page_line_height(page, TYPE_SMALL) * 7 / 10 : 0;
    int sign_w = marked ? entry->sign + page_mm(page, SIGN_APART_MM) : 0;
    entry->value = page_text_cut(page, line->value, TYPE_SMALL, WEIGHT_SEMIBOLD, width - sign_w, lines,
                                 entry->value_cut);
    int beside = width - entry->value.width - sign_w - between;
    struct text_block label = page_text_maybe(page, line->label, TYPE_SMALL, weight, beside, 1);
    if (label.wrapped.n == 0 && entry->value.wrapped.n <= 1 && beside >= width / 2)
        label = page_text_maybe(page, line->label, TYPE_SMALL, weight, beside, lines);
    entry->stacked = label.wrapped.n == 0 || entry->value.wrapped.n > 1;
    if (entry->stacked)
        label = page_text_cut(page, line->label, TYPE_SMALL, weight, width, lines, entry->label_cut);
    entry->label = label;
    entry->height = 2 * pad + (entry->stacked ? label.height + entry->value.height
                                              : MAX(label.height, entry->value.height));
}

/* What must stand in one column with the line: a heading never ends one. */
static int height_with_next(const struct board *board, int index)
{
    const struct entry *entry = &board->entries[index];
    bool heads = entry->line->mood == STAFF_TITLE && index + 1 < board->n;
    return entry->height + (heads ? board->entries[index + 1].height : 0);
}

/* Fills columns of that height one after another. False when a line is higher than that. */
static bool board_fill(const struct page *page, struct board *board, int height)
{
    int column = 0, y = 0;
    for (int i = 0; i < board->n; i++) {
        struct entry *entry = &board->entries[i];
        if (height_with_next(board, i) > height)
            return false;
        if (entry->line->mood == STAFF_TITLE && y > 0)
            y += page_mm(page, TITLE_APART_MM);
        if (y + height_with_next(board, i) > height) {
            column++;
            y = 0;
        }
        entry->page = column / board->columns;
        entry->column = column % board->columns;
        entry->y = y;
        y += entry->height;
    }
    board->pages = column / board->columns + 1;
    return true;
}

/* Columns of even height when one page holds all. Where there is little room, texts are cut short. */
static void board_make(struct page *page, struct board *board, struct rect room)
{
    const struct staff_board *lines = &page->flow->staff.board;
    int step = MAX(1, page_line_height(page, TYPE_SMALL) / 2);
    board->n = lines->n;
    board->columns = page_portrait(page) ? 1 : 2;
    board->apart = 2 * page->gap;
    board->width = (room.w - (board->columns - 1) * board->apart) / board->columns;
    bool filled = false;
    for (int most = ENTRY_LINES; most > 0 && !filled; most--) {
        for (int i = 0; i < board->n; i++)
            entry_make(page, &board->entries[i], &lines->lines[i], board->width, most);
        filled = board_fill(page, board, room.h);
    }
    if (!filled) {
        page->fits = false;
        board->n = 0;
        return;
    }
    int height = room.h;
    while (board->pages == 1 && board_fill(page, board, height - step) && board->pages == 1)
        height -= step;
    board_fill(page, board, height);
}

static void put_entry(struct page *page, const struct board *board, const struct entry *entry,
                      struct rect room)
{
    enum staff_mood mood = entry->line->mood;
    int x = room.x + entry->column * (board->width + board->apart), pad = page_mm(page, ENTRY_PAD_MM);
    int y = room.y + entry->y + pad, rule = MAX(1, page->scene->line / 2);
    int value_y = entry->stacked ? y + entry->label.height : y;
    enum ink ink = mood == STAFF_GOOD ? INK_ACCENT : mood == STAFF_BAD ? INK_BAD : INK_MAIN;
    put_text(page, &entry->label, x, y, board->width, ALIGN_LEFT,
             mood == STAFF_TITLE ? INK_ACCENT : INK_MAIN);
    put_text(page, &entry->value, x, value_y, board->width, ALIGN_RIGHT, ink);
    if (entry->sign > 0) {
        int sign_x = x + board->width - entry->value.width - page_mm(page, SIGN_APART_MM) - entry->sign;
        int sign_y = value_y + (page_line_height(page, TYPE_SMALL) - entry->sign) / 2;
        put_icon(page, mood == STAFF_GOOD ? "good" : "bad",
                 (struct rect){sign_x, sign_y, entry->sign, entry->sign}, ink);
    }
    put_box(page, BOX_RULE, (struct rect){x, room.y + entry->y + entry->height - rule, board->width, rule});
}

static void put_turn(struct page *page, struct rect rect, const char *icon, int target, bool live)
{
    int side = rect.h * 4 / 10;
    put_control(page, live ? BOX_QUIET : BOX_DEAD, rect, live ? CONTROL_BOARD : CONTROL_NONE, target);
    put_icon(page, icon,
             (struct rect){rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side},
             live ? INK_MAIN : INK_SOFT);
}

/* Two arrows with the page's number between them, at the right of the row. */
static void put_turns(struct page *page, struct rect row, int shown, int pages)
{
    g_autofree char *n = g_strdup_printf("%d", shown + 1), *of = g_strdup_printf("%d", pages);
    g_autofree char *text =
        words_format(page->context->words, page->language, "staff.pages", "page", n, "pages", of, NULL);
    struct text_block number = page_text(page, text, TYPE_BODY, WEIGHT_REGULAR, row.w / 2, 1);
    int side = page_mm(page, 20), between = number.width + 2 * page_mm(page, 4);
    struct rect next = {row.x + row.w - side, row.y, side, side};
    struct rect previous = {next.x - between - side, row.y, side, side};
    put_turn(page, previous, "previous", shown - 1, shown > 0);
    put_text(page, &number, previous.x + side, row.y + (side - number.height) / 2, between, ALIGN_CENTER,
             INK_MAIN);
    put_turn(page, next, "next", shown + 1, shown + 1 < pages);
}

/* A sentence in the board's place. */
static void put_instead(struct page *page, struct rect room)
{
    const struct flow_staff *staff = &page->flow->staff;
    char cut[BOX_TEXT_SIZE];
    const char *text = staff->figures == FLOW_FIGURES_COMING ? page_word(page, "staff.figures")
                       : staff->figures == FLOW_FIGURES_HERE
                           ? page_word(page, "staff.no-figures")
                           : page_said(page, &staff->board_said, "staff.no-figures", "staff.no-figures");
    struct text_block block = page_text_cut(page, text, TYPE_BODY, WEIGHT_REGULAR, room.w, 4, cut);
    if (block.height > room.h)
        page->fits = false;
    put_text(page, &block, room.x, room.y + (room.h - block.height) / 2, room.w, ALIGN_CENTER, INK_SOFT);
}

static struct text_block title_make(struct page *page, int width)
{
    const char *text = page_word(page, "staff.title");
    struct text_block title = page_text_maybe(page, text, TYPE_LABEL, WEIGHT_SEMIBOLD, width, 1);
    if (title.wrapped.n == 0)
        title = page_text(page, text, TYPE_SMALL, WEIGHT_SEMIBOLD, width, 2);
    return title;
}

/* The title in its row, and the board below. The row is as high as the arrows only where there are any. */
void put_board(struct page *page, struct rect room)
{
    struct text_block title = title_make(page, room.w / 2);
    struct rect row = {room.x, room.y, room.w, title.height};
    struct rect below = {room.x, room.y + row.h + page->gap / 2, room.w, room.h - row.h - page->gap / 2};
    bool here = page->flow->staff.figures == FLOW_FIGURES_HERE && page->flow->staff.board.n > 0;
    struct board board = {.pages = 1};
    if (here)
        board_make(page, &board, below);
    if (board.pages > 1) {
        row.h = MAX(title.height, page_mm(page, 20));
        below.h -= row.h - title.height;
        below.y += row.h - title.height;
        board_make(page, &board, below);
    }
    int shown = MIN(page->flow->staff.board_page, board.pages - 1);
    page->scene->tiles_pages = board.pages;
    put_text(page, &title, row.x, row.y + (row.h - title.height) / 2, row.w, ALIGN_LEFT, INK_MAIN);
    if (board.pages > 1)
        put_turns(page, row, shown, board.pages);
    if (!here)
        put_instead(page, below);
    for (int i = 0; i < board.n; i++) {
        if (board.entries[i].page == shown)
            put_entry(page, &board, &board.entries[i], below);
    }
}
