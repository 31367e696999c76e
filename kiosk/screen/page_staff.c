/* Staff: the board over what the staff can do, and the sheets that come of it. */
#include "page.h"

enum { BUTTONS = 5, BUTTON_LINES = 3, BESIDE_LINES = 2 };

static const double BUTTON_PAD_MM = 3, NARROW_PAD_MM = 2, ICON_MM = 9, ROOMY_MM = 180, ICON_APART_MM = 3;

const char *page_said(const struct page *page, const struct flow_said *said, const char *done,
                      const char *failed)
{
    switch (said->saying) {
    case FLOW_SAY_MESSAGE:
        return said->message;
    case FLOW_SAY_FAILED:
        return page_word(page, failed);
    case FLOW_SAY_LOST:
        return page_word(page, "staff.lost");
    case FLOW_SAY_NOTHING:
    case FLOW_SAY_DONE:
    default:
        return page_word(page, done);
    }
}

/* --- the buttons --- */

static const struct {
    enum control_kind control;
    const char *word, *icon;
} DEEDS[BUTTONS] = {{CONTROL_EXPORT, "staff.export", "usb"},
                    {CONTROL_TEST, "staff.test-mode", NULL},
                    {CONTROL_RESTART, "staff.restart", "restart"},
                    {CONTROL_SHUT_DOWN, "staff.shut-down", "power"},
                    {CONTROL_LEAVE, "staff.leave", "leave"}};

/* In landscape one row of five; in portrait export over two rows of two. The icon stands before its word
 * where the buttons are wide, else over it where there is room. */
struct deeds {
    struct rect rects[BUTTONS];
    int icon;
    bool beside;
};

static int text_width(const struct page *page, const struct deeds *deeds, int width)
{
    int used = deeds->beside ? deeds->icon + page_mm(page, ICON_APART_MM) : 0;
    return width - 2 * page_mm(page, deeds->beside ? BUTTON_PAD_MM : NARROW_PAD_MM) - used;
}

static struct text_block deed_label(struct page *page, const struct deeds *deeds, int index)
{
    return page_text(page, page_word(page, DEEDS[index].word), TYPE_BODY, WEIGHT_SEMIBOLD,
                     text_width(page, deeds, deeds->rects[index].w), BUTTON_LINES);
}

/* Buttons too narrow to be equal are as wide as their words need, in as few lines as can be. */
static void narrow_row(struct page *page, struct deeds *deeds, int room)
{
    struct typeface face = page_typeface(page, TYPE_BODY, WEIGHT_SEMIBOLD);
    int pad = page_mm(page, NARROW_PAD_MM), spare = -1;
    for (int lines = 1; lines <= BUTTON_LINES && spare < 0; lines++) {
        spare = room - (BUTTONS - 1) * page->gap;
        for (int i = 0; i < BUTTONS; i++) {
            int text = text_narrowest(page_word(page, DEEDS[i].word), lines, &face);
            deeds->rects[i].w = MAX(page_mm(page, 20), text + 2 * pad);
            spare -= deeds->rects[i].w;
        }
    }
    if (spare < 0)
        page->fits = false;
    int x = page->margin;
    for (int i = 0; i < BUTTONS; i++) {
        deeds->rects[i].x = x;
        deeds->rects[i].w += spare / BUTTONS;
        x += deeds->rects[i].w + page->gap;
    }
}

static bool words_fit(const struct page *page, const struct deeds *deeds, int width)
{
    struct text_need need = {0};
    for (int i = 0; i < BUTTONS; i++)
        need_add(page, &need, page_word(page, DEEDS[i].word), TYPE_BODY, WEIGHT_SEMIBOLD);
    return need_lines(&need, text_width(page, deeds, width), BESIDE_LINES) > 0;
}

static void set_widths(struct page *page, struct deeds *deeds)
{
    int room = page->width - 2 * page->margin, cols = page_portrait(page) ? 2 : BUTTONS;
    int width = (room - (cols - 1) * page->gap) / cols;
    deeds->beside = true;
    deeds->icon = page_mm(page, ICON_MM);
    if (cols > 2 && !words_fit(page, deeds, width)) {
        deeds->beside = false;
        narrow_row(page, deeds, room);
        return;
    }
    for (int i = 0; i < BUTTONS; i++) {
        int cell = i + (cols == 2 && i > 0);
        deeds->rects[i].x = page->margin + cell % cols * (width + page->gap);
        deeds->rects[i].w = cols == 2 && i == 0 ? 2 * width + page->gap : width;
    }
}

/* All of one height, from the bottom of the page up. Test mode always has its icon: it tells whether it is
 * on. */
static struct deeds deeds_make(struct page *page)
{
    struct deeds out = {0};
    int height = page_mm(page, 20), rows = page_portrait(page) ? 3 : 1;
    set_widths(page, &out);
    int pad = page_mm(page, out.beside ? 2 * BUTTON_PAD_MM : BUTTON_PAD_MM);
    for (int i = 0; i < BUTTONS; i++) {
        int over = !out.beside && DEEDS[i].control == CONTROL_TEST ? out.icon : 0;
        height = MAX(height, deed_label(page, &out, i).height + over + pad);
    }
    for (int i = 0; i < BUTTONS; i++) {
        int from_bottom = rows - (rows > 1 ? (i + 1) / 2 : 0);
        out.rects[i].h = height;
        out.rects[i].y = page->height - page->edge + page->gap - from_bottom * (height + page->gap);
    }
    return out;
}

