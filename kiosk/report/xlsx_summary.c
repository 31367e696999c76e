#include "xlsx_sheets.h"
#include <string.h>

/* When a column is there. */
enum when { ALWAYS, COMPARED, DOSSIERS };

struct column {
    const char *key;
    double width; /* at least */
    enum when when;
    void (*put)(struct leaf *leaf, const struct report_row *row, const struct column *self);
    int level;     /* of a column of a level */
    bool is_count; /* so wide that the longest number fits */
};

static void put_area(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_text(leaf, say_area(&leaf->book->w, row->area), LOOK_TEXT);
}

static void put_n(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_count(leaf, row->share.n);
}

static void put_level(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    leaf_count(leaf, row->counts.n[self->level - LEVEL_MIN]);
}

static void put_share(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_share(leaf, row->share, row->basis);
}

static void put_low(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_interval(leaf, row->share, false);
}

static void put_high(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_interval(leaf, row->share, true);
}

static void put_aside(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_count(leaf, counts_total(&row->set_aside));
}

static void put_basis(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_text(leaf, say_basis(&leaf->book->w, row->basis), LOOK_REMARK);
}

/* The targets of the row, borrowed from the report. */
static GPtrArray *targets_of(const report_t *report, const struct report_row *row)
{
    GPtrArray *found = g_ptr_array_new();

    for (guint i = 0; i < report->targets->len; i++) {
        struct report_target *target = &g_array_index(report->targets, struct report_target, i);
        if (target_is_of(target, row->area, row->item))
            g_ptr_array_add(found, target);
    }
    return found;
}

static void put_target(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    g_autoptr(GPtrArray) targets = targets_of(leaf->book->w.report, row);
    g_autoptr(GString) text = g_string_new(NULL);

    (void)self;
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = g_ptr_array_index(targets, i);
        g_autofree char *required = say_requirement(&leaf->book->w, target->target);
        g_string_append_printf(text, "%s%s", i ? "\n" : "", required);
    }
    leaf_text(leaf, text->str, LOOK_TEXT);
}

/* Of several targets each with what it requires, and the colour of the hardest verdict. */
static void put_verdict(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    const struct wording *w = &leaf->book->w;
    g_autoptr(GPtrArray) targets = targets_of(w->report, row);
    g_autoptr(GString) text = g_string_new(NULL);
    enum look look = LOOK_TEXT;

    (void)self;
    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *target = g_ptr_array_index(targets, i);
        g_autofree char *required = say_requirement(w, target->target);
        g_autofree char *verdict = say_verdict(w, target);
        const enum look own = verdict_look(target);
        if (targets->len > 1)
            g_string_append_printf(text, "%s%s: ", i ? "\n" : "", required);
        g_string_append(text, verdict);
        if (i == 0 || own == LOOK_MISSED)
            look = own;
    }
    leaf_text(leaf, text->str, look);
}

static void put_before(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_share(leaf, row->before, BASIS_ENOUGH);
}

static void put_points(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_points(leaf, row->share, row->before);
}

static void put_difference(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    leaf_text(leaf, say_difference(&leaf->book->w, row), LOOK_REMARK);
}

/* Who took part stands beside the first item shown, once; the others have nothing here. */
static bool has_dossiers(const report_t *report, const struct report_row *row)
{
    return row->item == report->items[0] && row->dossiers >= 0;
}

static void put_dossiers(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    if (has_dossiers(leaf->book->w.report, row))
        leaf_count(leaf, row->dossiers);
    else
        leaf_text(leaf, "", LOOK_TEXT);
}

static void put_respondents(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    if (has_dossiers(leaf->book->w.report, row))
        leaf_count(leaf, row->respondents);
    else
        leaf_text(leaf, "", LOOK_TEXT);
}

static void put_participation(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    if (has_dossiers(leaf->book->w.report, row) && row->respondents > 0 &&
        row->respondents <= row->dossiers) {
        leaf_share(leaf, (struct share){row->respondents, row->dossiers}, BASIS_ENOUGH);
        return;
    }
    g_autofree char *why =
        has_dossiers(leaf->book->w.report, row) ? say_participation(&leaf->book->w, row) : NULL;
    leaf_text(leaf, why ? why : "", LOOK_REMARK);
}

static void put_guide(struct leaf *leaf, const struct report_row *row, const struct column *self)
{
    (void)self;
    if (has_dossiers(leaf->book->w.report, row))
        leaf_count(leaf, sample_guide(row->dossiers));
    else
        leaf_text(leaf, "", LOOK_TEXT);
}

enum { AREA_WIDTH_LEAST = 18, AREA_WIDTH_MOST = 44 };

