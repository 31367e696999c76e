#include "screen_internal.h"
#include <SDL_image.h>
#include <errno.h>
#include <glib/gstdio.h>

static SDL_Surface *read_back(SDL_Renderer *renderer)
{
    int width, height;
    if (SDL_GetRendererOutputSize(renderer, &width, &height) != 0)
        return NULL;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 24, SDL_PIXELFORMAT_RGB24);
    if (surface != NULL &&
        SDL_RenderReadPixels(renderer, NULL, surface->format->format, surface->pixels, surface->pitch) != 0) {
        SDL_FreeSurface(surface);
        return NULL;
    }
    return surface;
}

bool picture_save(SDL_Renderer *renderer, const char *file, GError **error)
{
    g_autofree char *beside = g_strconcat(file, ".part", NULL);
    SDL_Surface *surface = read_back(renderer);
    bool saved = surface != NULL && IMG_SavePNG(surface, beside) == 0;
    if (!saved)
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_VIDEO, "%s: expected to write a picture there: %s",
                    file, SDL_GetError());
    SDL_FreeSurface(surface);
    if (saved && g_rename(beside, file) != 0) {
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_VIDEO, "%s: expected to write a picture there: %s",
                    file, g_strerror(errno));
        saved = false;
    }
    if (!saved)
        g_unlink(beside);
    return saved;
}
