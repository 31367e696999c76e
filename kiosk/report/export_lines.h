#pragma once
/* Lines on their way to a stream, put together byte by byte in a large buffer: printf would take most of the
 * time of an export. Inside this room only. */
#include "export_row.h"

enum {
    EXPORT_LINE_MAX = 2048, /* no line is longer: ids are, a text has fewer than 32 characters */
    EXPORT_BUFFER_SIZE = 256 * 1024,
    EXPORT_MASKS = 256
};

struct export_lines {
    struct export_writer writer;
    FILE *stream;
    char flags[EXPORT_MASKS][EXPORT_NAMES_SIZE]; /* by mask, as the format writes them */
    char reasons[EXPORT_MASKS][EXPORT_NAMES_SIZE];
    size_t n;
    char buffer[EXPORT_BUFFER_SIZE];
};

/* What CSV and JSON lines have in common: sets all but `write`, which begins with export_lines_begin and ends
 * with export_lines_end. */
void export_lines_init(struct export_lines *lines, FILE *stream, const char *between);

/* Where the next line goes, EXPORT_LINE_MAX bytes; NULL when the lines before it could not be written. */
char *export_lines_begin(struct export_lines *lines, GError **error);
void export_lines_end(struct export_lines *lines, const char *end);

/* Appends as it is. */
static inline char *export_put(char *to, const char *text)
{
    while (*text)
        *to++ = *text++;
    return to;
}
