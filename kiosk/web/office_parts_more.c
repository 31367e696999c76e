#include "html_chart.h"
#include "html_write.h"
#include "office_parts.h"

enum { HEAD_DIGITS = 16, HOUR_MS = 60 * 60 * 1000, HOURS_OF_VIET_NAM = 7 };

/* --- trend --- */

/* The steps of one question as the board's drawing takes them; nothing is hidden from the staff. */
static GArray *steps_of(const report_t *report, enum item item)
{
    GArray *steps = g_array_new(FALSE, TRUE, sizeof(struct view_part));

    for (guint i = 0; i < report->trend->len; i++) {
        const struct report_step *step = &g_array_index(report->trend, struct report_step, i);
        const struct view_part part = {.step = step,
                                       .seen = {step->share.n, step->share.satisfied, step->share.satisfied}};
        if (step->item == item)
            g_array_append_val(steps, part);
    }
    return steps;
}

static gint64 most_of(const GArray *steps)
{
    gint64 most = 0;

    for (guint i = 0; i < steps->len; i++)
        most = MAX(most, g_array_index(steps, struct view_part, i).seen.n);
    return most;
}

/* How many rated, step by step, beneath the line. */
static void put_counts(GString *out, const struct board *board, const GArray *steps)
{
    enum { UNIT = 100, HEIGHT = 1000, GAP = 15 };
    const gint64 most = most_of(steps);
    g_autofree char *count = say_count(&board->now, most);
    g_autofree char *label =
        words_format(board->now.words, board->now.language, "office.counts-chart", "n", count, NULL);

    put(out,
        "<div class=\"counts\"><span aria-hidden=\"true\">%s</span><svg viewBox=\"0 0 %u %d\" "
        "preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\"><path d=\"",
        count, steps->len * UNIT, HEIGHT, label);
    for (guint i = 0; i < steps->len; i++) {
        const gint64 n = g_array_index(steps, struct view_part, i).seen.n;
        const int height = most > 0 ? (int)(n * HEIGHT / most) : 0;
        if (n > 0)
            put(out, "M%u %dV%dh%dV%dz", i * UNIT + GAP, HEIGHT, HEIGHT - MAX(height, HEIGHT / 50),
                UNIT - 2 * GAP, HEIGHT);
    }
    g_string_append(out, "\"/></svg></div>\n");
}

static void put_steps(GString *out, const struct board *board, const GArray *steps)
{
    const struct wording *w = &board->now;

    put(out,
        "<details>\n<summary>%s</summary>\n<table class=\"steps\">\n<thead><tr><th scope=\"col\">%s</th>"
        "<th scope=\"col\" class=\"share\">%s</th><th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" "
        "class=\"n\">%s</th></tr></thead>\n<tbody>\n",
        office_say(board->visit, "trend-table"), say(w, "step"), say(w, "share"), say(w, "n"),
        say(w, "set-aside"));
    for (guint i = 0; i < steps->len; i++) {
        const struct report_step *step = g_array_index(steps, struct view_part, i).step;
        g_autofree char *when = say_step(step);
        g_autofree char *share = part_share(w, step->share);
        g_autofree char *n = say_count(w, step->share.n);
        g_autofree char *aside = say_count(w, counts_total(&step->set_aside));
        put(out,
            "<tr><th scope=\"row\">%s</th><td class=\"share\">%s</td><td class=\"n\">%s</td><td "
            "class=\"n\">%s</td></tr>\n",
            when, share, n, aside);
    }
    g_string_append(out, "</tbody>\n</table>\n</details>\n");
}

void part_trend_chart(GString *out, const struct board *board)
{
    const struct wording w = {board->figures.trend, board->now.words, board->now.language};
    const enum item item = w.report->items[0];
    g_autoptr(GArray) steps = steps_of(w.report, item);
    g_autoptr(GPtrArray) targets = part_targets_of(w.report, item, "");
    const struct view_item view = {.item = item, .steps = steps};

    put(out, "<section class=\"card\">\n<h2>%s: %s</h2>\n", say(&w, say_by(w.report->by)),
        say_item(&w, item));
    if (most_of(steps) == 0) {
        put(out, "<p class=\"soft\">%s</p>\n</section>\n", say(&w, "no-data"));
        return;
    }
    chart_trend(out, &view, targets, office_say(board->visit, "trend-chart"));
    put_counts(out, board, steps);
    put_steps(out, board, steps);
    g_string_append(out, "</section>\n");
}

/* --- reasons --- */

