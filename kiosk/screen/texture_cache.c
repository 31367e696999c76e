#include "texture_cache.h"

struct entry {
    char *key;
    SDL_Texture *texture;
    gsize bytes;
    GList *link; /* texture_cache::order */
};

struct texture_cache {
    GHashTable *entries; /* key to struct entry, owns it */
    GQueue order;        /* of struct entry, most recently used first */
    gsize bytes, max_bytes;
    guint max_count;
};

static void entry_free(gpointer data)
{
    struct entry *entry = data;
    SDL_DestroyTexture(entry->texture);
    g_free(entry->key);
    g_free(entry);
}

texture_cache_t *texture_cache_new(int max_count, gsize max_bytes)
{
    texture_cache_t *cache = g_new0(texture_cache_t, 1);
    cache->entries = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, entry_free);
    g_queue_init(&cache->order);
    cache->max_count = (guint)max_count;
    cache->max_bytes = max_bytes;
    return cache;
}

void texture_cache_free(texture_cache_t *cache)
{
    if (cache == NULL)
        return;
    texture_cache_clear(cache);
    g_hash_table_destroy(cache->entries);
    g_free(cache);
}

void texture_cache_clear(texture_cache_t *cache)
{
    g_queue_clear(&cache->order);
    g_hash_table_remove_all(cache->entries);
    cache->bytes = 0;
}

SDL_Texture *texture_cache_get(texture_cache_t *cache, const char *key)
{
    struct entry *entry = g_hash_table_lookup(cache->entries, key);
    if (entry == NULL)
        return NULL;
    g_queue_unlink(&cache->order, entry->link);
    g_queue_push_head_link(&cache->order, entry->link);
    return entry->texture;
}

static void drop_oldest(texture_cache_t *cache)
{
    struct entry *entry = g_queue_pop_tail(&cache->order);
    cache->bytes -= entry->bytes;
    g_hash_table_remove(cache->entries, entry->key);
}

void texture_cache_put(texture_cache_t *cache, const char *key, SDL_Texture *texture)
{
    struct entry *entry = g_new0(struct entry, 1);
    int width = 0, height = 0;
    SDL_QueryTexture(texture, NULL, NULL, &width, &height);
    entry->key = g_strdup(key);
    entry->texture = texture;
    entry->bytes = (gsize)width * (gsize)height * 4;
    while (cache->order.length > 0 &&
           (cache->order.length >= cache->max_count || cache->bytes + entry->bytes > cache->max_bytes))
        drop_oldest(cache);
    g_queue_push_head(&cache->order, entry);
    entry->link = cache->order.head;
    cache->bytes += entry->bytes;
    g_hash_table_insert(cache->entries, entry->key, entry);
}

int texture_cache_count(const texture_cache_t *cache)
{
    return (int)cache->order.length;
}
