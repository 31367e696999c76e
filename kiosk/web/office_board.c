#include "html_write.h"
#include "office_page.h"
#include "office_parts.h"
#include "office_period.h"

/* --- which period --- */

static void put_link(GString *out, const struct board *board, const struct period *period, const char *key)
{
    const struct period *here = &board->figures.now->period;
    const bool same = period->kind == here->kind && period->from == here->from && period->to == here->to;
    g_autofree char *address = office_period_key(period);

    put(out,
        same ? "<li><a href=\"/quan-ly?ky=%s\" aria-current=\"true\">%s</a></li>\n"
             : "<li><a href=\"/quan-ly?ky=%s\">%s</a></li>\n",
        address, office_say(board->visit, key));
}

static void put_links(GString *out, const struct board *board)
{
    static const struct {
        enum period_kind kind;
        bool last;
        const char *key;
    } LINKS[] = {{PERIOD_WEEK, false, "this-week"},       {PERIOD_WEEK, true, "last-week"},
                 {PERIOD_MONTH, false, "this-month"},     {PERIOD_MONTH, true, "last-month"},
                 {PERIOD_QUARTER, false, "this-quarter"}, {PERIOD_YEAR, false, "this-year"}};
    const int today = board->visit->exchange->request.now.day;

    put(out, "<nav aria-label=\"%s\"><ul>\n", office_say(board->visit, "period"));
    for (size_t i = 0; i < G_N_ELEMENTS(LINKS); i++) {
        struct period period =
            period_around(LINKS[i].kind, board->visit->office->options.center->window, today);
        if (LINKS[i].last)
            period = period_before(&period);
        put_link(out, board, &period, LINKS[i].key);
    }
    g_string_append(out, "</ul></nav>\n");
}

/* The period before and the one after. */
static void put_neighbours(GString *out, const struct board *board)
{
    const struct period *here = &board->figures.now->period;
    const struct period before = period_before(here);
    struct period after = *here;

    g_string_append(out, "<ul class=\"links\">\n");
    put_link(out, board, &before, "one-before");
    if (here->to < board->visit->exchange->request.now.day && office_period_after(&after, here))
        put_link(out, board, &after, "one-after");
    g_string_append(out, "</ul>\n");
}

static void put_kinds(GString *out, const struct board *board)
{
    static const enum period_kind KINDS[] = {PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER,
                                             PERIOD_HALF, PERIOD_YEAR,  PERIOD_RANGE};

    put(out, "<p class=\"field\"><label for=\"loai\">%s</label><select id=\"loai\" name=\"loai\">\n",
        office_say(board->visit, "kind"));
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        g_autofree char *key = g_strconcat("kind-", period_kind_id(KINDS[i]), NULL);
        const bool here = KINDS[i] == board->figures.now->period.kind;
        put(out, here ? "<option value=\"%s\" selected>%s</option>\n" : "<option value=\"%s\">%s</option>\n",
            period_kind_id(KINDS[i]), office_say(board->visit, key));
    }
    g_string_append(out, "</select></p>\n");
}

static void put_day(GString *out, const struct board *board, const char *name, int day, const char *key)
{
    char text[11];

    day_format_iso(text, day);
    put(out,
        "<p class=\"field\"><label for=\"%s\">%s</label><input type=\"date\" id=\"%s\" name=\"%s\" "
        "value=\"%s\"></p>\n",
        name, office_say(board->visit, key), name, name, text);
}

static void put_picker(GString *out, const struct board *board)
{
    const struct period *here = &board->figures.now->period;

    put(out,
        "<details class=\"choose\">\n<summary>%s</summary>\n<form class=\"picker\" action=\"/quan-ly\">\n",
        office_say(board->visit, "choose"));
    put_kinds(out, board);
    put_day(out, board, "tu", here->from, "from-day");
    put_day(out, board, "den", here->to, "to-day");
    put(out,
        "<button type=\"submit\" class=\"main\">%s</button>\n</form>\n<p class=\"soft\">%s</p>\n</details>\n",
        office_say(board->visit, "show"), office_say(board->visit, "choose-how"));
}

