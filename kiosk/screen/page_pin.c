/* Pin: the pad. Digits are shown as dots only. In landscape the pad stands beside the words, in portrait
 * under them. */
#include "page.h"

enum { KEY_COLS = 3, KEY_ROWS = 4, SAID_LINES = 4 };

static const double KEY_WIDE_MM = 50, KEY_HIGH_MM = 36, WORDS_WIDE_MM = 150, DOT_MM = 4, DOT_APART_MM = 3;

/* What is said of the latest try; "" when there is nothing to say. */
static const char *said_text(const struct page *page)
{
    const struct flow_staff *staff = &page->flow->staff;
    if (staff->waiting)
        return page_word(page, "staff.checking");
    if (staff->said.saying == FLOW_SAY_NOTHING)
        return "";
    return page_said(page, &staff->said, "staff.done", "staff.wrong");
}

static char *wait_text(const struct page *page)
{
    int seconds = flow_pin_seconds(page->flow, page->now);
    if (seconds == 0)
        return g_strdup("");
    g_autofree char *n = g_strdup_printf("%d", seconds);
    return words_format(page->context->words, page->language, "staff.wait", "n", n, NULL);
}

/* The room of the largest PIN; dots from the left, the least number asked for as rings. */
static void put_dots(struct page *page, struct rect field)
{
    int dot = page_mm(page, DOT_MM), step = dot + page_mm(page, DOT_APART_MM);
    int shown = MAX(page->flow->staff.digits, FLOW_PIN_LEAST);
    int x = field.x + (field.w - shown * step + step - dot) / 2;
    put_box(page, BOX_CARD, field);
    for (int i = 0; i < shown; i++, x += step)
        put_box(page, i < page->flow->staff.digits ? BOX_PRIMARY : BOX_CARD,
                (struct rect){x, field.y + (field.h - dot) / 2, dot, dot});
}

/* The words over the pad or beside it, from `rect.y` down. Returns the y below them. */
static int put_words(struct page *page, struct rect rect, enum align align)
{
    g_autofree char *wait = wait_text(page);
    char cut[BOX_TEXT_SIZE];
    const char *text = said_text(page);
    bool calm = page->flow->staff.waiting;
    struct text_block title =
        page_text_maybe(page, page_word(page, "staff.pin"), TYPE_QUESTION, WEIGHT_SEMIBOLD, rect.w, 1);
    if (title.wrapped.n == 0)
        title = page_text(page, page_word(page, "staff.pin"), TYPE_LABEL, WEIGHT_SEMIBOLD, rect.w, 2);
    struct text_block said = page_text_maybe(page, text, TYPE_BODY, WEIGHT_SEMIBOLD, rect.w, 2);
    if (said.wrapped.n == 0)
        said = page_text_cut(page, text, TYPE_SMALL, WEIGHT_SEMIBOLD, rect.w, SAID_LINES, cut);
    struct text_block rest = page_text(page, wait, TYPE_BODY, WEIGHT_REGULAR, rect.w, 2);
    int width = (STAFF_PIN_MAX + 1) * page_mm(page, DOT_MM + DOT_APART_MM), height = page_mm(page, 14);
    int y = rect.y + title.height + page->gap;
    put_text(page, &title, rect.x, rect.y, rect.w, align, INK_MAIN);
    put_dots(page,
             (struct rect){align == ALIGN_LEFT ? rect.x : rect.x + (rect.w - width) / 2, y, width, height});
    y += height + page->gap;
    put_text(page, &said, rect.x, y, rect.w, align, calm ? INK_SOFT : INK_BAD);
    y += said.height;
    put_text(page, &rest, rect.x, y, rect.w, align, INK_MAIN);
    return y + rest.height;
}

static void put_key(struct page *page, struct rect rect, const struct text_block *label, bool live,
                    enum box_kind kind, struct control control)
{
    enum ink ink = !live ? INK_SOFT : kind == BOX_PRIMARY ? INK_ON_ACCENT : INK_MAIN;
    put_control(page, live ? kind : BOX_DEAD, rect, live ? control.kind : CONTROL_NONE, control.index);
    put_label(page, rect, NULL, false, label, ink);
}

static void put_digit(struct page *page, struct rect rect, int digit)
{
    char text[] = {(char)('0' + digit), '\0'};
    struct text_block label = page_text(page, text, TYPE_QUESTION, WEIGHT_SEMIBOLD, rect.w, 1);
    put_key(page, rect, &label, flow_may_type(page->flow, page->now), BOX_CARD,
            (struct control){CONTROL_DIGIT, digit});
}

