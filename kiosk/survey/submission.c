#include "submission.h"
#include <string.h>

static const char *const misuse_ids[] = {"forged", "expired", "replayed", "limited"};
G_STATIC_ASSERT(G_N_ELEMENTS(misuse_ids) == MISUSE_COUNT);

const char *misuse_id(enum misuse misuse)
{
    g_assert((unsigned)misuse < MISUSE_COUNT);
    return misuse_ids[misuse];
}

bool misuse_from_id(enum misuse *out, const char *id)
{
    for (int i = 0; i < MISUSE_COUNT; i++) {
        if (strcmp(misuse_ids[i], id) == 0) {
            *out = (enum misuse)i;
            return true;
        }
    }
    return false;
}

enum { LINE_ENDS_MOST = 2 };

static const gunichar tab = '\t', next_line = 0x85, line_separator = 0x2028, paragraph_separator = 0x2029,
                      byte_order_mark = 0xFEFF;

static bool is_line_end(gunichar c)
{
    return c == '\n' || c == '\v' || c == '\f' || c == '\r' || c == next_line || c == line_separator ||
           c == paragraph_separator;
}

/* The characters that Unicode calls Bidi_Control: they let a text look other than it is. */
static bool is_direction_mark(gunichar c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_dropped(gunichar c)
{
    return g_unichar_iscntrl(c) || is_direction_mark(c) || c == byte_order_mark;
}

static void cut_blanks(GString *text)
{
    while (text->len > 0) {
        const char *last = g_utf8_find_prev_char(text->str, text->str + text->len);
        const gunichar c = g_utf8_get_char(last);
        if (!g_unichar_isspace(c) || is_line_end(c))
            return;
        g_string_truncate(text, (gsize)(last - text->str));
    }
}

static void add_line_end(GString *text)
{
    cut_blanks(text);
    gsize ends = 0;
    while (ends < text->len && text->str[text->len - 1 - ends] == '\n')
        ends++;
    if (ends < LINE_ENDS_MOST)
        g_string_append_c(text, '\n');
}

/* Takes out what a remark may not hold. */
static GString *clean(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (c == '\r' && at[1] == '\n')
            continue;
        if (is_line_end(c))
            add_line_end(out);
        else if (c == tab)
            g_string_append_c(out, ' ');
        else if (!is_dropped(c))
            g_string_append_unichar(out, c);
    }
    return out;
}

/* Where the text begins when its blanks are left away, at its end too. */
static const char *strip(char *text)
{
    char *end = text + strlen(text);
    while (*text && g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    while (end > text) {
        char *last = g_utf8_prev_char(end);
        if (!g_unichar_isspace(g_utf8_get_char(last)))
            break;
        end = last;
    }
    *end = '\0';
    return text;
}

bool remark_read(char out[REMARK_TEXT_SIZE], const char *text)
{
    if (!g_utf8_validate(text, -1, NULL))
        return false;
    g_autoptr(GString) cleaned = clean(text);
    g_autofree char *composed = g_utf8_normalize(cleaned->str, -1, G_NORMALIZE_NFC);
    const char *remark = strip(composed);
    if (g_utf8_strlen(remark, -1) > REMARK_LETTERS)
        return false;
    g_strlcpy(out, remark, REMARK_TEXT_SIZE);
    return true;
}
