#pragma once
/* Text wrap: breaks a sentence into lines of even width.
 *
 * Lines end at plain spaces only: U+00A0 keeps the syllables of a word together, and no word is ever cut. As
 * few lines as the width allows, then as even as can be, rather after a mark of punctuation than elsewhere.
 * Pure. */
#include "layout.h"

enum { WRAP_LINES = 8, WRAP_WORDS = 64 };

/* A size and weight of type, and how to measure it. */
struct typeface {
    int em_px;
    enum type_weight weight;
    layout_measure measure;
    void *payload;
};

struct text_line {
    int start, length; /* bytes of the text */
    int width;         /* pixels, as measured */
};

struct wrapped {
    int n;
    struct text_line lines[WRAP_LINES];
};

/* False, and no lines, when the text needs more than `max_lines` (at most WRAP_LINES) lines or has a word
 * wider than `max_width`. An empty text has no lines and fits. */
bool text_wrap(struct wrapped *out, const char *text, int max_width, int max_lines,
               const struct typeface *face);

/* The least width in which the text fits into `lines` lines; INT_MAX when it has too many words. */
int text_narrowest(const char *text, int lines, const struct typeface *face);
