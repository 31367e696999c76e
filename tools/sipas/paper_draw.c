#include "paper_draw.h"
#include "paper.h"
#include <librsvg/rsvg.h>
#include <math.h>

/* --- codes --- */

/* A step along the edge between dark and light, the dark on its right. */
enum heading { EAST, SOUTH, WEST, NORTH, HEADINGS };

static const int STEP_X[] = {1, 0, -1, 0}, STEP_Y[] = {0, 1, 0, -1};

struct outlines {
    const struct qr *code;
    bool walked[QR_SIDE_MOST + 1][QR_SIDE_MOST + 1]; /* the step east from that corner */
};

/* Corner (x, y) is the top left one of module (x, y); around the code all is light. */
static bool is_dark(const struct qr *code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code->side && y < code->side && code->module[y][x];
}

/* Whether the edge goes from the corner in that heading: dark on the right of it, light on the left. */
static bool is_edge(const struct qr *code, int x, int y, enum heading heading)
{
    const int right_x[] = {x, x - 1, x - 1, x}, right_y[] = {y, y, y - 1, y - 1};
    const int left = (heading + HEADINGS - 1) % HEADINGS;

    return is_dark(code, right_x[heading], right_y[heading]) && !is_dark(code, right_x[left], right_y[left]);
}

/* Right first: where two dark modules touch at a corner, each keeps its own outline. */
static enum heading turn(const struct qr *code, int x, int y, enum heading heading)
{
    const enum heading right = (heading + 1) % HEADINGS, left = (heading + HEADINGS - 1) % HEADINGS;

    if (is_edge(code, x, y, right))
        return right;
    return is_edge(code, x, y, heading) ? heading : left;
}

/* Walks once around from a corner where a step east begins. */
static void add_outline(cairo_t *cr, struct outlines *outlines, int start_x, int start_y)
{
    enum heading heading = EAST;
    int x = start_x, y = start_y;

    cairo_move_to(cr, x, y);
    do {
        if (heading == EAST)
            outlines->walked[y][x] = true;
        x += STEP_X[heading];
        y += STEP_Y[heading];
        const enum heading next = turn(outlines->code, x, y, heading);
        if (next != heading && (x != start_x || y != start_y || next != EAST))
            cairo_line_to(cr, x, y);
        heading = next;
    } while (x != start_x || y != start_y || heading != EAST);
    cairo_close_path(cr);
}

int paper_code_modules(const struct qr *code)
{
    return code->side - 2 * QR_QUIET;
}

void paper_draw_code(cairo_t *cr, const struct qr *code, int x, int y, int module,
                     const struct paper_colour *colour)
{
    struct outlines outlines = {.code = code};

    cairo_save(cr);
    cairo_translate(cr, x - QR_QUIET * module, y - QR_QUIET * module);
    cairo_scale(cr, module, module);
    for (int row = 0; row < code->side; row++)
        for (int column = 0; column < code->side; column++)
            if (is_edge(code, column, row, EAST) && !outlines.walked[row][column])
                add_outline(cr, &outlines, column, row);
    paper_set_colour(cr, colour);
    cairo_fill(cr);
    cairo_restore(cr);
}

/* --- lines --- */

void paper_set_colour(cairo_t *cr, const struct paper_colour *colour)
{
    cairo_set_source_rgb(cr, colour->red, colour->green, colour->blue);
}

void paper_draw_line(cairo_t *cr, double x1, double y1, double x2, double y2, double thick,
                     const struct paper_colour *colour)
{
    paper_set_colour(cr, colour);
    cairo_set_line_width(cr, thick);
    cairo_move_to(cr, x1, y1);
    cairo_line_to(cr, x2, y2);
    cairo_stroke(cr);
}

void paper_round_path(cairo_t *cr, double x, double y, double width, double height, double radius)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
    cairo_arc(cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
    cairo_arc(cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
    cairo_arc(cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
    cairo_close_path(cr);
}

/* --- pictures --- */

struct paper_picture {
    RsvgHandle *handle;
};

paper_picture_t *paper_picture_new(const char *folder, const char *name, GError **error)
{
    g_autofree char *assets_name = g_strconcat(name, ".svg", NULL);
    g_autofree char *file = g_build_filename(folder, assets_name, NULL);
    RsvgHandle *handle = rsvg_handle_new_from_file(file, error);

    if (!handle) {
        g_prefix_error(error, "%s: ", file);
        return NULL;
    }
    paper_picture_t *picture = g_new0(paper_picture_t, 1);
    picture->handle = handle;
    return picture;
}

void paper_picture_free(paper_picture_t *picture)
{
    if (!picture)
        return;
    g_object_unref(picture->handle);
    g_free(picture);
}

bool paper_picture_draw(const paper_picture_t *picture, cairo_t *cr, double x, double y, double side,
                        GError **error)
{
    const RsvgRectangle box = {.x = x, .y = y, .width = side, .height = side};

    return rsvg_handle_render_document(picture->handle, cr, &box, error);
}
