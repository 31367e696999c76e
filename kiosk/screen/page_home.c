/* Home: the areas as tiles. More than a page holds are reached by tiles that turn the page. */
#include "page.h"
#include <math.h>

enum { TILES_MAX = 12, TILES_ENOUGH = 6, TILE_LINES = 3 };

static const double TILE_MM = 30;
static const double ICON_LEAST_MM = 10;
static const double TEXT_APART_MM = 1.5; /* by which a tile beside a code is higher than its text, at least */

struct grid {
    int cols, rows;
    int tile_w, tile_h;
    int pad, icon;
    int end;       /* room right of a name beside its icon */
    bool sideways; /* the icon stands beside the name, not over it */
    int lines;     /* of the longest name */
};

static const char *area_name(const struct page *page, int index)
{
    const center_t *center = page->context->center;
    return local_text_get(center_area(center, page->flow->config->areas[index])->name, page->language);
}

static struct text_need names_need(const struct page *page)
{
    struct text_need need = {0};
    for (int i = 0; i < page->flow->config->n_areas; i++)
        need_add(page, &need, area_name(page, i), TYPE_LABEL, WEIGHT_SEMIBOLD);
    need_add(page, &need, page_word(page, "home.next"), TYPE_LABEL, WEIGHT_SEMIBOLD);
    need_add(page, &need, page_word(page, "home.previous"), TYPE_LABEL, WEIGHT_SEMIBOLD);
    return need;
}

static bool try_upright(const struct page *page, struct grid *grid, const struct text_need *need)
{
    grid->sideways = false;
    grid->lines = need_lines(need, grid->tile_w - 2 * grid->pad, TILE_LINES);
    int text = grid->lines * page_line_height(page, TYPE_LABEL);
    int room = grid->tile_h - text - 7 * grid->pad / 4;
    int largest = page_mm(page, 26 * MAX(1, page->style.type));
    grid->icon = MIN(MIN(room, grid->tile_h * 45 / 100), largest);
    return grid->lines > 0 && grid->icon >= page_mm(page, ICON_LEAST_MM);
}

/* Beside the icon, the fewest lines that leave it three quarters of its best size, else whatever leaves it
 * the least. */
static bool try_sideways(const struct page *page, struct grid *grid, const struct text_need *need)
{
    int least = page_mm(page, ICON_LEAST_MM), largest = page_mm(page, 26 * MAX(1, page->style.type));
    int best = MAX(least, MIN(MIN(grid->tile_h * 55 / 100, grid->tile_w * 22 / 100), largest));
    int wanted[] = {best * 3 / 4, least};
    int apart = page->code != NULL ? page_mm(page, TEXT_APART_MM) : grid->pad;
    grid->sideways = true;
    for (int i = 0; i < 2; i++) {
        for (grid->lines = 1; grid->lines <= TILE_LINES; grid->lines++) {
            int text = grid->lines * page_line_height(page, TYPE_LABEL);
            grid->icon = MIN(best, grid->tile_w - 9 * grid->pad / 4 - grid->end - need->width[grid->lines]);
            if (grid->icon >= MAX(wanted[i], least) && text + apart <= grid->tile_h)
                return true;
        }
    }
    return false;
}

static bool try_grid(const struct page *page, struct grid *grid, struct rect band,
                     const struct text_need *need, int cols, int rows)
{
    double large = MAX(1, page->style.type);
    int least = page_mm(page, TILE_MM);
    grid->cols = cols;
    grid->rows = rows;
    grid->tile_w = MIN((band.w - (cols - 1) * page->gap) / cols, page_mm(page, 130 * large));
    grid->tile_h = MIN((band.h - (rows - 1) * page->gap) / rows, page_mm(page, 62 * large));
    grid->pad = page_mm(page, grid->tile_h > page_mm(page, 40) || grid->tile_w > page_mm(page, 90) ? 4 : 2);
    grid->end = page_mm(page, grid->pad > page_mm(page, 2) ? 5 : 1.5);
    if (grid->tile_w < least || grid->tile_h < least)
        return false;
    if (grid->tile_w * 10 >= grid->tile_h * 19)
        return try_sideways(page, grid, need) || try_upright(page, grid, need);
    return try_upright(page, grid, need) || try_sideways(page, grid, need);
}

/* How far a grid is from the ideal: no empty place, tiles of a calm shape, few lines. */
static double grid_cost(const struct grid *grid, int n)
{
    double shape = fabs(log((double)grid->tile_w / grid->tile_h / 1.8));
    return abs(grid->cols * grid->rows - n) + 1.5 * shape + 0.5 * grid->lines;
}

/* The best grid that holds all n, else the best of those that hold most. False when not even three tiles fit.
 */
static bool choose_grid(const struct page *page, struct grid *out, struct rect band,
                        const struct text_need *need, int n)
{
    bool found = false;
    for (int rows = 1; rows <= TILES_MAX; rows++) {
        for (int cols = 1; cols * rows <= TILES_MAX; cols++) {
            struct grid grid;
            if (!try_grid(page, &grid, band, need, cols, rows))
                continue;
            int holds = MIN(cols * rows, n), held = found ? MIN(out->cols * out->rows, n) : 0;
            if (holds > held || (holds == held && grid_cost(&grid, n) < grid_cost(out, n))) {
                *out = grid;
                found = true;
            }
        }
    }
    return found && out->cols * out->rows >= MIN(n, 3);
}

/* Which areas a page of tiles shows. The first and the last page turn one way, those between both ways. */
struct tiles {
    int pages, first, n;
    bool previous, next;
};

