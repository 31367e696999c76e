#pragma once
/* A visitor for tests of flow: a flow, its configuration and a clock that only moves when told. */
#include "flow.h"

struct visit {
    struct flow_config config;
    struct flow flow;
    gint64 now;
    gint64 next_seq; /* what the next stored entry gets */
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

/* Nothing is asked of storage. */
void visit_assert_no_request(struct visit *visit);
