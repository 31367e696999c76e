#include "xlsx_book.h"
#include <math.h>
#include <string.h>

/* The advances of the letters from the space to the tilde in a Times face, in thousandths of an em. */
static const short ADVANCES[] = {
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};

/* Spreadsheets set letters on whole pixels; too high a row shows less than a cut line. */
static const double MARGIN = 1.05;

/* In ems. Marks above and below a letter take no room. */
static double letter_width(gunichar letter)
{
    gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH] = {letter};

    g_unichar_fully_decompose(letter, FALSE, base, G_N_ELEMENTS(base));
    if (base[0] >= ' ' && base[0] <= '~')
        return ADVANCES[base[0] - ' '] / 1000.0 * MARGIN;
    if (g_unichar_iswide(letter))
        return MARGIN;
    return (g_unichar_isupper(letter) ? 0.72 : 0.5) * MARGIN;
}

static double em_units(double size)
{
    return size * 96 / 72 / BOOK_UNIT_PX;
}

static double span_width(const char *from, const char *to, double size)
{
    double width = 0;

    for (; from < to; from = g_utf8_next_char(from))
        width += letter_width(g_utf8_get_char(from));
    return width * em_units(size);
}

double text_width(const char *text, double size)
{
    return span_width(text, text + strlen(text), size);
}

/* Words are set one after the other as long as they fit; one that is longer than a line is cut. */
static int paragraph_lines(const char *text, double width, double size)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    const double space = text_width(" ", size);
    double used = 0;
    int lines = 1;

    for (char **word = words; *word; word++) {
        const double needed = text_width(*word, size);
        if (used > 0 && used + space + needed > width) {
            lines++;
            used = 0;
        }
        used += (used > 0 ? space : 0) + needed;
        const int more = (int)floor(used / width);
        lines += more;
        used -= more * width;
    }
    return lines;
}

int text_lines(const char *text, double width, double size)
{
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);
    int lines = 0;

    for (char **paragraph = paragraphs; *paragraph; paragraph++)
        lines += paragraph_lines(*paragraph, width, size);
    return MAX(lines, 1);
}

/* As wide as figures of a sum, which are bold, with the marks of thousands. */
double count_width(const struct book *book, gint64 count, double least)
{
    g_autofree char *digits = say_count(&book->w, count);
    return MAX(least, text_width(digits, 11) * 1.08 + 2.2);
}
