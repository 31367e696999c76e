#pragma once
/* Text on sheets, in Noto Sans of ours: shaped by Pango, smaller where it would take too much room.
 *
 * A text is laid out once and may be shown on any number of sheets. Sizes are points, lengths dots (paper.h).
 * Belongs to one thread. */
#include <cairo.h>
#include <glib.h>
#include <stdbool.h>

struct paper_colour {
    double red, green, blue;
};

extern const struct paper_colour PAPER_BLACK, PAPER_GREY, PAPER_INK, PAPER_SOFT, PAPER_ACCENT, PAPER_WHITE;

typedef struct paper_fonts paper_fonts_t;

/* Of the folder. NULL with G_FILE_ERROR that names the file which is not to be had. */
paper_fonts_t *paper_fonts_new(const char *folder, GError **error);
void paper_fonts_free(paper_fonts_t *fonts); /* after all texts; NULL is fine */

enum paper_align { PAPER_LEFT, PAPER_CENTER };

/* How a text is set: in at most `lines` lines of `width`, in letters of `size`, or smaller ones down to
 * `least`; what does not fit even so ends in dots. A word that is wider than a line is broken, without a
 * hyphen. */
struct paper_style {
    double size, least;
    bool bold;
    enum paper_align align;
    double width;
    int lines;
    bool even; /* several lines are of about equal length */
};

typedef struct paper_text paper_text_t;

paper_text_t *paper_text_new(paper_fonts_t *fonts, const char *text, const struct paper_style *style);
void paper_text_free(paper_text_t *text); /* NULL is fine */

/* From the top of its first capitals to its last baseline. */
double paper_text_height(const paper_text_t *text);

/* Shows it in the box of its width, the top of its first capitals at `y`. */
void paper_text_show(const paper_text_t *text, cairo_t *cr, double x, double y,
                     const struct paper_colour *colour);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(paper_fonts_t, paper_fonts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(paper_text_t, paper_text_free)
