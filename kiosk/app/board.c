#include "board.h"
#include "wording.h"
#include <string.h>

enum {
    DEVICE_LINES = 6,
    TODAY_LINES = 5,
    FIGURE_LINES = STAFF_LINES - DEVICE_LINES - 1,
    HEAD_DIGITS = 16,
    GIGABYTE = 1000000000,
    LOW_DISK_GIGABYTES = 1
};

static struct staff_line *add(struct staff_board *board, enum staff_mood mood, const char *label,
                              const char *value)
{
    g_assert(board->n < STAFF_LINES);
    struct staff_line *line = &board->lines[board->n++];
    line->mood = mood;
    staff_text(line->label, label);
    staff_text(line->value, value);
    return line;
}

static const char *word(const struct board_source *source, const char *key)
{
    return words_get(source->words, source->language, key);
}

/* "93,33% · n = 120 · Tham khảo", broken only at the dots. */
static char *figure(const struct wording *w, struct share share, enum basis basis)
{
    g_autofree char *percent = say_share(w, share), *n = say_count(w, share.n);
    const char *remark = say_basis(w, basis);
    return share.n == 0 ? g_strdup(remark)
                        : g_strdup_printf("%s%% · n = %s%s%s", percent, n, *remark ? " · " : "", remark);
}

/* The items somebody answered, as far as there is room before line `end`. */
static void add_figures(struct staff_board *board, const struct wording *w, int end)
{
    for (guint i = 0; i < w->report->rows->len && board->n < end; i++) {
        const struct report_row *row = &g_array_index(w->report->rows, struct report_row, i);
        if (row->area[0] || (row->share.n == 0 && row->item != ITEM_TTHC))
            continue;
        g_autofree char *value = figure(w, row->share, row->basis);
        add(board, STAFF_PLAIN, say_item(w, row->item), value);
    }
}

/* How many ratings of the main item are set aside, when any are. */
static void add_set_aside(struct staff_board *board, const struct wording *w)
{
    const struct report_row *overall = &g_array_index(w->report->rows, struct report_row, 0);
    const gint64 aside = counts_total(&overall->set_aside);

    if (aside > 0) {
        g_autofree char *count = say_count(w, aside);
        add(board, STAFF_PLAIN, say(w, "set-aside"), count);
    }
}

static enum staff_mood mood_of(const struct report_target *row)
{
    if (!row->in_force)
        return STAFF_PLAIN;
    switch (row->verdict) {
    case VERDICT_MET:
        return STAFF_GOOD;
    case VERDICT_MISSED:
        return STAFF_BAD;
    case VERDICT_NO_DATA:
        return STAFF_PLAIN;
    }
    g_assert_not_reached();
}

static void add_target(struct staff_board *board, const struct wording *w, const struct report_target *row)
{
    g_autofree char *subject = say_subject(w, row), *scope = say_scope(w, row);
    g_autofree char *requirement = say_requirement(w, row->target), *verdict = say_verdict(w, row);
    g_autofree char *label = g_strdup_printf("%s, %s: %s", subject, scope, requirement);
    g_autofree char *measured = figure(w, row->share, row->basis);
    g_autofree char *value = g_strdup_printf("%s · %s", measured, verdict);
    add(board, mood_of(row), label, row->share.n == 0 ? verdict : value);
}

static void add_targets(struct staff_board *board, const struct wording *w)
{
    const GArray *targets = w->report->targets;

    for (guint i = 0; i < targets->len; i++) {
        const struct report_target *row = &g_array_index(targets, struct report_target, i);
        if (row->target->outside)
            continue;
        if (board->n >= FIGURE_LINES) {
            add(board, STAFF_PLAIN, words_get(w->words, w->language, "device.more-targets"), "");
            return;
        }
        add_target(board, w, row);
    }
}

static void add_report(struct staff_board *board, const struct wording *w, const char *title, int end)
{
    add(board, STAFF_TITLE, title, "");
    add_figures(board, w, end - 1);
    add_set_aside(board, w);
}

