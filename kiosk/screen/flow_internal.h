#pragma once
/* The flow's parts, shared by flow.c (what all pages have in common, and the fault page), flow_visit.c (the
 * pages of a visit), flow_code.c (when codes are made) and flow_staff.c (the pages of the staff, and test
 * mode).
 */
#include "flow.h"

/* What a page does. `enter` sets the page's own fields, `tap` obeys a control and says whether anything to be
 * seen changed, `tick` does likewise when the deadline that `due` names has passed. */
struct flow_manner {
    void (*enter)(struct flow *flow, gint64 now);
    bool (*tap)(struct flow *flow, struct control control, gint64 now);
    bool (*tick)(struct flow *flow, gint64 now);
    gint64 (*due)(const struct flow *flow, gint64 now);
};

/* Static storage. */
const struct flow_manner *flow_visit_manner(enum flow_page page);
const struct flow_manner *flow_staff_manner(enum flow_page page);

/* --- in flow.c --- */

/* Every change of what the screen asks goes through here, so that no finger acts on a page it did not see. */
void flow_turn_to(struct flow *flow, enum flow_page page, gint64 now);

/* Nothing of one visitor is left for the next. The page stays. */
void flow_forget_visit(struct flow *flow);

/* Forgets the visit and shows where one begins. */
void flow_begin_visit(struct flow *flow, gint64 now);

/* Whoever was there last may have left by then. */
gint64 flow_alone_at(const struct flow *flow);

/* Called at the end of everything that may have moved the next deadline; returns `changed`. */
bool flow_schedule(struct flow *flow, gint64 now, bool changed);

/* --- in flow_code.c --- */

/* The next visit has codes of its own. */
void flow_forget_codes(struct flow *flow);

/* --- in flow_visit.c --- */

void flow_thank(struct flow *flow, gint64 now);

/* The page that follows the answer which has just been stored. */
void flow_go_on(struct flow *flow, gint64 now);

/* --- in flow_staff.c --- */

/* Opens the pad, where a long press may. */
bool flow_open_pin(struct flow *flow, gint64 now);

/* While the staff pages show, what storage says decides where they lead back to. Nothing to be seen changes.
 */
bool flow_staff_storage(struct flow *flow, enum flow_outcome outcome, gint64 now);

/* When test mode ends by itself; G_MAXINT64 when it is off. */
gint64 flow_test_due(const struct flow *flow);
void flow_end_test(struct flow *flow);
