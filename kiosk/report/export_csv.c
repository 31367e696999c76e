#include "export_lines.h"
#include <string.h>

static char *put_quoted(char *to, const char *text)
{
    *to++ = '"';
    for (; *text; text++) {
        if (*text == '"')
            *to++ = '"';
        *to++ = *text;
    }
    *to++ = '"';
    return to;
}

/* A text of the journal, whose signs are not known beforehand, and the ',' after it. */
static char *put_text(char *to, const char *text)
{
    to = strpbrk(text, ",\"") ? put_quoted(to, text) : export_put(to, text);
    *to++ = ',';
    return to;
}

/* What is known to hold no sign that matters. */
static char *put_plain(char *to, const char *text)
{
    to = export_put(to, text);
    *to++ = ',';
    return to;
}

static char *put_answer(char *to, uint8_t level)
{
    if (level > 0)
        *to++ = (char)('0' + level);
    *to++ = ',';
    return to;
}

static bool write_row(struct export_writer *self, const struct export_row *row, GError **error)
{
    struct export_lines *lines = (struct export_lines *)self;
    char *to = export_lines_begin(lines, error);

    if (!to)
        return false;
    to = put_plain(to, row->device);
    to = put_plain(to, row->hour);
    to = put_text(to, row->area);
    to = put_plain(to, channel_id(row->channel));
    to = put_text(to, row->language);
    to = put_plain(to, row->flags ? "1" : "0");
    to = put_plain(to, lines->flags[row->flags]);
    to = put_plain(to, export_trust_id(row->trust));
    for (int i = 0; i < ITEM_COUNT; i++)
        to = put_answer(to, row->answers[i]);
    to = export_put(to, lines->reasons[row->reasons]);
    *to++ = '\n';
    export_lines_end(lines, to);
    return true;
}

static void write_header(struct export_lines *lines)
{
    char *to = lines->buffer;

    for (const char *const *column = export_columns; *column; column++)
        to = put_plain(to, *column);
    for (int i = 0; i < ITEM_COUNT; i++)
        to = put_plain(to, item_id((enum item)i));
    to = export_put(to, export_reasons_column);
    *to++ = '\n';
    export_lines_end(lines, to);
}

struct export_writer *export_csv_new(FILE *stream)
{
    struct export_lines *lines = g_new0(struct export_lines, 1);

    export_lines_init(lines, stream, "+");
    lines->writer.write = write_row;
    write_header(lines);
    return &lines->writer;
}
