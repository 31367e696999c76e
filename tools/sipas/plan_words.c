#include "plan_words.h"
#include "wording.h"

struct telling {
    GString *out;
    const center_t *center;
    const words_t *words;
    const char *language;
};

/* The name as it stands after another in a list: "Xây dựng" as "xây dựng", but no abbreviation. */
static char *name_inside(const char *name)
{
    const char *second = g_utf8_next_char(name);

    if (!*name || !g_unichar_islower(g_utf8_get_char(second)))
        return g_strdup(name);
    GString *out = g_string_new(NULL);
    g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(name)));
    g_string_append(out, second);
    return g_string_free(out, FALSE);
}

/* "Đất đai, xây dựng". */
static char *say_areas(const struct telling *t, char *const *ids)
{
    GString *out = g_string_new(NULL);

    for (char *const *id = ids; *id; id++) {
        const struct area *area = center_area(t->center, *id);
        g_autofree char *name = plain_text(area ? local_text_get(area->name, t->language) : *id);
        g_autofree char *inside = name_inside(name);
        g_string_append_printf(out, "%s%s", id == ids ? "" : ", ", id == ids ? name : inside);
    }
    return g_string_free(out, FALSE);
}

static const char *item_in_words(const struct telling *t, enum item item)
{
    g_autofree char *key = g_strconcat("report.item-", item_id(item), NULL);
    return words_get(t->words, t->language, g_intern_string(key));
}

/* What goes without saying of a target over areas: it is about the main question. */
static bool is_plain_areas(const struct target *target)
{
    return !target->outside && target->areas[0] && target->item == ITEM_TTHC;
}

static char *say_about(const struct telling *t, const struct target *target)
{
    if (target->outside)
        return plain_text(target->what);
    g_autofree char *areas = say_areas(t, target->areas);
    if (is_plain_areas(target))
        return g_steal_pointer(&areas);
    const char *scope = *areas ? areas : words_get(t->words, t->language, "report.overall");
    return g_strdup_printf("%s - %s", scope, item_in_words(t, target->item));
}

static char *say_limit(const struct telling *t, const struct target *target)
{
    const bool all = target->op == TARGET_AT_LEAST && target->percent_hundredths == 10000;
    const char *key = all ? "plan.all" : target->op == TARGET_ABOVE ? "plan.above" : "plan.at-least";
    char percent[PERCENT_SIZE];

    target_percent_format(percent, target);
    g_auto(GStrv) parts = g_strsplit(percent, ".", 2);
    g_autofree char *number = g_strjoinv(words_get(t->words, t->language, "report.decimal"), parts);
    return words_format(t->words, t->language, key, "n", number, NULL);
}

static void add_detail(const struct telling *t, const char *key, const char *name, const char *value)
{
    g_autofree char *plain = plain_text(value);
    g_autofree char *text = words_format(t->words, t->language, key, name, plain, NULL);
    g_string_append_printf(t->out, "    %s\n", text);
}

static void add_validity(const struct telling *t, const struct target *target)
{
    g_autofree char *from = target->from ? say_day(target->from) : NULL;
    g_autofree char *to = target->to ? say_day(target->to) : NULL;
    const char *key = from && to ? "plan.valid"
                      : from     ? "plan.valid-from"
                      : to       ? "plan.valid-to"
                                 : "plan.valid-open";
    g_autofree char *text =
        words_format(t->words, t->language, key, "from", from ? from : "", "to", to ? to : "", NULL);

    g_string_append_printf(t->out, "    %s\n", text);
}

static void add_target(const struct telling *t, const struct target *target)
{
    g_autofree char *about = say_about(t, target);
    g_autofree char *limit = say_limit(t, target);

    g_string_append_printf(t->out, "\n  %s: %s\n", about, limit);
    if (target->outside)
        g_string_append_printf(t->out, "    %s\n", words_get(t->words, t->language, "plan.outside"));
    if (is_plain_areas(target))
        add_detail(t, "plan.item", "item", item_in_words(t, target->item));
    add_validity(t, target);
    add_detail(t, "plan.sentence", "sentence", target->sentence);
}

void plan_print(GString *out, const plan_t *plan, const center_t *center, const words_t *words,
                const char *language)
{
    const struct telling t = {out, center, words, language};
    g_autofree char *name = plain_text(plan->name);
    g_autofree char *source = plain_text(plan->source);
    g_autofree char *line = words_format(words, language, "plan.source", "source", source, NULL);

    g_string_append_printf(out, "%s (%s)\n%s\n", name, plan->id, line);
    if (plan->targets->len == 0)
        g_string_append_printf(out, "\n  %s\n", words_get(words, language, "report.plan-without-target"));
    for (guint i = 0; i < plan->targets->len; i++)
        add_target(&t, g_ptr_array_index(plan->targets, i));
}
