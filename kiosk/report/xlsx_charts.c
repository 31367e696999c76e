#include "xlsx_sheets.h"

enum { NAMES_ABREAST = 14 };

/* Heights on paper, in pixels: such that both charts of a dozen areas share a sheet of it. */
enum {
    SHARE_CHART_PX = 285,
    SHARE_CHART_MOST_PX = 360,
    SLANTED_NAMES_PX = 110,
    LEVEL_BAR_PX = 16,
    LEVEL_CHART_REST_PX = 95,
    GAP_PX = 2 * BOOK_ROW_PX
};

/* A chart as the library makes it without scaling. */
enum { CHART_WIDTH_PX = 480, CHART_HEIGHT_PX = 288 };

enum {
    INK = 0x14353A,
    PAPER = 0xFFFFFF,
    RULE = 0xD9DEDD,
    BAR_WHOLE = 0x14353A,
    BAR = 0x157879,
    BAR_FEW = 0xBAD6D3,
    LINE = 0x8A3B00
};

/* The hues of the five faces. On grey print each differs from its neighbours, and the first, which is
 * hatched, from all. */
static const lxw_color_t LEVELS[LEVEL_COUNT] = {0x814512, 0xCF9A4E, 0xDAD6C8, 0x2F8783, 0x005F5C};
static const lxw_color_t ON_LEVELS[LEVEL_COUNT] = {INK, INK, INK, PAPER, PAPER};

/* A chart under way. */
struct drawing {
    const struct book *book;
    const struct chart_data *data;
    lxw_chart *chart;
    double scale; /* of the paper to the screen */
    int bars;
};

/* Letters are so large that they can be read where a wide sheet is printed small. */
static lxw_chart_font font(const struct drawing *drawing, double size, bool bold, lxw_color_t colour)
{
    return (lxw_chart_font){
        .name = "Times New Roman", .size = (int)(size / drawing->scale), .bold = bold, .color = colour};
}

static void begin(struct drawing *drawing, uint8_t type, const char *title_key)
{
    const struct wording *w = &drawing->book->w;
    lxw_chart_font title_font = font(drawing, 13, true, INK), legend_font = font(drawing, 10, false, INK);
    lxw_chart_line none = {.none = 1};
    g_autofree char *title =
        words_format(w->words, w->language, title_key, "item", say_item(w, drawing->data->item), NULL);
    g_autofree char *plain = plain_text(title);

    drawing->chart = workbook_add_chart(drawing->book->workbook, type);
    chart_title_set_name(drawing->chart, plain);
    chart_title_set_name_font(drawing->chart, &title_font);
    chart_legend_set_position(drawing->chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(drawing->chart, &legend_font);
    chart_chartarea_set_line(drawing->chart, &none);
}

static lxw_chart_series *add_series(const struct drawing *drawing, lxw_col_t column, const char *name)
{
    const struct chart_data *data = drawing->data;
    lxw_chart_series *series = chart_add_series(drawing->chart, NULL, NULL);
    g_autofree char *plain = plain_text(name);

    chart_series_set_categories(series, data->sheet, data->first, data->name, data->last, data->name);
    chart_series_set_values(series, data->sheet, data->first, column, data->last, column);
    chart_series_set_name(series, plain);
    return series;
}

static void set_percent_axis(const struct drawing *drawing, lxw_chart_axis *axis)
{
    lxw_chart_font small = font(drawing, 9, false, INK);
    lxw_chart_line rule = {.color = RULE, .width = 0.75};

    chart_axis_set_min(axis, 0);
    chart_axis_set_max(axis, 1);
    chart_axis_set_major_unit(axis, 0.2);
    chart_axis_set_num_format(axis, "0%");
    chart_axis_set_num_font(axis, &small);
    chart_axis_major_gridlines_set_line(axis, &rule);
}

static void set_name_axis(const struct drawing *drawing, lxw_chart_axis *axis, bool abreast)
{
    lxw_chart_font small = font(drawing, 10, false, INK);

    if (abreast && drawing->bars > NAMES_ABREAST)
        small.rotation = -45;
    chart_axis_set_num_font(axis, &small);
    chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
}

/* --- percent by area --- */

/* The whole center dark, and pale what too few ratings stand behind. */
static void colour_bars(const struct drawing *drawing, lxw_chart_series *series)
{
    const GArray *rows = drawing->book->w.report->rows;
    lxw_chart_fill whole = {.color = BAR_WHOLE}, few = {.color = BAR_FEW};
    lxw_chart_point dark = {.fill = &whole}, pale = {.fill = &few}, usual = {0};
    g_autoptr(GPtrArray) points = g_ptr_array_new();

    for (guint i = 0; i < rows->len; i++) {
        const struct report_row *row = &g_array_index(rows, struct report_row, i);
        if (row->item == drawing->data->item)
            g_ptr_array_add(points, row->basis == BASIS_TOO_FEW ? &pale : row->area[0] ? &usual : &dark);
    }
    g_ptr_array_add(points, NULL);
    chart_series_set_points(series, (lxw_chart_point **)points->pdata);
}

/* Figures stand on labels of their own, to be read on every colour. */
static void add_shares(const struct drawing *drawing)
{
    static const char *const FORMATS[] = {"0%", "0.0%", "0.00%"};
    const bool many = drawing->bars > NAMES_ABREAST;
    lxw_chart_series *series = add_series(drawing, drawing->data->share, book_say(drawing->book, "share"));
    lxw_chart_fill fill = {.color = BAR};
    lxw_chart_font label = font(drawing, 9, true, INK);
    lxw_chart_fill ground = {.color = PAPER};

    if (many)
        label.rotation = -90;
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, FORMATS[drawing->book->w.report->center->decimals]);
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_INSIDE_BASE);
    chart_series_set_labels_font(series, &label);
    chart_series_set_labels_fill(series, &ground);
    colour_bars(drawing, series);
}

