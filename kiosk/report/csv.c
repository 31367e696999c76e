#include "wording.h"
#include <string.h>

/* One line under way. */
struct line {
    GString *out;
    bool begun;
};

static void separate(struct line *line)
{
    if (line->begun)
        g_string_append_c(line->out, ';');
    line->begun = true;
}

static void end(struct line *line)
{
    g_string_append(line->out, "\r\n");
    line->begun = false;
}

/* A spreadsheet takes a cell that starts so for a formula, also in the full-width forms. */
static bool looks_like_formula(const char *text)
{
    const gunichar first = g_utf8_get_char(text);
    return first != 0 && g_utf8_strchr("=+-@\t\r\n＝＋－＠", -1, first) != NULL;
}

static void put_text(struct line *line, const char *text)
{
    g_autofree char *shown = plain_text(text);
    const char *guard = looks_like_formula(shown) ? "'" : "";

    separate(line);
    if (!strpbrk(shown, ";\"\r\n")) {
        g_string_append_printf(line->out, "%s%s", guard, shown);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(shown, "\"", -1);
    g_autofree char *doubled = g_strjoinv("\"\"", parts);
    g_string_append_printf(line->out, "\"%s%s\"", guard, doubled);
}

static void take_text(struct line *line, char *text)
{
    put_text(line, text);
    g_free(text);
}

static void put_count(struct line *line, gint64 count)
{
    separate(line);
    g_string_append_printf(line->out, "%" G_GINT64_FORMAT, count);
}

/* A number written with a point, as a Vietnamese spreadsheet reads it; NULL for an empty cell. */
static void put_number(struct line *line, const char *number)
{
    separate(line);
    for (; number && *number; number++)
        g_string_append_c(line->out, *number == '.' ? ',' : *number);
}

static void put_share(struct line *line, struct share share)
{
    char percent[PERCENT_SIZE];

    if (share.n > 0)
        share_format(percent, share, 2);
    put_number(line, share.n > 0 ? percent : NULL);
}

static void put_wilson(struct line *line, struct share share)
{
    char low[PERCENT_SIZE] = "", high[PERCENT_SIZE] = "";

    if (share.n > 0) {
        const struct interval interval = share_wilson95(share);
        g_ascii_formatd(low, sizeof low, "%.2f", interval.low);
        g_ascii_formatd(high, sizeof high, "%.2f", interval.high);
    }
    put_number(line, low);
    put_number(line, high);
}

static void put_heading(struct line *line, const struct wording *w, const char *const *keys)
{
    for (; *keys; keys++)
        put_text(line, say(w, *keys));
}

static void put_levels(struct line *line, const struct wording *w, const char *format)
{
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        g_autofree char *key = g_strdup_printf("level.%d", level);
        g_autofree char *full = g_strdup_printf("report.%s", format);
        take_text(line, words_format(w->words, w->language, full, "level",
                                     words_get(w->words, w->language, key), NULL));
    }
}

static void write_title(struct line *line, const struct wording *w)
{
    put_text(line, say(w, "title"));
    end(line);
    take_text(line, say_center(w));
    end(line);
    take_text(line, say_period(w));
    end(line);
    if (period_is_decree(&w->report->period)) {
        put_text(line, say(w, "window-decree"));
        end(line);
    }
    put_text(line, say(w, "formula"));
    end(line);
    end(line);
}

static void write_row(struct line *line, const struct wording *w, const struct report_row *row)
{
    put_text(line, say_item(w, row->item));
    put_text(line, say_area(w, row->area));
    put_text(line, row->area);
    for (int i = 0; i < LEVEL_COUNT; i++)
        put_count(line, row->counts.n[i]);
    put_count(line, row->share.n);
    put_count(line, row->share.satisfied);
    put_share(line, row->share);
    put_wilson(line, row->share);
    for (int i = 0; i < LEVEL_COUNT; i++)
        put_count(line, row->set_aside.n[i]);
    end(line);
}

static void write_rows(struct line *line, const struct wording *w)
{
    const GArray *rows = w->report->rows;

    put_heading(line, w, (const char *const[]){"item", "area", "area-id", NULL});
    put_levels(line, w, "level-counted");
    put_heading(line, w, (const char *const[]){"n", "satisfied", "share", "wilson-low", "wilson-high", NULL});
    put_levels(line, w, "level-set-aside");
    end(line);
    for (guint i = 0; i < rows->len; i++)
        write_row(line, w, &g_array_index(rows, struct report_row, i));
    end(line);
}

static void write_target(struct line *line, const struct wording *w, const struct report_target *row)
{
    char percent[PERCENT_SIZE];

    put_text(line, row->plan->name);
    take_text(line, say_subject(w, row));
    take_text(line, say_scope(w, row));
    take_text(line, say_requirement(w, row->target));
    target_percent_format(percent, row->target);
    put_number(line, percent);
    put_count(line, row->share.n);
    put_count(line, row->share.satisfied);
    put_share(line, row->share);
    take_text(line, say_verdict(w, row));
    put_text(line, row->target->sentence ? row->target->sentence : "");
    end(line);
}

static void write_targets(struct line *line, const struct wording *w)
{
    static const char *const HEADING[] = {"plan",      "target", "scope",   "required", "percent", "n",
                                          "satisfied", "share",  "verdict", "sentence", NULL};
    const GArray *targets = w->report->targets;

    put_heading(line, w, HEADING);
    end(line);
    for (guint i = 0; i < targets->len; i++)
        write_target(line, w, &g_array_index(targets, struct report_target, i));
    end(line);
}

static void write_journals(struct line *line, const struct wording *w)
{
    const GArray *journals = w->report->journals;

    put_heading(line, w, (const char *const[]){"device", "first-seq", "last-seq", "ratings", "head", NULL});
    end(line);
    for (guint i = 0; i < journals->len; i++) {
        const struct shelf_journal *journal = &g_array_index(journals, struct shelf_journal, i);
        char head[SEAL_TEXT_SIZE];
        seal_format(head, journal->head);
        put_text(line, journal->device);
        put_count(line, journal->first_seq);
        put_count(line, journal->last_seq);
        put_count(line, journal->ratings);
        put_text(line, head);
        end(line);
    }
}

void report_csv(GString *out, const report_t *report, const words_t *words, const char *language)
{
    const struct wording w = {report, words, language};
    struct line line = {out, false};

    g_string_append(out, "\xEF\xBB\xBF");
    write_title(&line, &w);
    write_rows(&line, &w);
    write_targets(&line, &w);
    write_journals(&line, &w);
}
