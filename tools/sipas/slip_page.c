#include "slip_page.h"
#include "links.h"
#include "paper.h"
#include "paper_draw.h"

/* Dots of 1/300 inch. A slip is 65 x 35.2 mm, and 7.4 mm stay free around them all: no printer's margin takes
 * anything. A module is 0.68 mm, so that the smallest code there can be, of 37 modules, is 25 mm wide. */
enum { WIDTH = 768, HEIGHT = 416, MODULE = 8 };
enum {
    LEFT = (PAPER_WIDTH - SLIP_COLUMNS * WIDTH) / 2,
    TOP = (PAPER_HEIGHT - SLIP_ROWS * HEIGHT) / 2,
};
enum { EDGE = 10, TEXT_GAP = 4, TEXT_RIGHT = 24, TEXT_MOST = 364 };
enum { MARK_FROM = 62, CROSS = 12 }; /* cut marks: from the sheet's edge, and arms at each corner of a slip */

static const double MARK_THICK = 1.5, SCALE_LEAST = 0.7, SCALE_STEP = 0.04;

/* The lines beside a code. What to do hangs from the top, what it is good for stands on the foot. */
enum line { LINE_AREA, LINE_WHAT, LINE_ONCE, LINE_UNTIL, LINE_ADDRESS, LINE_CENTER, LINE_COUNT };
enum { LINE_FIRST_OF_FOOT = LINE_UNTIL };

static const double GAP_BEFORE[LINE_COUNT] = {[LINE_WHAT] = 5.5 * PAPER_PT,
                                              [LINE_ONCE] = 4.2 * PAPER_PT,
                                              [LINE_UNTIL] = 4.2 * PAPER_PT,
                                              [LINE_ADDRESS] = 4 * PAPER_PT,
                                              [LINE_CENTER] = 4.5 * PAPER_PT};

struct slip_page {
    int code_side; /* without quiet zone */
    double scale;  /* of letters and gaps: 1 unless the words are many */
    paper_text_t *line[LINE_COUNT];
};

static double text_left(const slip_page_t *page)
{
    return EDGE + page->code_side + 2 * QR_QUIET * MODULE + TEXT_GAP;
}

static char *center_line(const struct slip *slip)
{
    return g_strdup_printf("%s, %s", local_text_get(slip->center->name, slip->language),
                           local_text_get(slip->center->commune, slip->language));
}

static char *until_line(const struct slip *slip)
{
    const int day = slip->last_day;
    g_autofree char *date = g_strdup_printf("%02d/%02d/%04d", day % 100, day / 100 % 100, day / 10000);

    return words_format(slip->words, slip->language, "slip.until", "day", date, NULL);
}

static double lines_height(const slip_page_t *page, int from, int to)
{
    double height = 0;

    for (int i = from; i < to; i++)
        height += page->scale * GAP_BEFORE[i] + paper_text_height(page->line[i]);
    return height;
}

static void clear_lines(slip_page_t *page)
{
    for (int i = 0; i < LINE_COUNT; i++)
        g_clear_pointer(&page->line[i], paper_text_free);
}

static void set_lines(slip_page_t *page, paper_fonts_t *fonts, const char *const words[LINE_COUNT])
{
    static const struct paper_style STYLES[LINE_COUNT] = {
        [LINE_AREA] = {.size = 9.5, .least = 7.5, .bold = true, .lines = 2, .even = true},
        [LINE_WHAT] = {.size = 6.5, .least = 5, .lines = 2, .even = true},
        [LINE_ONCE] = {.size = 6.5, .least = 5, .lines = 1},
        [LINE_UNTIL] = {.size = 6.5, .least = 5, .bold = true, .lines = 1},
        [LINE_ADDRESS] = {.size = 6.5, .least = 5.5, .lines = 2},
        [LINE_CENTER] = {.size = 5.5, .least = 4.5, .lines = 3, .even = true}};

    clear_lines(page);
    for (int i = 0; i < LINE_COUNT; i++) {
        struct paper_style style = STYLES[i];
        style.width = WIDTH - TEXT_RIGHT - text_left(page);
        style.size *= page->scale;
        style.least = MIN(style.least, style.size);
        page->line[i] = paper_text_new(fonts, words[i], &style);
    }
}

