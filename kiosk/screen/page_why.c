/* Why: the reasons, each with a box to tick, and the ways on. */
#include "page.h"

enum { REASON_LINES = 3 };

struct ticks {
    int cols, rows;
    struct rect area;
    int cell_w, cell_h;
    int pad, box; /* side of the box to tick */
    bool stacked; /* the box stands over the words, not beside them */
    struct rect send_row;
};

static const char *reason_text(const struct page *page, int reason)
{
    g_autofree char *key = g_strdup_printf("reason.%s", reason_id((enum reason)reason));
    return page_word(page, key);
}

static bool try_columns(const struct page *page, struct ticks *ticks, struct rect band,
                        const struct text_need *need, int cols, bool stacked)
{
    double large = MAX(1, page->style.type);
    bool roomy = page_has(page, PART_BAND);
    int apart = roomy ? 2 * page->gap : page->gap;
    int send = page_mm(page, roomy ? MAX(20, 26 * MIN(1, page->style.type)) : 20);
    ticks->cols = cols;
    ticks->rows = (REASON_COUNT + cols - 1) / cols;
    ticks->cell_w = (band.w - (cols - 1) * page->gap) / cols;
    ticks->cell_h = (band.h - send - apart - (ticks->rows - 1) * page->gap) / ticks->rows;
    ticks->cell_h = MIN(ticks->cell_h, page_mm(page, 44 * large));
    ticks->pad = page_mm(page, ticks->cell_w > page_mm(page, 70) ? 6 : 2);
    ticks->stacked = stacked;
    ticks->box = page_line_height(page, TYPE_LABEL) * (stacked ? 45 : 90) / 100;
    int beside = stacked ? 2 * ticks->pad : 3 * ticks->pad + ticks->box;
    int lines = need_lines(need, ticks->cell_w - beside, REASON_LINES);
    int least = lines * page_line_height(page, TYPE_LABEL) + (stacked ? ticks->box : 0);
    int width = cols * (ticks->cell_w + page->gap) - page->gap;
    int height = ticks->rows * (ticks->cell_h + page->gap) - page->gap;
    int y = band.y + (band.h - height - apart - send) / 2;
    ticks->area = (struct rect){band.x + (band.w - width) / 2, y, width, height};
    ticks->send_row = (struct rect){ticks->area.x, y + height + apart, width, send};
    return lines > 0 && ticks->cell_h >= MAX(page_mm(page, 20), least);
}

static bool ticks_make(const struct page *page, struct ticks *ticks, struct rect band)
{
    struct text_need need = {0};
    for (int i = 0; i < REASON_COUNT; i++)
        need_add(page, &need, reason_text(page, i), TYPE_LABEL, WEIGHT_SEMIBOLD);
    for (int cols = page_portrait(page) ? 2 : 4; cols > 0; cols--) {
        if (try_columns(page, ticks, band, &need, cols, false))
            return true;
    }
    return !page_has(page, PART_HEADER) &&
           try_columns(page, ticks, band, &need, page_portrait(page) ? 2 : 4, true);
}

static void put_reason(struct page *page, const struct ticks *ticks, int reason)
{
    bool ticked = (page->flow->reasons & 1u << reason) != 0;
    struct rect cell = {ticks->area.x + reason % ticks->cols * (ticks->cell_w + page->gap),
                        ticks->area.y + reason / ticks->cols * (ticks->cell_h + page->gap), ticks->cell_w,
                        ticks->cell_h};
    int x = cell.x + ticks->pad, side = ticks->box;
    int text_x = ticks->stacked ? x : x + side + ticks->pad, width = cell.x + cell.w - ticks->pad - text_x;
    struct text_block text =
        page_text(page, reason_text(page, reason), TYPE_LABEL, WEIGHT_SEMIBOLD, width, REASON_LINES);
    int text_y = cell.y + (cell.h - text.height) / 2, box_y = cell.y + (cell.h - side) / 2;
    if (ticks->stacked) {
        box_y = cell.y + (cell.h - text.height - side) / 2;
        text_y = box_y + side;
    }
    put_control(page, ticked ? BOX_CHOSEN : BOX_CARD, cell, CONTROL_REASON, reason);
    put_icon(page, ticked ? "ticked" : "unticked", (struct rect){x, box_y, side, side},
             ticked ? INK_ACCENT : INK_SOFT);
    put_text(page, &text, text_x, text_y, width, ALIGN_LEFT, INK_MAIN);
}

/* Skip and send stand under the two middle columns. Send is filled once there is something to send; before
 * that it does what skip does, and looks no more inviting. */
static void put_ways_on(struct page *page, const struct ticks *ticks)
{
    if (page->flow->saving == FLOW_SLOW) {
        put_saving(page, ticks->send_row);
        return;
    }
    int columns = ticks->cols % 2 == 0 ? ticks->cols : 2; /* an odd number has no middle to stand under */
    int width = (ticks->area.w - (columns - 1) * page->gap) / columns;
    struct rect skip = {ticks->area.x + (columns / 2 - 1) * (width + page->gap), ticks->send_row.y, width,
                        ticks->send_row.h};
    struct rect send = {skip.x + width + page->gap, skip.y, skip.w, skip.h};
    bool something = page->flow->reasons != 0;
    struct text_block skip_text =
        page_text(page, page_word(page, "button.skip"), TYPE_LABEL, WEIGHT_REGULAR, skip.w, 2);
    struct text_block send_text =
        page_text(page, page_word(page, "button.send"), TYPE_LABEL, WEIGHT_SEMIBOLD, send.w, 2);
    put_control(page, BOX_QUIET, skip, CONTROL_SKIP, 0);
    put_label(page, skip, NULL, false, &skip_text, INK_MAIN);
    put_control(page, something ? BOX_PRIMARY : BOX_CARD, send, CONTROL_SEND, 0);
    put_label(page, send, NULL, false, &send_text, something ? INK_ON_ACCENT : INK_MAIN);
}

void page_why(struct page *page)
{
    int top = put_header(page);
    struct question question =
        question_make(page, NULL, page_word(page, "why.question"), page_word(page, "why.hint"));
    struct rect band = answer_band(page, top + question.height + page->gap, false);
    struct ticks ticks;
    if (!ticks_make(page, &ticks, band)) {
        page->fits = false;
        return;
    }
    put_question(page, &question, top, ticks.area.y);
    for (int i = 0; i < REASON_COUNT; i++)
        put_reason(page, &ticks, i);
    put_ways_on(page, &ticks);
    put_privacy(page, footer_row(page, false), ALIGN_CENTER);
}
