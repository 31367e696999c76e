#pragma once
/* Fonts: one open font per size and weight, a bounded number of them. Internal to draw. */
#include "layout.h"
#include <SDL_ttf.h>

typedef struct fonts fonts_t;

/* Fails when a font file cannot be opened or SDL_ttf shapes without HarfBuzz, which misplaces Vietnamese
 * accents. */
bool fonts_open(fonts_t **out, const char *folder, GError **error);
void fonts_close(fonts_t *fonts); /* NULL is fine */

/* Owned by the fonts; good until the next call. Never NULL. */
TTF_Font *fonts_get(fonts_t *fonts, int em_px, enum type_weight weight);
