#include "xlsx_book.h"

static const char FONT[] = "Times New Roman";

/* The house's teal and brown differ in lightness from their grounds on grey print too. */
enum colour {
    INK = 0x14353A,
    INK_SHARE,  /* a shade apart: LibreOffice forgets the indent of a cell that differs from the one before it
                   in */
    INK_POINTS, /* nothing but how its number is written */
    SOFT = 0x5A6668,
    TEAL = 0x004F4C,
    TEAL_GROUND = 0xD3EAE6,
    BROWN = 0x7A3E0C,
    BROWN_GROUND = 0xF7E1C8,
    HEAD_GROUND = 0xD9E7E3,
    SUM_GROUND = 0xF3F1EA,
    RULE = 0xA9B3B1
};

struct spec {
    double size;
    bool bold, italic, table;
    uint8_t align;
    uint32_t colour, ground; /* ground 0: none */
    const char *number;
};

static const struct spec SPECS[LOOKS] = {
    [LOOK_CENTER] = {12, true, false, false, LXW_ALIGN_CENTER, INK, 0, NULL},
    [LOOK_TITLE] = {16, true, false, false, LXW_ALIGN_CENTER, INK, 0, NULL},
    [LOOK_PERIOD] = {12, false, false, false, LXW_ALIGN_CENTER, INK, 0, NULL},
    [LOOK_ASIDE] = {11, false, true, false, LXW_ALIGN_CENTER, INK, 0, NULL},
    [LOOK_HEADING] = {12, true, false, false, LXW_ALIGN_LEFT, INK, 0, NULL},
    [LOOK_SENTENCE] = {11, false, false, false, LXW_ALIGN_LEFT, INK, 0, NULL},
    [LOOK_HEAD] = {10, true, false, true, LXW_ALIGN_CENTER, INK, HEAD_GROUND, NULL},
    [LOOK_TEXT] = {11, false, false, true, LXW_ALIGN_LEFT, INK, 0, NULL},
    [LOOK_REMARK] = {10, false, true, true, LXW_ALIGN_LEFT, SOFT, 0, NULL},
    [LOOK_CODE] = {9, false, false, true, LXW_ALIGN_LEFT, INK, 0, NULL},
    [LOOK_NOTHING] = {11, false, false, true, LXW_ALIGN_CENTER, SOFT, 0, NULL},
    [LOOK_COUNT] = {11, false, false, true, LXW_ALIGN_RIGHT, INK, 0, "#,##0"},
    [LOOK_DAY] = {11, false, false, true, LXW_ALIGN_CENTER, INK, 0, "dd/mm/yyyy"},
    [LOOK_SHARE] = {11, false, false, true, LXW_ALIGN_RIGHT, INK_SHARE, 0, "%"},
    [LOOK_SHARE_FEW] = {11, false, true, true, LXW_ALIGN_RIGHT, SOFT, 0, "%"},
    [LOOK_POINTS] = {11, false, false, true, LXW_ALIGN_RIGHT, INK_POINTS, 0, "±"},
    [LOOK_MET] = {11, true, false, true, LXW_ALIGN_CENTER, TEAL, TEAL_GROUND, NULL},
    [LOOK_MISSED] = {11, true, false, true, LXW_ALIGN_CENTER, BROWN, BROWN_GROUND, NULL},
    [LOOK_UNJUDGED] = {11, false, true, true, LXW_ALIGN_CENTER, SOFT, 0, NULL},
};

/* "%" and "±" stand for a share and a difference with the center's decimals. */
static const char *number_format(const char *number, int decimals)
{
    static const char *const SHARES[] = {"0%", "0.0%", "0.00%"};
    static const char *const POINTS[] = {"+0;\"−\"0;0", "+0.0;\"−\"0.0;0.0", "+0.00;\"−\"0.00;0.00"};

    if (g_str_equal(number, "%"))
        return SHARES[decimals];
    return g_str_equal(number, "±") ? POINTS[decimals] : number;
}

static void set_table(lxw_format *format, const struct spec *spec)
{
    if (spec->align != LXW_ALIGN_CENTER)
        format_set_indent(format, 1);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, RULE);
}

static lxw_format *make(struct book *book, const struct spec *spec, bool strong)
{
    lxw_format *format = workbook_add_format(book->workbook);

    format_set_font_name(format, FONT);
    format_set_font_size(format, spec->size);
    format_set_font_color(format, spec->colour);
    format_set_align(format, spec->align);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (!spec->number)
        format_set_text_wrap(format);
    if (spec->bold || strong)
        format_set_bold(format);
    if (spec->italic)
        format_set_italic(format);
    if (spec->ground || strong)
        format_set_bg_color(format, spec->ground ? spec->ground : SUM_GROUND);
    if (spec->number)
        format_set_num_format(format, number_format(spec->number, book->w.report->center->decimals));
    if (spec->table)
        set_table(format, spec);
    return format;
}

double look_size(enum look look)
{
    return SPECS[look].size;
}

void book_make_looks(struct book *book)
{
    for (int look = 0; look < LOOKS; look++) {
        book->looks[look][0] = make(book, &SPECS[look], false);
        book->looks[look][1] = look < LOOK_TEXT ? book->looks[look][0] : make(book, &SPECS[look], true);
    }
}