/* The target of an area of its own: an empty frame around its bar. */
static void add_frames(const struct drawing *drawing)
{
    lxw_chart_series *series =
        add_series(drawing, drawing->data->area_target, book_say(drawing->book, "area-target"));
    lxw_chart_fill fill = {.none = 1};
    lxw_chart_line line = {.color = LINE, .width = 1.75, .dash_type = LXW_CHART_LINE_DASH_SQUARE_DOT};

    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &line);
}

/* A line across all bars. Bars cannot be joined with a line in one chart, but have a trend: that of bars
 * which are all of the same height, and not to be seen, is level. Only the trend has a name. */
static void add_line(const struct drawing *drawing, guint i)
{
    static const uint8_t DASHES[] = {LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_LONG_DASH,
                                     LXW_CHART_LINE_DASH_ROUND_DOT};
    g_autofree char *name = say_line(drawing->book, g_ptr_array_index(drawing->data->lines, i));
    g_autofree char *plain = plain_text(name);
    lxw_chart_series *series = add_series(drawing, (lxw_col_t)(drawing->data->line + i), "\u2003");
    lxw_chart_fill fill = {.none = 1};
    lxw_chart_line none = {.none = 1};
    lxw_chart_line line = {.color = LINE, .width = 2.25, .dash_type = DASHES[i % G_N_ELEMENTS(DASHES)]};

    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &none);
    chart_series_set_trendline(series, LXW_CHART_TRENDLINE_TYPE_LINEAR, 0);
    chart_series_set_trendline_forecast(series, 0.5, 0.5);
    chart_series_set_trendline_name(series, plain);
    chart_series_set_trendline_line(series, &line);
}

static void draw_shares(struct drawing *drawing)
{
    begin(drawing, LXW_CHART_COLUMN, "book.chart-shares");
    lxw_chart_axis *names = chart_axis_get(drawing->chart, LXW_CHART_AXIS_TYPE_X);
    lxw_chart_font small = font(drawing, 9, false, INK);
    g_autofree char *key = plain_text(book_say(drawing->book, "chart-key"));

    add_shares(drawing);
    if (drawing->data->area_target)
        add_frames(drawing);
    for (guint i = 0; i < drawing->data->lines->len; i++)
        add_line(drawing, i);
    chart_set_series_overlap(drawing->chart, 100);
    chart_set_series_gap(drawing->chart, drawing->bars < 4 ? 250 : 60); /* few bars are not to be walls */
    set_name_axis(drawing, names, true);
    small.italic = 1;
    chart_axis_set_name(names, key);
    chart_axis_set_name_font(names, &small);
    set_percent_axis(drawing, chart_axis_get(drawing->chart, LXW_CHART_AXIS_TYPE_Y));
}

