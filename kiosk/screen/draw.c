#include "draw.h"
#include "fonts.h"
#include "qr.h"
#include "raster.h"
#include "texture_cache.h"
#include "theme.h"
#include <string.h>

/* A frame and a half of textures: some pages at rest and pressed. */
static const gsize CACHE_BYTES_PER_PIXEL = 6;

static const char FALLBACK_ICON[] = "khac";

struct draw {
    SDL_Renderer *renderer;
    const struct theme *theme; /* in use: `plain` or `shaded` */
    const struct theme *plain;
    struct theme shaded;
    char *assets;
    fonts_t *fonts;
    texture_cache_t *cache;
    int rotation;      /* that the cached textures were turned by */
    int width, height; /* of the scene as the reader sees it */
    struct qr code;    /* of code_text */
    char code_text[BOX_TEXT_SIZE];
};

GQuark draw_error_quark(void)
{
    return g_quark_from_static_string("draw-error");
}

/* --- open, close --- */

static bool faces_readable(const struct draw *draw, GError **error)
{
    struct colour any = draw->theme->ground;
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *file = g_strdup_printf("%s/faces/%d.svg", draw->assets, level);
        SDL_Surface *face = raster_face(file, 16, any, any, any);
        if (face == NULL) {
            g_set_error(error, DRAW_ERROR, DRAW_ERROR_PICTURE, "%s: cannot be read as a picture", file);
            return false;
        }
        SDL_FreeSurface(face);
    }
    return true;
}

bool draw_open(draw_t **out, SDL_Renderer *renderer, const char *assets, const char *fonts,
               bool high_contrast, GError **error)
{
    draw_t *draw = g_new0(draw_t, 1);
    draw->renderer = renderer;
    draw->theme = draw->plain = theme_get(high_contrast);
    draw->shaded = theme_shaded(draw->plain);
    draw->assets = g_strdup(assets);
    int width = 0, height = 0;
    SDL_GetRendererOutputSize(renderer, &width, &height);
    draw->cache = texture_cache_new(DRAW_TEXTURES, CACHE_BYTES_PER_PIXEL * (gsize)width * (gsize)height);
    if (!fonts_open(&draw->fonts, fonts, error) || !faces_readable(draw, error)) {
        draw_close(draw);
        return false;
    }
    *out = draw;
    return true;
}

void draw_close(draw_t *draw)
{
    if (draw == NULL)
        return;
    texture_cache_free(draw->cache);
    fonts_close(draw->fonts);
    g_free(draw->assets);
    g_free(draw);
}

void draw_lost(draw_t *draw)
{
    texture_cache_clear(draw->cache);
}

int draw_textures(const draw_t *draw)
{
    return texture_cache_count(draw->cache);
}

struct text_extent draw_measure(const char *text, int em_px, enum type_weight weight, void *payload)
{
    draw_t *draw = payload;
    TTF_Font *font = fonts_get(draw->fonts, em_px, weight);
    struct text_extent extent = {.ascent = TTF_FontAscent(font), .descent = -TTF_FontDescent(font)};
    TTF_SizeUTF8(font, text, &extent.width, NULL);
    return extent;
}

bool draw_can_write(draw_t *draw, const char *text, GError **error)
{
    static const enum type_weight WEIGHTS[] = {WEIGHT_REGULAR, WEIGHT_SEMIBOLD};
    for (size_t i = 0; i < G_N_ELEMENTS(WEIGHTS); i++) {
        TTF_Font *font = fonts_get(draw->fonts, 32, WEIGHTS[i]);
        for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
            gunichar letter = g_utf8_get_char(at);
            if (g_unichar_isprint(letter) && TTF_GlyphIsProvided32(font, letter) == 0) {
                g_set_error(error, DRAW_ERROR, DRAW_ERROR_GLYPH, "the font has no letter U+%04X for \"%s\"",
                            letter, text);
                return false;
            }
        }
    }
    return true;
}

/* --- from the reader's coordinates to the panel's --- */

static SDL_Rect turned(const struct draw *draw, struct rect rect)
{
    switch (draw->rotation) {
    case 90:
        return (SDL_Rect){draw->height - rect.y - rect.h, rect.x, rect.h, rect.w};
    case 180:
        return (SDL_Rect){draw->width - rect.x - rect.w, draw->height - rect.y - rect.h, rect.w, rect.h};
    case 270:
        return (SDL_Rect){rect.y, draw->width - rect.x - rect.w, rect.h, rect.w};
    default:
        return (SDL_Rect){rect.x, rect.y, rect.w, rect.h};
    }
}

