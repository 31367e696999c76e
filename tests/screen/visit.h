#pragma once
/* A visitor for tests of flow: a flow, its configuration and a clock that only moves when told. */
#include "flow.h"

struct visit {
    struct flow_config config;
    struct flow flow;
    gint64 now;
    gint64 next_seq;      /* what the next stored entry gets */
    guint64 staff_ticket; /* of the staff's latest errand */
};

enum { VISIT_IDLE_MS = 30000 };

/* Two items, three areas, reasons, two languages; home shows. */
void visit_begin(struct visit *visit);

/* The same after `change` has touched the configuration. */
void visit_begin_with(struct visit *visit, void (*change)(struct flow_config *config));

bool visit_tap(struct visit *visit, enum control_kind kind, int index);

/* Lets time pass, ticking at each deadline on the way. True when anything to be seen changed. */
bool visit_pass(struct visit *visit, gint64 ms);

/* Takes the request there must be. */
struct rating visit_request(struct visit *visit);

/* Takes the request there must be and answers it. */
void visit_store(struct visit *visit);
void visit_refuse(struct visit *visit);

/* Taps `level` and has it stored. */
void visit_rate(struct visit *visit, int level);

/* Goes from home to thanks: area 0, `level` for both items, no reasons. */
void visit_to_thanks(struct visit *visit, int level);

/* Presses the hidden corner for long enough. True when anything to be seen changed. */
bool visit_hold(struct visit *visit);

/* Taps the digits of a PIN, and Enter. */
void visit_enter_pin(struct visit *visit, const char *pin);

/* Takes the errand of the staff there must be. */
struct staff_errand visit_errand(struct visit *visit);

/* Answers the errand taken last. True when anything to be seen changed. */
bool visit_tell(struct visit *visit, struct staff_answer answer);

/* Goes from home to the staff page; its figures are there. */
void visit_to_staff(struct visit *visit);

/* Nothing is asked by the staff. */
void visit_assert_no_errand(struct visit *visit);

/* Nothing is asked of storage. */
void visit_assert_no_request(struct visit *visit);
