#include "raster.h"
#include <SDL_image.h>

static const Uint32 FORMAT = SDL_PIXELFORMAT_ARGB8888;

static SDL_Surface *blank(int width, int height)
{
    return SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, FORMAT);
}

static Uint32 *row_of(const SDL_Surface *surface, int y)
{
    return (Uint32 *)(void *)((Uint8 *)surface->pixels + (ptrdiff_t)y * surface->pitch);
}

static Uint32 pack(struct colour colour, unsigned alpha)
{
    return alpha << 24 | (Uint32)colour.r << 16 | (Uint32)colour.g << 8 | colour.b;
}

/* `part` of 255 of `over`, the rest of `under`. */
static struct colour mix(struct colour over, struct colour under, unsigned part)
{
    unsigned rest = 255 - part;
    return (struct colour){(Uint8)((over.r * part + under.r * rest + 127) / 255),
                           (Uint8)((over.g * part + under.g * rest + 127) / 255),
                           (Uint8)((over.b * part + under.b * rest + 127) / 255)};
}

static SDL_Surface *converted(SDL_Surface *surface)
{
    if (surface == NULL || surface->format->format == FORMAT)
        return surface;
    SDL_Surface *out = SDL_ConvertSurfaceFormat(surface, FORMAT, 0);
    SDL_FreeSurface(surface);
    return out;
}

SDL_Surface *raster_text(TTF_Font *font, const char *text, struct colour ink, struct colour ground)
{
    SDL_Color front = {ink.r, ink.g, ink.b, 255}, back = {ground.r, ground.g, ground.b, 255};
    return converted(TTF_RenderUTF8_Shaded(font, text, front, back));
}

static SDL_Surface *load_svg(const char *file, int side)
{
    SDL_RWops *stream = SDL_RWFromFile(file, "rb");
    if (stream == NULL)
        return NULL;
    SDL_Surface *surface = IMG_LoadSizedSVG_RW(stream, side, side);
    SDL_RWclose(stream);
    return converted(surface);
}

SDL_Surface *raster_icon(const char *file, int side, struct colour ink, struct colour ground)
{
    SDL_Surface *surface = load_svg(file, side);
    for (int y = 0; surface != NULL && y < surface->h; y++) {
        Uint32 *row = row_of(surface, y);
        for (int x = 0; x < surface->w; x++)
            row[x] = pack(mix(ink, ground, row[x] >> 24), 255);
    }
    return surface;
}

/* How much of a pixel is white mark and not disc, 0..255: the disc is dark in red, the mark has it full. */
static unsigned mark_part(Uint32 pixel, unsigned disc_red)
{
    unsigned red = pixel >> 16 & 255;
    return red <= disc_red ? 0 : (red - disc_red) * 255 / (255 - disc_red);
}

SDL_Surface *raster_face(const char *file, int side, struct colour disc, struct colour mark,
                         struct colour ground)
{
    SDL_Surface *surface = load_svg(file, side);
    if (surface == NULL)
        return NULL;
    /* The artwork's own disc colour stands at the left edge of the middle, clear of eyes and mouth. */
    unsigned disc_red = row_of(surface, surface->h / 2)[surface->w / 10] >> 16 & 255;
    for (int y = 0; y < surface->h; y++) {
        Uint32 *row = row_of(surface, y);
        for (int x = 0; x < surface->w; x++) {
            struct colour face = mix(mark, disc, mark_part(row[x], disc_red));
            row[x] = pack(mix(face, ground, row[x] >> 24), 255);
        }
    }
    return surface;
}

enum { SAMPLES = 8 };

/* Of the SAMPLES * SAMPLES points of a pixel, how many lie within `radius` of the middle of a square of side
 * 2 * `middle`. In whole numbers, so that every machine draws the same. */
static int samples_within(int px, int py, int middle, int radius)
{
    int count = 0, scale = 2 * SAMPLES;
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
        int x = scale * (px - middle) + 2 * (i % SAMPLES) + 1;
        int y = scale * (py - middle) + 2 * (i / SAMPLES) + 1;
        count += x * x + y * y <= scale * scale * radius * radius;
    }
    return count;
}

SDL_Surface *raster_corners(int radius, int line, struct colour fill, struct colour outline)
{
    SDL_Surface *surface = blank(2 * radius, 2 * radius);
    for (int y = 0; surface != NULL && y < surface->h; y++) {
        for (int x = 0; x < surface->w; x++) {
            int all = samples_within(x, y, radius, radius);
            int inner = samples_within(x, y, radius, radius - line);
            unsigned fill_part = all > 0 ? (unsigned)(inner * 255 / all) : 0;
            unsigned alpha = (unsigned)(all * 255 / (SAMPLES * SAMPLES));
            row_of(surface, y)[x] = pack(mix(fill, outline, fill_part), alpha);
        }
    }
    return surface;
}

SDL_Surface *raster_turned(SDL_Surface *surface, int rotation)
{
    bool upright = rotation % 180 == 0;
    int w = surface->w, h = surface->h;
    SDL_Surface *out = upright ? blank(w, h) : blank(h, w);
    for (int y = 0; out != NULL && y < h; y++) {
        const Uint32 *row = row_of(surface, y);
        for (int x = 0; x < w; x++) {
            if (rotation == 90)
                row_of(out, x)[h - 1 - y] = row[x];
            else if (rotation == 180)
                row_of(out, h - 1 - y)[w - 1 - x] = row[x];
            else if (rotation == 270)
                row_of(out, w - 1 - x)[y] = row[x];
            else
                row_of(out, y)[x] = row[x];
        }
    }
    return out;
}
