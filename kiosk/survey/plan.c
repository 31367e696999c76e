#include "plan.h"
#include "ini_internal.h"
#include "rating.h"
#include <string.h>

G_DEFINE_QUARK(plan_error, plan_error)
G_STATIC_ASSERT((int)PLAN_ERROR_FILE == INI_ERROR_FILE && (int)PLAN_ERROR_CONTENT == INI_ERROR_CONTENT);

/* --- judging --- */

enum verdict target_judge(const struct target *target, struct share share)
{
    if (target->outside || share.n == 0)
        return VERDICT_NO_DATA;
    gint64 reached = 10000 * share.satisfied, limit = target->percent_hundredths * share.n;
    bool met = target->op == TARGET_ABOVE ? reached > limit : reached >= limit;
    return met ? VERDICT_MET : VERDICT_MISSED;
}

bool target_in_force(const struct target *target, const struct period *period)
{
    return (!target->from || period->from >= target->from) && (!target->to || period->to <= target->to);
}

static const char *const verdict_ids[] = {"met", "missed", "no-data"};
static const char *const op_ids[] = {">=", ">"};

const char *verdict_id(enum verdict verdict)
{
    g_assert((unsigned)verdict < G_N_ELEMENTS(verdict_ids));
    return verdict_ids[verdict];
}

const char *target_op_id(enum target_op op)
{
    g_assert((unsigned)op < G_N_ELEMENTS(op_ids));
    return op_ids[op];
}

void target_percent_format(char out[PERCENT_SIZE], const struct target *target)
{
    int whole = target->percent_hundredths / 100, part = target->percent_hundredths % 100;
    if (part == 0)
        g_snprintf(out, PERCENT_SIZE, "%d", whole);
    else if (part % 10 == 0)
        g_snprintf(out, PERCENT_SIZE, "%d.%d", whole, part / 10);
    else
        g_snprintf(out, PERCENT_SIZE, "%d.%02d", whole, part);
}

/* --- reading --- */

/* A target on its way, with what the file says in words. */
struct draft {
    plan_t *plan;
    struct target target;
    char *item;
    char *scope;
};

static bool read_op(const struct ini_value *value, void *field)
{
    bool above = strcmp(value->text, op_ids[TARGET_ABOVE]) == 0;
    if (!above && strcmp(value->text, op_ids[TARGET_AT_LEAST]) != 0)
        return false;
    *(enum target_op *)field = above ? TARGET_ABOVE : TARGET_AT_LEAST;
    return true;
}

/* Area ids, at least one, none twice. */
static bool read_areas(const struct ini_value *value, void *field)
{
    g_auto(GStrv) ids = NULL;
    ini_read_list(value, &ids);
    for (guint i = 0; ids[i]; i++) {
        if (!area_id_is_valid(ids[i]) || g_strv_contains((const char *const *)ids + i + 1, ids[i]))
            return false;
    }
    return ids[0] && ini_read_list(value, field);
}

/* "90", "92.5", "92,50": at most three digits, then at most two after a point or comma. */
static bool read_percent(const struct ini_value *value, void *field)
{
    const char *text = value->text;
    int hundredths = 0, digits = 0, decimals = 0;
    for (; g_ascii_isdigit(*text) && digits < 3; text++, digits++)
        hundredths = hundredths * 10 + g_ascii_digit_value(*text);
    if (digits > 0 && (*text == '.' || *text == ',')) {
        for (text++; g_ascii_isdigit(*text) && decimals < 2; text++, decimals++)
            hundredths = hundredths * 10 + g_ascii_digit_value(*text);
        if (decimals == 0)
            return false;
    }
    for (; decimals < 2; decimals++)
        hundredths *= 10;
    if (digits == 0 || *text != '\0' || hundredths > 10000)
        return false;
    *(int *)field = hundredths;
    return true;
}

#define PLAN(field)  G_STRUCT_OFFSET(struct plan, field)
#define DRAFT(field) G_STRUCT_OFFSET(struct draft, field)

static const char an_id[] = "1 to 31 of a-z, 0-9 and -";
static const char a_day[] = "a date such as 2025-07-01";

static const struct ini_key plan_keys[] = {
    {"id", INI_REQUIRED, ini_read_id, PLAN(id), an_id, 0, 0},
    {"name", INI_REQUIRED | INI_LOCAL, ini_read_text, PLAN(name), "the plan's name", 0, 0},
    {"source", INI_REQUIRED, ini_read_text, PLAN(source), "where the plan is from", 0, 0},
};

