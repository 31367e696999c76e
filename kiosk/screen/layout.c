#include "layout.h"
#include "page.h"

enum {
    LESS_1 = PART_COMMUNE,
    LESS_2 = LESS_1 | PART_PRIVACY,
    LESS_3 = LESS_2 | PART_CAPTION,
    LESS_4 = LESS_3 | PART_NAME,
    LESS_5 = LESS_4 | PART_MARGIN,
    LESS_6 = LESS_5 | PART_BAND,
    LESS_7 = LESS_6 | PART_HEADER
};

/* What is tried on a panel too small for the style before. First the type comes down from a comfortable size
 * to what is legible at 600, 500 and 400 mm (the smaller the panel, the nearer people stand); then furniture
 * goes. */
static const struct {
    double type, question_mm;
    unsigned without;
} STEPS[] = {
    {1, 10.2, 0}, /* the question 1.4 times a label */
    {1, 9.0, 0},
    {5.0 / 6, 7.5, 0},
    {4.0 / 6, 6.0, 0},
    {4.0 / 6, 6.0, LESS_1},
    {4.0 / 6, 6.0, LESS_2},
    {4.0 / 6, 6.0, LESS_3},
    {4.0 / 6, 6.0, LESS_4},
    {4.0 / 6, 6.0, LESS_5},
    {4.0 / 6, 6.0, LESS_6},
    {4.0 / 6, 5.5, LESS_7},
    {4.0 / 6, 4.9, LESS_7},
};

/* With the code for phones only the first of them are tried: those that are legible at 600 mm. */
enum { STEPS_WITH_CODE = 2 };

/* A large panel has larger type than it must: this length in mm of its short side has the sizes of 600 mm. */
static const double LANDSCAPE_MM = 268, PORTRAIT_MM = 220;
static const double LARGEST_TYPE = 1.6, LARGEST_FURNITURE = 1.3, LEAST_FURNITURE = 4.0 / 6;

static double larger(const struct panel *panel, double short_mm, double most)
{
    return MIN(MIN(panel->width, panel->height) / panel->px_per_mm / short_mm, most);
}

static double comfortable(const struct panel *panel)
{
    return larger(panel, panel->width >= panel->height ? LANDSCAPE_MM : PORTRAIT_MM, LARGEST_TYPE);
}

static bool try_style(struct scene *out, const struct layout_context *context, const struct flow *flow,
                      gint64 now, struct style style)
{
    static void (*const PAGES[])(struct page *) = {
        [FLOW_HOME] = page_home,     [FLOW_RATE] = page_rate,   [FLOW_WHY] = page_why,
        [FLOW_THANKS] = page_thanks, [FLOW_FAULT] = page_fault, [FLOW_PIN] = page_pin,
        [FLOW_STAFF] = page_staff};
    struct page page;
    page_begin(&page, out, context, flow, now, style);
    if (flow_is_test(flow) && !flow_is_staff(flow))
        put_test_strip(&page);
    PAGES[flow->page](&page);
    if (flow->config->staff && (flow_is_home(flow) || flow->page == FLOW_FAULT))
        put_corner(&page);
    if (flow->warning)
        page_warning(&page);
    out->fits = page.fits;
    return page.fits;
}

/* Between the comfortable size of labels and the least that is legible. */
enum { COMFORTS = 3 };

static bool try_styles(struct scene *out, const struct layout_context *context, const struct flow *flow,
                       gint64 now, enum code_place code)
{
    double comfort = comfortable(&context->panel);
    double furniture = MAX(LEAST_FURNITURE, larger(&context->panel, LANDSCAPE_MM, LARGEST_FURNITURE));
    for (int i = COMFORTS; i >= 0 && comfort > 1; i--) {
        double type = 1 + (comfort - 1) * i / COMFORTS;
        struct style style = {type, furniture, STEPS[0].question_mm * comfort, 0, code};
        if (try_style(out, context, flow, now, style))
            return true;
    }
    for (int i = 0; i < (code == CODE_NOWHERE ? (int)G_N_ELEMENTS(STEPS) : STEPS_WITH_CODE); i++) {
        struct style style = {STEPS[i].type, furniture, STEPS[i].question_mm, STEPS[i].without, code};
        if (try_style(out, context, flow, now, style))
            return true;
    }
    return false;
}

void layout_scene(struct scene *out, const struct layout_context *context, const struct flow *flow,
                  gint64 now)
{
    bool code = context->code != NULL && flow_has_code(flow);
    if (code &&
        (try_styles(out, context, flow, now, CODE_LOW) || try_styles(out, context, flow, now, CODE_HIGH)))
        return;
    try_styles(out, context, flow, now, CODE_NOWHERE);
}

static bool inside(struct rect rect, int x, int y)
{
    return x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h;
}

struct control layout_control_at(const struct scene *scene, int x, int y)
{
    for (int i = scene->n - 1; i >= 0; i--) {
        const struct box *box = &scene->boxes[i];
        if (box->kind == BOX_SHADE)
            return (struct control){CONTROL_STAY, 0};
        if (box->control.kind == CONTROL_STAY ||
            (box->control.kind != CONTROL_NONE && inside(box->rect, x, y)))
            return box->control;
    }
    return (struct control){CONTROL_NONE, 0};
}

struct rect layout_control_rect(const struct scene *scene, struct control control)
{
    for (int i = scene->n - 1; i >= 0; i--) {
        if (control.kind != CONTROL_NONE && control_equal(scene->boxes[i].control, control))
            return scene->boxes[i].rect;
    }
    return (struct rect){0, 0, 0, 0};
}
