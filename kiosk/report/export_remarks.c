#include "csv_line.h"
#include "export_remarks_internal.h"
#include <errno.h>
#include <string.h>

static int by_bytes(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_csv(GString *out, const char *text)
{
    const char *quote = strpbrk(text, ",\"\n") ? "\"" : "";

    g_string_append(out, quote);
    if (csv_is_formula(text))
        g_string_append_c(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *text);
    }
    g_string_append_printf(out, "%s\n", quote);
}

/* Remarks hold no control characters but line feeds. */
static void add_jsonl(GString *out, const char *text)
{
    g_string_append(out, "{\"remark\":\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        if (*text == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_c(out, *text);
    }
    g_string_append(out, "\"}\n");
}

static bool write_lines(const GPtrArray *texts, const char *header, void (*add)(GString *, const char *),
                        FILE *stream, GError **error)
{
    g_autoptr(GString) out = g_string_new(header);

    for (guint i = 0; i < texts->len; i++)
        add(out, texts->pdata[i]);
    if (fwrite(out->str, 1, out->len, stream) == out->len)
        return true;
    g_set_error_literal(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), g_strerror(errno));
    return false;
}

bool export_remarks(GPtrArray *texts, enum export_format format, FILE *stream, GError **error)
{
    g_ptr_array_sort(texts, by_bytes);
    switch (format) {
    case EXPORT_CSV:
        return write_lines(texts, "remark\n", add_csv, stream, error);
    case EXPORT_JSONL:
        return write_lines(texts, "", add_jsonl, stream, error);
    case EXPORT_XLSX:
        return export_remarks_xlsx(texts, stream, error);
    }
    g_assert_not_reached();
}