/* Delete stands left of the 0, Enter right of it. */
static void put_pad(struct page *page, struct rect pad)
{
    const struct flow *flow = page->flow;
    int step_x = (pad.w + page->gap) / KEY_COLS, step_y = (pad.h + page->gap) / KEY_ROWS;
    struct rect key = {pad.x, pad.y, step_x - page->gap, step_y - page->gap};
    for (int i = 0; i < 9; i++) {
        struct rect at = {key.x + i % KEY_COLS * step_x, key.y + i / KEY_COLS * step_y, key.w, key.h};
        put_digit(page, at, i + 1);
    }
    key.y += 3 * step_y;
    struct text_block clear =
        page_text(page, page_word(page, "staff.delete"), TYPE_BODY, WEIGHT_REGULAR, key.w, 2);
    struct text_block enter =
        page_text(page, page_word(page, "staff.enter"), TYPE_BODY, WEIGHT_SEMIBOLD, key.w, 2);
    bool something = flow_may_type(flow, page->now) && flow->staff.digits > 0;
    put_key(page, key, &clear, something, BOX_QUIET, (struct control){CONTROL_DELETE, 0});
    key.x += step_x;
    put_digit(page, key, 0);
    key.x += step_x;
    put_key(page, key, &enter, flow_may_enter(flow, page->now), BOX_PRIMARY,
            (struct control){CONTROL_ENTER, 0});
}

static struct rect pad_in(const struct page *page, struct rect room)
{
    double large = MAX(1, page->style.type);
    int w = MIN(room.w, KEY_COLS * page_mm(page, KEY_WIDE_MM * large) + (KEY_COLS - 1) * page->gap);
    int h = MIN(room.h, KEY_ROWS * page_mm(page, KEY_HIGH_MM * large) + (KEY_ROWS - 1) * page->gap);
    return (struct rect){room.x + (room.w - w) / 2, room.y + (room.h - h) / 2, w, h};
}

static void put_cancel(struct page *page, int x, int y)
{
    struct text_block label =
        page_text(page, page_word(page, "staff.cancel"), TYPE_BODY, WEIGHT_REGULAR, page->width / 3, 1);
    struct rect rect = {x, y, button_width(page, &label, true, page_mm(page, 32)), page_mm(page, 20)};
    bool live = !page->flow->staff.waiting;
    put_control(page, live ? BOX_QUIET : BOX_DEAD, rect, live ? CONTROL_LEAVE : CONTROL_NONE, 0);
    put_label(page, rect, "previous", false, &label, live ? INK_MAIN : INK_SOFT);
}

/* Words and pad together stand in the middle. */
static void put_beside(struct page *page)
{
    int apart = MAX(page->gap, page->margin), room_w = page->width - 2 * page->margin - apart;
    struct rect pad = pad_in(page, (struct rect){0, page->edge, room_w / 2, page->height - 2 * page->edge});
    int words_w = MIN(room_w - pad.w, page_mm(page, WORDS_WIDE_MM * MAX(1, page->style.type)));
    struct rect words = {(page->width - words_w - apart - pad.w) / 2, pad.y, words_w, 0};
    int cancel = pad.y + pad.h - page_mm(page, 20);
    pad.x = words.x + words_w + apart;
    if (put_words(page, words, ALIGN_LEFT) + page->gap > cancel)
        page->fits = false;
    put_cancel(page, words.x, cancel);
    put_pad(page, pad);
}

/* The words keep the room that the longest of them needs, so that the pad stays where it is. */
static void put_below(struct page *page)
{
    int width = page->width - 2 * page->margin, cancel_h = page_mm(page, 20);
    int words_h = 2 * page_line_height(page, TYPE_LABEL) + page_mm(page, 14) + 2 * page->gap +
                  4 * page_line_height(page, TYPE_BODY);
    int room_h = page->height - 2 * page->edge - words_h - cancel_h - 2 * page->gap;
    struct rect pad = pad_in(page, (struct rect){page->margin, 0, width, room_h});
    int spare = room_h - pad.h;
    pad.y = page->edge + spare / 2 + words_h + page->gap;
    struct rect words = {page->margin, page->edge + spare / 2, width, words_h};
    if (put_words(page, words, ALIGN_CENTER) > pad.y)
        page->fits = false;
    put_pad(page, pad);
    put_cancel(page, pad.x, pad.y + pad.h + page->gap);
}

void page_pin(struct page *page)
{
    if (page_portrait(page))
        put_below(page);
    else
        put_beside(page);
}