static const struct column COLUMNS[] = {
    {"report.area", AREA_WIDTH_LEAST, ALWAYS, put_area, 0, false},
    {"report.n", 8.5, ALWAYS, put_n, 0, true},
    {"level.1", 8.5, ALWAYS, put_level, 1, true},
    {"level.2", 8.5, ALWAYS, put_level, 2, true},
    {"level.3", 8.5, ALWAYS, put_level, 3, true},
    {"level.4", 8.5, ALWAYS, put_level, 4, true},
    {"level.5", 8.5, ALWAYS, put_level, 5, true},
    {"book.share", 9.5, ALWAYS, put_share, 0, false},
    {"book.low", 9.5, ALWAYS, put_low, 0, false},
    {"book.high", 9.5, ALWAYS, put_high, 0, false},
    {"report.set-aside", 8.5, ALWAYS, put_aside, 0, true},
    {"report.basis", 25, ALWAYS, put_basis, 0, false},
    {"report.target", 18, ALWAYS, put_target, 0, false},
    {"report.verdict", 20, ALWAYS, put_verdict, 0, false},
    {"book.before", 9.5, COMPARED, put_before, 0, false},
    {"report.points", 9.5, COMPARED, put_points, 0, false},
    {"report.difference", 17, COMPARED, put_difference, 0, false},
    {"report.dossiers", 10, DOSSIERS, put_dossiers, 0, true},
    {"report.respondents", 10, DOSSIERS, put_respondents, 0, true},
    {"report.participation", 9.5, DOSSIERS, put_participation, 0, false},
    {"report.guide", 10, DOSSIERS, put_guide, 0, true},
};

static bool is_entered(const report_t *report)
{
    for (guint i = 0; i < report->rows->len; i++)
        if (has_dossiers(report, &g_array_index(report->rows, struct report_row, i)))
            return true;
    return false;
}

/* The columns of this report. */
static size_t choose(const struct column *out[G_N_ELEMENTS(COLUMNS)], const report_t *report)
{
    const bool there[] = {[ALWAYS] = true, [COMPARED] = report->compared, [DOSSIERS] = is_entered(report)};
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++)
        if (there[COLUMNS[i].when])
            out[n++] = &COLUMNS[i];
    return n;
}

static double area_width(const struct wording *w)
{
    double width = AREA_WIDTH_LEAST;

    for (guint i = 0; i < w->report->rows->len; i++) {
        const struct report_row *row = &g_array_index(w->report->rows, struct report_row, i);
        width = MAX(width, text_width(say_area(w, row->area), 11) * 1.08 + 2.5);
    }
    return MIN(width, AREA_WIDTH_MOST);
}

static double widest_count(const struct book *book)
{
    const GArray *rows = book->w.report->rows;
    double width = 0;

    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        const gint64 ratings = MAX(row->share.n, counts_total(&row->set_aside));
        width = count_width(book, MAX(ratings, MAX(row->respondents, row->dossiers)), width);
    }
    return width;
}

static void put_optional_line(struct leaf *leaf, char *text)
{
    if (text)
        leaf_take_line(leaf, text, LOOK_ASIDE);
}

static void put_title(struct leaf *leaf)
{
    const struct wording *w = &leaf->book->w;

    leaf_take_line(leaf, say_center(w), LOOK_CENTER);
    leaf_line(leaf, say(w, "title"), LOOK_TITLE);
    leaf_take_line(leaf, say_period(w), LOOK_PERIOD);
    if (period_is_decree(&w->report->period))
        leaf_line(leaf, say(w, "window-decree"), LOOK_ASIDE);
    put_optional_line(leaf, say_narrowing(w));
    put_optional_line(leaf, say_amendment(w));
    put_optional_line(leaf, say_before(w));
    leaf_skip_row(leaf);
}

static void put_row(struct leaf *leaf, const struct report_row *row, const struct column *const *columns,
                    size_t n)
{
    leaf->strong = !row->area[0];
    for (size_t i = 0; i < n; i++)
        columns[i]->put(leaf, row, columns[i]);
    leaf->strong = false;
    leaf_end_row(leaf);
}

static void put_item(struct leaf *leaf, enum item item, const struct column *const *columns, size_t n)
{
    const GArray *rows = leaf->book->w.report->rows;

    leaf_keep(leaf, 4 * BOOK_ROW_POINTS);
    leaf_line(leaf, say_item(&leaf->book->w, item), LOOK_HEADING);
    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item == item)
            put_row(leaf, row, columns, n);
    }
}

void write_summary(const struct book *book, lxw_worksheet *sheet, const struct chart_data *data)
{
    const report_t *report = book->w.report;
    const struct column *columns[G_N_ELEMENTS(COLUMNS)];
    const char *keys[G_N_ELEMENTS(COLUMNS)];
    double widths[G_N_ELEMENTS(COLUMNS)];
    const size_t n = choose(columns, report);

    const double of_count = widest_count(book);
    for (size_t i = 0; i < n; i++) {
        keys[i] = columns[i]->key;
        widths[i] = columns[i]->is_count ? MAX(columns[i]->width, of_count) : columns[i]->width;
    }
    widths[0] = area_width(&book->w);
    struct leaf leaf = leaf_begin(book, sheet, widths, (int)n);
    put_title(&leaf);
    const lxw_row_t head = leaf.row;
    const double above = leaf.printed;
    leaf_heads(&leaf, keys, n);
    const double head_height = leaf.printed - above;
    leaf_freeze(&leaf, 1);
    for (size_t i = 0; i < report->n_items; i++)
        put_item(&leaf, report->items[i], columns, n);
    const bool long_table = leaf.printed > leaf_paper(&leaf);
    if (long_table)
        leaf_repeat(&leaf, head); /* only then: over charts the heads of the table say nothing */
    leaf_skip_row(&leaf);
    write_targets(&leaf);
    leaf_skip_row(&leaf);
    insert_charts(&leaf, data, long_table ? head_height : 0);
    leaf_breaks(&leaf);
}
