#include "visitor.h"
#include <glib/gstdio.h>
#include <string.h>

static char *file_in(const struct visitor *visitor, const char *name)
{
    return g_build_filename(visitor->folder, name, NULL);
}

static void write_center(const struct visitor *visitor, const char *const *settings)
{
    g_autoptr(GKeyFile) ini = g_key_file_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *file = file_in(visitor, "center.ini");

    g_key_file_load_from_file(ini, SOURCE_DIR "/assets/center.ini", G_KEY_FILE_KEEP_TRANSLATIONS, &error);
    g_assert_no_error(error);
    g_key_file_set_value(ini, "web", "url", "https://danhgia.example.vn");
    for (const char *const *at = settings; at && *at; at += 3)
        g_key_file_set_value(ini, at[0], at[1], at[2]);
    g_key_file_save_to_file(ini, file, &error);
    g_assert_no_error(error);
}

static token_keys_t *load_keys(const char *file)
{
    g_autoptr(GError) error = NULL;
    token_keys_t *keys = NULL;

    token_keys_load(&keys, file, &error);
    g_assert_no_error(error);
    return keys;
}

static void set_request(struct web_request *request)
{
    static const uint8_t PHONE[16] = {[10] = 0xff, [11] = 0xff, [12] = 192, [13] = 168, [14] = 1, [15] = 20};

    *request = (struct web_request){.query = "",
                                    .host = "danhgia.example.vn",
                                    .content_type = "application/x-www-form-urlencoded",
                                    .accept_language = "vi-VN,vi;q=0.9,en;q=0.8",
                                    .now = {.utc_ms = G_GINT64_CONSTANT(1762304400000),
                                            .day = 20251105,
                                            .mono_ms = 5000,
                                            .trust = CLOCK_NTP},
                                    .token_now = 1762304400};
    memcpy(request->peer, PHONE, sizeof PHONE);
}

static void open_site(struct visitor *visitor, bool elsewhere)
{
    const struct site_options options = {.center = visitor->center,
                                         .words = visitor->words,
                                         .assets = SOURCE_DIR "/assets",
                                         .elsewhere = elsewhere};
    g_autoptr(GError) error = NULL;
    g_autofree char *keys = file_in(visitor, "token.ini");

    site_new(&visitor->site, &options, &error);
    g_assert_no_error(error);
    site_set_keys(visitor->site, load_keys(keys));
}

void visitor_enter(struct visitor *visitor, const char *const *settings)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(sodium_init(), >=, 0);
    *visitor = (struct visitor){.folder = g_dir_make_tmp("sipas-site-XXXXXX", &error)};
    g_assert_no_error(error);
    write_center(visitor, settings);
    g_autofree char *center = file_in(visitor, "center.ini"), *keys = file_in(visitor, "token.ini");
    center_load(&visitor->center, center, &error);
    g_assert_no_error(error);
    words_load(&visitor->words, SOURCE_DIR "/assets/words", &error);
    g_assert_no_error(error);
    token_keys_create(keys, &error);
    g_assert_no_error(error);
    visitor->keys = load_keys(keys);
    open_site(visitor, false);
    set_request(&visitor->request);
}

void visitor_go_elsewhere(struct visitor *visitor)
{
    site_free(visitor->site);
    open_site(visitor, true);
}

void visitor_leave(struct visitor *visitor)
{
    g_autofree char *center = file_in(visitor, "center.ini"), *keys = file_in(visitor, "token.ini");

    web_exchange_clear(&visitor->exchange);
    site_free(visitor->site);
    token_keys_free(visitor->keys);
    words_free(visitor->words);
    center_free(visitor->center);
    g_unlink(center);
    g_unlink(keys);
    g_assert_cmpint(g_rmdir(visitor->folder), ==, 0);
    g_free(visitor->folder);
}

void visitor_link(const struct visitor *visitor, char out[TOKEN_TEXT_SIZE], enum token_kind kind,
                  const char *area, gint64 seconds, int number)
{
    struct token token = {.kind = kind,
                          .channel =
                              kind == TOKEN_POSTER || kind == TOKEN_VISIT ? CHANNEL_POSTER : CHANNEL_PHONE,
                          .area = token_area_mark(area),
                          .expires = kind == TOKEN_POSTER ? 0 : visitor->request.token_now + seconds};

    memcpy(token.id, &number, sizeof number);
    token_write(out, &token, visitor->keys);
}

static int ask(struct visitor *visitor)
{
    web_exchange_clear(&visitor->exchange);
    randombytes_buf(visitor->request.random, sizeof visitor->request.random);
    visitor->exchange = (struct web_exchange){.request = visitor->request};
    visitor->step = SITE_HANDLER.answer(&visitor->exchange, visitor->site);
    if (visitor->step == WEB_READY)
        g_assert_null(visitor->exchange.submission);
    return visitor->exchange.response.status;
}

int visitor_get(struct visitor *visitor, const char *path_and_query)
{
    g_auto(GStrv) parts = g_strsplit(path_and_query, "?", 2);

    if (visitor->request.method == WEB_POST)
        visitor->request.method = WEB_GET;
    visitor->request.path = parts[0] ? parts[0] : "";
    visitor->request.query = parts[0] && parts[1] ? parts[1] : "";
    return ask(visitor);
}

int visitor_post(struct visitor *visitor, const char *body)
{
    return visitor_send(visitor, body, SUBMISSION_STORED);
}

int visitor_send(struct visitor *visitor, const char *body, enum submission_outcome outcome)
{
    const enum web_method before = visitor->request.method;

    visitor->request.method = WEB_POST;
    visitor->request.path = "/d";
    visitor->request.query = "";
    visitor->request.body = body;
    visitor->request.body_size = strlen(body);
    ask(visitor);
    if (visitor->step == WEB_STORE)
        SITE_HANDLER.stored(&visitor->exchange, outcome, visitor->site);
    visitor->request.method = before;
    visitor->request.body = NULL;
    visitor->request.body_size = 0;
    return visitor->exchange.response.status;
}

int visitor_open(struct visitor *visitor, const char *link)
{
    g_autofree char *path = g_strconcat("/d/", link, NULL);
    return visitor_get(visitor, path);
}

int visitor_fill(struct visitor *visitor, const char *link, const char *form, const char *rest,
                 enum submission_outcome outcome)
{
    g_autofree char *body = g_strdup_printf("token=%s&form=%s&l=vi%s", link, form, rest);
    return visitor_send(visitor, body, outcome);
}

const struct submission *visitor_handed_over(const struct visitor *visitor)
{
    const struct submission *submission = visitor->exchange.submission;
    const char *why = NULL;

    g_assert_cmpint((int)visitor->step, ==, WEB_STORE);
    g_assert_nonnull(submission);
    g_assert_true(submission->rating.kind == 0 || rating_is_valid(&submission->rating, &why));
    return submission;
}

const char *visitor_page(const struct visitor *visitor)
{
    static GString *page; /* of the one test that runs */
    GBytes *body = visitor->exchange.response.body;

    if (!page)
        page = g_string_new(NULL);
    g_string_truncate(page, 0);
    if (body)
        g_string_append_len(page, g_bytes_get_data(body, NULL), (gssize)g_bytes_get_size(body));
    return page->str;
}

char *visitor_hidden(const struct visitor *visitor, const char *name)
{
    g_autofree char *start = g_strdup_printf("<input type=\"hidden\" name=\"%s\" value=\"", name);
    const char *at = strstr(visitor_page(visitor), start);

    g_assert_nonnull(at);
    at += strlen(start);
    return g_strndup(at, strcspn(at, "\""));
}
