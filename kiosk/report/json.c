#include "wording.h"
#include <json-glib/json-glib.h>

static void add_string(JsonBuilder *json, const char *key, const char *text)
{
    json_builder_set_member_name(json, key);
    json_builder_add_string_value(json, text);
}

/* A name that people wrote, without what is meant for the screen alone. */
static void add_name(JsonBuilder *json, const char *key, const char *name)
{
    g_autofree char *plain = plain_text(name);
    add_string(json, key, plain);
}

static void add_int(JsonBuilder *json, const char *key, gint64 number)
{
    json_builder_set_member_name(json, key);
    json_builder_add_int_value(json, number);
}

static void add_bool(JsonBuilder *json, const char *key, bool truth)
{
    json_builder_set_member_name(json, key);
    json_builder_add_boolean_value(json, truth);
}

static void add_null(JsonBuilder *json, const char *key)
{
    json_builder_set_member_name(json, key);
    json_builder_add_null_value(json);
}

static void add_counts(JsonBuilder *json, const char *key, const struct counts *counts)
{
    json_builder_set_member_name(json, key);
    json_builder_begin_array(json);
    for (int i = 0; i < LEVEL_COUNT; i++)
        json_builder_add_int_value(json, counts->n[i]);
    json_builder_end_array(json);
}

static void add_share(JsonBuilder *json, struct share share)
{
    char text[PERCENT_SIZE];

    if (share.n == 0) {
        add_null(json, "share");
        return;
    }
    share_format(text, share, 2);
    add_string(json, "share", text);
}

static void add_wilson(JsonBuilder *json, struct share share)
{
    char text[PERCENT_SIZE];

    if (share.n == 0) {
        add_null(json, "wilson95");
        return;
    }
    const struct interval interval = share_wilson95(share);
    json_builder_set_member_name(json, "wilson95");
    json_builder_begin_array(json);
    json_builder_add_string_value(json, g_ascii_formatd(text, sizeof text, "%.2f", interval.low));
    json_builder_add_string_value(json, g_ascii_formatd(text, sizeof text, "%.2f", interval.high));
    json_builder_end_array(json);
}

static void add_center(JsonBuilder *json, const center_t *center)
{
    json_builder_set_member_name(json, "center");
    json_builder_begin_object(json);
    add_string(json, "id", center->id);
    add_name(json, "name", local_text_get(center->name, "vi"));
    json_builder_end_object(json);
}

static void add_period(JsonBuilder *json, const struct period *period)
{
    char day[11];

    json_builder_set_member_name(json, "period");
    json_builder_begin_object(json);
    add_string(json, "kind", period_kind_id(period->kind));
    day_format_iso(day, period->from);
    add_string(json, "from", day);
    day_format_iso(day, period->to);
    add_string(json, "to", day);
    add_string(json, "window", period_window_id(period->window));
    json_builder_end_object(json);
}

static void add_row(JsonBuilder *json, const struct report_row *row)
{
    json_builder_begin_object(json);
    add_string(json, "scope", row->area[0] ? "area" : "overall");
    if (row->area[0])
        add_string(json, "area", row->area);
    else
        add_null(json, "area");
    add_string(json, "item", item_id(row->item));
    add_counts(json, "counts", &row->counts);
    add_int(json, "n", row->share.n);
    add_int(json, "satisfied", row->share.satisfied);
    add_share(json, row->share);
    add_wilson(json, row->share);
    add_counts(json, "set_aside", &row->set_aside);
    json_builder_end_object(json);
}

static void add_target_areas(JsonBuilder *json, const struct report_target *row)
{
    json_builder_set_member_name(json, "areas");
    json_builder_begin_array(json);
    if (row->reading == READING_EACH)
        json_builder_add_string_value(json, row->area);
    else
        for (char **area = row->target->areas; area && *area; area++)
            json_builder_add_string_value(json, *area);
    json_builder_end_array(json);
}

static void add_subject(JsonBuilder *json, const struct target *target)
{
    if (target->outside)
        add_null(json, "item");
    else
        add_string(json, "item", item_id(target->item));
    add_bool(json, "outside", target->outside);
    if (target->outside)
        add_name(json, "what", target->what);
}

static void add_target(JsonBuilder *json, const struct report_target *row)
{
    const struct target *target = row->target;
    char percent[PERCENT_SIZE];

    target_percent_format(percent, target);
    json_builder_begin_object(json);
    add_string(json, "plan", row->plan->id);
    add_subject(json, target);
    add_string(json, "scope", target->areas && target->areas[0] ? "areas" : "overall");
    add_target_areas(json, row);
    add_string(json, "reading", row->reading == READING_EACH ? "each" : "pooled");
    add_string(json, "op", target_op_id(target->op));
    add_string(json, "percent", percent);
    add_bool(json, "in_force", row->in_force);
    add_int(json, "n", row->share.n);
    add_int(json, "satisfied", row->share.satisfied);
    add_share(json, row->share);
    add_string(json, "verdict", verdict_id(row->verdict));
    json_builder_end_object(json);
}

static void add_journal(JsonBuilder *json, const struct shelf_journal *journal)
{
    char head[SEAL_TEXT_SIZE];

    seal_format(head, journal->head);
    json_builder_begin_object(json);
    add_string(json, "device", journal->device);
    add_int(json, "first_seq", journal->first_seq);
    add_int(json, "last_seq", journal->last_seq);
    add_int(json, "ratings", journal->ratings);
    add_string(json, "head", head);
    json_builder_end_object(json);
}

static void add_rows(JsonBuilder *json, const GArray *rows)
{
    json_builder_set_member_name(json, "rows");
    json_builder_begin_array(json);
    for (guint i = 0; i < rows->len; i++)
        add_row(json, &g_array_index(rows, struct report_row, i));
    json_builder_end_array(json);
}

static void add_targets(JsonBuilder *json, const GArray *targets)
{
    json_builder_set_member_name(json, "targets");
    json_builder_begin_array(json);
    for (guint i = 0; i < targets->len; i++)
        add_target(json, &g_array_index(targets, struct report_target, i));
    json_builder_end_array(json);
}

static void add_journals(JsonBuilder *json, const GArray *journals)
{
    json_builder_set_member_name(json, "journals");
    json_builder_begin_array(json);
    for (guint i = 0; i < journals->len; i++)
        add_journal(json, &g_array_index(journals, struct shelf_journal, i));
    json_builder_end_array(json);
}

static void append_tree(GString *out, JsonNode *root)
{
    g_autoptr(JsonGenerator) generator = json_generator_new();

    json_generator_set_root(generator, root);
    json_generator_set_pretty(generator, TRUE);
    json_generator_set_indent(generator, 1);
    json_generator_to_gstring(generator, out);
    g_string_append_c(out, '\n');
}

void report_json(GString *out, const report_t *report)
{
    g_autoptr(JsonBuilder) json = json_builder_new();

    json_builder_begin_object(json);
    add_center(json, report->center);
    add_period(json, &report->period);
    add_rows(json, report->rows);
    add_targets(json, report->targets);
    add_journals(json, report->journals);
    json_builder_end_object(json);

    g_autoptr(JsonNode) root = json_builder_get_root(json);
    append_tree(out, root);
}