static const struct ini_key target_keys[] = {
    {"item", 0, ini_read_text, DRAFT(item), "an item", 0, 0},
    {"outside", 0, ini_read_bool, DRAFT(target.outside), "true or false", 0, 0},
    {"what", 0, ini_read_text, DRAFT(target.what), "what the target is about", 0, 0},
    {"scope", 0, ini_read_text, DRAFT(scope), "overall or areas", 0, 0},
    {"areas", 0, read_areas, DRAFT(target.areas), "ids of areas with ; between, none twice", 0, 0},
    {"operator", INI_REQUIRED, read_op, DRAFT(target.op), ">= or >", 0, 0},
    {"percent", INI_REQUIRED, read_percent, DRAFT(target.percent_hundredths),
     "a number from 0 to 100 with at most two decimals", 0, 0},
    {"from", 0, ini_read_day, DRAFT(target.from), a_day, 0, 0},
    {"to", 0, ini_read_day, DRAFT(target.to), a_day, 0, 0},
    {"sentence", INI_REQUIRED | INI_LOCAL, ini_read_text, DRAFT(target.sentence), "the words of the plan", 0,
     0},
};

static void target_free(gpointer data)
{
    struct target *target = data;
    g_free(target->id);
    g_free(target->what);
    g_strfreev(target->areas);
    g_free(target->sentence);
    g_free(target);
}

static void *begin_target(struct ini *ini, const char *group, const char *id, void *root)
{
    if (!area_id_is_valid(id)) {
        ini_mistake(ini, group, NULL, "found \"%s\", expected an id of %s", id, an_id);
        return NULL;
    }
    struct draft *draft = g_new0(struct draft, 1);
    draft->plan = root;
    draft->target.id = g_strdup(id);
    draft->target.areas = g_new0(char *, 1);
    return draft;
}

static void refuse(struct ini *ini, const char *group, const char *key, const char *found)
{
    if (found)
        ini_mistake(ini, group, key, "found \"%s\", expected nothing: the target is outside = true", found);
}

/* A target that no device measures says what it is about and nothing of items or areas. */
static void check_outside(struct ini *ini, const char *group, const struct draft *draft)
{
    if (!draft->target.what)
        ini_mistake(ini, group, "what", "found nothing, expected what the target is about");
    refuse(ini, group, "item", draft->item);
    refuse(ini, group, "scope", draft->scope);
    refuse(ini, group, "areas", draft->target.areas[0]);
}

static void check_item(struct ini *ini, const char *group, struct draft *draft)
{
    if (!draft->item)
        ini_mistake(ini, group, "item", "found nothing, expected the id of an item, or outside = true");
    else if (!item_from_id(&draft->target.item, draft->item))
        ini_mistake(ini, group, "item", "found \"%s\", expected tthc, phuc-vu or m02-1 to m02-9",
                    draft->item);
    if (draft->target.what)
        ini_mistake(ini, group, "what", "found \"%s\", expected nothing: the target is not outside = true",
                    draft->target.what);
}

static void check_scope(struct ini *ini, const char *group, const struct draft *draft)
{
    bool areas = g_strcmp0(draft->scope, "areas") == 0, some = draft->target.areas[0] != NULL;
    bool bad_areas = !some && g_key_file_has_key(ini->file, group, "areas", NULL); /* already named */
    if (!areas && g_strcmp0(draft->scope, "overall") != 0)
        ini_mistake(ini, group, "scope", "found \"%s\", expected overall or areas",
                    draft->scope ? draft->scope : "");
    else if (areas && !some && !bad_areas)
        ini_mistake(ini, group, "areas", "found nothing, expected ids of areas with ; between");
    else if (!areas && some)
        ini_mistake(ini, group, "areas", "found \"%s\", expected nothing: the scope is overall",
                    draft->target.areas[0]);
}

static void end_target(struct ini *ini, const char *group, void *into)
{
    struct draft *draft = into;
    if (draft->target.outside) {
        check_outside(ini, group, draft);
    } else {
        check_item(ini, group, draft);
        check_scope(ini, group, draft);
    }
    if (draft->target.to && draft->target.from > draft->target.to)
        ini_mistake(ini, group, "to", "found a day before from, expected from or later");
    g_ptr_array_add(draft->plan->targets, g_memdup2(&draft->target, sizeof draft->target));
    g_free(draft->item);
    g_free(draft->scope);
    g_free(draft);
}

static const struct ini_group groups[] = {
    {"plan", plan_keys, G_N_ELEMENTS(plan_keys), NULL, NULL},
    {"target", target_keys, G_N_ELEMENTS(target_keys), begin_target, end_target},
};

bool plan_load(struct plan **out, const char *file, GError **error)
{
    struct ini ini;
    if (!ini_open(&ini, file, PLAN_ERROR, error))
        return false;
    g_autoptr(plan_t) plan = g_new0(plan_t, 1);
    plan->targets = g_ptr_array_new_with_free_func(target_free);
    ini_read(&ini, groups, G_N_ELEMENTS(groups), plan);
    if (!ini_close(&ini, error))
        return false;
    *out = g_steal_pointer(&plan);
    return true;
}

void plan_free(plan_t *plan)
{
    if (!plan)
        return;
    g_free(plan->id);
    g_free(plan->name);
    g_free(plan->source);
    g_ptr_array_unref(plan->targets);
    g_free(plan);
}
