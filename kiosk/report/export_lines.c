#include "export_lines.h"
#include <errno.h>

G_STATIC_ASSERT(EXPORT_LINE_MAX < EXPORT_BUFFER_SIZE);

static bool finish(struct export_writer *self, GError **error)
{
    struct export_lines *lines = (struct export_lines *)self;
    const size_t n = lines->n;

    lines->n = 0;
    if (fwrite(lines->buffer, 1, n, lines->stream) == n)
        return true;
    g_set_error_literal(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), g_strerror(errno));
    return false;
}

static void free_lines(struct export_writer *self)
{
    g_free(self);
}

void export_lines_init(struct export_lines *lines, FILE *stream, const char *between)
{
    lines->stream = stream;
    lines->writer.finish = finish;
    lines->writer.free = free_lines;
    for (unsigned mask = 0; mask < EXPORT_MASKS; mask++) {
        export_flag_names(lines->flags[mask], mask, between);
        export_reason_names(lines->reasons[mask], mask, between);
    }
}

char *export_lines_begin(struct export_lines *lines, GError **error)
{
    if (lines->n > EXPORT_BUFFER_SIZE - EXPORT_LINE_MAX && !finish(&lines->writer, error))
        return NULL;
    return lines->buffer + lines->n;
}

void export_lines_end(struct export_lines *lines, const char *end)
{
    const size_t length = (size_t)(end - (lines->buffer + lines->n));

    g_assert(length <= EXPORT_LINE_MAX);
    lines->n += length;
}
