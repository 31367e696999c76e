#include "chain.h"
#include <sodium.h>
#include <string.h>

enum { VALUE_HEAD = 5 };

struct value value_integer(gint64 integer)
{
    return (struct value){.type = VALUE_INTEGER, .integer = integer};
}

struct value value_text(const char *text)
{
    return (struct value){.type = VALUE_TEXT, .bytes = text, .size = strlen(text)};
}

struct value value_blob(const void *bytes, size_t size)
{
    return (struct value){.type = VALUE_BLOB, .bytes = bytes, .size = size};
}

struct value value_null(void)
{
    return (struct value){.type = VALUE_NULL};
}

/* Small values are gathered so that the hash is fed in few calls; a value too large for the rest of the
 * buffer goes past it. */
struct feed {
    crypto_generichash_state hash;
    uint8_t bytes[512];
    size_t used;
};

static void feed_flush(struct feed *feed)
{
    crypto_generichash_update(&feed->hash, feed->bytes, feed->used);
    feed->used = 0;
}

static void feed_bytes(struct feed *feed, const void *bytes, size_t size)
{
    if (size == 0)
        return;
    if (size > sizeof feed->bytes - feed->used)
        feed_flush(feed);
    if (size > sizeof feed->bytes) {
        crypto_generichash_update(&feed->hash, bytes, size);
        return;
    }
    memcpy(feed->bytes + feed->used, bytes, size);
    feed->used += size;
}

static void feed_value(struct feed *feed, const struct value *value)
{
    bool is_number = value->type == VALUE_INTEGER || value->type == VALUE_REAL;
    guint64 number = GUINT64_TO_LE((guint64)value->integer);
    size_t size = is_number ? sizeof number : value->size;
    guint32 length = GUINT32_TO_LE((guint32)size);
    uint8_t head[VALUE_HEAD] = {(uint8_t)value->type};
    memcpy(head + 1, &length, sizeof length);
    feed_bytes(feed, head, sizeof head);
    feed_bytes(feed, is_number ? (const void *)&number : value->bytes, size);
}

void chain_seal(uint8_t out[SEAL_SIZE], const uint8_t key[SEAL_KEY_SIZE], const uint8_t *before,
                const struct value *values, size_t n)
{
    struct feed feed;
    feed.used = 0;
    crypto_generichash_init(&feed.hash, key, SEAL_KEY_SIZE, SEAL_SIZE);
    if (before != NULL)
        feed_bytes(&feed, before, SEAL_SIZE);
    for (size_t i = 0; i < n; i++)
        feed_value(&feed, &values[i]);
    feed_flush(&feed);
    crypto_generichash_final(&feed.hash, out, SEAL_SIZE);
}
