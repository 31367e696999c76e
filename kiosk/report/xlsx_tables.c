#include "xlsx_sheets.h"

static void put_sheet_title(struct leaf *leaf, const char *title)
{
    const struct wording *w = &leaf->book->w;

    leaf_line(leaf, title, LOOK_TITLE);
    leaf_take_line(leaf, say_period(w), LOOK_PERIOD);
    g_autofree char *narrowing = say_narrowing(w);
    if (narrowing)
        leaf_line(leaf, narrowing, LOOK_ASIDE);
    leaf_skip_row(leaf);
}

static void put_figures(struct leaf *leaf, const struct counts *counts, struct share share, enum basis basis)
{
    leaf_count(leaf, share.n);
    leaf_counts(leaf, counts);
    leaf_share(leaf, share, basis);
    leaf_interval(leaf, share, false);
    leaf_interval(leaf, share, true);
}

/* --- day by day --- */

static void put_step(struct leaf *leaf, const struct report_step *step)
{
    const center_t *center = leaf->book->w.report->center;

    leaf_text(leaf, say_item(&leaf->book->w, step->item), LOOK_TEXT);
    leaf_day(leaf, step->from);
    if (leaf->book->w.report->by != REPORT_BY_DAY)
        leaf_day(leaf, step->to);
    put_figures(leaf, &step->counts, step->share, basis_of(step->share.n, center->few, center->enough));
    leaf_count(leaf, counts_total(&step->set_aside));
    leaf_end_row(leaf);
}

/* Item by item, so that each can be read down and be filtered. */
static void put_steps(struct leaf *leaf)
{
    const report_t *report = leaf->book->w.report;

    for (size_t i = 0; i < report->n_items; i++)
        for (guint k = 0; k < report->trend->len; k++) {
            const struct report_step *step = &g_array_index(report->trend, struct report_step, k);
            if (step->item == report->items[i])
                put_step(leaf, step);
        }
}

void write_trend(const struct book *book, lxw_worksheet *sheet)
{
    static const double WIDTHS[] = {34, 13, 13, 10, 11, 11, 11, 11, 11, 12, 12, 12, 11};
    static const char *const DAYS[] = {"report.item", "book.day", "report.n",  "level.1",
                                       "level.2",     "level.3",  "level.4",   "level.5",
                                       "book.share",  "book.low", "book.high", "report.set-aside"};
    static const char *const SPANS[] = {"report.item",     "report.step-from", "report.step-to", "report.n",
                                        "level.1",         "level.2",          "level.3",        "level.4",
                                        "level.5",         "book.share",       "book.low",       "book.high",
                                        "report.set-aside"};
    static const char *const TITLES[] = {"by-day", "by-day", "by-week", "by-month"};
    const report_t *report = book->w.report;
    const bool daily = report->by == REPORT_BY_DAY || report->by == REPORT_BY_NONE;
    const int columns = daily ? G_N_ELEMENTS(DAYS) : G_N_ELEMENTS(SPANS);
    struct leaf leaf = leaf_begin(book, sheet, WIDTHS, columns);

    put_sheet_title(&leaf, say(&book->w, TITLES[report->by]));
    if (report->by == REPORT_BY_NONE) {
        leaf_line(&leaf, book_say(book, "trend-none"), LOOK_SENTENCE);
        return;
    }
    const lxw_row_t head = leaf.row;
    leaf_heads(&leaf, daily ? DAYS : SPANS, (size_t)columns);
    leaf_freeze(&leaf, 0);
    leaf_repeat(&leaf, head);
    put_steps(&leaf);
    if (leaf.row > head + 1)
        worksheet_autofilter(sheet, head, 0, leaf.row - 1, (lxw_col_t)(columns - 1));
    else
        leaf_line(&leaf, say(&book->w, "no-data"), LOOK_SENTENCE);
}

/* --- reasons --- */

static void put_reasons(struct leaf *leaf, const struct report_reasons *row)
{
    leaf->strong = !row->area[0];
    leaf_text(leaf, say_area(&leaf->book->w, row->area), LOOK_TEXT);
    leaf_count(leaf, row->respondents);
    leaf_count(leaf, row->with_reasons);
    for (int reason = 0; reason < REASON_COUNT; reason++)
        leaf_count(leaf, row->n[reason]);
    leaf->strong = false;
    leaf_end_row(leaf);
}

