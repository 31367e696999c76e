#include "export_lines.h"

/* The keys of the answers with what stands around them: ,"tthc": */
struct jsonl {
    struct export_lines lines;
    char answer_keys[ITEM_COUNT][16];
};

static char *put_text(char *to, const char *text)
{
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            *to++ = '\\';
        *to++ = *text;
    }
    return to;
}

/* Names joined by "," inside quotes, as a list. */
static char *put_list(char *to, const char *joined)
{
    if (!*joined)
        return export_put(to, "[]");
    to = export_put(to, "[\"");
    to = export_put(to, joined);
    return export_put(to, "\"]");
}

static char *put_answers(char *to, const struct jsonl *jsonl, const uint8_t *answers)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        to = export_put(to, jsonl->answer_keys[i]);
        if (answers[i] > 0)
            *to++ = (char)('0' + answers[i]);
        else
            to = export_put(to, "null");
    }
    return to;
}

static bool write_row(struct export_writer *self, const struct export_row *row, GError **error)
{
    struct jsonl *jsonl = (struct jsonl *)self;
    struct export_lines *lines = &jsonl->lines;
    char *to = export_lines_begin(lines, error);

    if (!to)
        return false;
    to = export_put(export_put(to, "{\"device\":\""), row->device);
    to = export_put(export_put(to, "\",\"hour\":\""), row->hour);
    to = put_text(export_put(to, "\",\"area\":\""), row->area);
    to = export_put(export_put(to, "\",\"channel\":\""), channel_id(row->channel));
    to = put_text(export_put(to, "\",\"language\":\""), row->language);
    to = export_put(export_put(to, "\",\"set_aside\":"), row->flags ? "1" : "0");
    to = put_list(export_put(to, ",\"flags\":"), lines->flags[row->flags]);
    to = export_put(export_put(to, ",\"clock\":\""), export_trust_id(row->trust));
    to = put_answers(export_put(to, "\""), jsonl, row->answers);
    to = put_list(export_put(to, ",\"reasons\":"), lines->reasons[row->reasons]);
    to = export_put(to, "}\n");
    export_lines_end(lines, to);
    return true;
}

struct export_writer *export_jsonl_new(FILE *stream)
{
    struct jsonl *jsonl = g_new0(struct jsonl, 1);

    export_lines_init(&jsonl->lines, stream, "\",\"");
    jsonl->lines.writer.write = write_row;
    for (int i = 0; i < ITEM_COUNT; i++)
        g_snprintf(jsonl->answer_keys[i], sizeof jsonl->answer_keys[i], ",\"%s\":", item_id((enum item)i));
    return &jsonl->lines.writer;
}
