#include "pdf_parts.h"
#include <string.h>

static const double AREA_MM = 45, REMARK_MM = 36;
static const double SENTENCE_GAP = 5;

static const struct report_row *row_at(const struct wording *w, guint i)
{
    return &g_array_index(w->report->rows, struct report_row, i);
}

static void add_columns(pdf_table_t *table, const struct wording *w, bool marked)
{
    pdf_table_column(table, NULL, say_print(w, "order"), PDF_CENTER, 0);
    pdf_table_column(table, NULL, say(w, "area"), PDF_LEFT, AREA_MM);
    pdf_table_column(table, NULL, say(w, "n"), PDF_RIGHT, 0);
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *head = g_strdup_printf("%d", level);
        pdf_table_column(table, say_print(w, "by-level"), head, PDF_RIGHT, 0);
    }
    pdf_table_column(table, NULL, say(w, "share"), PDF_RIGHT, 0);
    pdf_table_column(table, NULL, say_print(w, "interval"), PDF_CENTER, 0);
    if (marked)
        pdf_table_column(table, NULL, say(w, "basis"), PDF_CENTER, 0);
    pdf_table_column(table, NULL, say(w, "set-aside"), PDF_RIGHT, 0);
}

/* The area; under it in words that nothing can be concluded from so few. */
static char *area_cell(const struct wording *w, const struct report_row *row)
{
    g_autofree char *name = g_markup_escape_text(say_area(w, row->area), -1);

    if (row->basis != BASIS_TOO_FEW)
        return g_steal_pointer(&name);
    g_autofree char *remark = g_markup_escape_text(say_basis(w, row->basis), -1);
    return g_strdup_printf("%s\n<i><small>%s</small></i>", name, remark);
}

static void add_row(pdf_table_t *table, const struct wording *w, const struct report_row *row, int order,
                    bool marked)
{
    pdf_table_row(table, !row->area[0]);
    pdf_table_take(table, order > 0 ? g_strdup_printf("%d", order) : g_strdup(""));
    pdf_table_take_markup(table, area_cell(w, row));
    pdf_table_take(table, say_count(w, row->share.n));
    for (int i = 0; i < LEVEL_COUNT; i++)
        pdf_table_take(table, say_count(w, row->counts.n[i]));
    pdf_table_take(table, say_share(w, row->share));
    pdf_table_take(table, say_interval(w, row->share));
    if (marked)
        pdf_table_add(table, pdf_mark(row->basis));
    pdf_table_take(table, say_count(w, counts_total(&row->set_aside)));
}

/* The bases of an item's rows, as bits of 1 << enum basis. */
static guint bases_of(const struct wording *w, enum item item)
{
    guint bases = 0;

    for (guint i = 0; i < w->report->rows->len; i++)
        if (row_at(w, i)->item == item)
            bases |= 1u << row_at(w, i)->basis;
    return bases;
}

static pdf_table_t *item_table(struct pdf *pdf, const struct wording *w, enum item item)
{
    const bool marked = pdf_has_marks(bases_of(w, item));
    pdf_table_t *table = pdf_table_new(pdf);
    int order = 0;

    add_columns(table, w, marked);
    for (guint i = 0; i < w->report->rows->len; i++)
        if (row_at(w, i)->item == item)
            add_row(table, w, row_at(w, i), row_at(w, i)->area[0] ? ++order : 0, marked);
    return table;
}

/* --- what the heads and marks mean --- */

static void tell_levels(GString *line, const struct wording *w)
{
    g_string_append_printf(line, "%s: ", say(w, "levels"));
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *key = g_strdup_printf("level.%d", level);
        g_autofree char *name = pdf_escape(words_get(w->words, w->language, key));
        g_string_append_printf(line, "%s%d %s", level > LEVEL_MIN ? "; " : "", level, name);
    }
    g_string_append(line, ".");
}

const char *pdf_mark(enum basis basis)
{
    static const char *const MARKS[] = {
        [BASIS_NONE] = "", [BASIS_TOO_FEW] = "**", [BASIS_INDICATIVE] = "*", [BASIS_ENOUGH] = ""};
    return MARKS[basis];
}

bool pdf_has_marks(guint bases)
{
    return (bases & (1u << BASIS_TOO_FEW | 1u << BASIS_INDICATIVE)) != 0;
}

void pdf_tell_marks(GString *line, const struct wording *w, guint bases)
{
    static const enum basis MARKED[] = {BASIS_INDICATIVE, BASIS_TOO_FEW};

    for (size_t i = 0; i < G_N_ELEMENTS(MARKED); i++) {
        if (!(bases & 1u << MARKED[i]))
            continue;
        g_autofree char *mark = g_strconcat(pdf_mark(MARKED[i]), " ", NULL);
        g_autofree char *marked = pdf_signed(mark, say_basis(w, MARKED[i]), false);
        g_string_append_printf(line, "%s%s.", line->len > 0 ? " " : "", marked);
    }
}