static struct tiles tiles_of(int n, int cells, int page)
{
    struct tiles out = {.pages = 1, .n = n};
    if (n <= cells)
        return out;
    out.pages = 2 + MAX(0, n - 2 * (cells - 1) + cells - 3) / (cells - 2);
    page = MIN(page, out.pages - 1);
    out.previous = page > 0;
    out.next = page < out.pages - 1;
    out.first = page == 0 ? 0 : cells - 1 + (page - 1) * (cells - 2);
    out.n = MIN(n - out.first, cells - out.previous - out.next);
    return out;
}

static struct rect tile_rect(const struct page *page, const struct grid *grid, struct rect area, int cell)
{
    return (struct rect){area.x + cell % grid->cols * (grid->tile_w + page->gap),
                         area.y + cell / grid->cols * (grid->tile_h + page->gap), grid->tile_w, grid->tile_h};
}

static void put_tile_inside(struct page *page, const struct grid *grid, struct rect tile, const char *icon,
                            const char *name)
{
    int side = grid->icon, pad = grid->pad;
    int line_height = page_line_height(page, TYPE_LABEL);
    if (grid->sideways) {
        int x = tile.x + pad * 5 / 4 + side + pad, width = tile.x + tile.w - grid->end - x;
        struct text_block text = page_text(page, name, TYPE_LABEL, WEIGHT_SEMIBOLD, width, TILE_LINES);
        put_icon(page, icon, (struct rect){tile.x + pad * 5 / 4, tile.y + (tile.h - side) / 2, side, side},
                 INK_ACCENT);
        put_text(page, &text, x, tile.y + (tile.h - text.height) / 2, width, ALIGN_LEFT, INK_MAIN);
        return;
    }
    int width = tile.w - 2 * pad;
    int y = tile.y + (tile.h - side - pad / 2 - grid->lines * line_height) / 2;
    struct text_block text = page_text(page, name, TYPE_LABEL, WEIGHT_SEMIBOLD, width, TILE_LINES);
    put_icon(page, icon, (struct rect){tile.x + (tile.w - side) / 2, y, side, side}, INK_ACCENT);
    put_text(page, &text, tile.x + pad, y + side + pad / 2, width, ALIGN_CENTER, INK_MAIN);
}

static void put_tiles(struct page *page, const struct grid *grid, struct rect area)
{
    const struct flow_config *config = page->flow->config;
    int cells = grid->cols * grid->rows, shown = page->flow->tiles_page;
    struct tiles tiles = tiles_of(config->n_areas, cells, shown);
    shown = MIN(shown, tiles.pages - 1);
    page->scene->tiles_pages = tiles.pages;
    for (int i = 0; i < tiles.n; i++) {
        struct rect tile = tile_rect(page, grid, area, i);
        int index = tiles.first + i;
        put_control(page, BOX_CARD, tile, CONTROL_AREA, index);
        put_tile_inside(page, grid, tile, center_area(page->context->center, config->areas[index])->icon,
                        area_name(page, index));
    }
    if (tiles.previous) {
        struct rect tile = tile_rect(page, grid, area, cells - 1 - tiles.next);
        put_control(page, BOX_QUIET, tile, CONTROL_PAGE, shown - 1);
        put_tile_inside(page, grid, tile, "previous", page_word(page, "home.previous"));
    }
    if (tiles.next) {
        struct rect tile = tile_rect(page, grid, area, cells - 1);
        put_control(page, BOX_QUIET, tile, CONTROL_PAGE, shown + 1);
        put_tile_inside(page, grid, tile, "next", page_word(page, "home.next"));
    }
}

/* The line about privacy stands in the middle between what can be tapped and the bottom, within reason. */
static struct rect home_footer(const struct page *page)
{
    struct rect row = footer_row(page, false);
    int spare = page->height * 15 / 100 - page->edge - row.h;
    row.y -= MAX(0, spare / 3);
    return row;
}

static bool chosen(struct page *page, struct grid *grid, struct rect band, const struct text_need *need)
{
    int n = page->flow->config->n_areas;
    if (!choose_grid(page, grid, band, need, n)) {
        page->fits = false;
        return false;
    }
    /* Smaller type before a second page of tiles, less furniture before many pages. */
    int enough = page->style.type > 1 ? TILES_MAX : page_has(page, PART_BAND) ? TILES_ENOUGH : 0;
    if (grid->cols * grid->rows < MIN(n, enough))
        page->fits = false;
    return true;
}

/* The code takes its room from the tiles, but never makes one page of them several. */
static bool chosen_beside_code(struct page *page, struct grid *grid, const struct frame *frame,
                               const struct text_need *need)
{
    struct grid without;
    int n = page->flow->config->n_areas;
    if (!chosen(page, grid, frame->band, need))
        return false;
    if (grid->cols * grid->rows < n && choose_grid(page, &without, frame->whole, need, n) &&
        without.cols * without.rows >= n)
        page->fits = false;
    return true;
}

void page_home(struct page *page)
{
    struct frame frame;
    struct grid grid;
    struct text_need need = names_need(page);
    frame_begin(page, &frame, NULL, page_word(page, "home.question"), false);
    if (!(frame.has_code ? chosen_beside_code(page, &grid, &frame, &need)
                         : chosen(page, &grid, frame.band, &need)))
        return;
    int width = grid.cols * (grid.tile_w + page->gap) - page->gap;
    int height = grid.rows * (grid.tile_h + page->gap) - page->gap;
    struct rect area = {frame.band.x + (frame.band.w - width) / 2, frame.band.y + (frame.band.h - height) / 2,
                        width, height};
    put_tiles(page, &grid, area);
    frame_end(page, &frame, area);
    put_privacy(page, frame_footer(page, &frame, home_footer(page)), ALIGN_CENTER);
}
