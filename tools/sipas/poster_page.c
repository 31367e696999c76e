#include "poster_page.h"
#include "folder.h"
#include "level.h"
#include "links.h"
#include "paper.h"

#define MM PAPER_MM

/* Whole dots, so that the code's modules are of whole pixels: the edges of all, and the card that holds the
 * code. */
enum { LEFT = 189, WIDTH = PAPER_WIDTH - 2 * LEFT, CARD = 1752, FRAME = 9 };
enum { INSET = 16 }; /* around the quiet zone, so that the card's round corners leave it whole */

/* Tops of what else stands on the sheet; letters are set by the height of their capitals. */
static const double HEAD = 14 * MM, HEAD_HEIGHT = 13 * MM, HEAD_RULE = 31 * MM;
static const double TITLE = 40 * MM, QUESTION = 72 * MM, FACES = 104 * MM, FOOT = 279 * MM;
static const double FACE = 21 * MM, FACE_TEXT_GAP = 4 * MM;
static const double RADIUS = 5 * MM, PAD = 6 * MM, GAP = 3 * MM;
static const double CODE_LEAST = 100 * MM;

enum { LANGUAGES = 2 };

struct poster_page {
    paper_fonts_t *fonts;
    const center_t *center;
    const words_t *words;
    const char *language[LANGUAGES]; /* the second is NULL when the center has one alone */
    paper_picture_t *lotus, *face[LEVEL_COUNT];
};

poster_page_t *poster_page_new(paper_fonts_t *fonts, const center_t *center, const words_t *words,
                               GError **error)
{
    g_autoptr(poster_page_t) page = g_new0(poster_page_t, 1);
    g_autofree char *assets = folder_assets();
    g_autofree char *faces = g_build_filename(assets, "faces", NULL);
    g_autofree char *icons = g_build_filename(assets, "icons", NULL);

    *page = (poster_page_t){.fonts = fonts, .center = center, .words = words};
    page->language[0] = center->languages[0];
    page->language[1] = center->languages[1];
    page->lotus = paper_picture_new(icons, "lotus", error);
    if (!page->lotus)
        return NULL;
    for (int i = 0; i < LEVEL_COUNT; i++) {
        const char name[] = {(char)('1' + i), '\0'};
        page->face[i] = paper_picture_new(faces, name, error);
        if (!page->face[i])
            return NULL;
    }
    return g_steal_pointer(&page);
}

void poster_page_free(poster_page_t *page)
{
    if (!page)
        return;
    paper_picture_free(page->lotus);
    for (int i = 0; i < LEVEL_COUNT; i++)
        paper_picture_free(page->face[i]);
    g_free(page);
}

/* Shows a text; gives back where its last line stands. */
static double show(const poster_page_t *page, cairo_t *cr, const char *words, const struct paper_style *style,
                   double x, double y, const struct paper_colour *colour)
{
    g_autoptr(paper_text_t) text = paper_text_new(page->fonts, words, style);

    paper_text_show(text, cr, x, y, colour);
    return y + paper_text_height(text);
}

static const char *word(const poster_page_t *page, int language, const char *key)
{
    return words_get(page->words, page->language[language], key);
}

static bool draw_head(const poster_page_t *page, cairo_t *cr, GError **error)
{
    const double text_x = LEFT + HEAD_HEIGHT + GAP, width = LEFT + WIDTH - text_x;
    const struct paper_style name = {15, 10, true, PAPER_LEFT, width, 1, false},
                             place = {11, 8, false, PAPER_LEFT, width, 1, false};
    const char *language = page->language[0];
    g_autofree char *where = g_strdup_printf("%s, %s", local_text_get(page->center->commune, language),
                                             local_text_get(page->center->parent, language));

    const double y = show(page, cr, local_text_get(page->center->name, language), &name, text_x,
                          HEAD + 2 * MM, &PAPER_INK);
    show(page, cr, where, &place, text_x, y + GAP, &PAPER_SOFT);
    paper_draw_line(cr, LEFT, HEAD_RULE, LEFT + WIDTH, HEAD_RULE, FRAME, &PAPER_ACCENT);
    return paper_picture_draw(page->lotus, cr, LEFT, HEAD, HEAD_HEIGHT, error);
}

