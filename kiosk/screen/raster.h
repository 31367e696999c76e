#pragma once
/* Raster: what is put on textures, as surfaces of 32-bit pixels. Internal to draw.
 *
 * Text and pictures are painted onto the colour they will stand on, so that showing them is a plain copy. */
#include "fonts.h"
#include "theme.h"
#include <SDL.h>

/* Text in `ink` on `ground`; NULL when SDL_ttf cannot. The caller frees it, as with all of these. */
SDL_Surface *raster_text(TTF_Font *font, const char *text, struct colour ink, struct colour ground);

/* A one-colour picture in `ink`, whatever colour its file has. NULL when the file cannot be read. */
SDL_Surface *raster_icon(const char *file, int side, struct colour ink, struct colour ground);

/* A face: the disc in `disc`, what is white in its file in `mark`. */
SDL_Surface *raster_face(const char *file, int side, struct colour disc, struct colour mark,
                         struct colour ground);

/* The four corners of a rounded card as one round piece of 2 * radius, with transparent surroundings. */
SDL_Surface *raster_corners(int radius, int line, struct colour fill, struct colour outline);

/* A copy turned clockwise by 0, 90, 180 or 270 degrees. */
SDL_Surface *raster_turned(SDL_Surface *surface, int rotation);
