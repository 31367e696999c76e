#include "xlsx_sheets.h"

/* Names stay readable below the bars only as far as this; the summary has them whole. */
enum { NAME_CHARACTERS = 26 };

static char *short_name(const struct wording *w, const struct report_row *row)
{
    g_autofree char *name = plain_text(say_area(w, row->area));
    g_autofree char *n = say_count(w, row->share.n);

    if (g_utf8_strlen(name, -1) <= NAME_CHARACTERS)
        return g_strdup_printf("%s (%s)", name, n);
    g_autofree char *start = g_utf8_substring(name, 0, NAME_CHARACTERS - 1);
    return g_strdup_printf("%s… (%s)", g_strchomp(start), n);
}

static bool is_line(const struct report_target *target, enum item item)
{
    return target_is_of(target, "", item);
}

/* The targets of the whole center, each requirement once. */
static GPtrArray *find_lines(const report_t *report, enum item item)
{
    GPtrArray *lines = g_ptr_array_new();

    for (guint i = 0; i < report->targets->len; i++) {
        struct report_target *target = &g_array_index(report->targets, struct report_target, i);
        bool known = !is_line(target, item);
        for (guint k = 0; k < lines->len && !known; k++) {
            const struct report_target *line = g_ptr_array_index(lines, k);
            known = line->target->percent_hundredths == target->target->percent_hundredths &&
                    line->target->op == target->target->op;
        }
        if (!known)
            g_ptr_array_add(lines, target);
    }
    return lines;
}

/* The hardest target of the row that no line shows, in hundredths of a percent; -1: none. */
static int row_target(const report_t *report, const struct report_row *row, bool alone)
{
    int most = -1;

    for (guint i = 0; i < report->targets->len; i++) {
        const struct report_target *target = &g_array_index(report->targets, struct report_target, i);
        if ((row->area[0] || alone) && target_is_of(target, row->area, row->item))
            most = MAX(most, target->target->percent_hundredths);
    }
    return most;
}

static bool any_row_target(const report_t *report, enum item item, bool alone)
{
    for (guint i = 0; i < report->rows->len; i++) {
        const struct report_row *row = &g_array_index(report->rows, struct report_row, i);
        if (row->item == item && row_target(report, row, alone) >= 0)
            return true;
    }
    return false;
}

char *say_line(const struct book *book, const struct report_target *line)
{
    g_autofree char *required = say_requirement(&book->w, line->target);
    return words_format(book->w.words, book->w.language, "book.line", "required", required, NULL);
}

/* Nothing stands where there is no figure: a chart draws words as a bar of 0 %. */
static void put_percent(struct leaf *leaf, int hundredths)
{
    if (hundredths >= 0)
        leaf_percent(leaf, hundredths);
    else
        leaf_text(leaf, "", LOOK_TEXT);
}

static void put_levels(struct leaf *leaf, const struct report_row *row)
{
    gint64 parts[LEVEL_COUNT];

    counts_percentages(parts, &row->counts, 2);
    for (int i = 0; i < LEVEL_COUNT; i++)
        put_percent(leaf, row->share.n > 0 ? (int)parts[i] : -1);
}

static void put_row(struct leaf *leaf, const struct chart_data *data, const struct report_row *row)
{
    const report_t *report = leaf->book->w.report;

    leaf->strong = !row->area[0];
    leaf_take(leaf, short_name(&leaf->book->w, row), LOOK_TEXT);
    if (row->share.n > 0)
        leaf_share(leaf, row->share, BASIS_ENOUGH);
    else
        leaf_text(leaf, "", LOOK_TEXT);
    put_levels(leaf, row);
    if (data->area_target)
        put_percent(leaf, row_target(report, row, data->alone));
    for (guint i = 0; i < data->lines->len; i++) {
        const struct report_target *line = g_ptr_array_index(data->lines, i);
        put_percent(leaf, line->target->percent_hundredths);
    }
    leaf->strong = false;
    leaf_end_row(leaf);
}

static void put_heads(struct leaf *leaf, const struct chart_data *data)
{
    static const char *const KEYS[] = {"book.chart-name", "book.share", "level.1", "level.2",
                                       "level.3",         "level.4",    "level.5", "book.area-target"};
    const struct wording *w = &leaf->book->w;

    for (size_t i = 0; i < G_N_ELEMENTS(KEYS) - (data->area_target ? 0 : 1); i++)
        leaf_text(leaf, words_get(w->words, w->language, KEYS[i]), LOOK_HEAD);
    for (guint i = 0; i < data->lines->len; i++) {
        const struct report_target *line = g_ptr_array_index(data->lines, i);
        leaf_take(leaf, say_line(leaf->book, line), LOOK_HEAD);
    }
    leaf_end_row(leaf);
}

void write_chart_data(struct leaf *leaf, struct chart_data *data)
{
    const report_t *report = leaf->book->w.report;

    data->item = report->items[0];
    data->alone = report->rows->len <= report->n_items;
    data->lines = data->alone ? g_ptr_array_new() : find_lines(report, data->item);
    data->area_target = any_row_target(report, data->item, data->alone) ? 2 + LEVEL_COUNT : 0;
    data->line = data->area_target ? 3 + LEVEL_COUNT : 2 + LEVEL_COUNT;
    put_heads(leaf, data);
    data->first = leaf->row;
    for (guint i = 0; i < report->rows->len; i++) {
        const struct report_row *row = &g_array_index(report->rows, struct report_row, i);
        if (row->item == data->item)
            put_row(leaf, data, row);
    }
    data->last = leaf->row - 1;
}
