#pragma once
/* Texture cache: textures by what is on them, the least recently used let go first. Internal to draw. */
#include <SDL.h>
#include <glib.h>

typedef struct texture_cache texture_cache_t;

/* Holds at most `max_count` textures and about `max_bytes` of pixels. */
texture_cache_t *texture_cache_new(int max_count, gsize max_bytes);
void texture_cache_free(texture_cache_t *cache); /* NULL is fine */

/* The texture of that key, or NULL. Owned by the cache; good until the next put or clear. */
SDL_Texture *texture_cache_get(texture_cache_t *cache, const char *key);

/* Takes the texture over. The key must not be in the cache yet. */
void texture_cache_put(texture_cache_t *cache, const char *key, SDL_Texture *texture);
void texture_cache_clear(texture_cache_t *cache);
int texture_cache_count(const texture_cache_t *cache);