void part_reasons_table(GString *out, const struct board *board)
{
    const struct wording *w = &board->now;
    const struct report_reasons *now = &g_array_index(w->report->reasons, struct report_reasons, 0);
    const struct report_reasons *before =
        &g_array_index(board->figures.before->reasons, struct report_reasons, 0);
    gint64 most = 0;

    for (int i = 0; i < REASON_COUNT; i++)
        most = MAX(most, now->n[i]);
    g_autofree char *named = say_count(w, now->with_reasons);
    g_autofree char *all = say_count(w, now->respondents);
    g_autofree char *how =
        words_format(w->words, w->language, "office.reasons-how", "n", named, "all", all, NULL);
    put(out,
        "<section class=\"card\">\n<h2>%s</h2>\n<p class=\"soft\">%s</p>\n<table "
        "class=\"reasons\">\n<thead><tr>"
        "<th scope=\"col\">%s</th><td class=\"picture\"></td><th scope=\"col\" class=\"n\">%s</th>"
        "<th scope=\"col\" class=\"n\">%s</th></tr></thead>\n<tbody>\n",
        say(w, "reasons"), how, words_get(w->words, w->language, "board.reason"),
        office_say(board->visit, "now"), office_say(board->visit, "before"));
    for (int i = 0; i < REASON_COUNT; i++) {
        g_autofree char *n = say_count(w, now->n[i]);
        g_autofree char *n_before = say_count(w, before->n[i]);
        put(out, "<tr><th scope=\"row\">%s</th><td class=\"picture\">", say_reason(w, (enum reason)i));
        if (now->n[i] > 0)
            part_count_bar(out, now->n[i], most);
        put(out, "</td><td class=\"n\">%s</td><td class=\"n soft\">%s</td></tr>\n", n, n_before);
    }
    g_string_append(out, "</tbody>\n</table>\n</section>\n");
}

/* --- ways in --- */

static const struct report_channel *find_channel(const report_t *report, const struct report_channel *like)
{
    for (guint i = 0; i < report->channels->len; i++) {
        const struct report_channel *row = &g_array_index(report->channels, struct report_channel, i);
        if (row->item == like->item && row->together == like->together &&
            (row->together || row->channel == like->channel))
            return row;
    }
    return NULL;
}

static void put_way(GString *out, const struct board *board, const struct report_channel *row)
{
    const struct wording *w = &board->now;
    const struct report_channel *then = find_channel(board->figures.before, row);
    g_autofree char *n = say_count(w, row->share.n);
    g_autofree char *aside = say_count(w, counts_total(&row->set_aside));
    g_autofree char *share = part_share(w, row->share);
    g_autofree char *n_before = say_count(w, then ? then->share.n : 0);

    put(out,
        "<tr class=\"%s\"><th scope=\"row\">%s</th><td class=\"share\">%s</td><td class=\"n\">%s</td><td "
        "class=\"n\">%s</td>"
        "<td class=\"n soft\">%s</td></tr>\n",
        row->together ? "sum" : "one", say_channel(w, row), share, n, aside, n_before);
}

void part_ways(GString *out, const struct board *board)
{
    const struct wording *w = &board->now;

    put(out,
        "<section class=\"card\">\n<h2>%s</h2>\n<table>\n<thead><tr><th scope=\"col\">%s</th><th "
        "scope=\"col\" "
        "class=\"share\">%s</th><th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s</th>"
        "<th scope=\"col\" class=\"n\">%s</th></tr></thead>\n<tbody>\n",
        say(w, "channels"), say(w, "channel"), say(w, "share"), say(w, "n"), say(w, "set-aside"),
        say(w, "before-n"));
    for (guint i = 0; i < w->report->channels->len; i++) {
        const struct report_channel *row = &g_array_index(w->report->channels, struct report_channel, i);
        if (row->item == w->report->items[0])
            put_way(out, board, row);
    }
    g_string_append(out, "</tbody>\n</table>\n</section>\n");
}

/* --- misuse of links --- */

void part_misuse(GString *out, const struct board *board)
{
    static const char *const KEYS[] = {[MISUSE_FORGED] = "forged",
                                       [MISUSE_EXPIRED] = "expired",
                                       [MISUSE_REPLAYED] = "replayed",
                                       [MISUSE_LIMITED] = "limited"};
    const struct visit *visit = board->visit;

    put(out,
        "<section class=\"card\">\n<h2>%s</h2>\n<p class=\"soft\">%s</p>\n<table>\n<thead><tr><th "
        "scope=\"col\">%s</th>"
        "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s</th></tr></thead>\n<tbody>\n",
        office_say(visit, "misuse"), office_say(visit, "misuse-how"), office_say(visit, "misuse-kind"),
        office_say(visit, "now"), office_say(visit, "before"));
    for (size_t i = 0; i < MISUSE_COUNT; i++) {
        g_autofree char *meaning = g_strconcat(KEYS[i], "-how", NULL);
        g_autofree char *n = say_count(&board->now, board->figures.misuse_now[i]);
        g_autofree char *n_before = say_count(&board->now, board->figures.misuse_before[i]);
        put(out,
            "<tr><th scope=\"row\">%s<small>%s</small></th><td class=\"n\">%s</td><td class=\"n "
            "soft\">%s</td></tr>\n",
            office_say(visit, KEYS[i]), office_say(visit, meaning), n, n_before);
    }
    g_string_append(out, "</tbody>\n</table>\n</section>\n");
}

