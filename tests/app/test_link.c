/* When the kiosk makes addresses for phones, and why not. The times are handed in. */
#include "alive.h"
#include "folder.h"
#include "link.h"
#include <glib/gstdio.h>
#include <string.h>

/* 2026-01-05T03:00:00Z, ten o'clock in Việt Nam. */
static const gint64 NOW = G_GINT64_CONSTANT(1767582000);

struct place {
    char *data;
    center_t center;
    link_t *link;
    struct moment now;
};

static void make_keys(const struct place *place)
{
    g_autofree char *file = folder_token_keys(place->data);
    g_autoptr(GError) error = NULL;
    token_keys_create(file, &error);
    g_assert_no_error(error);
}

static struct place open_place(const char *address)
{
    struct place place = {.data = g_dir_make_tmp("link-XXXXXX", NULL)};
    g_autofree char *keys = folder_keys(place.data);
    g_autofree char *web = folder_device(place.data, "web");
    g_assert_cmpint(g_mkdir_with_parents(keys, 0700), ==, 0);
    g_assert_cmpint(g_mkdir_with_parents(web, 0700), ==, 0);
    place.center.web_url = (char *)address;
    place.center.web_device = (char *)"web";
    place.center.code_minutes = 720;
    place.now =
        (struct moment){.utc_ms = NOW * 1000, .day = 20260105, .mono_ms = 5000000, .trust = CLOCK_NTP};
    memset(place.now.boot, 0xab, sizeof place.now.boot);
    return place;
}

static void use(struct place *place)
{
    place->link = link_new(place->data, "kiosk-1", &place->center, false);
}

static void remove_all(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_all(inner);
    }
    g_assert_cmpint(g_remove(path), ==, 0);
}

static void close_place(struct place *place)
{
    link_free(place->link);
    remove_all(place->data);
    g_free(place->data);
}

static enum token_verdict read_token(struct token *out, const struct place *place, const char *url,
                                     gint64 now)
{
    g_autofree char *file = folder_token_keys(place->data);
    g_autoptr(token_keys_t) keys = NULL;
    g_autoptr(GError) error = NULL;
    token_keys_load(&keys, file, &error);
    g_assert_no_error(error);
    return token_read(out, strrchr(url, '/') + 1, keys, now);
}

static void assert_hidden(struct place *place, enum link_state why)
{
    char url[TOKEN_URL_SIZE];
    g_assert_false(link_make(place->link, url, TOKEN_RATE, NULL, &place->now));
    g_assert_cmpint(link_state(place->link), ==, why);
}

static void assert_made(struct place *place)
{
    char url[TOKEN_URL_SIZE];
    g_assert_true(link_make(place->link, url, TOKEN_RATE, NULL, &place->now));
    g_assert_cmpint(link_state(place->link), ==, LINK_SHOWN);
}

static void test_says_what_was_asked_for(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    char first[TOKEN_URL_SIZE], second[TOKEN_URL_SIZE];
    struct token rate, remark;
    make_keys(&place);
    use(&place);
    g_assert_true(link_make(place.link, first, TOKEN_RATE, "dat-dai", &place.now));
    g_assert_true(link_make(place.link, second, TOKEN_REMARK, NULL, &place.now));
    g_assert_true(g_str_has_prefix(first, "https://danhgia.example.vn/d/"));
    g_assert_cmpint(read_token(&rate, &place, first, NOW), ==, TOKEN_GOOD);
    g_assert_cmpint(read_token(&remark, &place, second, NOW), ==, TOKEN_GOOD);
    g_assert_cmpint(rate.kind, ==, TOKEN_RATE);
    g_assert_cmpint(rate.channel, ==, CHANNEL_PHONE);
    g_assert_cmpuint(rate.area, ==, token_area_mark("dat-dai"));
    g_assert_cmpint(remark.kind, ==, TOKEN_REMARK);
    g_assert_cmpuint(remark.area, ==, 0);
    g_assert_cmpint(memcmp(rate.id, remark.id, sizeof rate.id), !=, 0);
    close_place(&place);
}

