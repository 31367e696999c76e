/* The parts that pages share: header, footer, question, labels of buttons. */
#include "page.h"

/* Side of an icon that stands in a line of text, by the height of that line. */
static int inline_icon(const struct text_block *label)
{
    return label->line_height * 8 / 10;
}

static int inline_gap(const struct text_block *label)
{
    return label->line_height * 2 / 10;
}

int button_width(const struct page *page, const struct text_block *label, bool icon, int least)
{
    int inner = label->width + (icon ? inline_icon(label) + inline_gap(label) : 0);
    return MAX(least, inner + 2 * page_mm(page, page->margin > page_mm(page, 8) ? 8 : 6));
}

void put_label(struct page *page, struct rect rect, const char *icon, bool icon_last,
               const struct text_block *label, enum ink ink)
{
    int side = icon != NULL ? inline_icon(label) : 0;
    int gap = icon != NULL ? inline_gap(label) : 0;
    int inner = side + gap + label->width;
    int x = rect.x + (rect.w - inner) / 2;
    if (inner > rect.w || label->height > rect.h)
        page->fits = false;
    if (icon != NULL) {
        int icon_x = icon_last ? x + label->width + gap : x;
        put_icon(page, icon, (struct rect){icon_x, rect.y + (rect.h - side) / 2, side, side}, ink);
    }
    put_text(page, label, icon_last ? x : x + side + gap, rect.y + (rect.h - label->height) / 2, label->width,
             ALIGN_CENTER, ink);
}

/* --- header --- */

static const char *language_name(const struct page *page, int index)
{
    return words_get(page->context->words, page->context->center->languages[index], "language.name");
}

static int segment_width(const struct page *page)
{
    int width = page_mm(page, 20);
    for (int i = 0; i < page->flow->config->n_languages; i++) {
        struct text_block name =
            page_text_maybe(page, language_name(page, i), TYPE_BODY, WEIGHT_SEMIBOLD, page->width, 1);
        width = MAX(width, name.width + 2 * page_mm(page, page->margin > page_mm(page, 8) ? 7 : 3));
    }
    return width;
}

/* Returns the x where the switch begins. */
static int put_switch(struct page *page, int y, int height)
{
    int n = page->flow->config->n_languages;
    int right = page->width - page->margin;
    if (n < 2)
        return right;
    int line = page->scene->line, width = segment_width(page);
    struct rect frame = {right - n * width - 2 * line, y, n * width + 2 * line, height};
    put_box(page, BOX_CARD, frame);
    for (int i = 0; i < n; i++) {
        struct rect rect = {frame.x + line + i * width, y + line, width, height - 2 * line};
        bool chosen = i == page->flow->language;
        struct text_block name = page_text(page, language_name(page, i), TYPE_BODY,
                                           chosen ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR, width, 1);
        put_control(page, BOX_SEGMENT, rect, CONTROL_LANGUAGE, i);
        page->scene->boxes[page->scene->n - 1].index = chosen;
        put_label(page, rect, NULL, false, &name, chosen ? INK_ON_MAIN : INK_MAIN);
    }
    return frame.x;
}

/* Center's name and commune as they fit beside the switch; both may be empty. */
static void header_texts(const struct page *page, int width, struct text_block *name,
                         struct text_block *commune)
{
    const center_t *center = page->context->center;
    const char *text = local_text_get(center->name, page->language);
    *name = *commune = (struct text_block){0};
    if (!page_has(page, PART_NAME) || width <= 0)
        return;
    *name = page_text_maybe(page, text, TYPE_BODY, WEIGHT_SEMIBOLD, width, 1);
    if (name->wrapped.n == 0 && page_portrait(page))
        *name = page_text_maybe(page, text, TYPE_BODY, WEIGHT_SEMIBOLD, width, 2);
    if (name->wrapped.n == 0)
        *name = page_text_maybe(page, text, TYPE_SMALL, WEIGHT_SEMIBOLD, width, 2);
    if (name->wrapped.n > 0 && page_has(page, PART_COMMUNE))
        *commune = page_text_maybe(page, local_text_get(center->commune, page->language), TYPE_SMALL,
                                   WEIGHT_REGULAR, width, 1);
}

void put_test_strip(struct page *page)
{
    static const struct {
        const char *word;
        enum type_size size;
    } TRIES[] = {{"staff.test", TYPE_BODY}, {"staff.test", TYPE_SMALL}, {"staff.test-short", TYPE_SMALL}};
    int width = page->width - 2 * page->margin, pad = page_has(page, PART_HEADER) ? page_mm(page, 1) : 0;
    struct text_block block = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(TRIES) && block.wrapped.n == 0; i++)
        block =
            page_text_maybe(page, page_word(page, TRIES[i].word), TRIES[i].size, WEIGHT_SEMIBOLD, width, 1);
    if (block.wrapped.n == 0)
        page->fits = false;
    int height = block.height + 2 * pad;
    page->top = page_has(page, PART_HEADER) ? height : height - page->edge;
    put_box(page, BOX_STRIP, (struct rect){0, 0, page->width, height});
    put_text(page, &block, page->margin, pad, width, ALIGN_CENTER, INK_ON_ACCENT);
}

void put_corner(struct page *page)
{
    int side = page_mm(page, 20);
    put_box(page, BOX_BARE, (struct rect){0, 0, page->margin + side, page->top + page->edge + side})
        ->control = (struct control){CONTROL_CORNER, 0};
}

