/* Sheets, which lie over any page; the idle warning is one. */
#include "page.h"

enum { SHEET_TEXTS = 2, SHEET_BUTTONS = 2 };

/* The buttons side by side in the middle, all of one width. */
static void put_buttons(struct page *page, const struct sheet_button *buttons, int n, struct rect row)
{
    struct text_block labels[SHEET_BUTTONS];
    int room = (row.w - (n - 1) * page->gap) / n, width = 0;
    for (int i = 0; i < n; i++) {
        bool primary = buttons[i].kind == BOX_PRIMARY;
        labels[i] =
            page_text(page, buttons[i].text, TYPE_LABEL, primary ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR, room, 2);
        width = MAX(width, MIN(room, button_width(page, &labels[i], false, row.w * 2 / (n > 1 ? 5 : 3))));
    }
    int x = row.x + (row.w - n * width - (n - 1) * page->gap) / 2;
    for (int i = 0; i < n; i++, x += width + page->gap) {
        struct rect button = {x, row.y, width, row.h};
        put_control(page, buttons[i].kind, button, buttons[i].control, 0);
        put_label(page, button, NULL, false, &labels[i],
                  buttons[i].kind == BOX_PRIMARY ? INK_ON_ACCENT : INK_MAIN);
    }
}

void put_sheet(struct page *page, const struct sheet_text *texts, int n_texts,
               const struct sheet_button *buttons, int n_buttons)
{
    g_assert(n_texts <= SHEET_TEXTS && n_buttons >= 1 && n_buttons <= SHEET_BUTTONS);
    double large = MAX(1, page->style.type);
    int sheet_w = MIN(page->width - 2 * page->margin, page_mm(page, 300 * large));
    int pad = page_mm(page, page->width < page_mm(page, 240) ? 6 : 12), inner = sheet_w - 2 * pad;
    int button_h = page_mm(page, MAX(20, 28 * MIN(page->style.type, large)));
    int apart = MAX(page->gap, pad * 2 / 3), sheet_h = 2 * pad + apart + button_h;
    struct text_block blocks[SHEET_TEXTS];
    for (int i = 0; i < n_texts; i++) {
        blocks[i] = page_text(page, texts[i].text, texts[i].size, texts[i].weight, inner, texts[i].lines);
        sheet_h += blocks[i].height;
    }
    struct rect sheet = {(page->width - sheet_w) / 2, (page->height - sheet_h) / 2, sheet_w, sheet_h};
    int y = sheet.y + pad;

    put_box(page, BOX_SHADE, (struct rect){0, 0, page->width, page->height});
    put_box(page, BOX_CARD, sheet);
    for (int i = 0; i < n_texts; i++) {
        put_text(page, &blocks[i], sheet.x + pad, y, inner, ALIGN_CENTER, texts[i].ink);
        y += blocks[i].height;
    }
    put_buttons(page, buttons, n_buttons, (struct rect){sheet.x + pad, y + apart, inner, button_h});
}

void page_warning(struct page *page)
{
    g_autofree char *seconds = g_strdup_printf("%d", flow_warning_seconds(page->flow, page->now));
    g_autofree char *countdown =
        words_format(page->context->words, page->language, "idle.countdown", "n", seconds, NULL);
    const struct sheet_text texts[] = {
        {page_word(page, "idle.question"), TYPE_QUESTION, WEIGHT_SEMIBOLD, 3, INK_MAIN},
        {countdown, TYPE_LABEL, WEIGHT_REGULAR, 3, INK_SOFT}};
    const struct sheet_button stay = {BOX_PRIMARY, page_word(page, "button.stay"), CONTROL_STAY};
    put_sheet(page, texts, 2, &stay, 1);
}
