/* The pages that ask nothing: thanks and fault. */
#include "page.h"

static const double EMBLEM_MM = 56, EMBLEM_LEAST_MM = 14;

/* An emblem over two sentences, centered between top and bottom with `below` pixels kept free under them.
 * Returns the y under the sentences. */
static int put_message(struct page *page, const char *emblem, const struct text_block *title,
                       const struct text_block *text, int top, int bottom, int below)
{
    int apart = page_mm(page, 6);
    int room = bottom - top - title->height - text->height - below - 2 * page->gap;
    int side = MIN(room - 2 * apart, page_mm(page, EMBLEM_MM * MAX(1, page->style.type)));
    if (side < page_mm(page, EMBLEM_LEAST_MM))
        side = 0;
    if (room < 0)
        page->fits = false;
    int used = side + (side > 0 ? apart : 0) + title->height + text->height + below;
    int y = top + (bottom - top - used) / 2;
    if (side > 0) {
        put_icon(page, emblem, (struct rect){(page->width - side) / 2, y, side, side}, INK_ACCENT);
        y += side + apart;
    }
    put_text(page, title, page->margin, y, page->width - 2 * page->margin, ALIGN_CENTER, INK_MAIN);
    put_text(page, text, page->margin, y + title->height, page->width - 2 * page->margin, ALIGN_CENTER,
             INK_MAIN);
    return y + title->height + text->height;
}

static char *complaint_text(const struct page *page)
{
    const char *hotline = page->context->center->hotline;
    if (hotline == NULL || *hotline == '\0')
        return g_strdup(page_word(page, "thanks.complaint-portal"));
    return words_format(page->context->words, page->language, "thanks.complaint", "hotline", hotline, NULL);
}

/* Returns its top. */
static int put_complaint(struct page *page)
{
    g_autofree char *text = complaint_text(page);
    int width = MIN(page->width - 2 * page->margin, 36 * page->scene->type_px[TYPE_SMALL]);
    struct text_block block = page_text(page, text, TYPE_SMALL, WEIGHT_REGULAR, width, 5);
    int y = page->height - page->edge - block.height;
    put_text(page, &block, (page->width - width) / 2, y, width, ALIGN_CENTER, INK_SOFT);
    return y;
}

/* "Change it" and then, where the page stays longer for its code, the way on. The room for them is kept when
 * neither is offered, so that nothing moves. */
static void put_way_on(struct page *page, int y, int height)
{
    bool undo = page->flow->undo_offered;
    int width = page->width - 2 * page->margin;
    if (!undo && page->code == NULL)
        return;
    struct text_block label = page_text(page, page_word(page, undo ? "button.undo" : "button.done"),
                                        TYPE_BODY, WEIGHT_REGULAR, width, 1);
    int button_w = button_width(page, &label, undo, height);
    struct rect button = {(page->width - button_w) / 2, y, button_w, height};
    put_control(page, BOX_CARD, button, undo ? CONTROL_UNDO : CONTROL_DONE, 0);
    put_label(page, button, undo ? "undo" : NULL, false, &label, INK_MAIN);
}

/* The sentences and the button between top and bottom. Returns the y under them. */
static int put_thanks(struct page *page, int top, int bottom)
{
    int width = page->width - 2 * page->margin;
    struct text_block title =
        page_text(page, page_word(page, "thanks.title"), TYPE_QUESTION, WEIGHT_SEMIBOLD, width, 2);
    struct text_block text =
        page_text(page, page_word(page, "thanks.text"), TYPE_QUESTION, WEIGHT_SEMIBOLD, width, 3);
    page_text(page, page_word(page, "button.undo"), TYPE_BODY, WEIGHT_REGULAR, width, 1);
    int height = page_mm(page, 20 * MAX(1, page->style.type)), apart = page->gap * 3 / 2;
    int y = put_message(page, "thanks", &title, &text, top, bottom, apart + height);
    put_way_on(page, y + apart, height);
    return y + apart + height;
}

/* The code at the right, in the middle of what is there. */
static void thank_beside_code(struct page *page, const struct code_block *code, int top)
{
    int side = code->width + page->gap * 3, full = page->width;
    bool high = page->style.code == CODE_HIGH;
    page->width -= high ? side : 0;
    int bottom = put_complaint(page);
    page->width = full - side;
    put_thanks(page, top, bottom);
    page->width = full;
    int first = top + page->gap, last = high ? page->height - page->edge : bottom - page->gap;
    struct rect paper = {full - page->margin - code->width, first + (last - first - code->height) / 2,
                         code->width, code->height};
    if (paper.y < first)
        page->fits = false;
    put_code(page, code, paper);
}

/* The code below the sentences. */
static void thank_over_code(struct page *page, const struct code_block *code, int top)
{
    int bottom = put_complaint(page), apart = page->gap * 2;
    int under = put_thanks(page, top, bottom - code->height - 2 * apart);
    struct rect paper = {(page->width - code->width) / 2, MAX(under + apart, bottom - apart - code->height),
                         code->width, code->height};
    if (paper.y + paper.h + page->gap > bottom)
        page->fits = false;
    put_code(page, code, paper);
}

void page_thanks(struct page *page)
{
    struct code_block code;
    int top = put_header(page);
    if (!code_make(page, &code, page_word(page, "thanks.qr")))
        put_thanks(page, top, put_complaint(page));
    else if (page_portrait(page))
        thank_over_code(page, &code, top);
    else
        thank_beside_code(page, &code, top);
}

void page_fault(struct page *page)
{
    int width = page->width - 2 * page->margin;
    int top = put_header(page);
    bool kept = page->flow->rating_seq > 0;
    struct text_block title = page_text(page, page_word(page, kept ? "fault.kept" : "fault.title"),
                                        TYPE_QUESTION, WEIGHT_SEMIBOLD, width, 4);
    struct text_block text =
        page_text(page, kept ? "" : page_word(page, "fault.text"), TYPE_LABEL, WEIGHT_REGULAR, width, 3);
    put_message(page, kept ? "thanks" : "desk", &title, &text, top, page->height - page->edge, 0);
}
