#include "plan_check.h"
#include <string.h>

enum { DAY_FIRST = 10101, DAY_LAST = 99991231, WHOLE = 10000 };

/* What is being checked, and where mistakes go. */
struct check {
    GString *mistakes;
    const char *file;
    const struct target *target;
};

static void name_mistake(const struct check *check, const char *key, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static void name_mistake(const struct check *check, const char *key, const char *format, ...)
{
    va_list args;

    g_string_append_printf(check->mistakes, "%s: [target %s] %s: ", check->file, check->target->id, key);
    va_start(args, format);
    g_string_append_vprintf(check->mistakes, format, args);
    va_end(args);
    g_string_append_c(check->mistakes, '\n');
}

/* --- days --- */

struct span {
    int from, to;
};

static struct span span_of(int from, int to)
{
    return (struct span){from ? from : DAY_FIRST, to ? to : DAY_LAST};
}

/* The days of both; from after to: none. */
static struct span common(struct span a, struct span b)
{
    return (struct span){MAX(a.from, b.from), MIN(a.to, b.to)};
}

/* "from 2025-07-01", "to 2025-12-31", both or "any day". Free with g_free. */
static char *say_span(struct span span)
{
    char from[11], to[11];
    const bool begins = span.from > DAY_FIRST, ends = span.to < DAY_LAST;

    day_format_iso(from, span.from);
    day_format_iso(to, span.to);
    if (!begins && !ends)
        return g_strdup("on any day");
    return g_strdup_printf("%s%s%s%s%s", begins ? "from " : "", begins ? from : "", begins && ends ? " " : "",
                           ends ? "to " : "", ends ? to : "");
}

/* --- two targets of one plan --- */

static bool same_areas(const struct target *a, const struct target *b)
{
    if (g_strv_length(a->areas) != g_strv_length(b->areas))
        return false;
    for (char **area = a->areas; *area; area++)
        if (!g_strv_contains((const char *const *)b->areas, *area))
            return false;
    return true;
}

static bool same_subject(const struct target *a, const struct target *b)
{
    if (a->outside || b->outside)
        return a->outside == b->outside && strcmp(a->what, b->what) == 0;
    return a->item == b->item && same_areas(a, b);
}

static void compare_limits(const struct check *check, const struct target *earlier, const char *when)
{
    const struct target *target = check->target;
    char found[PERCENT_SIZE], expected[PERCENT_SIZE];

    target_percent_format(found, target);
    target_percent_format(expected, earlier);
    if (target->percent_hundredths != earlier->percent_hundredths)
        name_mistake(check, "percent", "found %s, expected %s as in [target %s], which asks the same %s",
                     found, expected, earlier->id, when);
    else if (target->op != earlier->op)
        name_mistake(check, "operator", "found %s, expected %s as in [target %s], which asks the same %s",
                     target_op_id(target->op), target_op_id(earlier->op), earlier->id, when);
    else
        name_mistake(check, target->outside ? "what" : "item",
                     "found the same as in [target %s] %s, expected it once", earlier->id, when);
}

static void compare(const struct check *check, const struct target *earlier)
{
    const struct target *target = check->target;
    const struct span both = common(span_of(target->from, target->to), span_of(earlier->from, earlier->to));

    if (!same_subject(target, earlier) || both.from > both.to)
        return;
    g_autofree char *when = say_span(both);
    compare_limits(check, earlier, when);
}

/* --- one target --- */

static void check_limit(const struct check *check)
{
    const struct target *target = check->target;

    if (target->op == TARGET_ABOVE && target->percent_hundredths == WHOLE)
        name_mistake(check, "percent", "found > 100, expected >= 100 or less than 100: nothing is above all");
    if (target->op == TARGET_AT_LEAST && target->percent_hundredths == 0)
        name_mistake(check, "percent", "found >= 0, expected more than 0: nothing is below");
}

static void check_area(const struct check *check, const char *id, const center_t *center)
{
    const struct area *area = center_area(center, id);
    const struct span valid = span_of(check->target->from, check->target->to);

    if (!area) {
        name_mistake(check, "areas", "found %s, expected an area of center.ini", id);
        return;
    }
    const struct span both = common(span_of(area->active_from, area->active_to), valid);
    if (both.from <= both.to)
        return;
    g_autofree char *when = say_span(valid);
    name_mistake(check, "areas", "found %s, expected an area that center.ini offers on some day %s", id,
                 when);
}

/* Nobody could ever answer it here. */
static void check_item(const struct check *check, const center_t *center)
{
    const struct target *target = check->target;

    if (!target->outside && !center_item(center, target->item))
        name_mistake(check, "item", "found %s, expected an item that center.ini asks", item_id(target->item));
}

static void check_areas(const struct check *check, const center_t *center)
{
    for (char **area = check->target->areas; *area; area++)
        check_area(check, *area, center);
}

void plan_check(GString *mistakes, const plan_t *plan, const char *file, const center_t *center)
{
    for (guint i = 0; i < plan->targets->len; i++) {
        const struct check check = {mistakes, file, g_ptr_array_index(plan->targets, i)};
        check_limit(&check);
        if (center) {
            check_item(&check, center);
            check_areas(&check, center);
        }
        for (guint j = 0; j < i; j++)
            compare(&check, g_ptr_array_index(plan->targets, j));
    }
}
