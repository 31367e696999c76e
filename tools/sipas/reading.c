#include "reading.h"
#include "command.h"

/* A name with a line end in it would be taken for the end of a mistake. */
static bool name_on_one_line(const char *file, GError *error)
{
    g_autofree char *shown = command_shown(file, -1);

    if (error && !g_str_equal(file, shown)) {
        g_autoptr(GString) message = g_string_new(error->message);
        g_string_replace(message, file, shown, 0);
        g_free(error->message);
        error->message = g_strdup(message->str);
    }
    return error == NULL;
}

bool reading_center(center_t **out, const char *file, GError **error)
{
    GError *cause = NULL;

    center_load(out, file, &cause);
    if (name_on_one_line(file, cause))
        return true;
    g_propagate_error(error, cause);
    return false;
}

static void compare_areas(GString *mistakes, const struct target *target, const char *file,
                          const center_t *center)
{
    for (char **area = target->areas; area && *area; area++)
        if (!center_area(center, *area))
            g_string_append_printf(mistakes,
                                   "%s%s: [target %s] areas: found %s, expected an area of center.ini",
                                   mistakes->len > 0 ? "\n" : "", file, target->id, *area);
}

static void compare_targets(const struct plan *plan, const char *file, const center_t *center, GError **error)
{
    g_autoptr(GString) mistakes = g_string_new(NULL);

    for (guint i = 0; i < plan->targets->len; i++)
        compare_areas(mistakes, g_ptr_array_index(plan->targets, i), file, center);
    if (mistakes->len > 0)
        g_set_error_literal(error, PLAN_ERROR, PLAN_ERROR_CONTENT, mistakes->str);
}

bool reading_plan(struct plan **out, const char *file, const center_t *center, GError **error)
{
    g_autoptr(plan_t) plan = NULL;
    GError *cause = NULL;

    if (plan_load(&plan, file, &cause) && center)
        compare_targets(plan, file, center, &cause);
    if (name_on_one_line(file, cause)) {
        *out = g_steal_pointer(&plan);
        return true;
    }
    g_propagate_error(error, cause);
    return false;
}

bool reading_found_mistakes(const GError *error)
{
    return g_error_matches(error, CENTER_ERROR, CENTER_ERROR_CONTENT) ||
           g_error_matches(error, PLAN_ERROR, PLAN_ERROR_CONTENT);
}
