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

static void begin_array(JsonBuilder *json, const char *key)
{
    json_builder_set_member_name(json, key);
    json_builder_begin_array(json);
}

static void add_counts(JsonBuilder *json, const char *key, const struct counts *counts)
{
    begin_array(json, key);
    for (int i = 0; i < LEVEL_COUNT; i++)
        json_builder_add_int_value(json, counts->n[i]);
    json_builder_end_array(json);
}

static void add_string_or_null(JsonBuilder *json, const char *key, const char *text)
{
    if (text)
        add_string(json, key, text);
    else
        add_null(json, key);
}

static void add_day(JsonBuilder *json, const char *key, int day)
{
    char text[11];

    day_format_iso(text, day);
    add_string(json, key, text);
}

/* 100 * satisfied / n, or null. */
static void add_percent(JsonBuilder *json, const char *key, struct share share)
{
    char text[PERCENT_SIZE];

    if (share.n > 0)
        share_format(text, share, 2);
    add_string_or_null(json, key, share.n > 0 ? text : NULL);
}

static void add_share(JsonBuilder *json, struct share share)
{
    add_int(json, "n", share.n);
    add_int(json, "satisfied", share.satisfied);
    add_percent(json, "share", share);
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

static void add_period(JsonBuilder *json, const char *key, const struct period *period)
{
    json_builder_set_member_name(json, key);
    json_builder_begin_object(json);
    add_string(json, "kind", period_kind_id(period->kind));
    add_day(json, "from", period->from);
    add_day(json, "to", period->to);
    add_string(json, "window", period_window_id(period->window));
    json_builder_end_object(json);
}

/* --- rows --- */

static void add_before(JsonBuilder *json, const struct report_row *row)
{
    const bool comparable = row->share.n > 0 && row->before.n > 0;
    char points[PERCENT_SIZE];

    if (row->before.n == 0) {
        add_null(json, "before");
    } else {
        json_builder_set_member_name(json, "before");
        json_builder_begin_object(json);
        add_share(json, row->before);
        json_builder_end_object(json);
    }
    if (!comparable) {
        add_null(json, "points");
        add_null(json, "overlap");
        return;
    }
    share_points_format(points, row->share, row->before, 2);
    add_string(json, "points", points);
    add_bool(json, "overlap", shares_overlap(row->share, row->before));
}

/* More respondents than files: then no percentage says anything. */
static void add_dossiers(JsonBuilder *json, const struct report_row *row)
{
    const struct share part = {row->respondents, row->dossiers};

    add_int(json, "dossiers", row->dossiers);
    add_int(json, "respondents", row->respondents);
    if (part.satisfied > part.n)
        add_null(json, "participation");
    else
        add_percent(json, "participation", part);
    add_int(json, "guide", sample_guide(row->dossiers));
}

static void add_row(JsonBuilder *json, const report_t *report, const struct report_row *row)
{
    json_builder_begin_object(json);
    add_string(json, "scope", row->area[0] ? "area" : "overall");
    add_string_or_null(json, "area", row->area[0] ? row->area : NULL);
    add_string(json, "item", item_id(row->item));
    add_counts(json, "counts", &row->counts);
    add_share(json, row->share);
    add_wilson(json, row->share);
    add_counts(json, "set_aside", &row->set_aside);
    add_string(json, "basis", basis_id(row->basis));
    if (report->compared)
        add_before(json, row);
    if (row->dossiers >= 0 && row->item == report->items[0])
        add_dossiers(json, row);
    json_builder_end_object(json);
}

/* --- targets --- */

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
    add_share(json, row->share);
    add_string(json, "verdict", verdict_id(row->verdict));
    add_string(json, "basis", basis_id(row->basis));
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

/* --- what else was counted --- */

static void add_narrowed(JsonBuilder *json, const report_t *report)
{
    if (!report->one_channel && !report->area[0] && !report->one_item)
        return;
    json_builder_set_member_name(json, "narrowed");
    json_builder_begin_object(json);
    add_string_or_null(json, "channel", report->one_channel ? channel_id(report->channel) : NULL);
    add_string_or_null(json, "area", report->area[0] ? report->area : NULL);
    add_string_or_null(json, "item", report->one_item ? item_id(report->items[0]) : NULL);
    json_builder_end_object(json);
}

static void add_step(JsonBuilder *json, const struct report_step *step)
{
    json_builder_begin_object(json);
    add_day(json, "from", step->from);
    add_day(json, "to", step->to);
    add_string(json, "item", item_id(step->item));
    add_counts(json, "counts", &step->counts);
    add_share(json, step->share);
    add_counts(json, "set_aside", &step->set_aside);
    json_builder_end_object(json);
}

static void add_trend(JsonBuilder *json, const report_t *report)
{
    json_builder_set_member_name(json, "trend");
    json_builder_begin_object(json);
    add_string(json, "by", report_by_id(report->by));
    begin_array(json, "steps");
    for (guint i = 0; i < report->trend->len; i++)
        add_step(json, &g_array_index(report->trend, struct report_step, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
}

/* Together: the channel is null. */
static void add_channel(JsonBuilder *json, const struct report_channel *row)
{
    json_builder_begin_object(json);
    add_string_or_null(json, "channel", row->together ? NULL : channel_id(row->channel));
    add_string(json, "item", item_id(row->item));
    add_counts(json, "counts", &row->counts);
    add_share(json, row->share);
    add_wilson(json, row->share);
    add_counts(json, "set_aside", &row->set_aside);
    add_string(json, "basis", basis_id(row->basis));
    json_builder_end_object(json);
}

static void add_reasons(JsonBuilder *json, const struct report_reasons *row)
{
    json_builder_begin_object(json);
    add_string_or_null(json, "area", row->area[0] ? row->area : NULL);
    add_int(json, "respondents", row->respondents);
    add_int(json, "with_reasons", row->with_reasons);
    json_builder_set_member_name(json, "reasons");
    json_builder_begin_object(json);
    for (int reason = 0; reason < REASON_COUNT; reason++)
        add_int(json, reason_id((enum reason)reason), row->n[reason]);
    json_builder_end_object(json);
    json_builder_end_object(json);
}

static void add_entries(JsonBuilder *json, const struct report_entries *entries)
{
    json_builder_set_member_name(json, "entries");
    json_builder_begin_object(json);
    add_int(json, "all", entries->all);
    add_int(json, "counted", entries->counted);
    add_int(json, "set_aside", entries->set_aside);
    add_int(json, "further", entries->of_kind[ENTRY_FURTHER]);
    add_int(json, "reasons", entries->of_kind[ENTRY_REASONS]);
    add_int(json, "corrections", entries->of_kind[ENTRY_CORRECTION]);
    add_int(json, "clock", entries->of_kind[ENTRY_CLOCK]);
    add_int(json, "notes", entries->of_kind[ENTRY_NOTE]);
    json_builder_end_object(json);
}

/* --- the whole --- */

/* What everybody asks for; other programs know these keys and their order. */
static void add_figures(JsonBuilder *json, const report_t *report)
{
    add_center(json, report->center);
    add_period(json, "period", &report->period);
    begin_array(json, "rows");
    for (guint i = 0; i < report->rows->len; i++)
        add_row(json, report, &g_array_index(report->rows, struct report_row, i));
    json_builder_end_array(json);
    begin_array(json, "targets");
    for (guint i = 0; i < report->targets->len; i++)
        add_target(json, &g_array_index(report->targets, struct report_target, i));
    json_builder_end_array(json);
    begin_array(json, "journals");
    for (guint i = 0; i < report->journals->len; i++)
        add_journal(json, &g_array_index(report->journals, struct shelf_journal, i));
    json_builder_end_array(json);
}

static void add_further(JsonBuilder *json, const report_t *report)
{
    add_narrowed(json, report);
    if (report->compared)
        add_period(json, "compared", &report->before);
    if (report->amended)
        add_day(json, "amends", report->amended);
    add_trend(json, report);
    begin_array(json, "channels");
    for (guint i = 0; i < report->channels->len; i++)
        add_channel(json, &g_array_index(report->channels, struct report_channel, i));
    json_builder_end_array(json);
    begin_array(json, "reasons");
    for (guint i = 0; i < report->reasons->len; i++)
        add_reasons(json, &g_array_index(report->reasons, struct report_reasons, i));
    json_builder_end_array(json);
    add_entries(json, &report->entries);
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

bool report_json(GString *out, const report_t *report, const struct face_style *style, GError **error)
{
    (void)style;
    (void)error;
    g_autoptr(JsonBuilder) json = json_builder_new();

    json_builder_begin_object(json);
    add_figures(json, report);
    add_further(json, report);
    json_builder_end_object(json);

    g_autoptr(JsonNode) root = json_builder_get_root(json);
    append_tree(out, root);
    return true;
}