slip_page_t *slip_page_new(paper_fonts_t *fonts, const struct slip *slip, int modules)
{
    slip_page_t *page = g_new0(slip_page_t, 1);
    const char *language = slip->language;
    g_autofree char *until = until_line(slip), *whose = center_line(slip);
    const char *const words[LINE_COUNT] = {[LINE_AREA] =
                                               slip->area ? local_text_get(slip->area->name, language)
                                                          : words_get(slip->words, language, "slip.any-area"),
                                           [LINE_WHAT] = words_get(slip->words, language, "slip.what"),
                                           [LINE_ONCE] = words_get(slip->words, language, "slip.once"),
                                           [LINE_UNTIL] = until,
                                           [LINE_ADDRESS] = links_short_address(slip->center),
                                           [LINE_CENTER] = whose};

    page->code_side = modules * MODULE;
    page->scale = 1;
    set_lines(page, fonts, words);
    while (lines_height(page, 0, LINE_COUNT) > TEXT_MOST && page->scale > SCALE_LEAST) {
        page->scale -= SCALE_STEP;
        set_lines(page, fonts, words);
    }
    return page;
}

void slip_page_free(slip_page_t *page)
{
    if (!page)
        return;
    clear_lines(page);
    g_free(page);
}

static void draw_lines(const slip_page_t *page, cairo_t *cr, int from, int to, double x, double y)
{
    for (int i = from; i < to; i++) {
        y += page->scale * GAP_BEFORE[i];
        paper_text_show(page->line[i], cr, x, y, i < LINE_CENTER ? &PAPER_BLACK : &PAPER_GREY);
        y += paper_text_height(page->line[i]);
    }
}

/* As high as the code unless the lines take more. */
static void draw_words(const slip_page_t *page, cairo_t *cr, double x, double middle)
{
    const double height = MAX(page->code_side, lines_height(page, 0, LINE_COUNT));
    const double foot = lines_height(page, LINE_FIRST_OF_FOOT, LINE_COUNT);

    draw_lines(page, cr, 0, LINE_FIRST_OF_FOOT, x, middle - height / 2);
    draw_lines(page, cr, LINE_FIRST_OF_FOOT, LINE_COUNT, x, middle + height / 2 - foot);
}

static void draw_slip(const slip_page_t *page, cairo_t *cr, const struct qr *code, int x, int y)
{
    paper_draw_code(cr, code, x + EDGE + QR_QUIET * MODULE, y + (HEIGHT - page->code_side) / 2, MODULE,
                    &PAPER_BLACK);
    draw_words(page, cr, x + text_left(page), y + HEIGHT / 2.0);
}

static void draw_mark(cairo_t *cr, double x1, double y1, double x2, double y2)
{
    paper_draw_line(cr, x1, y1, x2, y2, MARK_THICK, &PAPER_GREY);
}

/* Lines in the margins for whoever cuts many sheets at once, crosses for scissors. */
static void draw_cut_marks(cairo_t *cr)
{
    const int right = LEFT + SLIP_COLUMNS * WIDTH, bottom = TOP + SLIP_ROWS * HEIGHT;

    for (int column = 0; column <= SLIP_COLUMNS; column++) {
        const int x = LEFT + column * WIDTH;
        draw_mark(cr, x, MARK_FROM, x, TOP + CROSS);
        draw_mark(cr, x, bottom - CROSS, x, PAPER_HEIGHT - MARK_FROM);
        for (int row = 1; row < SLIP_ROWS; row++)
            draw_mark(cr, x, TOP + row * HEIGHT - CROSS, x, TOP + row * HEIGHT + CROSS);
    }
    for (int row = 0; row <= SLIP_ROWS; row++) {
        const int y = TOP + row * HEIGHT;
        draw_mark(cr, MARK_FROM, y, LEFT + CROSS, y);
        draw_mark(cr, right - CROSS, y, PAPER_WIDTH - MARK_FROM, y);
        for (int column = 1; column < SLIP_COLUMNS; column++)
            draw_mark(cr, LEFT + column * WIDTH - CROSS, y, LEFT + column * WIDTH + CROSS, y);
    }
}

void slip_page_draw(const slip_page_t *page, cairo_t *cr, const struct qr codes[], int n)
{
    g_assert(n <= SLIPS_PER_SHEET);
    draw_cut_marks(cr);
    for (int i = 0; i < n; i++)
        draw_slip(page, cr, &codes[i], LEFT + i % SLIP_COLUMNS * WIDTH, TOP + i / SLIP_COLUMNS * HEIGHT);
}