/* NOW is a whole minute: twelve hours later to the second. */
static void test_ends_when_the_center_says(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    char url[TOKEN_URL_SIZE];
    struct token token;
    make_keys(&place);
    use(&place);
    g_assert_true(link_make(place.link, url, TOKEN_RATE, NULL, &place.now));
    g_assert_cmpint(read_token(&token, &place, url, NOW + 12 * 3600 - 1), ==, TOKEN_GOOD);
    g_assert_cmpint(read_token(&token, &place, url, NOW + 12 * 3600), ==, TOKEN_EXPIRED);
    close_place(&place);
}

static void test_no_two_are_alike(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    make_keys(&place);
    use(&place);
    for (int i = 0; i < 200; i++) {
        char url[TOKEN_URL_SIZE];
        g_assert_true(link_make(place.link, url, TOKEN_RATE, NULL, &place.now));
        g_assert_true(g_hash_table_add(seen, g_strdup(url)));
    }
    close_place(&place);
}

static void test_no_address(void)
{
    struct place place = open_place(NULL);
    make_keys(&place);
    use(&place);
    g_assert_cmpint(link_state(place.link), ==, LINK_NO_ADDRESS);
    assert_hidden(&place, LINK_NO_ADDRESS);
    close_place(&place);
}

static void test_no_keys_until_they_are_there(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    g_autofree char *file = folder_token_keys(place.data);
    use(&place);
    assert_hidden(&place, LINK_NO_KEYS);
    make_keys(&place);
    assert_made(&place);
    g_assert_cmpint(g_chmod(file, 0644), ==, 0);
    assert_hidden(&place, LINK_NO_KEYS);
    close_place(&place);
}

/* A new key is used by the next code, without a restart; the old one is still read. */
static void test_a_new_key_is_used_at_once(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    g_autofree char *file = folder_token_keys(place.data);
    g_autoptr(GError) error = NULL;
    char before[TOKEN_URL_SIZE], after[TOKEN_URL_SIZE];
    struct token token;
    make_keys(&place);
    use(&place);
    g_assert_true(link_make(place.link, before, TOKEN_RATE, NULL, &place.now));
    token_keys_rotate(file, NOW, &error);
    g_assert_no_error(error);
    g_assert_true(link_make(place.link, after, TOKEN_RATE, NULL, &place.now));
    g_assert_cmpint(read_token(&token, &place, before, NOW), ==, TOKEN_GOOD);
    g_assert_cmpint(read_token(&token, &place, after, NOW), ==, TOKEN_GOOD);
    g_assert_cmpint(strncmp(strrchr(before, '/'), strrchr(after, '/'), 4), !=, 0); /* the key's number */
    close_place(&place);
}

/* 47 letters of address, "/d/" and 56 of the token are 106; one more is too much. */
static void test_an_address_that_is_too_long(void)
{
    static const char FITS[] = "https://danhgia.phuong-tran-hung-dao.haiph.gov.vn";
    g_autofree char *fits = g_strndup(FITS, 47), *over = g_strndup(FITS, 48);
    struct place place = open_place(fits);
    make_keys(&place);
    use(&place);
    assert_made(&place);
    place.center.web_url = over;
    assert_hidden(&place, LINK_TOO_LONG);
    close_place(&place);
}

static void test_a_clock_that_cannot_be_right(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    make_keys(&place);
    use(&place);
    place.now.day = 20250630;
    assert_hidden(&place, LINK_CLOCK);
    place.now.day = 20250701;
    assert_made(&place);
    close_place(&place);
}

/* A clock that is behind would make codes that have ended, unless time signals vouch for it. */
static void test_a_clock_that_is_behind(void)
{
    static const char *const DEVICES[] = {"kiosk-1", "web"};
    struct place place = open_place("https://danhgia.example.vn");
    make_keys(&place);
    use(&place);
    for (size_t i = 0; i < G_N_ELEMENTS(DEVICES); i++) {
        g_autofree char *folder = folder_device(place.data, DEVICES[i]);
        g_autofree char *file = g_build_filename(folder, "latest", NULL);
        g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
        g_assert_true(g_file_set_contents(file, "1767582000001\n", -1, NULL)); /* NOW and a millisecond */
        place.now.trust = CLOCK_RTC;
        assert_hidden(&place, LINK_CLOCK);
        place.now.trust = CLOCK_NTP;
        assert_made(&place);
        place.now.trust = CLOCK_RTC;
        place.now.utc_ms++;
        assert_made(&place);
        place.now.utc_ms--;
        g_assert_true(g_file_set_contents(file, "no number\n", -1, NULL));
        assert_made(&place);
    }
    close_place(&place);
}

