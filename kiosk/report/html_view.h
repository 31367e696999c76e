#pragma once
/* The board's view of a report: what is left of its figures when the rule of html_hide.h is applied. The
 * parts of the board that write figures see this and never the report's own. Only for html*.c. */
#include "html_hide.h"
#include "wording.h"

/* A part of an item's whole: an area, or a step of the trend. */
struct view_part {
    const struct report_row *row;   /* of an area, else NULL */
    const struct report_step *step; /* of a step, else NULL */
    struct seen seen;
    struct seen before; /* of an area, when compared */
};

/* One question. */
struct view_item {
    enum item item;
    const struct report_row *row; /* its whole: the center, or the area the report is narrowed to */
    struct seen seen, before;
    struct seen_levels levels[LEVEL_COUNT];
    size_t n_levels; /* 0: not published */
    GArray *areas;   /* of struct view_part */
    GArray *steps;   /* likewise */
};

struct view {
    struct wording words;
    GArray *items; /* of struct view_item, in the report's order */
};

enum view_verdict { VIEW_MET, VIEW_MISSED, VIEW_NO_DATA, VIEW_TOO_FEW, VIEW_HIDDEN, VIEW_OUTSIDE };

struct view view_make(const report_t *report, const struct face_style *style);
void view_clear(struct view *view);

/* What is known of what the target is about. */
struct seen view_of_target(const struct view *view, const struct report_target *target);

/* The verdict that everybody can come to who knows that. */
enum view_verdict view_judge(const struct view *view, const struct report_target *target);

enum basis view_basis(const struct view *view, struct seen seen);

/* How many named the reason; -1: not published. */
gint64 view_reason(const report_t *report, enum reason reason);

/* Whether both the files settled and those who took part may be told, also beside all that is told of them:
 * how many had a question before them and left it out. */
bool view_tells_participation(const struct view *view, const struct view_item *item);
