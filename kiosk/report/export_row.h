#pragma once
/* A row of the export as a value, and what writes rows in one of the formats. Inside this room only. */
#include "export.h"

enum { EXPORT_HOUR_SIZE = 14, EXPORT_NAMES_SIZE = 96 };

struct export_row {
    const char *device;
    char hour[EXPORT_HOUR_SIZE]; /* local, "2025-11-05T09"; "2025-11-05" when no hour is known */
    const char *area, *language; /* UTF-8 without control characters */
    enum channel channel;
    enum clock_trust trust;
    unsigned flags, reasons;
    uint8_t answers[ITEM_COUNT];
};

/* The columns that come before those of the items, and the one after them. NULL-ended. */
extern const char *const export_columns[];
extern const char export_reasons_column[];

const char *export_trust_id(enum clock_trust trust);

/* The local hour of a moment, 0..23, or -1 when none is known: the noon of a time that was given stands for a
 * date alone. */
int export_hour(const struct moment *when);

/* The names of the bits, joined by `between`; "" when none is set. */
void export_flag_names(char out[EXPORT_NAMES_SIZE], unsigned flags, const char *between);
void export_reason_names(char out[EXPORT_NAMES_SIZE], unsigned reasons, const char *between);

/* A format: how rows are written. `finish` and `free` come once, in that order; when something failed, `free`
 * alone. */
struct export_writer {
    bool (*write)(struct export_writer *self, const struct export_row *row, GError **error);
    bool (*finish)(struct export_writer *self, GError **error);
    void (*free)(struct export_writer *self);
};

struct export_writer *export_csv_new(FILE *stream);
struct export_writer *export_jsonl_new(FILE *stream);
bool export_xlsx_new(struct export_writer **out, FILE *stream, guint32 sheet_rows, GError **error);