static void set_colour(const struct draw *draw, struct colour colour)
{
    SDL_SetRenderDrawColor(draw->renderer, colour.r, colour.g, colour.b, 255);
}

static void fill(const struct draw *draw, struct colour colour, struct rect rect)
{
    SDL_Rect area = turned(draw, rect);
    if (rect.w <= 0 || rect.h <= 0)
        return;
    set_colour(draw, colour);
    SDL_RenderFillRect(draw->renderer, &area);
}

/* --- textures --- */

static unsigned number(struct colour colour)
{
    return (unsigned)colour.r << 16 | (unsigned)colour.g << 8 | colour.b;
}

/* Turns, uploads and caches; frees the surface. NULL when there is none. */
static SDL_Texture *keep(struct draw *draw, const char *key, SDL_Surface *surface, bool opaque)
{
    if (surface == NULL)
        return NULL;
    SDL_Surface *upright = surface;
    if (draw->rotation != 0) {
        surface = raster_turned(upright, draw->rotation);
        SDL_FreeSurface(upright);
        if (surface == NULL)
            return NULL;
    }
    SDL_Texture *texture =
        SDL_CreateTexture(draw->renderer, opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888,
                          SDL_TEXTUREACCESS_STATIC, surface->w, surface->h);
    if (texture != NULL) {
        SDL_UpdateTexture(texture, NULL, surface->pixels, surface->pitch);
        SDL_SetTextureBlendMode(texture, opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
        texture_cache_put(draw->cache, key, texture);
    }
    SDL_FreeSurface(surface);
    return texture;
}

static void show(struct draw *draw, SDL_Texture *texture, int x, int y)
{
    int w, h;
    if (texture == NULL)
        return;
    SDL_QueryTexture(texture, NULL, NULL, &w, &h);
    struct rect rect = draw->rotation % 180 == 0 ? (struct rect){x, y, w, h} : (struct rect){x, y, h, w};
    SDL_Rect area = turned(draw, rect);
    SDL_RenderCopy(draw->renderer, texture, NULL, &area);
}

/* --- boxes --- */

static struct colour ink_colour(const struct theme *theme, enum ink ink)
{
    switch (ink) {
    case INK_SOFT:
        return theme->soft;
    case INK_ACCENT:
        return theme->accent;
    case INK_BAD:
        return theme->bad;
    case INK_ON_ACCENT:
        return theme->on_accent;
    case INK_ON_MAIN:
        return theme->on_main;
    case INK_ON_PAPER:
        return theme->on_paper;
    case INK_MAIN:
    default:
        return theme->main;
    }
}

static void draw_text(struct draw *draw, const struct box *box, int em_px, int sink, struct colour ground)
{
    struct colour ink = ink_colour(draw->theme, box->ink);
    g_autofree char *key = g_strdup_printf("t %d %d %06x %06x %s", em_px, (int)box->weight, number(ink),
                                           number(ground), box->text);
    SDL_Texture *texture = texture_cache_get(draw->cache, key);
    if (texture == NULL)
        texture = keep(draw, key,
                       raster_text(fonts_get(draw->fonts, em_px, box->weight), box->text, ink, ground), true);
    show(draw, texture, box->rect.x, box->rect.y + sink);
}

static SDL_Surface *load_icon(const struct draw *draw, const char *name, int side, struct colour ink,
                              struct colour ground)
{
    const char *names[] = {name, FALLBACK_ICON};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_strdup_printf("%s/icons/%s.svg", draw->assets, names[i]);
        SDL_Surface *surface = strchr(names[i], '/') == NULL ? raster_icon(file, side, ink, ground) : NULL;
        if (surface != NULL)
            return surface;
    }
    return NULL;
}

static void draw_icon(struct draw *draw, const struct box *box, int sink, struct colour ground)
{
    struct colour ink = ink_colour(draw->theme, box->ink);
    g_autofree char *key =
        g_strdup_printf("i %d %06x %06x %s", box->rect.w, number(ink), number(ground), box->text);
    SDL_Texture *texture = texture_cache_get(draw->cache, key);
    if (texture == NULL)
        texture = keep(draw, key, load_icon(draw, box->text, box->rect.w, ink, ground), true);
    show(draw, texture, box->rect.x, box->rect.y + sink);
}

