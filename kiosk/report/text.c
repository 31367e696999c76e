#include "table.h"
#include "wording.h"

/* How much of a journal's head is printed: enough to compare by eye, and too much to be forged by chance. */
enum { HEAD_DIGITS = 16 };

static void append_line(GString *out, const char *text)
{
    g_string_append(out, text);
    g_string_append_c(out, '\n');
}

static void append_title(GString *out, const struct wording *w)
{
    g_autofree char *center = say_center(w);
    g_autofree char *period = say_period(w);

    append_line(out, say(w, "title"));
    append_line(out, center);
    append_line(out, period);
    if (period_is_decree(&w->report->period))
        append_line(out, say(w, "window-decree"));
}

static void add_row_heading(table_t *table, const struct wording *w)
{
    table_add(table, say(w, "area"));
    table_add(table, say(w, "n"));
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++)
        table_take(table, g_strdup_printf("%d", level));
    table_add(table, say(w, "share"));
    table_add(table, say(w, "wilson"));
    table_add(table, say(w, "set-aside"));
}

static void add_row(table_t *table, const struct wording *w, const struct report_row *row)
{
    table_add(table, say_area(w, row->area));
    table_take(table, say_count(w, row->share.n));
    for (int i = 0; i < LEVEL_COUNT; i++)
        table_take(table, say_count(w, row->counts.n[i]));
    table_take(table, say_share(w, row->share));
    table_take(table, say_interval(w, row->share));
    table_take(table, say_count(w, counts_total(&row->set_aside)));
}

static void append_item(GString *out, const struct wording *w, enum item item)
{
    const GArray *rows = w->report->rows;
    g_autoptr(table_t) table = table_new("lrrrrrrrrr");

    add_row_heading(table, w);
    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item == item)
            add_row(table, w, row);
    }
    g_string_append_printf(out, "\n%s\n\n", say_item(w, item));
    table_append(out, table);
}

/* One table an item, in the order of the overall rows, which come first. */
static void append_items(GString *out, const struct wording *w)
{
    const GArray *rows = w->report->rows;

    for (guint i = 0; i < rows->len && !g_array_index(rows, struct report_row, i).area[0]; i++)
        append_item(out, w, g_array_index(rows, struct report_row, i).item);
}

static void append_levels(GString *out, const struct wording *w)
{
    g_string_append_printf(out, "\n%s: ", say(w, "levels"));
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *key = g_strdup_printf("level.%d", level);
        g_string_append_printf(out, "%s%d %s", level > LEVEL_MIN ? " · " : "", level,
                               words_get(w->words, w->language, key));
    }
    g_string_append_c(out, '\n');
}

static void add_target_heading(table_t *table, const struct wording *w)
{
    static const char *const KEYS[] = {"target", "scope", "required", "n", "share", "verdict"};

    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
        table_add(table, say(w, KEYS[i]));
}

static void add_target(table_t *table, const struct wording *w, const struct report_target *row)
{
    table_take(table, say_subject(w, row));
    table_take(table, say_scope(w, row));
    table_take(table, say_requirement(w, row->target));
    table_take(table, say_count(w, row->share.n));
    table_take(table, say_share(w, row->share));
    table_take(table, say_verdict(w, row));
}

static void append_plan(GString *out, const struct wording *w, const struct plan *plan)
{
    const GArray *targets = w->report->targets;
    g_autoptr(table_t) table = table_new("lllrrl");

    g_autofree char *heading =
        words_format(w->words, w->language, "report.plan-heading", "plan", plan->name, NULL);

    g_string_append_printf(out, "\n%s\n", heading);
    if (plan->targets->len == 0) {
        append_line(out, say(w, "plan-without-target"));
        return;
    }
    add_target_heading(table, w);
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *row = &g_array_index(targets, struct report_target, i);
        if (row->plan == plan)
            add_target(table, w, row);
    }
    g_string_append_c(out, '\n');
    table_append(out, table);
}

static void append_journals(GString *out, const struct wording *w)
{
    const GArray *journals = w->report->journals;

    g_string_append_printf(out, "\n%s:", say(w, "journals"));
    if (journals->len == 0)
        g_string_append_printf(out, " %s", say(w, "no-journal"));
    g_string_append_c(out, '\n');
    for (guint i = 0; i < journals->len; i++) {
        const struct shelf_journal *journal = &g_array_index(journals, struct shelf_journal, i);
        char head[SEAL_TEXT_SIZE];
        seal_format(head, journal->head);
        g_string_append_printf(out, "  %s  %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT "  %.*s\n",
                               journal->device, journal->first_seq, journal->last_seq, HEAD_DIGITS, head);
    }
}

void report_text(GString *out, const report_t *report, const words_t *words, const char *language)
{
    const struct wording w = {report, words, language};
    g_autoptr(GString) text = g_string_new(NULL);

    append_title(text, &w);
    append_items(text, &w);
    append_levels(text, &w);
    for (guint i = 0; i < report->plans->len; i++)
        append_plan(text, &w, g_ptr_array_index(report->plans, i));
    append_journals(text, &w);
    g_string_append_printf(text, "\n%s\n", say(&w, "formula"));

    g_autofree char *plain = plain_text(text->str);
    g_string_append(out, plain);
}