int put_header(struct page *page)
{
    if (!page_has(page, PART_HEADER) && !flow_is_home(page->flow))
        return page->top + page->edge;
    int line = page->scene->line;
    int row = page_mm(page, 20) + 2 * line;
    int mark = MIN(row, page_mm(page, 20));
    int mark_gap = page_mm(page, 4);
    int n = page->flow->config->n_languages;
    int right = page->width - page->margin - (n > 1 ? n * segment_width(page) + 2 * line : 0);
    int text_x = page->margin + mark + mark_gap;
    struct text_block name, commune;
    header_texts(page, right - page->gap - text_x, &name, &commune);
    int height = MAX(row, name.height + commune.height);
    int y = page->top + page->edge, center_y = y + height / 2;

    if (page->margin + mark > right)
        page->fits = false;
    put_icon(page, "lotus", (struct rect){page->margin, center_y - mark / 2, mark, mark}, INK_ACCENT);
    int text_y = center_y - (name.height + commune.height) / 2;
    put_text(page, &name, text_x, text_y, name.width, ALIGN_LEFT, INK_MAIN);
    put_text(page, &commune, text_x, text_y + name.height, commune.width, ALIGN_LEFT, INK_SOFT);
    put_switch(page, center_y - row / 2, row);
    int bottom = y + height + page->edge;
    put_box(page, BOX_RULE, (struct rect){0, bottom, page->width, MAX(1, line / 2)});
    return bottom + MAX(1, line / 2);
}

/* --- footer --- */

struct rect footer_row(const struct page *page, bool buttons)
{
    int width = page->width - 2 * page->margin, height = buttons ? page_mm(page, 20) : 0;
    if (!buttons && page_has(page, PART_PRIVACY)) {
        struct text_block text =
            page_text_maybe(page, page_word(page, "foot.privacy"), TYPE_SMALL, WEIGHT_REGULAR, width, 2);
        height = text.height;
    }
    return (struct rect){page->margin, page->height - page->edge - height, width, height};
}

void put_privacy(struct page *page, struct rect rect, enum align align)
{
    if (!page_has(page, PART_PRIVACY))
        return;
    struct text_block text =
        page_text(page, page_word(page, "foot.privacy"), TYPE_SMALL, WEIGHT_REGULAR, rect.w, 2);
    if (text.height > rect.h + page->edge)
        page->fits = false;
    put_text(page, &text, rect.x, rect.y + (rect.h - text.height) / 2, rect.w, align, INK_SOFT);
}

void put_saving(struct page *page, struct rect rect)
{
    struct text_block text =
        page_text(page, page_word(page, "saving.text"), TYPE_LABEL, WEIGHT_SEMIBOLD, rect.w, 2);
    if (text.height > rect.h)
        page->fits = false;
    put_text(page, &text, rect.x, rect.y + (rect.h - text.height) / 2, rect.w, ALIGN_CENTER, INK_ACCENT);
}

/* --- question and answers --- */

struct rect answer_band(const struct page *page, int from, bool buttons)
{
    struct rect footer = footer_row(page, buttons);
    int top = from, bottom = footer.h > 0 ? footer.y - page->gap : footer.y;
    if (page_has(page, PART_BAND)) {
        top = MAX(from, (page->height * (page_portrait(page) ? 35 : 30) + 99) / 100);
        bottom = MIN(bottom, page->height * 85 / 100);
    }
    return (struct rect){page->margin, top, page->width - 2 * page->margin, bottom - top};
}

struct question question_make(struct page *page, const char *caption, const char *text, const char *hint)
{
    return question_make_narrow(page, caption, text, hint, 3);
}

struct question question_make_narrow(struct page *page, const char *caption, const char *text,
                                     const char *hint, int lines)
{
    struct question out = {.align = ALIGN_CENTER};
    int width = page->width - 2 * page->margin;
    if (!page_has(page, PART_CAPTION))
        caption = hint = NULL;
    if (caption != NULL)
        out.caption = page_text(page, caption, TYPE_LABEL, WEIGHT_SEMIBOLD, width, 2);
    out.text = page_text(page, text, TYPE_QUESTION, WEIGHT_SEMIBOLD, width, lines);
    if (hint != NULL)
        out.hint = page_text(page, hint, TYPE_BODY, WEIGHT_REGULAR, width, 2);
    out.height = out.caption.height + out.text.height + out.hint.height;
    return out;
}

void put_question(struct page *page, const struct question *question, int top, int bottom)
{
    int width = page->width - 2 * page->margin;
    int y = top + (bottom - top - question->height) / 2;
    if (y < top)
        page->fits = false;
    put_text(page, &question->caption, page->margin, y, width, question->align, INK_ACCENT);
    y += question->caption.height;
    put_text(page, &question->text, page->margin, y, width, question->align, INK_MAIN);
    y += question->text.height;
    put_text(page, &question->hint, page->margin, y, width, question->align, INK_SOFT);
}

/* --- what texts need --- */

void need_add(const struct page *page, struct text_need *need, const char *text, enum type_size size,
              enum type_weight weight)
{
    struct typeface face = page_typeface(page, size, weight);
    for (int lines = 1; lines <= NEED_LINES; lines++)
        need->width[lines] = MAX(need->width[lines], text_narrowest(text, lines, &face));
}

int need_lines(const struct text_need *need, int width, int max_lines)
{
    for (int lines = 1; lines <= MIN(max_lines, NEED_LINES); lines++) {
        if (need->width[lines] <= width)
            return lines;
    }
    return 0;
}
