#include "canvas.h"

void canvas_open(struct canvas *canvas, const char *driver, int width, int height, bool high_contrast)
{
    g_autoptr(GError) error = NULL;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
    SDL_SetHint(SDL_HINT_VIDEODRIVER, driver);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        g_error("SDL: %s", SDL_GetError());
    canvas->window = SDL_CreateWindow("canvas", 0, 0, width, height, SDL_WINDOW_BORDERLESS);
    if (canvas->window == NULL)
        g_error("SDL: %s", SDL_GetError());
    canvas->renderer = SDL_CreateRenderer(canvas->window, -1, 0);
    if (canvas->renderer == NULL)
        g_error("SDL: %s", SDL_GetError());
    if (!draw_open(&canvas->draw, canvas->renderer, SOURCE_DIR "/assets", SOURCE_DIR "/fonts", high_contrast,
                   &error))
        g_error("%s", error->message);
}

void canvas_close(struct canvas *canvas)
{
    draw_close(canvas->draw);
    SDL_DestroyRenderer(canvas->renderer);
    SDL_DestroyWindow(canvas->window);
    SDL_Quit();
}

SDL_Surface *canvas_pixels(const struct canvas *canvas)
{
    int width, height;
    g_assert_cmpint(SDL_GetRendererOutputSize(canvas->renderer, &width, &height), ==, 0);
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 24, SDL_PIXELFORMAT_RGB24);
    g_assert_nonnull(surface);
    int read = SDL_RenderReadPixels(canvas->renderer, NULL, surface->format->format, surface->pixels,
                                    surface->pitch);
    g_assert_cmpint(read, ==, 0);
    return surface;
}