static void draw_face(struct draw *draw, const struct box *box, int sink, struct colour ground)
{
    struct colour disc = draw->theme->faces[box->index - LEVEL_MIN];
    g_autofree char *key =
        g_strdup_printf("f %d %d %06x %06x", box->index, box->rect.w, number(disc), number(ground));
    SDL_Texture *texture = texture_cache_get(draw->cache, key);
    if (texture == NULL) {
        g_autofree char *file = g_strdup_printf("%s/faces/%d.svg", draw->assets, box->index);
        texture = keep(draw, key, raster_face(file, box->rect.w, disc, draw->theme->face_mark, ground), true);
    }
    show(draw, texture, box->rect.x, box->rect.y + sink);
}

/* A corner of the round piece that all four corners of a card are cut from. */
static void draw_corner(struct draw *draw, SDL_Texture *round, struct rect card, int radius, bool right,
                        bool bottom)
{
    struct rect piece = {right ? radius : 0, bottom ? radius : 0, radius, radius};
    struct rect place = {right ? card.x + card.w - radius : card.x,
                         bottom ? card.y + card.h - radius : card.y, radius, radius};
    /* The piece is the same whichever way it is turned, only which quarter is wanted turns. */
    struct draw whole = *draw;
    whole.width = whole.height = 2 * radius;
    SDL_Rect from = turned(&whole, piece), to = turned(draw, place);
    SDL_RenderCopy(draw->renderer, round, &from, &to);
}

static void draw_card(struct draw *draw, struct rect card, int radius, int line, struct colour inside,
                      struct colour outline)
{
    radius = MIN(radius, MIN(card.w, card.h) / 2);
    line = MIN(line, radius);
    g_autofree char *key =
        g_strdup_printf("c %d %d %06x %06x", radius, line, number(inside), number(outline));
    SDL_Texture *round = texture_cache_get(draw->cache, key);
    if (round == NULL)
        round = keep(draw, key, raster_corners(radius, line, inside, outline), false);
    int x = card.x, y = card.y, w = card.w, h = card.h, right = x + w, bottom = y + h;
    fill(draw, outline, (struct rect){x + radius, y, w - 2 * radius, line});
    fill(draw, outline, (struct rect){x + radius, bottom - line, w - 2 * radius, line});
    fill(draw, outline, (struct rect){x, y + radius, line, h - 2 * radius});
    fill(draw, outline, (struct rect){right - line, y + radius, line, h - 2 * radius});
    fill(draw, inside, (struct rect){x + radius, y + line, w - 2 * radius, h - 2 * line});
    fill(draw, inside, (struct rect){x + line, y + radius, radius - line, h - 2 * radius});
    fill(draw, inside, (struct rect){right - radius, y + radius, radius - line, h - 2 * radius});
    for (int i = 0; i < 4 && round != NULL; i++)
        draw_corner(draw, round, card, radius, i % 2 == 1, i / 2 == 1);
}

/* The fill of a kind of card; NULL for boxes that are no card. */
static const struct fill *fill_of(const struct theme *theme, const struct box *box)
{
    switch ((int)box->kind) {
    case BOX_CARD:
        return &theme->card;
    case BOX_QUIET:
        return &theme->quiet;
    case BOX_CHOSEN:
        return &theme->chosen;
    case BOX_PRIMARY:
        return &theme->primary;
    case BOX_DEAD:
        return &theme->dead;
    case BOX_STRIP:
        return &theme->strip;
    case BOX_PAPER:
        return &theme->paper;
    case BOX_SEGMENT:
        return box->index != 0 ? &theme->segment : &theme->card;
    default:
        return NULL;
    }
}

