#pragma once
/* Canvas: a window of a wanted size on SDL's software renderer, for tests that look at pixels. */
#include "draw.h"

struct canvas {
    SDL_Window *window;
    SDL_Renderer *renderer;
    draw_t *draw;
};

/* On the video driver of that name ("dummy" needs no display). Ends the program with a message when it fails.
 */
void canvas_open(struct canvas *canvas, const char *driver, int width, int height, bool high_contrast);
void canvas_close(struct canvas *canvas);

/* What was last drawn, as 24-bit RGB rows without padding. The caller frees the surface. */
SDL_Surface *canvas_pixels(const struct canvas *canvas);
