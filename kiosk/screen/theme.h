#pragma once
/* Theme: the colours of the screen, by what they are for. Two rows of one struct; a test measures every
 * contrast. */
#include "level.h"
#include <stdbool.h>
#include <stdint.h>

struct colour {
    uint8_t r, g, b;
};

/* How a filled shape looks at rest and under a finger. */
struct fill {
    struct colour rest, pressed, line;
};

struct theme {
    struct colour ground; /* behind everything */
    struct colour rule;   /* ornament only: carries no meaning, needs no contrast */
    struct colour shade;  /* laid over the page under the idle warning */
    uint8_t shade_alpha;
    struct colour main, soft, accent; /* ink on ground, card and chosen */
    struct colour bad;                /* likewise: what needs a person */
    struct colour on_accent, on_main; /* ink on primary and on segment */
    struct fill card, quiet, chosen, primary, segment;
    struct fill dead;                 /* a control that is not heard now */
    struct fill strip;                /* the strip of test mode; on_accent is its ink */
    struct fill paper;                /* under a code and its address: light in every theme */
    struct colour on_paper;           /* their ink: dark in every theme */
    struct colour faces[LEVEL_COUNT]; /* level 1 first */
    struct colour face_mark;          /* brows, eyes and mouth */
};

/* Static storage. */
const struct theme *theme_get(bool high_contrast);

/* The theme as it looks under its shade: every colour mixed with it. */
struct theme theme_shaded(const struct theme *theme);
