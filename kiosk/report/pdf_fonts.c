#include "pdf_fonts.h"
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <stdbool.h>

static const char *const FILES[] = {"LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf",
                                    "LiberationSerif-Italic.ttf", "LiberationSerif-BoldItalic.ttf"};

/* Pango reads the machine's font configuration on a thread of its own, as soon as there is a map, though the
 * map then uses another. With an empty one in its place there is nothing to read, and nothing to race with.
 */
static void keep_machine_fonts_out(void)
{
    static gsize done = 0;

    if (!g_once_init_enter(&done))
        return;
    FcConfig *nothing = FcConfigCreate();
    FcConfigSetCurrent(nothing);
    FcConfigDestroy(nothing);
    g_once_init_leave(&done, 1);
}

static bool add_file(FcConfig *config, const char *folder, const char *name, GError **error)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);

    if (FcConfigAppFontAddFile(config, (const FcChar8 *)file))
        return true;
    const bool there = g_file_test(file, G_FILE_TEST_EXISTS);
    g_set_error(error, G_FILE_ERROR, there ? G_FILE_ERROR_INVAL : G_FILE_ERROR_NOENT, "%s: %s", file,
                there ? "cannot be read as a font" : "the font is missing");
    return false;
}

PangoFontMap *pdf_fonts_new(const char *folder, GError **error)
{
    keep_machine_fonts_out();
    FcConfig *config = FcConfigCreate();
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
        if (!add_file(config, folder, FILES[i], error)) {
            FcConfigDestroy(config);
            return NULL;
        }
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    FcConfigDestroy(config);
    return map;
}

/* A map of Pango 1.50 does not let go of its configuration when it ends. */
void pdf_fonts_free(PangoFontMap *fonts)
{
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts), NULL);
    g_object_unref(fonts);
}