/* 120 s without a sign, or a sign of another boot, is no server; no file at all is one elsewhere. */
static void test_a_server_here_that_is_silent(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    g_autofree char *file = alive_file(place.data, "web");
    g_autoptr(GError) error = NULL;
    make_keys(&place);
    use(&place);
    assert_made(&place);
    alive_write(file, &place.now, &error);
    g_assert_no_error(error);
    assert_made(&place);
    place.now.mono_ms += 120000;
    assert_made(&place);
    place.now.mono_ms += 1;
    assert_hidden(&place, LINK_NO_SERVER);
    alive_write(file, &place.now, &error);
    g_assert_no_error(error);
    assert_made(&place);
    place.now.boot[15] ^= 1;
    assert_hidden(&place, LINK_NO_SERVER);
    close_place(&place);
}

static void test_a_sign_that_is_no_sign(void)
{
    static const char *const LINES[] = {"",
                                        "\n",
                                        "abababababababababababababababab\n",
                                        "abababababababababababababababab 4999999",
                                        "abababababababababababababababab -1\n",
                                        "abababababababababababababababab 5000001\n",
                                        "abababababababababababababababab 1e6\n"};
    struct place place = open_place("https://danhgia.example.vn");
    g_autofree char *file = alive_file(place.data, "web");
    make_keys(&place);
    use(&place);
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
        g_assert_true(g_file_set_contents(file, LINES[i], -1, NULL));
        assert_hidden(&place, LINK_NO_SERVER);
    }
    g_assert_true(g_file_set_contents(file, "abababababababababababababababab 4999999\n", -1, NULL));
    assert_made(&place);
    close_place(&place);
}

static void test_room_on_the_panel(void)
{
    struct place place = open_place("https://danhgia.example.vn");
    make_keys(&place);
    use(&place);
    assert_made(&place);
    link_shown(place.link, TOKEN_RATE, false);
    g_assert_cmpint(link_state(place.link), ==, LINK_NO_ROOM);
    link_shown(place.link, TOKEN_REMARK, true);
    g_assert_cmpint(link_state(place.link), ==, LINK_THANKS_ONLY);
    link_shown(place.link, TOKEN_RATE, true);
    g_assert_cmpint(link_state(place.link), ==, LINK_SHOWN);
    link_shown(place.link, TOKEN_RATE, false);
    place.center.web_url = NULL;
    assert_hidden(&place, LINK_NO_ADDRESS); /* what is worse is said */
    close_place(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/link/says_what_was_asked_for", test_says_what_was_asked_for);
    g_test_add_func("/link/ends_when_the_center_says", test_ends_when_the_center_says);
    g_test_add_func("/link/no_two_are_alike", test_no_two_are_alike);
    g_test_add_func("/link/none_without/an_address", test_no_address);
    g_test_add_func("/link/none_without/keys_until_they_are_there", test_no_keys_until_they_are_there);
    g_test_add_func("/link/a_new_key_is_used_at_once", test_a_new_key_is_used_at_once);
    g_test_add_func("/link/none_with/an_address_that_is_too_long", test_an_address_that_is_too_long);
    g_test_add_func("/link/none_with/a_clock_that_cannot_be_right", test_a_clock_that_cannot_be_right);
    g_test_add_func("/link/none_with/a_clock_that_is_behind", test_a_clock_that_is_behind);
    g_test_add_func("/link/none_with/a_server_here_that_is_silent", test_a_server_here_that_is_silent);
    g_test_add_func("/link/none_with/a_sign_that_is_no_sign", test_a_sign_that_is_no_sign);
    g_test_add_func("/link/says_whether_the_panel_has_room", test_room_on_the_panel);
    return g_test_run();
}
