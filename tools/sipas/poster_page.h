#pragma once
/* A poster: one sheet that hangs at the counter of an area, with a code that anybody may scan. */
#include "center.h"
#include "paper_draw.h"
#include "words.h"

typedef struct poster_page poster_page_t;

/* What all posters of a center share; borrows all three. NULL with an error that names the picture which is
 * not to be had. */
poster_page_t *poster_page_new(paper_fonts_t *fonts, const center_t *center, const words_t *words,
                               GError **error);
void poster_page_free(poster_page_t *page); /* before the fonts; NULL is fine */

bool poster_page_draw(const poster_page_t *page, cairo_t *cr, const struct area *area, const struct qr *code,
                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(poster_page_t, poster_page_free)
