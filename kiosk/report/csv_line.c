#include "csv_line.h"
#include "wording.h"
#include <string.h>

static void separate(struct csv_line *line)
{
    if (line->begun)
        g_string_append_c(line->out, ';');
    line->begun = true;
}

void csv_end(struct csv_line *line)
{
    g_string_append(line->out, "\r\n");
    line->begun = false;
}

bool csv_is_formula(const char *text)
{
    const gunichar first = g_utf8_get_char(text);
    return first != 0 && g_utf8_strchr("=+-@\t\r\n＝＋－＠", -1, first) != NULL;
}

void csv_put_text(struct csv_line *line, const char *text)
{
    g_autofree char *shown = plain_text(text);
    const char *guard = csv_is_formula(shown) ? "'" : "";

    separate(line);
    if (!strpbrk(shown, ";\"\r\n")) {
        g_string_append_printf(line->out, "%s%s", guard, shown);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(shown, "\"", -1);
    g_autofree char *doubled = g_strjoinv("\"\"", parts);
    g_string_append_printf(line->out, "\"%s%s\"", guard, doubled);
}

void csv_take_text(struct csv_line *line, char *text)
{
    csv_put_text(line, text);
    g_free(text);
}

void csv_put_count(struct csv_line *line, gint64 count)
{
    separate(line);
    g_string_append_printf(line->out, "%" G_GINT64_FORMAT, count);
}

void csv_put_number(struct csv_line *line, const char *number)
{
    separate(line);
    for (; number && *number; number++)
        g_string_append_c(line->out, *number == '.' ? ',' : *number);
}

void csv_put_share(struct csv_line *line, struct share share)
{
    char percent[PERCENT_SIZE];

    if (share.n > 0)
        share_format(percent, share, 2);
    csv_put_number(line, share.n > 0 ? percent : NULL);
}

void csv_put_wilson(struct csv_line *line, struct share share)
{
    char low[PERCENT_SIZE] = "", high[PERCENT_SIZE] = "";

    if (share.n > 0) {
        const struct interval interval = share_wilson95(share);
        g_ascii_formatd(low, sizeof low, "%.2f", interval.low);
        g_ascii_formatd(high, sizeof high, "%.2f", interval.high);
    }
    csv_put_number(line, low);
    csv_put_number(line, high);
}
