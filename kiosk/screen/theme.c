#include "theme.h"

/* Ground, ink and accent are calm and official. The faces are a brown-grey-teal ramp whose lightness is
 * symmetric about the middle, so that neither end shouts and grey print and deuteranopia keep the order of
 * strength. */
static const struct theme CALM = {
    .ground = {0xF6, 0xF4, 0xEE},
    .rule = {0xDF, 0xD9, 0xCB},
    .shade = {0x14, 0x35, 0x3A},
    .shade_alpha = 150,
    .main = {0x14, 0x35, 0x3A},
    .soft = {0x45, 0x59, 0x5C},
    .accent = {0x0E, 0x6B, 0x63},
    .bad = {0x81, 0x45, 0x12},
    .on_accent = {0xFF, 0xFF, 0xFF},
    .on_main = {0xFF, 0xFF, 0xFF},
    .card = {{0xFF, 0xFF, 0xFF}, {0xD9, 0xE7, 0xE3}, {0x76, 0x86, 0x83}},
    .quiet = {{0xF6, 0xF4, 0xEE}, {0xD9, 0xE7, 0xE3}, {0x76, 0x86, 0x83}},
    .chosen = {{0xE3, 0xF0, 0xEC}, {0xC9, 0xE0, 0xDA}, {0x0E, 0x6B, 0x63}},
    .primary = {{0x0E, 0x6B, 0x63}, {0x07, 0x4A, 0x44}, {0x0E, 0x6B, 0x63}},
    .segment = {{0x14, 0x35, 0x3A}, {0x0A, 0x22, 0x26}, {0x14, 0x35, 0x3A}},
    .dead = {{0xF6, 0xF4, 0xEE}, {0xF6, 0xF4, 0xEE}, {0xDF, 0xD9, 0xCB}},
    .strip = {{0x81, 0x45, 0x12}, {0x81, 0x45, 0x12}, {0x81, 0x45, 0x12}},
    .paper = {{0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}},
    .on_paper = {0x14, 0x35, 0x3A},
    .faces =
        {{0x81, 0x45, 0x12}, {0x98, 0x5F, 0x15}, {0x7C, 0x78, 0x69}, {0x15, 0x78, 0x79}, {0x00, 0x5F, 0x5C}},
    .face_mark = {0xFF, 0xFF, 0xFF},
};

/* Black, white and yellow only. The faces differ by brow and mouth alone. */
static const struct theme HIGH_CONTRAST = {
    .ground = {0x00, 0x00, 0x00},
    .rule = {0xFF, 0xFF, 0xFF},
    .shade = {0x00, 0x00, 0x00},
    .shade_alpha = 190,
    .main = {0xFF, 0xFF, 0xFF},
    .soft = {0xFF, 0xFF, 0xFF},
    .accent = {0xFF, 0xE1, 0x00},
    .bad = {0xFF, 0xFF, 0xFF},
    .on_accent = {0x00, 0x00, 0x00},
    .on_main = {0x00, 0x00, 0x00},
    .card = {{0x00, 0x00, 0x00}, {0x4A, 0x42, 0x00}, {0xFF, 0xFF, 0xFF}},
    .quiet = {{0x00, 0x00, 0x00}, {0x4A, 0x42, 0x00}, {0xFF, 0xFF, 0xFF}},
    .chosen = {{0x33, 0x2D, 0x00}, {0x4A, 0x42, 0x00}, {0xFF, 0xE1, 0x00}},
    .primary = {{0xFF, 0xE1, 0x00}, {0xC9, 0xB1, 0x00}, {0xFF, 0xE1, 0x00}},
    .segment = {{0xFF, 0xFF, 0xFF}, {0xD0, 0xD0, 0xD0}, {0xFF, 0xFF, 0xFF}},
    .dead = {{0x00, 0x00, 0x00}, {0x00, 0x00, 0x00}, {0x00, 0x00, 0x00}},
    .strip = {{0xFF, 0xE1, 0x00}, {0xFF, 0xE1, 0x00}, {0xFF, 0xE1, 0x00}},
    .paper = {{0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}},
    .on_paper = {0x00, 0x00, 0x00},
    .faces =
        {{0xFF, 0xE1, 0x00}, {0xFF, 0xE1, 0x00}, {0xFF, 0xE1, 0x00}, {0xFF, 0xE1, 0x00}, {0xFF, 0xE1, 0x00}},
    .face_mark = {0x00, 0x00, 0x00},
};

const struct theme *theme_get(bool high_contrast)
{
    return high_contrast ? &HIGH_CONTRAST : &CALM;
}

static struct colour shaded(const struct theme *theme, struct colour colour)
{
    int part = theme->shade_alpha, rest = 255 - part;
    return (struct colour){(uint8_t)((colour.r * rest + theme->shade.r * part + 127) / 255),
                           (uint8_t)((colour.g * rest + theme->shade.g * part + 127) / 255),
                           (uint8_t)((colour.b * rest + theme->shade.b * part + 127) / 255)};
}

static struct fill shaded_fill(const struct theme *theme, struct fill fill)
{
    return (struct fill){shaded(theme, fill.rest), shaded(theme, fill.pressed), shaded(theme, fill.line)};
}

struct theme theme_shaded(const struct theme *theme)
{
    struct theme out = {.ground = shaded(theme, theme->ground),
                        .rule = shaded(theme, theme->rule),
                        .shade = theme->shade,
                        .shade_alpha = theme->shade_alpha,
                        .main = shaded(theme, theme->main),
                        .soft = shaded(theme, theme->soft),
                        .accent = shaded(theme, theme->accent),
                        .bad = shaded(theme, theme->bad),
                        .on_accent = shaded(theme, theme->on_accent),
                        .on_main = shaded(theme, theme->on_main),
                        .card = shaded_fill(theme, theme->card),
                        .quiet = shaded_fill(theme, theme->quiet),
                        .chosen = shaded_fill(theme, theme->chosen),
                        .primary = shaded_fill(theme, theme->primary),
                        .segment = shaded_fill(theme, theme->segment),
                        .dead = shaded_fill(theme, theme->dead),
                        .strip = shaded_fill(theme, theme->strip),
                        .paper = shaded_fill(theme, theme->paper),
                        .on_paper = shaded(theme, theme->on_paper),
                        .face_mark = shaded(theme, theme->face_mark)};
    for (int i = 0; i < LEVEL_COUNT; i++)
        out.faces[i] = shaded(theme, theme->faces[i]);
    return out;
}
