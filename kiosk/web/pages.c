#include "pages_internal.h"
#include <sodium.h>
#include <stdarg.h>
#include <string.h>

G_DEFINE_QUARK(pages_error, pages_error)

void pages_put(GString *out, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_markup_vprintf_escaped(format, arguments);
    va_end(arguments);
    g_string_append(out, text);
}

const char *pages_tag(const pages_t *pages, int language)
{
    return pages->center->languages[language];
}

const char *pages_say(const pages_t *pages, int language, const char *key)
{
    return words_get(pages->words, pages_tag(pages, language), key);
}

static void put_style(GString *out, const char *const *own)
{
    const char *const *const all[] = {pages_style, own};

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        for (const char *const *rule = all[i]; *rule; rule++)
            g_string_append(out, *rule);
    }
}

static char *hash_style(const char *const *own)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];
    g_autoptr(GString) style = g_string_new(NULL);

    put_style(style, own);
    crypto_hash_sha256(hash, (const uint8_t *)style->str, style->len);
    sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    return g_strdup(text);
}

static char *make_policy(void)
{
    g_autofree char *form = hash_style(pages_style_form), *message = hash_style(pages_style_message);

    return g_strdup_printf("default-src 'none'; style-src 'sha256-%s' 'sha256-%s'; form-action 'self'; "
                           "base-uri 'none'; frame-ancestors 'none'",
                           form, message);
}

static void put_languages(GString *out, const pages_t *pages, int language, const char *address)
{
    if (!address || pages->languages < 2)
        return;
    pages_put(out, "<nav aria-label=\"%s\">", pages_say(pages, language, "phone.languages"));
    for (int other = 0; other < pages->languages; other++) {
        const char *tag = pages_tag(pages, other);
        if (other == language)
            continue;
        g_string_append_printf(out, "<a href=\"%s?l=%s\" ", address, tag);
        pages_put(out, "hreflang=\"%s\" lang=\"%s\">%s</a>", tag, tag,
                  pages_say(pages, other, "language.name"));
    }
    g_string_append(out, "</nav>");
}

void pages_put_head(GString *out, const pages_t *pages, const char *const *rules, int language,
                    const char *title, const char *address)
{
    const center_t *center = pages->center;
    const char *tag = pages_tag(pages, language);

    pages_put(
        out,
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n"
        "<title>%s</title>\n<style>",
        tag, title);
    put_style(out, rules);
    pages_put(out, "</style>\n</head>\n<body>\n<header><div><p><b>%s</b> <span>%s, %s</span></p>",
              local_text_get(center->name, tag), local_text_get(center->commune, tag),
              local_text_get(center->parent, tag));
    put_languages(out, pages, language, address);
    g_string_append(out, "</div></header>\n<main>\n");
}

void pages_put_end(GString *out)
{
    g_string_append(out, "</main>\n</body>\n</html>\n");
}

/* What a message says: sentences phone.KEY-title and phone.KEY-text, or others that stand already. */
struct saying {
    const char *title, *text;
    const char *address;   /* where it is in other languages */
    const char *sign;      /* class of the sign above it */
    bool complaint, board; /* whether it says where a complaint goes, and leads to the board */
};

static const struct saying SAYINGS[MESSAGE_COUNT] = {
    [MESSAGE_START] = {"phone.title", "phone.start-text", "/", NULL, false, true},
    [MESSAGE_THANKS] = {"thanks.title", "thanks.text", "/cam-on", "done", true, true},
    [MESSAGE_USED] = {"phone.used-title", "phone.used-text", NULL, "note", false, false},
    [MESSAGE_EXPIRED] = {"phone.expired-title", "phone.expired-text", NULL, "note", false, false},
    [MESSAGE_NO_AREA] = {"phone.no-area-title", "phone.no-area-text", NULL, "note", false, false},
    [MESSAGE_FORGED] = {"phone.forged-title", "phone.forged-text", NULL, "note", false, false},
    [MESSAGE_MISSING] = {"phone.missing-title", "phone.start-text", NULL, "note", false, false},
    [MESSAGE_NO_BOARD] = {"phone.no-board-title", "phone.no-board-text", "/ket-qua", NULL, false, false},
    [MESSAGE_BAD] = {"phone.bad-title", "phone.bad-text", NULL, "note", false, false},
    [MESSAGE_LARGE] = {"phone.large-title", "phone.large-text", NULL, "note", false, false},
    [MESSAGE_MANY] = {"phone.many-title", "phone.many-text", NULL, "note", false, false},
    [MESSAGE_CLOSED] = {"phone.closed-title", "phone.closed-text", NULL, "note", false, false},
    [MESSAGE_ELSEWHERE] = {"phone.elsewhere-title", "phone.elsewhere-text", NULL, "note", false, false},
};

