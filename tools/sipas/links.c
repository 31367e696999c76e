#include "links.h"
#include "folder.h"
#include "token.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool has_address(const struct place *place, GError **error)
{
    if (place->center->web_url)
        return true;
    g_autofree char *ini = folder_center_ini(place->data);
    g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED,
                "%s: [web] url: found nothing, expected the public address of the phone page, such as "
                "https://danhgia.example.vn",
                ini);
    return false;
}

static bool load_keys(token_keys_t **out, const struct place *place, GError **error)
{
    g_autofree char *file = folder_token_keys(place->data);

    if (g_file_test(file, G_FILE_TEST_EXISTS))
        return token_keys_load(out, file, error);
    g_set_error(
        error, PLACE_ERROR, PLACE_ERROR_FAILED,
        "%s: no keys of codes, expected those that sipas init makes, or sipas staff rotate-codes where "
        "there are none",
        file);
    return false;
}

bool links_open(struct links *out, const struct place *place, GError **error)
{
    *out = (struct links){.center = place->center};
    return has_address(place, error) && load_keys(&out->keys, place, error);
}

void links_close(struct links *links)
{
    token_keys_free(links->keys);
}

/* center.ini gives no address so long that a code could not hold it. */
static void make(struct qr *out, const struct links *links, const struct token *token)
{
    char text[TOKEN_TEXT_SIZE], url[TOKEN_URL_SIZE];

    token_write(text, token, links->keys);
    const bool made = token_url(url, links->center->web_url, text) && qr_make(out, url);
    g_assert(made);
}

bool links_make_slip(struct qr *out, const struct links *links, const char *area, gint64 expires,
                     GError **error)
{
    struct token token = {
        .kind = TOKEN_RATE, .channel = CHANNEL_PHONE, .area = token_area_mark(area), .expires = expires};

    if (getentropy(token.id, sizeof token.id) != 0) {
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "no source of random bytes: %s",
                    g_strerror(errno));
        return false;
    }
    make(out, links, &token);
    return true;
}

void links_make_poster(struct qr *out, const struct links *links, const char *area)
{
    const struct token token = {
        .kind = TOKEN_POSTER, .channel = CHANNEL_POSTER, .area = token_area_mark(area)};

    make(out, links, &token);
}

const char *links_short_address(const center_t *center)
{
    const char *scheme_end = strstr(center->web_url, "://");
    return scheme_end ? scheme_end + 3 : center->web_url;
}
