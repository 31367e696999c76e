#include "text_wrap.h"
#include <limits.h>
#include <string.h>

struct words_of_text {
    const char *text;
    int n;
    int start[WRAP_WORDS], end[WRAP_WORDS]; /* bytes */
    int width[WRAP_WORDS];                  /* pixels */
    int space;
};

static int measure(const struct typeface *face, const char *text, int length)
{
    char line[BOX_TEXT_SIZE];
    if (length >= (int)sizeof line)
        return INT_MAX / WRAP_WORDS;
    memcpy(line, text, (size_t)length);
    line[length] = '\0';
    return face->measure(line, face->em_px, face->weight, face->payload).width;
}

/* Words are measured one by one; a whole line may come out this much wider at each space. */
enum { KERNING_PX = 2 };

static bool split(struct words_of_text *out, const char *text, const struct typeface *face)
{
    out->text = text;
    out->n = 0;
    out->space = measure(face, " ", 1) + KERNING_PX;
    for (int at = 0;;) {
        at += (int)strspn(text + at, " ");
        int length = (int)strcspn(text + at, " ");
        if (length == 0)
            return true;
        if (out->n == WRAP_WORDS)
            return false;
        out->start[out->n] = at;
        out->end[out->n] = at + length;
        out->width[out->n] = measure(face, text + at, length);
        out->n++;
        at += length;
    }
}

/* Width of the line of words first..last. */
static int span(const struct words_of_text *words, int first, int last)
{
    int width = 0;
    for (int i = first; i <= last; i++)
        width += words->width[i] + (i > first ? words->space : 0);
    return width;
}

/* As few lines as `width` allows, filling each; 0 when a word is too wide. */
static int fewest_lines(const struct words_of_text *words, int width)
{
    int lines = 0;
    for (int i = 0; i < words->n; lines++) {
        int last = i;
        while (last + 1 < words->n && span(words, i, last + 1) <= width)
            last++;
        if (span(words, i, last) > width)
            return 0;
        i = last + 1;
    }
    return lines;
}

/* Raggedness of one line: the square of its width, less when it ends where the voice pauses. */
static double cost(const struct words_of_text *words, int first, int last, int max_width)
{
    double width = span(words, first, last);
    if (width > max_width)
        return 1e18;
    char end = words->text[words->end[last] - 1];
    double pause = 0;
    if (last + 1 < words->n)
        pause = strchr(".?!", end) != NULL ? 0.2 : strchr(",;:", end) != NULL ? 0.03 : 0;
    return width * width - pause * max_width * max_width;
}

/* best[k][i]: least cost of words i.. on k+1 lines; next[k][i]: the word the second of these lines begins
 * with. */
static void even_breaks(const struct words_of_text *words, int lines, int max_width, int *starts)
{
    double best[WRAP_LINES][WRAP_WORDS];
    int next[WRAP_LINES][WRAP_WORDS];
    for (int k = 0; k < lines; k++) {
        for (int i = 0; i < words->n; i++) {
            best[k][i] = k == 0 ? cost(words, i, words->n - 1, max_width) : 1e18;
            next[k][i] = words->n;
            for (int j = i; k > 0 && j + 1 < words->n; j++) {
                double sum = cost(words, i, j, max_width) + best[k - 1][j + 1];
                if (sum < best[k][i]) {
                    best[k][i] = sum;
                    next[k][i] = j + 1;
                }
            }
        }
    }
    for (int k = lines - 1, i = 0; k >= 0; k--) {
        starts[lines - 1 - k] = i;
        i = next[k][i];
    }
}

bool text_wrap(struct wrapped *out, const char *text, int max_width, int max_lines,
               const struct typeface *face)
{
    struct words_of_text words;
    int starts[WRAP_LINES + 1];
    out->n = 0;
    if (!split(&words, text, face))
        return false;
    int lines = fewest_lines(&words, max_width);
    if (words.n == 0)
        return true;
    if (lines == 0 || lines > MIN(max_lines, WRAP_LINES))
        return false;
    even_breaks(&words, lines, max_width, starts);
    starts[lines] = words.n;
    for (int i = 0; i < lines; i++) {
        struct text_line *line = &out->lines[i];
        line->start = words.start[starts[i]];
        line->length = words.end[starts[i + 1] - 1] - line->start;
        line->width = measure(face, text + line->start, line->length);
        if (line->width > max_width)
            return false;
    }
    out->n = lines;
    return true;
}

int text_narrowest(const char *text, int lines, const struct typeface *face)
{
    struct words_of_text words;
    if (!split(&words, text, face))
        return INT_MAX;
    int low = 0, high = words.n == 0 ? 0 : span(&words, 0, words.n - 1);
    while (low < high) {
        int middle = low + (high - low) / 2;
        int needed = fewest_lines(&words, middle);
        if (needed > 0 && needed <= lines)
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}
