#include "xlsx_sheets.h"

/* The columns are those of the charts' figures; texts run over several. */
static const double WIDTHS[] = {34, 12, 12, 12, 12, 12, 12, 14, 14, 14, 14};
enum { COLUMNS = G_N_ELEMENTS(WIDTHS), HEAD_COLUMNS = 6, SOURCE_COLUMNS = 5 };

/* With so many rows below it on the same sheet of paper. */
static void put_heading(struct leaf *leaf, const char *text, int rows)
{
    leaf_keep(leaf, (rows + 2) * BOOK_ROW_POINTS);
    leaf_skip_row(leaf);
    leaf_line(leaf, text, LOOK_HEADING);
}

static void put_notes(struct leaf *leaf)
{
    g_auto(GStrv) notes = say_notes(&leaf->book->w);

    for (char **note = notes; *note; note++)
        leaf_take_line(leaf, g_strdup_printf("– %s", *note), LOOK_SENTENCE);
}

/* --- plans --- */

static void put_target(struct leaf *leaf, const struct report_target *target)
{
    const struct wording *w = &leaf->book->w;

    leaf_take_across(leaf, say_subject(w, target), LOOK_TEXT, 1);
    leaf_take_across(leaf, say_scope(w, target), LOOK_TEXT, 3);
    leaf_take_across(leaf, say_requirement(w, target->target), LOOK_TEXT, 2);
    leaf_across(leaf, target->target->sentence, LOOK_TEXT, SOURCE_COLUMNS);
    leaf_end_row(leaf);
}

static void put_target_heads(struct leaf *leaf)
{
    const struct wording *w = &leaf->book->w;

    leaf_across(leaf, say(w, "target"), LOOK_HEAD, 1);
    leaf_across(leaf, say(w, "scope"), LOOK_HEAD, 3);
    leaf_across(leaf, say(w, "required"), LOOK_HEAD, 2);
    leaf_across(leaf, say(w, "sentence"), LOOK_HEAD, SOURCE_COLUMNS);
    leaf_end_row(leaf);
}

static void put_plan(struct leaf *leaf, const struct plan *plan)
{
    const struct wording *w = &leaf->book->w;
    const char *empty = say_plan_empty(w, plan);

    leaf_take_line(leaf, g_strdup_printf("%s: %s", say(w, "plan"), plan->name), LOOK_SENTENCE);
    leaf_take_line(leaf, g_strdup_printf("%s: %s", book_say(leaf->book, "source"), plan->source),
                   LOOK_SENTENCE);
    if (empty) {
        leaf_line(leaf, empty, LOOK_SENTENCE);
        return;
    }
    put_target_heads(leaf);
    for (guint i = 0; i < w->report->targets->len; i++) {
        const struct report_target *target = &g_array_index(w->report->targets, struct report_target, i);
        if (target->plan == plan && target->reading == READING_POOLED)
            put_target(leaf, target);
    }
}

static void put_plans(struct leaf *leaf)
{
    const GPtrArray *plans = leaf->book->w.report->plans;

    if (plans->len == 0)
        leaf_line(leaf, book_say(leaf->book, "no-plan"), LOOK_SENTENCE);
    for (guint i = 0; i < plans->len; i++) {
        if (i > 0)
            leaf_skip_row(leaf);
        put_plan(leaf, g_ptr_array_index(plans, i));
    }
}

/* --- devices --- */

static void put_journal_heads(struct leaf *leaf)
{
    static const char *const KEYS[] = {"device", "first-seq", "last-seq", "ratings"};
    const struct wording *w = &leaf->book->w;

    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
        leaf_across(leaf, say(w, KEYS[i]), LOOK_HEAD, 1);
    leaf_across(leaf, say(w, "head"), LOOK_HEAD, HEAD_COLUMNS);
    leaf_end_row(leaf);
}

static void put_journal(struct leaf *leaf, const struct shelf_journal *journal)
{
    char head[SEAL_TEXT_SIZE];

    seal_format(head, journal->head);
    leaf_text(leaf, journal->device, LOOK_TEXT);
    leaf_count(leaf, journal->first_seq);
    leaf_count(leaf, journal->last_seq);
    leaf_count(leaf, journal->ratings);
    leaf_across(leaf, head, LOOK_CODE, HEAD_COLUMNS);
    leaf_end_row(leaf);
}

static void put_journals(struct leaf *leaf)
{
    const GArray *journals = leaf->book->w.report->journals;

    if (journals->len == 0) {
        leaf_line(leaf, say(&leaf->book->w, "no-journal"), LOOK_SENTENCE);
        return;
    }
    put_journal_heads(leaf);
    for (guint i = 0; i < journals->len; i++)
        put_journal(leaf, &g_array_index(journals, struct shelf_journal, i));
}

/* --- where the entries went --- */

static void put_entry(struct leaf *leaf, const char *what, gint64 count)
{
    leaf_text(leaf, what, LOOK_TEXT);
    leaf_count(leaf, count);
    leaf_end_row(leaf);
}

/* The parts one under the other, their sum, and the number counted by itself that it must be equal to. */
static void put_entries(struct leaf *leaf)
{
    const struct wording *w = &leaf->book->w;
    const struct report_entries *entries = &w->report->entries;
    gint64 sum = entries->counted + entries->set_aside;

    leaf_text(leaf, say(w, "entry"), LOOK_HEAD);
    leaf_text(leaf, say(w, "entry-count"), LOOK_HEAD);
    leaf_end_row(leaf);
    put_entry(leaf, say(w, "entries-counted"), entries->counted);
    put_entry(leaf, say(w, "entries-set-aside"), entries->set_aside);
    for (int kind = ENTRY_RATING + 1; kind < ENTRY_KIND_END; kind++) {
        put_entry(leaf, say_kind(w, (enum entry_kind)kind), entries->of_kind[kind]);
        sum += entries->of_kind[kind];
    }
    leaf->strong = true;
    put_entry(leaf, book_say(leaf->book, "sum"), sum);
    put_entry(leaf, say(w, "entries-all"), entries->all);
    leaf->strong = false;
    const bool agrees = report_agrees(w->report);
    leaf_text(leaf, book_say(leaf->book, "check"), LOOK_TEXT);
    leaf_text(leaf, book_say(leaf->book, agrees ? "agrees" : "differs"), agrees ? LOOK_MET : LOOK_MISSED);
    leaf_end_row(leaf);
}

void write_method(const struct book *book, lxw_worksheet *sheet, struct chart_data *data)
{
    const struct wording *w = &book->w;
    struct leaf leaf = leaf_begin(book, sheet, WIDTHS, COLUMNS);

    leaf_line(&leaf, book_say(book, "method"), LOOK_TITLE);
    leaf_take_line(&leaf, say_period(w), LOOK_PERIOD);
    leaf_freeze(&leaf, 0);
    leaf_repeat(&leaf, 0);
    put_heading(&leaf, say(w, "notes"), 2);
    put_notes(&leaf);
    put_heading(&leaf, book_say(book, "plans"), 5);
    put_plans(&leaf);
    put_heading(&leaf, say(w, "journals"), 3);
    put_journals(&leaf);
    put_heading(&leaf, say(w, "entries"), ENTRY_KIND_END + 5);
    put_entries(&leaf);
    put_heading(&leaf, book_say(book, "chart-data"),
                (int)MIN(w->report->rows->len / w->report->n_items + 2, 30));
    write_chart_data(&leaf, data);
    leaf_breaks(&leaf);
}
