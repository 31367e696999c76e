#include "token.h"
#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* A token's bytes, numbers with the greatest byte first:
 *    0  1  the form of a token (01), its kind (3 bits), its channel (3 bits)
 *    1  1  number of the key
 *    2 16  id
 *   18  4  mark of the area
 *   22  4  end in minutes since 1970, 0: never
 *   26 16  BLAKE2b-128 over the bytes before, keyed, personal "sipas-token-v1" */
enum {
    WHAT_AT = 0,
    KEY_AT = 1,
    ID_AT = 2,
    AREA_AT = 18,
    END_AT = 22,
    MAC_AT = 26,
    MAC_SIZE = 16,
    BYTES = MAC_AT + MAC_SIZE,
    FORM = 1
};
G_STATIC_ASSERT(AREA_AT == ID_AT + TOKEN_ID_SIZE);
G_STATIC_ASSERT(BYTES % 3 == 0 && BYTES / 3 * 4 == TOKEN_LETTERS);
G_STATIC_ASSERT((int)CHANNEL_COUNT <= 8 && (int)TOKEN_VISIT < 8);

static const char path[] = "/d/";
G_STATIC_ASSERT(TOKEN_BASE_MOST + sizeof path - 1 + TOKEN_LETTERS + 1 == TOKEN_URL_SIZE);

static const gint64 minute = 60, day = 86400, life = TOKEN_LIFE_DAYS * G_GINT64_CONSTANT(86400);

typedef const uint8_t personal[crypto_generichash_blake2b_PERSONALBYTES];
static personal token_personal = "sipas-token-v1", area_personal = "sipas-area-v1";

static void put_number(uint8_t to[4], guint32 number)
{
    number = GUINT32_TO_BE(number);
    memcpy(to, &number, sizeof number);
}

static guint32 get_number(const uint8_t from[4])
{
    guint32 number;
    memcpy(&number, from, sizeof number);
    return GUINT32_FROM_BE(number);
}

guint32 token_area_mark(const char *area)
{
    uint8_t hash[crypto_generichash_blake2b_BYTES_MIN];
    if (!area || !*area)
        return 0;
    crypto_generichash_blake2b_salt_personal(hash, sizeof hash, (const uint8_t *)area, strlen(area), NULL, 0,
                                             NULL, area_personal);
    guint32 mark = get_number(hash);
    return mark ? mark : 1;
}

static void make_mac(uint8_t mac[MAC_SIZE], const uint8_t bytes[BYTES], const uint8_t key[TOKEN_KEY_SIZE])
{
    crypto_generichash_blake2b_salt_personal(mac, MAC_SIZE, bytes, MAC_AT, key, TOKEN_KEY_SIZE, NULL,
                                             token_personal);
}

/* What belongs together: a poster's ratings are counted as a poster's, all others as a phone's; only a poster
 * never ends. */
static bool is_whole(const struct token *token)
{
    const bool of_poster = token->kind == TOKEN_POSTER || token->kind == TOKEN_VISIT;
    if (token->kind < TOKEN_RATE || token->kind > TOKEN_VISIT)
        return false;
    if (token->channel != (of_poster ? CHANNEL_POSTER : CHANNEL_PHONE))
        return false;
    return token->expires != 0 || token->kind == TOKEN_POSTER;
}

void token_write(char out[TOKEN_TEXT_SIZE], const struct token *token, const token_keys_t *keys)
{
    const gint64 end = (token->expires + minute - 1) / minute;
    const int number = token_keys_current(keys);
    uint8_t bytes[BYTES];
    gint64 replaced;
    g_assert(is_whole(token) && token->expires >= 0 && end <= G_MAXUINT32);
    bytes[WHAT_AT] = (uint8_t)((unsigned)FORM << 6 | (unsigned)token->kind << 3 | (unsigned)token->channel);
    bytes[KEY_AT] = (uint8_t)number;
    memcpy(bytes + ID_AT, token->id, TOKEN_ID_SIZE);
    put_number(bytes + AREA_AT, token->area);
    put_number(bytes + END_AT, (guint32)end);
    make_mac(bytes + MAC_AT, bytes, token_keys_get(keys, number, &replaced));
    sodium_bin2base64(out, TOKEN_TEXT_SIZE, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* 56 letters are 42 bytes with no bit to spare, so that only one text is a token's. */
static bool decode(uint8_t bytes[BYTES], const char *text)
{
    size_t size = 0;
    const char *end = NULL;
    return strnlen(text, TOKEN_TEXT_SIZE) == TOKEN_LETTERS &&
           sodium_base642bin(bytes, BYTES, text, TOKEN_LETTERS, NULL, &size, &end,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           size == BYTES && end == text + TOKEN_LETTERS;
}

static bool take_apart(struct token *out, const uint8_t bytes[BYTES])
{
    const unsigned what = bytes[WHAT_AT];
    *out = (struct token){.kind = (enum token_kind)(what >> 3 & 7),
                          .channel = (enum channel)(what & 7),
                          .area = get_number(bytes + AREA_AT),
                          .expires = get_number(bytes + END_AT) * minute};
    memcpy(out->id, bytes + ID_AT, TOKEN_ID_SIZE);
    return what >> 6 == FORM && is_whole(out);
}

static bool has_ended(const struct token *token, gint64 replaced, gint64 now)
{
    if (token->expires && now >= token->expires)
        return true;
    return replaced && (now >= replaced + life || replaced > now + day);
}

enum token_verdict token_read(struct token *out, const char *text, const token_keys_t *keys, gint64 now)
{
    uint8_t bytes[BYTES], mac[MAC_SIZE];
    struct token token;
    gint64 replaced = 0;
    if (!decode(bytes, text))
        return TOKEN_FORGED;
    const uint8_t *key = token_keys_get(keys, bytes[KEY_AT], &replaced);
    if (!key)
        return TOKEN_FORGED;
    make_mac(mac, bytes, key);
    if (sodium_memcmp(mac, bytes + MAC_AT, MAC_SIZE) != 0 || !take_apart(&token, bytes))
        return TOKEN_FORGED;
    *out = token;
    return has_ended(&token, replaced, now) ? TOKEN_EXPIRED : TOKEN_GOOD;
}

bool token_url(char out[TOKEN_URL_SIZE], const char *base, const char *token)
{
    const int length = snprintf(out, TOKEN_URL_SIZE, "%s%s%s", base, path, token);
    return length > 0 && length < TOKEN_URL_SIZE;
}