/* --- the five levels by area --- */

static void add_level(const struct drawing *drawing, int level)
{
    const struct wording *w = &drawing->book->w;
    g_autofree char *key = g_strdup_printf("level.%d", level);
    const int i = level - LEVEL_MIN;
    lxw_chart_series *series =
        add_series(drawing, (lxw_col_t)(drawing->data->level + i), words_get(w->words, w->language, key));
    lxw_chart_fill fill = {.color = LEVELS[i]};
    lxw_chart_line edge = {.color = PAPER, .width = 0.75};
    lxw_chart_pattern hatched = {
        .fg_color = LEVELS[i], .bg_color = PAPER, .type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL};
    lxw_chart_font label = font(drawing, 9, true, ON_LEVELS[i]);

    chart_series_set_fill(series, &fill);
    if (level == LEVEL_MIN)
        chart_series_set_pattern(series, &hatched);
    chart_series_set_line(series, &edge);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, "[<0.04]\"\";0%");
    chart_series_set_labels_font(series, &label);
}

/* The library calls the axis that lies flat X. */
static void draw_levels(struct drawing *drawing)
{
    begin(drawing, LXW_CHART_BAR_STACKED_PERCENT, "book.chart-levels");
    lxw_chart_axis *names = chart_axis_get(drawing->chart, LXW_CHART_AXIS_TYPE_Y);

    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++)
        add_level(drawing, level);
    chart_set_series_gap(drawing->chart, 40);
    set_name_axis(drawing, names, false);
    chart_axis_set_reverse(names);
    chart_axis_set_crossing_max(names);
    set_percent_axis(drawing, chart_axis_get(drawing->chart, LXW_CHART_AXIS_TYPE_X));
}

/* --- on the sheet --- */

static void insert(struct leaf *leaf, lxw_chart *chart, int height)
{
    lxw_chart_options options = {.x_scale = (double)leaf_width_px(leaf) / CHART_WIDTH_PX,
                                 .y_scale = (double)height / CHART_HEIGHT_PX};
    const lxw_row_t rows = (lxw_row_t)((height + GAP_PX) / BOOK_ROW_PX);

    worksheet_insert_chart_opt(leaf->sheet, leaf->row, 0, chart, &options);
    leaf->row += rows;
    leaf->printed += rows * BOOK_ROW_PX * 72.0 / 96;
}

/* A chart that would be cut begins a sheet of paper. Spreadsheets differ in how much of it they use. */
static void keep_whole(struct leaf *leaf, int height)
{
    leaf_keep(leaf, height * 72.0 / 96 + leaf_paper(leaf) / 20);
}

void insert_charts(struct leaf *leaf, const struct chart_data *data, double taken)
{
    struct drawing drawing = {leaf->book, data, NULL, leaf_scale(leaf), (int)(data->last - data->first) + 1};
    const int paper = (int)((leaf_paper(leaf) * 19 / 20 - taken) * 96 / 72);
    const int names = drawing.bars > NAMES_ABREAST ? SLANTED_NAMES_PX : 0;
    const int least = (int)((SHARE_CHART_PX + names) / drawing.scale);
    const int most = (int)((SHARE_CHART_MOST_PX + names) / drawing.scale);
    const int of_levels =
        MIN((int)((LEVEL_CHART_REST_PX + drawing.bars * LEVEL_BAR_PX) / drawing.scale), paper);
    const int left = paper - GAP_PX - of_levels;
    const bool together = left >= least;
    const int of_shares = MIN(together ? left : paper, most);

    keep_whole(leaf, together ? of_shares + GAP_PX + of_levels : of_shares);
    draw_shares(&drawing);
    insert(leaf, drawing.chart, of_shares);
    if (!together)
        keep_whole(leaf, of_levels);
    draw_levels(&drawing);
    insert(leaf, drawing.chart, of_levels);
}
