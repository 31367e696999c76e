#include "pages.h"
#include "visitor.h"
#include <string.h>

enum { PAGE_MOST = 14 * 1024 };

/* Everything a page may never hold. */
static void assert_plain(const char *name, const char *page)
{
    static const char *const never[] = {"<script",  "javascript:", " onclick", " onload", "http://",
                                        "https://", "src=",        "<img",     "<iframe", "@import",
                                        "url(",     "style=\"",    "<link"};

    for (size_t i = 0; i < G_N_ELEMENTS(never); i++) {
        if (strstr(page, never[i]))
            g_error("%s holds %s", name, never[i]);
    }
    for (const char *at = page; *at; at++)
        g_assert_true(g_ascii_isprint(*at) || *at == '\n' || (guchar)*at >= 0x80);
    g_autofree char *composed = g_utf8_normalize(page, -1, G_NORMALIZE_NFC);
    g_assert_cmpstr(composed, ==, page);
    if (strlen(page) >= PAGE_MOST)
        g_error("%s has %zu bytes", name, strlen(page));
}

static int count(const char *page, const char *part)
{
    int n = 0;

    for (const char *at = page; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

/* The page after the last asking, in each language of the sample center. */
static void each_message(struct visitor *visitor, const char *path)
{
    static const char *const languages[] = {"vi", "en"};

    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *url = g_strconcat(path, "?l=", languages[i], NULL);
        g_autofree char *tag = g_strdup_printf("<html lang=\"%s\">", languages[i]);
        visitor_get(visitor, url);
        assert_plain(url, visitor_page(visitor));
        g_assert_nonnull(strstr(visitor_page(visitor), tag));
        g_test_message("%zu bytes: %s", strlen(visitor_page(visitor)), url);
    }
}

static void every_page_is_small_and_plain(void)
{
    static const enum token_kind kinds[] = {TOKEN_RATE, TOKEN_REMARK, TOKEN_POSTER};
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, (const char *const[]){"center", "hotline", "0220 3 123 456", NULL});
    each_message(&visitor, "/");
    each_message(&visitor, "/cam-on");
    each_message(&visitor, "/ket-qua");
    each_message(&visitor, "/nothing");
    each_message(&visitor, "/d/abc");
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        visitor_link(&visitor, link, kinds[i], NULL, 600, (int)i);
        g_autofree char *path = g_strconcat("/d/", link, NULL);
        each_message(&visitor, path);
    }
    visitor_leave(&visitor);
}

/* A center with so many areas of usual names; what is left of them when it is done with by visitor_leave. */
static void enter_with_areas(struct visitor *visitor, int n)
{
    g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func(g_free);

    for (int i = 13; i <= n; i++) {
        g_ptr_array_add(settings, g_strdup_printf("area linh-vuc-%d", i));
        g_ptr_array_add(settings, g_strdup("name"));
        g_ptr_array_add(settings, g_strdup_printf("Phòng, chống tệ nạn xã hội số %d", i));
        g_ptr_array_add(settings, g_strdup_printf("area linh-vuc-%d", i));
        g_ptr_array_add(settings, g_strdup("name[en]"));
        g_ptr_array_add(settings, g_strdup_printf("Prevention of social evils, no. %d", i));
    }
    g_ptr_array_add(settings, NULL);
    visitor_enter(visitor, (const char *const *)settings->pdata);
}

static void many_areas_are_a_list_and_the_form_is_small_still(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    enter_with_areas(&visitor, 30);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_autofree char *path = g_strconcat("/d/", link, NULL);
    each_message(&visitor, path);
    g_assert_cmpint(count(visitor_page(&visitor), "name=\"area\""), ==, 1);
    g_assert_nonnull(
        strstr(visitor_page(&visitor), "<select id=\"area\" name=\"area\" required>\n<option value=\"\">"));
    g_assert_cmpint(count(visitor_page(&visitor), "<option value="), ==, 31);
    g_assert_cmpint(count(visitor_page(&visitor), " selected"), ==, 0);
    visitor_leave(&visitor);
}

static void fourteen_areas_are_tiles(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    enter_with_areas(&visitor, 14);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_autofree char *path = g_strconcat("/d/", link, NULL);
    each_message(&visitor, path);
    g_assert_cmpint(count(visitor_page(&visitor), "name=\"area\""), ==, 14);
    g_assert_cmpint(count(visitor_page(&visitor), "<select"), ==, 0);
    visitor_leave(&visitor);
}