static void put_downloads(GString *out, const struct board *board, const char *key)
{
    static const char *const FACES[] = {"xlsx", "pdf", "csv", "json", "html", "text"};

    put(out, "<div><b>%s</b>\n<nav aria-label=\"%s\"><ul>\n", office_say(board->visit, "download"),
        office_say(board->visit, "download"));
    for (size_t i = 0; i < G_N_ELEMENTS(FACES); i++) {
        g_autofree char *name = g_strconcat("face-", FACES[i], NULL);
        put(out, "<li><a href=\"/quan-ly/bao-cao?ky=%s&amp;dang=%s\">%s</a></li>\n", key, FACES[i],
            office_say(board->visit, name));
    }
    g_string_append(out, "</ul></nav></div>\n");
}

static void put_period(GString *out, const struct board *board, const char *key)
{
    const struct wording *w = &board->now;
    const int today = board->visit->exchange->request.now.day;
    g_autofree char *period = say_period(w);
    g_autofree char *before = say_before(w);

    put(out,
        "<section class=\"card\">\n<div class=\"period\">\n<div><h1>%s</h1>\n<p class=\"soft "
        "about\">%s</p>\n",
        period, before);
    if (period_is_decree(&w->report->period))
        put(out, "<p class=\"soft about\">%s</p>\n", say(w, "window-decree"));
    if (w->report->period.to >= today)
        put(out, "<p class=\"open\">%s</p>\n", office_say(board->visit, "so-far"));
    g_string_append(out, "</div>\n");
    put_neighbours(out, board);
    g_string_append(out, "</div>\n<div class=\"shelf\">\n");
    put_links(out, board);
    put_downloads(out, board, key);
    g_string_append(out, "</div>\n");
    put_picker(out, board);
    if (w->report->period.to >= today)
        put(out, "<p class=\"soft\">%s</p>\n", office_say(board->visit, "download-how"));
    g_string_append(out, "</section>\n");
}

/* --- the page --- */

static void put_notes(GString *out, const struct wording *w)
{
    g_auto(GStrv) notes = say_notes(w);

    put(out, "<details class=\"soft\">\n<summary>%s</summary>\n<ul>\n", say(w, "notes"));
    for (char **note = notes; *note; note++)
        put(out, "<li>%s</li>\n", *note);
    g_string_append(out, "</ul>\n</details>\n");
}

static void put_board(GString *out, const struct board *board, const char *key)
{
    put_period(out, board, key);
    part_figures(out, board);
    part_targets_table(out, board);
    part_trend_chart(out, board);
    part_areas(out, board);
    g_string_append(out, "<div class=\"trio\">\n");
    part_reasons_table(out, board);
    part_ways(out, board);
    part_misuse(out, board);
    g_string_append(out, "</div>\n");
    part_devices(out, board);
    put_notes(out, &board->now);
}

static void give_board(struct visit *visit, struct board *board, const char *key)
{
    const struct office_options *options = &visit->office->options;
    g_autofree char *here = g_strconcat("/quan-ly?ky=", key, NULL);
    GString *page = office_page_begin(visit, office_say(visit, "board"), TAB_BOARD, here);

    board->now = (struct wording){board->figures.now, options->words, visit->language};
    board->before = (struct wording){board->figures.before, options->words, visit->language};
    put_board(page, board, key);
    office_page_end(page);
    office_reply(visit, 200, page);
}

static void reply_board(struct visit *visit, const struct period *period)
{
    struct board board = {.visit = visit};
    g_autofree char *key = office_period_key(period);
    g_autofree char *audit = g_strconcat("board ", key, NULL);
    g_autoptr(GError) error = NULL;

    if (office_read_figures(&board.figures, visit->office, period, &error)) {
        if (office_may_show(visit, audit))
            give_board(visit, &board, key);
    } else {
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
        office_refuse(visit, 503, "failed", "failed-figures");
    }
    office_figures_clear(&board.figures);
}

/* What the picker sends is turned into the address of the period, which can be kept and passed on. */
void office_show_board(struct visit *visit)
{
    const center_t *center = visit->office->options.center;
    struct period period;

    switch (office_period_read(&period, &visit->query, center->window, visit->exchange->request.now.day)) {
    case OFFICE_PERIOD_GIVEN:
        reply_board(visit, &period);
        return;
    case OFFICE_PERIOD_PICKED: {
        g_autofree char *key = office_period_key(&period);
        office_send_to(visit, g_strconcat("/quan-ly?ky=", key, NULL));
        return;
    }
    case OFFICE_PERIOD_WRONG:
        office_refuse(visit, 400, "wrong-period", "wrong-period-text");
    }
}