static bool contains(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

/* The card that a box stands on; NULL: on the ground. */
static const struct box *card_under(const struct draw *draw, const struct scene *scene, int index)
{
    for (int i = index - 1; i >= 0; i--) {
        const struct box *box = &scene->boxes[i];
        if (fill_of(draw->theme, box) != NULL && contains(box->rect, scene->boxes[index].rect))
            return box;
    }
    return NULL;
}

static bool is_pressed(const struct box *card, struct control pressed)
{
    return card->control.kind != CONTROL_NONE && control_equal(card->control, pressed);
}

static void draw_any_card(struct draw *draw, const struct scene *scene, const struct box *box,
                          struct control pressed)
{
    const struct fill *look = fill_of(draw->theme, box);
    bool down = is_pressed(box, pressed);
    struct colour inside = down ? look->pressed : look->rest;
    if (box->kind == BOX_SEGMENT) {
        if (box->index != 0 || down)
            draw_card(draw, box->rect, scene->radius - scene->line, 0, inside, inside);
        return;
    }
    if (box->kind == BOX_STRIP) {
        fill(draw, inside, box->rect);
        return;
    }
    int line = scene->line * (box->kind == BOX_CHOSEN ? 2 : 1);
    struct colour outline = box->kind == BOX_PRIMARY ? inside : look->line;
    draw_card(draw, box->rect, scene->radius, line, inside, outline);
}

/* The dark modules that follow one another in a row, as one bar. */
static void draw_code_row(const struct draw *draw, const struct box *box, int y, const struct colour dark)
{
    const uint8_t *row = draw->code.module[y];
    int px = box->index;
    for (int x = 0; x < draw->code.side; x++) {
        int from = x;
        while (x < draw->code.side && row[x] != 0)
            x++;
        fill(draw, dark, (struct rect){box->rect.x + from * px, box->rect.y + y * px, (x - from) * px, px});
    }
}

/* In whole pixels and without a texture: nothing is scaled or smoothed, and a code leaves nothing behind. The
 * light modules are the paper's. */
static void draw_code(struct draw *draw, const struct box *box)
{
    if (strcmp(draw->code_text, box->text) != 0) {
        g_strlcpy(draw->code_text, box->text, sizeof draw->code_text);
        if (!qr_make(&draw->code, box->text))
            draw->code.side = 0;
    }
    for (int y = 0; y < draw->code.side; y++)
        draw_code_row(draw, box, y, draw->theme->on_paper);
}

static void draw_box(struct draw *draw, const struct scene *scene, int index, struct control pressed)
{
    const struct box *box = &scene->boxes[index];
    if (box->kind == BOX_BARE || box->kind == BOX_SHADE)
        return;
    if (fill_of(draw->theme, box) != NULL) {
        draw_any_card(draw, scene, box, pressed);
        return;
    }
    const struct box *card = card_under(draw, scene, index);
    bool down = card != NULL && is_pressed(card, pressed);
    struct colour ground = draw->theme->ground;
    if (card != NULL)
        ground = down ? fill_of(draw->theme, card)->pressed : fill_of(draw->theme, card)->rest;
    int sink = down ? scene->line : 0;
    switch ((int)box->kind) {
    case BOX_RULE:
        fill(draw, draw->theme->rule, box->rect);
        break;
    case BOX_FACE:
        draw_face(draw, box, sink, ground);
        break;
    case BOX_ICON:
        draw_icon(draw, box, sink, ground);
        break;
    case BOX_CODE:
        draw_code(draw, box);
        break;
    case BOX_TEXT:
        draw_text(draw, box, scene->type_px[box->size], sink, ground);
        break;
    default:
        g_assert_not_reached();
    }
}

/* The shade's place among the boxes, -1 without one. What lies under it is painted in shaded colours from the
 * start: darkening a whole frame afterwards costs more than painting it. */
static int shade_of(const struct scene *scene)
{
    for (int i = scene->n - 1; i >= 0; i--) {
        if (scene->boxes[i].kind == BOX_SHADE)
            return i;
    }
    return -1;
}

void draw_scene(draw_t *draw, const struct scene *scene, struct control pressed, int rotation)
{
    int width = 0, height = 0;
    if (rotation != draw->rotation)
        texture_cache_clear(draw->cache);
    draw->rotation = rotation;
    SDL_GetRendererOutputSize(draw->renderer, &width, &height);
    draw->width = rotation % 180 == 0 ? width : height;
    draw->height = rotation % 180 == 0 ? height : width;
    SDL_SetRenderDrawBlendMode(draw->renderer, SDL_BLENDMODE_NONE);
    int shade = shade_of(scene);
    draw->theme = shade >= 0 ? &draw->shaded : draw->plain;
    set_colour(draw, draw->theme->ground);
    SDL_RenderClear(draw->renderer);
    for (int i = 0; i < scene->n; i++) {
        if (i == shade)
            draw->theme = draw->plain;
        draw_box(draw, scene, i, pressed);
    }
}
