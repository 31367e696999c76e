#include "office_page.h"
#include "html_write.h"
#include "office_style.h"

char *office_page_policy(void)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize size = sizeof digest;

    for (const char *const *rule = office_style; *rule; rule++)
        g_checksum_update(sum, (const guchar *)*rule, -1);
    g_checksum_get_digest(sum, digest, &size);
    g_autofree char *hash = g_base64_encode(digest, size);
    return g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; form-action 'self'; "
                           "frame-ancestors 'none'; base-uri 'none'",
                           hash);
}

/* With the policy "no-referrer" a browser would hide where the forms come from. */
static void put_head(GString *page, const struct visit *visit, const char *title)
{
    put(page,
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"same-origin\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>%s · %s</title>\n<style>",
        visit->language, title, office_say(visit, "title"));
    for (const char *const *rule = office_style; *rule; rule++)
        g_string_append(page, *rule);
    g_string_append(page, "</style>\n</head>\n<body>\n");
    put_shapes(page);
}

static void put_tab(GString *page, const char *address, const char *name, bool here)
{
    put(page,
        here ? "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>\n" : "<li><a href=\"%s\">%s</a></li>\n",
        address, name);
}

static void put_languages(GString *page, const struct visit *visit, const char *here)
{
    const words_t *words = visit->office->options.words;
    const char *sign = strchr(here, '?') ? "&" : "?";

    for (const char *const *language = words_languages(words); *language; language++)
        if (strcmp(*language, visit->language) != 0)
            put(page, "<a class=\"tongue\" href=\"%s%sl=%s\" lang=\"%s\" hreflang=\"%s\">%s</a>\n", here,
                sign, *language, *language, *language, words_get(words, *language, "language.name"));
}

static void put_log_out(GString *page, const struct visit *visit)
{
    g_string_append(page, "<form method=\"post\" action=\"/quan-ly/ra\">");
    office_page_mark(page, visit);
    put(page, "<span class=\"who\">%s</span> <button type=\"submit\">%s</button></form>\n",
        visit->session.name, office_say(visit, "log-out"));
}

static void put_bar(GString *page, const struct visit *visit, enum office_tab tab, const char *here)
{
    const center_t *center = visit->office->options.center;

    put(page,
        "<a class=\"skip\" href=\"#main\">%s</a>\n<header>\n<p class=\"brand\"><b>%s</b> <span>%s, "
        "%s</span></p>\n",
        office_say(visit, "skip"), office_say(visit, "title"), local_text_get(center->name, visit->language),
        local_text_get(center->commune, visit->language));
    if (visit->session.name[0]) {
        put(page, "<nav aria-label=\"%s\"><ul>\n", office_say(visit, "pages"));
        put_tab(page, "/quan-ly", office_say(visit, "board"), tab == TAB_BOARD);
        put_tab(page, "/quan-ly/gop-y", office_say(visit, "remarks"), tab == TAB_REMARKS);
        g_string_append(page, "</ul></nav>\n");
    }
    g_string_append(page, "<div class=\"tools\">\n");
    if (here)
        put_languages(page, visit, here);
    if (visit->session.name[0])
        put_log_out(page, visit);
    g_string_append(page, "</div>\n</header>\n");
}

GString *office_page_begin(const struct visit *visit, const char *title, enum office_tab tab,
                           const char *here)
{
    GString *page = g_string_sized_new(1 << 15);

    put_head(page, visit, title);
    put_bar(page, visit, tab, here);
    g_string_append(page, "<main id=\"main\" tabindex=\"-1\">\n");
    return page;
}

void office_page_end(GString *page)
{
    g_string_append(page, "</main>\n</body>\n</html>\n");
}

void office_page_mark(GString *page, const struct visit *visit)
{
    put(page, "<input type=\"hidden\" name=\"dau\" value=\"%s\">", visit->session.mark);
}
