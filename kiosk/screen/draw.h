#pragma once
/* Draw: puts a scene on an SDL renderer. The only decision made here is how a box looks.
 *
 * Pictures (SVG) are drawn at their size on the panel once; texts are kept in a bounded cache. Everything is
 * rebuilt after draw_lost. One thread: the one that owns the renderer. */
#include "layout.h"
#include <SDL.h>

typedef struct draw draw_t;

#define DRAW_ERROR draw_error_quark()
GQuark draw_error_quark(void);
enum draw_error { DRAW_ERROR_FONT, DRAW_ERROR_PICTURE, DRAW_ERROR_GLYPH };

/* `assets` holds faces/ and icons/, `fonts` the font files. */
bool draw_open(draw_t **out, SDL_Renderer *renderer, const char *assets, const char *fonts,
               bool high_contrast, GError **error);
void draw_close(draw_t *draw); /* NULL is fine */

/* For layout_context: measures with the fonts that draw uses; payload is the draw_t. */
struct text_extent draw_measure(const char *text, int em_px, enum type_weight weight, void *payload);

/* Paints the whole scene, `pressed` sunk, turned by `rotation` (0, 90, 180, 270 clockwise). Does not present.
 */
void draw_scene(draw_t *draw, const struct scene *scene, struct control pressed, int rotation);

/* Whether the fonts hold every letter of the text. On false the error names the first one they lack. */
bool draw_can_write(draw_t *draw, const char *text, GError **error);

/* The renderer lost its textures: forget them. */
void draw_lost(draw_t *draw);

/* How many textures are alive: never more than DRAW_TEXTURES. */
enum { DRAW_TEXTURES = 256 };
int draw_textures(const draw_t *draw);
