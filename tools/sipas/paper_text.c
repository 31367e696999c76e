#include "paper_text.h"
#include "paper.h"
#include "pdf_fonts.h"
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

static const char FAMILY[] = "Noto Sans";
static const char *const FILES[] = {"NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf"};
static const double CAP_HEIGHT = 0.714; /* of Noto Sans, of the size */
static const double SMALLER = 0.25;     /* points, from one try to the next */

const struct paper_colour PAPER_BLACK = {0, 0, 0}, PAPER_WHITE = {1, 1, 1}, PAPER_GREY = {0.35, 0.35, 0.35},
                          PAPER_INK = {0x14 / 255.0, 0x35 / 255.0, 0x3A / 255.0},
                          PAPER_SOFT = {0x45 / 255.0, 0x59 / 255.0, 0x5C / 255.0},
                          PAPER_ACCENT = {0x0E / 255.0, 0x6B / 255.0, 0x63 / 255.0};

struct paper_fonts {
    PangoFontMap *map;
    PangoContext *context;
};

static bool add_files(PangoFontMap *map, const char *folder, GError **error)
{
    FcConfig *config = pango_fc_font_map_get_config(PANGO_FC_FONT_MAP(map));

    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *file = g_build_filename(folder, FILES[i], NULL);
        if (!FcConfigAppFontAddFile(config, (const FcChar8 *)file)) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: expected a font", file);
            return false;
        }
    }
    pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(map));
    return true;
}

/* Letters lie where they belong, not at whole pixels of a screen. */
static PangoContext *new_context(PangoFontMap *map)
{
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("vi"));
    return context;
}

paper_fonts_t *paper_fonts_new(const char *folder, GError **error)
{
    PangoFontMap *map = pdf_fonts_new(folder, error);

    if (!map)
        return NULL;
    if (!add_files(map, folder, error)) {
        pdf_fonts_free(map);
        return NULL;
    }
    paper_fonts_t *fonts = g_new0(paper_fonts_t, 1);
    *fonts = (paper_fonts_t){.map = map, .context = new_context(map)};
    return fonts;
}

void paper_fonts_free(paper_fonts_t *fonts)
{
    if (!fonts)
        return;
    g_object_unref(fonts->context);
    pdf_fonts_free(fonts->map);
    g_free(fonts);
}

/* --- a text --- */

struct paper_text {
    PangoLayout *layout;
    double size;  /* points */
    double shift; /* of a text whose lines were made narrower, so that it stays in the middle */
};

static double dots(int pango_units)
{
    return pango_units / (double)PANGO_SCALE;
}

static void set_size(paper_text_t *text, const struct paper_style *style, double size)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, FAMILY);
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, size * PAPER_PT * PANGO_SCALE);
    pango_layout_set_font_description(text->layout, font);
    pango_font_description_free(font);
    text->size = size;
}

/* Whether it stands in its lines with no word broken. */
static bool fits(const paper_text_t *text, const struct paper_style *style)
{
    PangoRectangle extents;

    pango_layout_get_extents(text->layout, NULL, &extents);
    return pango_layout_get_line_count(text->layout) <= style->lines && dots(extents.width) <= style->width;
}

static void set_within(paper_text_t *text, const struct paper_style *style)
{
    pango_layout_set_wrap(text->layout, PANGO_WRAP_WORD);
    for (double size = style->size; size >= style->least; size -= SMALLER) {
        set_size(text, style, size);
        if (fits(text, style))
            return;
    }
    pango_layout_set_wrap(text->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(text->layout, -style->lines);
    pango_layout_set_ellipsize(text->layout, PANGO_ELLIPSIZE_END);
}

static void set_width(paper_text_t *text, double width)
{
    pango_layout_set_width(text->layout, (int)(width * PANGO_SCALE));
}

/* The narrowest lines that are no more of them. */
static void make_even(paper_text_t *text, const struct paper_style *style)
{
    struct paper_style same = {.lines = pango_layout_get_line_count(text->layout)};
    double narrow = style->width / 3, wide = style->width;

    for (int i = 0; i < 10 && same.lines > 1; i++) {
        same.width = (narrow + wide) / 2;
        set_width(text, same.width);
        if (fits(text, &same))
            wide = same.width;
        else
            narrow = same.width;
    }
    set_width(text, wide);
    if (style->align == PAPER_CENTER)
        text->shift = (style->width - wide) / 2;
}

/* A word that has to be broken gets no hyphen: in an address it would be taken for one of its letters. */
static void set_no_hyphens(paper_text_t *text)
{
    PangoAttrList *attributes = pango_attr_list_new();

    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(text->layout, attributes);
    pango_attr_list_unref(attributes);
}

paper_text_t *paper_text_new(paper_fonts_t *fonts, const char *words, const struct paper_style *style)
{
    static const PangoAlignment ALIGN[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER};
    g_autofree char *composed = g_utf8_normalize(words, -1, G_NORMALIZE_NFC);
    paper_text_t *text = g_new0(paper_text_t, 1);

    text->layout = pango_layout_new(fonts->context);
    pango_layout_set_text(text->layout, composed ? composed : words, -1);
    set_no_hyphens(text);
    set_width(text, style->width);
    pango_layout_set_alignment(text->layout, ALIGN[style->align]);
    set_within(text, style);
    if (style->even && !pango_layout_is_ellipsized(text->layout))
        make_even(text, style);
    return text;
}

void paper_text_free(paper_text_t *text)
{
    if (!text)
        return;
    g_object_unref(text->layout);
    g_free(text);
}

/* From one baseline to the next. */
static double leading(const paper_text_t *text)
{
    PangoRectangle extents;

    pango_layout_line_get_extents(pango_layout_get_line_readonly(text->layout, 0), NULL, &extents);
    return dots(extents.height);
}

static double cap_height(const paper_text_t *text)
{
    return CAP_HEIGHT * text->size * PAPER_PT;
}

double paper_text_height(const paper_text_t *text)
{
    return cap_height(text) + (pango_layout_get_line_count(text->layout) - 1) * leading(text);
}

void paper_text_show(const paper_text_t *text, cairo_t *cr, double x, double y,
                     const struct paper_colour *colour)
{
    cairo_set_source_rgb(cr, colour->red, colour->green, colour->blue);
    cairo_move_to(cr, x + text->shift, y + cap_height(text) - dots(pango_layout_get_baseline(text->layout)));
    pango_cairo_show_layout(cr, text->layout);
}
