#include "in_force.h"
#include "folder.h"

static void free_plan(gpointer plan)
{
    plan_free(plan);
}

static bool fail(GError **error, const char *plan, const char *what, const char *expected)
{
    g_set_error(error, PLAN_ERROR, PLAN_ERROR_CONTENT, "plan %s: %s, expected %s", plan, what, expected);
    return false;
}

static bool check_target(const struct plan *plan, const struct target *target, const center_t *center,
                         GError **error)
{
    for (char **area = target->areas; area != NULL && *area != NULL; area++) {
        g_autofree char *what = g_strdup_printf("[target %s] areas: found %s", target->id, *area);
        if (center_area(center, *area) == NULL)
            return fail(error, plan->id, what, "an area of center.ini");
    }
    return true;
}

static bool check(const GPtrArray *plans, const struct plan *plan, const center_t *center, GError **error)
{
    for (guint i = 0; i < plans->len; i++) {
        const struct plan *other = plans->pdata[i];
        if (g_str_equal(other->id, plan->id))
            return fail(error, plan->id, "in force twice", "once");
    }
    for (guint i = 0; i < plan->targets->len; i++)
        if (!check_target(plan, plan->targets->pdata[i], center, error))
            return false;
    return true;
}

GPtrArray *in_force_load(const char *data, const center_t *center, GError **error)
{
    g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func(free_plan);

    for (char **name = center->plans; *name != NULL; name++) {
        g_autofree char *file = folder_find_plan(data, *name);
        g_autoptr(plan_t) plan = NULL;
        if (file == NULL) {
            fail(error, *name, "found none of that name", "one that center.ini can put in force");
            return NULL;
        }
        if (!plan_load(&plan, file, error) || !check(plans, plan, center, error))
            return NULL;
        g_ptr_array_add(plans, g_steal_pointer(&plan));
    }
    return g_steal_pointer(&plans);
}
