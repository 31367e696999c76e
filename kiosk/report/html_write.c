#include "html_write.h"
#include <stdarg.h>

void put(GString *out, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_markup_vprintf_escaped(format, arguments);
    va_end(arguments);
    g_string_append(out, text);
}

const char *board_say(const struct wording *w, const char *key)
{
    g_autofree char *full = g_strconcat("board.", key, NULL);
    return words_get(w->words, w->language, g_intern_string(full));
}

static char *say_possible(const struct wording *w, struct seen seen)
{
    g_autofree char *low = say_share(w, (struct share){seen.low, seen.n});
    g_autofree char *high = say_share(w, (struct share){seen.high, seen.n});

    if (!seen_tells(seen))
        return g_strdup(board_say(w, "hidden"));
    if (seen.high == seen.n)
        return words_format(w->words, w->language, "board.from", "low", low, NULL);
    if (seen.low == 0)
        return words_format(w->words, w->language, "board.up-to", "high", high, NULL);
    return words_format(w->words, w->language, "board.between", "low", low, "high", high, NULL);
}

char *board_share(const struct wording *w, struct seen seen)
{
    if (seen.n < 0)
        return g_strdup(board_say(w, "hidden"));
    if (seen.n == 0)
        return g_strdup(say(w, "no-data"));
    if (!seen_exact(seen))
        return say_possible(w, seen);
    g_autofree char *share = say_share(w, (struct share){seen.low, seen.n});
    return g_strconcat(share, "%", NULL);
}

char *board_answers(const struct wording *w, struct seen seen)
{
    if (seen.n < 0)
        return g_strdup(board_say(w, "hidden"));
    g_autofree char *count = say_count(w, seen.n);
    return words_format(w->words, w->language, "board.answers", "n", count, NULL);
}

char *board_count(const struct wording *w, struct seen seen)
{
    return seen.n < 0 ? g_strdup("–") : say_count(w, seen.n);
}

char *board_interval(const struct wording *w, struct seen seen)
{
    if (!seen_exact(seen))
        return NULL;
    g_autofree char *interval = say_interval(w, (struct share){seen.low, seen.n});
    return g_strconcat(interval, "%", NULL);
}

/* The classes name the shapes of put_shapes. */
static const char *const VERDICTS[] = {
    [VIEW_MET] = "met",     [VIEW_MISSED] = "missed", [VIEW_NO_DATA] = "none",
    [VIEW_TOO_FEW] = "few", [VIEW_HIDDEN] = "hidden", [VIEW_OUTSIDE] = "outside"};

static const char *verdict_word(const struct wording *w, enum view_verdict verdict)
{
    static const char *const KEYS[] = {[VIEW_MET] = "met",
                                       [VIEW_MISSED] = "missed",
                                       [VIEW_NO_DATA] = "no-data",
                                       [VIEW_TOO_FEW] = "too-few",
                                       [VIEW_OUTSIDE] = "outside"};

    return verdict == VIEW_HIDDEN ? board_say(w, "hidden") : say(w, KEYS[verdict]);
}

void put_verdict(GString *out, const struct view *view, const struct report_target *target)
{
    const enum view_verdict verdict = view_judge(view, target);

    put(out, "<span class=\"verdict %s\"><svg aria-hidden=\"true\"><use href=\"#%s\"/></svg> %s</span>",
        VERDICTS[verdict], VERDICTS[verdict], verdict_word(&view->words, verdict));
    if (!target->in_force)
        put(out, " <small>(%s)</small>", say(&view->words, "not-in-force"));
}

void put_basis(GString *out, const struct view *view, struct seen seen)
{
    const enum basis basis = view_basis(view, seen);

    if (basis == BASIS_TOO_FEW || basis == BASIS_INDICATIVE)
        put(out, " <span class=\"basis\">%s</span>", say_basis(&view->words, basis));
}

void put_shapes(GString *out)
{
    g_string_append(
        out,
        "<svg class=\"shapes\" aria-hidden=\"true\"><defs>"
        "<symbol id=\"met\" viewBox=\"0 0 24 24\"><circle cx=\"12\" cy=\"12\" r=\"12\"/>"
        "<path d=\"M6 12.5l4 4 8-9\"/></symbol>"
        "<symbol id=\"missed\" viewBox=\"0 0 24 24\"><path class=\"body\" d=\"M12 0L24 12 12 24 0 12z\"/>"
        "<path d=\"M8.5 8.5l7 7m0-7l-7 7\"/></symbol>"
        "<symbol id=\"none\" viewBox=\"0 0 24 24\"><path d=\"M4 12h16\"/></symbol>"
        "<symbol id=\"few\" viewBox=\"0 0 24 24\"><circle class=\"ring\" cx=\"12\" cy=\"12\" r=\"10.5\"/>"
        "<path d=\"M7 12h.1m4.9 0h.1m4.9 0h.1\"/></symbol>"
        "<symbol id=\"hidden\" viewBox=\"0 0 24 24\"><path class=\"ring\" d=\"M2 2h20v20H2z\"/>"
        "<path d=\"M7 17L17 7\"/></symbol>"
        "<symbol id=\"outside\" viewBox=\"0 0 24 24\"><path class=\"ring\" d=\"M12 2l10 19H2z\"/></symbol>"
        "</defs></svg>\n");
}
