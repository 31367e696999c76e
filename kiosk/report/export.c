#include "export_hours.h"
#include <string.h>

struct export
{
    struct export_writer *writer;
    export_hours_t *hours;
};

static const char *const format_ids[] = {"csv", "jsonl", "xlsx"};

bool export_format_from_id(enum export_format *out, const char *id)
{
    for (size_t i = 0; i < G_N_ELEMENTS(format_ids); i++)
        if (strcmp(format_ids[i], id) == 0) {
            *out = (enum export_format)i;
            return true;
        }
    return false;
}

static struct export_writer *new_writer(enum export_format format, FILE *stream, guint32 sheet_rows,
                                        GError **error)
{
    struct export_writer *writer = NULL;

    switch (format) {
    case EXPORT_CSV:
        return export_csv_new(stream);
    case EXPORT_JSONL:
        return export_jsonl_new(stream);
    case EXPORT_XLSX:
        return export_xlsx_new(&writer, stream, sheet_rows, error) ? writer : NULL;
    }
    g_assert_not_reached();
}

bool export_open(export_t **out, enum export_format format, FILE *stream, guint32 sheet_rows, GError **error)
{
    struct export_writer *writer = new_writer(format, stream, sheet_rows, error);

    if (!writer)
        return false;
    *out = g_new0(export_t, 1);
    (*out)->writer = writer;
    (*out)->hours = export_hours_new(writer);
    return true;
}

bool export_add(const char *device, const struct rating *rating, void *out, GError **error)
{
    export_t *self = out;
    return export_hours_add(self->hours, device, rating, error);
}

bool export_finish(export_t *out, GError **error)
{
    return export_hours_empty(out->hours, error) && out->writer->finish(out->writer, error);
}

void export_free(export_t *out)
{
    if (!out)
        return;
    export_hours_free(out->hours);
    out->writer->free(out->writer);
    g_free(out);
}
