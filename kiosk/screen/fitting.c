#include "screen_internal.h"

static const char *const PAGES[] = {
    [FLOW_HOME] = "home",   [FLOW_RATE] = "rate", [FLOW_WHY] = "why",    [FLOW_THANKS] = "thanks",
    [FLOW_FAULT] = "fault", [FLOW_PIN] = "pin",   [FLOW_STAFF] = "staff"};

/* A visitor who has come to that page. */
static struct flow visitor_at(const screen_t *screen, enum flow_page page, int language)
{
    struct flow flow = screen->flow;
    flow.page = page;
    flow.language = language;
    flow.area = page == FLOW_HOME ? -1 : MAX(screen->config.bound_area, 0);
    flow.rating_seq = page == FLOW_WHY || page == FLOW_THANKS ? 1 : 0;
    flow.undo_offered = page == FLOW_THANKS;
    return flow;
}

void fitting_warn(const screen_t *screen)
{
    const struct panel *panel = &screen->layout.panel;
    g_autofree struct scene *scene = g_new(struct scene, 1);
    for (int i = 0; i < (int)G_N_ELEMENTS(PAGES) * screen->config.n_languages; i++) {
        enum flow_page page = (enum flow_page)(i % (int)G_N_ELEMENTS(PAGES));
        int language = i / (int)G_N_ELEMENTS(PAGES);
        struct flow flow = visitor_at(screen, page, language);
        if ((page == FLOW_HOME && screen->config.bound_area >= 0) ||
            (page >= FLOW_PIN && !screen->config.staff))
            continue;
        layout_scene(scene, &screen->layout, &flow, screen_now());
        if (!scene->fits)
            g_printerr("%s: page %s in %s: expected a larger panel than %d x %d pixels, %d mm wide\n",
                       g_get_prgname(), PAGES[page], screen->options.center->languages[language],
                       panel->width, panel->height, (int)(panel->width / panel->px_per_mm + 0.5));
    }
}
