#include "flow_internal.h"

enum flow_code flow_code(const struct flow *flow)
{
    if (!flow->config->codes || flow_is_test(flow))
        return FLOW_CODE_NONE;
    if (flow_is_home(flow))
        return FLOW_CODE_RATE;
    return flow->page == FLOW_THANKS ? FLOW_CODE_REMARK : FLOW_CODE_NONE;
}

bool flow_code_is_due(const struct flow *flow, bool finger, gint64 now)
{
    enum flow_code code = flow_code(flow);
    if (code == FLOW_CODE_NONE || now < flow->code_due[code])
        return false;
    return flow->code_due[code] == 0 || !finger;
}

gint64 flow_code_deadline(const struct flow *flow, gint64 now)
{
    enum flow_code code = flow_code(flow);
    return code == FLOW_CODE_NONE || now >= flow->code_due[code] ? G_MAXINT64 : flow->code_due[code];
}

void flow_code_made(struct flow *flow, bool here, gint64 now)
{
    enum flow_code code = flow_code(flow);
    g_assert(code != FLOW_CODE_NONE);
    if (flow->code_due[code] != 0 && flow->code_here[code] != here && !flow->code_cramped[code]) {
        flow->serial++;
        flow->page_since = now;
    }
    flow->code_here[code] = here;
    flow->code_due[code] = now + FLOW_CODE_MS;
    flow_schedule(flow, now, true);
}

void flow_code_fits(struct flow *flow, bool fits, gint64 now)
{
    enum flow_code code = flow_code(flow);
    g_assert(code != FLOW_CODE_NONE);
    flow->code_cramped[code] = !fits;
    flow_schedule(flow, now, true);
}

bool flow_has_code(const struct flow *flow)
{
    enum flow_code code = flow_code(flow);
    return code != FLOW_CODE_NONE && flow->code_here[code];
}

bool flow_shows_code(const struct flow *flow)
{
    return flow_has_code(flow) && !flow->code_cramped[flow_code(flow)];
}

void flow_forget_codes(struct flow *flow)
{
    for (int i = 0; i < FLOW_CODES; i++) {
        flow->code_here[i] = false;
        flow->code_due[i] = 0;
    }
}