/* --- devices --- */

/* "07/11/2025, 14 giờ": no finer than the hour. */
static char *say_hour(const struct board *board, gint64 utc_ms)
{
    g_autofree char *day = say_day(moment_local_day(utc_ms));
    g_autofree char *hour = g_strdup_printf("%d", (int)((utc_ms / HOUR_MS + HOURS_OF_VIET_NAM) % 24));
    return words_format(board->now.words, board->now.language, "office.hour", "day", day, "hour", hour, NULL);
}

static char *say_last(const struct board *board, const struct office_device *device)
{
    return device->journal->ratings > 0 ? say_hour(board, device->journal->last_rating)
                                        : g_strdup(office_say(board->visit, "never"));
}

static char *say_size(const struct wording *w, gint64 bytes)
{
    enum { KB = 1024 };
    if (bytes < 0)
        return g_strdup("–");
    g_autofree char *plain = bytes < KB * KB ? g_strdup_printf("%d", (int)((bytes + KB - 1) / KB))
                                             : g_strdup_printf("%.1f", (double)bytes / (KB * KB));
    g_autofree char *number = with_decimal_mark(w, plain);
    return g_strconcat(number, bytes < KB * KB ? " KB" : " MB", NULL);
}

/* This very server runs; of the others what they stored tells. */
static void put_state(GString *out, const struct board *board, const struct office_device *device)
{
    const struct visit *visit = board->visit;
    const bool here = g_str_equal(device->journal->device, visit->office->options.device);
    const bool today = device->journal->ratings > 0 &&
                       moment_local_day(device->journal->last_rating) >= visit->exchange->request.now.day;
    const char *shape = here || today ? "met" : "none";

    put(out,
        "<td><span class=\"verdict %s\"><svg aria-hidden=\"true\"><use href=\"#%s\"/></svg> %s</span></td>",
        shape, shape,
        office_say(visit, here    ? "running"
                          : today ? "used-today"
                                  : "not-used-today"));
}

static void put_device(GString *out, const struct board *board, const struct office_device *device)
{
    const struct shelf_journal *journal = device->journal;
    const struct wording *w = &board->now;
    g_autofree char *last = say_last(board, device);
    g_autofree char *ratings = say_count(w, journal->ratings);
    g_autofree char *entries = say_count(w, journal->last_seq);
    g_autofree char *size = say_size(w, device->size);
    g_autofree char *log_size = say_size(w, device->log_size);
    char head[SEAL_TEXT_SIZE];

    seal_format(head, journal->head);
    head[HEAD_DIGITS] = '\0';
    put(out, "<tr><th scope=\"row\">%s</th>", journal->device);
    put_state(out, board, device);
    put(out, "<td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td><code>%s</code></td>", last,
        ratings, entries, journal->last_seq > 0 ? head : "–");
    put(out, "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>\n", size, log_size);
}

void part_devices(GString *out, const struct board *board)
{
    static const char *const HEADS[] = {"state", "last-rating", "ratings", "entries",
                                        "head",  "size",        "log-size"};
    const struct visit *visit = board->visit;
    const GArray *devices = board->figures.devices;

    put(out,
        "<section class=\"card\">\n<h2>%s</h2>\n<section class=\"scroll\" aria-label=\"%s\" "
        "tabindex=\"0\">\n<table class=\"devices\">\n<thead><tr><th scope=\"col\">%s</th>",
        office_say(visit, "devices"), office_say(visit, "devices"), office_say(visit, "device"));
    for (size_t i = 0; i < G_N_ELEMENTS(HEADS); i++) {
        const bool number = i == 2 || i == 3 || i >= 5;
        put(out, number ? "<th scope=\"col\" class=\"n\">%s</th>" : "<th scope=\"col\">%s</th>",
            office_say(visit, HEADS[i]));
    }
    g_string_append(out, "</tr></thead>\n<tbody>\n");
    for (guint i = 0; i < devices->len; i++)
        put_device(out, board, &g_array_index(devices, struct office_device, i));
    if (devices->len == 0)
        put(out, "<tr><td colspan=\"8\">%s</td></tr>\n", say(&board->now, "no-journal"));
    g_string_append(out, "</tbody>\n</table>\n</section>\n</section>\n");
}
