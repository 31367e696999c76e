#pragma once
/* A reader of separated values (RFC 4180) that holds one record at a time.
 *
 * A leading BOM is skipped, lines end with LF or CRLF, empty lines are passed over. The separator is ';' when
 * the first line has one outside quotes, else ','. A record that is malformed is told as such and reading
 * goes on with the line after the one it began on, so that every bad line of a file can be named. Belongs to
 * one thread. */
#include <glib.h>
#include <stdio.h>

/* A record longer than this, each separator counted, is malformed; it bounds what an unclosed quote can
 * swallow. */
enum { CSV_RECORD_MAX = 4096 };

enum csv_result {
    CSV_END,
    CSV_RECORD,
    CSV_MALFORMED, /* csv_problem says how */
    CSV_FAILED     /* the file could not be read; errno says why */
};

typedef struct csv csv_t;

/* Reads from the position `in` is at; `in` is borrowed and must not be used otherwise meanwhile. */
csv_t *csv_new(FILE *in);
void csv_free(csv_t *csv); /* NULL is fine */

enum csv_result csv_next(csv_t *csv);

/* Goes on with the line after the one the record last read began on: a record of several lines that makes no
 * sense may be due to an unclosed quote. */
void csv_resume(csv_t *csv);

/* Of the record last read. Fields are valid until the next csv_next. */
size_t csv_n_fields(const csv_t *csv);
const char *csv_field(const csv_t *csv, size_t i);
gint64 csv_line(const csv_t *csv);         /* the line it begins on, from 1 */
const char *csv_problem(const csv_t *csv); /* what is malformed; static storage */

/* SHA-256 of all bytes, in hexadecimal; complete after CSV_END. Owned by the reader. */
const char *csv_sha256(csv_t *csv);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(csv_t, csv_free)