/* A browser that does not look after `required` sends the empty choice. */
static void a_list_without_a_choice_is_shown_again_with_what_was_chosen(void)
{
    static const char FORM[] = "00112233445566778899aabbccddeeff";
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    enter_with_areas(&visitor, 30);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_assert_cmpint(visitor_fill(&visitor, link, FORM, "&area=&tthc=4", SUBMISSION_STORED), ==, 422);
    assert_plain("422", visitor_page(&visitor));
    g_assert_nonnull(strstr(visitor_page(&visitor), "<a href=\"#area\">"));
    g_assert_nonnull(strstr(visitor_page(&visitor), "aria-describedby=\"area-error\""));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM, "&area=linh-vuc-30", SUBMISSION_STORED), ==, 422);
    g_assert_nonnull(strstr(visitor_page(&visitor), "<option value=\"linh-vuc-30\" selected>"));
    g_assert_cmpint(visitor_fill(&visitor, link, FORM, "&area=linh-vuc-30&tthc=4", SUBMISSION_STORED), ==,
                    303);
    g_assert_cmpstr(visitor_handed_over(&visitor)->rating.area, ==, "linh-vuc-30");
    visitor_leave(&visitor);
}

static void a_form_shown_again_is_small_and_plain_too(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_autofree char *body =
        g_strdup_printf("token=%s&form=00112233445566778899aabbccddeeff&l=vi&phuc-vu=1", link);
    g_assert_cmpint(visitor_post(&visitor, body), ==, 422);
    assert_plain("422", visitor_page(&visitor));
    visitor_leave(&visitor);
}

static void the_form_asks_the_same_of_every_face(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_autofree char *path = g_strconcat("/d/", link, NULL);
    visitor_get(&visitor, path);
    const char *page = visitor_page(&visitor);
    g_assert_cmpint(count(page, "name=\"tthc\""), ==, 5);
    g_assert_cmpint(count(page, "name=\"phuc-vu\""), ==, 5);
    g_assert_cmpint(count(page, "name=\"area\""), ==, 12);
    g_assert_cmpint(count(page, "name=\"r\""), ==, 8);
    g_assert_cmpint(count(page, " checked"), ==, 0);
    g_assert_cmpint(count(page, "<fieldset"), ==, 4);
    g_assert_cmpint(count(page, "<legend>"), ==, 4);
    for (char level = '1'; level <= '5'; level++) {
        g_autofree char *use =
            g_strdup_printf("<svg aria-hidden=\"true\"><use href=\"#f%c\"/></svg><b>", level);
        g_autofree char *symbol = g_strdup_printf("<symbol id=\"f%c\"", level);
        g_assert_cmpint(count(page, use), ==, 2);
        g_assert_cmpint(count(page, symbol), ==, 1);
    }
    visitor_leave(&visitor);
}

static void what_the_center_does_not_ask_is_not_on_the_form(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, (const char *const[]){"kiosk", "reasons", "false", "item phuc-vu", "channels",
                                                  "kiosk", NULL});
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    g_autofree char *path = g_strconcat("/d/", link, NULL);
    visitor_get(&visitor, path);
    g_assert_cmpint(count(visitor_page(&visitor), "name=\"phuc-vu\""), ==, 0);
    g_assert_cmpint(count(visitor_page(&visitor), "name=\"r\""), ==, 0);
    g_autofree char *body =
        g_strdup_printf("token=%s&form=00112233445566778899aabbccddeeff&l=vi&area=khac&tthc=5&r=phi", link);
    g_assert_cmpint(visitor_post(&visitor, body), ==, 400);
    visitor_leave(&visitor);
}

static void names_of_the_center_are_escaped(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, (const char *const[]){"center", "name", "<i>A & \"B\"</i>", "area khac", "name",
                                                  "<b>x</b>", NULL});
    visitor_link(&visitor, link, TOKEN_RATE, "khac", 600, 1);
    g_autofree char *path = g_strconcat("/d/", link, "?l=vi", NULL);
    visitor_get(&visitor, path);
    g_assert_nonnull(strstr(visitor_page(&visitor), "<b>&lt;i&gt;A &amp; &quot;B&quot;&lt;/i&gt;</b>"));
    g_assert_nonnull(strstr(visitor_page(&visitor), "<b>&lt;b&gt;x&lt;/b&gt;</b>"));
    visitor_leave(&visitor);
}