static void put_beside(struct page *page, const struct deeds *deeds, const char *icon,
                       const struct text_block *label, struct rect rect, bool live)
{
    int apart = page_mm(page, ICON_APART_MM), inner = deeds->icon + apart + label->width;
    int x = rect.x + (rect.w - inner) / 2;
    put_icon(page, icon, (struct rect){x, rect.y + (rect.h - deeds->icon) / 2, deeds->icon, deeds->icon},
             live ? INK_ACCENT : INK_SOFT);
    put_text(page, label, x + deeds->icon + apart, rect.y + (rect.h - label->height) / 2, label->width,
             ALIGN_LEFT, live ? INK_MAIN : INK_SOFT);
}

static void put_over(struct page *page, const struct deeds *deeds, const char *icon,
                     const struct text_block *label, struct rect rect, bool live)
{
    int side = deeds->icon + label->height + page_mm(page, BUTTON_PAD_MM) <= rect.h ? deeds->icon : 0;
    int y = rect.y + (rect.h - side - label->height) / 2;
    if (side > 0)
        put_icon(page, icon, (struct rect){rect.x + (rect.w - side) / 2, y, side, side},
                 live ? INK_ACCENT : INK_SOFT);
    put_text(page, label, rect.x, y + side, rect.w, ALIGN_CENTER, live ? INK_MAIN : INK_SOFT);
}

static void put_deed(struct page *page, const struct deeds *deeds, int index)
{
    enum control_kind control = DEEDS[index].control;
    bool live = control == CONTROL_LEAVE || !page->flow->staff.waiting;
    bool on = control == CONTROL_TEST && flow_is_test(page->flow);
    const char *icon = control != CONTROL_TEST ? DEEDS[index].icon : on ? "ticked" : "unticked";
    struct text_block label = deed_label(page, deeds, index);
    struct rect rect = deeds->rects[index];
    put_control(page, !live ? BOX_DEAD : on ? BOX_CHOSEN : BOX_CARD, rect, live ? control : CONTROL_NONE, 0);
    if (deeds->beside)
        put_beside(page, deeds, icon, &label, rect, live);
    else
        put_over(page, deeds, icon, &label, rect, live);
}

/* --- the sheets --- */

static void put_confirm(struct page *page)
{
    bool restart = page->flow->staff.request == STAFF_RESTART;
    const struct sheet_text question = {
        page_word(page, restart ? "staff.confirm-restart" : "staff.confirm-shut-down"), TYPE_QUESTION,
        WEIGHT_SEMIBOLD, 3, INK_MAIN};
    const struct sheet_button buttons[] = {
        {BOX_CARD, page_word(page, "staff.no"), CONTROL_NO},
        {BOX_PRIMARY, page_word(page, restart ? "staff.yes-restart" : "staff.yes-shut-down"), CONTROL_YES}};
    put_sheet(page, &question, 1, buttons, 2);
}

static void put_working(struct page *page)
{
    enum staff_request request = page->flow->staff.request;
    const char *word = request == STAFF_EXPORT    ? "staff.exporting"
                       : request == STAFF_RESTART ? "staff.restarting"
                                                  : "staff.shutting-down";
    const struct sheet_text text = {page_word(page, word), TYPE_QUESTION, WEIGHT_SEMIBOLD, 4, INK_MAIN};
    const struct sheet_button leave = {BOX_CARD, page_word(page, "staff.leave"), CONTROL_LEAVE};
    put_sheet(page, &text, 1, &leave, 1);
}

static void put_result(struct page *page)
{
    const char *sentence = page_said(page, &page->flow->staff.said, "staff.done", "staff.failed");
    const struct sheet_text text = {sentence, TYPE_LABEL, WEIGHT_REGULAR, WRAP_LINES, INK_MAIN};
    const struct sheet_button ok = {BOX_PRIMARY, page_word(page, "staff.ok"), CONTROL_OK};
    put_sheet(page, &text, 1, &ok, 1);
}

/* On a small panel the board needs the room more than the margins do. */
static void spare_margins(struct page *page)
{
    if (MIN(page->width, page->height) >= page_mm(page, ROOMY_MM))
        return;
    page->margin = page_mm(page, 4);
    page->edge = page_mm(page, 2);
}

void page_staff(struct page *page)
{
    spare_margins(page);
    struct deeds deeds = deeds_make(page);
    put_board(page, (struct rect){page->margin, page->edge, page->width - 2 * page->margin,
                                  deeds.rects[0].y - page->gap - page->edge});
    for (int i = 0; i < BUTTONS; i++)
        put_deed(page, &deeds, i);
    switch (page->flow->staff.sheet) {
    case FLOW_SHEET_CONFIRM:
        put_confirm(page);
        break;
    case FLOW_SHEET_WORKING:
        put_working(page);
        break;
    case FLOW_SHEET_RESULT:
        put_result(page);
        break;
    case FLOW_SHEET_NONE:
    default:
        break;
    }
}