void write_reasons(const struct book *book, lxw_worksheet *sheet)
{
    static const double WIDTHS[] = {40, 13, 13, 12, 12, 12, 12, 12, 12, 12, 12};
    const GArray *rows = book->w.report->reasons;
    struct leaf leaf = leaf_begin(book, sheet, WIDTHS, G_N_ELEMENTS(WIDTHS));

    put_sheet_title(&leaf, say(&book->w, "reasons"));
    leaf_line(&leaf, book_say(book, "reasons-how"), LOOK_SENTENCE);
    leaf_skip_row(&leaf);
    const lxw_row_t head = leaf.row;
    leaf_text(&leaf, say(&book->w, "area"), LOOK_HEAD);
    leaf_text(&leaf, say(&book->w, "respondents"), LOOK_HEAD);
    leaf_text(&leaf, say(&book->w, "with-reasons"), LOOK_HEAD);
    for (int reason = 0; reason < REASON_COUNT; reason++)
        leaf_text(&leaf, say_reason(&book->w, (enum reason)reason), LOOK_HEAD);
    leaf_end_row(&leaf);
    leaf_freeze(&leaf, 1);
    leaf_repeat(&leaf, head);
    for (guint i = 0; i < rows->len; i++)
        put_reasons(&leaf, &g_array_index(rows, struct report_reasons, i));
    if (rows->len == 0)
        leaf_line(&leaf, say(&book->w, "no-data"), LOOK_SENTENCE);
}

/* --- ways in --- */

static void put_channel(struct leaf *leaf, const struct report_channel *row)
{
    const struct wording *w = &leaf->book->w;

    leaf->strong = row->together;
    leaf_text(leaf, say_channel(w, row), LOOK_TEXT);
    put_figures(leaf, &row->counts, row->share, row->basis);
    leaf_text(leaf, say_basis(w, row->basis), LOOK_REMARK);
    leaf->strong = false;
    leaf_end_row(leaf);
}

static void put_channel_aside(struct leaf *leaf, const struct report_channel *row)
{
    leaf->strong = row->together;
    leaf_text(leaf, say_channel(&leaf->book->w, row), LOOK_TEXT);
    leaf_count(leaf, counts_total(&row->set_aside));
    leaf_counts(leaf, &row->set_aside);
    leaf->strong = false;
    leaf_end_row(leaf);
}

static void put_channels(struct leaf *leaf, void (*put)(struct leaf *leaf, const struct report_channel *row))
{
    const report_t *report = leaf->book->w.report;

    for (size_t i = 0; i < report->n_items; i++) {
        leaf_keep(leaf, 6 * BOOK_ROW_POINTS);
        leaf_line(leaf, say_item(&leaf->book->w, report->items[i]), LOOK_HEADING);
        for (guint k = 0; k < report->channels->len; k++) {
            const struct report_channel *row = &g_array_index(report->channels, struct report_channel, k);
            if (row->item == report->items[i])
                put(leaf, row);
        }
    }
}

void write_channels(const struct book *book, lxw_worksheet *sheet)
{
    static const double WIDTHS[] = {34, 11, 12, 12, 12, 12, 12, 12, 13, 13, 25};
    static const char *const HEADS[] = {"report.channel", "report.n",  "level.1",     "level.2",
                                        "level.3",        "level.4",   "level.5",     "book.share",
                                        "book.low",       "book.high", "report.basis"};
    static const char *const ASIDE[] = {"report.channel", "report.set-aside", "level.1", "level.2",
                                        "level.3",        "level.4",          "level.5"};
    struct leaf leaf = leaf_begin(book, sheet, WIDTHS, G_N_ELEMENTS(WIDTHS));

    put_sheet_title(&leaf, say(&book->w, "channels"));
    const lxw_row_t head = leaf.row;
    leaf_heads(&leaf, HEADS, G_N_ELEMENTS(HEADS));
    leaf_freeze(&leaf, 0);
    put_channels(&leaf, put_channel);
    if (leaf.printed > leaf_paper(&leaf))
        leaf_repeat(&leaf, head);
    leaf_keep(&leaf, 10 * BOOK_ROW_POINTS);
    leaf_skip_row(&leaf);
    leaf_line(&leaf, book_say(book, "aside-heading"), LOOK_HEADING);
    leaf_line(&leaf, book_say(book, "aside-how"), LOOK_SENTENCE);
    leaf_heads(&leaf, ASIDE, G_N_ELEMENTS(ASIDE));
    put_channels(&leaf, put_channel_aside);
    leaf_breaks(&leaf);
}
