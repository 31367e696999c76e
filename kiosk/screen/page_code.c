/* The code for phones: a paper with the square, what to do with it above or beside, the address below. */
#include "page.h"
#include "qr.h"
#include <math.h>
#include <string.h>

static const double PAD_MM = 4, SIDE_MM = 3; /* between the paper's edge and its texts */

bool layout_code_read(struct layout_code *out, const char *url)
{
    struct qr qr;
    const char *host = strstr(url, "://"), *end = g_strrstr(url, "/d/");
    if (host == NULL || end == NULL || end < host + 3 || !qr_make(&qr, url))
        return false;
    *out = (struct layout_code){.modules = qr.side};
    g_strlcpy(out->url, url, sizeof out->url);
    g_strlcpy(out->address, host + 3, MIN(sizeof out->address, (gsize)(end - host - 3) + 1));
    return true;
}

/* How many letters of an address stand in one line of that width, broken after a dot or a slash where there
 * is one. */
static int address_line(const struct page *page, const char *address, int width)
{
    struct typeface face = page_typeface(page, TYPE_SMALL, WEIGHT_REGULAR);
    int all = 0, good = 0, length = (int)strlen(address);
    char line[TOKEN_URL_SIZE];
    for (int n = 1; n <= length; n++) {
        g_strlcpy(line, address, (gsize)n + 1);
        if (face.measure(line, face.em_px, face.weight, face.payload).width > width)
            break;
        all = n;
        if (n == length || strchr("./:", address[n - 1]) != NULL)
            good = n;
    }
    return good > 0 ? good : all;
}

/* Breaks the address into lines; false when it needs more than there may be. */
static bool address_break(const struct page *page, struct code_block *block, int width)
{
    const char *address = block->code->address;
    for (block->n_address = 0; *address != '\0'; block->n_address++) {
        int n = address_line(page, address, width);
        if (n == 0 || block->n_address == ADDRESS_LINES)
            return false;
        g_strlcpy(block->address[block->n_address], address, (gsize)n + 1);
        address += n;
    }
    return true;
}

/* As few lines as the width allows, then as even as can be. */
static bool address_make(const struct page *page, struct code_block *block)
{
    struct code_block even = *block;
    int step = MAX(1, page->scene->type_px[TYPE_SMALL] / 4);
    if (!address_break(page, block, block->inner))
        return false;
    for (int width = block->inner - step; width > 0; width -= step) {
        if (!address_break(page, &even, width) || even.n_address > block->n_address)
            break;
        memcpy(block->address, even.address, sizeof block->address);
    }
    return true;
}

/* The width in which the address stands in one line, but no more than half of the page. */
static int wide_enough(const struct page *page, const struct code_block *block)
{
    struct typeface face = page_typeface(page, TYPE_SMALL, WEIGHT_REGULAR);
    int line = face.measure(block->code->address, face.em_px, face.weight, face.payload).width;
    int half = (page->width - 2 * page->margin) / 2;
    return MAX(block->side, MIN(line + 2 * page_mm(page, SIDE_MM), half));
}

bool code_make(struct page *page, struct code_block *block, const char *caption)
{
    const struct layout_code *code = page->code;
    *block = (struct code_block){.code = code};
    if (code == NULL)
        return false;
    int symbol = code->modules - 2 * QR_QUIET;
    int least = page_mm(page, CODE_LEAST_MM * MAX(1, page->style.furniture));
    block->module = MAX((int)CODE_LEAST_PX, (least + symbol - 1) / symbol);
    block->side = block->module * code->modules;
    block->pad = page_mm(page, PAD_MM);
    block->width = caption != NULL ? block->side : wide_enough(page, block);
    block->inner = block->width - 2 * page_mm(page, SIDE_MM);
    if (caption != NULL)
        block->caption = page_text(page, caption, TYPE_SMALL, WEIGHT_SEMIBOLD, block->inner, 4);
    if (!address_make(page, block))
        page->fits = false;
    /* The quiet zone is room enough between the square and a text. */
    block->height = block->side + block->n_address * page_line_height(page, TYPE_SMALL) + block->pad;
    if (caption != NULL)
        block->height += block->pad + block->caption.height;
    return true;
}

void put_code(struct page *page, const struct code_block *block, struct rect paper)
{
    int line = page_line_height(page, TYPE_SMALL), spare = (paper.h - block->height) / 2;
    int y = paper.y + spare, x = paper.x + (paper.w - block->inner) / 2;
    if (spare < 0 || paper.w < block->width)
        page->fits = false;
    put_box(page, BOX_PAPER, paper);
    if (block->caption.wrapped.n > 0) {
        put_text(page, &block->caption, x, y + block->pad, block->inner, ALIGN_CENTER, INK_ON_PAPER);
        y += block->pad + block->caption.height;
    }
    struct rect square = {paper.x + (paper.w - block->side) / 2, y, block->side, block->side};
    struct box *box = put_box(page, BOX_CODE, square);
    g_strlcpy(box->text, block->code->url, sizeof box->text);
    box->index = block->module;
    y += block->side;
    for (int i = 0; i < block->n_address; i++, y += line) {
        struct text_block text =
            page_text(page, block->address[i], TYPE_SMALL, WEIGHT_REGULAR, block->inner, 1);
        put_text(page, &text, x, y, block->inner, ALIGN_CENTER, INK_ON_PAPER);
    }
    page->scene->code = true;
}
