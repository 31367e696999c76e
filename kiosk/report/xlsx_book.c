#include "xlsx_book.h"
#include <math.h>

static const char NOTHING[] = "–";

/* What a cell keeps free beside its text, in column units. */
static const double CELL_PADDING = 1.8;

const char *book_say(const struct book *book, const char *key)
{
    g_autofree char *full = g_strconcat("book.", key, NULL);
    return words_get(book->w.words, book->w.language, g_intern_string(full));
}

/* The page numbers, and beside them what the sheet of paper belongs to. */
static void set_footer(const struct book *book, lxw_worksheet *sheet)
{
    g_autofree char *number =
        words_format(book->w.words, book->w.language, "book.page", "page", "&P", "pages", "&N", NULL);
    g_autofree char *period = say_period(&book->w);
    g_autofree char *footer =
        g_strdup_printf("&L&\"Times New Roman\"&10 %s&R&\"Times New Roman\"&10 %s", period, number);
    g_autofree char *plain = plain_text(footer);

    worksheet_set_footer(sheet, plain);
}

lxw_worksheet *book_add_sheet(struct book *book, const char *name_key)
{
    g_autofree char *name = plain_text(book_say(book, name_key));
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);

    g_assert(sheet);               /* the words are ours, and a test asks for names that a sheet can have */
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.7);
    worksheet_center_horizontally(sheet);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    set_footer(book, sheet);
    return sheet;
}

struct leaf leaf_begin(const struct book *book, lxw_worksheet *sheet, const double *widths, int columns)
{
    for (int i = 0; i < columns; i++)
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
    return (struct leaf){.book = book, .sheet = sheet, .widths = widths, .columns = columns};
}

static lxw_format *format_of(const struct leaf *leaf, enum look look)
{
    return leaf->book->looks[look][leaf->strong];
}

/* Whoever opens the file may fit the height of a row to its cells or not, and never does for cells over
 * several columns: so each row has its height. */
static void need_height(struct leaf *leaf, const char *text, enum look look, int columns)
{
    const double size = look_size(look);
    const double letters = leaf->strong ? size * 1.06 : size; /* bold */
    double width = -CELL_PADDING;

    for (int i = 0; i < columns; i++)
        width += leaf->widths[leaf->column + i];
    leaf->height = MAX(leaf->height, text_lines(text, width, letters) * size * 1.2 + 2.5);
}

void leaf_text(struct leaf *leaf, const char *text, enum look look)
{
    g_autofree char *plain = plain_text(text);

    need_height(leaf, plain, look, 1);
    worksheet_write_string(leaf->sheet, leaf->row, leaf->column++, plain, format_of(leaf, look));
}

void leaf_take(struct leaf *leaf, char *text, enum look look)
{
    leaf_text(leaf, text, look);
    g_free(text);
}

static void put_number(struct leaf *leaf, double number, enum look look)
{
    worksheet_write_number(leaf->sheet, leaf->row, leaf->column++, number, format_of(leaf, look));
}

void leaf_count(struct leaf *leaf, gint64 count)
{
    put_number(leaf, (double)count, LOOK_COUNT);
}

static gint64 hundredths(const char *percent)
{
    return (gint64)(g_ascii_strtod(percent, NULL) * 100 + 0.5);
}

/* The number of a percentage known to two decimals and as it is shown elsewhere. It has the two decimals,
 * unless the spreadsheet, rounding what was rounded, would then show another figure than the other faces do.
 */
static double fraction(const char *exact, const char *shown, int decimals)
{
    const gint64 unit = decimals == 2 ? 1 : decimals == 1 ? 10 : 100;
    const gint64 value = hundredths(exact), other = hundredths(shown);
    return (double)((value + unit / 2) / unit * unit == other ? value : other) / 10000;
}

void leaf_share(struct leaf *leaf, struct share share, enum basis basis)
{
    const int decimals = leaf->book->w.report->center->decimals;
    char exact[PERCENT_SIZE], shown[PERCENT_SIZE];

    if (share.n == 0) {
        leaf_text(leaf, NOTHING, LOOK_NOTHING);
        return;
    }
    share_format(exact, share, 2);
    share_format(shown, share, decimals);
    put_number(leaf, fraction(exact, shown, decimals), basis == BASIS_TOO_FEW ? LOOK_SHARE_FEW : LOOK_SHARE);
}

void leaf_interval(struct leaf *leaf, struct share share, bool high)
{
    static const char *const FORMATS[] = {"%.0f", "%.1f", "%.2f"};
    const int decimals = leaf->book->w.report->center->decimals;
    char exact[PERCENT_SIZE], shown[PERCENT_SIZE];

    if (share.n == 0) {
        leaf_text(leaf, NOTHING, LOOK_NOTHING);
        return;
    }
    const struct interval interval = share_wilson95(share);
    const double percent = high ? interval.high : interval.low;
    g_ascii_formatd(exact, sizeof exact, FORMATS[2], percent);
    g_ascii_formatd(shown, sizeof shown, FORMATS[decimals], percent);
    put_number(leaf, fraction(exact, shown, decimals), LOOK_SHARE);
}