/* The hash of the style that the page has, worked out by another library than the site's. Free with g_free.
 */
static char *style_hash(const struct visitor *visitor)
{
    const char *start = strstr(visitor_page(visitor), "<style>") + strlen("<style>");
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 hash[32];
    gsize size = sizeof hash;

    g_checksum_update(checksum, (const guchar *)start, strstr(start, "</style>") - start);
    g_checksum_get_digest(checksum, hash, &size);
    return g_base64_encode(hash, size);
}

static void the_policy_allows_the_pages_own_styles_alone(void)
{
    struct visitor visitor;
    char link[TOKEN_TEXT_SIZE];

    visitor_enter(&visitor, NULL);
    visitor_link(&visitor, link, TOKEN_RATE, NULL, 600, 1);
    visitor_open(&visitor, link);
    g_autofree char *form = style_hash(&visitor);
    g_autofree char *first = g_strdup(visitor.exchange.response.policy);
    visitor_get(&visitor, "/");
    g_autofree char *message = style_hash(&visitor);
    g_autofree char *policy =
        g_strdup_printf("default-src 'none'; style-src 'sha256-%s' 'sha256-%s'; form-action 'self'; "
                        "base-uri 'none'; frame-ancestors 'none'",
                        form, message);
    g_assert_cmpstr(visitor.exchange.response.policy, ==, policy);
    g_assert_cmpstr(first, ==, policy);
    visitor_leave(&visitor);
}

static void faces_that_are_not_plain_pictures_are_refused(void)
{
    g_autoptr(GError) error = NULL;
    struct visitor visitor;
    pages_t *pages = NULL;

    visitor_enter(&visitor, NULL);
    g_autofree char *faces = g_build_filename(visitor.folder, "faces", NULL);
    g_autofree char *face = g_build_filename(faces, "1.svg", NULL);
    g_assert_cmpint(g_mkdir_with_parents(faces, 0700), ==, 0);
    g_assert_false(pages_new(&pages, visitor.center, visitor.words, visitor.folder, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error(&error);
    g_file_set_contents(face, "<svg><script>alert(1)</script></svg>", -1, NULL);
    g_assert_false(pages_new(&pages, visitor.center, visitor.words, visitor.folder, &error));
    g_assert_error(error, PAGES_ERROR, PAGES_ERROR_FACES);
    g_assert_nonnull(strstr(error->message, "1.svg"));
    g_assert_cmpint(remove(face), ==, 0);
    g_assert_cmpint(remove(faces), ==, 0);
    visitor_leave(&visitor);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pages/many_areas_are_a_list_and_the_form_is_small_still",
                    many_areas_are_a_list_and_the_form_is_small_still);
    g_test_add_func("/pages/fourteen_areas_are_tiles", fourteen_areas_are_tiles);
    g_test_add_func("/pages/a_list_without_a_choice_is_shown_again_with_what_was_chosen",
                    a_list_without_a_choice_is_shown_again_with_what_was_chosen);
    g_test_add_func("/pages/every_page_is_small_and_plain", every_page_is_small_and_plain);
    g_test_add_func("/pages/a_form_shown_again_is_small_and_plain_too",
                    a_form_shown_again_is_small_and_plain_too);
    g_test_add_func("/pages/the_form_asks_the_same_of_every_face", the_form_asks_the_same_of_every_face);
    g_test_add_func("/pages/what_the_center_does_not_ask_is_not_on_the_form",
                    what_the_center_does_not_ask_is_not_on_the_form);
    g_test_add_func("/pages/names_of_the_center_are_escaped", names_of_the_center_are_escaped);
    g_test_add_func("/pages/the_policy_allows_the_pages_own_styles_alone",
                    the_policy_allows_the_pages_own_styles_alone);
    g_test_add_func("/pages/faces_that_are_not_plain_pictures_are_refused",
                    faces_that_are_not_plain_pictures_are_refused);
    return g_test_run();
}
