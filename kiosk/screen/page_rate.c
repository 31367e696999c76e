/* Rate: one question and five faces of one size, the happy end on the right or, in portrait, on top. */
#include "level.h"
#include "page.h"

enum { LABEL_LINES = 4 };

static const double FACE_MM = 40;        /* a face's card, where the panel allows */
static const double FACE_LEAST_MM = 20;  /* ... and always */
static const double NARROW_FACE_MM = 30; /* ... and while there is furniture to do without */
static const double PICTURE_LEAST_MM = 12;

/* The five words in one weight; regular where the panel is too narrow for semibold. */
struct labels {
    const char *text[LEVEL_MAX + 1];
    enum type_weight weight;
    int lines;
    int width; /* of the widest line */
};

static bool labels_make(const struct page *page, struct labels *labels, int width, int max_lines)
{
    static const enum type_weight WEIGHTS[] = {WEIGHT_SEMIBOLD, WEIGHT_REGULAR};
    static const char *const KEYS[] = {"", "level.1", "level.2", "level.3", "level.4", "level.5"};
    for (int i = LEVEL_MIN; i <= LEVEL_MAX; i++)
        labels->text[i] = page_word(page, KEYS[i]);
    for (size_t w = 0; w < G_N_ELEMENTS(WEIGHTS); w++) {
        struct text_need need = {0};
        labels->weight = WEIGHTS[w];
        for (int i = LEVEL_MIN; i <= LEVEL_MAX; i++)
            need_add(page, &need, labels->text[i], TYPE_LABEL, labels->weight);
        labels->lines = need_lines(&need, width, max_lines);
        if (labels->lines > 0) {
            labels->width = need.width[labels->lines];
            return true;
        }
    }
    return false;
}

static void put_face_card(struct page *page, struct rect card, int level, struct rect picture)
{
    bool chosen = page->flow->pressed_level == level && page->flow->saving != FLOW_SETTLED;
    put_control(page, chosen ? BOX_CHOSEN : BOX_CARD, card, CONTROL_FACE, level);
    put_box(page, BOX_FACE, picture)->index = level;
}

/* Room inside a card around the picture and beside the words. */
struct padding {
    int picture, words;
};

static struct padding padding_for(const struct page *page, int width)
{
    bool wide = width >= page_mm(page, 60), middling = width >= page_mm(page, 44);
    return (struct padding){page_mm(page, wide ? 8 : middling ? 4 : 2), page_mm(page, wide ? 4 : 1)};
}

static void put_words(struct page *page, const struct labels *labels, int level, struct rect rect)
{
    struct text_block block =
        page_text(page, labels->text[level], TYPE_LABEL, labels->weight, rect.w, LABEL_LINES);
    put_text(page, &block, rect.x, rect.y, rect.w, ALIGN_CENTER, INK_MAIN);
}

static const struct rect NO_ROOM = {0, 0, 0, 0};

/* Five cards in a row, each a picture over its words. Returns where they stand, or NO_ROOM. */
static struct rect put_row(struct page *page, struct rect band)
{
    struct labels labels;
    int width = (band.w - (LEVEL_COUNT - 1) * page->gap) / LEVEL_COUNT;
    struct padding pad = padding_for(page, width);
    if (!labels_make(page, &labels, width - 2 * pad.words, LABEL_LINES))
        return NO_ROOM;
    int text = labels.lines * page_line_height(page, TYPE_LABEL);
    int picture = MIN(width - 2 * pad.picture, band.h - text - 5 * pad.picture / 2);
    int height = MAX(picture + text + 5 * pad.picture / 2, MIN(page_mm(page, FACE_MM), band.h));
    if (picture < page_mm(page, PICTURE_LEAST_MM))
        return NO_ROOM;
    int x = band.x + (band.w - LEVEL_COUNT * width - (LEVEL_COUNT - 1) * page->gap) / 2;
    int y = band.y + (band.h - height) / 2, words_y = y + picture + pad.picture * 7 / 4;
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++, x += width + page->gap) {
        struct rect picture_at = {x + (width - picture) / 2, y + pad.picture, picture, picture};
        put_face_card(page, (struct rect){x, y, width, height}, level, picture_at);
        put_words(page, &labels, level, (struct rect){x + pad.words, words_y, width - 2 * pad.words, text});
    }
    return (struct rect){band.x, y, band.w, height};
}

/* Where a card is too narrow for its words they stand under it and may be a little wider; they can be tapped
 * too. */
static struct rect put_narrow_row(struct page *page, struct rect band)
{
    struct labels labels;
    int width = (band.w - (LEVEL_COUNT - 1) * page->gap) / LEVEL_COUNT, apart = page_mm(page, 1.5);
    int pad = page_mm(page, 2), step = width + page->gap, words_w = step - apart;
    int x = band.x + (band.w - LEVEL_COUNT * width - (LEVEL_COUNT - 1) * page->gap) / 2;
    words_w = MIN(words_w, width + 2 * x);
    if (!labels_make(page, &labels, words_w, LABEL_LINES))
        return NO_ROOM;
    int text = labels.lines * page_line_height(page, TYPE_LABEL);
    int side = MIN(width, band.h - text - apart), picture = side - 2 * pad;
    int y = band.y + (band.h - side - apart - text) / 2;
    /* The code goes before the faces get small, and the header's furniture before the faces get as small as
     * that. */
    if (side < page_mm(page, page->code != NULL          ? FACE_MM
                             : page_has(page, PART_NAME) ? NARROW_FACE_MM
                                                         : FACE_LEAST_MM))
        return NO_ROOM;
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++, x += step) {
        struct rect words = {x - (words_w - width) / 2, y + side + apart, words_w, text};
        put_face_card(page, (struct rect){x, y, width, side}, level,
                      (struct rect){x + (width - picture) / 2, y + pad, picture, picture});
        put_box(page, BOX_BARE, (struct rect){x, words.y, width, text})->control =
            (struct control){CONTROL_FACE, level};
        put_words(page, &labels, level, words);
    }
    return (struct rect){band.x, y, band.w, side + apart + text};
}

