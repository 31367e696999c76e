/* The frame of the pages that ask and may show a code: header, question, the room for the answers, the code.
 *
 * Lying panels have the code at the right, standing ones in the upper third, where no hand has to reach: the
 * question then stands at its left. */
#include "page.h"

/* What the code takes from the width of what stands beside it. */
static int side_of(const struct page *page, const struct frame *frame)
{
    return frame->has_code ? frame->code.width + page->gap * 3 / 2 : 0;
}

/* The question in the left part of the page. */
static void narrow_question(struct page *page, struct frame *frame, const char *caption, const char *text,
                            int lines)
{
    page->width -= frame->side;
    frame->question = question_make_narrow(page, caption, text, NULL, lines);
    page->width += frame->side;
}

static void begin_lying(struct page *page, struct frame *frame, const char *caption, const char *text)
{
    if (page->style.code == CODE_HIGH)
        narrow_question(page, frame, caption, text, 3);
    else
        frame->question = question_make(page, caption, text, NULL);
    frame->band = answer_band(page, frame->top + frame->question.height + page->gap, frame->buttons);
    frame->band.w -= frame->side;
}

static void begin_standing(struct page *page, struct frame *frame, const char *caption, const char *text)
{
    int width = page->width - 2 * page->margin - frame->side;
    narrow_question(page, frame, caption, text, 5);
    frame->question.align = ALIGN_LEFT;
    frame->beside = page_text(page, page_word(page, "foot.qr"), TYPE_SMALL, WEIGHT_SEMIBOLD, width, 4);
    int least = frame->question.height + page->gap + frame->beside.height;
    frame->paper.y = frame->top + page->gap;
    frame->paper.h = MAX(frame->code.height, least);
    frame->band = answer_band(page, frame->paper.y + frame->paper.h + page->gap, frame->buttons);
}

void frame_begin(struct page *page, struct frame *frame, const char *caption, const char *text, bool buttons)
{
    *frame = (struct frame){.buttons = buttons, .top = put_header(page)};
    frame->question = question_make(page, caption, text, NULL);
    frame->whole = frame->band = answer_band(page, frame->top + frame->question.height + page->gap, buttons);
    frame->has_code = code_make(page, &frame->code, page_portrait(page) ? NULL : page_word(page, "foot.qr"));
    frame->side = side_of(page, frame);
    if (!frame->has_code)
        return;
    if (page_portrait(page))
        begin_standing(page, frame, caption, text);
    else
        begin_lying(page, frame, caption, text);
}

/* As high as the answers. */
static void end_low(struct page *page, struct frame *frame, struct rect answers)
{
    frame->paper.y = answers.y;
    frame->paper.h = answers.h;
    put_question(page, &frame->question, frame->top, answers.y);
}

/* From the question to the end of the answers, or of the page. */
static void end_high(struct page *page, struct frame *frame, struct rect answers)
{
    struct rect *paper = &frame->paper;
    paper->y = frame->top + page->gap;
    paper->h = answers.y + answers.h - paper->y;
    if (paper->h < frame->code.height)
        paper->h = page->height - page->edge - paper->y;
    page->width -= frame->side;
    put_question(page, &frame->question, frame->top, answers.y);
    page->width += frame->side;
}

static void end_standing(struct page *page, struct frame *frame)
{
    int bottom = frame->paper.y + frame->paper.h, width = page->width - 2 * page->margin - frame->side;
    int beside = bottom - frame->beside.height;
    put_question(page, &frame->question, frame->paper.y, beside - page->gap);
    put_text(page, &frame->beside, page->margin, beside, width, ALIGN_LEFT, INK_ACCENT);
}

void frame_end(struct page *page, struct frame *frame, struct rect answers)
{
    if (!frame->has_code) {
        put_question(page, &frame->question, frame->top, answers.y);
        return;
    }
    frame->paper.x = page->width - page->margin - frame->code.width;
    frame->paper.w = frame->code.width;
    if (page_portrait(page))
        end_standing(page, frame);
    else if (page->style.code == CODE_HIGH)
        end_high(page, frame, answers);
    else
        end_low(page, frame, answers);
    put_code(page, &frame->code, frame->paper);
}

struct rect frame_footer(const struct page *page, const struct frame *frame, struct rect row)
{
    if (frame->has_code && !page_portrait(page) && page->style.code == CODE_HIGH)
        row.w -= frame->side;
    return row;
}