static char *legend_of(const struct wording *w, enum item item)
{
    GString *line = g_string_new(NULL);

    tell_levels(line, w);
    pdf_tell_marks(line, w, bases_of(w, item));
    return g_string_free(line, FALSE);
}

/* How the row changed since the period before; NULL: nothing to compare. */
static char *comparison_sentence(const struct wording *w, const struct report_row *row)
{
    if (row->share.n == 0 || row->before.n == 0)
        return NULL;
    g_autofree char *points = say_points(w, row);
    g_autofree char *before = say_share(w, row->before);
    g_autofree char *text =
        words_format(w->words, w->language, "print.compared", "area", say_area(w, row->area), "before",
                     before, "points", points, "difference", say_difference(w, row), NULL);
    return pdf_escape(text);
}

static void draw_item(struct pdf *pdf, const struct wording *w, enum item item, const char *sentence)
{
    g_autoptr(pdf_table_t) table = item_table(pdf, w, item);
    g_autofree char *heading = g_strdup_printf("%s: %s", say_print(w, "results"), say_item(w, item));
    g_autofree char *legend = legend_of(w, item);

    pdf_table_tail(table, pdf_remark_height(pdf, legend));
    pdf_heading(pdf, heading, 1, 0, pdf_table_lead(table) + (sentence ? 2 * PDF_BODY : 0));
    if (sentence)
        pdf_paragraph(pdf, sentence, PDF_TABLE, PDF_LEFT, SENTENCE_GAP);
    pdf_table_draw(table);
    pdf_remark(pdf, legend);
}

void pdf_item(struct pdf *pdf, const struct wording *w, enum item item)
{
    draw_item(pdf, w, item, NULL);
}

void pdf_main_item(struct pdf *pdf, const struct wording *w)
{
    g_autofree char *sentence = comparison_sentence(w, row_at(w, 0));
    draw_item(pdf, w, w->report->items[0], sentence);
}

/* --- beside the period before --- */

static bool has_before(const struct wording *w)
{
    for (guint i = 0; i < w->report->rows->len; i++)
        if (row_at(w, i)->before.n > 0)
            return true;
    return false;
}

static pdf_table_t *comparison_table(struct pdf *pdf, const struct wording *w)
{
    const char *const now = say_print(w, "now"), *const before = say_print(w, "before");
    pdf_table_t *table = pdf_table_new(pdf);

    pdf_table_column(table, NULL, say(w, "area"), PDF_LEFT, AREA_MM);
    pdf_table_column(table, now, say(w, "n"), PDF_RIGHT, 0);
    pdf_table_column(table, now, say(w, "share"), PDF_RIGHT, 0);
    pdf_table_column(table, before, say(w, "n"), PDF_RIGHT, 0);
    pdf_table_column(table, before, say(w, "share"), PDF_RIGHT, 0);
    pdf_table_column(table, before, say_print(w, "interval"), PDF_CENTER, 0);
    pdf_table_column(table, NULL, say(w, "points"), PDF_RIGHT, 0);
    pdf_table_column(table, NULL, say(w, "difference"), PDF_LEFT, REMARK_MM);
    return table;
}

/* This period's interval stands in the table of the item. */
static void add_comparison(pdf_table_t *table, const struct wording *w, const struct report_row *row)
{
    pdf_table_row(table, !row->area[0]);
    pdf_table_add(table, say_area(w, row->area));
    pdf_table_take(table, say_count(w, row->share.n));
    pdf_table_take(table, say_share(w, row->share));
    pdf_table_take(table, say_count(w, row->before.n));
    pdf_table_take(table, say_share(w, row->before));
    pdf_table_take(table, say_interval(w, row->before));
    pdf_table_take(table, say_points(w, row));
    pdf_table_add(table, say_difference(w, row));
}

void pdf_comparison(struct pdf *pdf, const struct wording *w)
{
    g_autoptr(pdf_table_t) table = comparison_table(pdf, w);

    if (!w->report->compared)
        return;
    if (!has_before(w)) {
        pdf_short_part(pdf, say(w, "comparison"), say_print(w, "nothing-before"));
        return;
    }
    for (size_t item = 0; item < w->report->n_items; item++) {
        if (w->report->n_items > 1)
            pdf_table_span(table, say_item(w, w->report->items[item]));
        for (guint i = 0; i < w->report->rows->len; i++)
            if (row_at(w, i)->item == w->report->items[item])
                add_comparison(table, w, row_at(w, i));
    }
    pdf_table_part(table, say(w, "comparison"));
}