static void add_reports(struct staff_board *board, const struct board_source *source)
{
    const struct wording today = {source->today, source->words, source->language};
    const struct wording week = {source->week, source->words, source->language};
    g_autofree char *day = say_day(source->today->period.from);
    g_autofree char *today_title =
        words_format(source->words, source->language, "device.today", "day", day, NULL);
    g_autofree char *week_title = say_period(&week);

    add_report(board, &today, today_title, TODAY_LINES);
    add_report(board, &week, week_title, FIGURE_LINES);
    add_targets(board, &week);
}

static void add_disk(struct staff_board *board, const struct board_source *source)
{
    const bool known = source->free_bytes >= 0;
    g_autofree char *value = known ? g_format_size((guint64)source->free_bytes) : g_strdup("–");
    const bool low = !known || source->free_bytes < (gint64)LOW_DISK_GIGABYTES * GIGABYTE;
    add(board, low ? STAFF_BAD : STAFF_PLAIN, word(source, "device.free-disk"), value);
}

static void add_clock(struct staff_board *board, const struct board_source *source)
{
    g_autofree char *key = g_strdup_printf("device.clock-%d", (int)source->clock);
    add(board, source->clock == CLOCK_UNKNOWN ? STAFF_BAD : STAFF_PLAIN, word(source, "device.clock"),
        word(source, key));
}

static void add_journal(struct staff_board *board, const struct board_source *source)
{
    const struct verify_result *journal = source->journal;
    char head[SEAL_TEXT_SIZE];

    if (journal == NULL || !journal->sound) {
        add(board, STAFF_BAD, word(source, "device.check"), word(source, "device.check-bad"));
        return;
    }
    g_autofree char *entries = g_strdup_printf("%" G_GINT64_FORMAT, journal->entries);
    g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, journal->head_seq);
    g_autofree char *good =
        words_format(source->words, source->language, "device.check-good", "n", entries, NULL);
    seal_format(head, journal->head);
    head[HEAD_DIGITS] = '\0';
    g_autofree char *last =
        words_format(source->words, source->language, "device.head-value", "head", head, "seq", seq, NULL);
    add(board, STAFF_GOOD, word(source, "device.check"), good);
    add(board, STAFF_PLAIN, word(source, "device.head"), journal->head_seq > 0 ? last : "–");
}

static void add_device(struct staff_board *board, const struct board_source *source)
{
    g_autofree char *title =
        words_format(source->words, source->language, "device.title", "device", source->device, NULL);
    add(board, STAFF_TITLE, title, "");
    add_disk(board, source);
    add_clock(board, source);
    add_journal(board, source);
}

void board_fill(struct staff_board *out, const struct board_source *source)
{
    out->n = 0;
    if (source->today != NULL)
        add_reports(out, source);
    else
        add(out, STAFF_BAD, word(source, "device.no-figures"), "");
    add_device(out, source);
}

void board_add_link(struct staff_board *board, enum link_state state, const words_t *words,
                    const char *language)
{
    static const struct {
        const char *key;
        enum staff_mood mood;
    } SAYINGS[LINK_STATES] = {
        [LINK_SHOWN] = {"device.qr-shown", STAFF_PLAIN},
        [LINK_NO_ADDRESS] = {"device.qr-no-address", STAFF_PLAIN},
        [LINK_NO_KEYS] = {"device.qr-no-keys", STAFF_BAD},
        [LINK_TOO_LONG] = {"device.qr-too-long", STAFF_BAD},
        [LINK_CLOCK] = {"device.qr-clock", STAFF_BAD},
        [LINK_NO_SERVER] = {"device.qr-no-server", STAFF_BAD},
        [LINK_NO_ROOM] = {"device.qr-no-room", STAFF_PLAIN},
        [LINK_THANKS_ONLY] = {"device.qr-thanks-only", STAFF_PLAIN},
    };
    add(board, SAYINGS[state].mood, words_get(words, language, "device.qr"),
        words_get(words, language, SAYINGS[state].key));
}