void leaf_percent(struct leaf *leaf, int hundredths_of_percent)
{
    put_number(leaf, hundredths_of_percent / 10000.0, LOOK_SHARE);
}

void leaf_points(struct leaf *leaf, struct share now, struct share before)
{
    char points[PERCENT_SIZE];

    if (now.n == 0 || before.n == 0) {
        leaf_text(leaf, NOTHING, LOOK_NOTHING);
        return;
    }
    share_points_format(points, now, before, leaf->book->w.report->center->decimals);
    put_number(leaf, g_ascii_strtod(points, NULL), LOOK_POINTS);
}

/* Spreadsheets know no day before 1900 and count one too many before March of it. */
void leaf_day(struct leaf *leaf, int day)
{
    lxw_datetime date = {.year = day / 10000, .month = day / 100 % 100, .day = day % 100};

    if (day < 19000301) {
        leaf_take(leaf, say_day(day), LOOK_DAY);
        return;
    }
    worksheet_write_datetime(leaf->sheet, leaf->row, leaf->column++, &date, format_of(leaf, LOOK_DAY));
}

void leaf_counts(struct leaf *leaf, const struct counts *counts)
{
    for (int i = 0; i < LEVEL_COUNT; i++)
        leaf_count(leaf, counts->n[i]);
}

void leaf_across(struct leaf *leaf, const char *text, enum look look, int columns)
{
    g_autofree char *plain = plain_text(text);
    const lxw_col_t last = (lxw_col_t)(leaf->column + columns - 1);

    need_height(leaf, plain, look, columns);
    if (columns > 1)
        worksheet_merge_range(leaf->sheet, leaf->row, leaf->column, leaf->row, last, plain,
                              format_of(leaf, look));
    else
        worksheet_write_string(leaf->sheet, leaf->row, leaf->column, plain, format_of(leaf, look));
    leaf->column = (lxw_col_t)(last + 1);
}

void leaf_take_across(struct leaf *leaf, char *text, enum look look, int columns)
{
    leaf_across(leaf, text, look, columns);
    g_free(text);
}

static void finish_row(struct leaf *leaf, double height)
{
    worksheet_set_row(leaf->sheet, leaf->row, height, NULL);
    leaf->printed += height;
    leaf->height = 0;
    leaf->column = 0;
    leaf->row++;
}

void leaf_end_row(struct leaf *leaf)
{
    finish_row(leaf, MAX(leaf->height, BOOK_ROW_POINTS));
}

void leaf_skip_row(struct leaf *leaf)
{
    finish_row(leaf, 9);
}

void leaf_heads(struct leaf *leaf, const char *const *keys, size_t n)
{
    const struct wording *w = &leaf->book->w;

    for (size_t i = 0; i < n; i++)
        leaf_text(leaf, words_get(w->words, w->language, keys[i]), LOOK_HEAD);
    leaf_end_row(leaf);
}

void leaf_line(struct leaf *leaf, const char *text, enum look look)
{
    leaf_across(leaf, text, look, leaf->columns);
    leaf_end_row(leaf);
}

void leaf_take_line(struct leaf *leaf, char *text, enum look look)
{
    leaf_line(leaf, text, look);
    g_free(text);
}

void leaf_freeze(struct leaf *leaf, int columns)
{
    worksheet_freeze_panes(leaf->sheet, leaf->row, (lxw_col_t)columns);
    leaf->frozen = leaf->row;
}

void leaf_repeat(struct leaf *leaf, lxw_row_t head)
{
    worksheet_repeat_rows(leaf->sheet, head, leaf->frozen - 1);
}

int leaf_width_px(const struct leaf *leaf)
{
    double width = 0;

    for (int i = 0; i < leaf->columns; i++)
        width += leaf->widths[i] * BOOK_UNIT_PX + BOOK_COLUMN_PADDING_PX;
    return (int)width;
}

double leaf_scale(const struct leaf *leaf)
{
    return MIN(1, (double)BOOK_PAPER_WIDTH_PX / leaf_width_px(leaf));
}

double leaf_paper(const struct leaf *leaf)
{
    return BOOK_PAPER_HEIGHT_PX * 72.0 / 96 / leaf_scale(leaf);
}

void leaf_break(struct leaf *leaf)
{
    if (leaf->n_breaks < PAGE_BREAKS)
        leaf->breaks[leaf->n_breaks++] = leaf->row;
    leaf->sheet_began = leaf->printed;
}

void leaf_keep(struct leaf *leaf, double points)
{
    const double paper = leaf_paper(leaf);
    const double used = fmod(leaf->printed - leaf->sheet_began, paper);

    if (used + points > paper)
        leaf_break(leaf);
}

void leaf_breaks(struct leaf *leaf)
{
    if (leaf->n_breaks > 0)
        worksheet_set_h_pagebreaks(leaf->sheet, leaf->breaks);
}
