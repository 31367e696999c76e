#include "center_internal.h"
#include "local_text_internal.h"
#include "period.h"
#include <string.h>

bool center_read_languages(const struct ini_value *value, void *field)
{
    g_auto(GStrv) tags = NULL;
    ini_read_list(value, &tags);
    for (guint i = 0; tags[i]; i++) {
        if (!language_is_valid(tags[i]) || g_strv_contains((const char *const *)tags + i + 1, tags[i]))
            return false;
    }
    if (!tags[0])
        return false;
    return ini_read_list(value, field);
}

bool center_read_channels(const struct ini_value *value, void *field)
{
    bool asked[CHANNEL_COUNT] = {false};
    g_auto(GStrv) ids = NULL;
    ini_read_list(value, &ids);
    for (char **id = ids; *id; id++) {
        enum channel channel;
        if (!channel_from_id(&channel, *id) || channel == CHANNEL_POSTER)
            return false;
        asked[channel] = true;
    }
    memcpy(field, asked, sizeof asked);
    return true;
}

bool center_read_rotation(const struct ini_value *value, void *field)
{
    int degrees = 0;
    if (!ini_read_int(value, &degrees) || degrees % 90 != 0)
        return false;
    *(int *)field = degrees;
    return true;
}

bool center_read_window(const struct ini_value *value, void *field)
{
    return period_window_from_id(field, value->text);
}

static bool is_visible_ascii(const char *text)
{
    while (g_ascii_isgraph(*text))
        text++;
    return *text == '\0';
}

/* Whether the text is an address that a QR code can carry as it stands; a '/' at its end is left away. */
bool center_read_url(const struct ini_value *value, void *field)
{
    g_autoptr(GUri) uri = g_uri_parse(value->text, G_URI_FLAGS_NONE, NULL);
    if (!uri || !is_visible_ascii(value->text) || !g_uri_get_host(uri) || !*g_uri_get_host(uri))
        return false;
    if (strcmp(g_uri_get_scheme(uri), "https") != 0 && strcmp(g_uri_get_scheme(uri), "http") != 0)
        return false;
    if (g_uri_get_query(uri) || g_uri_get_fragment(uri) || g_uri_get_userinfo(uri))
        return false;
    g_autofree char *text = g_strdup(value->text);
    size_t length = strlen(text);
    while (text[length - 1] == '/')
        text[--length] = '\0';
    if (length > (size_t)value->key->high)
        return false;
    g_free(*(char **)field);
    *(char **)field = g_steal_pointer(&text);
    return true;
}

bool center_read_listen(const struct ini_value *value, void *field)
{
    const char *colon = strrchr(value->text, ':');
    if (!colon || !g_ascii_string_to_unsigned(colon + 1, 10, 1, G_MAXUINT16, NULL, NULL))
        return false;
    g_autofree char *host = g_strndup(value->text, (gsize)(colon - value->text));
    size_t length = strlen(host);
    if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
        host[length - 1] = '\0';
        return g_hostname_is_ip_address(host + 1) && ini_read_text(value, field);
    }
    return (g_hostname_is_ip_address(host) && !strchr(host, ':')) && ini_read_text(value, field);
}

/* --- opening hours: "mon-fri 07:30-11:30; mon-fri 13:30-17:00" --- */

/* Reads a day's name at the start of *text and moves past it. */
static bool scan_day(const char **text, int *out)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (int i = 0; i < (int)G_N_ELEMENTS(names); i++) {
        if (g_str_has_prefix(*text, names[i])) {
            *text += strlen(names[i]);
            *out = i;
            return true;
        }
    }
    return false;
}

/* Reads "mon" or "mon-fri" and the blanks after it. */
static bool scan_days(const char **text, int *bits)
{
    int first, last;
    if (!scan_day(text, &first))
        return false;
    last = first;
    if (**text == '-' && ((*text)++, !scan_day(text, &last)))
        return false;
    if (last < first || **text != ' ')
        return false;
    *text += strspn(*text, " ");
    *bits = ((1 << (last + 1)) - 1) & ~((1 << first) - 1);
    return true;
}

static bool two_digits(const char *text, int *out)
{
    if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]))
        return false;
    *out = g_ascii_digit_value(text[0]) * 10 + g_ascii_digit_value(text[1]);
    return true;
}

/* Reads "07:30" as minutes after midnight and moves past it; 24:00 is the end of the day. */
static bool scan_time(const char **text, int *minutes)
{
    int hour, minute;
    if (!two_digits(*text, &hour) || (*text)[2] != ':' || !two_digits(*text + 3, &minute))
        return false;
    *text += strlen("07:30");
    *minutes = hour * 60 + minute;
    return minute < 60 && *minutes <= 24 * 60;
}

static bool parse_opening(const char *text, struct opening *out)
{
    if (!scan_days(&text, &out->days) || !scan_time(&text, &out->from) || *text++ != '-')
        return false;
    return scan_time(&text, &out->to) && *text == '\0' && out->from < out->to;
}

bool center_read_opening(const struct ini_value *value, void *field)
{
    struct center *center = field;
    struct opening opening[CENTER_OPENING_MAX];
    g_auto(GStrv) spans = NULL;
    ini_read_list(value, &spans);
    int n = (int)g_strv_length(spans);
    if (n > CENTER_OPENING_MAX)
        return false;
    for (int i = 0; i < n; i++) {
        if (!parse_opening(spans[i], &opening[i]))
            return false;
    }
    for (int i = 0; i < n; i++)
        center->opening[i] = opening[i];
    center->n_opening = n;
    return true;
}
