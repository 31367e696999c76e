#include "theme.h"
#include <glib.h>
#include <math.h>
#include <string.h>

/* --- WCAG 2: relative luminance and contrast; CIE lightness; Machado, Oliveira and Fernandes 2009 for
 * deuteranopia --- */

static double linear(double channel)
{
    double c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

struct light {
    double r, g, b;
};

static struct light light_of(struct colour colour)
{
    return (struct light){linear(colour.r), linear(colour.g), linear(colour.b)};
}

static double luminance(struct light light)
{
    return 0.2126 * light.r + 0.7152 * light.g + 0.0722 * light.b;
}

static double contrast(struct colour a, struct colour b)
{
    double first = luminance(light_of(a)) + 0.05, second = luminance(light_of(b)) + 0.05;
    return first > second ? first / second : second / first;
}

struct lab {
    double l, a, b;
};

static double root(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static struct lab lab_of(struct light light)
{
    double x = root((0.4124 * light.r + 0.3576 * light.g + 0.1805 * light.b) / 0.9505);
    double y = root(luminance(light));
    double z = root((0.0193 * light.r + 0.1192 * light.g + 0.9505 * light.b) / 1.089);
    return (struct lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

static struct light deuteranope(struct light light)
{
    return (struct light){0.367322 * light.r + 0.860646 * light.g - 0.227968 * light.b,
                          0.280085 * light.r + 0.672501 * light.g + 0.047413 * light.b,
                          -0.011820 * light.r + 0.042940 * light.g + 0.968881 * light.b};
}

static double difference(struct lab a, struct lab b)
{
    return sqrt((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b));
}

static void least(const char *what, struct colour a, struct colour b, double ratio)
{
    double found = contrast(a, b);
    g_test_message("%-40s %5.2f", what, found);
    if (found < ratio)
        g_error("%s: contrast %.3f, at least %.1f wanted", what, found, ratio);
}

/* Black on white is 21, and the sketches' ink on their ground was measured as 11.9 by others. */
static void contrast_agrees_with_known_values(void)
{
    struct colour black = {0, 0, 0}, white = {255, 255, 255};
    g_assert_cmpfloat_with_epsilon(contrast(black, white), 21, 1e-9);
    g_assert_cmpfloat_with_epsilon(
        contrast((struct colour){0x14, 0x35, 0x3A}, (struct colour){0xF6, 0xF4, 0xEE}), 11.9, 0.05);
    g_assert_cmpfloat_with_epsilon(contrast((struct colour){0x77, 0x77, 0x77}, white), 4.48, 0.005);
}

static void text_is_readable(gconstpointer high)
{
    const struct theme *theme = theme_get(high != NULL);
    const struct colour inks[] = {theme->main, theme->soft, theme->accent, theme->bad};
    const struct colour grounds[] = {theme->ground,        theme->card.rest,     theme->card.pressed,
                                     theme->quiet.rest,    theme->quiet.pressed, theme->chosen.rest,
                                     theme->chosen.pressed};
    for (size_t i = 0; i < G_N_ELEMENTS(inks); i++) {
        for (size_t g = 0; g < G_N_ELEMENTS(grounds); g++) {
            g_autofree char *what = g_strdup_printf("ink %zu on ground %zu", i, g);
            least(what, inks[i], grounds[g], 4.5);
        }
    }
    least("on accent", theme->on_accent, theme->primary.rest, 4.5);
    least("on accent, pressed", theme->on_accent, theme->primary.pressed, 4.5);
    least("on the strip", theme->on_accent, theme->strip.rest, 4.5);
    least("soft on what is dead", theme->soft, theme->dead.rest, 4.5);
    least("on main", theme->on_main, theme->segment.rest, 4.5);
    least("on main, pressed", theme->on_main, theme->segment.pressed, 4.5);
}

/* Readers want dark on light, not the other way round, and as much of it as there is. */
static void codes_are_dark_on_light(gconstpointer high)
{
    const struct theme *theme = theme_get(high != NULL);
    least("on paper", theme->on_paper, theme->paper.rest, 7);
    g_assert_cmpfloat(luminance(light_of(theme->on_paper)), <, luminance(light_of(theme->paper.rest)));
    g_assert_cmpfloat(luminance(light_of(theme->paper.rest)), ==, 1);
}

static void controls_stand_out(gconstpointer high)
{
    const struct theme *theme = theme_get(high != NULL);
    least("card line on ground", theme->card.line, theme->ground, 3);
    least("card line on card", theme->card.line, theme->card.rest, 3);
    least("quiet line on ground", theme->quiet.line, theme->ground, 3);
    least("chosen line on ground", theme->chosen.line, theme->ground, 3);
    least("chosen line on chosen", theme->chosen.line, theme->chosen.rest, 3);
    least("primary on ground", theme->primary.rest, theme->ground, 3);
    least("primary on sheet", theme->primary.rest, theme->card.rest, 3);
    least("strip on ground", theme->strip.rest, theme->ground, 3);
    least("segment on card", theme->segment.rest, theme->card.rest, 3);
}

static void faces_stand_out_and_show_their_marks(gconstpointer high)
{
    const struct theme *theme = theme_get(high != NULL);
    for (int i = 0; i < LEVEL_COUNT; i++) {
        g_autofree char *what = g_strdup_printf("face %d", i + LEVEL_MIN);
        least(what, theme->faces[i], theme->card.rest, 3);
        least(what, theme->faces[i], theme->card.pressed, 3);
        least(what, theme->faces[i], theme->chosen.rest, 3);
        least(what, theme->faces[i], theme->face_mark, 3);
    }
}

/* Neither end is brighter than the other, and towards either end the faces grow stronger. */
static void face_lightness_is_symmetric(gconstpointer high)
{
    const struct theme *theme = theme_get(high != NULL);
    double l[LEVEL_COUNT];
    for (int i = 0; i < LEVEL_COUNT; i++)
        l[i] = lab_of(light_of(theme->faces[i])).l;
    for (int i = 0; i < LEVEL_COUNT / 2; i++)
        g_assert_cmpfloat_with_epsilon(l[i], l[LEVEL_COUNT - 1 - i], 1);
    for (int i = 1; i <= LEVEL_COUNT / 2; i++)
        g_assert_cmpfloat(l[i], >=, l[i - 1]);
}

/* A difference of 2.3 is just noticeable; neighbours keep three times that, the two sides far more. */
static void face_colours_survive_deuteranopia(void)
{
    const struct theme *theme = theme_get(false);
    struct lab seen[LEVEL_COUNT];
    for (int i = 0; i < LEVEL_COUNT; i++)
        seen[i] = lab_of(deuteranope(light_of(theme->faces[i])));
    for (int i = 0; i < LEVEL_COUNT; i++) {
        for (int j = i + 1; j < LEVEL_COUNT; j++)
            g_assert_cmpfloat(difference(seen[i], seen[j]), >=, i < 2 && j > 2 ? 30 : 7);
    }
}

/* The picture files carry the usual theme's colours, so that what shows them directly shows the same. */
static void face_files_have_the_theme_colours(void)
{
    const struct theme *theme = theme_get(false);
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        struct colour colour = theme->faces[level - LEVEL_MIN];
        g_autofree char *file = g_strdup_printf(SOURCE_DIR "/assets/faces/%d.svg", level);
        g_autofree char *text = NULL;
        g_autofree char *wanted = g_strdup_printf("fill=\"#%02X%02X%02X\"", colour.r, colour.g, colour.b);
        g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
        g_assert_nonnull(strstr(text, wanted));
    }
}

int main(int argc, char **argv)
{
    static const char HIGH[] = "high contrast";
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/theme/contrast_agrees_with_known_values", contrast_agrees_with_known_values);
    g_test_add_data_func("/theme/text_is_readable", NULL, text_is_readable);
    g_test_add_data_func("/theme/text_is_readable_in_high_contrast", HIGH, text_is_readable);
    g_test_add_data_func("/theme/codes_are_dark_on_light", NULL, codes_are_dark_on_light);
    g_test_add_data_func("/theme/codes_are_dark_on_light_in_high_contrast", HIGH, codes_are_dark_on_light);
    g_test_add_data_func("/theme/controls_stand_out", NULL, controls_stand_out);
    g_test_add_data_func("/theme/controls_stand_out_in_high_contrast", HIGH, controls_stand_out);
    g_test_add_data_func("/theme/faces_stand_out_and_show_their_marks", NULL,
                         faces_stand_out_and_show_their_marks);
    g_test_add_data_func("/theme/faces_stand_out_and_show_their_marks_in_high_contrast", HIGH,
                         faces_stand_out_and_show_their_marks);
    g_test_add_data_func("/theme/face_lightness_is_symmetric", NULL, face_lightness_is_symmetric);
    g_test_add_data_func("/theme/face_lightness_is_symmetric_in_high_contrast", HIGH,
                         face_lightness_is_symmetric);
    g_test_add_func("/theme/face_colours_survive_deuteranopia", face_colours_survive_deuteranopia);
    g_test_add_func("/theme/face_files_have_the_theme_colours", face_files_have_the_theme_colours);
    return g_test_run();
}