static void draw_title(const poster_page_t *page, cairo_t *cr, const struct area *area)
{
    const struct paper_style title = {44, 24, true, PAPER_CENTER, WIDTH, 1, false},
                             second = {17, 11, false, PAPER_CENTER, WIDTH, 1, false};

    const double y =
        show(page, cr, local_text_get(area->name, page->language[0]), &title, LEFT, TITLE, &PAPER_INK);
    if (page->language[1])
        show(page, cr, local_text_get(area->name, page->language[1]), &second, LEFT, y + 5.5 * MM,
             &PAPER_SOFT);
}

/* The center's own wording, else that of the words files. */
static const char *question(const poster_page_t *page, int language)
{
    const struct center_item *main_item = center_item(page->center, ITEM_TTHC);

    if (main_item && main_item->question)
        return local_text_get(main_item->question, page->language[language]);
    return word(page, language, "rate.tthc");
}

static void draw_question(const poster_page_t *page, cairo_t *cr)
{
    const struct paper_style first = {22, 14, true, PAPER_CENTER, WIDTH, 2, true},
                             second = {13, 10, false, PAPER_CENTER, WIDTH, 1, false};

    const double y = show(page, cr, question(page, 0), &first, LEFT, QUESTION, &PAPER_INK);
    if (page->language[1])
        show(page, cr, question(page, 1), &second, LEFT, y + 4.5 * MM, &PAPER_SOFT);
}

/* A line below each face, all from the same height; gives back where the longest ends. */
static double draw_levels(const poster_page_t *page, cairo_t *cr, int language, double size, double y,
                          const struct paper_colour *colour)
{
    const double step = WIDTH / (double)LEVEL_COUNT;
    const struct paper_style style = {size, 7, language == 0, PAPER_CENTER, step - GAP, 2, true};
    double bottom = y;

    for (int i = 0; i < LEVEL_COUNT; i++) {
        const char key[] = {'l', 'e', 'v', 'e', 'l', '.', (char)('1' + i), '\0'};
        const double end =
            show(page, cr, word(page, language, key), &style, LEFT + i * step + GAP / 2, y, colour);
        bottom = MAX(bottom, end);
    }
    return bottom;
}

/* The happy end is on the right, in every language; all five are of one size and distance. */
static bool draw_faces(const poster_page_t *page, cairo_t *cr, GError **error)
{
    const double step = WIDTH / (double)LEVEL_COUNT;
    bool drawn = true;

    for (int i = 0; drawn && i < LEVEL_COUNT; i++)
        drawn =
            paper_picture_draw(page->face[i], cr, LEFT + i * step + (step - FACE) / 2, FACES, FACE, error);
    const double y = draw_levels(page, cr, 0, 10.5, FACES + FACE + FACE_TEXT_GAP, &PAPER_INK);
    if (page->language[1])
        draw_levels(page, cr, 1, 8.5, y + 2.6 * MM, &PAPER_SOFT);
    return drawn;
}

/* Shows a text that stands on `bottom`; gives back where it begins. */
static double show_above(const poster_page_t *page, cairo_t *cr, const char *words,
                         const struct paper_style *style, double x, double bottom)
{
    g_autoptr(paper_text_t) text = paper_text_new(page->fonts, words, style);
    const double y = bottom - paper_text_height(text);

    paper_text_show(text, cr, x, y, &PAPER_WHITE);
    return y;
}

