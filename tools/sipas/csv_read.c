#include "csv_read.h"
#include <stdbool.h>
#include <string.h>

enum { BLOCK_SIZE = 1 << 16 };

struct csv {
    FILE *in;
    GChecksum *hash;
    char separator; /* 0 until the first line was looked at */
    size_t at, end; /* what of the block is not read yet */
    size_t mark;    /* where the record begins in the block, which keeps all of it */
    size_t second;  /* where the line after the record's first begins; 0: not met yet */
    int last;       /* the byte taken last, or EOF */
    gint64 line;    /* of the next byte */
    gint64 record_line;
    const char *problem;
    GString *text;  /* the record's fields, each with its NUL */
    GArray *starts; /* of gsize: where each field begins in text */
    char block[BLOCK_SIZE];
};

csv_t *csv_new(FILE *in)
{
    csv_t *csv = g_new(csv_t, 1);

    csv->in = in;
    csv->hash = g_checksum_new(G_CHECKSUM_SHA256);
    csv->separator = '\0';
    csv->at = csv->end = csv->mark = csv->second = 0;
    csv->last = EOF;
    csv->line = csv->record_line = 1;
    csv->problem = NULL;
    csv->text = g_string_sized_new(CSV_RECORD_MAX);
    csv->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    return csv;
}

void csv_free(csv_t *csv)
{
    if (!csv)
        return;
    g_checksum_free(csv->hash);
    g_string_free(csv->text, TRUE);
    g_array_unref(csv->starts);
    g_free(csv);
}

/* What a record can take up: every byte that counts, with the quotes around it. */
G_STATIC_ASSERT(BLOCK_SIZE > 4 * (CSV_RECORD_MAX + 2));

/* Reads more behind what the block has of the record; false at the end of the file. */
static bool fill(csv_t *csv)
{
    const size_t kept = csv->end - csv->mark;

    g_assert(kept < sizeof csv->block);
    memmove(csv->block, csv->block + csv->mark, kept);
    csv->second -= csv->second > 0 ? csv->mark : 0;
    csv->mark = 0;
    csv->at = kept;
    csv->end = kept + fread(csv->block + kept, 1, sizeof csv->block - kept, csv->in);
    g_checksum_update(csv->hash, (const guchar *)csv->block + kept, (gssize)(csv->end - kept));
    return csv->end > kept;
}

static void look_at_first_line(csv_t *csv)
{
    bool quoted = false;

    csv->separator = ',';
    if (!fill(csv))
        return;
    if (csv->end >= 3 && memcmp(csv->block, "\xEF\xBB\xBF", 3) == 0)
        csv->at = 3;
    for (size_t i = csv->at; i < csv->end && csv->block[i] != '\n'; i++) {
        quoted ^= csv->block[i] == '"';
        if (csv->block[i] == ';' && !quoted)
            csv->separator = ';';
    }
}

/* The next byte without taking it, or EOF. */
static int peek(csv_t *csv)
{
    if (csv->at == csv->end && !fill(csv))
        return EOF;
    return (unsigned char)csv->block[csv->at];
}

static int take(csv_t *csv)
{
    const int c = peek(csv);

    if (c != EOF)
        csv->at++;
    if (c == '\n' && csv->line++ == csv->record_line)
        csv->second = csv->at;
    csv->last = c;
    return c;
}

static bool complain(csv_t *csv, const char *problem)
{
    csv->problem = problem;
    return false;
}

static const char TOO_LONG[] = "a record longer than 4096 bytes, perhaps an unclosed quote";

static bool keep(csv_t *csv, int c)
{
    if (c == '\0')
        return complain(csv, "a NUL byte");
    if (csv->text->len >= CSV_RECORD_MAX)
        return complain(csv, TOO_LONG);
    g_string_append_c(csv->text, (char)c);
    return true;
}

/* The inside of quotes, after the opening one, the closing one included. */
static bool read_quoted(csv_t *csv)
{
    for (;;) {
        const int c = take(csv);
        if (c == EOF)
            return complain(csv, "an unclosed quote");
        if (c != '"') {
            if (!keep(csv, c))
                return false;
            continue;
        }
        if (peek(csv) != '"')
            return true;
        if (!keep(csv, take(csv)))
            return false;
    }
}

static bool at_line_end(csv_t *csv)
{
    const int c = peek(csv);

    if (c != '\r')
        return c == '\n' || c == EOF;
    take(csv);
    const int next = peek(csv);
    if (next == '\n' || next == EOF)
        return true;
    csv->problem = "a carriage return inside a line";
    return false;
}

static bool at_field_end(csv_t *csv)
{
    return peek(csv) == csv->separator || at_line_end(csv);
}

static bool read_plain(csv_t *csv)
{
    while (!at_field_end(csv)) {
        if (csv->problem)
            return false;
        if (peek(csv) == '"')
            return complain(csv, "a quote inside a field without quotes");
        if (!keep(csv, take(csv)))
            return false;
    }
    return true;
}

static bool read_field(csv_t *csv)
{
    const gsize start = csv->text->len;

    g_array_append_val(csv->starts, start);
    if (peek(csv) == '"') {
        take(csv);
        if (!read_quoted(csv))
            return false;
        if (!at_field_end(csv))
            return complain(csv, "text after a closing quote");
    } else if (!read_plain(csv)) {
        return false;
    }
    if (csv->text->len > CSV_RECORD_MAX)
        return complain(csv, TOO_LONG);
    g_string_append_c(csv->text, '\0');
    return true;
}

static bool read_record(csv_t *csv)
{
    for (;;) {
        if (!read_field(csv))
            return false;
        const int c = take(csv);
        if (c != csv->separator)
            return true;
    }
}

/* To the end of the line, which may have been what was malformed, and which may be of any length. */
static void skip_line(csv_t *csv)
{
    while (csv->last != '\n' && take(csv) != EOF)
        csv->mark = csv->at;
}

void csv_resume(csv_t *csv)
{
    if (csv->second == 0)
        return;
    csv->at = csv->second;
    csv->line = csv->record_line + 1;
}

static bool is_empty_line(const csv_t *csv)
{
    return csv->starts->len == 1 && csv->text->str[0] == '\0';
}

static bool read_line(csv_t *csv)
{
    g_string_truncate(csv->text, 0);
    g_array_set_size(csv->starts, 0);
    csv->problem = NULL;
    csv->record_line = csv->line;
    csv->mark = csv->at;
    csv->second = 0;
    return read_record(csv);
}

enum csv_result csv_next(csv_t *csv)
{
    enum csv_result result = CSV_END;

    if (!csv->separator)
        look_at_first_line(csv);
    while (result == CSV_END && peek(csv) != EOF) {
        const bool whole = read_line(csv);
        if (!whole && csv->second > 0)
            csv_resume(csv);
        else if (!whole)
            skip_line(csv);
        if (!whole || !is_empty_line(csv))
            result = whole ? CSV_RECORD : CSV_MALFORMED;
    }
    return ferror(csv->in) ? CSV_FAILED : result;
}

size_t csv_n_fields(const csv_t *csv)
{
    return csv->starts->len;
}

const char *csv_field(const csv_t *csv, size_t i)
{
    g_assert(i < csv->starts->len);
    return csv->text->str + g_array_index(csv->starts, gsize, i);
}

gint64 csv_line(const csv_t *csv)
{
    return csv->record_line;
}

const char *csv_problem(const csv_t *csv)
{
    return csv->problem;
}

const char *csv_sha256(csv_t *csv)
{
    return g_checksum_get_string(csv->hash);
}
