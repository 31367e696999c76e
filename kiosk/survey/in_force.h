#pragma once
/* The plans that center.ini puts in force. */
#include "center.h"
#include "plan.h"

/* Of struct plan *, in center.ini's order; free with g_ptr_array_unref. NULL on failure: a plan that is not
 * there, is in force twice, or has a target over an area the center does not have, which would be judged over
 * what is left. */
GPtrArray *in_force_load(const char *data, const center_t *center, GError **error);