void pages_put_complaint(GString *out, const pages_t *pages, int language)
{
    g_auto(GStrv) parts = g_strsplit(pages->center->hotline, " ", -1);
    g_autofree char *hotline = g_strjoinv("\u00a0", parts); /* a number stays on one line */
    g_autofree char *text = *hotline ? words_format(pages->words, pages_tag(pages, language),
                                                    "thanks.complaint", "hotline", hotline, NULL)
                                     : g_strdup(pages_say(pages, language, "thanks.complaint-portal"));

    pages_put(out, "<p class=\"soft\">%s</p>\n", text);
}

static char *say_text(const pages_t *pages, const struct saying *saying, int language)
{
    const char *url = pages->center->web_url;
    return words_format(pages->words, pages_tag(pages, language), saying->text, "url", url ? url : "", NULL);
}

static GBytes *make_message(const pages_t *pages, enum pages_message message, int language)
{
    const struct saying *saying = &SAYINGS[message];
    const char *title = pages_say(pages, language, saying->title);
    g_autofree char *text = say_text(pages, saying, language);
    GString *out = g_string_sized_new(8192);

    pages_put_head(out, pages, pages_style_message, language, title, saying->address);
    g_string_append(out, "<div class=\"card message\">\n");
    if (saying->sign)
        pages_put(out, "<p class=\"sign %s\" aria-hidden=\"true\"></p>\n", saying->sign);
    pages_put(out, "<h1>%s</h1>\n<p>%s</p>\n</div>\n", title, text);
    if (saying->complaint) {
        pages_put_complaint(out, pages, language);
    }
    if (saying->board)
        pages_put(out, "<p class=\"more\"><a href=\"/ket-qua?l=%s\">%s</a></p>\n", pages_tag(pages, language),
                  pages_say(pages, language, "phone.board"));
    pages_put_end(out);
    return g_string_free_to_bytes(out);
}

static struct mould *make_mould(const pages_t *pages, enum pages_mould_kind kind, int language)
{
    const struct area any = {0};
    const struct pages_form form = {
        .language = language, .remark_only = kind == MOULD_REMARK, .area = kind == MOULD_AREA ? &any : NULL};
    g_autoptr(GString) text = g_string_sized_new(16384);

    pages_put_form(text, pages, &form, true);
    return mould_new(text->str);
}

static void make_all(pages_t *pages)
{
    pages->languages = (int)g_strv_length(pages->center->languages);
    pages->messages = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    pages->moulds = g_ptr_array_new_with_free_func(mould_free);
    for (int language = 0; language < pages->languages; language++) {
        for (int message = 0; message < MESSAGE_COUNT; message++)
            g_ptr_array_add(pages->messages, make_message(pages, (enum pages_message)message, language));
        for (int kind = 0; kind < MOULD_COUNT; kind++)
            g_ptr_array_add(pages->moulds, make_mould(pages, (enum pages_mould_kind)kind, language));
    }
}

bool pages_new(pages_t **out, const center_t *center, const words_t *words, const char *assets,
               GError **error)
{
    g_autofree char *faces = pages_read_faces(assets, error);

    if (!faces)
        return false;
    pages_t *pages = g_new0(pages_t, 1);
    *pages = (pages_t){.center = center, .words = words, .faces = g_steal_pointer(&faces)};
    pages->policy = make_policy();
    make_all(pages);
    *out = pages;
    return true;
}

void pages_free(pages_t *pages)
{
    if (!pages)
        return;
    g_ptr_array_free(pages->messages, TRUE);
    g_ptr_array_free(pages->moulds, TRUE);
    g_free(pages->faces);
    g_free(pages->policy);
    g_free(pages);
}

const char *pages_policy(const pages_t *pages)
{
    return pages->policy;
}

GBytes *pages_message(const pages_t *pages, enum pages_message message, int language)
{
    return g_ptr_array_index(pages->messages, (guint)(language * MESSAGE_COUNT + (int)message));
}

static enum pages_mould_kind kind_of(const struct pages_form *form)
{
    if (form->remark_only)
        return MOULD_REMARK;
    return form->area ? MOULD_AREA : MOULD_CHOICE;
}

GBytes *pages_form(const pages_t *pages, const struct pages_form *form)
{
    if (form->problems) {
        GString *out = g_string_sized_new(16384);
        pages_put_form(out, pages, form, false);
        return g_string_free_to_bytes(out);
    }
    const char *name = form->area ? local_text_get(form->area->name, pages_tag(pages, form->language)) : NULL;
    g_autofree char *area = name ? g_markup_escape_text(name, -1) : NULL;
    const char *const values[MARK_END] = {[MARK_LINK] = form->link,
                                          [MARK_TOKEN] = form->token,
                                          [MARK_FORM] = form->form_id,
                                          [MARK_AREA] = area};
    return mould_fill(
        g_ptr_array_index(pages->moulds, (guint)(form->language * MOULD_COUNT + (int)kind_of(form))), values,
        pages->center, form->day);
}
