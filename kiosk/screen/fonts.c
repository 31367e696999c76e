#include "fonts.h"
#include "draw.h"

enum { FONTS_OPEN = 24, FONTS_TRIAL_PX = 32 };

struct open_font {
    TTF_Font *font;
    int em_px;
    enum type_weight weight;
    unsigned used; /* when last asked for */
};

struct fonts {
    char *files[2]; /* by enum type_weight */
    struct open_font open[FONTS_OPEN];
    unsigned clock;
};

static TTF_Font *open_file(const char *file, int em_px)
{
    TTF_Font *font = TTF_OpenFont(file, em_px);
    if (font != NULL)
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    return font;
}

static bool try_file(const char *file, GError **error)
{
    TTF_Font *font = open_file(file, FONTS_TRIAL_PX);
    if (font == NULL) {
        g_set_error(error, DRAW_ERROR, DRAW_ERROR_FONT, "%s: cannot be read as a font: %s", file,
                    TTF_GetError());
        return false;
    }
    TTF_CloseFont(font);
    return true;
}

static bool has_harfbuzz(GError **error)
{
    int major, minor, patch;
    TTF_GetHarfBuzzVersion(&major, &minor, &patch);
    if (major == 0)
        g_set_error_literal(error, DRAW_ERROR, DRAW_ERROR_FONT, "SDL_ttf was built without HarfBuzz");
    return major > 0;
}

bool fonts_open(fonts_t **out, const char *folder, GError **error)
{
    if (TTF_Init() != 0) {
        g_set_error(error, DRAW_ERROR, DRAW_ERROR_FONT, "SDL_ttf does not start: %s", TTF_GetError());
        return false;
    }
    fonts_t *fonts = g_new0(fonts_t, 1);
    fonts->files[WEIGHT_REGULAR] = g_build_filename(folder, "NotoSans-Regular.ttf", NULL);
    fonts->files[WEIGHT_SEMIBOLD] = g_build_filename(folder, "NotoSans-SemiBold.ttf", NULL);
    if (!has_harfbuzz(error) || !try_file(fonts->files[WEIGHT_REGULAR], error) ||
        !try_file(fonts->files[WEIGHT_SEMIBOLD], error)) {
        fonts_close(fonts);
        return false;
    }
    *out = fonts;
    return true;
}

void fonts_close(fonts_t *fonts)
{
    if (fonts == NULL)
        return;
    for (int i = 0; i < FONTS_OPEN; i++) {
        if (fonts->open[i].font != NULL)
            TTF_CloseFont(fonts->open[i].font);
    }
    g_free(fonts->files[WEIGHT_REGULAR]);
    g_free(fonts->files[WEIGHT_SEMIBOLD]);
    g_free(fonts);
    TTF_Quit();
}

/* SDL_ttf spaces letters wrongly after TTF_SetFontSize, so each size is a font of its own. */
TTF_Font *fonts_get(fonts_t *fonts, int em_px, enum type_weight weight)
{
    struct open_font *oldest = &fonts->open[0];
    for (int i = 0; i < FONTS_OPEN; i++) {
        struct open_font *open = &fonts->open[i];
        if (open->font != NULL && open->em_px == em_px && open->weight == weight) {
            open->used = ++fonts->clock;
            return open->font;
        }
        if (open->used < oldest->used)
            oldest = open;
    }
    if (oldest->font != NULL)
        TTF_CloseFont(oldest->font);
    *oldest = (struct open_font){open_file(fonts->files[weight], em_px), em_px, weight, ++fonts->clock};
    if (oldest->font == NULL)
        g_error("%s: the font file went away", fonts->files[weight]);
    return oldest->font;
}