/* What is small, in both languages, from the foot of the panel up. */
static void draw_notes(const poster_page_t *page, cairo_t *cr, double x, double width, double bottom)
{
    const struct paper_style first = {10, 8, false, PAPER_LEFT, width, 4, true},
                             second = {8.5, 7, false, PAPER_LEFT, width, 3, true};
    double y = bottom;

    if (page->language[1])
        y = show_above(page, cr, word(page, 1, "slip.anybody"), &second, x, y) - 2.5 * MM;
    y = show_above(page, cr, word(page, 0, "slip.anybody"), &second, x, y) - 6 * MM;
    if (page->language[1])
        y = show_above(page, cr, word(page, 1, "foot.privacy"), &second, x, y) - 3.5 * MM;
    show_above(page, cr, word(page, 0, "foot.privacy"), &first, x, y);
}

/* What to do, beside the code and as high as it: `top` and `bottom` are those of its dark corners. */
static void draw_panel(const poster_page_t *page, cairo_t *cr, double x, double top, double bottom)
{
    const double text_x = x + PAD, width = LEFT + WIDTH - PAD - text_x;
    const struct paper_style call = {21, 13, true, PAPER_LEFT, width, 3, false},
                             second = {13, 9, false, PAPER_LEFT, width, 2, true},
                             address = {13, 9, true, PAPER_LEFT, width, 2, false};

    double y = show(page, cr, word(page, 0, "foot.qr"), &call, text_x, top, &PAPER_WHITE);
    if (page->language[1])
        y = show(page, cr, word(page, 1, "foot.qr"), &second, text_x, y + 5 * MM, &PAPER_WHITE);
    show(page, cr, links_short_address(page->center), &address, text_x, y + 9 * MM, &PAPER_WHITE);
    draw_notes(page, cr, text_x, width, bottom);
}

/* One card: the code on white at the left, its quiet zone inside the frame, the panel at the right. */
static void draw_card(const poster_page_t *page, cairo_t *cr, const struct qr *code)
{
    const int modules = paper_code_modules(code);
    const int module = (int)((CODE_LEAST + modules - 1) / modules);
    const int side = code->side * module + 2 * INSET, quiet = QR_QUIET * module + INSET;
    const int x = LEFT + FRAME, y = CARD + FRAME;

    paper_set_colour(cr, &PAPER_ACCENT);
    paper_round_path(cr, LEFT, CARD, WIDTH, side + 2 * FRAME, RADIUS);
    cairo_fill(cr);
    paper_set_colour(cr, &PAPER_WHITE);
    paper_round_path(cr, x, y, side, side, RADIUS - FRAME);
    cairo_fill(cr);
    paper_draw_code(cr, code, x + quiet, y + quiet, module, &PAPER_BLACK);
    draw_panel(page, cr, x + side, y + quiet, y + side - quiet);
}

static char *complaint(const poster_page_t *page, int language)
{
    const char *hotline = page->center->hotline;

    return *hotline ? words_format(page->words, page->language[language], "thanks.complaint", "hotline",
                                   hotline, NULL)
                    : g_strdup(word(page, language, "thanks.complaint-portal"));
}

static void draw_foot(const poster_page_t *page, cairo_t *cr)
{
    const struct paper_style first = {9.5, 7, false, PAPER_LEFT, WIDTH, 1, false},
                             second = {8, 6, false, PAPER_LEFT, WIDTH, 1, false};
    double y = FOOT;

    for (int i = 0; i < LANGUAGES && page->language[i]; i++) {
        g_autofree char *line = complaint(page, i);
        y = show(page, cr, line, i == 0 ? &first : &second, LEFT, y, i == 0 ? &PAPER_INK : &PAPER_SOFT) +
            2 * MM;
    }
}

bool poster_page_draw(const poster_page_t *page, cairo_t *cr, const struct area *area, const struct qr *code,
                      GError **error)
{
    draw_title(page, cr, area);
    draw_question(page, cr);
    draw_card(page, cr, code);
    draw_foot(page, cr);
    return draw_head(page, cr, error) && draw_faces(page, cr, error);
}
