#pragma once
/* The fonts of the printed report: Liberation Serif, from a folder of ours and never from the machine.
 *
 * Each map has a configuration of its own, so that what is installed on the machine changes no line of a
 * report. A map belongs to one thread. */
#include <glib.h>
#include <pango/pangocairo.h>

/* The four files of the family in the folder. NULL with G_FILE_ERROR that names the file which is not to be
 * had. */
PangoFontMap *pdf_fonts_new(const char *folder, GError **error);

/* To be used instead of g_object_unref, which would keep the fonts. */
void pdf_fonts_free(PangoFontMap *fonts);
