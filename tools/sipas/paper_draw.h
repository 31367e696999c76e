#pragma once
/* What is drawn on sheets beside text. Lengths are dots (paper.h). */
#include "paper_text.h"
#include "qr.h"

/* The code with its top left dark corner at (x, y), each module a square of `module` whole dots, the quiet
 * zone around it as white as the sheet. Its dark parts are one path of their outlines, so that no reader of
 * the file can show a hairline between two modules. */
void paper_draw_code(cairo_t *cr, const struct qr *code, int x, int y, int module,
                     const struct paper_colour *colour);

/* How many modules the code is wide without its quiet zone. */
int paper_code_modules(const struct qr *code);

void paper_draw_line(cairo_t *cr, double x1, double y1, double x2, double y2, double thick,
                     const struct paper_colour *colour);

/* The path of a rectangle with round corners. */
void paper_round_path(cairo_t *cr, double x, double y, double width, double height, double radius);

void paper_set_colour(cairo_t *cr, const struct paper_colour *colour);

/* Pictures: SVG files, drawn as what they are made of. */
typedef struct paper_picture paper_picture_t;

/* Reads DIR/NAME.svg. NULL with an error that names the file. */
paper_picture_t *paper_picture_new(const char *folder, const char *name, GError **error);
void paper_picture_free(paper_picture_t *picture); /* NULL is fine */
bool paper_picture_draw(const paper_picture_t *picture, cairo_t *cr, double x, double y, double side,
                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(paper_picture_t, paper_picture_free)
