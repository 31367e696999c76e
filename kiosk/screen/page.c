#include "page.h"
#include <math.h>
#include <string.h>

/* Height of a capital letter in Noto Sans, in em. */
static const double CAP_HEIGHT = 0.714;

/* EN 301 549 5.1.4: a capital letter of at least 0.7 degrees, which is 0.01222 of the reading distance: 7.33
 * mm at 600 mm, 4.89 mm at 400 mm. Nothing is ever smaller than the latter, rounded up. */
static const double LEAST_CAP_MM = 4.9;
static const double CAP_MM[] = {[TYPE_SMALL] = 4.9, [TYPE_BODY] = 6.1, [TYPE_LABEL] = 7.34};

/* Stacked accents of neighbouring lines must not touch. */
static const double LINE_EM = 1.4;

static const double CONTROL_MM = 20;

int page_mm(const struct page *page, double mm)
{
    return (int)ceil(mm * page->context->panel.px_per_mm - 1e-9);
}

bool page_portrait(const struct page *page)
{
    return page->height > page->width;
}

bool page_has(const struct page *page, enum part part)
{
    return (page->style.without & part) == 0;
}

static double clamp(double value, double low, double high)
{
    return MIN(MAX(value, low), high);
}

/* Rounds down to whole spacing units of 2 mm. */
static double units(double mm)
{
    return 2 * floor(mm / 2);
}

static void set_type(struct page *page)
{
    const struct style *style = &page->style;
    double label = CAP_MM[TYPE_LABEL] * style->type;
    double cap[TYPE_COUNT] = {[TYPE_SMALL] = CAP_MM[TYPE_SMALL] * style->furniture,
                              [TYPE_BODY] = MIN(CAP_MM[TYPE_BODY] * style->furniture, label),
                              [TYPE_LABEL] = label,
                              [TYPE_QUESTION] = MAX(style->question_mm, label)};
    for (int i = 0; i < TYPE_COUNT; i++)
        page->scene->type_px[i] = page_mm(page, MAX(LEAST_CAP_MM, cap[i]) / CAP_HEIGHT);
}

void page_begin(struct page *page, struct scene *scene, const struct layout_context *context,
                const struct flow *flow, gint64 now, struct style style)
{
    const struct panel *panel = &context->panel;
    *page = (struct page){.scene = scene,
                          .context = context,
                          .flow = flow,
                          .language = context->center->languages[flow->language],
                          .style = style,
                          .now = now,
                          .code = style.code != CODE_NOWHERE && flow_has_code(flow) ? context->code : NULL,
                          .width = panel->width,
                          .height = panel->height,
                          .fits = true};
    scene->n = 0;
    scene->code = false;
    scene->tiles_pages = 1;
    double short_mm = MIN(panel->width, panel->height) / panel->px_per_mm;
    double margin = page_has(page, PART_MARGIN) ? clamp(units(short_mm * 0.062), 4, 28) : 4;
    page->margin = page_mm(page, margin);
    page->edge = page_mm(page, page_has(page, PART_MARGIN) ? clamp(units(margin * 0.6), 2, 14) : 2);
    page->gap = page_mm(page, clamp(units(short_mm / 44), 5, 10));
    scene->line = MAX(1, page_mm(page, clamp(short_mm / 400, 0.4, 0.9)));
    scene->radius = page_mm(page, clamp(units(short_mm / 44), 4, 8));
    set_type(page);
}

const char *page_word(const struct page *page, const char *key)
{
    return words_get(page->context->words, page->language, key);
}

struct typeface page_typeface(const struct page *page, enum type_size size, enum type_weight weight)
{
    return (struct typeface){page->scene->type_px[size], weight, page->context->measure,
                             page->context->payload};
}

int page_line_height(const struct page *page, enum type_size size)
{
    return (int)ceil(LINE_EM * page->scene->type_px[size]);
}

struct text_block page_text_maybe(const struct page *page, const char *text, enum type_size size,
                                  enum type_weight weight, int width, int max_lines)
{
    struct text_block block = {.text = text, .size = size, .weight = weight};
    struct typeface face = page_typeface(page, size, weight);
    text_wrap(&block.wrapped, text, width, max_lines, &face);
    block.line_height = page_line_height(page, size);
    for (int i = 0; i < block.wrapped.n; i++)
        block.width = MAX(block.width, block.wrapped.lines[i].width);
    block.height = block.wrapped.n * block.line_height;
    return block;
}

struct text_block page_text(struct page *page, const char *text, enum type_size size, enum type_weight weight,
                            int width, int max_lines)
{
    struct text_block block = page_text_maybe(page, text, size, weight, width, max_lines);
    if (block.wrapped.n == 0 && *text != '\0')
        page->fits = false;
    return block;
}

struct text_block page_text_cut(const struct page *page, const char *text, enum type_size size,
                                enum type_weight weight, int width, int max_lines, char cut[BOX_TEXT_SIZE])
{
    struct text_block block = page_text_maybe(page, text, size, weight, width, max_lines);
    for (glong length = g_utf8_strlen(text, -1) - 1; block.wrapped.n == 0 && length > 0; length--) {
        g_autofree char *start = g_utf8_substring(text, 0, length);
        g_snprintf(cut, BOX_TEXT_SIZE, "%s…", g_strchomp(start));
        block = page_text_maybe(page, cut, size, weight, width, max_lines);
    }
    return block;
}

struct box *put_box(struct page *page, enum box_kind kind, struct rect rect)
{
    struct scene *scene = page->scene;
    if (scene->n == SCENE_BOXES) {
        page->fits = false;
        scene->n--;
    }
    if (rect.x < 0 || rect.y < 0 || rect.x + rect.w > page->width || rect.y + rect.h > page->height)
        page->fits = false;
    struct box *box = &scene->boxes[scene->n++];
    *box = (struct box){.kind = kind, .rect = rect};
    return box;
}

void put_control(struct page *page, enum box_kind kind, struct rect rect, enum control_kind control,
                 int index)
{
    int least = page_mm(page, CONTROL_MM);
    if (rect.w < least || rect.h < least)
        page->fits = false;
    put_box(page, kind, rect)->control = (struct control){control, index};
}

void put_icon(struct page *page, const char *name, struct rect rect, enum ink ink)
{
    struct box *box = put_box(page, BOX_ICON, rect);
    g_strlcpy(box->text, name, sizeof box->text);
    box->ink = ink;
}

static int aligned(int x, int width, int inner, enum align align)
{
    if (align == ALIGN_LEFT)
        return x;
    return align == ALIGN_RIGHT ? x + width - inner : x + (width - inner) / 2;
}

void put_text(struct page *page, const struct text_block *block, int x, int y, int width, enum align align,
              enum ink ink)
{
    for (int i = 0; i < block->wrapped.n; i++) {
        const struct text_line *line = &block->wrapped.lines[i];
        struct rect rect = {aligned(x, width, line->width, align), y + i * block->line_height, line->width,
                            block->line_height};
        struct box *box = put_box(page, BOX_TEXT, rect);
        memcpy(box->text, block->text + line->start, (size_t)line->length);
        box->text[line->length] = '\0';
        box->size = block->size;
        box->weight = block->weight;
        box->ink = ink;
    }
}
