#pragma once
/* Stage: a real flow, led by taps to any page, and what a layout needs beside it. For tests of the looks. */
#include "layout.h"

struct stage {
    center_t *center;
    words_t *words;
    struct flow_config config;
    struct flow flow;
    gint64 now;
    struct layout_code code; /* what pages with a code show; url "": none */
};

/* The address of a code, of 98 letters as most will have. */
#define STAGE_CODE_URL                                                                                       \
    "https://danhgia.chiminh.haiphong.gov.vn/d/AQHkZ2p0bWv3Q8xYt1LrUeN7sDf5KcVoGyPiJhMaB9nTq6wXEzRlC4Og"

/* From now on pages that may show a code have this one; NULL: none. */
void stage_show_code(struct stage *stage, const char *url);

/* What a layout needs for this stage. */
struct layout_context stage_context(struct stage *stage, struct panel panel, layout_measure measure,
                                    void *payload);

/* Ends the program with a message when a file is wrong. `bound_area` may be NULL. */
void stage_open(struct stage *stage, const char *center_file, const char *words_folder,
                const char *bound_area);
void stage_close(struct stage *stage);

/* The pages there are; NULL-ended. "more" is the second page of tiles, "over" is thanks when nothing can be
 * changed any more. Of the staff: "pin" is the pad, "pin4" after four digits, "checking" while the PIN is
 * checked, "wrong" with seconds to wait, "no-pin" with a sentence that came; "figures" is the staff page
 * before its lines are there, "board" with the most there can be, "board2" its second page if there is one,
 * "testing" with test mode on; "confirm", "exporting", "result" the sheets over it; "test" is home in test
 * mode. */
const char *const *stage_pages(void);

/* Begins a new visit in that language (an index) and goes to the page. False when there is no such page. */
bool stage_go(struct stage *stage, const char *page, int language);

/* The control under a finger on that page: only "pressed" has one. */
struct control stage_pressed(const char *page);

/* As many lines of the board as there can be, with every mood. `language`: "vi", else English. */
void stage_board(struct staff_board *out, const char *language);

/* Panels as they are sold, by their pixels and the width of the lit screen, each lying (even) and standing.
 */
enum { STAGE_PANELS = 16 };
struct panel stage_sold(int index);

/* A panel by its size in pixels and the width in millimetres of the side `width` pixels run along. */
struct panel stage_panel(int width, int height, double width_mm);
