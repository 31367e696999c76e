#pragma once
/* Layout: where everything of a page stands, as pure rectangles.
 *
 * A scene is a list of boxes in painting order for one state of the flow on one panel in one language. Sizes
 * come from millimetres: the panel's pixels per millimetre decide. Text is measured through a function given
 * by the host, so that no font is needed to test. Type never goes below the smallest legible size: where a
 * small panel cannot hold a page, the tiles are split over more pages and the furniture of the page goes
 * first. The code for phones goes before any type gets smaller than what is legible at 600 mm, and before it
 * costs a page of tiles. */
#include "center.h"
#include "flow.h"
#include "token.h"
#include "words.h"
#include <stdbool.h>

/* The panel as the reader sees it (after rotation). */
struct panel {
    int width, height; /* pixels: 600..3840 each, either way up */
    double px_per_mm;
};

struct rect {
    int x, y, w, h;
};

/* The four sizes of type. Cap heights in millimetres are in layout.c with their source. */
enum type_size { TYPE_SMALL, TYPE_BODY, TYPE_LABEL, TYPE_QUESTION, TYPE_COUNT };
enum type_weight { WEIGHT_REGULAR, WEIGHT_SEMIBOLD };

/* Colours by what they are for; theme.h has the values. */
enum ink { INK_MAIN, INK_SOFT, INK_ACCENT, INK_BAD, INK_ON_ACCENT, INK_ON_MAIN, INK_ON_PAPER };

enum box_kind {
    BOX_CARD,    /* rounded, filled, outlined: a control or the idle warning's sheet */
    BOX_QUIET,   /* a card in the colour of the ground: ways around the question */
    BOX_CHOSEN,  /* a card that is ticked or whose answer is being stored */
    BOX_PRIMARY, /* a card filled with the accent */
    BOX_SEGMENT, /* a part of the language switch: filled when `index` is 1, bare when 0 */
    BOX_DEAD,    /* a control that is not heard now; it has none */
    BOX_STRIP,   /* across the panel: test mode */
    BOX_BARE,    /* a control that is not seen: the words under a face, which count as the face; the corner */
    BOX_RULE,    /* a thin line */
    BOX_SHADE,   /* what came before it lies, darkened, under the idle warning or a sheet */
    BOX_PAPER,   /* the light card that a code lies on, whatever the theme; no control */
    BOX_CODE,    /* the square of `text`, its quiet zone included; a module is `index` pixels */
    BOX_FACE,    /* picture of level `index` */
    BOX_ICON,    /* picture `name` */
    BOX_TEXT     /* one line of text */
};

enum { SCENE_BOXES = 320, BOX_TEXT_SIZE = 192 };

struct box {
    enum box_kind kind;
    struct rect rect;         /* of BOX_TEXT: the line box; the baseline is font ascent below its top */
    struct control control;   /* what a tap on a card means; CONTROL_NONE: nothing */
    int index;                /* BOX_FACE: level; BOX_SEGMENT: whether chosen */
    char text[BOX_TEXT_SIZE]; /* BOX_TEXT: UTF-8; BOX_ICON: the icon's name */
    enum type_size size;
    enum type_weight weight;
    enum ink ink;
};

struct scene {
    struct box boxes[SCENE_BOXES];
    int n;
    int tiles_pages;         /* how many pages the areas or the lines of the board need on this panel */
    bool fits;               /* every text and control found its room at a legible size */
    bool code;               /* the code, too */
    int type_px[TYPE_COUNT]; /* em sizes in pixels that the scene's texts are set in */
    int radius, line;        /* of cards, in pixels */
};

/* Width in pixels of one line of text at an em size, and its ascent and descent. */
struct text_extent {
    int width, ascent, descent;
};
typedef struct text_extent (*layout_measure)(const char *text, int em_px, enum type_weight weight,
                                             void *payload);

/* The least of a code: across without its quiet zone, and of a module. */
enum { CODE_LEAST_MM = 60, CODE_LEAST_PX = 8 };

/* A code for a phone: the whole address, and what of it people read under the code: host and path, at the
 * most without what is this code's alone. */
struct layout_code {
    char url[TOKEN_URL_SIZE], address[TOKEN_URL_SIZE];
    int modules; /* across, the quiet zone included */
};

/* False when the address is none of a token or does not fit a code. */
bool layout_code_read(struct layout_code *out, const char *url);

struct layout_context {
    const center_t *center;
    const words_t *words;
    struct panel panel;
    layout_measure measure;
    void *payload;
    const struct layout_code *code; /* of the page that shows; NULL: none */
};

/* Lays out what the flow shows at `now`. */
void layout_scene(struct scene *out, const struct layout_context *context, const struct flow *flow,
                  gint64 now);

/* The control at a point; CONTROL_NONE beside all controls. While the idle warning shows it is CONTROL_STAY
 * everywhere, and beside a sheet's controls likewise. */
struct control layout_control_at(const struct scene *scene, int x, int y);

/* The rectangle of a control; all zero when the scene has none. */
struct rect layout_control_rect(const struct scene *scene, struct control control);
