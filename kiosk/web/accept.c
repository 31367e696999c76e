#include "accept.h"
#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { WHOLE = 1000, RANGES_MOST = 64 };

/* A weight as "1", "0.8", "0.125" in thousandths; -1: not one. */
static int read_weight(const char *text, size_t size)
{
    int weight, part = WHOLE / 10;

    if (size == 0 || size > strlen("0.000") || (text[0] != '0' && text[0] != '1') ||
        (size > 1 && text[1] != '.'))
        return -1;
    weight = (text[0] - '0') * WHOLE;
    for (size_t i = 2; i < size; i++, part /= 10) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        weight += (text[i] - '0') * part;
    }
    return weight <= WHOLE ? weight : -1;
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

static const char *cut_blanks(const char *at, const char *end)
{
    while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return end;
}

/* The weight behind a range: nothing, or ";q=WEIGHT". */
static int read_parameter(const char *at, const char *end)
{
    at = skip_blanks(at, end);
    if (at == end)
        return WHOLE;
    if (*at != ';')
        return -1;
    at = skip_blanks(at + 1, end);
    if (end - at < 2 || (*at != 'q' && *at != 'Q') || at[1] != '=')
        return -1;
    return read_weight(at + 2, (size_t)(end - at - 2));
}

/* Whether one of the two is the other, or the other up to a '-'. */
static bool serves(const char *range, size_t size, const char *language)
{
    const size_t length = strlen(language);

    if (g_ascii_strncasecmp(range, language, MIN(size, length)) != 0)
        return false;
    if (size == length)
        return true;
    return size < length ? language[size] == '-' : range[length] == '-';
}

static int find(const char *range, size_t size, const char *const *languages)
{
    if (size == 1 && *range == '*')
        return 0;
    for (int i = 0; size > 0 && languages[i]; i++) {
        if (serves(range, size, languages[i]))
            return i;
    }
    return -1;
}

int accept_choose(const char *header, const char *const *languages)
{
    const char *at = header;
    int best = 0, best_weight = 0;

    for (int n = 0; at && *at && n < RANGES_MOST; n++) {
        const char *comma = strchr(at, ','), *next = comma ? comma + 1 : NULL;
        const char *end = comma ? comma : at + strlen(at);
        at = skip_blanks(at, end);
        end = cut_blanks(at, end);
        size_t size = 0;
        while (at + size < end && (g_ascii_isalnum(at[size]) || at[size] == '-' || at[size] == '*'))
            size++;
        const int weight = read_parameter(at + size, end), found = find(at, size, languages);
        if (found >= 0 && weight > best_weight) {
            best = found;
            best_weight = weight;
        }
        at = next;
    }
    return best;
}