/* Five rows, the happy end on top. Likewise. */
static struct rect put_column(struct page *page, struct rect band)
{
    struct labels labels;
    int height = MIN((band.h - (LEVEL_COUNT - 1) * page->gap) / LEVEL_COUNT,
                     page_mm(page, 64 * MAX(1, page->style.type)));
    int pad = page_mm(page, height >= page_mm(page, FACE_MM) ? 4 : 1.5);
    int picture = height - 2 * pad, inset = MAX(3 * pad, page_mm(page, 6));
    int text_x = band.x + inset + picture + inset;
    int text_w = band.x + band.w - page_mm(page, 4) - text_x;
    int lines = height / page_line_height(page, TYPE_LABEL);
    if (height < page_mm(page, page->code != NULL ? FACE_MM : FACE_LEAST_MM) ||
        !labels_make(page, &labels, text_w, lines))
        return NO_ROOM;
    int all = LEVEL_COUNT * height + (LEVEL_COUNT - 1) * page->gap, top = band.y + (band.h - all) / 2,
        y = top;
    for (int level = LEVEL_MAX; level >= LEVEL_MIN; level--, y += height + page->gap) {
        struct rect card = {band.x, y, band.w, height};
        put_face_card(page, card, level, (struct rect){band.x + inset, y + pad, picture, picture});
        struct text_block block =
            page_text(page, labels.text[level], TYPE_LABEL, labels.weight, text_w, lines);
        put_text(page, &block, text_x, y + (height - block.height) / 2, text_w, ALIGN_LEFT, INK_MAIN);
    }
    return (struct rect){band.x, top, band.w, all};
}

static const char *question_text(const struct page *page)
{
    enum item item = page->flow->config->items[page->flow->item];
    const struct center_item *asked = center_item(page->context->center, item);
    if (asked != NULL && asked->question != NULL)
        return local_text_get(asked->question, page->language);
    g_autofree char *key = g_strdup_printf("rate.%s", item_id(item));
    return page_word(page, key);
}

static const char *area_caption(const struct page *page)
{
    const struct flow *flow = page->flow;
    if (flow->area < 0)
        return NULL;
    return local_text_get(center_area(page->context->center, flow->config->areas[flow->area])->name,
                          page->language);
}

enum way { WAY_NONE, WAY_BACK, WAY_SKIP };

/* The one way around the question: back before anything is stored and in a correction, else on. */
static enum way way_around(const struct flow *flow)
{
    if (flow->correcting)
        return WAY_BACK;
    if (flow->rating_seq > 0)
        return WAY_SKIP;
    return flow_is_home(flow) ? WAY_NONE : WAY_BACK;
}

/* Back stands at the left, skip at the right. Returns what is left of the row. */
static struct rect put_way(struct page *page, enum way way, struct rect row)
{
    bool back = way == WAY_BACK;
    struct text_block label = page_text(page, page_word(page, back ? "button.back" : "button.skip"),
                                        TYPE_BODY, WEIGHT_REGULAR, row.w, 1);
    int width = button_width(page, &label, true, row.h);
    struct rect button = {back ? row.x : row.x + row.w - width, row.y, width, row.h};
    put_control(page, BOX_QUIET, button, back ? CONTROL_BACK : CONTROL_SKIP, 0);
    put_label(page, button, back ? "previous" : "next", !back, &label, INK_MAIN);
    row.w -= width + page->gap;
    row.x += back ? width + page->gap : 0;
    return row;
}

/* The way around the question and the line about privacy. While an answer is slow to be saved the row says so
 * instead: the button is not heard then. */
static void put_footer(struct page *page, const struct frame *frame)
{
    struct rect row = frame_footer(page, frame, footer_row(page, true));
    enum way way = way_around(page->flow);
    if (page->flow->saving == FLOW_SLOW) {
        put_saving(page, row);
        return;
    }
    if (way != WAY_NONE)
        row = put_way(page, way, row);
    put_privacy(page, row, way == WAY_NONE ? ALIGN_CENTER : way == WAY_BACK ? ALIGN_RIGHT : ALIGN_LEFT);
}

void page_rate(struct page *page)
{
    struct frame frame;
    frame_begin(page, &frame, area_caption(page), question_text(page), true);
    struct rect answers = page_portrait(page) ? put_column(page, frame.band) : put_row(page, frame.band);
    if (answers.h == 0 && !page_portrait(page) && (page->style.type < 0.7 || frame.has_code))
        answers = put_narrow_row(page, frame.band);
    if (answers.h == 0)
        page->fits = false;
    frame_end(page, &frame, answers);
    put_footer(page, &frame);
}
