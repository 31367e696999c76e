#include "face.h"
#include "html_parts.h"
#include "html_style.h"
#include "html_write.h"

static void put_head(GString *out, const struct view *view)
{
    const struct wording *w = &view->words;
    g_autofree char *from = say_day(w->report->period.from);
    g_autofree char *to = say_day(w->report->period.to);

    put(out,
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>%s %s–%s</title>\n<style>",
        w->language, say(w, "title"), from, to);
    for (const char *const *rule = html_style; *rule; rule++)
        g_string_append(out, *rule);
    g_string_append(out, "</style>\n</head>\n<body>\n");
    put_shapes(out);
}

static void put_line(GString *out, const char *text)
{
    if (text)
        put(out, "<p class=\"about\">%s</p>\n", text);
}

static void put_title(GString *out, const struct view *view)
{
    const struct wording *w = &view->words;
    g_autofree char *center = say_center(w);
    g_autofree char *period = say_period(w);
    g_autofree char *narrowing = say_narrowing(w);
    g_autofree char *amendment = say_amendment(w);

    put(out, "<header>\n<p class=\"center\">%s</p>\n<h1>%s</h1>\n<p class=\"period\">%s</p>\n", center,
        say(w, "title"), period);
    put_line(out, period_is_decree(&w->report->period) ? say(w, "window-decree") : NULL);
    put_line(out, narrowing);
    put_line(out, amendment);
    g_string_append(out, "</header>\n");
}

static const struct view_item *item_at(const struct view *view, guint i)
{
    return &g_array_index(view->items, struct view_item, i);
}

/* What a hall sees without scrolling: the figures and the plans on the left, the areas on the right. */
static void put_top(GString *out, const struct view *view)
{
    g_string_append(out, "<div class=\"side\">\n");
    g_string_append(out, "<div class=\"figures\">\n");
    for (guint i = 0; i < view->items->len; i++)
        section_figure(out, view, item_at(view, i), i == 0);
    g_string_append(out, "</div>\n");
    section_plans(out, view);
    g_string_append(out, "</div>\n<div class=\"side\">\n");
    section_areas(out, view, item_at(view, 0), false);
    section_levels(out, view, item_at(view, 0));
    g_string_append(out, "</div>\n");
}

static void put_more(GString *out, const struct view *view)
{
    g_string_append(out, "<div class=\"more\">\n");
    section_trend(out, view, item_at(view, 0));
    section_before(out, view, item_at(view, 0));
    section_reasons(out, view);
    for (guint i = 1; i < view->items->len; i++)
        section_areas(out, view, item_at(view, i), true);
    g_string_append(out, "</div>\n");
}

bool report_html(GString *out, const report_t *report, const struct face_style *style, GError **error)
{
    struct view view = view_make(report, style);
    g_autoptr(GString) page = g_string_sized_new(1 << 16);

    (void)error;
    put_head(page, &view);
    put_title(page, &view);
    g_string_append(page, "<main>\n");
    put_top(page, &view);
    put_more(page, &view);
    section_notes(page, &view);
    g_string_append(page, "</main>\n");
    section_seals(page, &view);
    g_string_append(page, "</body>\n</html>\n");
    g_autofree char *plain = plain_text(page->str);
    g_string_append(out, plain);
    view_clear(&view);
    return true;
}
