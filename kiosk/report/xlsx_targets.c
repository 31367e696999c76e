#include "xlsx_sheets.h"
#include <string.h>

bool target_is_of(const struct report_target *target, const char *area, enum item item)
{
    char *const *areas = target->target->areas;

    if (target->target->outside || target->target->item != item)
        return false;
    if (target->reading == READING_EACH)
        return g_str_equal(target->area, area);
    if (!areas || !areas[0])
        return !area[0];
    return !areas[1] && g_str_equal(areas[0], area);
}

enum look verdict_look(const struct report_target *target)
{
    if (target->target->outside || target->verdict == VERDICT_NO_DATA || target->basis == BASIS_TOO_FEW)
        return LOOK_UNJUDGED;
    return target->verdict == VERDICT_MET ? LOOK_MET : LOOK_MISSED;
}

/* How many columns of the summary each column of the targets takes; the last takes what is left. */
struct span {
    const char *key;
    int columns;
};

static const struct span SPANS[] = {{"report.plan", 1},     {"report.target", 2},  {"report.scope", 2},
                                    {"report.required", 2}, {"report.n", 1},       {"book.share", 1},
                                    {"report.basis", 2},    {"report.verdict", 1}, {"book.in-force", 1},
                                    {"report.sentence", 0}};

static void put_heads(struct leaf *leaf)
{
    const struct wording *w = &leaf->book->w;

    for (size_t i = 0; i < G_N_ELEMENTS(SPANS); i++) {
        const int columns = SPANS[i].columns ? SPANS[i].columns : leaf->columns - leaf->column;
        leaf_across(leaf, words_get(w->words, w->language, SPANS[i].key), LOOK_HEAD, columns);
    }
    leaf_end_row(leaf);
}

static void put_row(struct leaf *leaf, const struct report_target *target)
{
    const struct wording *w = &leaf->book->w;
    const bool outside = target->target->outside;

    leaf_across(leaf, target->plan->name, LOOK_TEXT, 1);
    leaf_take_across(leaf, say_subject(w, target), LOOK_TEXT, 2);
    leaf_take_across(leaf, say_scope(w, target), LOOK_TEXT, 2);
    leaf_take_across(leaf, say_requirement(w, target->target), LOOK_TEXT, 2);
    if (outside)
        leaf_text(leaf, "–", LOOK_NOTHING);
    else
        leaf_count(leaf, target->share.n);
    leaf_share(leaf, target->share, target->basis);
    leaf_across(leaf, outside ? "" : say_basis(w, target->basis), LOOK_REMARK, 2);
    leaf_take_across(leaf, say_verdict(w, target), verdict_look(target), 1);
    leaf_across(leaf, book_say(leaf->book, target->in_force ? "in-force-yes" : "in-force-no"), LOOK_TEXT, 1);
    leaf_across(leaf, target->target->sentence, LOOK_TEXT, leaf->columns - leaf->column);
    leaf_end_row(leaf);
}

static void put_empty_plans(struct leaf *leaf)
{
    const struct wording *w = &leaf->book->w;

    for (guint i = 0; i < w->report->plans->len; i++) {
        const struct plan *plan = g_ptr_array_index(w->report->plans, i);
        const char *why = say_plan_empty(w, plan);
        if (why)
            leaf_take_line(leaf, g_strdup_printf("%s: %s", plan->name, why), LOOK_SENTENCE);
    }
}

void write_targets(struct leaf *leaf)
{
    const report_t *report = leaf->book->w.report;

    /* Programs differ in how much of the paper they use: after a table of about a whole sheet begins another.
     */
    if (leaf->printed > leaf_paper(leaf) * 9 / 10)
        leaf_break(leaf);
    leaf_keep(leaf, MIN(leaf_paper(leaf), (report->targets->len * 2 + 4) * BOOK_ROW_POINTS));
    leaf_line(leaf, book_say(leaf->book, "targets-heading"), LOOK_HEADING);
    if (report->plans->len == 0)
        leaf_line(leaf, book_say(leaf->book, "no-plan"), LOOK_SENTENCE);
    put_empty_plans(leaf);
    if (report->targets->len == 0)
        return;
    put_heads(leaf);
    for (guint i = 0; i < report->targets->len; i++)
        put_row(leaf, &g_array_index(report->targets, struct report_target, i));
}
